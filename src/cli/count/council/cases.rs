//! The JSON forms: one case an object, one answer a line.

use std::fmt::Write as _;
use std::path::Path;

use morada_engine::blt;
use morada_engine::eligibility::{self, Person, ReferenceDay};
use morada_engine::tally::Fraction;
use morada_engine::tally::council::approval::{
    Approvals, Sequence, equal_shares, pav, phragmen, scores,
};
use morada_engine::tally::council::conformance::cvr::CvrCase;
use morada_engine::tally::council::lists::ListRule;
use morada_engine::tally::council::lists::panachage::{self, Paper};
use morada_engine::tally::council::lists::places::{EqualPreferences, PlaceRule, seat};
use morada_engine::tally::council::marks::{self, Policy};
use morada_engine::tally::council::motion::{MotionFacts, MotionRule, decide};
use morada_engine::tally::council::plurality;
use morada_engine::tally::council::selection::{Bound, best};
use morada_engine::tally::council::stv::constrained;
use morada_engine::tally::council::told::lists::ListElection;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::super::explain::in_language;
use super::super::{CountArgs, Refused, switches};
use super::ranked::{self, Found, answer, asked};
use super::{from_one, lots};
use crate::app::story;
use crate::app::story::committees::{self, Gain};
use crate::cli::files;
use crate::i18n::message::Message;

/// Counts every case of a JSON file and prints one answer a line.
pub fn cases(args: &CountArgs, bytes: &[u8], folder: &Path) -> Result<String, Refused> {
    switches::only(args, "cases in JSON", switches::CASES)?;
    if args.write.is_some() {
        return Err("--write: a case is not written again".into());
    }
    let text = std::str::from_utf8(bytes)?;
    let cases: Vec<(usize, Value)> = match serde_json::from_str(text) {
        Ok(Value::Array(cases)) => (1..).zip(cases).collect(),
        Ok(case) => vec![(1, case)],
        Err(whole) => {
            let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
            let parsed = lines.map(|(number, line)| {
                let case = serde_json::from_str(line);
                // A file that is one object over several lines has its own line in the reason.
                case.map(|case| (number, case)).map_err(|why| match number {
                    1 => whole.to_string(),
                    _ => format!("line {number}: {why}"),
                })
            });
            parsed.collect::<Result<_, _>>()?
        }
    };
    let mut answers = String::new();
    for (number, case) in cases {
        let named = case.get("id").map_or(format!("case {number}"), ToString::to_string);
        let mut found = one_case(args, &case, folder).map_err(|why| format!("{named}: {why}"))?;
        if let Some(id) = case.get("id") {
            found.members.insert("id".to_owned(), id.clone());
        }
        writeln!(answers, "{}", Value::Object(found.members))?;
        if let Some(lang) = &args.explain {
            answers += &in_language(lang, &found.story)?;
        }
    }
    Ok(answers)
}

