//! One run of Equal Shares: every voter gets the same share, options are bought one by one.
//!
//! Lazy: the price of an option never falls during a run, so an old price is a lower bound, and
//! most options need not be looked at in most rounds. The bounds come from [`Purses`]; an exact
//! price is worked out for the option that would win, and for every other that the bounds cannot
//! keep apart from it.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use super::ledger::Ledger;
use super::market::{Market, Stake};
use super::purses::{Purse, Purses};
use crate::tally::budget::chain::{Chain, Next};
use crate::tally::ties::{Tie, TieBreak, Undecided};

/// One finished run.
#[derive(Debug, Clone)]
pub(super) struct Finished {
    /// Places in the market's offers, with the ballots that paid the full price, in order.
    pub bought: Vec<(usize, u64)>,
    /// What it spends, in minor units.
    pub cost: u128,
    /// Ties met, `round` counting purchases of this run.
    pub ties: Vec<Tie>,
    /// The share, then the exact price of every purchase.
    pub chain: Chain,
    /// By group: where its money ended.
    pub ended: Vec<Option<Ended>>,
}

/// Where the money of a group ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The purchase that took the last of it.
    pub purchase: u32,
    /// Whether the group still paid the full price there.
    pub full: bool,
}

/// Lists that are filled anew in every run; kept so that runs need not allocate them again.
#[derive(Debug, Clone)]
pub(super) struct Desk<S> {
    living: Vec<Vec<S>>,
    purses: Vec<Purse>,
    ended: Vec<Option<Ended>>,
}

impl<S: Stake> Desk<S> {
    pub fn new(market: &Market<'_, S>) -> Self {
        let living = vec![Vec::new(); market.offers.len()];
        Self { living, purses: Vec::new(), ended: Vec::new() }
    }

    /// Takes back the lists of a run that is not wanted any more.
    pub fn recycle(&mut self, unwanted: Finished) {
        self.ended = unwanted.ended;
    }
}

/// What is known about an offer during a run.
#[derive(Debug, Clone)]
struct Quote {
    /// The cost, scaled.
    cost: u64,
    /// The price is at least this, scaled.
    at_least: u64,
    /// Whether the offer's living supporters are on the desk.
    seen: bool,
    /// The round whose purses the bound was last taken from.
    taken: usize,
    /// The round in whose purses the bound stands still.
    settled: usize,
}

struct Running<'m, 'p, S> {
    market: &'m Market<'p, S>,
    desk: &'m mut Desk<S>,
    purses: Purses,
    ledger: Ledger,
    quotes: Vec<Quote>,
    /// By option: its purchase, if bought.
    purchase: Vec<Option<usize>>,
    ended: Vec<Option<Ended>>,
    round: usize,
}

/// Exact findings about one offer.
struct Exact<S> {
    offer: usize,
    price: Next,
    /// Ballots that pay the full price.
    full: u64,
    /// The supporters who pay the full price, and whether that is exactly their purse.
    payers: Vec<(S, bool)>,
    /// The price, scaled and rounded down.
    fixed: u64,
}

/// Runs with `numerator / voters` minor units for each voter. The first `free` rounds are taken.
///
/// # Errors
/// [`Undecided`] when a tie is left to a lot and there is none.
pub(super) fn run<S: Stake>(
    market: &Market<'_, S>,
    desk: &mut Desk<S>,
    numerator: u128,
    ties: TieBreak<'_>,
) -> Result<Finished, Undecided> {
    let profile = market.profile;
    let voters = profile.voters.max(1);
    let purses =
        Purses::full(std::mem::take(&mut desk.purses), profile.weights(), numerator, voters);
    let mut ended = std::mem::take(&mut desk.ended);
    ended.clear();
    ended.resize(profile.groups(), None);
    let quote = |offer: &super::market::Offer<S>| {
        let cost = purses.cost(offer.cost);
        Quote { cost, at_least: cost / offer.worth, seen: false, taken: 0, settled: 0 }
    };
    let quotes: Vec<Quote> = market.offers.iter().map(quote).collect();
    let mut running = Running {
        market,
        desk,
        ledger: Ledger::new(numerator, voters),
        quotes,
        purchase: vec![None; profile.costs.len()],
        ended,
        round: 0,
        purses,
    };
    let (mut bought, mut cost, mut met) = (Vec::new(), 0, Vec::new());
    let mut waiting: BinaryHeap<Reverse<(u128, usize)>> =
        (0..market.offers.len()).map(|offer| Reverse((running.key(offer), offer))).collect();
    while let Some(chosen) = running.next(&mut waiting, ties, &mut met)? {
        bought.push((chosen.offer, chosen.full));
        cost += u128::from(market.offers[chosen.offer].cost);
        running.buy(&chosen);
    }
    let Running { ledger, ended, desk, purses, .. } = running;
    desk.purses = purses.of;
    Ok(Finished { bought, cost, ties: met, chain: ledger.chain, ended })
}

