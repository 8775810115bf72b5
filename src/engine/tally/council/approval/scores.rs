//! Approval voting (AV) and satisfaction approval voting (SAV): the highest scores are elected.
//!
//! Sources: R. J. Weber (1978) for AV, one point per approval; S. J. Brams & D. M. Kilgour,
//! "Satisfaction approval voting" (2010) for SAV, where each voter has one point to share equally.

use num_rational::BigRational;
use num_traits::Zero;

use super::Approvals;
use crate::tally::council::plurality::{Cut, cut};
use crate::tally::fraction::Fraction;

/// Approvals of every candidate.
pub fn approval_scores(ballots: &Approvals) -> Vec<u64> {
    let mut scores = vec![0; ballots.candidates()];
    for (papers, approved) in ballots.groups() {
        for candidate in approved {
            scores[*candidate] += papers;
        }
    }
    scores
}

/// Satisfaction of every candidate: each voter gives one point in equal parts.
pub fn satisfaction_scores(ballots: &Approvals) -> Vec<Fraction> {
    let mut scores = vec![BigRational::zero(); ballots.candidates()];
    for (papers, approved) in ballots.groups().iter().filter(|(_, approved)| !approved.is_empty()) {
        let part = BigRational::new((*papers).into(), approved.len().into());
        for candidate in approved {
            scores[*candidate] += &part;
        }
    }
    scores.into_iter().map(Fraction::from).collect()
}

/// The committee of the highest scores; ties at the cut stay open.
pub fn elect<T: Ord>(scores: &[T], seats: usize) -> Cut {
    cut(scores, &(0..scores.len()).collect::<Vec<_>>(), seats)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{approvals, some_approvals};
    use super::*;
    use crate::tally::council::plurality::CutTie;
    use proptest::prelude::*;

    /// Three voters like Ana and Bo, two only Cem. By approvals it is Ana and Bo (3, 3, 2); by
    /// satisfaction Cem has 2 and the others 3/2 each, so Cem is sure and the other seat is drawn.
    #[test]
    fn a_single_approval_weighs_more_when_points_are_shared() {
        let box_ = approvals(3, &[(3, &[0, 1]), (2, &[2])]);
        assert_eq!(approval_scores(&box_), [3, 3, 2]);
        assert_eq!(elect(&approval_scores(&box_), 2).elected, [0, 1]);
        let satisfaction = satisfaction_scores(&box_);
        assert_eq!(
            satisfaction.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["3/2", "3/2", "2"]
        );
        let cut = elect(&satisfaction, 2);
        assert_eq!(cut.elected, [2]);
        assert_eq!(cut.tie, Some(CutTie { candidates: vec![0, 1], seats_to_draw: 1 }));
    }

    #[test]
    fn an_empty_contest_has_no_scores() {
        assert!(satisfaction_scores(&approvals(0, &[(3, &[])])).is_empty());
        assert_eq!(elect::<u64>(&[], 2).unfilled, 2);
    }

    proptest! {
        #[test]
        fn satisfaction_adds_up_to_one_point_for_each_voter_who_named_somebody(box_ in some_approvals()) {
            let all: BigRational = satisfaction_scores(&box_).iter().map(|s| s.ratio().clone()).sum();
            let named: u64 =
                box_.groups().iter().filter(|(_, set)| !set.is_empty()).map(|(n, _)| n).sum();
            prop_assert_eq!(all, BigRational::from_integer(named.into()));
        }
    }
}