fn one_case(args: &CountArgs, case: &Value, folder: &Path) -> Result<Found, Refused> {
    let has = |names: &[&str]| names.iter().all(|name| case.get(name).is_some());
    let no_rule = |kind: &str| match &args.rule {
        Some(_) => Err(format!("--rule does not apply to {kind}")),
        None => Ok(()),
    };
    if has(&["candidates_per_list", "ballots", "seats"]) {
        no_rule("panachage: there is one rule, P1")?;
        let sizes = Vec::<usize>::deserialize(&case["candidates_per_list"])?;
        let papers = Vec::<Paper>::deserialize(&case["ballots"])?;
        let found = panachage::count(&papers, &sizes, u64::deserialize(&case["seats"])?);
        let story = story::lists::of_panachage(&found);
        return Ok(Found { story, ..plain("panachage_p1", &json!(found)) });
    }
    if has(&["scores", "seats", "bounds"]) {
        no_rule("a selection with quotas")?;
        return quota_selection(case);
    }
    if has(&["approvals", "n", "k"]) {
        return approvals(args, case);
    }
    if has(&["votes", "seats"]) && case["votes"].is_array() {
        return lists(args, case);
    }
    if has(&["cvr", "candidates", "rules"]) {
        no_rule("cast vote records: the case names its own")?;
        return cast_vote_records(case, folder);
    }
    if has(&["rule", "votes"]) {
        no_rule("a motion: the case names its own")?;
        let rule = MotionRule::deserialize(&case["rule"])?;
        let facts = MotionFacts::deserialize(&case["votes"])?;
        facts.check(&rule)?;
        let found = decide(&rule, &facts);
        return Ok(Found {
            story: story::motion::of_motion(&found),
            ..plain("motion", &json!(found))
        });
    }
    if has(&["marks", "policy"]) {
        let policy = Policy::deserialize(&case["policy"])?;
        let ranks = Vec::<Vec<u16>>::deserialize(&case["marks"])?;
        let ranking = marks::interpret(&ranks, &policy);
        return Ok(plain("marks", &json!({ "ranking": ranking })));
    }
    if has(&["rule", "person"]) {
        let rule = eligibility::Rule::deserialize(&case["rule"])?;
        let ReferenceDay::On(day) = rule.on else { return Err("the rule names no day".into()) };
        let person = Person::deserialize(&case["person"])?;
        let found = eligibility::decide(&rule, &person, day);
        let members = json!({ "eligible": found.eligible, "reasons": found.reasons });
        return Ok(plain("eligibility", &members));
    }
    ballots_of(args, case, folder)
}

/// An answer that is no list of winners.
fn plain(rule: &str, members: &Value) -> Found {
    let mut found = members.as_object().cloned().unwrap_or_default();
    found.insert("rule".to_owned(), json!(rule));
    found.insert("version".to_owned(), json!(1));
    Found { members: found, story: Vec::new() }
}

/// A case that names a file of rankings, or has one under its id.
fn ballots_of(args: &CountArgs, case: &Value, folder: &Path) -> Result<Found, Refused> {
    let id = case.get("id").and_then(Value::as_str).unwrap_or_default();
    let path = match case.get("ballots").and_then(Value::as_str) {
        Some(path) => path.to_owned(),
        None if !id.is_empty() => format!("ballots/{id}.blt"),
        None => {
            return Err("a case of an unknown kind: --list-rules names the members of each".into());
        }
    };
    let bytes = files::read(&folder.join(&path)).map_err(|why| format!("{path}: {why}"))?;
    let file =
        blt::read(&bytes, &Policy::until_uncertain()).map_err(|why| format!("{path}: {why}"))?;
    let said = case.get("seats").and_then(Value::as_u64).and_then(|s| usize::try_from(s).ok());
    let seats = args.seats.or(said).unwrap_or(file.seats);
    let lots = lots(args, &file.names)?;
    let (group, min, max) = (&case["group"], &case["min_f"], &case["max_f"]);
    if group.is_array() && args.rule.is_none() {
        let group = Vec::<String>::deserialize(group)?;
        let members = group.iter().enumerate().filter(|(_, value)| *value == "f");
        let bound = Bound {
            group: members.map(|(candidate, _)| candidate).collect(),
            min: usize::deserialize(min)?,
            max: usize::deserialize(max)?,
        };
        return match constrained::count(&file.ballots, seats, &[bound], &*lots) {
            Ok(found) => {
                let mut told = ranked::stages(
                    "stv_exact_constrained",
                    &found.count,
                    &file.ballots,
                    &file.names,
                );
                told.members.insert("doomed".to_owned(), json!(from_one(&found.doomed)));
                Ok(told)
            }
            Err(constrained::Stopped::Lot(needed)) => Err(asked(&needed, &file.names).into()),
            Err(impossible @ constrained::Stopped::Impossible(_)) => {
                let members = json!({ "feasible": false, "why": impossible.to_string() });
                Ok(plain("stv_exact_constrained", &members))
            }
        };
    }
    let rule = args.rule.as_deref().unwrap_or("stv-scottish");
    ranked::count(rule, &file.ballots, seats, &*lots, &file.names)
}