/// `price / per` as a whole number that keeps the order of bounds; 64 digits after the point.
fn key(price: u64, per: u64) -> u128 {
    (u128::from(price) << 64) / u128::from(per)
}

impl<S: Stake> Running<'_, '_, S> {
    fn key(&self, offer: usize) -> u128 {
        key(self.quotes[offer].at_least, self.market.offers[offer].per)
    }

    /// The next purchase: the smallest price per gain, ties by policy.
    fn next(
        &mut self,
        waiting: &mut BinaryHeap<Reverse<(u128, usize)>>,
        ties: TieBreak<'_>,
        met: &mut Vec<Tie>,
    ) -> Result<Option<Exact<S>>, Undecided> {
        let mut best: Vec<Exact<S>> = Vec::new();
        let mut beaten = Vec::new();
        // Above this key an offer is certainly dearer than the best known one.
        let mut limit = u128::MAX;
        self.round += 1;
        while let Some(&Reverse((known, offer))) = waiting.peek()
            && known < limit
        {
            waiting.pop();
            // One step at a time: most offers fall behind the leader before their bound stands still.
            if self.quotes[offer].settled < self.round {
                if self.raise(offer) {
                    waiting.push(Reverse((self.key(offer), offer)));
                }
                continue;
            }
            let Some(exact) = self.exact(offer) else { continue };
            let per = |exact: &Exact<S>| self.market.offers[exact.offer].per;
            let order = best.first().map_or(Ordering::Less, |leader| {
                exact.price.compare(per(&exact), &leader.price, per(leader))
            });
            if order.is_lt() {
                beaten.extend(best.drain(..).map(|exact| exact.offer));
                limit = ((u128::from(exact.fixed) + 1) << 64).div_ceil(u128::from(per(&exact)));
            }
            if order.is_gt() { beaten.push(offer) } else { best.push(exact) }
        }
        let chosen = self.choose(&mut best, ties, met)?;
        let rest = beaten.into_iter().chain(best.into_iter().map(|exact| exact.offer));
        waiting.extend(rest.map(|offer| Reverse((self.key(offer), offer))));
        Ok(chosen)
    }

    fn choose(
        &self,
        best: &mut Vec<Exact<S>>,
        ties: TieBreak<'_>,
        met: &mut Vec<Tie>,
    ) -> Result<Option<Exact<S>>, Undecided> {
        if best.len() < 2 {
            return Ok(best.pop());
        }
        let options = best.iter().map(|exact| self.market.offers[exact.offer].option).collect();
        let tie = ties.first_of(options, self.round - 1)?;
        let first = tie.options[0];
        met.push(tie);
        let at = best.iter().position(|e| self.market.offers[e.offer].option == first);
        Ok(at.map(|at| best.swap_remove(at)))
    }

    /// Takes the bound one step higher in the purses of now; false when the offer is out of reach for
    /// good.
    fn raise(&mut self, offer: usize) -> bool {
        let quote = &mut self.quotes[offer];
        let living = &mut self.desk.living[offer];
        if !quote.seen {
            living.clone_from(&self.market.offers[offer].stakes);
            quote.seen = true;
        }
        let higher = if quote.taken < self.round {
            quote.taken = self.round;
            let Some(first) = self.purses.first(living, quote.cost, quote.at_least) else {
                return false;
            };
            first
        } else {
            self.purses.higher(living, quote.cost, quote.at_least)
        };
        if higher == quote.at_least {
            quote.settled = self.round;
        }
        quote.at_least = higher;
        true
    }

