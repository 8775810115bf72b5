//! The rules of docs/FORMATS.md section 6, counted again.
//!
//! Written from that page and the papers it names, for clarity: the numbers are big integers and
//! exact fractions, and nothing is rounded. Each rule gives the members it adds to a result record.

mod compared;
mod eligible;
mod equal_shares;
mod exact_shares;
mod exclusive;
mod margin;
mod money;
mod motion;
mod per_part;
mod phragmen;
mod queue;
mod support;
mod ties;

#[cfg(test)]
mod real;
#[cfg(test)]
mod testing;

use std::borrow::Cow;

use num_rational::BigRational;

use crate::papers::{Contest, Kind, Rule, Worth};
use crate::primitives::canonical::Value;
use crate::profile::Profile;
use crate::shape::Shape;

pub use margin::margin;
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
    /// The rule: the contest's, or one inside it.
    rule: &'a Rule,
    /// The options that are counted, ascending.
    among: Vec<usize>,
    /// The money: the contest's, or that of one part.
    budget: u64,
    /// What ties, conditions and comparisons go by, for every option of the contest.
    scores: Cow<'a, [u64]>,
}

impl<'a> Counting<'a> {
    /// A count of all options by the contest's rule.
    pub fn new(contest: &'a Contest, profile: &'a Profile, lots: &'a Lots) -> Self {
        let (rule, among) = (&contest.rule, (0..contest.options.len()).collect());
        let scores = scores(profile, rule);
        Self { contest, profile, lots, rule, among, budget: contest.budget, scores }
    }

    /// The same count by a rule inside, of some of the options, with some of the money.
    fn inside(&self, rule: &'a Rule, among: Vec<usize>, budget: u64) -> Self {
        Self { rule, among, budget, scores: scores(self.profile, rule), ..*self }
    }

    fn cost(&self, option: usize) -> u64 {
        self.contest.options[option].cost
    }
}

fn scores<'a>(profile: &'a Profile, rule: &Rule) -> Cow<'a, [u64]> {
    match rule.score() {
        Worth::Vote => Cow::Borrowed(&profile.votes),
        Worth::Points => Cow::Borrowed(&profile.points),
        Worth::PointsFromZero => {
            let sums = profile.points.iter().zip(&profile.votes);
            sums.map(|(points, votes)| points.saturating_sub(*votes)).collect()
        }
    }
}

/// What a rule decided.
struct Decided {
    /// Funded options in order of decision, as ballot places.
    funded: Vec<usize>,
    /// `rounds`, `ties` and what the rule brings along.
    members: Vec<(&'static str, Value<'static>)>,
}

fn decide(counting: &Counting<'_>, most_runs: usize) -> Decided {
    match counting.rule {
        Rule::Queue { measure, misfit, ties } => queue::count(counting, *measure, *misfit, ties),
        Rule::Exclusive { groups, misfit, ties } => {
            exclusive::count(counting, groups, *misfit, ties)
        }
        Rule::EqualShares(rule) => equal_shares::count(counting, rule, most_runs),
        Rule::ExactShares { raises, gain, ties } => {
            exact_shares::count(counting, *raises, *gain, ties, most_runs)
        }
        Rule::Phragmen { ties } => phragmen::count(counting, ties),
        Rule::Motion => motion::count(counting),
        Rule::Eligible { conditions, rule } => {
            let (kept, left_out) = eligible::sift(counting, conditions);
            let mut decided = decide(&counting.inside(rule, kept, counting.budget), most_runs);
            if !left_out.is_empty() {
                note_left_out(&mut decided, counting.contest, left_out);
            }
            decided
        }
        Rule::PerPart { by, leftover, parts, rule } => {
            let one = |among, budget| decide(&counting.inside(rule, among, budget), most_runs);
            per_part::count(counting, *by, *leftover, parts, one)
        }
        Rule::Compared { by, rule } => {
            let inside = counting.inside(rule, counting.among.clone(), counting.budget);
            compared::compare(&inside, *by, decide(&inside, most_runs))
        }
        // The caller asks first whether the rule is known.
        Rule::Foreign(_) => Decided { funded: Vec::new(), members: Vec::new() },
    }
}

/// Adds what was left out to what a rule inside left out itself, in ballot order.
fn note_left_out(decided: &mut Decided, contest: &Contest, mut lines: Vec<Value<'static>>) {
    let at = decided.members.iter().position(|(name, _)| *name == "left_out");
    if let Some(Value::List(inner)) = at.map(|at| decided.members.remove(at).1) {
        lines.extend(inner);
    }
    lines.sort_by_key(|line| {
        let id = Shape::any(line).and_then(|line| line.text("id")).unwrap_or_default();
        contest.options.iter().position(|option| option.id == id)
    });
    decided.members.push(("left_out", Value::List(lines)));
}

/// The whole result record, as it must have been published.
///
/// `published` says only how many runs of add-one are worth doing: a count with more runs differs.
pub fn recount(counting: &Counting<'_>, published: &Value<'_>) -> Value<'static> {
    record(counting, most_runs(published) + 1)
}

/// The result record, after at most so many runs with growing shares.
pub fn record(counting: &Counting<'_>, most_runs: usize) -> Value<'static> {
    let Counting { contest, profile, .. } = counting;
    let decided = decide(counting, most_runs);
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
    let rule = crate::primitives::canonical::parse(contest.rule_text.as_bytes());
    vec![
        ("contest", text(&contest.id)),
        ("funded", ids(contest, funded)),
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

/// The most runs that any count in a record tells of: its own, or that of one of its parts.
fn most_runs(result: &Value<'_>) -> usize {
    match result {
        Value::Map(members) => members
            .iter()
            .map(|(name, value)| match value {
                Value::List(runs) if name == "runs" => runs.len(),
                other => most_runs(other),
            })
            .max()
            .unwrap_or(0),
        Value::List(items) => items.iter().map(most_runs).max().unwrap_or(0),
        Value::Bool(_) | Value::Int(_) | Value::Text(_) => 0,
    }
}

/// What each run with a larger share cost, and why there is no further one.
fn runs(all: &[(u128, BigRational)], stop: &str) -> Value<'static> {
    let run = |(cost, share): &(u128, BigRational)| {
        let cost = Value::Int(u64::try_from(*cost).unwrap_or(u64::MAX));
        map(vec![("cost", cost), ("voter_budget", fraction(share))])
    };
    map(vec![("runs", Value::List(all.iter().map(run).collect())), ("stop", text(stop))])
}

/// The ids of options, in their order.
fn ids(contest: &Contest, options: &[usize]) -> Value<'static> {
    Value::List(options.iter().map(|option| text(&contest.options[*option].id)).collect())
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
