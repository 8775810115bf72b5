//! Rules that spend money: ballots and prices in, funded projects out.
//!
//! Every rule works on a [`Profile`] and on ballot places (0-based), so that imported elections
//! and sealed ones are counted by the same lines.

pub mod borda;
pub mod compared;
pub mod eligible;
pub mod equal_shares;
pub mod exact_equal_shares;
pub mod most_points;
pub mod most_votes;
pub mod most_votes_exclusive;
pub mod per_part;
pub mod phragmen;
pub mod votes_per_cost;

pub mod chain;
pub mod explain;
pub mod profile;
pub mod queue;
pub mod rule;

pub use compared::Compared;
pub use eligible::LeftOut;
pub use exact_equal_shares::{ExactPurchase, ExactShares};
pub use per_part::Part;
pub use phragmen::{Loads, Raised};
pub use profile::{Marks, Profile, ProfileBuilder, Support, Worth};
pub use queue::{Decision, QueueRound};
pub use rule::{Election, count};

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
    /// Options that did not meet the conditions of the rule, in ballot order.
    pub left_out: Vec<LeftOut>,
    /// The comparison with most votes, where the rule has one.
    pub compared: Option<Box<Compared>>,
}

impl Count {
    /// A count without conditions or comparison.
    pub fn new(funded: Vec<usize>, rounds: Rounds, ties: Vec<Tie>) -> Self {
        Self { funded, rounds, ties, left_out: Vec::new(), compared: None }
    }
}

/// The rounds of a count, by the shape of its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rounds {
    /// One turn per option, best first.
    Queue(Vec<QueueRound>),
    /// One purchase per round, and the runs of add-one.
    Shares(Shares),
    /// One purchase per round, each payer paying the same.
    Exact(ExactShares),
    /// One purchase per round, with the load its supporters carry.
    Loads(Loads),
    /// A count for each part, and one for the pool.
    Parts(Vec<Part>),
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
    /// Ties met in all runs together; those of the returned run are in [`Count::ties`].
    pub ties_in_all_runs: usize,
    /// Options added with the money left over, one turn per option not bought; empty without
    /// a completion by votes.
    pub completion: Vec<QueueRound>,
    /// The options that were considered, in ballot order.
    pub considered: Vec<usize>,
    /// Who paid what in the returned run.
    pub payments: equal_shares::Payments,
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

impl RunStop {
    /// The word of result records.
    pub fn as_str(self) -> &'static str {
        match self {
            RunStop::Exhaustive => "exhaustive",
            RunStop::NextRunInfeasible => "next_run_infeasible",
            RunStop::None => "none",
        }
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
pub mod testing;
