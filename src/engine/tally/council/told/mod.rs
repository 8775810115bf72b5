//! A count of seats as one table, whatever the rule: who had how many votes after every stage, what
//! moved, and what became of everybody. Terminal, page and test read this and nothing else.

pub mod lists;

mod rankings;

use serde::Serialize;

pub use rankings::{of_irv, of_meek, of_stv, of_votes};

use super::lots::LotDrawn;
use crate::tally::fraction::Fraction;

/// A count of rankings, told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Papers that counted.
    pub valid: u64,
    /// Everything that was done, in order.
    pub stages: Vec<Stage>,
    /// Who is elected, in the order of election.
    pub elected: Vec<usize>,
    /// What became of every candidate, in the order of the ballot paper.
    pub fates: Vec<Fate>,
    /// Every lot that was needed.
    pub lots: Vec<LotDrawn>,
    /// Seats that nobody was left to fill.
    pub unfilled: usize,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// What was done.
    pub why: Why,
    /// The votes of every candidate after it.
    pub votes: Vec<Fraction>,
    /// Who has more than before, most first, and by how much.
    pub to: Vec<(usize, Fraction)>,
    /// What went to nobody in it: no next choice, and what rounding dropped.
    pub to_nobody: Fraction,
    /// What no candidate has after it.
    pub nobody: Fraction,
    /// The votes that win a seat, where the rule has a quota.
    pub quota: Option<Fraction>,
    /// Who was elected at the end of it.
    pub elected: Vec<usize>,
    /// Who was excluded at the end of it, where the rule says that then.
    pub excluded: Option<usize>,
}

/// Why votes moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Why {
    /// First preferences were counted.
    First,
    /// A candidate had more than the quota.
    Surplus {
        /// Who.
        candidate: usize,
        /// How much more.
        too_many: Fraction,
    },
    /// Candidates with the fewest votes went out.
    Excluded {
        /// Who.
        candidates: Vec<usize>,
        /// What they had together.
        had: Fraction,
    },
    /// Those elected keep a smaller part of every paper than before.
    Shared {
        /// Who.
        by: Vec<usize>,
    },
}

/// What became of a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "fate")]
pub enum Fate {
    /// Has a seat.
    Elected {
        /// In which stage, from 0.
        stage: usize,
        /// With how many votes.
        votes: Fraction,
        /// Whether these reached the quota; else the candidate was among the last for the seats left.
        reached: bool,
    },
    /// Went out with the fewest votes.
    Excluded {
        /// The stage, from 0, after which that was decided.
        stage: usize,
        /// The votes then.
        had: Fraction,
        /// The fewest votes among those who stayed, if anybody did.
        next: Option<Fraction>,
    },
    /// Stood until the end, and all seats were taken.
    Left {
        /// The votes at the end.
        votes: Fraction,
    },
    /// Withdrew before the count.
    Withdrawn,
}
