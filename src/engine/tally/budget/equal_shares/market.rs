//! What does not change between the runs of one count: who supports what, and with how much.

use crate::tally::budget::{Marks, Profile, Task, Worth};

/// One support of an option: a group and what it gains. Options where every support is worth one
/// (approvals) spare the second number: [`u32`] is such a stake.
pub(super) trait Stake: Copy + Send + Sync {
    /// The group.
    fn group(self) -> usize;
    /// What its support is worth.
    fn worth(self) -> u32;
}

impl Stake for u32 {
    fn group(self) -> usize {
        self as usize
    }
    fn worth(self) -> u32 {
        1
    }
}

impl Stake for (u32, u32) {
    fn group(self) -> usize {
        self.0 as usize
    }
    fn worth(self) -> u32 {
        self.1
    }
}

/// An option that somebody supports and that costs something.
#[derive(Debug, Clone)]
pub(super) struct Offer<S> {
    /// Its ballot place.
    pub option: usize,
    /// Its cost, in minor units.
    pub cost: u64,
    /// What its price is divided by before options are compared: its cost, or one.
    pub per: u64,
    /// Who supports it, ascending by group.
    pub stakes: Vec<S>,
    /// Ballots that support it.
    pub supporters: u64,
    /// Sum of their worths.
    pub worth: u64,
}

/// The offers of one count.
#[derive(Debug, Clone)]
pub(super) struct Market<'a, S> {
    /// The ballots.
    pub profile: &'a Profile,
    /// What a mark is worth.
    pub worth: Worth,
    /// Offers in ballot order.
    pub offers: Vec<Offer<S>>,
    /// Supported options that cost nothing, in ballot order, with their supporters and worth.
    pub free: Vec<(usize, u64, u64)>,
    /// The largest worth of a single support.
    pub largest_worth: u32,
    /// Whether every mark of every ballot is a support worth one.
    pub every_mark_is_one: bool,
}

/// Whether a voter gains an option's cost or one from it, per point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gain {
    /// Its cost: options are compared by price over cost (effective votes).
    Cost,
    /// One: options are compared by price.
    One,
}

impl<'a, S: Stake> Market<'a, S> {
    /// The market of `task`; `stake` makes a stake of a group and its worth.
    pub fn new(task: &Task<'a>, worth: Worth, gain: Gain, stake: impl Fn(u32, u32) -> S) -> Self {
        let profile = task.profile;
        let support = profile.support(worth);
        let mut market = Market {
            profile,
            worth,
            offers: Vec::new(),
            free: Vec::new(),
            largest_worth: support.largest_worth(),
            every_mark_is_one: profile.marks == Marks::Approval
                && matches!(worth, Worth::Vote | Worth::Points),
        };
        for &option in task.among {
            let (groups, worths) = support.of(option);
            let worth_at = |at: usize| worths.get(at).copied().unwrap_or(1);
            let stakes: Vec<S> =
                groups.iter().enumerate().map(|(at, g)| stake(*g, worth_at(at))).collect();
            let weight = |s: &S| u64::from(profile.weights()[s.group()]);
            let supporters = stakes.iter().map(weight).sum();
            let worth = stakes.iter().map(|s| weight(s) * u64::from(s.worth())).sum();
            let cost = profile.costs[option];
            if stakes.is_empty() {
                continue;
            }
            if cost == 0 {
                market.free.push((option, supporters, worth));
                continue;
            }
            let per = match gain {
                Gain::Cost => cost,
                Gain::One => 1,
            };
            market.offers.push(Offer { option, cost, per, stakes, supporters, worth });
        }
        market
    }
}
