//! Seats and motions: rankings from a `.blt` file, and the JSON forms of the shared elections.

use std::path::Path;

use morada_engine::blt;
use morada_engine::chance::Seed;
use morada_engine::eligibility::{self, Person, ReferenceDay};
use morada_engine::ids::{ContestId, OptionId};
use morada_engine::tally::council::approval::{
    Approvals, Sequence, equal_shares, pav, phragmen, scores,
};
use morada_engine::tally::council::condorcet::schulze::Strength;
use morada_engine::tally::council::condorcet::{Duels, minimax, schulze, smith};
use morada_engine::tally::council::lists::panachage::{self, Paper};
use morada_engine::tally::council::lists::{ListRule, apportion};
use morada_engine::tally::council::lots::{LotDrawn, LotOrder};
use morada_engine::tally::council::marks::{self, Policy};
use morada_engine::tally::council::motion::{MotionFacts, MotionRule, decide};
use morada_engine::tally::council::rankings::Rankings;
use morada_engine::tally::council::selection::{Bound, best};
use morada_engine::tally::council::stv::{
    Action, StvOutcome, ers97, exact, northern_ireland, scottish,
};
use morada_engine::tally::council::{irv, plurality};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{CountArgs, Refused};
use crate::cli::files;

/// Rules for seats, for `--list-rules`.
pub const LIST: &str = "\
For seats, from rankings (.blt):
  stv-scottish (stv): Scottish STV, five decimals, every stage
  stv-exact: the same in exact fractions
  ers97, northern-ireland: STV by their rules
  irv: instant run-off for one post
  schulze-winning-votes, schulze-margins, minimax, smith, condorcet: one post, from duels
  plurality: most first preferences
For seats and motions, from cases in JSON (one object, or one a line):
  votes and seats: dhondt, sainte_lague, sainte_lague_mod14, imperiali, danish, hare, droop,
    hagenbach_bischoff; all of them without --rule
  approvals: av, sav, seqpav, pav, seqphragmen, equal_shares; all of them without --rule
  candidates_per_list and ballots: panachage P1
  scores, seats and bounds: quota selection
  rule and votes: motion
  marks and policy: marks on paper
  rule and person: eligibility
";

/// Counts a file of rankings.
pub fn rankings(args: &CountArgs, bytes: &[u8]) -> Result<(), Refused> {
    let file = blt::read(bytes, &Policy::until_uncertain())?;
    let seats = args.seats.unwrap_or(file.seats);
    let lots = lots(args, file.names.len())?;
    let rule = args.rule.as_deref().unwrap_or("stv-scottish").replace('_', "-");
    let mut answer = ranked(&rule, &file.ballots, seats, &lots)?;
    let repairs =
        file.repairs.iter().map(|r| json!({ "line": r.line, "what": format!("{:?}", r.kind) }));
    answer.insert("repairs".to_owned(), repairs.collect());
    answer.insert("names".to_owned(), json!(file.names));
    answer.insert("title".to_owned(), json!(file.title));
    if args.json {
        println!("{}", Value::Object(answer));
    } else {
        print!("{}", table(&answer, &file.names));
    }
    Ok(())
}

fn table(answer: &Map<String, Value>, names: &[String]) -> String {
    let name = |number: &Value| {
        let place = number.as_u64().and_then(|n| usize::try_from(n).ok()?.checked_sub(1));
        place.and_then(|place| names.get(place)).map_or("?", String::as_str)
    };
    let mut lines = vec![format!("rule {}", answer["rule"].as_str().unwrap_or_default())];
    for stage in answer.get("stages").and_then(Value::as_array).into_iter().flatten() {
        lines.push(format!(
            "{} {}",
            stage["action"].as_str().unwrap_or_default(),
            name(&stage["cand"])
        ));
        let votes = stage["shown"].as_array().into_iter().flatten();
        for (number, votes) in (1..).zip(votes) {
            lines.push(format!("  {:<24} {}", name(&json!(number)), votes.as_str().unwrap_or("0")));
        }
    }
    for winner in answer["winners"].as_array().into_iter().flatten() {
        lines.push(format!("elected: {winner} {}", name(winner)));
    }
    for tie in answer["ties"].as_array().into_iter().flatten() {
        lines.push(format!("lot: {tie}"));
    }
    lines.join("\n") + "\n"
}

