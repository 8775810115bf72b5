//! Sequential Phragmén: everybody earns at the same speed, and a project is bought as soon as its
//! supporters can pay for it together.
//!
//! Source: Brill, Freeman, Janson, Lackner, "Phragmén's Voting Methods and Justified
//! Representation" (2024); for budgets Los, Christoff, Grossi (IJCAI 2022). The load of a voter is
//! the moment at which they last paid. The count stops, and does not skip, as soon as an option
//! that would be next costs more than what is left; options dearer than the whole budget do not
//! take part.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::{Count, Rounds, Task, Worth};
use crate::tally::fraction::Fraction;
use crate::tally::ties::{Tie, Undecided};

/// The purchases, and what stopped them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loads {
    /// Purchases, in order.
    pub purchases: Vec<Raised>,
    /// Options whose turn it was when the money did not reach for all of them, in ballot order;
    /// empty when every supported option was bought.
    pub stopped_at: Vec<usize>,
}

/// One purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// Ballot place of the option.
    pub option: usize,
    /// Its cost, in minor units.
    pub cost: u64,
    /// What each of its supporters has then earned since the beginning, in minor units.
    pub load: Fraction,
    /// Ballots that support it.
    pub supporters: u64,
}

/// An option with its supporters; loads are moments of purchases.
struct Waiting {
    option: usize,
    groups: Vec<u32>,
    supporters: u64,
}

/// Counts.
///
/// # Errors
/// [`Undecided`] when a tie is left to a lot and there is none.
pub fn count(task: &Task<'_>) -> Result<Count, Undecided> {
    let profile = task.profile;
    let support = profile.support(Worth::Vote);
    let mut waiting: Vec<Waiting> = Vec::new();
    for &option in task.among {
        let groups = support.of(option).0.to_vec();
        let supporters = groups.iter().map(|g| u64::from(profile.weights()[*g as usize])).sum();
        if profile.costs[option] <= task.budget && !groups.is_empty() {
            waiting.push(Waiting { option, groups, supporters });
        }
    }
    // The purchase that each group last paid for, plus one; 0 is no purchase yet.
    let mut last_paid = vec![0_usize; profile.groups()];
    let mut moments = vec![BigRational::zero()];
    let mut left = task.budget;
    let mut loads = Loads { purchases: Vec::new(), stopped_at: Vec::new() };
    let mut ties: Vec<Tie> = Vec::new();
    loop {
        let due: Vec<BigRational> =
            waiting.iter().map(|w| moment(task, w, &last_paid, &moments)).collect();
        let Some(first) = due.iter().min() else { break };
        let next: Vec<usize> = (0..due.len()).filter(|at| due[*at] == *first).collect();
        let options: Vec<usize> = next.iter().map(|&at| waiting[at].option).collect();
        if options.iter().any(|&option| profile.costs[option] > left) {
            loads.stopped_at = options;
            break;
        }
        let mut at = next[0];
        if next.len() > 1 {
            let tie = task.ties.first_of(options, loads.purchases.len())?;
            at = next.into_iter().find(|at| waiting[*at].option == tie.options[0]).unwrap_or(at);
            ties.push(tie);
        }
        let bought = waiting.remove(at);
        let load = due[at].clone();
        moments.push(load.clone());
        for group in &bought.groups {
            last_paid[*group as usize] = moments.len() - 1;
        }
        let Waiting { option, supporters, .. } = bought;
        let cost = profile.costs[option];
        left -= cost;
        loads.purchases.push(Raised { option, cost, load: load.into(), supporters });
    }
    let funded = loads.purchases.iter().map(|raised| raised.option).collect();
    Ok(Count::new(funded, Rounds::Loads(loads), ties))
}

/// When the supporters of an option can pay for it: `(cost + loads so far) / supporters`.
fn moment(
    task: &Task<'_>,
    waiting: &Waiting,
    last_paid: &[usize],
    moments: &[BigRational],
) -> BigRational {
    let mut paid_at = vec![0_u64; moments.len()];
    for group in &waiting.groups {
        let group = *group as usize;
        paid_at[last_paid[group]] += u64::from(task.profile.weights()[group]);
    }
    let cost = BigRational::from_integer(BigInt::from(task.profile.costs[waiting.option]));
    let loads = paid_at.iter().zip(moments).filter(|(count, _)| **count > 0);
    let sum = loads.fold(cost, |sum, (count, moment)| sum + moment * BigInt::from(*count));
    sum / BigInt::from(waiting.supporters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::budget::testing::{Street, table};

    /// Three of five want lamps for 30, two trees for 24, the same three also a mural for 24.
    /// After 10 each the lamps can be paid; after 12 the two pay the trees; the mural's three
    /// need 8 more each, at 18. Together 78, and there are 80.
    #[test]
    fn what_can_be_paid_first_is_bought_first() {
        let street = Street::new(80, &[("Lamps", 30), ("Trees", 24), ("Mural", 24)])
            .approve(3, &["Lamps", "Mural"])
            .approve(2, &["Trees"]);
        assert_eq!(
            table(&street, &street.count(count).unwrap()),
            "Mural costs 24 at 8\nTrees costs 24 at 12\nLamps costs 30 at 18\n"
        );
    }

    #[test]
    fn the_count_stops_at_the_first_that_does_not_fit() {
        let street = Street::new(40, &[("Lamps", 30), ("Trees", 24), ("Bins", 2)])
            .approve(3, &["Lamps"])
            .approve(2, &["Trees"])
            .approve(1, &["Trees", "Bins"]);
        let outcome = street.count(count).unwrap();
        // Bins could be paid at 2, trees at (24+2)/3, lamps at 10 with only 14 left.
        assert_eq!(street.funded(&outcome), ["Bins", "Trees"]);
        let Rounds::Loads(loads) = &outcome.rounds else { panic!("loads") };
        assert_eq!(loads.stopped_at, [0]);
    }

    #[test]
    fn what_is_dearer_than_the_budget_does_not_stop_the_others() {
        let street = Street::new(40, &[("Castle", 41), ("Bins", 20)])
            .approve(90, &["Castle"])
            .approve(1, &["Bins"]);
        assert_eq!(street.funded(&street.count(count).unwrap()), ["Bins"]);
    }

    #[test]
    fn an_empty_contest_buys_nothing() {
        let street = Street::new(40, &[("Bins", 20)]);
        assert!(street.count(count).unwrap().funded.is_empty());
    }
}
