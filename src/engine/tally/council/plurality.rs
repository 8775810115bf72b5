//! Most votes: plurality, block vote and limited vote, and the cut at the last seat.
//!
//! Each voter marks at most m of the candidates for k seats: m = 1 is plurality (for k = 1) or the
//! single non-transferable vote, m = k the block vote, 1 < m < k the limited vote. The k candidates
//! with most votes are elected. A paper with too many marks is invalid; it is never cut short, because
//! nobody can say which marks to keep. Source: COUNCIL.md section 4.

use serde::{Deserialize, Serialize};

use super::lots::{LotDrawn, LotNeeded, Lots, Purpose, ask};

/// Candidates equal at the cut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CutTie {
    /// Who is tied, in the order of the ballot paper.
    pub candidates: Vec<usize>,
    /// How many of them get a seat.
    pub seats_to_draw: usize,
}

/// Who is elected for certain, and who is tied for the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cut {
    /// Elected for certain, in the order of the ballot paper.
    pub elected: Vec<usize>,
    /// The last seats, when candidates are equal at the cut.
    pub tie: Option<CutTie>,
    /// Seats without a candidate.
    pub unfilled: usize,
}

/// The `seats` highest scores of `standing`, with ties at the cut left open.
pub fn cut<T: Ord>(scores: &[T], standing: &[usize], seats: usize) -> Cut {
    let mut order = standing.to_vec();
    order.sort_by(|a, b| scores[*b].cmp(&scores[*a]).then(a.cmp(b)));
    let unfilled = seats.saturating_sub(order.len());
    let mut tie = None;
    if let (Some(last), Some(next)) = (seats.checked_sub(1), order.get(seats)) {
        let at_cut = &scores[order[last]];
        if *at_cut == scores[*next] {
            let sure = order.partition_point(|candidate| scores[*candidate] > *at_cut);
            let equal = order.partition_point(|candidate| scores[*candidate] >= *at_cut);
            let candidates = order[sure..equal].to_vec();
            tie = Some(CutTie { candidates, seats_to_draw: seats - sure });
            order.truncate(sure);
        }
    }
    order.truncate(seats);
    order.sort_unstable();
    Cut { elected: order, tie, unfilled }
}

impl Cut {
    /// Everybody elected, the tie settled by lot, and the lots used.
    ///
    /// # Errors
    /// [`LotNeeded`] when a lot has not been drawn.
    pub fn settle(&self, lots: &dyn Lots) -> Result<(Vec<usize>, Vec<LotDrawn>), LotNeeded> {
        let mut elected = self.elected.clone();
        let mut drawn = Vec::new();
        if let Some(tie) = &self.tie {
            let mut among = tie.candidates.clone();
            for _ in 0..tie.seats_to_draw {
                let after_stage = drawn.len();
                let question =
                    LotNeeded { purpose: Purpose::Elect, among: among.clone(), after_stage };
                let taken = ask(lots, &mut drawn, question)?;
                among.retain(|candidate| *candidate != taken);
                elected.push(taken);
            }
            elected.sort_unstable();
        }
        Ok((elected, drawn))
    }
}

/// The result of a count by most votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PluralityOutcome {
    /// Votes of every candidate.
    pub votes: Vec<u64>,
    /// Papers with too many marks, a mark twice, or a mark for nobody who stands.
    pub invalid: u64,
    /// Papers without a mark.
    pub blank: u64,
    /// Who is elected.
    pub cut: Cut,
}

/// Counts `papers` (number of papers, candidates marked) for `seats` seats, `most` marks a paper.
pub fn count(
    candidates: usize,
    seats: usize,
    most: usize,
    papers: &[(u64, Vec<usize>)],
) -> PluralityOutcome {
    let mut votes = vec![0; candidates];
    let (mut invalid, mut blank) = (0, 0);
    for (number, marks) in papers {
        let mut distinct = marks.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let known = marks.iter().all(|mark| *mark < candidates);
        if marks.is_empty() {
            blank += number;
        } else if marks.len() > most || distinct.len() < marks.len() || !known {
            invalid += number;
        } else {
            for mark in marks {
                votes[*mark] += number;
            }
        }
    }
    let standing: Vec<usize> = (0..candidates).collect();
    let cut = cut(&votes, &standing, seats);
    PluralityOutcome { votes, invalid, blank, cut }
}

#[cfg(test)]
mod tests {
    use super::super::lots::{LotOrder, NoLots};
    use super::*;
    use proptest::prelude::*;

    /// Two seats, two marks: Ana 5, Bo 3, Cem 4.
    #[test]
    fn the_two_with_most_votes_are_elected() {
        let papers = [(3, vec![0, 1]), (2, vec![0, 2]), (2, vec![2])];
        let outcome = count(3, 2, 2, &papers);
        assert_eq!(outcome.votes, [5, 3, 4]);
        assert_eq!(outcome.cut, Cut { elected: vec![0, 2], tie: None, unfilled: 0 });
    }

    #[test]
    fn a_paper_with_too_many_marks_is_invalid_and_not_cut_short() {
        let papers = [(1, vec![0, 1]), (2, vec![1]), (4, vec![]), (1, vec![0, 0]), (1, vec![9])];
        let outcome = count(2, 1, 1, &papers);
        assert_eq!((outcome.votes, outcome.invalid, outcome.blank), (vec![0, 2], 3, 4));
    }

    /// Ana 5, Bo, Cem and Dina 3 each, three seats: Ana is sure, two of the other three are drawn.
    #[test]
    fn equal_candidates_at_the_cut_wait_for_a_lot() {
        let cut = cut(&[5, 3, 3, 3, 1], &[0, 1, 2, 3, 4], 3);
        assert_eq!(cut.elected, [0]);
        assert_eq!(cut.tie, Some(CutTie { candidates: vec![1, 2, 3], seats_to_draw: 2 }));
        assert_eq!(cut.settle(&NoLots).unwrap_err().among, [1, 2, 3]);
        let (elected, drawn) = cut.settle(&LotOrder::first_wins(&[3, 1, 2])).unwrap();
        assert_eq!((elected, drawn.len()), (vec![0, 1, 3], 2));
    }

    #[test]
    fn an_empty_contest_leaves_its_seats_unfilled() {
        assert_eq!(count(0, 2, 2, &[]).cut.unfilled, 2);
        assert_eq!(count(2, 0, 1, &[(1, vec![0])]).cut.elected, [0_usize; 0]);
        assert_eq!(count(2, 2, 2, &[]).cut.elected, [0, 1]);
    }

    proptest! {
        #[test]
        fn nobody_elected_has_fewer_votes_than_somebody_left_out(
            scores in prop::collection::vec(0_u64..6, 0..8), seats in 0_usize..9
        ) {
            let standing: Vec<usize> = (0..scores.len()).collect();
            let cut = cut(&scores, &standing, seats);
            let drawn = cut.tie.as_ref().map_or(0, |tie| tie.seats_to_draw);
            prop_assert_eq!(cut.elected.len() + drawn + cut.unfilled, seats);
            for out in standing.iter().filter(|candidate| !cut.elected.contains(candidate)) {
                prop_assert!(cut.elected.iter().all(|elected| scores[*elected] >= scores[*out]));
            }
            if let Some(tie) = cut.tie {
                prop_assert!(tie.candidates.len() > tie.seats_to_draw);
            }
        }
    }
}
