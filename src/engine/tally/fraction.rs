//! Exact fractions and their one spelling: `p/q` in lowest terms, or `p` when whole.

use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use serde::{Deserialize, Serialize};

/// An exact fraction, always in lowest terms.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Fraction(BigRational);

/// A text that is not a fraction.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a fraction p/q")]
pub struct FractionError(String);

impl Fraction {
    /// `numerator / denominator`, or `None` when the denominator is zero.
    pub fn new(numerator: impl Into<BigInt>, denominator: impl Into<BigInt>) -> Option<Self> {
        let denominator = denominator.into();
        (!denominator.is_zero()).then(|| Self(BigRational::new(numerator.into(), denominator)))
    }

    /// The whole number `value`.
    pub fn whole(value: impl Into<BigInt>) -> Self {
        Self(BigRational::from_integer(value.into()))
    }

    /// The fraction in units of which `unit` minor ones make one; `unit` zero is read as one.
    #[must_use]
    pub fn in_units(&self, unit: u64) -> Self {
        Self(&self.0 / BigInt::from(unit.max(1)))
    }

    /// The fraction times `scale`, rounded down to what fits 64 bits; zero below zero. For pictures
    /// only, never for a decision.
    pub fn scaled(&self, scale: u64) -> u64 {
        let scaled = (&self.0 * BigInt::from(scale)).floor().to_integer();
        if scaled.is_negative() { 0 } else { u64::try_from(scaled).unwrap_or(u64::MAX) }
    }

    /// What is left after taking `other` away.
    #[must_use]
    pub fn less(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// The number inside, for arithmetic.
    pub fn ratio(&self) -> &BigRational {
        &self.0
    }

    /// The largest whole number that is not above the fraction.
    pub fn floor(&self) -> BigInt {
        self.0.floor().to_integer()
    }

    /// The fraction rounded to `places` digits after the point, halves away from zero: for
    /// display only, never for a decision.
    pub fn decimal(&self, places: u32) -> String {
        let scale = BigInt::from(10u32).pow(places);
        let doubled = self.0.numer().abs() * &scale * 2u32 + self.0.denom();
        let rounded = doubled.div_floor(&(self.0.denom() * 2u32));
        let width = usize::try_from(places).unwrap_or(0);
        let digits = format!("{:0>wide$}", rounded.to_string(), wide = width + 1);
        let (whole, rest) = digits.split_at(digits.len() - width);
        let sign = if self.0.is_negative() && !rounded.is_zero() { "-" } else { "" };
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }
}

impl From<BigRational> for Fraction {
    fn from(ratio: BigRational) -> Self {
        Self(ratio)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.denom().is_one() {
            write!(f, "{}", self.0.numer())
        } else {
            write!(f, "{}/{}", self.0.numer(), self.0.denom())
        }
    }
}

impl FromStr for Fraction {
    type Err = FractionError;

    fn from_str(text: &str) -> Result<Self, FractionError> {
        let refused = || FractionError(text.to_owned());
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        let number = |digits: &str| BigInt::from_str(digits).map_err(|_| refused());
        let fraction = Self::new(number(numerator)?, number(denominator)?).ok_or_else(refused)?;
        // One value, one spelling: `2/4`, `+1` and `3/1` are refused.
        if fraction.to_string() == text { Ok(fraction) } else { Err(refused()) }
    }
}

impl TryFrom<String> for Fraction {
    type Error = FractionError;
    fn try_from(text: String) -> Result<Self, FractionError> {
        text.parse()
    }
}

impl From<Fraction> for String {
    fn from(fraction: Fraction) -> String {
        fraction.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_has_one_spelling() {
        assert_eq!(Fraction::new(10, 4).unwrap().to_string(), "5/2");
        assert_eq!(Fraction::new(8, 4).unwrap().to_string(), "2");
        assert_eq!(Fraction::new(1, 0), None);
        assert_eq!("5/2".parse(), Ok(Fraction::new(5, 2).unwrap()));
        for other in ["10/4", "2/1", "+5", "5/-2", "1/0", "", "a", "1.5", " 1"] {
            assert!(other.parse::<Fraction>().is_err(), "{other}");
        }
    }

    #[test]
    fn a_decimal_is_rounded_only_for_show() {
        assert_eq!(Fraction::new(2, 3).unwrap().decimal(2), "0.67");
        assert_eq!(Fraction::new(1, 200).unwrap().decimal(2), "0.01");
        assert_eq!(Fraction::new(-1, 3).unwrap().decimal(1), "-0.3");
        assert_eq!(Fraction::whole(720).decimal(2), "720.00");
        assert_eq!(Fraction::new(5, 2).unwrap().decimal(0), "3");
    }

    #[test]
    fn the_floor_of_a_negative_fraction_is_below_it() {
        assert_eq!(Fraction::new(-1, 2).unwrap().floor(), BigInt::from(-1));
        assert_eq!(Fraction::new(7, 2).unwrap().floor(), BigInt::from(3));
    }

    #[test]
    fn cents_become_whole_units() {
        assert_eq!(Fraction::new(100, 3).unwrap().in_units(100).to_string(), "1/3");
    }
}
