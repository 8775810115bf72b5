//! Every expected result of ../shared/pabulib comes out, with nothing left out.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may read the shared instances from disk, and stops when it cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use morada_engine::contest::{
    AddOneStop, Comparison, Completion, Conditions, Rule, ShareStart, TiePolicy, Utility,
};
use morada_engine::money::Money;
use morada_engine::pabulib::{Instance, Limits, conformance, official, read};
use morada_engine::tally::budget::explain::round_views;
use morada_engine::tally::budget::{Election, Rounds, count};
use morada_engine::tally::council::conformance::Verdict;
use serde_json::Value;

fn shared() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2)?.join("../shared/pabulib");
    root.is_dir().then_some(root)
}

/// Files above a megabyte are stored packed.
fn packed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "gz")
}

fn instance(path: &Path) -> Instance {
    let mut bytes = fs::read(path).unwrap();
    if packed(path) {
        let mut inflated = Vec::new();
        std::io::Read::read_to_end(
            &mut flate2::read::GzDecoder::new(bytes.as_slice()),
            &mut inflated,
        )
        .unwrap();
        bytes = inflated;
    }
    read(&bytes, Limits::default()).unwrap()
}

/// Compares every instance whose stored file name `wanted` accepts.
fn compare(wanted: impl Fn(&str) -> bool) {
    let Some(root) = shared() else {
        println!("../shared/pabulib is absent: nothing was compared");
        return;
    };
    let expected = fs::read_to_string(root.join("expected.json")).unwrap();
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let mut agreed = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    for (name, case) in expected["instances"].as_object().unwrap() {
        let stored = case["stored_as"].as_str().unwrap_or(name);
        if !wanted(stored) {
            continue;
        }
        let instance = instance(&root.join(stored));
        for (group, verdict) in conformance::conform(case, &instance) {
            match verdict {
                Verdict::Agreed => *agreed.entry(group).or_default() += 1,
                other => wrong.push(format!("{name} {group}: {other:?}")),
            }
        }
    }
    println!("agreed: {agreed:#?}");
    assert!(wrong.is_empty(), "{} differ: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
    assert!(!agreed.is_empty(), "nothing was compared");
}

#[test]
fn every_shared_instance_below_a_megabyte_comes_out_as_expected() {
    compare(|stored| !packed(Path::new(stored)));
}

#[test]
fn the_largest_shared_instances_come_out_as_expected() {
    compare(|stored| packed(Path::new(stored)));
}

/// The first real election counted with Equal Shares (Wieliczka 2023): the published table of all
/// 30 rounds, effective votes to two decimals and supporters' money in whole złoty.
#[test]
fn the_published_rounds_of_wieliczka_come_out_to_the_digit() {
    let Some(root) = shared() else {
        println!("../shared/pabulib is absent: nothing was compared");
        return;
    };
    let text = fs::read_to_string(root.join("published/wieliczka_2023_rounds.json")).unwrap();
    let published: Value = serde_json::from_str(&text).unwrap();
    let instance = instance(&root.join(published["instance"].as_str().unwrap()));
    let profile = instance.profile();
    let votes = profile.votes();
    let ranks = conformance::by_id(&instance);
    let election = Election { lot: Some(&ranks), ..Election::plain(&profile, &votes) };
    // The published switches: cost utility, add-one from B/n, no exhaustive stop.
    let one = Money::from_minor(instance.unit()).unwrap();
    let rule = conformance::rule_named("mes_cost_add1_nostop", &[TiePolicy::Lot], one).unwrap();
    let outcome = count(&rule, &election).unwrap();
    let Rounds::Shares(shares) = &outcome.rounds else { panic!("equal shares has shares") };
    assert_eq!(shares.voter_budget.to_string(), published["voter_budget"].as_str().unwrap());
    let id = |place: usize| instance.projects[place].id.as_str();
    let views = round_views(&profile, shares);
    let rounds = published["rounds"].as_array().unwrap();
    assert_eq!(views.len(), rounds.len());
    let mut compared = 0;
    for (view, round) in views.iter().zip(rounds) {
        assert_eq!(id(view.bought), round["selected"].as_str().unwrap());
        let rows = round["rows"].as_object().unwrap();
        let reachable: Vec<_> = view.lines.iter().filter(|l| l.effective_votes.is_some()).collect();
        for line in &reachable {
            let row = &rows[id(line.option)];
            let found = line.effective_votes.as_ref().unwrap().decimal(2);
            assert_eq!(found, row["eff_votes"].as_str().unwrap(), "{}", id(line.option));
            let bought_now = line.option == view.bought;
            if !bought_now {
                // The report cuts off the groszy.
                let held = line.held.floor().to_string();
                assert_eq!(held, row["supporter_budget"].to_string(), "{}", id(line.option));
            }
            compared += 1;
        }
        let open = rows.iter().filter(|(_, row)| row["selected_so_far"] == false).count();
        assert_eq!(open + 1, reachable.len(), "the same projects are in reach");
    }
    println!("{compared} rows compared");
}

/// What Wieliczka (2023) and Assen (2024) published as funded, by the rule their files declare with its switches
/// named; and the same with the eligibility that Świecie adds (votes / n >= cost / 3B), which there changed
/// nothing either. (Świecie's own ballots are not among the shared files.)
#[test]
fn what_the_cities_funded_comes_out_with_the_switches_named() {
    let Some(root) = shared() else {
        println!("../shared/pabulib is absent: nothing was compared");
        return;
    };
    for (file, compared, funded) in [
        ("Poland_Wieliczka_2023_Green_Budget.pb", true, 30),
        ("Netherlands_Assen_2024.pb", false, 9),
    ] {
        let instance = instance(&root.join(file));
        let profile = instance.profile();
        let votes = profile.votes();
        let ranks = conformance::by_id(&instance);
        let election = Election { lot: Some(&ranks), ..Election::plain(&profile, &votes) };
        let shares = Rule::EqualShares {
            completion: Completion::Add1,
            increment: Money::from_minor(instance.unit()).unwrap(),
            start: ShareStart::Exact,
            stop: AddOneStop::OverBudget,
            ties: vec![TiePolicy::Lot],
            utility: Utility::Cost,
            version: 1,
        };
        let by = Comparison::Satisfaction;
        let rule = if compared {
            Rule::Compared { by, rule: Box::new(shares), version: 1 }
        } else {
            shares
        };
        assert_eq!(official::declared(&instance, &[TiePolicy::Lot]), rule, "{file}");
        let conditions = Conditions { cost_share_divisor: Some(3), ..Conditions::default() };
        let as_in_swiecie = Rule::Eligible { conditions, rule: Box::new(rule.clone()), version: 1 };
        let published = official::selected(&instance).unwrap();
        assert_eq!(published.len(), funded, "{file}");
        for rule in [rule, as_in_swiecie] {
            let mut found = count(&rule, &election).unwrap().funded;
            found.sort_unstable();
            assert_eq!(found, published, "{file} by {rule:?}");
        }
    }
}
