//! Exact fractions of one count as integers over denominators of which each divides the next.
//!
//! A price is worked out from earlier prices, small whole numbers and one division by a number of
//! votes. So its denominator is the last one times that number, and sums of many prices need one
//! pass of small multiplications instead of a common denominator for each step (COUNTING.md 6.2).

use num_bigint::{BigInt, BigUint};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, ToPrimitive, Zero};

use crate::tally::fraction::Fraction;

/// Fractions in the order in which they were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    numerators: Vec<BigUint>,
    /// `D_k = D_(k-1) * factor_k`, with `D_(-1) = 1`.
    factors: Vec<u64>,
    /// The last `D_k`.
    denominator: BigUint,
}

/// A fraction that may become the next of a chain: `numerator / (D * divisor)`.
#[derive(Debug, Clone)]
pub struct Next {
    /// Over the chain's last denominator times `divisor`.
    pub numerator: BigUint,
    /// Never zero.
    pub divisor: u64,
}

impl Chain {
    /// No fraction yet.
    pub fn new() -> Self {
        Self { numerators: Vec::new(), factors: Vec::new(), denominator: BigUint::one() }
    }

    /// How many fractions there are.
    pub fn len(&self) -> usize {
        self.factors.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.factors.is_empty()
    }

    /// The denominator that all of them divide.
    pub fn denominator(&self) -> &BigUint {
        &self.denominator
    }

    /// The sum of `counts[k]` times fraction k, over the last denominator.
    pub fn sum(&self, counts: &[i64]) -> BigInt {
        let mut sum = BigInt::zero();
        for ((numerator, factor), count) in self.numerators.iter().zip(&self.factors).zip(counts) {
            if !sum.is_zero() {
                sum *= *factor;
            }
            match count {
                0 => {}
                count if *count > 0 => sum += BigInt::from(numerator * count.unsigned_abs()),
                count => sum -= BigInt::from(numerator * count.unsigned_abs()),
            }
        }
        for factor in &self.factors[counts.len().min(self.len())..] {
            sum *= *factor;
        }
        sum
    }

    /// The same sum as a fraction in lowest terms.
    pub fn sum_fraction(&self, counts: &[i64]) -> Fraction {
        BigRational::new(self.sum(counts), self.denominator.clone().into()).into()
    }

    /// All numerators over the last denominator.
    pub fn scaled(&self) -> Vec<BigUint> {
        let mut factor = BigUint::one();
        let mut scaled = vec![BigUint::zero(); self.len()];
        for k in (0..self.len()).rev() {
            scaled[k] = &self.numerators[k] * &factor;
            factor *= self.factors[k];
        }
        scaled
    }

    /// Appends a fraction, in as low terms as its own divisor allows.
    pub fn push(&mut self, next: &Next) {
        let rest = (&next.numerator % next.divisor).to_u64().unwrap_or(0);
        let shared = rest.gcd(&next.divisor).max(1);
        let factor = next.divisor / shared;
        self.numerators.push(&next.numerator / shared);
        self.factors.push(factor);
        self.denominator *= factor;
    }

    /// Fraction k in lowest terms.
    pub fn fraction(&self, k: usize) -> Fraction {
        let denominator: BigUint = self.factors[..=k].iter().product();
        BigRational::new(self.numerators[k].clone().into(), denominator.into()).into()
    }

    /// `floor(next * 2^scale)`, or the largest number when that is beyond it.
    pub fn fixed(&self, next: &Next, scale: i32) -> u64 {
        let mut numerator = next.numerator.clone();
        let mut denominator = &self.denominator * next.divisor;
        let shift = scale.unsigned_abs();
        if scale >= 0 {
            numerator <<= shift;
        } else {
            denominator <<= shift;
        }
        (numerator / denominator).to_u64().unwrap_or(u64::MAX)
    }
}

impl Default for Chain {
    fn default() -> Self {
        Self::new()
    }
}

impl Next {
    /// How two candidates for the same place compare, each for `per` units.
    pub fn compare(&self, per: u64, other: &Self, other_per: u64) -> std::cmp::Ordering {
        let left = &self.numerator * (u128::from(other.divisor) * u128::from(other_per));
        let right = &other.numerator * (u128::from(self.divisor) * u128::from(per));
        left.cmp(&right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(numerator: u64, divisor: u64) -> Next {
        Next { numerator: numerator.into(), divisor }
    }

    /// 100/3, then 25 (50 over two), then 70/3 (what is missing of 40 after 2*(100/3) - 2*25).
    #[test]
    fn fractions_are_kept_over_growing_denominators() {
        let mut chain = Chain::new();
        chain.push(&next(100, 3));
        // 25 = 150 / (3 * 2)
        chain.push(&next(150, 2));
        assert_eq!(chain.fraction(0).to_string(), "100/3");
        assert_eq!(chain.fraction(1).to_string(), "25");
        assert_eq!(chain.sum_fraction(&[2, -2]).to_string(), "50/3");
        assert_eq!(chain.sum_fraction(&[1]).to_string(), "100/3", "absent counts are zero");
        let rest = Next { numerator: (40u32 * chain.denominator().clone()) - 50u32, divisor: 1 };
        assert_eq!(chain.fixed(&rest, 0), 23);
        assert_eq!(chain.fixed(&rest, 1), 46);
        assert_eq!(chain.fixed(&rest, -2), 5);
        chain.push(&rest);
        assert_eq!(chain.fraction(2).to_string(), "70/3");
        let scaled = chain.scaled();
        assert_eq!(scaled, [100u32, 75, 70].map(BigUint::from));
    }

    #[test]
    fn candidates_compare_per_unit() {
        assert!(next(6, 2).compare(3, &next(4, 1), 4).is_eq(), "3/3 and 4/4");
        assert!(next(6, 2).compare(3, &next(5, 1), 4).is_lt());
    }
}