    /// The exact price of an offer, or `None` when its supporters cannot pay for it.
    fn exact(&mut self, offer: usize) -> Option<Exact<S>> {
        let cost = self.market.offers[offer].cost;
        // What the poorer ones give: so many shares, less so many of each price paid before.
        let mut given = vec![0_i64; self.ledger.purchases() + 1];
        let mut weight = 0_u64;
        let mut full = 0_u64;
        let at_least = self.quotes[offer].at_least;
        // Those who certainly have less than the price give all they have.
        let mut payers: Vec<(S, bool)> = Vec::new();
        for &stake in &self.desk.living[offer] {
            let purse = self.purses.of[stake.group()];
            if u128::from(purse.high) < u128::from(at_least) * u128::from(stake.worth()) {
                self.give_all(stake, &mut given);
            } else {
                weight += u64::from(purse.weight) * u64::from(stake.worth());
                full += u64::from(purse.weight);
                payers.push((stake, false));
            }
        }
        loop {
            let price = self.ledger.price(cost, &given, weight)?;
            let fixed = self.ledger.chain.fixed(&price, self.purses.scale);
            self.ledger.scale();
            let before = payers.len();
            payers.retain_mut(|(stake, empties)| {
                let order = self.compare(*stake, &price, fixed);
                *empties = order.is_eq();
                if order.is_lt() {
                    let purse = self.purses.of[stake.group()];
                    weight -= u64::from(purse.weight) * u64::from(stake.worth());
                    full -= u64::from(purse.weight);
                    self.give_all(*stake, &mut given);
                }
                order.is_ge()
            });
            if payers.len() == before {
                return Some(Exact { offer, price, full, payers, fixed });
            }
        }
    }

    /// Adds the purses of a group that gives all it has.
    fn give_all(&self, stake: S, given: &mut [i64]) {
        let g = stake.group();
        let weight = i64::from(self.purses.of[g].weight);
        given[0] += weight;
        for (k, worth) in self.payments(g) {
            given[k + 1] -= weight * i64::from(worth);
        }
    }

    /// The purchases that a group with money left paid for, and the worth of each to it.
    fn payments(&self, g: usize) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.market.profile.worths(g, self.market.worth).filter_map(|(option, worth)| {
            let k = self.purchase[option as usize]?;
            u32::try_from(worth).ok().filter(|worth| *worth > 0).map(|worth| (k, worth))
        })
    }

    /// How a group's purse compares with what it would pay at `price`.
    fn compare(&self, stake: S, price: &Next, fixed: u64) -> Ordering {
        let high = self.purses.of[stake.group()].high;
        let worth = u128::from(stake.worth());
        if u128::from(high) < u128::from(fixed) * worth {
            Ordering::Less
        } else if u128::from(high.saturating_sub(self.purses.margin))
            >= u128::from(fixed + 1) * worth
        {
            Ordering::Greater
        } else {
            self.ledger.compare_purse(self.payments(stake.group()), price, stake.worth())
        }
    }

    /// Takes the money for a purchase.
    fn buy(&mut self, exact: &Exact<S>) {
        let after = |(stake, empties): &(S, bool)| {
            let high = self.purses.of[stake.group()].high;
            let left = u128::from(high) - u128::from(exact.fixed) * u128::from(stake.worth());
            (stake.group(), if *empties { 0 } else { u64::try_from(left).unwrap_or(u64::MAX) })
        };
        let after: Vec<(usize, u64)> = exact.payers.iter().map(after).collect();
        let purchase = u32::try_from(self.ledger.purchases()).unwrap_or(u32::MAX);
        for stake in &self.desk.living[exact.offer] {
            let purse = &mut self.purses.of[stake.group()];
            if purse.high > 0 {
                self.ended[stake.group()] = Some(Ended { purchase, full: false });
            }
            purse.high = 0;
        }
        for (group, high) in after {
            self.purses.of[group].high = high;
            self.ended[group] = (high == 0).then_some(Ended { purchase, full: true });
        }
        self.purses.margin += u64::from(self.market.largest_worth);
        self.purchase[self.market.offers[exact.offer].option] = Some(self.ledger.purchases());
        self.ledger.buy(&exact.price);
    }
}
