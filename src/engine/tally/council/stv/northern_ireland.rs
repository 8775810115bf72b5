//! STV as in Northern Ireland's local elections: Gregory, last batch, two decimals.
//!
//! Source: The Local Elections (Northern Ireland) Order 1985 (SI 1985/454), part IV, rules 47 to 52:
//!
//! 1. The quota is floor(valid / (seats + 1)) + 1 (48).
//! 2. A surplus moves with the batch received last, at surplus / transferable papers cut to two
//!    decimals, but never above the value it had (49). It waits while it could not help the lowest
//!    candidates to catch up (49(10)).
//! 3. The lowest is excluded, or as many of the lowest together as cannot catch up (51(12)): first
//!    preferences first, then other papers by value.
//! 4. The last vacancies go to the last candidates; the last one also to whoever has as much as all
//!    others and the surpluses together (52).
//! 5. Ties: the earliest stage at which they differ, then the lot (50, 51(13)).

use super::gregory::{Batch, Count, Together, VOTE};
use super::quantity::Fixed2;
use super::{Action, StvOutcome, droop_quota};
use crate::tally::council::lots::{LotNeeded, Lots};
use crate::tally::council::rankings::Rankings;

/// The name of this rule in published results.
pub const NAME: &str = "stv_northern_ireland";

/// Counts `ballots` for `seats` seats.
///
/// # Errors
/// [`LotNeeded`] when a tie stands at every stage and `lots` has no answer.
pub fn count(
    ballots: &Rankings,
    seats: usize,
    lots: &dyn Lots,
) -> Result<StvOutcome<Fixed2>, LotNeeded> {
    let mut count = Count::start(ballots, seats, lots);
    count.outcome.quota = Fixed2(droop_quota(ballots.valid(), seats) * VOTE);
    elect_reached(&mut count);
    count.mark_point();
    count.close_stage(Action::First);
    while !decided(&mut count) {
        let mut losers = count.sure_losers(Together::Less);
        let action = if losers.is_empty() && count.surplus() > 0 {
            Action::Surplus(count.transfer_largest_surplus()?)
        } else {
            if losers.is_empty() {
                losers.push(count.lowest()?);
            }
            exclude(&mut count, &losers);
            Action::Exclude(losers)
        };
        elect_reached(&mut count);
        count.mark_point();
        count.close_stage(action);
    }
    Ok(count.finish())
}

fn elect_reached(count: &mut Count<'_>) {
    let reached = count.with_at_least(count.quota());
    count.elect(&reached);
}

/// First preferences move first, then the papers of the highest value.
fn exclude(count: &mut Count<'_>, losers: &[usize]) {
    let rank = |batch: &Batch| (batch.first, batch.value);
    for parcel in count.exclude(losers, rank) {
        if count.field.vacancies() > 0 {
            count.move_parcel(parcel);
            elect_reached(count);
        }
    }
}

/// Whether the last vacancies can be filled without another transfer.
fn decided(count: &mut Count<'_>) -> bool {
    let continuing = count.with_at_least(0);
    if continuing.len() <= count.field.vacancies() || count.field.vacancies() == 0 {
        return true;
    }
    let votes = |candidates: &[usize]| candidates.iter().map(|c| count.votes[*c]).sum::<u64>();
    let (first, others) = (votes(&continuing[..1]), votes(&continuing[1..]));
    // Two with all votes between them and equal numbers would both fit the words of the rule: then
    // one is excluded as in any other tie.
    let ahead = first > votes(&continuing[1..2]);
    if count.field.vacancies() == 1 && ahead && first >= others + count.surplus() {
        count.elect(&continuing[..1]);
        count.report_elected();
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::council::lots::{LotOrder, NoLots};
    use crate::tally::council::testing::ballots;

    /// Quota 7, Ana has 13 and a surplus of 6. Ten of her papers go on to Bo, three to nobody: the
    /// ten share the surplus, 6/10 = 0.60 each, and Bo gets all 6.00. (Under the Scottish rule he
    /// gets 4.61530.)
    #[test]
    fn papers_without_a_next_choice_carry_no_value_away() {
        let box_ = ballots(4, &[(10, &[0, 1]), (3, &[0]), (2, &[2]), (4, &[3])]);
        let outcome = count(&box_, 2, &NoLots).unwrap();
        assert_eq!(outcome.quota.to_string(), "7.00");
        let stage = &outcome.stages[1];
        assert_eq!(stage.action, Action::Surplus(0));
        assert_eq!(stage.votes.map_to_text(), ["7.00", "6.00", "2.00", "4.00"]);
        assert_eq!(
            (stage.nontransferable.to_string(), outcome.winners()),
            ("0.00".into(), vec![0, 1])
        );
    }

    trait MapToText {
        fn map_to_text(&self) -> Vec<String>;
    }
    impl MapToText for Vec<Fixed2> {
        fn map_to_text(&self) -> Vec<String> {
            self.iter().map(ToString::to_string).collect()
        }
    }

    /// Cem 1 and Dina 2 have 3 together, less than Bo's 4: they go out in one stage.
    #[test]
    fn several_of_the_lowest_go_out_together() {
        let box_ = ballots(4, &[(5, &[0]), (4, &[1]), (1, &[2, 0]), (2, &[3, 1])]);
        let outcome = count(&box_, 1, &NoLots).unwrap();
        assert_eq!(outcome.stages[1].action, Action::Exclude(vec![2, 3]));
        assert_eq!(outcome.elected, [0]);
    }

    /// Bo and Cem are equal now; at the first stage Bo had less, so Bo goes out.
    #[test]
    fn a_tie_is_broken_by_the_earliest_stage_that_differs() {
        let box_ = ballots(4, &[(9, &[0]), (4, &[1]), (6, &[2]), (2, &[3, 1])]);
        let outcome = count(&box_, 1, &NoLots).unwrap();
        assert_eq!(outcome.excluded[..2], [3, 1]);
    }

    #[test]
    fn two_with_all_votes_in_equal_parts_are_told_apart_by_lot() {
        let box_ = ballots(3, &[(3, &[0]), (3, &[2])]);
        assert_eq!(count(&box_, 1, &LotOrder::first_wins(&[2, 0, 1])).unwrap().elected, [2]);
        assert_eq!(count(&box_, 1, &LotOrder::first_wins(&[0, 2, 1])).unwrap().elected, [0]);
        assert_eq!(count(&box_, 1, &NoLots).unwrap_err().among, [0, 2]);
    }

    #[test]
    fn a_tie_at_every_stage_waits_for_a_lot() {
        let box_ = ballots(3, &[(3, &[0]), (2, &[1, 2]), (2, &[2, 1])]);
        assert_eq!(count(&box_, 1, &NoLots).unwrap_err().among, [1, 2]);
        assert!(count(&box_, 1, &LotOrder::lowest_number(3)).is_ok());
    }

    #[test]
    fn an_empty_contest_fills_what_it_can() {
        let outcome = count(&ballots(2, &[]), 3, &NoLots).unwrap();
        assert_eq!((outcome.winners(), outcome.unfilled), (vec![0, 1], 1));
        assert_eq!(count(&ballots(0, &[]), 1, &NoLots).unwrap().unfilled, 1);
    }
}
