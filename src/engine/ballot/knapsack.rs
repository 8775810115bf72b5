//! Knapsack: mark options that together cost at most the budget, as if one spent it alone.
//!
//! Source: Goel, Krishnaswamy, Sakshuwong, Aitamurto, "Knapsack Voting for Participatory
//! Budgeting" (ACM TEAC 2019).

use super::{BallotFault, indexes};
use crate::contest::Contest;
use crate::money::Money;

/// The marks in ascending order.
pub(super) fn parse(contest: &Contest, marks: &[u32]) -> Result<Vec<u32>, Vec<BallotFault>> {
    let mut faults = Vec::new();
    let chosen = indexes::check(contest.options.len(), marks, &mut faults);
    let cost_of = |index: &u32| {
        usize::try_from(*index).ok().and_then(|i| contest.options.get(i)).map(|option| option.cost)
    };
    let cost: Money = chosen.iter().filter_map(cost_of).sum();
    if cost > contest.budget {
        let over = cost.above(contest.budget);
        faults.push(BallotFault::OverBudget { over, cost, budget: contest.budget });
    }
    indexes::unless(faults, chosen.into_iter().collect())
}

/// As many of the last indexes as the cheapest options that fit together.
pub(super) fn longest(contest: &Contest) -> Vec<u32> {
    let mut costs: Vec<Money> = contest.options.iter().map(|option| option.cost).collect();
    costs.sort_unstable();
    let mut left = Some(contest.budget);
    let fitting = costs
        .into_iter()
        .take_while(|cost| {
            left = left.and_then(|money| money.checked_sub(*cost));
            left.is_some()
        })
        .count();
    indexes::last(contest.options.len(), indexes::saturate(fitting))
}

#[cfg(test)]
mod tests {
    use super::super::examples;
    use super::*;
    use crate::contest::BallotStyle;

    #[test]
    fn the_marked_options_must_fit_the_budget() {
        let mut contest = examples::contest(BallotStyle::Knapsack, &[60, 30, 20]);
        contest.budget = Money::from_minor(90).unwrap();
        let money = |minor| Money::from_minor(minor).unwrap();

        assert_eq!(parse(&contest, &[1, 0]), Ok(vec![0, 1]));
        assert_eq!(
            parse(&contest, &[0, 1, 2]),
            Err(vec![BallotFault::OverBudget {
                over: money(20),
                cost: money(110),
                budget: money(90)
            }])
        );
        assert_eq!(longest(&contest), vec![1, 2], "30 and 20 fit, 60 does not any more");
    }

    #[test]
    fn an_option_given_twice_is_paid_once() {
        let contest = examples::contest(BallotStyle::Knapsack, &[60]);
        assert_eq!(parse(&contest, &[0, 0]), Err(vec![BallotFault::Repeated { index: 0 }]));
    }
}
