//! Purses as whole numbers with a known margin: fast, and never trusted beyond that margin.
//!
//! Money is multiplied by `2^scale` so that all purses together stay below 2^62. A group's number
//! is never below its true purse and at most [`Purses::margin`] above it; it is 0 exactly when the
//! true purse is 0. From that follow two things that hold without any rounding argument about
//! floating point: the price computed here is never above the true price, and a supporter whose
//! number is clear of the price by the margin is on the side it seems to be on. Everything else is
//! asked of the exact [`Ledger`](super::ledger::Ledger).

use super::market::Stake;

/// A group's purse and how many ballots it stands for: sixteen bytes, because counting is mostly
/// waiting for them to come from memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Purse {
    /// At least the true purse times `2^scale`; 0 exactly when it is empty.
    pub high: u64,
    /// Ballots in the group.
    pub weight: u32,
    /// The purchase that emptied it, times two, and one more if it still paid the full price there;
    /// [`Purse::OPEN`] while there is money in it.
    emptied: u32,
}

impl Purse {
    const OPEN: u32 = u32::MAX;

    /// Whether it holds something, and at least `price` for each unit of `worth`.
    pub fn pays(self, price: u64, worth: u32) -> bool {
        self.high > 0 && u128::from(self.high) >= u128::from(price) * u128::from(worth)
    }

    /// Takes all that is in it for `purchase`.
    pub fn empty(&mut self, purchase: u32, full: bool) {
        self.high = 0;
        self.emptied = (purchase << 1) | u32::from(full);
    }

    /// Where the money ended.
    pub fn ended(self) -> Option<Ended> {
        let ended = Ended { purchase: self.emptied >> 1, full: self.emptied & 1 == 1 };
        (self.emptied != Self::OPEN).then_some(ended)
    }
}

/// Where the money of a group ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The purchase that took the last of it.
    pub purchase: u32,
    /// Whether the group still paid the full price there.
    pub full: bool,
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
        of.extend(weights.iter().map(|&weight| Purse { high, weight, emptied: Purse::OPEN }));
        Self { of, scale, margin: 1 }
    }

    /// `floor(cost * 2^scale)`, or more than all purses together if it does not fit.
    pub fn cost(&self, cost: u64) -> u64 {
        let cost = u128::from(cost);
        let shift = self.scale.unsigned_abs();
        let scaled = if self.scale >= 0 { cost << shift } else { cost >> shift };
        u64::try_from(scaled).unwrap_or(u64::MAX)
    }

    /// Parts `stakes` by `from`, a lower bound of the price at which they pay `cost` (already
    /// scaled). The second number is how many of the purses are empty: whoever keeps the list may drop
    /// those.
    ///
    /// Water-filling without sorting: a bound makes those with less than it give all they have and
    /// asks the others for the rest, which gives a bound at least as high, and so on until it stands
    /// still. This is one such step, and [`Purses::part`] the next.
    pub fn first<S: Stake>(&self, stakes: &[S], cost: u64, from: u64) -> (Parting, usize) {
        let split = self.split(stakes, from);
        let parting = if split.all < cost {
            Parting { poor: split.all, rich: 0 }
        } else {
            Parting { poor: split.poor, rich: split.rich }
        };
        (parting, split.empty)
    }

    /// The next step from the bound `price`, and who is on which side of it. `poor` becomes the list
    /// of those who certainly have less, and something.
    pub fn part<S: Stake>(
        &self,
        stakes: &[S],
        cost: u64,
        price: u64,
        poor: &mut Vec<S>,
    ) -> (u64, Parted) {
        let Some(&any) = stakes.first() else { return (price, Parted::default()) };
        poor.clear();
        poor.resize(stakes.len(), any);
        let (mut money, mut end) = (0_u64, 0_usize);
        let mut parted = Parted { weight: 0, full: 0, least: u64::MAX };
        for &stake in stakes {
            let purse = self.of[stake.group()];
            let (high, weight) = (purse.high, u64::from(purse.weight));
            let pays = purse.pays(price, stake.worth());
            // No jump that depends on a purse: which side a group is on cannot be guessed.
            poor[end] = stake;
            end += usize::from(!pays && high > 0);
            money = money.wrapping_add(if pays { 0 } else { high.wrapping_mul(weight) });
            let asked = weight.wrapping_mul(u64::from(stake.worth()));
            parted.weight = parted.weight.wrapping_add(if pays { asked } else { 0 });
            parted.full = parted.full.wrapping_add(if pays { weight } else { 0 });
            let each = high / u64::from(stake.worth()).max(1);
            parted.least = parted.least.min(if pays { each } else { u64::MAX });
        }
        poor.truncate(end);
        (((cost - money) / parted.weight.max(1)).max(price), parted)
    }

    /// All money of `stakes`, what those have who have less than `price` per unit of worth, and the
    /// worth of the others. No sum can wrap around: all purses together are below 2^62, all worths
    /// below 2^64.
    fn split<S: Stake>(&self, stakes: &[S], price: u64) -> Split {
        let mut split = Split::default();
        for &stake in stakes {
            let Purse { high, weight, .. } = self.of[stake.group()];
            let weight = u64::from(weight);
            let gives_all = u128::from(high) < u128::from(price) * u128::from(stake.worth());
            let money = high.wrapping_mul(weight);
            split.all = split.all.wrapping_add(money);
            split.poor = split.poor.wrapping_add(if gives_all { money } else { 0 });
            let asked = weight.wrapping_mul(u64::from(stake.worth()));
            split.rich = split.rich.wrapping_add(if gives_all { 0 } else { asked });
            split.empty = split.empty.wrapping_add(usize::from(high == 0));
        }
        split
    }
}

