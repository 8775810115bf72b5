//! What a run of add-one can tell a later one: lower bounds that need no look at any purse.
//!
//! Whatever the order of purchases, a voter with the share `b` has `max(0, b - p)` left, where `p` is
//! the sum of the full prices of what they support and was bought, for each unit of worth. A later run
//! with a larger share that has bought all that the earlier one had by some round may have bought it
//! cheaper: then nobody has more than the *drift* more than they had there, which is the difference of
//! the shares and, for each of these purchases, what its price has fallen by.
//!
//! However the supporters of an option are parted into some who give all they have and others who
//! pay the full price, nobody pays more than that; so the price is at least what the former leave of
//! the cost, divided by the worth of the latter. A parting that the earlier run came upon therefore
//! bounds the price in the later one, once the drift is added to each purse of the former. It holds
//! for the rest of the run, whatever is bought then, because purses only shrink.

use super::market::{Market, Stake};
use super::purses::Parting;

/// A parting, and the first round whose purses it speaks of.
#[derive(Debug, Clone, Copy)]
struct Mark {
    round: usize,
    parting: Parting,
}

/// What a run found out, for the runs after it.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// The money of all shares, and the scale of all other numbers.
    numerator: u128,
    scale: i32,
    /// Purchases in order: the offer, and its price rounded down.
    bought: Vec<(usize, u64)>,
    /// By offer, with rounds ascending.
    marks: Vec<Vec<Mark>>,
}

impl Found {
    /// Nothing yet, about a run with these shares. The memory is used again.
    pub fn begin(&mut self, numerator: u128, scale: i32, offers: usize) {
        (self.numerator, self.scale) = (numerator, scale);
        self.bought.clear();
        self.marks.iter_mut().for_each(Vec::clear);
        self.marks.resize(offers, Vec::new());
    }

    /// Writes down a parting of the supporters of `offer`, with purses of `round` or of a round before.
    pub fn note(&mut self, offer: usize, round: usize, parting: Parting) {
        self.marks[offer].push(Mark { round, parting });
    }

    /// Writes down a purchase.
    pub fn buy(&mut self, offer: usize, price: u64) {
        self.bought.push((offer, price));
    }
}

/// An earlier run, as far as the present one has bought what it had bought.
#[derive(Debug, Clone)]
pub(super) struct Earlier<'a> {
    found: &'a Found,
    /// By offer: the price at which the present run bought it, rounded down.
    prices: Vec<Option<u64>>,
    /// So many of the first purchases of the earlier run are purchases of this one.
    followed: usize,
    drift: u128,
}

impl<'a> Earlier<'a> {
    /// `found` as told to a run with `numerator / voters` for each; nothing when it cannot help.
    pub fn of(found: &'a Found, numerator: u128, voters: u64, scale: i32) -> Option<Self> {
        let more = numerator.checked_sub(found.numerator)?;
        let shift = scale.unsigned_abs();
        // What is lost to a shift is added again, so that the drift is never too small.
        let scaled = if scale >= 0 { more.checked_mul(1 << shift)? } else { (more >> shift) + 1 };
        let drift = scaled.div_ceil(u128::from(voters));
        let prices = vec![None; found.marks.len()];
        (found.scale == scale).then_some(Self { found, prices, followed: 0, drift })
    }

    /// The newest parting of the supporters of `offer` that holds, with the purses of now.
    pub fn parting<S: Stake>(&self, market: &Market<'_, S>, offer: usize) -> Option<Parting> {
        let told = |mark: &&Mark| mark.round <= self.followed + 1;
        let Parting { poor, rich } = self.found.marks[offer].iter().rev().find(told)?.parting;
        // Ballots worth so much together are at least so many.
        let paying = rich / u64::from(market.largest_worth).max(1);
        let giving = market.offers[offer].supporters.saturating_sub(paying);
        let poor = u128::from(poor).saturating_add(self.drift.saturating_mul(giving.into()));
        Some(Parting { poor: u64::try_from(poor).ok()?, rich })
    }

    /// Tells what the present run buys, at a price rounded down.
    pub fn follow<S: Stake>(&mut self, market: &Market<'_, S>, offer: usize, price: u64) {
        self.prices[offer] = Some(price);
        while let Some(&(offer, before)) = self.found.bought.get(self.followed)
            && let Some(now) = self.prices[offer]
        {
            let fallen = u128::from(before.saturating_add(1).saturating_sub(now));
            self.drift += fallen * u128::from(market.largest_worth);
            self.followed += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contest::Completion;
    use crate::tally::budget::Worth;
    use crate::tally::budget::equal_shares::{Gain, count};
    use crate::tally::budget::testing::{four_neighbours, shares_by};

    /// With 10 each, trees were bought at 7 (rounded). Then two of the mural's supporters gave all they
    /// had, 3 together, and nobody was left to pay the other 27. With 12 each, trees cost 6: nobody has
    /// more than 2 + 2 more than then (one of them the rounding), so both have at most 11 together,
    /// and the mural is out of reach again. A bench for 10 may be within it.
    #[test]
    fn what_was_out_of_reach_by_far_is_out_of_reach_again() {
        let street = four_neighbours(&[]);
        let told = street.count(|task| {
            let market = Market::new(task, Worth::Vote, Gain::Cost, |group, _| group);
            let mut found = Found::default();
            found.begin(40, 0, 3);
            found.buy(1, 7);
            found.note(2, 2, Parting { poor: 3, rich: 0 });

            let mut earlier = Earlier::of(&found, 48, 4, 0).unwrap();
            assert_eq!(earlier.parting(&market, 2), None, "trees are not bought yet");
            earlier.follow(&market, 0, 5);
            assert_eq!(earlier.parting(&market, 2), None, "lamps are none of its business");
            earlier.follow(&market, 1, 6);
            let parting = earlier.parting(&market, 2).unwrap();
            assert_eq!(parting, Parting { poor: 3 + 2 * 4, rich: 0 });
            assert_eq!((parting.bound(30), parting.bound(11)), (None, Some(0)));

            assert!(Earlier::of(&found, 39, 4, 0).is_none(), "a smaller share learns nothing");
            assert!(Earlier::of(&found, 48, 4, 1).is_none(), "nor does another scale");
            count(task, &shares_by(Completion::None))
        });
        assert_eq!(street.funded(&told.unwrap()), ["Trees", "Lamps"]);
    }
}
