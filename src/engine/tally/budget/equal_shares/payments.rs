//! Who paid what: the books of a finished run, for explanations.

use num_bigint::BigUint;

use crate::tally::budget::chain::Chain;
use crate::tally::budget::{Profile, Worth};
use crate::tally::fraction::Fraction;

use super::run::Ended;

/// The payments of the returned run. Groups are those of the profile that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payments {
    /// The share, then the price of every purchase that costs something.
    pub(super) chain: Chain,
    /// By group: where its money ended.
    pub(super) ended: Vec<Option<Ended>>,
    /// Purchases that were free and come before the others.
    pub(super) free: usize,
    /// What a mark was worth.
    pub(super) worth: Worth,
}

impl Payments {
    /// What each ballot of group `g` paid: purchases, counted with the free ones, and amounts in
    /// minor units; and what it has left.
    ///
    /// `bought` are the options in order of purchase.
    pub fn of_group(
        &self,
        profile: &Profile,
        bought: &[usize],
        g: usize,
    ) -> (Vec<(usize, Fraction)>, Fraction) {
        let counts = self.counts(profile, bought, g);
        let amounts = counts.iter().map(|(k, counts)| (*k, self.chain.sum_fraction(counts)));
        let mut left = vec![0; self.chain.len()];
        left[0] = 1;
        for (_, paid) in &counts {
            for (left, paid) in left.iter_mut().zip(paid) {
                *left -= paid;
            }
        }
        (amounts.collect(), self.chain.sum_fraction(&left))
    }

    /// What the supporters of `option` together paid for each purchase, and have left.
    pub fn of_supporters(
        &self,
        profile: &Profile,
        bought: &[usize],
        option: usize,
    ) -> (Vec<(usize, Fraction)>, Fraction) {
        let entries = self.chain.len();
        let mut paid = vec![vec![0_i64; entries]; bought.len()];
        let mut left = vec![0_i64; entries];
        let supports = |&(marked, worth): &(u32, i64)| marked as usize == option && worth > 0;
        for (g, &weight) in profile.weights().iter().enumerate() {
            if !profile.worths(g, self.worth).any(|mark| supports(&mark)) {
                continue;
            }
            let weight = i64::from(weight);
            left[0] += weight;
            for (k, counts) in self.counts(profile, bought, g) {
                for (at, count) in counts.iter().enumerate() {
                    paid[k][at] += weight * count;
                    left[at] -= weight * count;
                }
            }
        }
        let spent = |(k, counts): (usize, Vec<i64>)| {
            let any = counts.iter().any(|count| *count != 0);
            any.then(|| (k, self.chain.sum_fraction(&counts)))
        };
        (paid.into_iter().enumerate().filter_map(spent).collect(), self.chain.sum_fraction(&left))
    }

    /// What a mark was worth.
    pub fn worth(&self) -> Worth {
        self.worth
    }

    /// The purse of a ballot of every group before the first purchase that costs something, before
    /// the second, ..., and after the last, in fractions of one minor unit: the second value is how
    /// many make one. `bought` are those purchases.
    pub fn purses(&self, profile: &Profile, bought: &[usize]) -> (Vec<Vec<BigUint>>, BigUint) {
        let scaled = self.chain.scaled();
        let unit = self.chain.denominator().clone();
        let share = scaled.first().cloned().unwrap_or_default();
        let mut states = vec![vec![share; profile.groups()]];
        for (k, option) in bought.iter().enumerate() {
            let mut purses = states[k].clone();
            for (g, purse) in purses.iter_mut().enumerate() {
                let mark = profile.worths(g, self.worth).find(|(o, _)| *o as usize == *option);
                let worth = mark.and_then(|(_, worth)| u32::try_from(worth).ok()).unwrap_or(0);
                let asked = &scaled[k + 1] * worth;
                *purse = if *purse > asked { &*purse - asked } else { BigUint::default() };
            }
            states.push(purses);
        }
        (states, unit)
    }

    /// The payments of one ballot of a group as sums over the share and the prices.
    fn counts(&self, profile: &Profile, bought: &[usize], g: usize) -> Vec<(usize, Vec<i64>)> {
        let mut supported: Vec<(usize, i64)> = Vec::new();
        for (option, worth) in profile.worths(g, self.worth).filter(|(_, worth)| *worth > 0) {
            let purchase = bought[self.free..].iter().position(|b| *b == option as usize);
            supported.extend(purchase.map(|k| (k, worth)));
        }
        supported.sort_unstable();
        let ended = self.ended.get(g).copied().flatten();
        let mut so_far = vec![0_i64; self.chain.len()];
        let mut payments = Vec::new();
        for (k, worth) in supported {
            let last = ended.filter(|ended| ended.purchase as usize == k);
            let mut counts = vec![0_i64; self.chain.len()];
            if last.is_some_and(|last| !last.full) {
                // All that was left: the share less what was paid before.
                counts[0] = 1;
                for (count, paid) in counts.iter_mut().zip(&so_far) {
                    *count -= paid;
                }
            } else {
                counts[k + 1] = worth;
                so_far[k + 1] = worth;
            }
            payments.push((k + self.free, counts));
            if last.is_some() {
                break;
            }
        }
        payments
    }
}

#[cfg(test)]
mod tests {
    use crate::contest::Completion;
    use crate::tally::budget::Rounds;
    use crate::tally::budget::equal_shares::count;
    use crate::tally::budget::testing::{four_neighbours, shares_by};

    /// Trees for 20 are bought by three at 20/3 each, lamps for 13 by the first, who has 10/3 left, and
    /// the second, who pays the other 29/3.
    #[test]
    fn every_cent_of_a_share_is_accounted_for() {
        let street = four_neighbours(&[]);
        let outcome = street.count(|task| count(task, &shares_by(Completion::None))).unwrap();
        let profile = street.profile();
        let Rounds::Shares(shares) = &outcome.rounds else { panic!("shares") };
        let text =
            |(paid, left): (Vec<(usize, crate::tally::Fraction)>, crate::tally::Fraction)| {
                let paid: Vec<String> = paid.iter().map(|(k, sum)| format!("{k}: {sum}")).collect();
                format!("{} left {left}", paid.join(", "))
            };
        let bought = &outcome.funded;
        assert_eq!(bought, &[1, 0]);
        let group = |g| text(shares.payments.of_group(&profile, bought, g));
        // Groups are sorted: [0], [0,1,2], [1], [1,2].
        assert_eq!(group(0), "1: 29/3 left 1/3");
        assert_eq!(group(1), "0: 20/3, 1: 10/3 left 0");
        assert_eq!(group(3), "0: 20/3 left 10/3");
        let mural = text(shares.payments.of_supporters(&profile, bought, 2));
        assert_eq!(mural, "0: 40/3, 1: 10/3 left 10/3", "20 in all, of 30 that it costs");
    }
}
