//! Rankings counted by any rule: the members of an answer, and its story.

use std::fmt::Display;

use morada_engine::tally::council::condorcet::schulze::Strength;
use morada_engine::tally::council::condorcet::{Duels, minimax, schulze, smith};
use morada_engine::tally::council::lots::{LotDrawn, LotNeeded, Lots, Purpose};
use morada_engine::tally::council::rankings::Rankings;
use morada_engine::tally::council::stv::quantity::Amount;
use morada_engine::tally::council::stv::{
    Action, Stage, StvOutcome, ers97, exact, meek, northern_ireland, scottish,
};
use morada_engine::tally::council::{irv, plurality, told};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Refused, from_one};
use crate::app::story::duels::{Verdict, of_duels};
use crate::app::story::rankings::of_told;
use crate::i18n::message::Message;

/// An answer.
pub struct Found {
    /// Its members as JSON.
    pub members: Map<String, Value>,
    /// The same told, a sentence each.
    pub story: Vec<Message>,
}

/// The most candidates that are compared two by two: the work grows with their cube.
const MOST_COMPARED: usize = 1_000;

/// The rules that `--compare` counts by.
pub fn fitting(seats: usize) -> Vec<&'static str> {
    let mut rules = vec!["stv-scottish", "stv-exact", "meek", "ers97", "northern-ireland"];
    if seats == 1 {
        rules.extend(["irv", "schulze-winning-votes", "schulze-margins", "minimax", "smith"]);
        rules.push("condorcet");
    }
    rules.push("plurality");
    rules
}

/// Counts `ballots` by the rule that goes by `name`.
pub fn count(
    name: &str,
    ballots: &Rankings,
    seats: usize,
    lots: &dyn Lots,
    names: &[String],
) -> Result<Found, Refused> {
    let rule = name.to_lowercase().replace('_', "-");
    let stopped = |needed: LotNeeded| -> Refused { asked(&needed, names).into() };
    let standing: Vec<usize> = ballots.standing().collect();
    let duels = || Duels::of(ballots);
    can_be_compared(&rule, standing.len())?;
    let one = |winners: Vec<usize>, duels: &Duels, by: Verdict| -> Result<Found, Refused> {
        if seats != 1 {
            return Err(format!("{rule} fills one post, and there are {seats} seats").into());
        }
        let members = answer(&rule.replace('-', "_"), &winners, &json!({ "matrix": duels }));
        Ok(Found { members, story: of_duels(duels, &winners, &standing, by, names) })
    };
    match &*rule {
        "stv" | "stv-scottish" | "scottish-5dp" => {
            let found = scottish::count(ballots, seats, lots).map_err(stopped)?;
            Ok(stages("stv_scottish", &found, ballots, names))
        }
        "stv-exact" | "wigm-exact" => {
            let found = exact::count(ballots, seats, lots).map_err(stopped)?;
            Ok(stages("stv_exact", &found, ballots, names))
        }
        "ers97" => {
            let found = ers97::count(ballots, seats, lots).map_err(stopped)?;
            Ok(stages("ers97", &found, ballots, names))
        }
        "northern-ireland" => {
            let found = northern_ireland::count(ballots, seats, lots).map_err(stopped)?;
            Ok(stages("northern_ireland", &found, ballots, names))
        }
        "meek" => {
            let found = meek::count(ballots, seats, lots).map_err(stopped)?;
            let members = json!({
                "excluded": from_one(&found.excluded),
                "rounds": found.rounds,
                "ties": ties(&found.lots),
                "unfilled": found.unfilled,
            });
            let members = answer("meek", &found.elected, &members);
            Ok(Found { members, story: of_told(&told::of_meek(&found, ballots), names) })
        }
        "irv" if seats != 1 => Err("irv fills one post: stv fills several".into()),
        "irv" => {
            let found = irv::count(ballots, lots).map_err(stopped)?;
            let members = json!({
                "excluded": from_one(&found.excluded),
                "rounds": found.rounds,
                "ties": ties(&found.lots),
            });
            let members = answer("irv", &found.winners, &members);
            Ok(Found { members, story: of_told(&told::of_irv(&found, ballots), names) })
        }
        "schulze" | "schulze-winning-votes" => {
            let duels = duels();
            let by = Strength::WinningVotes;
            one(schulze::winners(&duels, &standing, by), &duels, Verdict::Paths(by))
        }
        "schulze-margins" => {
            let duels = duels();
            let by = Strength::Margins;
            one(schulze::winners(&duels, &standing, by), &duels, Verdict::Paths(by))
        }
        "minimax" | "minimax-margins" => {
            let duels = duels();
            one(minimax::winners(&duels, &standing), &duels, Verdict::WorstDefeat)
        }
        "smith" => {
            let duels = duels();
            one(smith::set(&duels, &standing), &duels, Verdict::Duels)
        }
        "condorcet" => {
            let duels = duels();
            let winner = duels.condorcet_winner(&standing).into_iter().collect();
            one(winner, &duels, Verdict::Duels)
        }
        "plurality" => {
            let first = |(papers, ranking): (u64, &[u16])| {
                (papers, ranking.iter().take(1).map(|c| usize::from(*c)).collect())
            };
            let papers: Vec<(u64, Vec<usize>)> = ballots.iter().map(first).collect();
            let found = plurality::count(ballots.candidates(), seats, 1, &papers);
            let (elected, drawn) = found.cut.settle(lots).map_err(stopped)?;
            let members = json!({ "votes": found.votes, "ties": ties(&drawn) });
            let members = answer("plurality", &elected, &members);
            let told = told::of_votes(&found.votes, &elected, &drawn, found.cut.unfilled, ballots);
            Ok(Found { members, story: of_told(&told, names) })
        }
        other => Err(format!("no rule {other:?} for rankings: --list-rules names them").into()),
    }
}

