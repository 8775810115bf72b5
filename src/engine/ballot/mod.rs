//! From what a browser sent to what is counted: [`Answers`] are untrusted, a [`Ballot`] is valid.
//!
//! The record `B` of a ballot is written down in docs/FORMATS.md section 2. One file per kind.

mod approval;
mod choose_one;
mod fault;
mod indexes;
mod knapsack;
mod motion;
mod points;
mod ranking;
mod record;

use std::fmt;

use crate::contest::{BallotStyle, Contest};
use crate::ids::ContestId;

pub use fault::BallotFault;
pub use motion::Side;

/// What a browser sent, untrusted: 0-based indexes into the contest's options.
///
/// Its `Debug` hides the answers, so that no log can hold one.
#[derive(Clone, PartialEq, Eq)]
pub enum Answers {
    /// The marked options, in any order.
    Marks(Vec<u32>),
    /// Pairs of option and points, in any order; zero points say nothing and are dropped.
    Points(Vec<(u32, u32)>),
    /// The options in order, best first.
    Ranking(Vec<u32>),
}

impl Answers {
    /// Parses the answers for `contest`.
    ///
    /// No answer at all is a blank ballot, which every contest allows.
    ///
    /// # Errors
    /// Every fault at once, each named once, in the order of the options.
    pub fn parse(&self, contest: &Contest) -> Result<Ballot, Vec<BallotFault>> {
        let options = contest.options.len();
        let parsed = match (contest.ballot, self) {
            (BallotStyle::Approval { max, min }, Self::Marks(marks)) => {
                approval::parse(options, min, max, marks).map(Content::Approval)?
            }
            (BallotStyle::Knapsack, Self::Marks(marks)) => {
                knapsack::parse(contest, marks).map(Content::Knapsack)?
            }
            (BallotStyle::ChooseOne, Self::Marks(marks)) => {
                choose_one::parse(options, marks).map(Content::ChooseOne)?
            }
            (BallotStyle::Motion, Self::Marks(marks)) => {
                motion::parse(marks).map(Content::Motion)?
            }
            (BallotStyle::Points { max_each, total }, Self::Points(pairs)) => {
                points::parse(options, max_each, total, pairs).map(Content::Points)?
            }
            (BallotStyle::Ranking { max }, Self::Ranking(order)) => {
                ranking::parse(options, max, order).map(Content::Ranking)?
            }
            (
                BallotStyle::Approval { .. }
                | BallotStyle::Knapsack
                | BallotStyle::ChooseOne
                | BallotStyle::Motion
                | BallotStyle::Points { .. }
                | BallotStyle::Ranking { .. },
                Self::Marks(_) | Self::Points(_) | Self::Ranking(_),
            ) => return Err(vec![BallotFault::WrongKind]),
        };
        Ok(Ballot { contest: contest.id.clone(), content: parsed })
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answers(hidden)")
    }
}

/// Which kind of ballot a contest takes; the limits are in [`BallotStyle`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BallotKind {
    /// Marks on several options.
    Approval,
    /// Marks that keep within the budget.
    Knapsack,
    /// One mark.
    ChooseOne,
    /// Yes, no or abstain.
    Motion,
    /// Points shared out.
    Points,
    /// Options in order.
    Ranking,
}

impl BallotKind {
    /// The name of the kind in records.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Knapsack => "knapsack",
            Self::ChooseOne => "choose_one",
            Self::Motion => "motion",
            Self::Points => "points",
            Self::Ranking => "ranking",
        }
    }
}

impl From<BallotStyle> for BallotKind {
    fn from(style: BallotStyle) -> Self {
        match style {
            BallotStyle::Approval { .. } => Self::Approval,
            BallotStyle::Knapsack => Self::Knapsack,
            BallotStyle::ChooseOne => Self::ChooseOne,
            BallotStyle::Motion => Self::Motion,
            BallotStyle::Points { .. } => Self::Points,
            BallotStyle::Ranking { .. } => Self::Ranking,
        }
    }
}

/// A valid ballot of one contest. Its `Debug` hides the content, so that no log can hold it.
#[derive(Clone, PartialEq, Eq)]
pub struct Ballot {
    contest: ContestId,
    content: Content,
}

