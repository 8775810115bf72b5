//! STV cases: every stage of the Scottish rule, the exact rule, winners under other rules, and the
//! large synthetic election.

use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::Value;

use super::{Checks, Read, Unreadable, ballots, from_one};
use crate::hash::Hash;
use crate::tally::council::lots::{LotDrawn, LotNeeded, LotOrder, Purpose};
use crate::tally::council::rankings::Rankings;
use crate::tally::council::selection::Bound;
use crate::tally::council::stv::quantity::Fixed5;
use crate::tally::council::stv::{
    Action, Stage, StvOutcome, constrained, droop_quota, ers97, exact, meek, northern_ireland,
    scottish,
};

impl From<LotNeeded> for Unreadable {
    fn from(needed: LotNeeded) -> Self {
        Self(needed.to_string())
    }
}

/// The name and the 1-based candidate of a stage's action, as the vectors print them.
fn action(action: &Action) -> (&'static str, Option<usize>) {
    match action {
        Action::First => ("first", None),
        Action::Surplus(candidate) => ("surplus", Some(candidate + 1)),
        Action::Exclude(candidates) => ("exclude", candidates.first().map(|c| c + 1)),
    }
}

fn stage(stage: &Stage<Fixed5>) -> Value {
    let (action, cand) = action(&stage.action);
    serde_json::json!({
        "action": action, "cand": cand, "votes": stage.votes, "nontransferable": stage.nontransferable,
    })
}

fn lot(lot: &LotDrawn) -> Value {
    let purpose = match lot.question.purpose {
        Purpose::TransferFirst => "surplus",
        Purpose::Exclude => "exclude",
        Purpose::Elect => "elect",
    };
    serde_json::json!({
        "after_stage": lot.question.after_stage, "tied": from_one(&lot.question.among),
        "purpose": purpose, "taken": lot.taken + 1,
    })
}

/// stv-scottish, stv-small, stv-golden: the whole count under the Scottish rule, digit by digit.
pub(super) fn stages(case: &Value, read: Read<'_>) -> Result<Checks, Unreadable> {
    let (seats, ballots) = ballots(case, read)?;
    let lots = LotOrder::lowest_number(ballots.candidates());
    let outcome = scottish::count(&ballots, seats, &lots)?;
    let mut checks = Checks::default();
    checks.member(case, "candidates", ballots.candidates());
    checks.member(case, "seats", seats);
    checks.member(case, "valid", ballots.valid());
    checks.member(case, "quota", outcome.quota.0 / 100_000);
    checks.member(case, "winners", from_one(&outcome.winners()));
    checks.member(case, "elected_order", from_one(&outcome.elected));
    checks.member(case, "excluded_order", from_one(&outcome.excluded));
    checks.member(case, "stages", outcome.stages.iter().map(stage).collect::<Vec<_>>());
    checks.member(case, "lots", outcome.lots.iter().map(lot).collect::<Vec<_>>());
    if case.get("meek_winners").is_some() {
        let found = meek::count(&ballots, seats, &lots)?;
        checks.member(case, "meek_winners", from_one(&found.winners()));
    }
    if let Some(expected) = case.get("wigm_exact") {
        let outcome = exact::count(&ballots, seats, &lots)?;
        let last = outcome.stages.last();
        checks.member(expected, "winners", from_one(&outcome.winners()));
        checks.member(expected, "lots", outcome.lots.len());
        checks.member(expected, "last_stage", last.map(|stage| &stage.votes));
        checks.member(expected, "nontransferable", last.map(|stage| &stage.nontransferable));
    }
    Ok(checks)
}

/// `rule_comparison`: the winners of the same ballots under several rules.
pub(super) fn comparison(case: &Value, read: Read<'_>) -> Result<Checks, Unreadable> {
    let (_, ballots) = ballots(case, read)?;
    let seats = case["seats"].as_u64().and_then(|seats| usize::try_from(seats).ok());
    let seats = seats.ok_or_else(|| Unreadable("the case has no seats".to_owned()))?;
    let lots = LotOrder::lowest_number(ballots.candidates());
    let mut checks = Checks::default();
    let winners = from_one(&scottish::count(&ballots, seats, &lots)?.winners());
    checks.member(case, "scottish_5dp", winners);
    if let Some(expected) = case.get("wigm_exact_integer_quota") {
        checks.member(
            expected,
            "winners",
            from_one(&exact::count(&ballots, seats, &lots)?.winners()),
        );
    }
    let by_meek = || Ok::<_, LotNeeded>(from_one(&meek::count(&ballots, seats, &lots)?.winners()));
    if let Some(expected) = case.get("meek") {
        checks.member(expected, "winners", by_meek()?);
    }
    if case.get("meek_nz").is_some() {
        checks.member(case, "meek_nz", by_meek()?);
    }
    if let Some(expected) = case.get("ers97") {
        checks.member(
            expected,
            "winners",
            from_one(&ers97::count(&ballots, seats, &lots)?.winners()),
        );
    }
    if let Some(expected) = case.get("northern_ireland") {
        let found = northern_ireland::count(&ballots, seats, &lots)?;
        checks.member(expected, "winners", from_one(&found.winners()));
    }
    Ok(checks)
}

#[derive(Deserialize)]
struct Constrained {
    seats: usize,
    group: Vec<String>,
    min_f: usize,
    max_f: usize,
}