/// Where lots come from: the lowest number, or an order in which the first wins.
fn lots(args: &CountArgs, candidates: usize) -> Result<LotOrder, Refused> {
    if let Some(path) = &args.lot_order {
        let text = String::from_utf8(files::read(path)?)?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let number = |line: &str| {
            let place = line.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            place.ok_or_else(|| format!("{line:?} is no candidate number"))
        };
        let order: Result<Vec<usize>, String> = lines.map(number).collect();
        return Ok(LotOrder::first_wins(&order?));
    }
    let Some(seed) = args.ties.strip_prefix("lot:") else {
        return Ok(LotOrder::lowest_number(candidates));
    };
    let ids: Result<Vec<OptionId>, _> =
        (1..=candidates).map(|number| OptionId::parse(&number.to_string())).collect();
    let order = Seed::parse(seed)?.order(&ContestId::parse("council")?, &ids?);
    let places = order.iter().filter_map(|id| id.as_str().parse::<usize>().ok()?.checked_sub(1));
    Ok(LotOrder::first_wins(&places.collect::<Vec<_>>()))
}

fn from_one(places: &[usize]) -> Vec<usize> {
    places.iter().map(|place| place + 1).collect()
}

fn ties(lots: &[LotDrawn]) -> Vec<Value> {
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

fn answer(rule: &str, winners: &[usize], members: &Value) -> Map<String, Value> {
    let mut answer = members.as_object().cloned().unwrap_or_default();
    answer.insert("rule".to_owned(), json!(rule));
    answer.insert("version".to_owned(), json!(1));
    answer.insert("winners".to_owned(), json!(from_one(winners)));
    answer.entry("ties").or_insert_with(|| json!([]));
    answer
}

fn ranked(
    rule: &str,
    ballots: &Rankings,
    seats: usize,
    lots: &LotOrder,
) -> Result<Map<String, Value>, Refused> {
    let standing: Vec<usize> = ballots.standing().collect();
    let one = |winners: &[usize], duels: &Duels| {
        answer(&rule.replace('-', "_"), winners, &json!({ "matrix": duels }))
    };
    let duels = || Duels::of(ballots);
    Ok(match rule {
        "stv" | "stv-scottish" | "scottish-5dp" => {
            stages("stv_scottish", &scottish::count(ballots, seats, lots)?)
        }
        "stv-exact" | "wigm-exact" => stages("stv_exact", &exact::count(ballots, seats, lots)?),
        "ers97" => stages("ers97", &ers97::count(ballots, seats, lots)?),
        "northern-ireland" => {
            stages("northern_ireland", &northern_ireland::count(ballots, seats, lots)?)
        }
        "irv" => {
            let found = irv::count(ballots, lots)?;
            let members = json!({
                "excluded": from_one(&found.excluded),
                "rounds": found.rounds,
                "ties": ties(&found.lots),
            });
            answer("irv", &found.winners, &members)
        }
        "schulze" | "schulze-winning-votes" => {
            one(&schulze::winners(&duels(), &standing, Strength::WinningVotes), &duels())
        }
        "schulze-margins" => {
            one(&schulze::winners(&duels(), &standing, Strength::Margins), &duels())
        }
        "minimax" | "minimax-margins" => one(&minimax::winners(&duels(), &standing), &duels()),
        "smith" => one(&smith::set(&duels(), &standing), &duels()),
        "condorcet" => {
            let winner: Vec<usize> = duels().condorcet_winner(&standing).into_iter().collect();
            one(&winner, &duels())
        }
        "plurality" => {
            let first = |(papers, ranking): (u64, &[u16])| {
                (papers, ranking.iter().take(1).map(|c| usize::from(*c)).collect())
            };
            let papers: Vec<(u64, Vec<usize>)> = ballots.iter().map(first).collect();
            let found = plurality::count(ballots.candidates(), seats, 1, &papers);
            let (elected, drawn) = found.cut.settle(lots)?;
            answer("plurality", &elected, &json!({ "votes": found.votes, "ties": ties(&drawn) }))
        }
        other => return Err(format!("no rule {other:?} for rankings: --list-rules").into()),
    })
}

fn stages<V: Serialize + std::fmt::Display>(
    rule: &str,
    outcome: &StvOutcome<V>,
) -> Map<String, Value> {
    let stage = |stage: &morada_engine::tally::council::stv::Stage<V>| {
        let (action, cand) = match &stage.action {
            Action::First => ("first", None),
            Action::Surplus(candidate) => ("surplus", Some(candidate + 1)),
            Action::Exclude(candidates) => ("exclude", candidates.first().map(|c| c + 1)),
        };
        let shown: Vec<String> = stage.votes.iter().map(ToString::to_string).collect();
        json!({
            "action": action,
            "cand": cand,
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
        "valid": outcome.valid,
    });
    answer(rule, &outcome.elected, &members)
}

/// Counts every case of a JSON file and prints one answer a line.
pub fn cases(args: &CountArgs, bytes: &[u8], folder: &Path) -> Result<(), Refused> {
    let text = std::str::from_utf8(bytes)?;
    let cases: Vec<Value> = match serde_json::from_str(text) {
        Ok(Value::Array(cases)) => cases,
        Ok(case) => vec![case],
        Err(_) => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            lines.map(serde_json::from_str).collect::<Result<_, _>>()?
        }
    };
    for case in cases {
        let mut found = one_case(args, &case, folder)?;
        if let Some(id) = case.get("id") {
            found.insert("id".to_owned(), id.clone());
        }
        println!("{}", Value::Object(found));
    }
    Ok(())
}

fn one_case(args: &CountArgs, case: &Value, folder: &Path) -> Result<Map<String, Value>, Refused> {
    let has = |names: &[&str]| names.iter().all(|name| case.get(name).is_some());
    if has(&["candidates_per_list", "ballots", "seats"]) {
        let sizes = Vec::<usize>::deserialize(&case["candidates_per_list"])?;
        let papers = Vec::<Paper>::deserialize(&case["ballots"])?;
        let found = panachage::count(&papers, &sizes, u64::deserialize(&case["seats"])?);
        return Ok(named("panachage_p1", &json!(found)));
    }
    if has(&["scores", "seats", "bounds"]) {
        return quota_selection(case);
    }
    if has(&["approvals", "n", "k"]) {
        return approvals(args, case);
    }
    if has(&["votes", "seats"]) && case["votes"].is_array() {
        return lists(args, case);
    }
    if has(&["rule", "votes"]) {
        let rule = MotionRule::deserialize(&case["rule"])?;
        let facts = MotionFacts::deserialize(&case["votes"])?;
        facts.check(&rule)?;
        return Ok(named("motion", &json!(decide(&rule, &facts))));
    }
    if has(&["marks", "policy"]) {
        let policy = Policy::deserialize(&case["policy"])?;
        let ranks = Vec::<Vec<u16>>::deserialize(&case["marks"])?;
        let ranking = marks::interpret(&ranks, &policy);
        return Ok(named("marks", &json!({ "ranking": ranking })));
    }
    if has(&["rule", "person"]) {
        let rule = eligibility::Rule::deserialize(&case["rule"])?;
        let ReferenceDay::On(day) = rule.on else { return Err("the rule names no day".into()) };
        let person = Person::deserialize(&case["person"])?;
        let found = eligibility::decide(&rule, &person, day);
        let members = json!({ "eligible": found.eligible, "reasons": found.reasons });
        return Ok(named("eligibility", &members));
    }
    ballots_of(args, case, folder)
}

/// A case that names a file of rankings, or has one under its id.
fn ballots_of(
    args: &CountArgs,
    case: &Value,
    folder: &Path,
) -> Result<Map<String, Value>, Refused> {
    let id = case.get("id").and_then(Value::as_str).unwrap_or_default();
    let path = match case.get("ballots").and_then(Value::as_str) {
        Some(path) => path.to_owned(),
        None if !id.is_empty() => format!("ballots/{id}.blt"),
        None => return Err("a case of an unknown kind".into()),
    };
    let file = blt::read(&files::read(&folder.join(&path))?, &Policy::until_uncertain())?;
    let said = case.get("seats").and_then(Value::as_u64).and_then(|s| usize::try_from(s).ok());
    let seats = args.seats.or(said).unwrap_or(file.seats);
    let rule = args.rule.as_deref().unwrap_or("stv-scottish").replace('_', "-");
    ranked(&rule, &file.ballots, seats, &lots(args, file.names.len())?)
}

fn named(rule: &str, members: &Value) -> Map<String, Value> {
    let mut found = members.as_object().cloned().unwrap_or_default();
    found.insert("rule".to_owned(), json!(rule));
    found.insert("version".to_owned(), json!(1));
    found
}

fn lists(args: &CountArgs, case: &Value) -> Result<Map<String, Value>, Refused> {
    let votes = Vec::<u64>::deserialize(&case["votes"])?;
    let seats = u64::deserialize(&case["seats"])?;
    let caps = case.get("candidates_per_list").map(Vec::<u64>::deserialize).transpose()?;
    let asked = args.rule.as_deref().map(|rule| rule.replace('-', "_"));
    let mut found = Map::new();
    for rule in ListRule::ALL {
        if asked.as_deref().is_none_or(|asked| asked == rule.name()) {
            let seats = apportion(rule, &votes, seats, caps.as_deref());
            found.insert(rule.name().to_owned(), json!(seats));
        }
    }
    if found.is_empty() { Err("no such rule for lists: --list-rules".into()) } else { Ok(found) }
}

fn approvals(args: &CountArgs, case: &Value) -> Result<Map<String, Value>, Refused> {
    let candidates = usize::deserialize(&case["n"])?;
    let seats = args.seats.map_or_else(|| usize::deserialize(&case["k"]), Ok)?;
    let mut papers = Vec::<(u64, Vec<usize>)>::deserialize(&case["approvals"])?;
    for number in papers.iter_mut().flat_map(|(_, approved)| approved) {
        *number = number.checked_sub(1).ok_or("candidates are numbered from 1")?;
    }
    let ballots = Approvals::new(candidates, papers)?;
    let lots = lots(args, candidates)?;
    let asked = args.rule.as_deref().map(|rule| rule.replace('-', "_"));
    let wanted = |name: &str| asked.as_deref().is_none_or(|asked| asked == name);
    let sequence = |found: &Sequence| {
        let gains: Vec<String> = found.seats.iter().map(|(_, gain)| gain.to_string()).collect();
        json!({ "order": from_one(&found.order()), "gains": gains, "ties": ties(&found.lots) })
    };
    let cut = |scores: Value, cut: &plurality::Cut| {
        let tie = cut.tie.as_ref().map(|tie| from_one(&tie.candidates));
        json!({ "scores": scores, "elected": from_one(&cut.elected), "tied": tie })
    };
    let mut found = Map::new();
    let mut add = |name: &str, value: Value| found.insert(name.to_owned(), value);
    if wanted("av") {
        let scores = scores::approval_scores(&ballots);
        add("av", cut(json!(scores), &scores::elect(&scores, seats)));
    }
    if wanted("sav") {
        let scores = scores::satisfaction_scores(&ballots);
        add("sav", cut(json!(scores), &scores::elect(&scores, seats)));
    }
    if wanted("seqpav") {
        add("seqpav", sequence(&pav::sequential(&ballots, seats, &lots)?));
    }
    if wanted("pav") {
        let optimum = pav::optimal(&ballots, seats)?;
        let committees: Vec<_> = optimum.committees.iter().map(|c| from_one(c)).collect();
        add("pav", json!({ "committees": committees, "score": optimum.score }));
    }
    if wanted("seqphragmen") {
        add("seqphragmen", sequence(&phragmen::sequential(&ballots, seats, &lots)?));
    }
    if wanted("equal_shares") {
        add("equal_shares", sequence(&equal_shares::count(&ballots, seats, &lots)?));
    }
    if found.is_empty() {
        Err("no such rule for approvals: --list-rules".into())
    } else {
        Ok(found)
    }
}

#[derive(Deserialize)]
struct GroupBound {
    attribute: String,
    value: String,
    min: usize,
    max: usize,
}

fn quota_selection(case: &Value) -> Result<Map<String, Value>, Refused> {
    let scores = Vec::<u64>::deserialize(&case["scores"])?;
    let seats = usize::deserialize(&case["seats"])?;
    let mut bounds = Vec::new();
    for bound in Vec::<GroupBound>::deserialize(&case["bounds"])? {
        let values = Vec::<String>::deserialize(&case["attributes"][&bound.attribute])?;
        let members = values.iter().enumerate().filter(|(_, value)| **value == bound.value);
        let group = members.map(|(candidate, _)| candidate).collect();
        bounds.push(Bound { group, min: bound.min, max: bound.max });
    }
    let members = match best(&scores, seats, &bounds) {
        Ok(found) => json!({
            "feasible": true,
            "optimal_sets": found.committees,
            "total": u64::try_from(found.total).ok(),
        }),
        Err(why) => json!({ "feasible": false, "why": why.to_string() }),
    };
    Ok(named("quota_selection", &members))
}
