//! Approval committees: scores, sequences, optima.

use serde::Deserialize;
use serde_json::Value;

use super::{Checks, Read, Unreadable, from_one};
use crate::tally::council::approval::{Approvals, Sequence, equal_shares, pav, phragmen, scores};
use crate::tally::council::lots::LotOrder;
use crate::tally::council::plurality::Cut;

/// Ways of breaking ties that are followed before equal shares is called too tied to list.
const MOST_WAYS: usize = 200_000;

#[derive(Deserialize)]
struct Contest {
    n: usize,
    k: usize,
    approvals: Vec<(u64, Vec<usize>)>,
}

fn cut(checks: &mut Checks, expected: &Value, cut: &Cut) {
    let tie = cut.tie.as_ref().map(|tie| {
        serde_json::json!({
            "candidates": from_one(&tie.candidates), "seats_to_draw": tie.seats_to_draw,
        })
    });
    checks.member(expected, "elected", from_one(&cut.elected));
    checks.member(expected, "tie", tie);
}

fn sequence(checks: &mut Checks, expected: &Value, found: &Sequence) {
    checks.member(expected, "order", from_one(&found.order()));
    checks.member(expected, "tie", !found.lots.is_empty());
    let gains = found.seats.iter().map(|(_, gain)| gain);
    checks.member(expected, "gains", gains.collect::<Vec<_>>());
}

/// approval: all rules that the case names.
pub(super) fn committees(case: &Value, _read: Read<'_>) -> Result<Checks, Unreadable> {
    let contest = Contest::deserialize(case)?;
    let from_zero = |set: Vec<usize>| -> Result<Vec<usize>, Unreadable> {
        let minus_one = |number: usize| number.checked_sub(1);
        let known = set.into_iter().map(minus_one).collect::<Option<Vec<_>>>();
        known.ok_or_else(|| Unreadable("candidates are numbered from 1".to_owned()))
    };
    let papers = contest.approvals.into_iter().map(|(n, set)| Ok((n, from_zero(set)?)));
    let papers = papers.collect::<Result<Vec<_>, Unreadable>>()?;
    let ballots =
        Approvals::new(contest.n, papers).map_err(|unknown| Unreadable(unknown.to_string()))?;
    let (seats, lots) = (contest.k, LotOrder::lowest_number(contest.n));
    let mut checks = Checks::default();
    if let Some(expected) = case.get("av") {
        let scores = scores::approval_scores(&ballots);
        checks.member(expected, "scores", &scores);
        cut(&mut checks, expected, &scores::elect(&scores, seats));
    }
    if let Some(expected) = case.get("sav") {
        let scores = scores::satisfaction_scores(&ballots);
        checks.member(expected, "scores", &scores);
        cut(&mut checks, expected, &scores::elect(&scores, seats));
    }
    let unreadable = |why: &dyn std::fmt::Display| Unreadable(why.to_string());
    if let Some(expected) = case.get("seqpav") {
        let found = pav::sequential(&ballots, seats, &lots).map_err(|why| unreadable(&why))?;
        sequence(&mut checks, expected, &found);
    }
    if let Some(expected) = case.get("pav") {
        let found = pav::optimal(&ballots, seats).map_err(|why| unreadable(&why))?;
        let committees = found.committees.iter().map(|committee| from_one(committee));
        checks.member(expected, "committees", committees.collect::<Vec<_>>());
        checks.member(expected, "score", &found.score);
    }
    if let Some(expected) = case.get("seqphragmen") {
        sequence(&mut checks, expected, &phragmen::sequential(&ballots, seats, &lots)?);
    }
    if let Some(expected) = case.get("equal_shares_abcvoting") {
        let found = equal_shares::all_committees(&ballots, seats, MOST_WAYS);
        let found = found.ok_or_else(|| Unreadable("equal shares has too many ties".to_owned()))?;
        let committees = found.iter().map(|committee| from_one(committee));
        checks.equal("equal_shares_abcvoting", expected, committees.collect::<Vec<_>>());
    }
    Ok(checks)
}
