//! Sequential Phragmén: everybody earns at the same speed, and a project is bought as soon as its
//! supporters can pay for it together.
//!
//! Source: Brill, Freeman, Janson, Lackner, "Phragmén's Voting Methods and Justified
//! Representation" (2024); for budgets Los, Christoff, Grossi (IJCAI 2022). The load of a voter is
//! the moment at which they last paid. The count stops, and does not skip, as soon as an option
//! that would be next costs more than what is left; options dearer than the whole budget do not
//! take part.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use num_bigint::BigInt;

use super::chain::{Chain, Next};
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
    /// The options that were considered, in ballot order.
    pub considered: Vec<usize>,
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

/// An option that can still be bought.
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
    let costs = &task.profile.costs;
    let mut race = Race::new(task);
    let mut left = task.budget;
    let considered = task.among.to_vec();
    let mut loads = Loads { purchases: Vec::new(), stopped_at: Vec::new(), considered };
    let mut ties: Vec<Tie> = Vec::new();
    loop {
        let mut next = race.next();
        let options: Vec<usize> = next.iter().map(|(w, _)| race.waiting[*w].option).collect();
        if options.iter().any(|&option| costs[option] > left) {
            loads.stopped_at = options;
            loads.stopped_at.sort_unstable();
            break;
        }
        let at = match options.len() {
            0 => break,
            1 => 0,
            _ => {
                let tie = task.ties.first_of(options.clone(), loads.purchases.len())?;
                let first = tie.options[0];
                ties.push(tie);
                options.iter().position(|option| *option == first).unwrap_or(0)
            }
        };
        let (bought, moment) = next.swap_remove(at);
        race.wait_again(next.into_iter().map(|(w, _)| w));
        race.buy(bought, &moment);
        let Waiting { option, supporters, .. } = race.waiting[bought];
        left -= costs[option];
        let load = race.moments.fraction(race.moments.len() - 1);
        loads.purchases.push(Raised { option, cost: costs[option], load, supporters });
    }
    let funded = loads.purchases.iter().map(|raised| raised.option).collect();
    Ok(Count::new(funded, Rounds::Loads(loads), ties))
}

/// Who can pay when. The moment of an option never comes earlier than it was found before, so an
/// old one is a lower bound and most options are looked at in few rounds only.
struct Race<'a> {
    task: &'a Task<'a>,
    waiting: Vec<Waiting>,
    /// Lower bounds of moments, scaled by `2^scale`, with places in `waiting`.
    bounds: BinaryHeap<Reverse<(u64, usize)>>,
    scale: i32,
    /// The moments of the purchases.
    moments: Chain,
    /// By group: the purchase it last paid for.
    last_paid: Vec<Option<usize>>,
    /// Scaled moments of the last look, by place in `waiting`.
    seen: Vec<u64>,
}

impl<'a> Race<'a> {
    fn new(task: &'a Task<'a>) -> Self {
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
        // No moment is later than one voter's paying for everything alone: the budget, and one
        // more option. So scaled moments stay below 2^62.
        let bits = 65 - i32::try_from(task.budget.leading_zeros()).unwrap_or(0);
        let seen = vec![0; waiting.len()];
        Race {
            task,
            bounds: (0..waiting.len()).map(|w| Reverse((0, w))).collect(),
            waiting,
            scale: 61 - bits,
            moments: Chain::new(),
            last_paid: vec![None; profile.groups()],
            seen,
        }
    }

    /// All options whose moment is the earliest, taken out of the race, with their moments.
    fn next(&mut self) -> Vec<(usize, Next)> {
        let mut first: Vec<(usize, Next)> = Vec::new();
        let mut later = Vec::new();
        let mut limit = u64::MAX;
        while let Some(&Reverse((bound, w))) = self.bounds.peek()
            && bound < limit
        {
            self.bounds.pop();
            let moment = self.moment(w);
            self.seen[w] = self.moments.fixed(&moment, self.scale);
            let order = first.first().map(|(_, leader)| moment.compare(1, leader, 1));
            if order.is_none_or(std::cmp::Ordering::is_lt) {
                later.extend(first.drain(..).map(|(w, _)| w));
                limit = self.seen[w] + 1;
            }
            if order.is_some_and(std::cmp::Ordering::is_gt) {
                later.push(w);
            } else {
                first.push((w, moment));
            }
        }
        self.wait_again(later.into_iter());
        first.sort_by_key(|(w, _)| *w);
        first
    }

    fn wait_again(&mut self, options: impl Iterator<Item = usize>) {
        let seen = &self.seen;
        self.bounds.extend(options.map(|w| Reverse((seen[w], w))));
    }

    fn buy(&mut self, w: usize, moment: &Next) {
        self.moments.push(moment);
        for group in &self.waiting[w].groups {
            self.last_paid[*group as usize] = Some(self.moments.len() - 1);
        }
    }

    /// When the supporters of an option can pay for it: `(cost + loads so far) / supporters`.
    fn moment(&self, w: usize) -> Next {
        let Waiting { option, groups, supporters } = &self.waiting[w];
        let mut paid_at = vec![0_i64; self.moments.len()];
        for group in groups {
            let group = *group as usize;
            if let Some(purchase) = self.last_paid[group] {
                paid_at[purchase] += i64::from(self.task.profile.weights()[group]);
            }
        }
        let cost = BigInt::from(self.moments.denominator() * self.task.profile.costs[*option]);
        let numerator = (cost + self.moments.sum(&paid_at)).magnitude().clone();
        Next { numerator, divisor: *supporters }
    }
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