/// What the ballot says; lists of marks and points are ascending and free of repeats.
#[derive(Clone, PartialEq, Eq)]
enum Content {
    Approval(Vec<u32>),
    Knapsack(Vec<u32>),
    ChooseOne(Vec<u32>),
    Motion(Vec<u32>),
    Points(Vec<(u32, u32)>),
    Ranking(Vec<u32>),
}

impl Ballot {
    /// The contest it was parsed for.
    pub fn contest(&self) -> &ContestId {
        &self.contest
    }

    /// Its kind.
    pub fn kind(&self) -> BallotKind {
        match self.content {
            Content::Approval(_) => BallotKind::Approval,
            Content::Knapsack(_) => BallotKind::Knapsack,
            Content::ChooseOne(_) => BallotKind::ChooseOne,
            Content::Motion(_) => BallotKind::Motion,
            Content::Points(_) => BallotKind::Points,
            Content::Ranking(_) => BallotKind::Ranking,
        }
    }

    /// The marked options, ascending; none for points and rankings.
    pub fn marks(&self) -> &[u32] {
        match &self.content {
            Content::Approval(marks)
            | Content::Knapsack(marks)
            | Content::ChooseOne(marks)
            | Content::Motion(marks) => marks,
            Content::Points(_) | Content::Ranking(_) => &[],
        }
    }

    /// Pairs of option and points (at least 1), ascending by option; none for other kinds.
    pub fn points(&self) -> &[(u32, u32)] {
        match &self.content {
            Content::Points(pairs) => pairs,
            Content::Approval(_)
            | Content::Knapsack(_)
            | Content::ChooseOne(_)
            | Content::Motion(_)
            | Content::Ranking(_) => &[],
        }
    }

    /// The ranked options, best first; none for other kinds.
    pub fn ranking(&self) -> &[u32] {
        match &self.content {
            Content::Ranking(order) => order,
            Content::Approval(_)
            | Content::Knapsack(_)
            | Content::ChooseOne(_)
            | Content::Motion(_)
            | Content::Points(_) => &[],
        }
    }

    /// The side taken on a motion; none if blank or another kind.
    pub fn side(&self) -> Option<Side> {
        match &self.content {
            Content::Motion(marks) => marks.first().copied().and_then(Side::from_index),
            Content::Approval(_)
            | Content::Knapsack(_)
            | Content::ChooseOne(_)
            | Content::Points(_)
            | Content::Ranking(_) => None,
        }
    }

    /// Whether nothing at all is marked. A blank ballot is valid and counted as blank.
    pub fn is_blank(&self) -> bool {
        self.marks().is_empty() && self.points().is_empty() && self.ranking().is_empty()
    }

    /// The record `B`: canonical, so equal ballots are equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        record::write(self)
    }

    /// Reads a record `B` of `contest`: exactly the bytes that [`Ballot::to_bytes`] writes.
    ///
    /// A second spelling (marks out of order, a zero) is a fault, because it could mark the ballot
    /// for someone who reads the published ones.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn from_bytes(contest: &Contest, bytes: &[u8]) -> Result<Self, Vec<BallotFault>> {
        record::read(contest, bytes)
    }
}

impl fmt::Debug for Ballot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ballot(contest {}, {}, hidden)", self.contest, self.kind().as_str())
    }
}

/// The length in bytes of the longest record a ballot of `contest` can have.
///
/// It may be a few bytes above the longest valid ballot, never below: every sealed ballot is padded
/// to one length, so that the length says nothing about the ballot.
pub fn longest_record(contest: &Contest) -> usize {
    let options = contest.options.len();
    let longest = match contest.ballot {
        BallotStyle::Approval { max, .. } => Content::Approval(indexes::last(options, max)),
        BallotStyle::Knapsack => Content::Knapsack(knapsack::longest(contest)),
        BallotStyle::ChooseOne => Content::ChooseOne(indexes::last(options, 1)),
        BallotStyle::Motion => Content::Motion(indexes::last(options, 1)),
        BallotStyle::Points { max_each, total } => {
            Content::Points(points::longest(options, max_each, total))
        }
        BallotStyle::Ranking { max } => Content::Ranking(indexes::last(options, max)),
    };
    Ballot { contest: contest.id.clone(), content: longest }.to_bytes().len()
}

#[cfg(test)]
pub(crate) mod examples;
#[cfg(test)]
mod tests;