fn cast_vote_records(case: &Value, folder: &Path) -> Result<Found, Refused> {
    let asked = CvrCase::parse(case)?;
    let bytes =
        files::read(&folder.join(&asked.path)).map_err(|why| format!("{}: {why}", asked.path))?;
    let (file, rounds) = asked.rounds_of(&bytes)?;
    let deeds = rounds
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|round| round["tallyResults"].as_array().cloned().unwrap_or_default());
    let elected = deeds.filter_map(|deed| deed.get("elected").cloned());
    let elected: Vec<usize> =
        elected.filter_map(|name| file.names.iter().position(|other| name == **other)).collect();
    let repairs = file.repairs.iter();
    let repairs = repairs.map(|r| json!({ "line": r.line, "what": r.what.to_string() }));
    let repairs: Vec<Value> = repairs.collect();
    let story = story::rankings::of_choice_rounds(&rounds);
    let members = json!({ "names": file.names, "repairs": repairs, "rounds": rounds });
    Ok(Found { members: answer("ranked_choice", &elected, &members), story })
}

fn lists(args: &CountArgs, case: &Value) -> Result<Found, Refused> {
    let lists = ListElection::deserialize(case)?.checked()?;
    let names = lists.names();
    let asked = args.rule.as_deref().map(|rule| rule.to_lowercase().replace('-', "_"));
    let mut found = Map::new();
    let mut told = Vec::new();
    for rule in ListRule::ALL {
        if asked.as_deref().is_some_and(|asked| asked != rule.name()) {
            continue;
        }
        let seats = lists.apportion(rule);
        let mut members = json!(seats);
        if let Some(places) = lists.places {
            members["candidates"] = json!(seated(args, &lists, places, &seats.seats, &names)?);
        }
        if args.explain.is_some() {
            told.push(Message::new("count.rule").text("rule", rule.name()));
            told.extend(story::lists::of_seats(&seats, &names));
            let missing = lists.missing(rule);
            let fate = |list: usize| {
                story::lists::fate(&lists, list, seats.seats[list], missing[list], &names)
            };
            told.extend((0..names.len()).map(fate));
        }
        found.insert(rule.name().to_owned(), members);
    }
    match (asked, found.len()) {
        (_, 0) => Err("no such rule for lists: --list-rules names them".into()),
        // One rule was asked for: its members are the answer.
        (Some(asked), _) => Ok(Found { story: told, ..plain(&asked, &found[&asked]) }),
        (None, _) => Ok(Found { members: found, story: told }),
    }
}

/// Inside every list: the numbers of those who are seated, from 1.
fn seated(
    args: &CountArgs,
    lists: &ListElection,
    places: PlaceRule,
    seats: &[u64],
    names: &[String],
) -> Result<Vec<Vec<usize>>, Refused> {
    let preferences = lists.preferences.as_ref().ok_or("places need preferences")?;
    let mut all = Vec::new();
    for (list, preferences) in preferences.iter().enumerate() {
        let numbered: Vec<String> =
            (1..=preferences.len()).map(|n| format!("{} {n}", names[list])).collect();
        let lots = lots(args, &numbered)?;
        let count = usize::try_from(seats[list])?;
        let votes = lists.votes[list];
        let found = seat(places, EqualPreferences::ListOrder, preferences, votes, count, &*lots)
            .map_err(|needed| asked(&needed, &numbered))?;
        all.push(from_one(&found.candidates));
    }
    Ok(all)
}

