//! STV by the rules of the Electoral Reform Society, third edition (1997).
//!
//! Source: R. A. Newland & F. S. Britton, "How to Conduct an Election by the Single Transferable
//! Vote", section 5; rule numbers below are theirs.
//!
//! 1. The quota is valid / (seats + 1) to two decimals, rounded up (5.1.6). Until somebody is elected
//!    it falls with every paper that becomes non-transferable (5.4.8).
//! 2. Elected is who has the quota, or the active votes / (places left + 1) (5.1.7, 5.3.13, 5.4.9).
//! 3. A surplus moves as in [`super::northern_ireland`] (5.3); surpluses wait as long as all of them
//!    could not change who is lowest (5.2.2).
//! 4. As many of the lowest as possible are excluded together, if their votes and the waiting
//!    surpluses are no more than the next candidate's (5.2.5); papers move by value, highest first.
//! 5. Ties: the earliest point, after any batch, at which they differ, then the lot (5.2.3, 5.2.5). Who
//!    ties for a place by reaching the quota together is not elected until they differ (5.6.2).

use super::gregory::{Batch, Count, Together, VOTE};
use super::quantity::Fixed2;
use super::{Action, StvOutcome};
use crate::tally::council::lots::{LotNeeded, Lots, Purpose};
use crate::tally::council::rankings::Rankings;

/// The name of this rule in published results.
pub const NAME: &str = "stv_ers97";

/// Counts `ballots` for `seats` seats. The quota of the outcome is the last one.
///
/// # Errors
/// [`LotNeeded`] when a tie stands at every point and `lots` has no answer.
pub fn count(
    ballots: &Rankings,
    seats: usize,
    lots: &dyn Lots,
) -> Result<StvOutcome<Fixed2>, LotNeeded> {
    let mut count = Count::start(ballots, seats, lots);
    count.mark_point();
    elect_reached(&mut count, seats);
    count.close_stage(Action::First);
    while !complete(&count) {
        let mut losers = count.sure_losers(Together::LessOrEqual);
        let action = if losers.is_empty() && count.surplus() > 0 {
            let from = count.transfer_largest_surplus()?;
            count.mark_point();
            elect_reached(&mut count, seats);
            Action::Surplus(from)
        } else {
            if losers.is_empty() {
                losers.push(count.lowest()?);
            }
            exclude(&mut count, &losers, seats);
            Action::Exclude(losers)
        };
        count.close_stage(action);
    }
    Ok(count.finish())
}

/// Whether the places are filled, or as many candidates as places are left (5.5.1, 5.5.2).
fn complete(count: &Count<'_>) -> bool {
    count.field.vacancies() == 0 || count.field.continuing().len() <= count.field.vacancies()
}

/// Papers move by value; after each batch candidates may be elected and the count may be over.
fn exclude(count: &mut Count<'_>, losers: &[usize], seats: usize) {
    let parcels = count.exclude(losers, |batch: &Batch| batch.value);
    if parcels.is_empty() {
        elect_reached(count, seats);
    }
    for parcel in parcels {
        if complete(count) {
            break;
        }
        count.move_parcel(parcel);
        count.mark_point();
        elect_reached(count, seats);
    }
}

/// Elects everybody with enough votes. Each election can lower what is enough, so it goes on until
/// nobody more has it.
fn elect_reached(count: &mut Count<'_>, seats: usize) {
    if count.outcome.elected.is_empty() {
        let counting = count.outcome.valid * VOTE - count.nontransferable();
        count.outcome.quota = Fixed2(counting.div_ceil(seats as u64 + 1));
    }
    while count.field.vacancies() > 0 {
        let waiting: u64 = count.surplus();
        let active = waiting + count.votes_not_elected();
        let enough = active.div_ceil(count.field.vacancies() as u64 + 1).min(count.quota()).max(1);
        let reached = fitting(count, count.with_at_least(enough));
        if reached.is_empty() {
            return;
        }
        count.elect(&reached);
    }
}

/// Those of `reached` (most votes first) for whom there are places: equals at the last place by the
/// earliest point at which they differ, and none of them when they never did.
fn fitting(count: &Count<'_>, mut reached: Vec<usize>) -> Vec<usize> {
    while reached.len() > count.field.vacancies() {
        let fewest = reached.iter().map(|candidate| count.votes[*candidate]).min();
        let tied = reached.iter().copied().filter(|c| Some(count.votes[*c]) == fewest).collect();
        let out = count.earliest_difference(tied, Purpose::Exclude);
        reached.retain(|candidate| !out.contains(candidate));
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::council::lots::{LotOrder, NoLots};
    use crate::tally::council::testing::ballots;

    /// 20 papers, two places: the quota is 20/3 = 6.67. Ana has 13, a surplus of 6.33; her ten papers
    /// for Bo share it, 0.63 each, and 0.03 is lost in the cut. Bo has 9.30.
    #[test]
    fn the_quota_has_two_decimals_and_the_surplus_goes_to_those_who_show_a_choice() {
        let box_ = ballots(3, &[(10, &[0, 1]), (3, &[0]), (3, &[1]), (4, &[2])]);
        let outcome = count(&box_, 2, &NoLots).unwrap();
        assert_eq!(outcome.quota.to_string(), "6.67");
        let stage = &outcome.stages[1];
        let votes: Vec<String> = stage.votes.iter().map(ToString::to_string).collect();
        assert_eq!(votes, ["6.67", "9.30", "4.00"]);
        assert_eq!(stage.nontransferable.to_string(), "0.03");
        assert_eq!(outcome.elected, [0, 1]);
    }

    /// 12 papers, one place: the quota is 6.00. Dina's paper shows nobody else, so 11 papers count on
    /// and the quota falls to 5.50; Cem's two go to Ana, who has 6.
    #[test]
    fn the_quota_falls_as_long_as_nobody_is_elected() {
        let box_ = ballots(4, &[(4, &[0]), (5, &[1]), (2, &[2, 0]), (1, &[3])]);
        let outcome = count(&box_, 1, &NoLots).unwrap();
        assert_eq!(outcome.stages[1].action, Action::Exclude(vec![3, 2]));
        assert_eq!(outcome.quota.to_string(), "5.50");
        assert_eq!(outcome.elected, [0]);
    }

    #[test]
    fn a_tie_at_every_point_waits_for_a_lot() {
        let box_ = ballots(3, &[(4, &[0]), (3, &[1, 2]), (3, &[2, 1])]);
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
