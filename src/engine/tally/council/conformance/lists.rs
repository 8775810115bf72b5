//! List cases: apportionment by every rule, lists that run out, panachage.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Checks, Read, Unreadable};
use crate::tally::council::lists::panachage::{self, MOST_PER_CANDIDATE, Paper};
use crate::tally::council::lists::{ListRule, apportion};

#[derive(Deserialize)]
struct Contest {
    votes: Vec<u64>,
    seats: u64,
    candidates_per_list: Option<Vec<u64>>,
    expected: Map<String, Value>,
}

/// list-pr: the seats per list under each rule named, with ties, too many and unfilled seats.
pub(super) fn apportionment(case: &Value, _read: Read<'_>) -> Result<Checks, Unreadable> {
    let contest = Contest::deserialize(case)?;
    let caps = contest.candidates_per_list.as_deref();
    if caps.is_some_and(|caps| caps.len() != contest.votes.len()) {
        return Err(Unreadable("candidates_per_list needs one number per list".to_owned()));
    }
    let mut checks = Checks::default();
    for (name, expected) in &contest.expected {
        let Some(rule) = ListRule::ALL.into_iter().find(|rule| rule.name() == name) else {
            checks.unsupported(format!("the list rule {name}"));
            continue;
        };
        let found = apportion(rule, &contest.votes, contest.seats, caps);
        checks.equal(&format!("{name} seats"), &expected["seats"], &found.seats);
        checks.equal(&format!("{name} tie"), &expected["tie"], &found.tie);
        let number = |member: &str| expected.get(member).cloned().unwrap_or(Value::from(0));
        checks.equal(&format!("{name} over"), &number("over"), found.over);
        checks.equal(&format!("{name} unfilled"), &number("unfilled"), found.unfilled);
    }
    Ok(checks)
}

#[derive(Deserialize)]
struct Panachage {
    rule: String,
    seats: u64,
    candidates_per_list: Vec<usize>,
    max_per_candidate: u64,
    ballots: Vec<Paper>,
}

/// panachage: rule P1, votes and seats and names.
pub(super) fn panachage(case: &Value, _read: Read<'_>) -> Result<Checks, Unreadable> {
    let contest = Panachage::deserialize(case)?;
    if contest.rule != "P1" || contest.max_per_candidate != MOST_PER_CANDIDATE {
        return Err(Unreadable(format!("the panachage rule {}", contest.rule)));
    }
    let found = panachage::count(&contest.ballots, &contest.candidates_per_list, contest.seats);
    let expected = &case["expected"];
    let mut checks = Checks::default();
    checks.member(expected, "candidate_votes", &found.candidate_votes);
    checks.member(expected, "list_votes", &found.list_votes);
    checks.member(expected, "invalid", found.invalid);
    checks.member(expected, "unused_votes", found.unused_votes);
    checks.member(expected, "seats", &found.seats);
    checks.member(expected, "tie", &found.tie);
    checks.member(expected, "elected", &found.elected);
    Ok(checks)
}
