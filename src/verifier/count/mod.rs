//! The rules of docs/FORMATS.md section 6, counted again.
//!
//! Written from that page and the papers it names, for clarity: the numbers are big integers and
//! exact fractions, and nothing is rounded. Each rule gives the members it adds to a result record.

mod compared;
mod eligible;
mod equal_shares;
mod money;
mod motion;
mod queue;
mod ties;

#[cfg(test)]
mod real;

use std::borrow::Cow;

use num_rational::BigRational;

use crate::papers::{Contest, Kind, Rule, Score};
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
    /// The rule: the contest's, or one inside it.
    rule: &'a Rule,
    /// The options that are counted, ascending.
    among: Vec<usize>,
}

impl<'a> Counting<'a> {
    /// A count of all options by the contest's rule.
    pub fn new(contest: &'a Contest, profile: &'a Profile, lots: &'a Lots) -> Self {
        let among = (0..contest.options.len()).collect();
        Self { contest, profile, lots, rule: &contest.rule, among }
    }

    /// The same count by a rule inside, of some of the options.
    fn inside(&self, rule: &'a Rule, among: Vec<usize>) -> Self {
        Self { rule, among, ..*self }
    }

    /// What ties, conditions and comparisons go by: votes, or points where the rule counts points.
    fn scores(&self) -> &'a [u64] {
        match self.rule.score() {
            Score::Votes => &self.profile.votes,
            Score::Points => &self.profile.points,
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
        Rule::EqualShares(rule) => equal_shares::count(counting, rule, most_runs),
        Rule::Motion => motion::count(counting),
        Rule::Eligible { conditions, rule } => {
            let (kept, left_out) = eligible::sift(counting, conditions);
            let mut decided = decide(&counting.inside(rule, kept), most_runs);
            if !left_out.is_empty() {
                note_left_out(&mut decided, counting.contest, left_out);
            }
            decided
        }
        Rule::Compared { by, rule } => {
            let inside = counting.inside(rule, counting.among.clone());
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

fn runs_published(result: &Value<'_>) -> usize {
    let add1 = Shape::any(result).and_then(|result| result.get("add1"));
    let runs = add1.and_then(Shape::any).and_then(|add1| add1.list("runs"));
    runs.map_or(0, <[Value<'_>]>::len)
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
