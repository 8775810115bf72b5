//! The rules by which a council election can be counted, by the names that `morada count` knows.

use morada_engine::tally::council::lists::ListRule;

/// A rule for seats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatRule {
    /// From rankings.
    Ranked(RankedRule),
    /// From votes for lists.
    Lists(ListRule),
}

/// A rule for rankings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RankedRule {
    /// Scottish STV.
    Scottish,
    /// The same in exact fractions.
    Exact,
    /// Meek's method.
    Meek,
    /// The rules of the Electoral Reform Society.
    Ers97,
    /// Northern Ireland.
    NorthernIreland,
    /// The instant run-off, for one post.
    RunOff,
    /// Most first preferences.
    Plurality,
}

impl RankedRule {
    /// Every rule for rankings.
    pub const ALL: [Self; 7] = [
        Self::Scottish,
        Self::Exact,
        Self::Meek,
        Self::Ers97,
        Self::NorthernIreland,
        Self::RunOff,
        Self::Plurality,
    ];

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scottish => "stv-scottish",
            Self::Exact => "stv-exact",
            Self::Meek => "meek",
            Self::Ers97 => "ers97",
            Self::NorthernIreland => "northern-ireland",
            Self::RunOff => "irv",
            Self::Plurality => "plurality",
        }
    }
}

impl SeatRule {
    /// Every rule, those for rankings first.
    pub fn all() -> impl Iterator<Item = Self> {
        let ranked = RankedRule::ALL.into_iter().map(Self::Ranked);
        ranked.chain(ListRule::ALL.into_iter().map(Self::Lists))
    }

    /// Its name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ranked(rule) => rule.name(),
            Self::Lists(rule) => rule.name(),
        }
    }

    /// The rule of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|rule| rule.name() == name)
    }
}
