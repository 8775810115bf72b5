//! Exact purses without a fraction per voter: one big integer per purchase.
//!
//! A voter who still has money has paid the full price `x` per unit of worth for every bought
//! option they support, so their purse is `b0 - sum(worth_k * x_k)`. Sums of purses are therefore
//! `a*b0 - sum(count_k * x_k)` with small counts, and `a*b0` and every `x_k` are kept as integers
//! over denominators of which each divides the next (COUNTING.md section 6.2).

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

/// The share every voter starts with and the prices of what was bought, in order of purchase.
#[derive(Debug, Clone)]
pub(super) struct Ledger {
    /// Entry 0 is the share, entry k the price of purchase k; over the denominators `D_k`.
    numerators: Vec<BigUint>,
    /// `D_k = D_(k-1) * factor_k`, with `D_(-1) = 1`.
    factors: Vec<u64>,
    /// The last `D_k`.
    denominator: BigUint,
    /// All numerators over the last `D_k`; empty until [`Ledger::scale`] is asked for them.
    scaled: Vec<BigUint>,
}

/// A price as it comes out of an evaluation: `numerator / (D * weight)`.
#[derive(Debug, Clone)]
pub(super) struct Price {
    numerator: BigUint,
    /// Sum of the worths of those who pay the full price.
    weight: u64,
}

impl Ledger {
    /// Nothing bought; every voter has `numerator / denominator` minor units.
    pub fn new(numerator: u128, denominator: u64) -> Self {
        let shared =
            gcd(u64::try_from(numerator % u128::from(denominator)).unwrap_or(0), denominator);
        Self {
            numerators: vec![BigUint::from(numerator / u128::from(shared))],
            factors: vec![denominator / shared],
            denominator: BigUint::from(denominator / shared),
            scaled: Vec::new(),
        }
    }

    /// How many options were bought.
    pub fn purchases(&self) -> usize {
        self.factors.len() - 1
    }

    /// What is left of `cost` when purses worth `shares*b0 - sum(paid[k]*x_k)` have been given,
    /// as the price for `weight` units of worth. `None` when nothing is left to pay.
    pub fn price(&self, cost: u64, shares: u64, paid: &[u64], weight: u64) -> Option<Price> {
        let given = self.combine(shares, paid);
        let numerator = BigInt::from(&self.denominator * cost) - given;
        let numerator = numerator.to_biguint().filter(|left| !left.is_zero())?;
        Some(Price { numerator, weight })
    }

    /// `shares*b0 - sum(paid[k]*x_k)` over `D`.
    fn combine(&self, shares: u64, paid: &[u64]) -> BigInt {
        let mut sum = BigInt::from(&self.numerators[0] * shares);
        for (k, factor) in self.factors.iter().enumerate().skip(1) {
            sum *= *factor;
            match paid[k - 1] {
                0 => {}
                count => sum -= BigInt::from_biguint(Sign::Plus, &self.numerators[k] * count),
            }
        }
        sum
    }

    /// How a living voter's purse compares with `price * worth`. `paid` lists the purchases the
    /// voter paid for and the worth of each. [`Ledger::scale`] must have been called since the
    /// last purchase.
    pub fn compare_purse(
        &self,
        paid: impl Iterator<Item = (usize, u32)>,
        price: &Price,
        worth: u32,
    ) -> Ordering {
        let mut purse = self.scaled[0].clone();
        for (k, worth) in paid {
            purse -= &self.scaled[k + 1] * worth;
        }
        (purse * price.weight).cmp(&(&price.numerator * worth))
    }

    /// Brings all numerators over the last denominator, which [`Ledger::compare_purse`] reads.
    pub fn scale(&mut self) {
        if !self.scaled.is_empty() {
            return;
        }
        let mut factor = BigUint::one();
        self.scaled = vec![BigUint::zero(); self.factors.len()];
        for k in (0..self.factors.len()).rev() {
            self.scaled[k] = &self.numerators[k] * &factor;
            factor *= self.factors[k];
        }
    }

    /// Enters a purchase at `price`.
    pub fn buy(&mut self, price: &Price) {
        let shared = (&price.numerator % price.weight).to_u64().unwrap_or(0);
        let shared = gcd(shared, price.weight);
        let factor = price.weight / shared;
        self.numerators.push(&price.numerator / shared);
        self.factors.push(factor);
        self.denominator *= factor;
        self.scaled.clear();
    }

    /// `floor(price * 2^scale)`.
    pub fn fixed(&self, price: &Price, scale: i32) -> u64 {
        let mut numerator = price.numerator.clone();
        let mut denominator = &self.denominator * price.weight;
        let shift = scale.unsigned_abs();
        if scale >= 0 {
            numerator <<= shift;
        } else {
            denominator <<= shift;
        }
        (numerator / denominator).to_u64().unwrap_or(u64::MAX)
    }

    /// How two prices of the same moment compare, each for `per` units.
    pub fn compare(a: &Price, a_per: u64, b: &Price, b_per: u64) -> Ordering {
        let left = &a.numerator * (u128::from(b.weight) * u128::from(b_per));
        let right = &b.numerator * (u128::from(a.weight) * u128::from(a_per));
        left.cmp(&right)
    }

    /// The price of purchase `k` as a fraction in lowest terms.
    pub fn fraction(&self, k: usize) -> BigRational {
        let denominator: BigUint = self.factors[..k + 2].iter().product();
        BigRational::new(self.numerators[k + 1].clone().into(), denominator.into())
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    a.gcd(&b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three voters share 100. Two of them buy something for 50, so each of the two pays 25 and
    /// keeps 25/3. All three then buy for 40: 2 * 25/3 is not enough alone, the third pays the rest.
    #[test]
    fn purses_are_exact_after_any_number_of_purchases() {
        let mut ledger = Ledger::new(100, 3);
        let first = ledger.price(50, 0, &[], 2).unwrap();
        ledger.scale();
        assert_eq!(ledger.compare_purse(std::iter::empty(), &first, 1), Ordering::Greater);
        ledger.buy(&first);
        assert_eq!(ledger.fraction(0).to_string(), "25");
        let rest = ledger.price(40, 2, &[2], 1).unwrap();
        ledger.buy(&rest);
        assert_eq!(ledger.fraction(1).to_string(), "70/3");
        assert_eq!(ledger.fixed(&rest, 0), 23);
        assert_eq!(ledger.fixed(&rest, 1), 46);
        assert_eq!(ledger.fixed(&rest, -2), 5);
    }

    #[test]
    fn a_purse_that_is_just_enough_compares_equal() {
        let mut ledger = Ledger::new(10, 4);
        let first = ledger.price(6, 0, &[], 4).unwrap();
        ledger.buy(&first);
        // Every voter has 10/4 - 6/4 = 1 left, and four of them buy for exactly 4.
        let second = ledger.price(4, 0, &[0], 4).unwrap();
        ledger.scale();
        assert_eq!(ledger.compare_purse([(0, 1)].into_iter(), &second, 1), Ordering::Equal);
        assert_eq!(Ledger::compare(&second, 4, &second, 4), Ordering::Equal);
        assert_eq!(Ledger::compare(&second, 4, &second, 5), Ordering::Greater);
    }
}
