//! Rules that spend money: ballots and prices in, funded projects out.
//!
//! Every rule works on a [`Profile`] and on ballot places (0-based), so that imported elections
//! and sealed ones are counted by the same lines.

pub mod most_votes;
pub mod profile;
pub mod queue;

pub use profile::{Marks, Profile, ProfileBuilder, Worth};
pub use queue::{Decision, QueueRound};

use super::fraction::Fraction;
use super::ties::{Tie, TieBreak};

/// One count to do: which options, with how much money.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// Options and ballots.
    pub profile: &'a Profile,
    /// The options that are considered, as ballot places, ascending.
    pub among: &'a [usize],
    /// Money to spend, in minor units.
    pub budget: u64,
    /// Ballots that support each option.
    pub votes: &'a [i64],
    /// How ties are settled.
    pub ties: TieBreak<'a>,
}

/// What a rule decided, in ballot places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Funded options in order of decision.
    pub funded: Vec<usize>,
    /// Every decision with its numbers.
    pub rounds: Rounds,
    /// Ties that were met, by round.
    pub ties: Vec<Tie>,
}

/// The rounds of a count, by the shape of its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rounds {
    /// One turn per option, best first.
    Queue(Vec<QueueRound>),
    /// One purchase per round, and the runs of add-one.
    Shares(Shares),
}

/// The returned run of Equal Shares and how it came to be the one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares {
    /// Purchases of the returned run, in order.
    pub purchases: Vec<Purchase>,
    /// What each voter had in the returned run, in minor units.
    pub voter_budget: Fraction,
    /// Every run, in order.
    pub runs: Vec<Run>,
    /// Why the runs ended.
    pub stop: RunStop,
    /// Options added with the money left over, one turn per option not bought; empty without
    /// a completion by votes.
    pub completion: Vec<QueueRound>,
}

/// One purchase of Equal Shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// Ballot place of the option.
    pub option: usize,
    /// Its cost, in minor units.
    pub cost: u64,
    /// The most that a supporter pays, in minor units (per point where points are counted).
    pub max_payment: Fraction,
    /// Cost over max payment: the votes it would need if everybody could pay that much.
    pub effective_votes: Fraction,
    /// Ballots that support it.
    pub supporters: u64,
    /// Supporters who paid less than the max payment, because it was all they had.
    pub paid_all_they_had: u64,
}

/// One run of add-one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What the run spends, in minor units; the last may be above the budget.
    pub cost: u64,
    /// What each voter had, in minor units.
    pub voter_budget: Fraction,
}

/// Why the runs of add-one ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunStop {
    /// No more option fits, or all are bought.
    Exhaustive,
    /// The next run costs more than there is; the one before it is returned.
    NextRunInfeasible,
    /// There was only one run to do.
    None,
}

#[cfg(test)]
pub mod testing;
