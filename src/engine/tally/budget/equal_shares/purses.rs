//! Purses as whole numbers with a known margin: fast, and never trusted beyond that margin.
//!
//! Money is multiplied by `2^scale` so that all purses together stay below 2^62. A group's number
//! is never below its true purse and at most [`Purses::margin`] above it; it is 0 exactly when the
//! true purse is 0. From that follow two things that hold without any rounding argument about
//! floating point: the price computed here is never above the true price, and a supporter whose
//! number is clear of the price by the margin is on the side it seems to be on. Everything else is
//! asked of the exact [`Ledger`](super::ledger::Ledger).

use super::market::Stake;

/// A group's purse and how many ballots it stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Purse {
    /// At least the true purse times `2^scale`; 0 exactly when it is empty.
    pub high: u64,
    /// Ballots in the group.
    pub weight: u32,
}

/// All purses of a run.
#[derive(Debug, Clone)]
pub(super) struct Purses {
    /// By group.
    pub of: Vec<Purse>,
    /// Binary digits after the point; negative for very large sums.
    pub scale: i32,
    /// How far a number may be above the truth.
    pub margin: u64,
}

/// `floor(numerator * 2^scale / denominator)`.
fn fixed(numerator: u128, denominator: u64, scale: i32) -> u128 {
    let shift = scale.unsigned_abs();
    let denominator = u128::from(denominator);
    if scale >= 0 {
        // The scale is chosen so that the whole sum stays below 2^62, times a divisor below 2^64.
        (numerator << shift) / denominator
    } else {
        (numerator / denominator) >> shift
    }
}

impl Purses {
    /// Everybody has `numerator / voters`. The memory of `of` is used again.
    pub fn full(mut of: Vec<Purse>, weights: &[u32], numerator: u128, voters: u64) -> Self {
        let bits = i32::try_from(128 - numerator.leading_zeros()).unwrap_or(128);
        let scale = 61 - bits;
        let above = u128::from(numerator > 0);
        let high = u64::try_from(fixed(numerator, voters, scale) + above).unwrap_or(u64::MAX);
        of.clear();
        of.extend(weights.iter().map(|&weight| Purse { high, weight }));
        Self { of, scale, margin: 1 }
    }

    /// `floor(cost * 2^scale)`, or more than all purses together if it does not fit.
    pub fn cost(&self, cost: u64) -> u64 {
        let cost = u128::from(cost);
        let shift = self.scale.unsigned_abs();
        let scaled = if self.scale >= 0 { cost << shift } else { cost >> shift };
        u64::try_from(scaled).unwrap_or(u64::MAX)
    }

    /// A lower bound of the price at which `stakes` pay `cost` (already scaled), not below
    /// `from`, which must be one itself; `None` when they certainly cannot pay it. Empty purses are
    /// dropped from `stakes`.
    ///
    /// Water-filling without sorting: a bound makes those with less than it give all they have and
    /// asks the others for the rest, which gives a bound at least as high, and so on until it stands
    /// still. This is one such step, and [`Purses::higher`] the next.
    pub fn first<S: Stake>(&self, stakes: &mut Vec<S>, cost: u64, from: u64) -> Option<u64> {
        let (mut kept, mut all, mut poor, mut rich) = (0, 0_u64, 0_u64, 0_u64);
        for at in 0..stakes.len() {
            let stake = stakes[at];
            let Purse { high, weight } = self.of[stake.group()];
            stakes[kept] = stake;
            kept += usize::from(high > 0);
            let money = high * u64::from(weight);
            let gives_all = u128::from(high) < u128::from(from) * u128::from(stake.worth());
            all += money;
            poor += if gives_all { money } else { 0 };
            rich += if gives_all { 0 } else { u64::from(weight) * u64::from(stake.worth()) };
        }
        stakes.truncate(kept);
        // Affordable, so at a price not above the true one somebody still has more: rich > 0.
        (all >= cost).then(|| ((cost - poor) / rich.max(1)).max(from))
    }

    /// The next step from the bound `price`; the same number when it stands still.
    pub fn higher<S: Stake>(&self, stakes: &[S], cost: u64, price: u64) -> u64 {
        let (poor, rich) = self.split(stakes, price);
        ((cost - poor) / rich.max(1)).max(price)
    }

    /// Money of those who have less than `price` per unit of worth, and the worth of the others.
    fn split<S: Stake>(&self, stakes: &[S], price: u64) -> (u64, u64) {
        let (mut poor, mut rich) = (0_u64, 0_u64);
        for &stake in stakes {
            let Purse { high, weight } = self.of[stake.group()];
            let gives_all = u128::from(high) < u128::from(price) * u128::from(stake.worth());
            poor += if gives_all { high * u64::from(weight) } else { 0 };
            rich += if gives_all { 0 } else { u64::from(weight) * u64::from(stake.worth()) };
        }
        (poor, rich)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bound that stands still, from the first step to the last.
    fn bound<S: Stake>(purses: &Purses, stakes: &mut Vec<S>, cost: u64, from: u64) -> Option<u64> {
        let mut price = purses.first(stakes, cost, from)?;
        loop {
            let next = purses.higher(stakes, cost, price);
            if next == price {
                return Some(price);
            }
            price = next;
        }
    }

    /// Three purses of 10, 4 and 1 pay 12: the two poorer give all they have, the richest pays 7.
    #[test]
    fn water_fills_the_small_purses_first() {
        let mut purses = Purses::full(Vec::new(), &[1, 1, 1], 30, 3);
        let unit = purses.cost(1);
        for (purse, money) in purses.of.iter_mut().zip([10, 4, 1]) {
            purse.high = money * unit;
        }
        let mut stakes = vec![0_u32, 1, 2];
        assert_eq!(bound(&purses, &mut stakes, 12 * unit, 0), Some(7 * unit));
        assert_eq!(bound(&purses, &mut stakes, 6 * unit, 0), Some(5 * unit / 2));
        assert_eq!(bound(&purses, &mut stakes, 15 * unit, 0), Some(10 * unit));
        assert_eq!(bound(&purses, &mut stakes, 15 * unit + 1, 0), None);
    }

    #[test]
    fn who_gains_twice_pays_twice_while_the_purse_lasts() {
        let mut purses = Purses::full(Vec::new(), &[1, 1], 20, 2);
        let unit = purses.cost(1);
        for (purse, money) in purses.of.iter_mut().zip([10, 10]) {
            purse.high = money * unit;
        }
        let mut stakes = vec![(0_u32, 2_u32), (1, 1)];
        assert_eq!(bound(&purses, &mut stakes, 9 * unit, 0), Some(3 * unit));
        assert_eq!(bound(&purses, &mut stakes, 18 * unit, 0), Some(8 * unit));
    }

    #[test]
    fn an_empty_purse_leaves_the_list() {
        let mut purses = Purses::full(Vec::new(), &[5, 5], 20, 10);
        purses.of[0].high = 0;
        let mut stakes = vec![0_u32, 1];
        let cost = purses.cost(5);
        assert_eq!(bound(&purses, &mut stakes, cost, 0), Some(cost / 5));
        assert_eq!(stakes, [1]);
    }

    #[test]
    fn sums_beyond_the_scale_are_told_apart_from_small_ones() {
        let purses = Purses::full(Vec::new(), &[1], u128::from(u64::MAX) * 4, 1);
        assert!(purses.scale < 0);
        assert!(purses.of[0].high < 1 << 62);
        assert_eq!(Purses::full(Vec::new(), &[1], 8, 1).cost(u64::MAX), u64::MAX);
    }
}
