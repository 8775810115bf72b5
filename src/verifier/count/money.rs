//! What the voters still have during one run of Equal Shares, exactly.
//!
//! All purses of a run are whole numbers of one small coin, of which `coins` make a minor unit. A
//! purchase whose price is no whole number of coins makes the coin smaller. Voters with equal
//! ballots have equal purses for ever, and many different ballots have equal purses too, so the
//! purses are kept as a short ascending list of *levels*, and each group of voters points to its own.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Zero};

/// The purses of all groups of voters.
pub struct Purses {
    coins: BigInt,
    levels: Vec<BigInt>,
    level_of: Vec<u32>,
}

/// What an option's supporters have to pay at most.
#[derive(Debug, Clone)]
pub struct Price {
    /// The largest payment `x`, in minor units.
    pub most: BigRational,
    /// Supporters who have less than that and pay all they have.
    pub paid_all_they_had: u64,
}

impl Purses {
    /// Every one of `groups` groups has `share` minor units per voter.
    pub fn new(groups: usize, share: &BigRational) -> Self {
        let (levels, coins) = (vec![share.numer().clone()], share.denom().clone());
        Self { coins, levels, level_of: vec![0; groups] }
    }

    /// The smallest `x` with `Σ min(x, purse) = cost` over the supporters, who are given as
    /// (group, voters); `None` when they do not have `cost` together.
    ///
    /// Water-filling, from the poorest up: those who have less than an equal part of what is still
    /// to pay give all they have, and the rest is shared by the others.
    pub fn price(&self, cost: u64, supporters: &[(u32, u64)]) -> Option<Price> {
        let mut voters_at = vec![0_u64; self.levels.len()];
        let mut rich = 0;
        for (group, voters) in supporters {
            voters_at[self.level_of[*group as usize] as usize] += voters;
            rich += voters;
        }
        let mut to_pay = &self.coins * cost;
        let mut paid_all_they_had = 0;
        for (level, voters) in self.levels.iter().zip(&voters_at).filter(|(_, v)| **v > 0) {
            if to_pay <= level * rich {
                let most = BigRational::new(to_pay, &self.coins * rich);
                return Some(Price { most, paid_all_they_had });
            }
            to_pay -= level * voters;
            rich -= voters;
            paid_all_they_had += voters;
        }
        None
    }

    /// Every supporter pays `min(most, purse)`.
    pub fn pay(&mut self, most: &BigRational, supporters: &[(u32, u64)]) {
        // Smaller coins, if the price asks for them.
        let finer = most.denom() / most.denom().gcd(&self.coins);
        if !finer.is_one() {
            self.coins *= &finer;
            for level in &mut self.levels {
                *level *= &finer;
            }
        }
        let price = most.numer() * (&self.coins / most.denom());
        let after = |level: &BigInt| if *level > price { level - &price } else { BigInt::zero() };

        // The groups' new levels: (old level, paid or not) → value, then values → places.
        let mut pays = vec![false; self.level_of.len()];
        for (group, _) in supporters {
            pays[*group as usize] = true;
        }
        let old_levels = std::mem::take(&mut self.levels);
        let paid: Vec<BigInt> = old_levels.iter().map(after).collect();
        let value = |group: usize| {
            let level = self.level_of[group] as usize;
            if pays[group] { &paid[level] } else { &old_levels[level] }
        };
        let values: std::collections::BTreeSet<&BigInt> =
            (0..self.level_of.len()).map(value).collect();
        let places: BTreeMap<&BigInt, u32> = values.iter().copied().zip(0..).collect();
        let level_of = (0..self.level_of.len()).map(|group| places[value(group)]).collect();
        self.levels = values.into_iter().cloned().collect();
        self.level_of = level_of;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(number: u32) -> BigRational {
        BigRational::from_integer(number.into())
    }

    /// Ana has 2 and pays all of it; Bo and Caio, who have 10, share the other 7 of 9.
    #[test]
    fn the_poor_pay_what_they_have_and_the_others_share_the_rest() {
        let (ana, bo, caio) = ((0, 1), (1, 1), (2, 1));
        let mut purses = Purses::new(3, &whole(10));
        purses.pay(&whole(8), &[ana]);
        let price = purses.price(9, &[ana, bo, caio]).unwrap();
        assert_eq!(price.most, BigRational::new(7.into(), 2.into()));
        assert_eq!(price.paid_all_they_had, 1);
        purses.pay(&price.most, &[ana, bo, caio]);
        assert!(purses.price(1, &[ana]).is_none());
        assert_eq!(
            purses.price(13, &[bo, caio]).unwrap().most,
            BigRational::new(13.into(), 2.into())
        );
        assert!(purses.price(14, &[bo, caio]).is_none());
    }
}
