//! From a [`Rule`] to the file that counts it.

use super::equal_shares::{self, Gain, Settings, Start};
use super::most_votes_exclusive::Levels;
use super::per_part::Division;
use super::queue::Queue;
use super::{
    Count, Profile, Rounds, Task, Worth, borda, compared, eligible, exact_equal_shares,
    most_points, most_votes, most_votes_exclusive, per_part, phragmen, votes_per_cost,
};
use crate::contest::{Completion, Misfit, Rule, ShareStart, TiePolicy, Utility};
use crate::ids::OptionId;
use crate::tally::ties::{TieBreak, Undecided};

/// Everything a budget rule may look at.
#[derive(Debug, Clone, Copy)]
pub struct Election<'a> {
    /// Options and ballots.
    pub profile: &'a Profile,
    /// Ballots that support each option: `profile.votes()`.
    pub votes: &'a [i64],
    /// Ids in ballot order; rules that name options look them up here.
    pub ids: &'a [OptionId],
    /// Category of each option; may be empty where no rule asks.
    pub categories: &'a [String],
    /// Place of each option; may be empty where no rule asks.
    pub places: &'a [String],
    /// Rank of each option in the lot, if it is drawn.
    pub lot: Option<&'a [usize]>,
    /// Minor units to which a share is rounded down by `floor`: 1, or 100 where an imported
    /// election counts whole units of its currency.
    pub unit: u64,
}

impl<'a> Election<'a> {
    /// Options without names, categories or lot.
    pub fn plain(profile: &'a Profile, votes: &'a [i64]) -> Self {
        let (ids, categories, places): (&[OptionId], &[String], &[String]) = (&[], &[], &[]);
        Self { profile, votes, ids, categories, places, lot: None, unit: 1 }
    }
}

/// Counts all options with the whole budget.
///
/// # Errors
/// [`Undecided`] when a tie is left to a lot and there is none.
pub fn count(rule: &Rule, election: &Election<'_>) -> Result<Count, Undecided> {
    let all: Vec<usize> = (0..election.profile.costs.len()).collect();
    count_among(rule, election, &all, election.profile.budget)
}

/// Counts the options `among` (ascending) with `budget` minor units.
pub(super) fn count_among(
    rule: &Rule,
    election: &Election<'_>,
    among: &[usize],
    budget: u64,
) -> Result<Count, Undecided> {
    let score = election.profile.totals(self::score(rule));
    let ties = |policies| TieBreak {
        policies,
        costs: &election.profile.costs,
        votes: &score,
        lot: election.lot,
    };
    let task = |policies| Task {
        profile: election.profile,
        among,
        budget,
        votes: election.votes,
        ties: ties(policies),
    };
    match rule {
        Rule::MostVotes { misfit, ties, .. } => most_votes::count(&task(ties), *misfit),
        Rule::MostVotesExclusive { groups, misfit, ties, .. } => {
            most_votes_exclusive::count(&task(ties), &levels(election, groups), *misfit)
        }
        Rule::VotesPerCost { misfit, ties, .. } => votes_per_cost::count(&task(ties), *misfit),
        Rule::MostPoints { misfit, per, ties, .. } => {
            most_points::count(&task(ties), *misfit, *per)
        }
        Rule::Borda { last, misfit, per, ties, .. } => {
            borda::count(&task(ties), *last, *misfit, *per)
        }
        Rule::EqualShares { completion, increment, start, stop, ties, utility, .. } => {
            let (gain, worth) = utility_of(*utility);
            let start = match start {
                ShareStart::Exact => Start::Exact,
                ShareStart::Floor => Start::FloorTo(election.unit),
            };
            let increment = increment.minor();
            let settings =
                Settings { completion: *completion, gain, increment, start, stop: *stop, worth };
            let count = equal_shares::count(&task(ties), &settings)?;
            match completion {
                Completion::None | Completion::Add1 => Ok(count),
                Completion::Add1u | Completion::Utilitarian => complete(&task(ties), count),
            }
        }
        Rule::ExactEqualShares { completion, ties, utility, .. } => {
            exact_equal_shares::count(&task(ties), *completion, utility_of(*utility).0)
        }
        Rule::Phragmen { ties, .. } => phragmen::count(&task(ties)),
        // A motion spends nothing: tally::motion counts it.
        Rule::Motion { .. } => Ok(Count::new(Vec::new(), Rounds::Queue(Vec::new()), Vec::new())),
        Rule::Eligible { conditions, rule, .. } => {
            let (kept, out) = eligible::sift(election, conditions, among, budget, &score);
            Ok(eligible::note(count_among(rule, election, &kept, budget)?, out))
        }
        Rule::PerPart { by, leftover, parts, rule, .. } => {
            let division = Division { by: *by, parts, leftover: *leftover };
            per_part::count(rule, election, division, among, budget)
        }
        Rule::Compared { by, rule, .. } => {
            let mut count = count_among(rule, election, among, budget)?;
            let most = best_supported(&task(policies(rule)), &score)?;
            let compared = compared::compare(election, *by, self::score(rule), &count.funded, most);
            if !compared.rule_stands {
                count.funded.clone_from(&compared.most_votes.funded);
            }
            count.compared = Some(Box::new(compared));
            Ok(count)
        }
    }
}

