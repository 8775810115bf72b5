//! One run of Equal Shares: every voter gets the same share, options are bought one by one.
//!
//! Lazy: the price of an option never falls during a run, so an old price is a lower bound, and
//! most options need not be looked at in most rounds. The bounds come from [`Purses`]; an exact
//! price is worked out for the option that would win, and for every other that the bounds cannot
//! keep apart from it.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeSet, BinaryHeap};

use super::earlier::{Earlier, Found};
use super::ledger::Ledger;
use super::market::{Market, Stake};
pub use super::purses::Ended;
use super::purses::{Parted, Purse, Purses};
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
    /// By group: what is left, and where its money ended.
    pub purses: Vec<Purse>,
    /// What a run with larger shares may be told.
    pub found: Found,
}

/// Lists that are filled anew in every run; kept so that runs need not allocate them again.
#[derive(Debug, Clone)]
pub(super) struct Desk<S> {
    living: Vec<Vec<S>>,
    purses: Vec<Purse>,
    poor: Vec<S>,
    given: Vec<i64>,
    found: Found,
}

impl<S: Stake> Desk<S> {
    pub fn new(market: &Market<'_, S>) -> Self {
        let living = vec![Vec::new(); market.offers.len()];
        Self {
            living,
            purses: Vec::new(),
            poor: Vec::new(),
            given: Vec::new(),
            found: Found::default(),
        }
    }

    /// Takes back the lists of a run that is not wanted any more.
    pub fn recycle(&mut self, unwanted: Finished) {
        (self.purses, self.found) = (unwanted.purses, unwanted.found);
    }
}

/// What is known about an offer during a run.
#[derive(Debug, Clone)]
struct Quote {
    /// The cost, scaled.
    cost: u64,
    /// The price is at least this, scaled.
    at_least: u64,
    /// Whether those with nothing left were taken off the list, which is on the desk then.
    thinned: bool,
    /// The round whose purses the bound was last taken from.
    taken: usize,
}

struct Running<'m, 'p, S> {
    market: &'m Market<'p, S>,
    desk: &'m mut Desk<S>,
    purses: Purses,
    ledger: Ledger,
    quotes: Vec<Quote>,
    /// By option: its place in the ledger's chain if bought, [`Running::nowhere`] if not.
    place: Vec<u32>,
    round: usize,
    earlier: Option<Earlier<'p>>,
    found: Found,
}

/// Exact findings about one offer.
struct Exact {
    offer: usize,
    price: Next,
    /// Ballots that pay the full price.
    full: u64,
    /// The price, scaled and rounded down.
    fixed: u64,
    /// Those who have at least this per unit of worth, scaled, pay the full price, but for
    at_least: u64,
    /// these groups, who give all they have, which is less,
    fallen: BTreeSet<usize>,
    /// and these, who have exactly the price.
    emptied: Vec<usize>,
}

/// What one more look at an offer brought.
enum Step {
    /// A bound, perhaps a higher one.
    Higher,
    /// It stays out of reach for the rest of the run.
    OutOfReach,
    /// Its price.
    Exact(Exact),
}

