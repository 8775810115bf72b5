//! Cases of one post, of motions, of marks on paper and of quotas.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::{Checks, Read, Unreadable, ballots, from_one};
use crate::tally::council::condorcet::schulze::Strength;
use crate::tally::council::condorcet::{Duels, minimax, schulze, smith};
use crate::tally::council::irv;
use crate::tally::council::lots::LotOrder;
use crate::tally::council::marks::{self, Policy};
use crate::tally::council::motion::{MotionFacts, MotionRule, decide};
use crate::tally::council::selection::{Bound, NoSelection, best, best_loser_substitution};

/// condorcet-irv: the matrix and every rule that reads it.
pub(super) fn one_post(case: &Value, read: Read<'_>) -> Result<Checks, Unreadable> {
    let (_, ballots) = ballots(case, read)?;
    let standing: Vec<usize> = ballots.standing().collect();
    let duels = Duels::of(&ballots);
    let mut checks = Checks::default();
    checks.member(case, "n", ballots.candidates());
    checks.member(case, "matrix", &duels);
    checks.member(case, "condorcet", duels.condorcet_winner(&standing).map(|c| c + 1));
    checks.member(case, "smith", from_one(&smith::set(&duels, &standing)));
    let schulze = |strength| from_one(&schulze::winners(&duels, &standing, strength));
    checks.member(case, "schulze_winning_votes", schulze(Strength::WinningVotes));
    checks.member(case, "schulze_margins", schulze(Strength::Margins));
    checks.member(case, "minimax_margins", from_one(&minimax::winners(&duels, &standing)));
    if let Some(expected) = case.get("irv") {
        let found = irv::count(&ballots, &LotOrder::lowest_number(ballots.candidates()))?;
        let tied = found.lots.iter().map(|lot| from_one(&lot.question.among));
        checks.member(expected, "winners", from_one(&found.winners));
        checks.member(expected, "excluded", from_one(&found.excluded));
        checks.member(expected, "lots", tied.collect::<Vec<_>>());
    }
    Ok(checks)
}

/// motions: adopted, rejected or no quorum.
pub(super) fn motion(case: &Value, _read: Read<'_>) -> Result<Checks, Unreadable> {
    let rule = MotionRule::deserialize(&case["rule"])?;
    let facts = MotionFacts::deserialize(&case["votes"])?;
    let mut checks = Checks::default();
    checks.member(case, "expected", decide(&rule, &facts).decision);
    Ok(checks)
}

/// ballot-interpretation: from marks per rank to a ranking.
pub(super) fn marks(case: &Value, _read: Read<'_>) -> Result<Checks, Unreadable> {
    let policy = Policy::deserialize(&case["policy"])?;
    let ranks = Vec::<Vec<u16>>::deserialize(&case["marks"])?;
    let mut checks = Checks::default();
    checks.member(case, "expected", marks::interpret(&ranks, &policy));
    Ok(checks)
}

#[derive(Deserialize)]
struct Quotas {
    scores: Vec<u64>,
    seats: usize,
    attributes: BTreeMap<String, Vec<String>>,
    bounds: Vec<GroupBound>,
}

#[derive(Deserialize)]
struct GroupBound {
    attribute: String,
    value: String,
    min: usize,
    max: usize,
}

/// quota-selection: every optimal committee under bounds, and best-loser substitution.
pub(super) fn quotas(case: &Value, _read: Read<'_>) -> Result<Checks, Unreadable> {
    let contest = Quotas::deserialize(case)?;
    let mut bounds = Vec::new();
    for bound in &contest.bounds {
        let unknown = || Unreadable(format!("the attribute {} is not given", bound.attribute));
        let values = contest.attributes.get(&bound.attribute).ok_or_else(unknown)?;
        let in_group = values.iter().enumerate().filter(|(_, value)| **value == bound.value);
        let group = in_group.map(|(candidate, _)| candidate).collect();
        bounds.push(Bound { group, min: bound.min, max: bound.max });
    }
    let expected = &case["expected"];
    let mut checks = Checks::default();
    match best(&contest.scores, contest.seats, &bounds) {
        Ok(found) => {
            checks.member(expected, "feasible", true);
            checks.member(expected, "total", u64::try_from(found.total).ok());
            checks.member(expected, "optimal_sets", found.committees);
        }
        Err(NoSelection::TooLarge) => return Err(Unreadable(NoSelection::TooLarge.to_string())),
        Err(_) => {
            checks.member(expected, "feasible", false);
            checks.member(expected, "total", None::<u64>);
            checks.member(expected, "optimal_sets", Vec::<Vec<usize>>::new());
        }
    }
    if let (Some(_), Some(bound)) = (expected.get("best_loser_substitution"), bounds.first()) {
        let found = best_loser_substitution(&contest.scores, contest.seats, bound);
        checks.member(expected, "best_loser_substitution", found);
    }
    Ok(checks)
}
