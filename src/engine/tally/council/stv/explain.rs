//! An STV count told stage by stage: who had how many votes too many, and where they went.
//!
//! Everything here is read off the stages, so a reader of the published outcome can write the same
//! sentences. The words are in `i18n`.

use serde::Serialize;

use super::quantity::Amount;
use super::{Action, StvOutcome};

/// Why votes moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Why<V> {
    /// First preferences were counted: nothing moved yet.
    First,
    /// The candidate had `too_many` votes more than the quota.
    Surplus {
        /// Who.
        candidate: usize,
        /// How many more than needed.
        too_many: V,
    },
    /// The candidates had the fewest votes and are out.
    Excluded {
        /// Who.
        candidates: Vec<usize>,
        /// The votes that they had together and that moved on.
        had: V,
    },
}

/// One stage as a story: "Ana had 212 votes more than needed: 120 to Bo, 60 to Cem, 32 to nobody".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told<V> {
    /// The stage, from 0.
    pub stage: usize,
    /// Why votes moved.
    pub why: Why<V>,
    /// Who received votes, most first, and how many.
    pub to: Vec<(usize, V)>,
    /// Votes that went to nobody: no next choice, and what rounding dropped.
    pub to_nobody: V,
    /// Who was elected at the end of the stage.
    pub elected: Vec<usize>,
}

/// The whole count as a story, one entry per stage.
pub fn tell<V: Amount>(outcome: &StvOutcome<V>) -> Vec<Told<V>> {
    let mut told = Vec::new();
    for (number, stage) in outcome.stages.iter().enumerate() {
        let before = number.checked_sub(1).map(|last| &outcome.stages[last]);
        let gained = |candidate: usize| match before {
            None => Some(stage.votes[candidate].clone()),
            Some(before) if stage.votes[candidate] > before.votes[candidate] => {
                Some(stage.votes[candidate].less(&before.votes[candidate]))
            }
            Some(_) => None,
        };
        let lost = |candidate: usize| match before {
            Some(before) => before.votes[candidate].less(&stage.votes[candidate]),
            None => stage.votes[candidate].clone(),
        };
        let why = match &stage.action {
            Action::First => Why::First,
            Action::Surplus(candidate) => {
                Why::Surplus { candidate: *candidate, too_many: lost(*candidate) }
            }
            Action::Exclude(candidates) => {
                let mut had = lost(candidates[0]);
                candidates[1..].iter().for_each(|candidate| had.add(&lost(*candidate)));
                Why::Excluded { candidates: candidates.clone(), had }
            }
        };
        let candidates = 0..stage.votes.len();
        let mut to: Vec<(usize, V)> =
            candidates.filter_map(|candidate| Some((candidate, gained(candidate)?))).collect();
        to.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let to_nobody = match before {
            None => stage.nontransferable.clone(),
            Some(before) => stage.nontransferable.less(&before.nontransferable),
        };
        told.push(Told { stage: number, why, to, to_nobody, elected: stage.elected.clone() });
    }
    told
}

#[cfg(test)]
mod tests {
    use super::super::quantity::Fixed5;
    use super::super::scottish;
    use super::*;
    use crate::tally::council::lots::{LotOrder, NoLots};
    use crate::tally::council::rankings::Rankings;
    use proptest::prelude::*;

    /// The example of the Scottish rule: Ana has 13 votes and needs 7, so 6 too many. 4.61530 go to
    /// Bo, 1.38470 to nobody, and Bo is elected.
    #[test]
    fn a_surplus_is_told_with_what_became_of_it() {
        let groups: &[(u64, &[u16])] = &[(10, &[0, 1]), (3, &[0]), (3, &[1]), (4, &[2, 1])];
        let box_ = Rankings::from_groups(3, groups).unwrap();
        let told = tell(&scottish::count(&box_, 2, &NoLots).unwrap());
        assert_eq!(told[0].why, Why::First);
        assert_eq!(told[0].elected, [0]);
        let second = &told[1];
        assert_eq!(second.why, Why::Surplus { candidate: 0, too_many: Fixed5(600_000) });
        assert_eq!(second.to, [(1, Fixed5(461_530))]);
        assert_eq!((second.to_nobody, second.elected.as_slice()), (Fixed5(138_470), &[1][..]));
    }

    #[test]
    fn an_empty_count_is_told_in_one_sentence() {
        let told =
            tell(&scottish::count(&Rankings::from_groups(0, &[]).unwrap(), 1, &NoLots).unwrap());
        assert_eq!(told.len(), 1);
    }

    proptest! {
        #[test]
        fn every_vote_that_moved_arrived_somewhere_or_nowhere(
            groups in prop::collection::vec((1_u64..20, Just(vec![0_u16, 1, 2, 3, 4]).prop_shuffle(), 1_usize..6), 1..15),
            seats in 1_usize..5,
        ) {
            let groups: Vec<_> = groups.iter().map(|(n, r, cut)| (*n, &r[..*cut])).collect();
            let box_ = Rankings::from_groups(5, &groups).unwrap();
            for told in tell(&scottish::count(&box_, seats, &LotOrder::lowest_number(5)).unwrap()) {
                let arrived: u64 = told.to.iter().map(|(_, votes)| votes.0).sum();
                match told.why {
                    Why::First => prop_assert_eq!(arrived, box_.valid() * 100_000),
                    Why::Surplus { too_many: moved, .. } | Why::Excluded { had: moved, .. } => {
                        prop_assert_eq!(arrived + told.to_nobody.0, moved.0);
                    }
                }
            }
        }
    }
}
