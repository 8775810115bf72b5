//! Pairwise counting for one post: who would win each duel.
//!
//! A ranked candidate is preferred to every unranked one; unranked candidates are equal.

pub mod minimax;
pub mod schulze;
pub mod smith;

use serde::Serialize;

use super::rankings::Rankings;

/// The matrix of all duels: how many papers prefer one candidate to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Duels {
    prefer: Vec<Vec<u64>>,
}

impl Duels {
    /// Counts every duel. Withdrawn candidates lose all of theirs by nothing to nothing, and no rule
    /// here elects them.
    pub fn of(ballots: &Rankings) -> Self {
        let candidates = ballots.candidates();
        let mut prefer = vec![vec![0; candidates]; candidates];
        let mut unranked = vec![true; candidates];
        for (papers, ranking) in ballots.iter() {
            unranked.fill(true);
            for winner in ranking.iter().map(|mark| usize::from(*mark)) {
                unranked[winner] = false;
                for loser in ballots.standing().filter(|loser| unranked[*loser]) {
                    prefer[winner][loser] += papers;
                }
            }
        }
        Self { prefer }
    }

    /// Papers that prefer `a` to `b`.
    pub fn prefer(&self, a: usize, b: usize) -> u64 {
        self.prefer[a][b]
    }

    /// Whether `a` beats `b`.
    pub fn beats(&self, a: usize, b: usize) -> bool {
        self.prefer[a][b] > self.prefer[b][a]
    }

    /// How many candidates there are.
    pub fn candidates(&self) -> usize {
        self.prefer.len()
    }

    /// The candidate who beats everybody else of `standing`, if there is one.
    pub fn condorcet_winner(&self, standing: &[usize]) -> Option<usize> {
        let beats_all = |a: &&usize| standing.iter().all(|b| b == *a || self.beats(**a, *b));
        standing.iter().find(beats_all).copied()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub fn duels(candidates: usize, groups: &[(u64, &[u16])]) -> Duels {
        Duels::of(&Rankings::from_groups(candidates, groups).unwrap())
    }

    /// Three papers Ana > Bo, two papers Bo alone: Ana beats Bo 3 to 2, Bo beats Cem 5 to 0.
    #[test]
    fn every_pair_is_counted_and_unranked_candidates_come_last() {
        let duels = duels(3, &[(3, &[0, 1]), (2, &[1])]);
        assert_eq!(duels.prefer, [[0, 3, 3], [2, 0, 5], [0, 0, 0]]);
        assert_eq!(duels.condorcet_winner(&[0, 1, 2]), Some(0));
    }

    #[test]
    fn a_circle_and_a_tie_have_no_condorcet_winner() {
        let circle = duels(3, &[(1, &[0, 1, 2]), (1, &[1, 2, 0]), (1, &[2, 0, 1])]);
        assert_eq!(circle.condorcet_winner(&[0, 1, 2]), None);
        assert_eq!(duels(2, &[(1, &[0]), (1, &[1])]).condorcet_winner(&[0, 1]), None);
    }

    #[test]
    fn an_empty_contest_has_no_duels() {
        assert_eq!(duels(0, &[]).condorcet_winner(&[]), None);
    }

    pub type Groups = Vec<(u64, Vec<u16>)>;

    pub fn some_groups() -> impl Strategy<Value = Groups> {
        let ranking = (Just(vec![0_u16, 1, 2, 3, 4]).prop_shuffle(), 0_usize..6)
            .prop_map(|(all, length)| all[..length].to_vec());
        prop::collection::vec((1_u64..9, ranking), 0..12)
    }

    pub fn duels_of(groups: &Groups) -> Duels {
        let groups: Vec<_> = groups.iter().map(|(n, r)| (*n, r.as_slice())).collect();
        duels(5, &groups)
    }

    proptest! {
        #[test]
        fn no_duel_has_more_papers_than_were_cast(groups in some_groups()) {
            let duels = duels_of(&groups);
            let all: u64 = groups.iter().map(|(n, _)| n).sum();
            for a in 0..5 {
                prop_assert_eq!(duels.prefer(a, a), 0);
                for b in 0..5 {
                    prop_assert!(duels.prefer(a, b) + duels.prefer(b, a) <= all);
                }
            }
        }
    }
}
