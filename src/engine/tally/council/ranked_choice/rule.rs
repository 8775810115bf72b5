//! The switches of ranked choice. Every one of them is published with the result.

use crate::tally::council::marks::OnFault;

/// How many are elected, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elects {
    /// One, with more than half of the votes that still count.
    Majority,
    /// Several; everybody at the threshold in the same round, and surpluses move on.
    AllAtOnce,
    /// Several; one in a round, and surpluses move on.
    OneAtATime,
    /// Several; the lowest goes out until as many are left as there are seats. Nothing moves but
    /// the votes of those who are out.
    BottomsUp,
    /// Everybody whose share of the votes is above so many minor units of a vote in each vote; the
    /// lowest goes out until all who are left have it.
    ShareAbove {
        /// The share, in units of `10^-places` of all votes that count.
        share: u64,
        /// Decimals of the share.
        places: u32,
        /// Whether all who are below go out together.
        together: bool,
    },
}

/// What two marks at one rank do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overvote {
    /// The paper stops counting there.
    Exhaust,
    /// The rank is passed over.
    Skip,
    /// The paper stops counting there if several of the marked candidates continue; if one does,
    /// the paper counts for that one.
    ExhaustIfSeveralContinue,
}

/// The votes that elect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quota {
    /// More than votes / (seats + 1).
    Droop,
    /// At least votes / seats.
    Hare,
}

/// How a tie is settled before a lot is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ties {
    /// By the lot at once.
    Lot,
    /// By the latest round before in which the tied differ, repeated; then the lot.
    EarlierRounds,
    /// By an order of candidates, laid down before the count: the first of the tied is elected, the
    /// last goes out.
    Order(Vec<usize>),
}

/// A rule of ranked choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Seats to fill; not read by [`Elects::ShareAbove`].
    pub seats: usize,
    /// How many are elected, and when.
    pub elects: Elects,
    /// What two marks at one rank do.
    pub overvote: Overvote,
    /// What a candidate marked again does. Two overvoted ranks, and two ranks with somebody who is
    /// not on the paper, are repeats as well.
    pub duplicate: OnFault,
    /// Blank ranks in a row that are passed over; `None`: any.
    pub max_skipped: Option<u32>,
    /// The votes that elect.
    pub quota: Quota,
    /// Decimals of the threshold; 0 for a whole number of votes.
    pub threshold_places: u32,
    /// Whether a single post keeps the threshold of its first round.
    pub threshold_stays: bool,
    /// Votes that nobody may be below, in units of [`Rule::places`]; everybody below goes out first.
    pub least_votes: u128,
    /// Whether those go out together who cannot catch up even with all votes of those below.
    pub together: bool,
    /// Whether rounds go on after the election until two candidates are left.
    pub until_two: bool,
    /// The last round that is counted, decided or not.
    pub stop_after: Option<usize>,
    /// Decimals to which a transferred vote is cut.
    pub transfer_places: u32,
    /// Decimals of every amount of the count: at least those of all amounts above.
    pub places: u32,
    /// How a tie is settled.
    pub ties: Ties,
}

impl Rule {
    /// One vote in the units of the count.
    pub(super) fn vote(&self) -> u128 {
        10_u128.pow(self.places)
    }

    /// Whether the votes that an elected candidate does not need move on.
    pub(super) fn moves_surpluses(&self) -> bool {
        match self.elects {
            Elects::AllAtOnce | Elects::OneAtATime => self.seats > 1,
            Elects::Majority | Elects::BottomsUp | Elects::ShareAbove { .. } => false,
        }
    }

    /// `amount` without what is beyond `places` decimals.
    pub(super) fn cut(&self, amount: u128, places: u32) -> u128 {
        let grain = 10_u128.pow(self.places.saturating_sub(places));
        amount / grain * grain
    }

    /// The votes that elect when `active` (in the units of the count) still count.
    pub(super) fn threshold(&self, active: u128) -> u128 {
        let seats = self.seats as u128;
        let grain = 10_u128.pow(self.places.saturating_sub(self.threshold_places));
        let threshold = match (self.elects, self.quota) {
            (Elects::ShareAbove { share, places, .. }, _) => {
                active * u128::from(share) / 10_u128.pow(places)
            }
            (_, Quota::Hare) => active.div_ceil(seats.max(1) * grain) * grain,
            (_, Quota::Droop) => (active / ((seats + 1) * grain) + 1) * grain,
        };
        threshold.max(self.least_votes)
    }
}