/// Whether a rule that compares every two candidates ends in reasonable time.
fn can_be_compared(rule: &str, standing: usize) -> Result<(), Refused> {
    let compares = ["schulze", "minimax", "smith", "condorcet"];
    if standing > MOST_COMPARED && compares.iter().any(|name| rule.starts_with(name)) {
        let why = format!("{rule} compares every two, and there are more than {MOST_COMPARED}");
        return Err(why.into());
    }
    Ok(())
}

/// The sentence with which a count stops.
pub fn asked(needed: &LotNeeded, names: &[String]) -> String {
    let tied: Vec<&str> =
        needed.among.iter().filter_map(|place| names.get(*place)).map(String::as_str).collect();
    let what = match needed.purpose {
        Purpose::TransferFirst => "whose surplus goes first",
        Purpose::Exclude => "who is excluded",
        Purpose::Elect => "who is elected",
    };
    let (tied, stage) = (tied.join(", "), needed.after_stage);
    format!(
        "after stage {stage} a lot is needed to say {what}, between {tied}: draw it and count again \
         with --lot-order FILE"
    )
}

/// Lots as JSON.
pub fn ties(lots: &[LotDrawn]) -> Vec<Value> {
    let tie = |lot: &LotDrawn| {
        json!({
            "after_stage": lot.question.after_stage,
            "purpose": lot.question.purpose,
            "taken": lot.taken + 1,
            "tied": from_one(&lot.question.among),
        })
    };
    lots.iter().map(tie).collect()
}

/// What every answer about seats has. Seats cost nothing; the members are those of all counts.
pub fn answer(rule: &str, winners: &[usize], members: &Value) -> Map<String, Value> {
    let mut answer = members.as_object().cloned().unwrap_or_default();
    answer.insert("rule".to_owned(), json!(rule));
    answer.insert("version".to_owned(), json!(1));
    answer.insert("winners".to_owned(), json!(from_one(winners)));
    answer.insert("total_cost".to_owned(), json!("0"));
    for list in ["ties", "rounds", "repairs"] {
        answer.entry(list).or_insert_with(|| json!([]));
    }
    answer
}

/// The answer of a count by stages.
pub fn stages<V: Amount + Serialize + Display>(
    rule: &str,
    outcome: &StvOutcome<V>,
    ballots: &Rankings,
    names: &[String],
) -> Found {
    let stage = |stage: &Stage<V>| {
        let (action, cands) = match &stage.action {
            Action::First => ("first", &[][..]),
            Action::Surplus(candidate) => ("surplus", std::slice::from_ref(candidate)),
            Action::Exclude(candidates) => ("exclude", &candidates[..]),
        };
        let shown: Vec<String> = stage.votes.iter().map(ToString::to_string).collect();
        json!({
            "action": action,
            "cand": cands.first().map(|candidate| candidate + 1),
            "cands": from_one(cands),
            "elected": from_one(&stage.elected),
            "nontransferable": stage.nontransferable,
            "shown": shown,
            "votes": stage.votes,
        })
    };
    let members = json!({
        "excluded": from_one(&outcome.excluded),
        "quota": outcome.quota,
        "stages": outcome.stages.iter().map(stage).collect::<Vec<_>>(),
        "ties": ties(&outcome.lots),
        "unfilled": outcome.unfilled,
        "valid": outcome.valid,
    });
    let members = answer(rule, &outcome.elected, &members);
    Found { members, story: of_told(&told::of_stv(outcome, ballots), names) }
}
