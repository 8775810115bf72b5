//! Approval: mark between `min` and `max` options; which is first does not matter.

use super::{BallotFault, indexes};

/// The marks in ascending order. A blank ballot is not bound by `min`.
pub(super) fn parse(
    count: usize,
    min: u32,
    max: u32,
    marks: &[u32],
) -> Result<Vec<u32>, Vec<BallotFault>> {
    let mut faults = Vec::new();
    let chosen = indexes::check(count, marks, &mut faults);
    indexes::at_most(max, chosen.len(), &mut faults);
    let number = indexes::saturate(chosen.len());
    if number > 0 && number < min {
        faults.push(BallotFault::TooFew { chosen: number, min });
    }
    indexes::unless(faults, chosen.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_to_three_of_five_may_be_marked_in_any_order() {
        assert_eq!(parse(5, 2, 3, &[4, 0, 2]), Ok(vec![0, 2, 4]));
        assert_eq!(parse(5, 2, 3, &[4]), Err(vec![BallotFault::TooFew { chosen: 1, min: 2 }]));
        assert_eq!(
            parse(5, 2, 3, &[0, 1, 2, 3]),
            Err(vec![BallotFault::TooMany { chosen: 4, max: 3 }])
        );
    }

    #[test]
    fn a_blank_ballot_is_not_bound_by_the_least_number() {
        assert_eq!(parse(5, 2, 3, &[]), Ok(vec![]));
    }

    #[test]
    fn every_fault_is_named_at_once() {
        assert_eq!(
            parse(2, 0, 2, &[7, 1, 1, 0, 1, 9]),
            Err(vec![
                BallotFault::Unknown { index: 7 },
                BallotFault::Unknown { index: 9 },
                BallotFault::Repeated { index: 1 },
                BallotFault::TooMany { chosen: 4, max: 2 },
            ])
        );
    }
}
