//! The rules against real elections: ../shared/pabulib and its expected results, computed by others
//! with exact numbers. Small approval elections by default; all that are not packed
//! with `MORADA_LONG=1`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use super::{Counting, Decided, Lots, decide};
use crate::papers::{
    Contest, ContestOption, EqualShares, Gain, Kind, Measure, Misfit, Raises, Rest, Rule, Start,
    Stop, TiePolicy, Worth,
};
use crate::pb::{Reader, Table, amount};
use crate::primitives::canonical::Value;
use crate::profile::{Group, Profile};

/// Elections up to this size are counted in an ordinary run.
const SMALL: u64 = 400;

fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/pabulib");
    root.join("expected.json").is_file().then_some(root)
}

/// Reads an approval election; amounts in hundredths where the file has decimals.
fn election(path: &Path) -> (Contest, Profile, u64) {
    let text = fs::read_to_string(path).unwrap();
    let mut reader = Reader::default();
    let (mut budget, mut options, mut votes) = (String::new(), Vec::new(), Vec::new());
    for line in text.lines() {
        let Some(row) = reader.take(line.as_bytes()).unwrap() else { continue };
        match row.table {
            Table::Meta if row.get("key") == "budget" => row.get("value").clone_into(&mut budget),
            Table::Meta => {}
            Table::Projects => {
                options.push((row.get("project_id").to_owned(), row.get("cost").to_owned()));
            }
            Table::Votes => votes.push(row.get("vote").to_owned()),
        }
    }
    let whole =
        options.iter().all(|(_, cost)| amount(cost, 0).is_some()) && amount(&budget, 0).is_some();
    let exponent = if whole { 0 } else { 2 };
    let place: BTreeMap<&str, u32> = options.iter().map(|(id, _)| id.as_str()).zip(0..).collect();
    let mut groups: BTreeMap<Vec<u32>, u64> = BTreeMap::new();
    for vote in &votes {
        let ids = vote.split(',').map(str::trim).filter(|id| !id.is_empty());
        let mut marks: Vec<u32> = ids.map(|id| place[id]).collect();
        marks.sort_unstable();
        marks.dedup();
        *groups.entry(marks).or_default() += 1;
    }
    let mut profile = Profile {
        votes: vec![0; options.len()],
        points: vec![0; options.len()],
        ..Profile::default()
    };
    for (marks, voters) in groups {
        for mark in &marks {
            profile.votes[*mark as usize] += voters;
        }
        if marks.is_empty() {
            profile.blank += voters;
        } else {
            profile.groups.push(Group { points: vec![1; marks.len()], marks, voters });
        }
    }
    let option =
        |(id, cost): &(String, String)| ContestOption::plain(id, amount(cost, exponent).unwrap());
    let contest = Contest {
        id: "real".to_owned(),
        budget: amount(&budget, exponent).unwrap(),
        kind: Kind::Approval { min: 0, max: u64::MAX },
        options: options.iter().map(option).collect(),
        rule: Rule::Motion,
        rule_text: String::new(),
    };
    (contest, profile, exponent)
}

/// The rule that a name of expected.json stands for.
fn rule(name: &str, ties: &[TiePolicy], increment: u64) -> Option<Rule> {
    let shares = |raises, start, stop, gain| {
        let (ties, rest, worth) = (ties.to_vec(), Rest::Kept, Worth::Vote);
        let rule = EqualShares { raises, rest, increment, start, stop, ties, gain, worth };
        Some(Rule::EqualShares(rule))
    };
    let (none, add1) = (Raises::No, Raises::Yes);
    match name {
        "greedy_votes" => {
            Some(Rule::Queue { measure: Measure::Votes, misfit: Misfit::Skip, ties: ties.to_vec() })
        }
        "mes_cost" => shares(none, Start::Exact, Stop::Exhaustive, Gain::Cost),
        "mes_card" => shares(none, Start::Exact, Stop::Exhaustive, Gain::One),
        "mes_cost_add1" => shares(add1, Start::Exact, Stop::Exhaustive, Gain::Cost),
        "mes_card_add1" => shares(add1, Start::Exact, Stop::Exhaustive, Gain::One),
        "mes_cost_add1_int" => shares(add1, Start::Floor, Stop::Exhaustive, Gain::Cost),
        "mes_cost_add1_int_nostop" => shares(add1, Start::Floor, Stop::OverBudget, Gain::Cost),
        _ => None,
    }
}