/// stv-constrained: the exact count with bounds for the group `f`.
pub(super) fn constrained(case: &Value, read: Read<'_>) -> Result<Checks, Unreadable> {
    let (_, ballots) = ballots(case, read)?;
    let Constrained { seats, group, min_f, max_f } = Constrained::deserialize(case)?;
    let lots = LotOrder::lowest_number(ballots.candidates());
    let in_group = group.iter().enumerate().filter(|(_, name)| *name == "f");
    let group = in_group.map(|(candidate, _)| candidate).collect();
    let bounds = [Bound { group, min: min_f, max: max_f }];
    let mut checks = Checks::default();
    if case.get("unconstrained").is_some() {
        let found = exact::count(&ballots, seats, &lots)?;
        checks.member(case, "unconstrained", from_one(&found.winners()));
    }
    let expected = &case["expected"];
    let found = match constrained::count(&ballots, seats, &bounds, &lots) {
        Ok(found) => found,
        Err(constrained::Stopped::Lot(needed)) => return Err(needed.into()),
        Err(constrained::Stopped::Impossible(_)) => {
            checks.member(expected, "feasible", false);
            return Ok(checks);
        }
    };
    let action = |stage: &Stage<_>| match &stage.action {
        Action::Exclude(out) if out.iter().all(|c| found.doomed.contains(c)) => {
            format!("exclude-doomed {}", out[0] + 1)
        }
        other => match action(other) {
            (name, Some(candidate)) => format!("{name} {candidate}"),
            (name, None) => name.to_owned(),
        },
    };
    let count = &found.count;
    let tied = count.lots.iter().map(|lot| from_one(&lot.question.among));
    checks.member(expected, "feasible", true);
    checks.member(expected, "quota", droop_quota(ballots.valid(), seats));
    checks.member(expected, "winners", from_one(&count.winners()));
    checks.member(expected, "elected_order", from_one(&count.elected));
    checks.member(expected, "actions", count.stages.iter().map(action).collect::<Vec<_>>());
    checks.member(expected, "lots", tied.collect::<Vec<_>>());
    Ok(checks)
}

/// large: a generated election; the stages are compared by their hash.
pub(super) fn large(case: &Value, _read: Read<'_>) -> Result<Checks, Unreadable> {
    let generator = case["generator"].as_str().unwrap_or_default();
    let numbers: Vec<u64> = generator
        .strip_prefix("make_large.py ")
        .unwrap_or_default()
        .split(' ')
        .filter_map(|number| number.parse().ok())
        .collect();
    let [papers, candidates, seats, seed] = numbers[..] else {
        return Err(Unreadable(format!("an unknown generator: {generator}")));
    };
    let whole = |number: u64| usize::try_from(number).map_err(|e| Unreadable(e.to_string()));
    let (candidates, seats) = (whole(candidates)?, whole(seats)?);
    let ballots = generate(papers, candidates, seed)?;
    let lots = LotOrder::lowest_number(candidates);
    let outcome = scottish::count(&ballots, seats, &lots)?;
    let mut checks = Checks::default();
    checks.member(case, "unique_rankings", ballots.len());
    checks.member(case, "valid", ballots.valid());
    checks.member(case, "quota", outcome.quota.0 / 100_000);
    checks.member(case, "winners", from_one(&outcome.winners()));
    checks.member(case, "elected_order", from_one(&outcome.elected));
    checks.member(case, "nstages", outcome.stages.len());
    checks.member(case, "stages_sha256", stages_hash(&outcome));
    checks.member(case, "last_stage", outcome.stages.last().map(|stage| &stage.votes));
    if case.get("wigm_exact_winners").is_some() {
        let outcome = exact::count(&ballots, seats, &lots)?;
        checks.member(case, "wigm_exact_winners", from_one(&outcome.winners()));
    }
    Ok(checks)
}

/// SHA-256 of one line per stage: `action;candidate or 0;votes…;nontransferable`.
fn stages_hash(outcome: &StvOutcome<Fixed5>) -> String {
    let mut text = String::new();
    for stage in &outcome.stages {
        let (action, candidate) = action(&stage.action);
        write!(text, "{action};{}", candidate.unwrap_or(0)).expect("a string takes every text");
        for votes in stage.votes.iter().chain([&stage.nontransferable]) {
            write!(text, ";{}", votes.0).expect("a string takes every text");
        }
        text.push('\n');
    }
    Hash::of(&[text.as_bytes()]).to_hex()
}

/// The ballots that `make_large.py` writes, from the same generator (Knuth's MMIX constants).
pub(super) fn generate(papers: u64, candidates: usize, seed: u64) -> Result<Rankings, Unreadable> {
    let unreadable = |e: &dyn std::fmt::Display| Unreadable(e.to_string());
    let mut state = seed;
    let mut next = move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let below = |drawn: u64, n: usize| usize::try_from(drawn % (n as u64)).expect("below n");
    let mut builder = Rankings::builder(candidates).map_err(|e| unreadable(&e))?;
    let last = u16::try_from(candidates).map_err(|e| unreadable(&e))?;
    if candidates == 0 {
        return Err(Unreadable("a generated election has candidates".to_owned()));
    }
    for _ in 0..papers {
        let centre = below(next(), candidates);
        let length = 1 + below(next(), candidates.min(10));
        let mut left: Vec<u16> = (0..last).collect();
        let mut ranking = Vec::with_capacity(length);
        for _ in 0..length {
            let weight = |c: &u16| {
                let distance = usize::from(*c).abs_diff(centre) as u64;
                1_000_000 / (1 + distance * distance)
            };
            let mut x = next() % left.iter().map(weight).sum::<u64>();
            let drawn = left.iter().position(|candidate| {
                let weight = weight(candidate);
                let here = x < weight;
                x = x.saturating_sub(weight);
                here
            });
            ranking.push(left.remove(drawn.expect("x is below the sum of the weights")));
        }
        builder.push(1, &ranking).map_err(|e| unreadable(&e))?;
    }
    Ok(builder.finish())
}
