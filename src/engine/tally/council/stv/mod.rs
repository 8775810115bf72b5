//! Single transferable vote: a paper moves to its next choice when its first can no longer use it.
//!
//! One file per rule, because the rule decides who wins: over 1,099 real Scottish elections the
//! winners change in 77 under Meek, in 46 under ERS97 and in 43 under the Northern Irish rule.

pub mod constrained;
pub mod ers97;
pub mod exact;
pub mod explain;
pub mod meek;
pub mod northern_ireland;
pub mod quantity;
pub mod scottish;

mod field;
mod gregory;
mod papers;
mod weighted;

use serde::Serialize;

pub(crate) use field::{Field, Standing};
pub(crate) use papers::Papers;

use super::lots::LotDrawn;

/// What one stage of a count did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// First preferences were counted.
    First,
    /// The surplus of this candidate moved on.
    Surplus(usize),
    /// These candidates were excluded and their papers moved on.
    Exclude(Vec<usize>),
}

/// One stage: what was done, and where everybody stands after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage<V> {
    /// What was done.
    pub action: Action,
    /// The votes of every candidate after it.
    pub votes: Vec<V>,
    /// Votes that no longer count for anybody, losses of rounding included.
    pub nontransferable: V,
    /// Who was deemed elected at the end of it, most votes first.
    pub elected: Vec<usize>,
}

/// The result of an STV count, with everything that is needed to explain it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StvOutcome<V> {
    /// Papers that counted.
    pub valid: u64,
    /// The votes that win a seat.
    pub quota: V,
    /// Every stage; votes and non-transferable votes of each add up to `valid`.
    pub stages: Vec<Stage<V>>,
    /// Who is elected, in the order of their election.
    pub elected: Vec<usize>,
    /// Who was excluded, in the order of exclusion.
    pub excluded: Vec<usize>,
    /// Seats that nobody was left to fill.
    pub unfilled: usize,
    /// Every lot the count needed.
    pub lots: Vec<LotDrawn>,
}

impl<V> StvOutcome<V> {
    /// The elected in the order of the ballot paper.
    pub fn winners(&self) -> Vec<usize> {
        let mut winners = self.elected.clone();
        winners.sort_unstable();
        winners
    }
}

/// floor(valid / (seats + 1)) + 1, the least whole number that only so many can reach (Droop).
pub(crate) fn droop_quota(valid: u64, seats: usize) -> u64 {
    let seats = u64::try_from(seats).expect("a contest has at most 10,000 seats");
    valid / (seats + 1) + 1
}
