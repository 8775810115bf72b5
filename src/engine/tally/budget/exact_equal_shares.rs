//! Exact equal shares: all who pay for a project pay the same, and who cannot pays nothing.
//!
//! Source: Kraiczy, Robinson, Elkind, "Streamlining Equal Shares" (2025, arXiv 2502.11797). Each
//! round buys the option that gives its payers most for their money: most payers (cost utility) or
//! most payers per cost (cardinality). ADD-OPT raises the shares not by one but to the next amount
//! at which anything in the count changes, so no outcome on the way is missed.

use std::cmp::Ordering;

use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

use super::equal_shares::Gain;
use super::{Count, Rounds, Run, RunStop, Task, Worth};
use crate::contest::ExactCompletion;
use crate::tally::fraction::Fraction;
use crate::tally::ties::{Tie, Undecided};

/// The returned run, and how it came to be the one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactShares {
    /// Purchases, in order.
    pub purchases: Vec<ExactPurchase>,
    /// What each voter had, in minor units.
    pub voter_budget: Fraction,
    /// Every run, in order.
    pub runs: Vec<Run>,
    /// Why the runs ended.
    pub stop: RunStop,
    /// Supported options that were not bought, with their supporters and what those hold together
    /// at the end, in minor units.
    pub missed: Vec<(usize, u64, Fraction)>,
}

/// One purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactPurchase {
    /// Ballot place of the option.
    pub option: usize,
    /// Its cost, in minor units.
    pub cost: u64,
    /// Ballots that paid for it.
    pub payers: u64,
    /// What each of them paid, in minor units.
    pub payment: Fraction,
    /// Ballots that support it.
    pub supporters: u64,
}

/// Counts.
///
/// # Errors
/// [`Undecided`] when a tie is left to a lot and there is none.
pub fn count(task: &Task<'_>, completion: ExactCompletion, gain: Gain) -> Result<Count, Undecided> {
    let market = Market::new(task, gain);
    let mut share =
        Share { numerator: task.budget.into(), denominator: task.profile.voters.max(1).into() };
    let mut runs = Vec::new();
    let mut returned: Option<(Trace, Share)> = None;
    let stop = loop {
        let trace = market.run(&share)?;
        let cost: u64 = trace.purchases.iter().map(|purchase| purchase.cost).sum();
        runs.push(Run { cost, voter_budget: share.fraction() });
        if cost > task.budget && returned.is_some() {
            break RunStop::NextRunInfeasible;
        }
        let left = task.budget.saturating_sub(cost);
        let next = trace.next_share.clone();
        let bought = |option: usize| trace.purchases.iter().any(|p| p.option == option);
        let mut open = market.offers.iter().filter(|offer| !bought(offer.option));
        let exhausted = !open.any(|offer| offer.cost <= left);
        returned = Some((trace, share));
        if completion == ExactCompletion::None {
            break RunStop::None;
        }
        match next.filter(|_| !exhausted) {
            Some(next) => share = next,
            None => break RunStop::Exhaustive,
        }
    };
    let (trace, share) = returned.expect("the first run is always returned");
    let funded = trace.purchases.iter().map(|purchase| purchase.option).collect();
    let voter_budget = share.fraction();
    let Trace { purchases, missed, ties, .. } = trace;
    let shares = ExactShares { purchases, voter_budget, runs, stop, missed };
    Ok(Count::new(funded, Rounds::Exact(shares), ties))
}

/// What a voter has, in minor units.
#[derive(Debug, Clone)]
struct Share {
    numerator: BigUint,
    denominator: BigUint,
}

impl Share {
    fn fraction(&self) -> Fraction {
        Fraction::new(self.numerator.clone(), self.denominator.clone())
            .expect("denominators are products of numbers of ballots")
    }

