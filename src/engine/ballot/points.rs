//! Points: share out up to `total` points, at most `max_each` on one option.

use std::collections::BTreeSet;

use super::{BallotFault, indexes};

/// Pairs of option and points, ascending by option. Zero points say nothing and are dropped.
pub(super) fn parse(
    count: usize,
    max_each: u32,
    total: u32,
    pairs: &[(u32, u32)],
) -> Result<Vec<(u32, u32)>, Vec<BallotFault>> {
    let mut faults = Vec::new();
    let listed: Vec<u32> = pairs.iter().map(|(index, _)| *index).collect();
    indexes::check(count, &listed, &mut faults);

    let given: BTreeSet<(u32, u32)> = pairs.iter().copied().filter(|(_, n)| *n > 0).collect();
    let above = |&(index, given): &(u32, u32)| {
        (given > max_each).then_some(BallotFault::TooManyPointsOnOne {
            index,
            given,
            max: max_each,
        })
    };
    faults.extend(given.iter().filter_map(above));

    let sum = pairs.iter().fold(0_u64, |sum, (_, n)| sum.saturating_add(u64::from(*n)));
    if sum > u64::from(total) {
        faults.push(BallotFault::TooManyPoints { given: sum, total });
    }
    indexes::unless(faults, given.into_iter().collect())
}

/// As many of the last options as there are points, each with the most digits.
pub(super) fn longest(count: usize, max_each: u32, total: u32) -> Vec<(u32, u32)> {
    let most = max_each.min(total);
    indexes::last(count, total).into_iter().map(|index| (index, most)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_points_are_shared_out_with_at_most_five_on_one() {
        assert_eq!(parse(3, 5, 10, &[(2, 5), (0, 4), (1, 0)]), Ok(vec![(0, 4), (2, 5)]));
        assert_eq!(
            parse(3, 5, 10, &[(0, 6), (1, 5)]),
            Err(vec![
                BallotFault::TooManyPointsOnOne { index: 0, given: 6, max: 5 },
                BallotFault::TooManyPoints { given: 11, total: 10 },
            ])
        );
    }

    #[test]
    fn an_option_given_points_twice_is_a_fault_even_when_they_are_equal() {
        assert_eq!(
            parse(3, 5, 10, &[(1, 2), (1, 2)]),
            Err(vec![BallotFault::Repeated { index: 1 }])
        );
    }

    #[test]
    fn a_sum_too_large_for_the_machine_is_a_fault_and_no_crash() {
        let most = u32::MAX;
        assert_eq!(
            parse(2, most, 10, &[(0, most), (1, most)]),
            Err(vec![BallotFault::TooManyPoints { given: 2 * u64::from(most), total: 10 }])
        );
    }
}
