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

use super::support::Backer;

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

    /// The smallest `x` with `Σ min(x·worth, purse) = cost` over the supporters; `None` when they do not have `cost`
    /// together.
    ///
    /// Water-filling, from the poorest for their worth up: those who have less than their part of what is still to
    /// pay give all they have, and the rest is shared by the others.
    pub fn price(&self, cost: u64, backers: &[Backer]) -> Option<Price> {
        let mut voters_at: BTreeMap<(u32, u64), u64> = BTreeMap::new();
        let mut rich = BigInt::zero();
        for backer in backers {
            let at = (self.level_of[backer.group], backer.worth);
            *voters_at.entry(at).or_default() += backer.voters;
            rich += BigInt::from(backer.voters) * backer.worth;
        }
        let mut purses: Vec<(&BigInt, u64, u64)> = voters_at
            .into_iter()
            .map(|((level, worth), voters)| (&self.levels[level as usize], worth, voters))
            .collect();
        // Levels ascend already where every worth is the same.
        if purses.iter().any(|(_, worth, _)| *worth != purses[0].1) {
            purses.sort_by(|(a, a_worth, _), (b, b_worth, _)| (*a * b_worth).cmp(&(*b * a_worth)));
        }
        let mut to_pay = &self.coins * cost;
        let mut paid_all_they_had = 0;
        for (level, worth, voters) in purses {
            if &to_pay * worth <= level * &rich {
                let most = BigRational::new(to_pay, &self.coins * rich);
                return Some(Price { most, paid_all_they_had });
            }
            to_pay -= level * voters;
            rich -= BigInt::from(voters) * worth;
            paid_all_they_had += voters;
        }
        None
    }

    /// Every supporter pays `min(most·worth, purse)`.
    pub fn pay(&mut self, most: &BigRational, backers: &[Backer]) {
        // Smaller coins, if the price asks for them.
        let finer = most.denom() / most.denom().gcd(&self.coins);
        if !finer.is_one() {
            self.coins *= &finer;
            for level in &mut self.levels {
                *level *= &finer;
            }
        }
        let price = most.numer() * (&self.coins / most.denom());
        let after = |level: &BigInt, worth: u64| (level - &price * worth).max(BigInt::zero());

        // The groups' new levels: (old level, worth of what is paid for) → value, then values → places.
        let mut worth_to = vec![0; self.level_of.len()];
        for backer in backers {
            worth_to[backer.group] = backer.worth;
        }
        let old_levels = std::mem::take(&mut self.levels);
        let place = |group: usize| (self.level_of[group], worth_to[group]);
        let mut values: BTreeMap<(u32, u64), BigInt> = BTreeMap::new();
        for group in 0..self.level_of.len() {
            let (level, worth) = place(group);
            let value = || after(&old_levels[level as usize], worth);
            values.entry((level, worth)).or_insert_with(value);
        }
        let levels: std::collections::BTreeSet<&BigInt> = values.values().collect();
        let places: BTreeMap<&BigInt, u32> = levels.iter().copied().zip(0..).collect();
        let level_of =
            (0..self.level_of.len()).map(|group| places[&values[&place(group)]]).collect();
        self.levels = levels.into_iter().cloned().collect();
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
        let [ana, bo, caio] = [0, 1, 2].map(|group| Backer { group, voters: 1, worth: 1 });
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

    /// Ana gives 3 points and Bo 1, and both have 10: of 8 she pays 6 and he 2. Of 16 she pays all she has.
    #[test]
    fn who_gives_more_points_pays_more_for_them() {
        let [ana, bo] = [(0, 3), (1, 1)].map(|(group, worth)| Backer { group, voters: 1, worth });
        let mut purses = Purses::new(2, &whole(10));
        assert_eq!(purses.price(8, &[ana, bo]).unwrap().most, whole(2));
        let price = purses.price(16, &[ana, bo]).unwrap();
        assert_eq!((price.most.clone(), price.paid_all_they_had), (whole(6), 1));
        purses.pay(&price.most, &[ana, bo]);
        assert!(purses.price(1, &[ana]).is_none());
        assert_eq!(purses.price(4, &[bo]).unwrap().most, whole(4));
    }
}