/// Runs with `numerator / voters` minor units for each voter. `before` is what a run with smaller shares
/// found; it spares looks at purses and decides nothing.
///
/// # Errors
/// [`Undecided`] when a tie is left to a lot and there is none.
pub(super) fn run<S: Stake>(
    market: &Market<'_, S>,
    desk: &mut Desk<S>,
    numerator: u128,
    before: Option<&Found>,
    ties: TieBreak<'_>,
) -> Result<Finished, Undecided> {
    let profile = market.profile;
    let voters = profile.voters.max(1);
    let purses =
        Purses::full(std::mem::take(&mut desk.purses), profile.weights(), numerator, voters);
    let quote = |offer: &super::market::Offer<S>| {
        let cost = purses.cost(offer.cost);
        Quote { cost, at_least: cost / offer.worth, thinned: false, taken: 0 }
    };
    let quotes: Vec<Quote> = market.offers.iter().map(quote).collect();
    let mut found = std::mem::take(&mut desk.found);
    found.begin(numerator, purses.scale, market.offers.len());
    let mut running = Running {
        market,
        desk,
        ledger: Ledger::new(numerator, voters),
        quotes,
        place: vec![nowhere(market.offers.len()); profile.costs.len()],
        round: 0,
        earlier: before.and_then(|found| Earlier::of(found, numerator, voters, purses.scale)),
        found,
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
    let Running { ledger, purses, found, .. } = running;
    Ok(Finished { bought, cost, ties: met, chain: ledger.chain, purses: purses.of, found })
}

/// The place in a list of counts that no purchase has: behind the share and all offers.
fn nowhere(offers: usize) -> u32 {
    u32::try_from(offers + 1).unwrap_or(u32::MAX)
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
    ) -> Result<Option<Exact>, Undecided> {
        let mut best: Vec<Exact> = Vec::new();
        let mut beaten = Vec::new();
        // Above this key an offer is certainly dearer than the best known one.
        let mut limit = u128::MAX;
        self.round += 1;
        while let Some(&Reverse((known, offer))) = waiting.peek()
            && known < limit
        {
            waiting.pop();
            // One step at a time: most offers fall behind the leader before their bound stands still.
            let step = if self.quotes[offer].taken == self.round {
                self.exact(offer)
            } else {
                self.recall(offer).unwrap_or_else(|| self.raise(offer))
            };
            let exact = match step {
                Step::Higher => {
                    waiting.push(Reverse((self.key(offer), offer)));
                    continue;
                }
                Step::OutOfReach => continue,
                Step::Exact(exact) => exact,
            };
            let per = |exact: &Exact| self.market.offers[exact.offer].per;
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
        best: &mut Vec<Exact>,
        ties: TieBreak<'_>,
        met: &mut Vec<Tie>,
    ) -> Result<Option<Exact>, Undecided> {
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

    /// The supporters of an offer, nearly all of whom have something left.
    fn living(&self, offer: usize) -> &[S] {
        if self.quotes[offer].thinned {
            &self.desk.living[offer]
        } else {
            &self.market.offers[offer].stakes
        }
    }

    /// What the earlier run knows about an offer, if that is more than this one does.
    fn recall(&mut self, offer: usize) -> Option<Step> {
        let parting = self.earlier.as_ref()?.parting(self.market, offer)?;
        let quote = &mut self.quotes[offer];
        let bound = parting.bound(quote.cost);
        if bound.is_some_and(|bound| bound <= quote.at_least) {
            return None;
        }
        self.found.note(offer, self.round, parting);
        quote.at_least = bound.unwrap_or(u64::MAX);
        Some(if bound.is_some() { Step::Higher } else { Step::OutOfReach })
    }

    /// Takes the bound of an offer in the purses of now.
    fn raise(&mut self, offer: usize) -> Step {
        let Quote { cost, at_least, .. } = self.quotes[offer];
        let living = self.living(offer);
        let many = living.len() / 8;
        let (parting, empty) = self.purses.first(living, cost, at_least);
        self.found.note(offer, self.round, parting);
        let Some(first) = parting.bound(cost) else { return Step::OutOfReach };
        if empty > many {
            self.thin(offer);
        }
        let quote = &mut self.quotes[offer];
        quote.taken = self.round;
        quote.at_least = first.max(at_least);
        Step::Higher
    }

    /// Takes those with nothing left off the list of an offer.
    fn thin(&mut self, offer: usize) {
        let purses = &self.purses.of;
        let has = |stake: &S| purses[stake.group()].high > 0;
        let living = &mut self.desk.living[offer];
        if self.quotes[offer].thinned {
            living.retain(has);
        } else {
            living.clear();
            living.extend(self.market.offers[offer].stakes.iter().copied().filter(has));
            self.quotes[offer].thinned = true;
        }
    }

    /// The exact price of an offer where its bound stands still, else the next bound.
    fn exact(&mut self, offer: usize) -> Step {
        let mut poor = std::mem::take(&mut self.desk.poor);
        let Quote { cost, at_least, .. } = self.quotes[offer];
        let (higher, parted) = self.purses.part(self.living(offer), cost, at_least, &mut poor);
        let step = if higher > at_least {
            self.quotes[offer].at_least = higher;
            Step::Higher
        } else {
            // What the poorer ones give: so many shares, less so many of each price paid before.
            let mut given = std::mem::take(&mut self.desk.given);
            given.clear();
            given.resize(self.market.offers.len() + 2, 0);
            for &stake in &poor {
                self.give_all(stake, &mut given);
            }
            let found = self.water_fill(offer, &mut given, parted);
            self.desk.given = given;
            found.map_or(Step::OutOfReach, Step::Exact)
        };
        self.desk.poor = poor;
        step
    }

    /// The exact price, or `None` when its supporters cannot pay for it. `given` is what those give
    /// who certainly have less.
    fn water_fill(
        &mut self,
        offer: usize,
        given: &mut [i64],
        Parted { mut weight, mut full, least }: Parted,
    ) -> Option<Exact> {
        let cost = self.market.offers[offer].cost;
        let at_least = self.quotes[offer].at_least;
        let (mut fallen, mut emptied) = (BTreeSet::new(), Vec::new());
        loop {
            let price = self.ledger.price(cost, &given[..=self.ledger.purchases()], weight)?;
            let fixed = self.ledger.chain.fixed(&price, self.purses.scale);
            let known = fallen.len();
            // Where nobody is near the price, all have more.
            if least.saturating_sub(self.purses.margin) <= fixed {
                self.ledger.scale();
                emptied.clear();
                for &stake in self.living(offer) {
                    let (g, purse) = (stake.group(), self.purses.of[stake.group()]);
                    if !purse.pays(at_least, stake.worth()) || fallen.contains(&g) {
                        continue;
                    }
                    match self.compare(stake, &price, fixed) {
                        Ordering::Less => {
                            weight -= u64::from(purse.weight) * u64::from(stake.worth());
                            full -= u64::from(purse.weight);
                            self.give_all(stake, given);
                            fallen.insert(g);
                        }
                        Ordering::Equal => emptied.push(g),
                        Ordering::Greater => {}
                    }
                }
            }
            if fallen.len() == known {
                return Some(Exact { offer, price, full, fixed, at_least, fallen, emptied });
            }
        }
    }

    /// Adds the purses of a group that gives all it has.
    fn give_all(&self, stake: S, given: &mut [i64]) {
        let g = stake.group();
        let weight = i64::from(self.purses.of[g].weight);
        given[0] += weight;
        if self.market.every_mark_is_one {
            // A mark that bought nothing is counted where nobody looks.
            for &option in self.market.profile.marked(g) {
                given[self.place[option as usize] as usize] -= weight;
            }
            return;
        }
        for (k, worth) in self.payments(g) {
            given[k + 1] -= weight * i64::from(worth);
        }
    }

    /// The purchases that a group with money left paid for, and the worth of each to it.
    fn payments(&self, g: usize) -> impl Iterator<Item = (usize, u32)> + '_ {
        let nowhere = nowhere(self.market.offers.len());
        self.market.profile.worths(g, self.market.worth).filter_map(move |(option, worth)| {
            let place = self.place[option as usize];
            let worth = u32::try_from(worth).ok().filter(|worth| *worth > 0 && place < nowhere)?;
            Some((place as usize - 1, worth))
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
    fn buy(&mut self, exact: &Exact) {
        let purchase = u32::try_from(self.ledger.purchases()).unwrap_or(u32::MAX);
        let living = if self.quotes[exact.offer].thinned {
            &self.desk.living[exact.offer]
        } else {
            &self.market.offers[exact.offer].stakes
        };
        for stake in living {
            let purse = &mut self.purses.of[stake.group()];
            if purse.pays(exact.at_least, stake.worth()) {
                let paid = u128::from(exact.fixed) * u128::from(stake.worth());
                purse.high =
                    u64::try_from(u128::from(purse.high).saturating_sub(paid)).unwrap_or(u64::MAX);
            } else if purse.high > 0 {
                purse.empty(purchase, false);
            }
        }
        for &g in &exact.fallen {
            self.purses.of[g].empty(purchase, false);
        }
        for &g in &exact.emptied {
            self.purses.of[g].empty(purchase, true);
        }
        self.purses.margin += u64::from(self.market.largest_worth);
        let option = self.market.offers[exact.offer].option;
        self.found.buy(exact.offer, exact.fixed);
        if let Some(earlier) = &mut self.earlier {
            earlier.follow(self.market, exact.offer, exact.fixed);
        }
        self.ledger.buy(&exact.price);
        self.place[option] = u32::try_from(self.ledger.purchases()).unwrap_or(u32::MAX);
    }
}
