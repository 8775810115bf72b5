//! What can be wrong with answers: one variant per cause, so that a page can name it and link to it.

use crate::money::Money;

/// One reason why answers are not a ballot of a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BallotFault {
    /// More options than the contest allows.
    #[error("{chosen} options chosen, at most {max} allowed")]
    TooMany {
        /// How many were chosen, repeats not counted.
        chosen: u32,
        /// How many may be.
        max: u32,
    },
    /// Some options, but fewer than the contest asks for.
    #[error("{chosen} options chosen, at least {min} needed unless the ballot is blank")]
    TooFew {
        /// How many were chosen.
        chosen: u32,
        /// How many must be.
        min: u32,
    },
    /// Options that together cost more than the budget.
    #[error("the chosen options cost {cost}, {over} more than the budget of {budget}")]
    OverBudget {
        /// By how much.
        over: Money,
        /// What the chosen options cost together.
        cost: Money,
        /// What the contest can spend.
        budget: Money,
    },
    /// An option that the contest does not have.
    #[error("there is no option {index}")]
    Unknown {
        /// The index that was sent.
        index: u32,
    },
    /// The same option more than once.
    #[error("option {index} is given more than once")]
    Repeated {
        /// The repeated index.
        index: u32,
    },
    /// More points than there are to share out.
    #[error("{given} points given, there are {total} to share out")]
    TooManyPoints {
        /// Points given in all.
        given: u64,
        /// Points there are.
        total: u32,
    },
    /// More points on one option than allowed.
    #[error("{given} points given to option {index}, at most {max} allowed")]
    TooManyPointsOnOne {
        /// The option.
        index: u32,
        /// Points given to it.
        given: u32,
        /// Points one option may get.
        max: u32,
    },
    /// The answers are of another ballot kind than the contest's.
    #[error("the answers are of another kind than the contest's ballot")]
    WrongKind,
    /// The record names another contest.
    #[error("the record names another contest")]
    ContestMismatch,
    /// The bytes are not a ballot record at all.
    #[error("the bytes are not a ballot record")]
    NotARecord,
    /// The bytes say a valid ballot, but not in its one spelling.
    #[error("the record is not spelled the canonical way")]
    NotCanonical,
}