/// The supporters of an option in two parts: some give all they have, the others pay the price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parting {
    /// At least all the money of the former, scaled.
    pub poor: u64,
    /// The worth of the latter; 0 when all of them give all they have.
    pub rich: u64,
}

impl Parting {
    /// What the price is at least, if nobody gives more than so; `None` when nobody is left to pay
    /// the rest. `cost` is scaled.
    pub fn bound(self, cost: u64) -> Option<u64> {
        let left = cost.saturating_sub(self.poor);
        left.checked_div(self.rich).or_else(|| (left == 0).then_some(0))
    }
}

/// Those who pay a price in full.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parted {
    /// Their worth.
    pub weight: u64,
    /// Their ballots.
    pub full: u64,
    /// The smallest purse among them per unit of worth.
    pub least: u64,
}

/// The supporters of an option at some price.
#[derive(Debug, Clone, Copy, Default)]
struct Split {
    /// All their money.
    all: u64,
    /// The money of those who have less than the price asks of them.
    poor: u64,
    /// The worth of the others.
    rich: u64,
    /// Groups with nothing left.
    empty: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bound that stands still, from the first step to the last.
    fn bound<S: Stake>(purses: &Purses, stakes: &[S], cost: u64, from: u64) -> Option<u64> {
        let (parting, _) = purses.first(stakes, cost, from);
        let mut price = parting.bound(cost)?.max(from);
        loop {
            let (next, _) = purses.part(stakes, cost, price, &mut Vec::new());
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
        let stakes = vec![0_u32, 1, 2];
        assert_eq!(bound(&purses, &stakes, 12 * unit, 0), Some(7 * unit));
        assert_eq!(bound(&purses, &stakes, 6 * unit, 0), Some(5 * unit / 2));
        assert_eq!(bound(&purses, &stakes, 15 * unit, 0), Some(10 * unit));
        assert_eq!(bound(&purses, &stakes, 15 * unit + 1, 0), None);
    }

    #[test]
    fn who_gains_twice_pays_twice_while_the_purse_lasts() {
        let mut purses = Purses::full(Vec::new(), &[1, 1], 20, 2);
        let unit = purses.cost(1);
        for (purse, money) in purses.of.iter_mut().zip([10, 10]) {
            purse.high = money * unit;
        }
        let stakes = vec![(0_u32, 2_u32), (1, 1)];
        assert_eq!(bound(&purses, &stakes, 9 * unit, 0), Some(3 * unit));
        assert_eq!(bound(&purses, &stakes, 18 * unit, 0), Some(8 * unit));
    }

    #[test]
    fn an_empty_purse_is_told_of_and_pays_nothing() {
        let mut purses = Purses::full(Vec::new(), &[5, 5], 20, 10);
        purses.of[0].high = 0;
        let stakes = vec![0_u32, 1];
        let cost = purses.cost(5);
        assert_eq!(bound(&purses, &stakes, cost, 1), Some(cost / 5));
        let (parting, empty) = purses.first(&stakes, cost, 1);
        assert_eq!((parting.bound(cost), empty), (Some(cost / 5), 1));
    }

    #[test]
    fn sums_beyond_the_scale_are_told_apart_from_small_ones() {
        let purses = Purses::full(Vec::new(), &[1], u128::from(u64::MAX) * 4, 1);
        assert!(purses.scale < 0);
        assert!(purses.of[0].high < 1 << 62);
        assert_eq!(Purses::full(Vec::new(), &[1], 8, 1).cost(u64::MAX), u64::MAX);
    }
}
