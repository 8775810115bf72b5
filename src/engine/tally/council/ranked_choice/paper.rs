//! One kind of paper on its way through the rounds.

use super::rule::{Overvote, Rule};
use crate::tally::council::marks::{NOBODY, OnFault, RawBallot};

/// Why papers no longer count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inactive {
    /// Nothing was marked.
    Unmarked,
    /// An overvote.
    Overvote,
    /// Too many blank ranks.
    Skipped,
    /// A candidate marked again.
    Repeated,
    /// Nobody who continues is left on it.
    Exhausted,
    /// All seats were filled when it could have moved on.
    Surplus,
}

/// Equal papers.
#[derive(Debug, Clone)]
pub(super) struct Papers<'a> {
    pub number: u64,
    pub marks: &'a RawBallot,
    /// Whom they count for, or counted for last.
    pub holder: Option<usize>,
    /// Why they count for nobody any more.
    pub inactive: Option<Inactive>,
    /// What each is still worth, in the units of the count.
    pub value: u128,
    /// What each left with elected candidates.
    pub left_with: Vec<(usize, u128)>,
}

impl<'a> Papers<'a> {
    pub fn new(number: u64, marks: &'a RawBallot, vote: u128) -> Self {
        Self { number, marks, holder: None, inactive: None, value: vote, left_with: Vec::new() }
    }

    /// What all of them are still worth.
    pub fn worth(&self) -> u128 {
        self.value * u128::from(self.number)
    }

    /// Whom the papers count for next, read from the first rank on.
    pub fn next(&self, rule: &Rule, continues: impl Fn(usize) -> bool) -> Result<usize, Inactive> {
        if self.marks.is_empty() {
            return Err(Inactive::Unmarked);
        }
        let mut last_rank = 0;
        let mut seen: Vec<u16> = Vec::new();
        for (rank, marked) in self.marks {
            if rule.max_skipped.is_some_and(|most| rank - last_rank > most.saturating_add(1)) {
                return Err(Inactive::Skipped);
            }
            last_rank = *rank;
            if rule.duplicate == OnFault::Exhaust {
                let mut here = marked.clone();
                here.dedup();
                if here.iter().any(|mark| seen.contains(mark)) {
                    return Err(Inactive::Repeated);
                }
                seen.extend(here);
            }
            let mut standing =
                marked.iter().map(|mark| usize::from(*mark)).filter(|mark| continues(*mark));
            match (marked.len(), rule.overvote) {
                (0 | 1, _) => {}
                (_, Overvote::Exhaust) => return Err(Inactive::Overvote),
                (_, Overvote::Skip) => continue,
                // Marked as overvoted by the machine: nobody knows who was marked.
                (_, Overvote::ExhaustIfSeveralContinue) if marked.contains(&NOBODY) => {
                    return Err(Inactive::Overvote);
                }
                (_, Overvote::ExhaustIfSeveralContinue) => {
                    if standing.clone().count() > 1 {
                        return Err(Inactive::Overvote);
                    }
                }
            }
            if let Some(next) = standing.next() {
                return Ok(next);
            }
        }
        Err(Inactive::Exhausted)
    }
}
