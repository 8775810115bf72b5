//! Committees from approval ballots: every voter names those they would be content with.
//!
//! Sources of all rules here: M. Lackner & P. Skowron, "Multi-Winner Voting with Approval
//! Preferences" (Springer, 2023), one section each. Everything is exact.

pub mod equal_shares;
pub mod pav;
pub mod phragmen;
pub mod scores;

use std::collections::BTreeMap;

use serde::Serialize;

use super::lots::{LotDrawn, LotNeeded, Lots, Purpose, ask};
use crate::tally::fraction::Fraction;

/// Approval ballots, equal ones merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approvals {
    candidates: usize,
    groups: Vec<(u64, Vec<usize>)>,
}

/// A ballot that names somebody who does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("candidate {0} is not one of the candidates")]
pub struct UnknownCandidate(pub usize);

impl Approvals {
    /// Ballots from `(papers, candidates approved)`; naming somebody twice is naming them once.
    ///
    /// # Errors
    /// [`UnknownCandidate`] for the first candidate outside the contest.
    pub fn new(
        candidates: usize,
        papers: impl IntoIterator<Item = (u64, Vec<usize>)>,
    ) -> Result<Self, UnknownCandidate> {
        let mut groups: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
        for (number, mut approved) in papers {
            if let Some(unknown) = approved.iter().find(|candidate| **candidate >= candidates) {
                return Err(UnknownCandidate(*unknown));
            }
            approved.sort_unstable();
            approved.dedup();
            *groups.entry(approved).or_default() += number;
        }
        let groups = groups.into_iter().filter(|(_, papers)| *papers > 0);
        Ok(Self {
            candidates,
            groups: groups.map(|(approved, papers)| (papers, approved)).collect(),
        })
    }

    /// How many candidates there are.
    pub fn candidates(&self) -> usize {
        self.candidates
    }

    /// Papers, blank ones included.
    pub fn papers(&self) -> u64 {
        self.groups.iter().map(|(papers, _)| papers).sum()
    }

    /// Every group: how many papers, and whom they approve of, in order.
    pub fn groups(&self) -> &[(u64, Vec<usize>)] {
        &self.groups
    }
}

/// A committee filled one seat after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sequence {
    /// Who got each seat, in order, and the number that earned it (what it means, the rule says).
    pub seats: Vec<(usize, Fraction)>,
    /// Seats without a candidate.
    pub unfilled: usize,
    /// Every lot used.
    pub lots: Vec<LotDrawn>,
}

impl Sequence {
    /// The elected, in the order of their seats.
    pub fn order(&self) -> Vec<usize> {
        self.seats.iter().map(|(candidate, _)| *candidate).collect()
    }
}

/// The one of `tied` who gets the next seat: alone, or by lot.
fn next_seat(
    tied: Vec<usize>,
    taken: usize,
    lots: &dyn Lots,
    drawn: &mut Vec<LotDrawn>,
) -> Result<usize, LotNeeded> {
    if let [one] = tied[..] {
        return Ok(one);
    }
    ask(lots, drawn, LotNeeded { purpose: Purpose::Elect, among: tied, after_stage: taken })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub fn approvals(candidates: usize, papers: &[(u64, &[usize])]) -> Approvals {
        Approvals::new(candidates, papers.iter().map(|(n, set)| (*n, set.to_vec()))).unwrap()
    }

    #[test]
    fn equal_ballots_are_one_group_and_blank_ones_stay() {
        let box_ = approvals(3, &[(1, &[2, 0]), (2, &[0, 2, 2]), (4, &[])]);
        assert_eq!(box_.groups(), [(4, vec![]), (3, vec![0, 2])]);
        assert_eq!(box_.papers(), 7);
        assert_eq!(Approvals::new(1, [(1, vec![1])]), Err(UnknownCandidate(1)));
    }

    pub fn some_approvals() -> impl Strategy<Value = Approvals> {
        let set = prop::collection::btree_set(0_usize..6, 0..5);
        prop::collection::vec((1_u64..7, set), 0..9).prop_map(|papers| {
            Approvals::new(6, papers.into_iter().map(|(n, set)| (n, set.into_iter().collect())))
                .unwrap()
        })
    }
}