fn approvals(args: &CountArgs, case: &Value) -> Result<Found, Refused> {
    let candidates = usize::deserialize(&case["n"])?;
    let seats = args.seats.map_or_else(|| usize::deserialize(&case["k"]), Ok)?;
    let mut papers = Vec::<(u64, Vec<usize>)>::deserialize(&case["approvals"])?;
    for number in papers.iter_mut().flat_map(|(_, approved)| approved) {
        *number = number.checked_sub(1).ok_or("candidates are numbered from 1")?;
    }
    let names: Vec<String> = (1..=candidates).map(|number| number.to_string()).collect();
    let lots = lots(args, &names)?;
    let wanted_rule = args.rule.as_deref().map(|rule| rule.to_lowercase().replace('-', "_"));
    let most = match wanted_rule.as_deref() {
        Some("block") => Some(seats),
        Some(rule) => rule.strip_prefix("limited:").map(str::parse).transpose()?,
        None => None,
    };
    if let Some(most) = most {
        let found = plurality::count(candidates, seats, most, &papers);
        let (elected, drawn) = found.cut.settle(&*lots).map_err(|needed| asked(&needed, &names))?;
        let members = json!({
            "blank": found.blank, "invalid": found.invalid, "marks": most,
            "ties": ranked::ties(&drawn), "unfilled": found.cut.unfilled, "votes": found.votes,
        });
        let rule = if most == seats { "block" } else { "limited" };
        let told = story::rankings::of_votes(&found.votes, &elected, &drawn, &names);
        return Ok(Found { members: answer(rule, &elected, &members), story: told });
    }
    let ballots = Approvals::new(candidates, papers)?;
    let wanted = |name: &str| wanted_rule.as_deref().is_none_or(|asked| asked == name);
    let sequence = |found: &Sequence| {
        let gains: Vec<String> = found.seats.iter().map(|(_, gain)| gain.to_string()).collect();
        json!({
            "order": from_one(&found.order()), "gains": gains, "ties": ranked::ties(&found.lots),
        })
    };
    let mut found = Map::new();
    let mut told = Vec::new();
    let scored = |scores: &[Fraction], json: Value| {
        let cut = scores::elect(scores, seats);
        let tie = cut.tie.as_ref().map(|tie| from_one(&tie.candidates));
        (json!({ "scores": json, "elected": from_one(&cut.elected), "tied": tie }), cut)
    };
    if wanted("av") {
        let scores = scores::approval_scores(&ballots);
        let whole: Vec<Fraction> = scores.iter().map(|score| Fraction::whole(*score)).collect();
        let (members, cut) = scored(&whole, json!(scores));
        told.extend(committees::of_scores("av", &whole, &cut, &names));
        found.insert("av".to_owned(), members);
    }
    if wanted("sav") {
        let scores = scores::satisfaction_scores(&ballots);
        let (members, cut) = scored(&scores, json!(scores));
        told.extend(committees::of_scores("sav", &scores, &cut, &names));
        found.insert("sav".to_owned(), members);
    }
    if wanted("pav") {
        let optimum = pav::optimal(&ballots, seats)?;
        let committees: Vec<_> = optimum.committees.iter().map(|c| from_one(c)).collect();
        let members = json!({ "committees": committees, "score": optimum.score });
        told.extend(committees::of_optimum("pav", &optimum, &names));
        found.insert("pav".to_owned(), members);
    }
    let needed = |needed| asked(&needed, &names);
    let mut by_seat = |rule: &str, gain: Gain, filled: &Sequence| {
        told.extend(committees::of_sequence(rule, filled, gain, &names));
        found.insert(rule.to_owned(), sequence(filled));
    };
    if wanted("seqpav") {
        by_seat("seqpav", Gain::Happiness, &pav::sequential(&ballots, seats, &*lots)?);
    }
    if wanted("seqphragmen") {
        let filled = phragmen::sequential(&ballots, seats, &*lots).map_err(needed)?;
        by_seat("seqphragmen", Gain::Load, &filled);
    }
    if wanted("equal_shares") {
        let filled = equal_shares::count(&ballots, seats, &*lots).map_err(needed)?;
        by_seat("equal_shares", Gain::Price, &filled);
    }
    match (wanted_rule, found.len()) {
        (_, 0) => Err("no such rule for approvals: --list-rules names them".into()),
        (Some(asked), _) => Ok(Found { story: told, ..plain(&asked, &found[&asked]) }),
        (None, _) => Ok(Found { members: found, story: told }),
    }
}

#[derive(Deserialize)]
struct GroupBound {
    attribute: String,
    value: String,
    min: usize,
    max: usize,
}

fn quota_selection(case: &Value) -> Result<Found, Refused> {
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
    Ok(plain("quota_selection", &members))
}
