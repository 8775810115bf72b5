//! The weighted inclusive Gregory method in exact fractions: the Scottish rule without its cut.
//!
//! Source: the same rules 45 to 52 as [`super::scottish`], with surplus x value / total kept as a
//! fraction. On all 1,099 usable Scottish elections it names the same winners; it settles any doubt
//! whether five decimals decided a count.

use super::StvOutcome;
use super::quantity::Exact;
use super::weighted;
use crate::tally::council::lots::{LotNeeded, Lots};
use crate::tally::council::rankings::Rankings;

/// The name of this rule in published results.
pub const NAME: &str = "stv_exact";

/// Counts `ballots` for `seats` seats.
///
/// # Errors
/// [`LotNeeded`] when a tie stands at every stage and `lots` has no answer.
pub fn count(
    ballots: &Rankings,
    seats: usize,
    lots: &dyn Lots,
) -> Result<StvOutcome<Exact>, LotNeeded> {
    weighted::count(ballots, seats, lots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::council::lots::{LotOrder, NoLots};
    use num_bigint::BigInt;
    use num_rational::BigRational;
    use proptest::prelude::*;

    fn last_stage(outcome: &StvOutcome<Exact>) -> Vec<String> {
        let last = outcome.stages.last().unwrap();
        last.votes.iter().chain([&last.nontransferable]).map(ToString::to_string).collect()
    }

    /// The example of the Scottish rule: 6/13 of ten papers are 60/13 = 4.615384…
    #[test]
    fn a_surplus_moves_on_without_losing_a_grain() {
        let groups: &[(u64, &[u16])] = &[(10, &[0, 1]), (3, &[0]), (3, &[1]), (4, &[2, 1])];
        let box_ = Rankings::from_groups(3, groups).unwrap();
        let outcome = count(&box_, 2, &NoLots).unwrap();
        assert_eq!(last_stage(&outcome), ["7", "99/13", "4", "18/13"]);
        assert_eq!(outcome.elected, [0, 1]);
    }

    /// elections/stv-golden `float_trap`: after four surpluses E and F both stand at exactly 8. In
    /// binary floating point E has 8.000…14 and would win.
    #[test]
    fn equal_votes_are_equal_where_floating_point_makes_a_winner() {
        let groups: &[(u64, &[u16])] = &[(52, &[0, 1, 2, 3, 4]), (8, &[5])];
        let box_ = Rankings::from_groups(6, groups).unwrap();
        let outcome = count(&box_, 5, &NoLots).unwrap();
        assert_eq!(outcome.stages[4].votes[4], outcome.stages[4].votes[5]);
        assert_eq!(outcome.winners(), [0, 1, 2, 3, 5]);
    }

    #[test]
    fn a_tie_stops_the_exact_count_too() {
        let box_ = Rankings::from_groups(2, &[(1, &[0]), (1, &[1])]).unwrap();
        assert_eq!(count(&box_, 1, &NoLots).unwrap_err().among, [0, 1]);
    }

    #[test]
    fn an_empty_contest_leaves_its_seats_unfilled() {
        let outcome = count(&Rankings::from_groups(0, &[]).unwrap(), 2, &NoLots).unwrap();
        assert_eq!((outcome.elected.len(), outcome.unfilled), (0, 2));
    }

    proptest! {
        #[test]
        fn a_copy_of_every_ballot_elects_the_same_people_unless_the_quota_rounds(
            groups in prop::collection::vec((1_u64..9, Just(vec![0_u16, 1, 2, 3]).prop_shuffle()), 1..12),
            seats in 1_usize..4,
        ) {
            let boxed = |factor: u64| {
                let groups: Vec<_> = groups.iter().map(|(n, r)| (n * factor, r.as_slice())).collect();
                Rankings::from_groups(4, &groups).unwrap()
            };
            let lots = LotOrder::lowest_number(4);
            let (one, many) = (boxed(1), boxed(10));
            let one = count(&one, seats, &lots).unwrap();
            let many = count(&many, seats, &lots).unwrap();
            let ten = BigRational::from_integer(BigInt::from(10));
            prop_assert_eq!(&many.stages[0].votes[0].0, &(&one.stages[0].votes[0].0 * &ten));
            if many.quota.0 == &one.quota.0 * &ten {
                prop_assert_eq!(many.elected, one.elected);
            }
        }
    }
}
