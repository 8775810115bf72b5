//! The rules of docs/FORMATS.md section 6, counted again.
//!
//! Written from that page and the papers it names, for clarity: the numbers are big integers and
//! exact fractions, and nothing is rounded. Each rule gives the members it adds to a result record.

mod equal_shares;
mod money;
mod motion;
mod queue;
mod ties;

#[cfg(test)]
mod real;

use std::borrow::Cow;

use num_rational::BigRational;

use crate::papers::{Contest, Kind, Rule};
use crate::primitives::canonical::Value;
use crate::profile::Profile;
use crate::shape::Shape;

pub use ties::Lots;

/// How many runs of add-one a withheld contest may have; the largest seen in a real vote is 250.
const MOST_RUNS: usize = 100_000;

/// Everything a count starts from.
pub struct Counting<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// Its ballots.
    pub profile: &'a Profile,
    /// Who wins a lot.
    pub lots: &'a Lots,
}

/// What a rule decided.
struct Decided {
    /// Funded options in order of decision, as ballot places.
    funded: Vec<usize>,
    /// `rounds`, `ties` and what the rule brings along.
    members: Vec<(&'static str, Value<'static>)>,
}

fn decide(counting: &Counting<'_>, most_runs: usize) -> Decided {
    match &counting.contest.rule {
        Rule::Queue { measure, misfit, ties } => queue::count(counting, *measure, *misfit, ties),
        Rule::EqualShares(rule) => equal_shares::count(counting, rule, most_runs),
        Rule::Motion => motion::count(counting),
        // The caller asks first whether the rule is known.
        Rule::Foreign(_) => Decided { funded: Vec::new(), members: Vec::new() },
    }
}

/// The whole result record, as it must have been published.
///
/// `published` says only how many runs of add-one are worth doing: a count with more runs differs.
pub fn recount(counting: &Counting<'_>, published: &Value<'_>) -> Value<'static> {
    let Counting { contest, profile, .. } = counting;
    let decided = decide(counting, runs_published(published) + 1);
    let cost = |option: &usize| u128::from(contest.options[*option].cost);
    let total_cost: u128 = decided.funded.iter().map(cost).sum();
    let mut members = head(contest, &decided.funded, false);
    members.extend([
        ("ballots", Value::Int(profile.valid() + profile.invalid)),
        ("blank", Value::Int(profile.blank)),
        ("budget", Value::Int(contest.budget)),
        ("invalid", Value::Int(profile.invalid)),
        ("support", support(contest, profile)),
        ("total_cost", Value::Int(u64::try_from(total_cost).unwrap_or(u64::MAX))),
    ]);
    members.extend(decided.members);
    map(members)
}

/// The record of a withheld contest: what is funded and no number.
pub fn withheld_record(counting: &Counting<'_>) -> Value<'static> {
    // No run is published to bound how many there are, so a number does.
    let decided = decide(counting, MOST_RUNS);
    map(head(counting.contest, &decided.funded, true))
}

fn head(
    contest: &Contest,
    funded: &[usize],
    withheld: bool,
) -> Vec<(&'static str, Value<'static>)> {
    let ids = funded.iter().map(|option| text(&contest.options[*option].id));
    let rule = crate::primitives::canonical::parse(contest.rule_text.as_bytes());
    vec![
        ("contest", text(&contest.id)),
        ("funded", Value::List(ids.collect())),
        ("rule", rule.map_or(Value::Bool(false), Value::into_owned)),
        ("t", text("result")),
        ("v", Value::Int(1)),
        ("withheld", Value::Bool(withheld)),
    ]
}

fn support(contest: &Contest, profile: &Profile) -> Value<'static> {
    let line = |(at, option): (usize, &crate::papers::ContestOption)| {
        let mut line = vec![("id", text(&option.id)), ("votes", Value::Int(profile.votes[at]))];
        if matches!(contest.kind, Kind::Points { .. }) {
            line.push(("points", Value::Int(profile.points[at])));
        }
        map(line)
    };
    Value::List(contest.options.iter().enumerate().map(line).collect())
}

fn runs_published(result: &Value<'_>) -> usize {
    let add1 = Shape::any(result).and_then(|result| result.get("add1"));
    let runs = add1.and_then(Shape::any).and_then(|add1| add1.list("runs"));
    runs.map_or(0, <[Value<'_>]>::len)
}

fn text(text: &str) -> Value<'static> {
    Value::Text(Cow::Owned(text.to_owned()))
}

fn map(mut members: Vec<(&'static str, Value<'static>)>) -> Value<'static> {
    members.sort_by_key(|(key, _)| *key);
    Value::Map(members.into_iter().map(|(key, value)| (Cow::Borrowed(key), value)).collect())
}

/// A fraction as records write it: `p/q` in lowest terms, or `p` when whole.
fn fraction(number: &BigRational) -> Value<'static> {
    // `BigRational` writes itself exactly so.
    Value::Text(Cow::Owned(number.to_string()))
}
