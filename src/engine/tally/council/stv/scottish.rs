//! Scottish STV, votes to five decimals.
//!
//! Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to
//! 52, as stated exactly in elections/README.md:
//!
//! 1. The quota is floor(valid / (seats + 1)) + 1; who has it is deemed elected.
//! 2. While candidates outnumber vacancies: the largest surplus moves; without one, the candidate
//!    with fewest votes is excluded. One candidate per stage.
//! 3. On a surplus every paper moves on, worth surplus x value / total, cut after five decimals.
//! 4. On exclusion papers move at their present value.
//! 5. When as many candidates as vacancies are left, all of them are elected.
//! 6. Ties: the latest earlier stage at which the tied differ, then the lot.

use super::StvOutcome;
use super::quantity::Fixed5;
use super::weighted;
use crate::tally::council::lots::{LotNeeded, Lots};
use crate::tally::council::rankings::Rankings;

/// The name of this rule in published results.
pub const NAME: &str = "stv_scottish";

/// Counts `ballots` for `seats` seats.
///
/// # Errors
/// [`LotNeeded`] when a tie stands at every stage and `lots` has no answer.
pub fn count(
    ballots: &Rankings,
    seats: usize,
    lots: &dyn Lots,
) -> Result<StvOutcome<Fixed5>, LotNeeded> {
    weighted::count(ballots, seats, lots)
}

#[cfg(test)]
mod tests {
    use super::super::{Action, Stage};
    use super::*;
    use crate::tally::council::lots::{LotDrawn, LotOrder, NoLots, Purpose};
    use crate::tally::council::testing::{ballots, boxed, some_groups};
    use proptest::prelude::*;

    fn votes(stage: &Stage<Fixed5>) -> Vec<String> {
        stage.votes.iter().chain([&stage.nontransferable]).map(ToString::to_string).collect()
    }

    /// 20 papers, two seats, quota 7. Ana has 13, so 6 too many: each of her papers is worth 6/13 =
    /// 0.46153. Ten go to Bo (4.6153), three show no other name and are spent.
    /// Cem has 4, Bo 7.6153: Bo has the quota and both seats are filled.
    #[test]
    fn a_surplus_moves_on_as_a_part_of_every_paper() {
        let box_ = ballots(3, &[(10, &[0, 1]), (3, &[0]), (3, &[1]), (4, &[2, 1])]);
        let outcome = count(&box_, 2, &NoLots).unwrap();

        assert_eq!(outcome.quota, Fixed5(700_000));
        assert_eq!(outcome.stages.len(), 2);
        assert_eq!(votes(&outcome.stages[0]), ["13.00000", "3.00000", "4.00000", "0.00000"]);
        assert_eq!(outcome.stages[1].action, Action::Surplus(0));
        assert_eq!(votes(&outcome.stages[1]), ["7.00000", "7.61530", "4.00000", "1.38470"]);
        assert_eq!(outcome.elected, [0, 1]);
        assert!(outcome.lots.is_empty());
    }

    /// Ana 4, Bo 3, Cem 2, and Cem's voters prefer Bo: Bo overtakes Ana.
    #[test]
    fn an_excluded_candidates_papers_move_at_their_present_value() {
        let box_ = ballots(3, &[(4, &[0]), (3, &[1]), (2, &[2, 1])]);
        let outcome = count(&box_, 1, &NoLots).unwrap();
        assert_eq!(votes(&outcome.stages[1]), ["4.00000", "5.00000", "0.00000", "0.00000"]);
        assert_eq!((outcome.elected, outcome.excluded), (vec![1], vec![2]));
    }

    /// Bo and Cem have one vote each and always had: nobody but a lot can say who goes first.
    #[test]
    fn a_tie_at_every_stage_stops_the_count_until_a_lot_is_drawn() {
        let box_ = ballots(3, &[(3, &[0]), (1, &[1, 2]), (1, &[2, 1])]);
        let needed = count(&box_, 2, &NoLots).unwrap_err();
        assert_eq!(
            needed,
            LotNeeded { purpose: Purpose::Exclude, among: vec![1, 2], after_stage: 2 }
        );

        let drawn = vec![LotDrawn { question: needed, taken: 2 }];
        let outcome = count(&box_, 2, &drawn).unwrap();
        assert_eq!(outcome.elected, [0, 1]);
        assert_eq!(outcome.lots, drawn);
    }

    /// Cem and Dina have 2 each when one must go; a stage earlier Dina had less.
    #[test]
    fn a_tie_is_broken_by_the_latest_earlier_stage_that_differs() {
        let box_ = ballots(5, &[(5, &[0]), (4, &[1]), (2, &[2]), (1, &[3]), (1, &[4, 3])]);
        // Dina and Eve tie at one vote each: the lot sends Eve out, and Dina has two.
        let lots = LotOrder::first_is_taken(&[4, 3]);
        let outcome = count(&box_, 1, &lots).unwrap();
        assert_eq!(outcome.excluded, [4, 3, 2, 1]);
        assert_eq!(outcome.lots.len(), 1);
    }

    #[test]
    fn nobody_voted_and_as_many_seats_as_candidates_are_filled() {
        let outcome = count(&ballots(2, &[]), 2, &NoLots).unwrap();
        assert_eq!((outcome.elected, outcome.unfilled), (vec![0, 1], 0));
        let outcome = count(&ballots(2, &[(3, &[1])]), 3, &NoLots).unwrap();
        assert_eq!((outcome.elected, outcome.unfilled), (vec![1, 0], 1));
        let outcome = count(&ballots(0, &[]), 1, &NoLots).unwrap();
        assert_eq!((outcome.elected, outcome.unfilled), (vec![], 1));
    }

    #[test]
    fn a_withdrawn_candidate_is_never_elected() {
        let box_ = ballots(3, &[(9, &[0, 1]), (1, &[1]), (1, &[2])]).without(&[0]);
        assert_eq!(count(&box_, 3, &NoLots).unwrap().winners(), [1, 2]);
        assert_eq!(count(&box_, 1, &NoLots).unwrap().elected, [1]);
    }

    proptest! {
        #[test]
        fn the_order_of_ballots_changes_nothing(
            (groups, shuffled) in some_groups().prop_flat_map(|g| (Just(g.clone()), Just(g).prop_shuffle())),
            seats in 1_usize..5,
        ) {
            let lots = LotOrder::lowest_number(5);
            prop_assert_eq!(
                count(&boxed(&groups), seats, &lots),
                count(&boxed(&shuffled), seats, &lots)
            );
        }

        /// Proportionality for solid coalitions: a group with k quotas of papers that puts the same
        /// candidates on top, in whatever order, gets k of them (or all there are).
        #[test]
        fn a_solid_coalition_gets_its_seats(
            groups in some_groups(), seats in 1_usize..5, size in 1_usize..5
        ) {
            let box_ = boxed(&groups);
            let solid = |ranking: &[u16]| {
                ranking.len() >= size && ranking[..size].iter().all(|c| usize::from(*c) < size)
            };
            let papers: u64 = box_.iter().filter(|(_, r)| solid(r)).map(|(n, _)| n).sum();
            let outcome = count(&box_, seats, &LotOrder::lowest_number(5)).unwrap();
            let quotas = usize::try_from(papers * 100_000 / outcome.quota.0).unwrap();
            let won = outcome.elected.iter().filter(|c| **c < size).count();
            prop_assert!(won >= quotas.min(size).min(seats), "{} quotas, {} seats", quotas, won);
        }
    }
}
