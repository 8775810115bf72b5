//! Counting: ballots and a rule in, an outcome with every round out.
//!
//! Nothing here draws a lot, reads a clock or rounds a number that decides anything.

pub mod fraction;
pub mod outcome;
pub mod ties;

pub mod budget;
pub mod council;
pub mod explain;
pub mod margin;
pub mod motion;
pub mod record;

pub use fraction::Fraction;
pub use outcome::{Decided, Outcome};
pub use ties::{LotNeeded, LotOrder, Purpose};

use crate::ballot::{Ballot, BallotKind};
use crate::contest::{BallotStyle, Contest, Rule};
use crate::ids::OptionId;
use budget::{Election, Marks, Profile, ProfileBuilder, Worth};
use motion::Motion;
use ties::Undecided;

/// Tallies the valid ballots of a contest by its rule.
///
/// Ballots of another contest or another kind are not expected; they would count as blank.
/// How many counted ballots were invalid is told with [`Outcome::with_invalid`].
///
/// # Errors
/// [`LotNeeded`] when the rule leaves a tie to a lot and `lots` is absent or does not name every
/// option of the contest.
pub fn tally(
    contest: &Contest,
    ballots: &[Ballot],
    lots: Option<&LotOrder>,
) -> Result<Outcome, LotNeeded> {
    let profile = profile(contest, ballots);
    let votes = profile.votes();
    let ids: Vec<OptionId> = contest.options.iter().map(|option| option.id.clone()).collect();
    let decision = match &contest.rule {
        Rule::Motion { .. } => Decided::Motion(Motion::count(ballots)),
        rule => {
            let ranks: Option<Vec<usize>> =
                lots.and_then(|lots| ids.iter().map(|id| lots.rank(id)).collect());
            let categories: Vec<String> =
                contest.options.iter().map(|option| option.category.clone()).collect();
            let places: Vec<String> =
                contest.options.iter().map(|option| option.place.clone()).collect();
            let election = Election {
                ids: &ids,
                categories: &categories,
                places: &places,
                lot: ranks.as_deref(),
                ..Election::plain(&profile, &votes)
            };
            let count = budget::count(rule, &election).map_err(|Undecided(mut tied)| {
                tied.sort_unstable();
                let between = tied.into_iter().map(|place| ids[place].clone()).collect();
                LotNeeded { between, purpose: Purpose::Fund }
            })?;
            Decided::Budget(Box::new(count))
        }
    };
    let whole = |sums: Vec<i64>| sums.into_iter().map(|sum| u64::try_from(sum).unwrap_or(0));
    let points = matches!(contest.ballot, BallotStyle::Points { .. })
        .then(|| whole(profile.totals(Worth::Points)).collect());
    Ok(Outcome {
        contest: contest.id.clone(),
        costs: profile.costs.clone(),
        budget: contest.budget,
        rule: contest.rule.clone(),
        valid: ballots.len() as u64,
        blank: ballots.iter().filter(|ballot| ballot.is_blank()).count() as u64,
        invalid: 0,
        votes: whole(votes).collect(),
        points,
        decision,
        ids,
    })
}

/// The ballots of a contest as budget rules see them.
pub fn profile(contest: &Contest, ballots: &[Ballot]) -> Profile {
    let costs = contest.options.iter().map(|option| option.cost.minor()).collect();
    let marks = match contest.ballot {
        BallotStyle::Approval { .. }
        | BallotStyle::Knapsack
        | BallotStyle::ChooseOne
        | BallotStyle::Motion => Marks::Approval,
        BallotStyle::Points { .. } => Marks::Points,
        BallotStyle::Ranking { .. } => Marks::Ranking,
    };
    let mut builder = ProfileBuilder::new(marks, costs, contest.budget.minor());
    for ballot in ballots {
        match ballot.kind() {
            BallotKind::Approval
            | BallotKind::Knapsack
            | BallotKind::ChooseOne
            | BallotKind::Motion => builder.mark(ballot.marks().iter().copied()),
            BallotKind::Points => {
                let given = ballot.points().iter();
                builder.give(given.map(|&(option, points)| (option, i64::from(points))));
            }
            BallotKind::Ranking => builder.mark(ballot.ranking().iter().copied()),
        }
    }
    builder.build()
}

#[cfg(test)]
mod tests;