    fn cmp(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

struct Offer {
    option: usize,
    cost: u64,
    groups: Vec<u32>,
    supporters: u64,
}

struct Market<'a> {
    task: &'a Task<'a>,
    gain: Gain,
    offers: Vec<Offer>,
}

/// One run, and the next share at which it would go differently.
struct Trace {
    purchases: Vec<ExactPurchase>,
    ties: Vec<Tie>,
    next_share: Option<Share>,
    missed: Vec<(usize, u64, Fraction)>,
}

/// How much voters have paid. Voters with the same payments are one class.
struct Books {
    /// By group.
    class: Vec<u32>,
    /// By class: the sum of its payments over `denominator`.
    paid: Vec<BigUint>,
    denominator: BigUint,
    /// The share over `denominator`.
    share: BigUint,
}

/// The most payers an offer can have, and when it could have more.
struct Bid {
    payers: u64,
    /// The last class that pays, in order of payments.
    up_to: usize,
}

impl<'a> Market<'a> {
    fn new(task: &'a Task<'a>, gain: Gain) -> Self {
        let support = task.profile.support(Worth::Vote);
        let mut offers = Vec::new();
        for &option in task.among {
            let groups = support.of(option).0.to_vec();
            let weight = |g: &u32| u64::from(task.profile.weights()[*g as usize]);
            let supporters = groups.iter().map(weight).sum();
            if !groups.is_empty() {
                let cost = task.profile.costs[option];
                offers.push(Offer { option, cost, groups, supporters });
            }
        }
        Self { task, gain, offers }
    }

    fn run(&self, share: &Share) -> Result<Trace, Undecided> {
        let mut books = Books {
            class: vec![0; self.task.profile.groups()],
            paid: vec![BigUint::zero()],
            denominator: share.denominator.clone(),
            share: share.numerator.clone(),
        };
        let mut open: Vec<usize> = (0..self.offers.len()).collect();
        let mut trace =
            Trace { purchases: Vec::new(), ties: Vec::new(), next_share: None, missed: Vec::new() };
        loop {
            let rank = books.ranks();
            let lists: Vec<Vec<(usize, u64)>> =
                open.iter().map(|&offer| self.payers_by_rank(offer, &books, &rank)).collect();
            let order = books.by_rank(&rank);
            let bids: Vec<Option<Bid>> = open
                .iter()
                .zip(&lists)
                .map(|(&offer, list)| books.bid(self.offers[offer].cost, list, &order))
                .collect();
            let chosen = self.choose(&open, &bids, &mut trace)?;
            for (at, (&offer, list)) in open.iter().zip(&lists).enumerate() {
                let least = self.least_payers(&open, &bids, at, chosen);
                let next = books.next_share(self.offers[offer].cost, list, &order, least);
                if let Some(next) = next
                    && trace.next_share.as_ref().is_none_or(|known| next.cmp(known).is_lt())
                {
                    trace.next_share = Some(next);
                }
            }
            let Some(at) = chosen else {
                let missed = open.iter().map(|&offer| self.missed(offer, &books));
                trace.missed = missed.collect();
                return Ok(trace);
            };
            let offer = &self.offers[open[at]];
            let bid = bids[at].as_ref().expect("only an offer with a bid is chosen");
            let payment = Fraction::new(offer.cost, bid.payers).expect("somebody pays");
            books.pay(offer, bid, &rank);
            trace.purchases.push(ExactPurchase {
                option: offer.option,
                cost: offer.cost,
                payers: bid.payers,
                payment,
                supporters: offer.supporters,
            });
            open.remove(at);
        }
    }