fn member<'v>(decided: &'v Decided, name: &str) -> &'v Value<'static> {
    &decided.members.iter().find(|(key, _)| *key == name).unwrap().1
}

#[test]
fn real_elections_have_the_results_that_others_computed() {
    let Some(root) = shared() else {
        println!("../shared/pabulib is not here, so no real election was counted");
        return;
    };
    let long = std::env::var("MORADA_LONG").is_ok_and(|value| value == "1");
    let expected: Json =
        serde_json::from_slice(&fs::read(root.join("expected.json")).unwrap()).unwrap();
    let lex: &[TiePolicy] = &[TiePolicy::Lot];
    let net: &[TiePolicy] = &[TiePolicy::Cheaper, TiePolicy::MoreVotes, TiePolicy::Lot];
    let mut compared = 0;
    for instance in expected["instances"].as_object().unwrap().values() {
        let kind = instance["vote_type"].as_str().unwrap();
        let small = instance["num_votes"].as_u64().unwrap() <= SMALL;
        let file = instance["stored_as"].as_str().unwrap();
        let readable = matches!(kind, "approval" | "choose-1")
            && Path::new(file).extension() != Some("gz".as_ref());
        if !readable || !(small || long) {
            continue;
        }
        let (mut contest, profile, exponent) = election(&root.join(file));
        let mut ids: Vec<String> = contest.options.iter().map(|o| o.id.clone()).collect();
        ids.sort_unstable();
        let lots = Lots::of(&contest, &ids);
        let unit = 10_u64.pow(u32::try_from(exponent).unwrap());
        let increment = instance["add1_increment"].as_u64().unwrap() * unit;
        for (name, results) in instance["results"].as_object().unwrap() {
            for (policies, key) in [(lex, "lex"), (net, "net")] {
                let result = if results[key] == "same" { &results["lex"] } else { &results[key] };
                let Some(rule) = rule(name, policies, increment) else { continue };
                // With cents the file's floor to a whole unit is not ours to a cent.
                if result.is_null() || (exponent > 0 && name.contains("int")) {
                    continue;
                }
                contest.rule = rule;
                let counting = Counting::new(&contest, &profile, &lots);
                let decided = decide(&counting, usize::MAX);
                let winners: Vec<&str> = decided
                    .funded
                    .iter()
                    .map(|place| contest.options[*place].id.as_str())
                    .collect();
                let told = format!("{file} {name} {key}");
                assert_eq!(serde_json::json!(winners), result["winners"], "{told}");
                if let Some(runs) = result["runs"].as_u64() {
                    let add1 = member(&decided, "add1").write();
                    assert_eq!(add1.matches("\"cost\"").count() as u64, runs, "{told}");
                    let stop = result["stop"].as_str().unwrap();
                    assert!(add1.contains(&format!("\"stop\":\"{stop}\"")), "{told}: {stop}");
                }
                if let (Some(share), 0) = (result["voter_budget"].as_str(), exponent) {
                    assert_eq!(
                        member(&decided, "voter_budget").write(),
                        format!("\"{share}\""),
                        "{told}"
                    );
                }
                if let (Some(payments), 0) = (result["max_payments"].as_array(), exponent) {
                    let rounds = member(&decided, "rounds").write();
                    for payment in payments {
                        let stated = format!("\"max_payment\":\"{}\"", payment.as_str().unwrap());
                        assert!(rounds.contains(&stated), "{told}: {stated}");
                    }
                }
                compared += 1;
            }
        }
    }
    println!("{compared} results of real elections are the same");
    assert!(compared > 50, "{compared}");
}
