//! Exact purses without a fraction per voter: one big integer per purchase.
//!
//! A voter who still has money has paid the full price `x` per unit of worth for every bought
//! option they support, so their purse is `b0 - sum(worth_k * x_k)`. Sums of purses are therefore
//! `a*b0 - sum(count_k * x_k)` with small whole counts, and the [`Chain`] keeps `b0` and every `x_k`.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_traits::Zero;

use crate::tally::budget::chain::{Chain, Next};

/// The share every voter starts with and the prices of what was bought, in order of purchase.
#[derive(Debug, Clone)]
pub(super) struct Ledger {
    /// Entry 0 is the share, entry k + 1 the price of purchase k.
    pub chain: Chain,
    /// All numerators over the last denominator; empty until [`Ledger::scale`] is asked for them.
    scaled: Vec<BigUint>,
}

impl Ledger {
    /// Nothing bought; every voter has `numerator / denominator` minor units.
    pub fn new(numerator: u128, denominator: u64) -> Self {
        let rest = u64::try_from(numerator % u128::from(denominator)).unwrap_or(0);
        let shared = rest.gcd(&denominator).max(1);
        let mut chain = Chain::new();
        chain.push(&Next {
            numerator: BigUint::from(numerator / u128::from(shared)),
            divisor: denominator / shared,
        });
        Self { chain, scaled: Vec::new() }
    }

    /// How many options were bought.
    pub fn purchases(&self) -> usize {
        self.chain.len() - 1
    }

    /// What is left of `cost` when purses worth `sum(counts[k] * entry_k)` have been given, as the
    /// price for `weight` units of worth. `None` when nothing is left to pay or nobody to pay it.
    pub fn price(&self, cost: u64, counts: &[i64], weight: u64) -> Option<Next> {
        let left = BigInt::from(self.chain.denominator() * cost) - self.chain.sum(counts);
        let numerator = left.to_biguint().filter(|left| !left.is_zero() && weight > 0)?;
        Some(Next { numerator, divisor: weight })
    }

    /// How a living voter's purse compares with `price * worth`. `paid` lists the purchases the
    /// voter paid for and the worth of each. [`Ledger::scale`] must have been called since the
    /// last purchase.
    pub fn compare_purse(
        &self,
        paid: impl Iterator<Item = (usize, u32)>,
        price: &Next,
        worth: u32,
    ) -> Ordering {
        let mut purse = self.scaled[0].clone();
        for (k, worth) in paid {
            purse -= &self.scaled[k + 1] * worth;
        }
        (purse * price.divisor).cmp(&(&price.numerator * worth))
    }

    /// Brings all numerators over the last denominator, which [`Ledger::compare_purse`] reads.
    pub fn scale(&mut self) {
        if self.scaled.is_empty() {
            self.scaled = self.chain.scaled();
        }
    }

    /// Enters a purchase at `price`.
    pub fn buy(&mut self, price: &Next) {
        self.chain.push(price);
        self.scaled.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three voters share 100. Two of them buy something for 50, so each of the two pays 25 and
    /// keeps 25/3. All three then buy for 40: 2 * 25/3 is not enough alone, the third pays the rest.
    #[test]
    fn purses_are_exact_after_any_number_of_purchases() {
        let mut ledger = Ledger::new(100, 3);
        let first = ledger.price(50, &[0], 2).unwrap();
        ledger.scale();
        assert_eq!(ledger.compare_purse(std::iter::empty(), &first, 1), Ordering::Greater);
        ledger.buy(&first);
        assert_eq!(ledger.chain.fraction(1).to_string(), "25");
        let rest = ledger.price(40, &[2, -2], 1).unwrap();
        ledger.buy(&rest);
        assert_eq!(ledger.chain.fraction(2).to_string(), "70/3");
        assert_eq!(ledger.purchases(), 2);
    }

    #[test]
    fn a_purse_that_is_just_enough_compares_equal() {
        let mut ledger = Ledger::new(10, 4);
        let first = ledger.price(6, &[], 4).unwrap();
        ledger.buy(&first);
        // Every voter has 10/4 - 6/4 = 1 left, and four of them buy for exactly 4.
        let second = ledger.price(4, &[], 4).unwrap();
        ledger.scale();
        assert_eq!(ledger.compare_purse([(0, 1)].into_iter(), &second, 1), Ordering::Equal);
        assert!(ledger.price(4, &[4, -4], 4).is_none(), "four purses of 1 leave nothing to pay");
    }
}