    /// The supporters of an offer by rank of what they have paid: rank and ballots, ascending.
    fn payers_by_rank(&self, offer: usize, books: &Books, rank: &[usize]) -> Vec<(usize, u64)> {
        let weights = self.task.profile.weights();
        let mut list: Vec<(usize, u64)> = self.offers[offer]
            .groups
            .iter()
            .map(|&g| (rank[books.class[g as usize] as usize], u64::from(weights[g as usize])))
            .collect();
        list.sort_unstable();
        list.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0 };
            same
        });
        list
    }

    /// An offer that is not bought: its supporters and what they hold.
    fn missed(&self, offer: usize, books: &Books) -> (usize, u64, Fraction) {
        let weights = self.task.profile.weights();
        let Offer { option, groups, supporters, .. } = &self.offers[offer];
        let purse = |g: u32| &books.share - &books.paid[books.class[g as usize] as usize];
        let held =
            groups.iter().fold(BigUint::zero(), |sum, &g| sum + purse(g) * weights[g as usize]);
        let held = Share { numerator: held, denominator: books.denominator.clone() };
        (*option, *supporters, held.fraction())
    }

    /// How two offers with so many payers compare: the better one is less.
    fn compare(&self, a: (usize, u64), b: (usize, u64)) -> Ordering {
        // Payers per cost are compared by multiplying with the cost of the other.
        let value = |payers: u64, other: usize| match self.gain {
            Gain::Cost => u128::from(payers),
            Gain::One => u128::from(payers) * u128::from(self.offers[other].cost),
        };
        value(b.1, a.0).cmp(&value(a.1, b.0))
    }

    fn choose(
        &self,
        open: &[usize],
        bids: &[Option<Bid>],
        trace: &mut Trace,
    ) -> Result<Option<usize>, Undecided> {
        let mut best: Vec<usize> = Vec::new();
        for (at, bid) in bids.iter().enumerate() {
            let Some(bid) = bid else { continue };
            let order = best.first().map_or(Ordering::Less, |&leader| {
                let other = bids[leader].as_ref().map_or(0, |bid| bid.payers);
                self.compare((open[at], bid.payers), (open[leader], other))
            });
            if order.is_lt() {
                best.clear();
            }
            if order.is_le() {
                best.push(at);
            }
        }
        if best.len() < 2 {
            return Ok(best.pop());
        }
        let options = best.iter().map(|&at| self.offers[open[at]].option).collect();
        let tie = self.task.ties.first_of(options, trace.purchases.len())?;
        let first = tie.options[0];
        trace.ties.push(tie);
        Ok(best.into_iter().find(|&at| self.offers[open[at]].option == first))
    }

    /// The fewest payers with which the offer at `at` would change this round: more than it has
    /// if it is the chosen one, otherwise enough to be as good as the chosen one. (As good is
    /// enough: then there is a tie where there was none, or the policies prefer it.)
    fn least_payers(
        &self,
        open: &[usize],
        bids: &[Option<Bid>],
        at: usize,
        chosen: Option<usize>,
    ) -> u64 {
        let has = bids[at].as_ref().map_or(0, |bid| bid.payers);
        let Some(chosen) = chosen.filter(|chosen| *chosen != at) else { return has + 1 };
        let leader = bids[chosen].as_ref().map_or(0, |bid| bid.payers);
        let enough = match self.gain {
            Gain::Cost => leader,
            Gain::One => {
                let product = u128::from(leader) * u128::from(self.offers[open[at]].cost);
                let needed = product.div_ceil(u128::from(self.offers[open[chosen]].cost).max(1));
                u64::try_from(needed).unwrap_or(u64::MAX)
            }
        };
        enough.max(has + 1)
    }
}

