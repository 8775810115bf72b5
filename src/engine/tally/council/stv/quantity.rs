//! Amounts of votes: the one place where a count rounds, or does not.

use std::fmt;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use serde::{Serialize, Serializer};

use crate::tally::fraction::Fraction;

/// Votes that can be added up and taken away.
pub trait Amount: Clone + Ord + fmt::Debug + fmt::Display {
    /// Adds in place.
    fn add(&mut self, other: &Self);
    /// Takes away in place; `other` is never more than `self`.
    fn take(&mut self, other: &Self);
    /// The amount in votes, for tables that show every rule alike.
    fn votes(&self) -> Fraction;

    /// What is left after taking `other` away.
    #[must_use]
    fn less(&self, other: &Self) -> Self {
        let mut rest = self.clone();
        rest.take(other);
        rest
    }
}

/// An amount of votes, or the value of one paper, in the arithmetic of a rule.
pub trait Quantity: Amount {
    /// That many papers at full value.
    fn whole(papers: u64) -> Self;
    /// `papers` papers of this value.
    #[must_use]
    fn times(&self, papers: u64) -> Self;
    /// `surplus x value / total`, rounded as the rule says: what a paper is worth after a transfer.
    fn share(surplus: &Self, value: &Self, total: &Self) -> Self;
}

/// Votes to five decimals: a whole number of hundred-thousandths.
///
/// A trillion papers fit; [`super::super::rankings::MAX_PAPERS`] keeps every count below that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(transparent)]
pub struct Fixed5(pub u64);

const UNIT: u64 = 100_000;

impl Quantity for Fixed5 {
    fn whole(papers: u64) -> Self {
        Self(papers * UNIT)
    }

    fn times(&self, papers: u64) -> Self {
        Self(self.0 * papers)
    }

    /// The statute's order: first multiply, then divide, then drop what is beyond the fifth decimal.
    fn share(surplus: &Self, value: &Self, total: &Self) -> Self {
        let exact = u128::from(surplus.0) * u128::from(value.0) / u128::from(total.0);
        Self(u64::try_from(exact).expect("a surplus is below its total"))
    }
}

impl Amount for Fixed5 {
    fn add(&mut self, other: &Self) {
        self.0 += other.0;
    }

    fn take(&mut self, other: &Self) {
        self.0 -= other.0;
    }

    fn votes(&self) -> Fraction {
        Fraction::whole(self.0).in_units(UNIT)
    }
}

impl fmt::Display for Fixed5 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:05}", self.0 / UNIT, self.0 % UNIT)
    }
}

/// Votes to two decimals: a whole number of hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(transparent)]
pub struct Fixed2(pub u64);

impl fmt::Display for Fixed2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Amount for Fixed2 {
    fn add(&mut self, other: &Self) {
        self.0 += other.0;
    }

    fn take(&mut self, other: &Self) {
        self.0 -= other.0;
    }

    fn votes(&self) -> Fraction {
        Fraction::whole(self.0).in_units(100)
    }
}

/// Votes as exact fractions: nothing is ever rounded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exact(pub BigRational);

impl Quantity for Exact {
    fn whole(papers: u64) -> Self {
        Self(BigRational::from_integer(BigInt::from(papers)))
    }

    fn times(&self, papers: u64) -> Self {
        Self(&self.0 * BigInt::from(papers))
    }

    fn share(surplus: &Self, value: &Self, total: &Self) -> Self {
        Self(&surplus.0 * &value.0 / &total.0)
    }
}

impl Amount for Exact {
    fn add(&mut self, other: &Self) {
        if !other.0.is_zero() {
            self.0 += &other.0;
        }
    }

    fn take(&mut self, other: &Self) {
        self.0 -= &other.0;
    }

    fn votes(&self) -> Fraction {
        self.0.clone().into()
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Exact {
    /// As `"p/q"` in lowest terms, or `"p"` when whole.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 13 papers, quota 9: each is worth 4/13 = 0.307692…, cut to 0.30769.
    #[test]
    fn a_share_is_cut_after_the_fifth_decimal() {
        let (four, one, all) = (Fixed5::whole(4), Fixed5::whole(1), Fixed5::whole(13));
        assert_eq!(Fixed5::share(&four, &one, &all).to_string(), "0.30769");
        let (four, one, all) = (Exact::whole(4), Exact::whole(1), Exact::whole(13));
        assert_eq!(Exact::share(&four, &one, &all).to_string(), "4/13");
    }

    #[test]
    fn a_trillion_papers_do_not_overflow() {
        let all = Fixed5::whole(super::super::super::rankings::MAX_PAPERS);
        assert_eq!(Fixed5::share(&all, &all, &all), all);
    }

    proptest! {
        #[test]
        fn five_decimals_lose_less_than_one_unit_per_paper(
            total in 1_u64..1_000_000, surplus in 0_u64..1_000_000, papers in 1_u64..1_000
        ) {
            let surplus = surplus % total;
            let fixed = Fixed5::share(&Fixed5::whole(surplus), &Fixed5::whole(1), &Fixed5::whole(total));
            let exact = Exact::share(&Exact::whole(surplus), &Exact::whole(1), &Exact::whole(total));
            let lost = exact.times(papers * UNIT).0 - BigInt::from(fixed.times(papers).0);
            prop_assert!(lost >= BigRational::zero());
            prop_assert!(lost < BigRational::from_integer(BigInt::from(papers)));
        }
    }
}
