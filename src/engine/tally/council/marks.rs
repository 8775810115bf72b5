//! From the marks on a paper to a clean ranking, by a stated policy.
//!
//! Source: the switches that statutes differ in, as `RCTab` names them (overvote rule, duplicate rule,
//! maximum skipped ranks); the order of the steps is that of the shared vectors
//! (elections/ballot-interpretation). The policy is part of the rule and is published with it.

use serde::{Deserialize, Serialize};

/// Stands twice at a rank that the counting machine called overvoted: nobody knows who was marked.
pub const NOBODY: u16 = u16::MAX;

/// The raw marks of one paper: its ranks that are not blank, from 1 ascending, and who is marked there.
pub type RawBallot = Vec<(u32, Vec<u16>)>;

/// The ranking that the raw marks of a paper express under `policy`.
pub fn interpret_raw(ballot: &RawBallot, policy: &Policy) -> Vec<u16> {
    let mut ranks: Vec<Vec<u16>> = Vec::new();
    for (rank, marked) in ballot {
        let place = usize::try_from(*rank).unwrap_or(usize::MAX).max(ranks.len() + 1);
        ranks.resize(place - 1, Vec::new());
        ranks.push(marked.clone());
    }
    interpret(&ranks, policy)
}

/// What a mark that cannot stand does to the rest of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnFault {
    /// The ranking ends before it.
    Exhaust,
    /// It is passed over and the ranking goes on.
    Skip,
}

/// How marks are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Two or more candidates at one rank.
    pub overvote: OnFault,
    /// A candidate who already has a better rank.
    pub duplicate: OnFault,
    /// How many blank ranks in a row are passed over; one more ends the ranking. `None`: any.
    pub max_skipped: Option<usize>,
    /// Candidates who no longer stand: taken out of each rank before anything else is judged.
    #[serde(default)]
    pub withdrawn: Vec<u16>,
}

impl Policy {
    /// Ranks are read until the first one that is not plain; blank ranks are passed over.
    ///
    /// This is the reading of the Scottish, Northern Irish and ERS97 rules: a paper counts for as
    /// long as its next preference is certain.
    pub fn until_uncertain() -> Self {
        Self {
            overvote: OnFault::Exhaust,
            duplicate: OnFault::Skip,
            max_skipped: None,
            withdrawn: Vec::new(),
        }
    }
}

/// The ranking that `marks` (per rank, the candidates marked there) express under `policy`.
///
/// A rank that only withdrawn candidates were marked at is a blank rank. An overvoted rank gives
/// nobody a place, so its candidates may still be ranked further down.
pub fn interpret(marks: &[Vec<u16>], policy: &Policy) -> Vec<u16> {
    let mut ranking: Vec<u16> = Vec::new();
    let mut skipped = 0;
    for rank in marks {
        let mut standing = rank.iter().filter(|mark| !policy.withdrawn.contains(mark));
        let Some(&mark) = standing.next() else {
            skipped += 1;
            if policy.max_skipped.is_some_and(|most| skipped > most) {
                break;
            }
            continue;
        };
        skipped = 0;
        let fault = if standing.next().is_some() {
            Some(policy.overvote)
        } else if ranking.contains(&mark) {
            Some(policy.duplicate)
        } else {
            None
        };
        match fault {
            None => ranking.push(mark),
            Some(OnFault::Skip) => {}
            Some(OnFault::Exhaust) => break,
        }
    }
    ranking
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn policy(overvote: OnFault, duplicate: OnFault, max_skipped: Option<usize>) -> Policy {
        Policy { overvote, duplicate, max_skipped, withdrawn: Vec::new() }
    }

    /// Rank 1: Ana. Rank 2: Bo and Cem. Rank 3: Dina. Rank 4: Ana again. Rank 5: Bo.
    #[test]
    fn the_same_paper_reads_differently_under_different_policies() {
        let paper = [vec![0], vec![1, 2], vec![3], vec![0], vec![1]];
        let read = |overvote, duplicate| interpret(&paper, &policy(overvote, duplicate, None));
        assert_eq!(read(OnFault::Exhaust, OnFault::Skip), [0]);
        assert_eq!(read(OnFault::Skip, OnFault::Exhaust), [0, 3]);
        assert_eq!(read(OnFault::Skip, OnFault::Skip), [0, 3, 1]);
    }

    #[test]
    fn one_blank_rank_too_many_ends_the_ranking() {
        let paper = [vec![0], vec![], vec![], vec![1]];
        let read = |most| interpret(&paper, &policy(OnFault::Skip, OnFault::Skip, most));
        assert_eq!(read(Some(1)), [0]);
        assert_eq!(read(Some(2)), [0, 1]);
        assert_eq!(read(None), [0, 1]);
    }

    #[test]
    fn a_withdrawn_candidate_leaves_a_blank_rank_only_when_alone_there() {
        let mut policy = policy(OnFault::Exhaust, OnFault::Exhaust, Some(0));
        policy.withdrawn = vec![1];
        assert_eq!(interpret(&[vec![0, 1], vec![2]], &policy), [0, 2]);
        assert_eq!(interpret(&[vec![1], vec![2]], &policy), [0_u16; 0]);
    }

    #[test]
    fn a_paper_without_marks_ranks_nobody() {
        assert!(interpret(&[], &Policy::until_uncertain()).is_empty());
        assert!(interpret(&[vec![], vec![]], &Policy::until_uncertain()).is_empty());
    }

    proptest! {
        #[test]
        fn a_reading_names_each_candidate_once_in_the_order_of_the_paper(
            paper in prop::collection::vec(prop::collection::vec(0_u16..6, 0..3), 0..8),
            skip in any::<bool>(),
            most in prop::option::of(0_usize..3),
        ) {
            let on_fault = if skip { OnFault::Skip } else { OnFault::Exhaust };
            let ranking = interpret(&paper, &policy(on_fault, on_fault, most));
            let mut rest = paper.iter();
            for mark in &ranking {
                prop_assert!(rest.any(|rank| rank == &vec![*mark]), "{mark} stands alone somewhere later");
                prop_assert_eq!(ranking.iter().filter(|other| *other == mark).count(), 1);
            }
        }

        #[test]
        fn a_paper_with_one_mark_per_rank_reads_as_written(all in Just(vec![0_u16, 1, 2, 3, 4]).prop_shuffle()) {
            let paper: Vec<Vec<u16>> = all.iter().map(|mark| vec![*mark]).collect();
            let strict = policy(OnFault::Exhaust, OnFault::Exhaust, Some(0));
            prop_assert_eq!(interpret(&paper, &strict), all);
        }
    }
}