impl Books {
    /// By class: its place when classes are put in order of payments.
    fn ranks(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.paid.len()).collect();
        order.sort_by(|&a, &b| self.paid[a].cmp(&self.paid[b]).then(a.cmp(&b)));
        let mut ranks = vec![0; order.len()];
        for (rank, class) in order.into_iter().enumerate() {
            ranks[class] = rank;
        }
        ranks
    }

    /// By rank: what the class there has paid.
    fn by_rank(&self, ranks: &[usize]) -> Vec<&BigUint> {
        let mut order = vec![&self.share; ranks.len()];
        for (class, &rank) in ranks.iter().enumerate() {
            order[rank] = &self.paid[class];
        }
        order
    }

    /// The most supporters that can each pay an equal part of `cost`.
    fn bid(&self, cost: u64, list: &[(usize, u64)], order: &[&BigUint]) -> Option<Bid> {
        let cost = &self.denominator * cost;
        let mut payers = 0;
        let mut best = None;
        for &(rank, ballots) in list {
            payers += ballots;
            let left = if *order[rank] > self.share { break } else { &self.share - order[rank] };
            if left * payers >= cost {
                best = Some(Bid { payers, up_to: rank });
            }
        }
        best
    }

    /// The smallest share above the present one with which at least `least` supporters can each
    /// pay an equal part of `cost`, everything before this round being the same.
    fn next_share(
        &self,
        cost: u64,
        list: &[(usize, u64)],
        order: &[&BigUint],
        least: u64,
    ) -> Option<Share> {
        let cost = &self.denominator * cost;
        let mut payers = 0;
        let mut best: Option<Share> = None;
        for &(rank, ballots) in list {
            payers += ballots;
            if payers < least {
                continue;
            }
            let share = Share {
                numerator: order[rank] * payers + &cost,
                denominator: &self.denominator * payers,
            };
            let above = share.numerator > &self.share * payers;
            if above && best.as_ref().is_none_or(|known| share.cmp(known).is_lt()) {
                best = Some(share);
            }
        }
        let mut share = best?;
        let common = share.numerator.gcd(&share.denominator);
        if !common.is_one() {
            share.numerator /= &common;
            share.denominator /= &common;
        }
        Some(share)
    }

    /// Takes an equal part of the cost from everybody who pays.
    fn pay(&mut self, offer: &Offer, bid: &Bid, rank: &[usize]) {
        // The payment is cost/payers: widen the denominator as far as that needs.
        let numerator = &self.denominator * offer.cost;
        let rest = (&numerator % bid.payers).to_u64().unwrap_or(0);
        let widen = bid.payers / rest.gcd(&bid.payers).max(1);
        let payment = numerator * widen / bid.payers;
        self.denominator *= widen;
        self.share *= widen;
        for paid in &mut self.paid {
            *paid *= widen;
        }
        let mut moved: Vec<Option<u32>> = vec![None; rank.len()];
        for &g in &offer.groups {
            let class = self.class[g as usize] as usize;
            if rank[class] > bid.up_to {
                continue;
            }
            let target = *moved[class].get_or_insert_with(|| {
                self.paid.push(&self.paid[class] + &payment);
                u32::try_from(self.paid.len() - 1).unwrap_or(u32::MAX)
            });
            self.class[g as usize] = target;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::budget::testing::{Street, table};

    /// Four neighbours with 10 each. Trees for 20 are bought by three at 20/3; lamps for 13 would
    /// need 6.50 from both of their supporters, and the first has only 10/3 left. In Equal Shares
    /// he would give that and the other the rest; here nobody pays less than the others.
    #[test]
    fn nobody_pays_less_than_the_others() {
        let street = Street::new(40, &[("Lamps", 13), ("Trees", 20)])
            .approve(1, &["Lamps", "Trees"])
            .approve(1, &["Lamps"])
            .approve(2, &["Trees"]);
        let outcome = street.count(|task| count(task, ExactCompletion::None, Gain::Cost)).unwrap();
        assert_eq!(table(&street, &outcome), "Trees costs 20: 3 pay 20/3 each\n");
    }

    /// With ADD-OPT: the first share that changes anything is 13, at which the second neighbour
    /// could pay the lamps alone (at 79/6 both could pay together). 20 + 13 are within the 40.
    #[test]
    fn add_opt_goes_to_the_next_share_that_changes_anything() {
        let street = Street::new(40, &[("Lamps", 13), ("Trees", 20)])
            .approve(1, &["Lamps", "Trees"])
            .approve(1, &["Lamps"])
            .approve(2, &["Trees"]);
        let outcome =
            street.count(|task| count(task, ExactCompletion::AddOpt, Gain::Cost)).unwrap();
        assert_eq!(
            table(&street, &outcome),
            "Trees costs 20: 3 pay 20/3 each\nLamps costs 13: 1 pay 13 each\n"
        );
        let Rounds::Exact(shares) = &outcome.rounds else { panic!("exact shares") };
        let tried: Vec<String> =
            shares.runs.iter().map(|run| run.voter_budget.to_string()).collect();
        assert_eq!(tried, ["10", "13"]);
        assert_eq!(shares.stop, RunStop::Exhaustive);
    }

    #[test]
    fn what_more_pay_for_comes_first_or_what_is_cheaper_for_each() {
        let street = Street::new(10, &[("Lamps", 8), ("Trees", 3)])
            .approve(2, &["Lamps", "Trees"])
            .approve(2, &["Lamps"]);
        let by = |gain| street.count(|task| count(task, ExactCompletion::None, gain)).unwrap();
        assert_eq!(street.funded(&by(Gain::Cost)), ["Lamps"]);
        assert_eq!(street.funded(&by(Gain::One)), ["Trees"]);
    }

    #[test]
    fn nobody_and_nothing_end_at_once() {
        for street in [Street::new(10, &[]), Street::new(10, &[("Lamps", 5)])] {
            let outcome =
                street.count(|task| count(task, ExactCompletion::AddOpt, Gain::One)).unwrap();
            assert!(outcome.funded.is_empty());
        }
    }
}