/// What a mark is worth under a rule.
pub fn worth(rule: &Rule) -> Worth {
    match rule {
        Rule::MostVotes { .. }
        | Rule::MostVotesExclusive { .. }
        | Rule::VotesPerCost { .. }
        | Rule::ExactEqualShares { .. }
        | Rule::Phragmen { .. }
        | Rule::Motion { .. } => Worth::Vote,
        Rule::MostPoints { .. } => Worth::Points,
        Rule::Borda { last, .. } => borda::worth(*last),
        Rule::EqualShares { utility, .. } => utility_of(*utility).1,
        Rule::Eligible { rule, .. } | Rule::PerPart { rule, .. } | Rule::Compared { rule, .. } => {
            worth(rule)
        }
    }
}

/// What tie policies, completions and comparisons count under a rule: votes or points. Ranks are
/// then always worth k, ..., 1, because that is the score that cities publish.
pub fn score(rule: &Rule) -> Worth {
    match rule {
        Rule::EqualShares { utility: Utility::Borda0, .. } => Worth::Borda1,
        Rule::Eligible { rule, .. } | Rule::PerPart { rule, .. } | Rule::Compared { rule, .. } => {
            score(rule)
        }
        Rule::MostVotes { .. }
        | Rule::MostVotesExclusive { .. }
        | Rule::VotesPerCost { .. }
        | Rule::MostPoints { .. }
        | Rule::Borda { .. }
        | Rule::EqualShares { .. }
        | Rule::ExactEqualShares { .. }
        | Rule::Phragmen { .. }
        | Rule::Motion { .. } => worth(rule),
    }
}

/// The tie policies of a rule, or of the rule inside it.
pub fn policies(rule: &Rule) -> &[TiePolicy] {
    match rule {
        Rule::MostVotes { ties, .. }
        | Rule::MostVotesExclusive { ties, .. }
        | Rule::VotesPerCost { ties, .. }
        | Rule::MostPoints { ties, .. }
        | Rule::Borda { ties, .. }
        | Rule::EqualShares { ties, .. }
        | Rule::ExactEqualShares { ties, .. }
        | Rule::Phragmen { ties, .. } => ties,
        Rule::Motion { .. } => &[],
        Rule::Eligible { rule, .. } | Rule::PerPart { rule, .. } | Rule::Compared { rule, .. } => {
            policies(rule)
        }
    }
}

fn utility_of(utility: Utility) -> (Gain, Worth) {
    match utility {
        Utility::Cost => (Gain::Cost, Worth::Vote),
        Utility::Cardinality => (Gain::One, Worth::Vote),
        Utility::Points => (Gain::One, Worth::Points),
        Utility::PointsCost => (Gain::Cost, Worth::Points),
        Utility::Borda1 => (Gain::One, Worth::Borda1),
        Utility::Borda1Cost => (Gain::Cost, Worth::Borda1),
        Utility::Borda0 => (Gain::One, Worth::Borda0),
    }
}

fn levels(election: &Election<'_>, groups: &[Vec<Vec<OptionId>>]) -> Vec<Levels> {
    let place = |id: &OptionId| election.ids.iter().position(|other| other == id);
    let level = |ids: &Vec<OptionId>| ids.iter().filter_map(place).collect();
    groups.iter().map(|levels| levels.iter().map(level).collect()).collect()
}

/// Most votes (or points) with skipping: what completions and the comparison step spend by.
fn best_supported(task: &Task<'_>, score: &[i64]) -> Result<Count, Undecided> {
    let measure: Vec<_> = score.iter().map(|sum| super::queue::Measure::plain(*sum)).collect();
    let count = Queue::by(task, &measure).walk(task, Misfit::Skip, |_, _| None)?;
    Ok(if score == task.votes { count } else { super::queue::show(count, &measure) })
}

/// Spends what Equal Shares left over by most votes (or points).
fn complete(task: &Task<'_>, mut count: Count) -> Result<Count, Undecided> {
    let spent: u64 = count.funded.iter().map(|&option| task.profile.costs[option]).sum();
    let open = task.among.iter().filter(|option| !count.funded.contains(option));
    let open: Vec<usize> = open.copied().collect();
    let rest = Task { among: &open, budget: task.budget.saturating_sub(spent), ..*task };
    let added = best_supported(&rest, task.ties.votes)?;
    if let (Rounds::Shares(shares), Rounds::Queue(rounds)) = (&mut count.rounds, added.rounds) {
        let before = shares.purchases.len();
        let later = added.ties.into_iter().map(|mut tie| {
            tie.round += before;
            tie
        });
        count.ties.extend(later);
        shares.completion = rounds;
    }
    count.funded.extend(added.funded);
    Ok(count)
}
