//! Whole minor units of one currency, and how they are written where no language is known.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Serialize};

/// A sum of money in whole minor units (cents). Never negative, at most 2^53 - 1 (CR-1).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Money(u64);

impl Money {
    /// No money.
    pub const ZERO: Money = Money(0);
    /// The largest sum a canonical record can carry.
    pub const MAX: Money = Money((1 << 53) - 1);

    /// A sum of `minor` minor units, or `None` above [`Money::MAX`].
    pub fn from_minor(minor: u64) -> Option<Self> {
        (minor <= Self::MAX.0).then_some(Self(minor))
    }

    /// The sum in minor units.
    pub fn minor(self) -> u64 {
        self.0
    }

    /// What is left after paying `cost`, or `None` if it does not fit.
    pub fn checked_sub(self, cost: Money) -> Option<Money> {
        self.0.checked_sub(cost.0).map(Money)
    }

    /// The sum of both, or `None` above [`Money::MAX`].
    pub fn checked_add(self, other: Money) -> Option<Money> {
        self.0.checked_add(other.0).and_then(Self::from_minor)
    }

    /// By how much this sum is above `other`; zero if it is not.
    #[must_use]
    pub fn above(self, other: Money) -> Money {
        Money(self.0.saturating_sub(other.0))
    }

    /// Reads a decimal amount such as `1331751.11` exactly, with `exponent` digits after the point.
    ///
    /// Missing digits are zeros; more digits than the currency has are a refusal, not a rounding.
    pub fn parse_decimal(text: &str, exponent: u32) -> Option<Money> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return None;
        }
        let places = usize::try_from(exponent).ok()?;
        let kept = fraction.trim_end_matches('0');
        if kept.len() > places {
            return None;
        }
        format!("{whole}{kept:0<places$}").parse().ok().and_then(Self::from_minor)
    }

    /// The amount with a point and `exponent` digits: `70000` at 2 is `700.00`.
    pub fn decimal(self, exponent: u32) -> String {
        let places = usize::try_from(exponent).unwrap_or(0);
        if places == 0 {
            return self.0.to_string();
        }
        let digits = format!("{:0>width$}", self.0, width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        format!("{whole}.{fraction}")
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(sums: I) -> Money {
        Money(sums.fold(0, |total, next| total.saturating_add(next.0)))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_amount_is_read_to_the_cent() {
        assert_eq!(Money::parse_decimal("1331751.11", 2).map(Money::minor), Some(133_175_111));
        assert_eq!(Money::parse_decimal("400000.0", 2).map(Money::minor), Some(40_000_000));
        assert_eq!(Money::parse_decimal("5", 0).map(Money::minor), Some(5));
        assert_eq!(Money::parse_decimal("1.005", 2), None);
        assert_eq!(Money::parse_decimal("-1", 2), None);
        assert_eq!(Money::parse_decimal("", 2), None);
    }

    #[test]
    fn an_amount_is_written_with_all_its_cents() {
        assert_eq!(Money(70_000).decimal(2), "700.00");
        assert_eq!(Money(7).decimal(2), "0.07");
        assert_eq!(Money(7).decimal(0), "7");
    }
}
