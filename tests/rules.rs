//! Every rule that can be sealed is counted by three programs that share no line: the server's engine, `morada-verify`
//! and the browser verifier. Random neighbourhoods, and the three records must be the same bytes.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use morada_engine::ballot::Ballot;
use morada_engine::canonical;
use morada_engine::contest::{Contest, Rule};
use morada_engine::ids::OptionId;
use morada_engine::tally::{LotOrder, tally};
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

/// Neighbourhoods for each rule.
const HOODS: u64 = 40;
/// A rule that raises shares a cent at a time over these budgets ends far below this many runs.
const MOST_RUNS: usize = 10_000;

/// Node, running `tests/verifiers/count.mjs`.
struct Browser {
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Browser {
    fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verifiers/count.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs the browser verifier: ./check tools installs it");
        let (asks, answers) =
            (child.stdin.take().expect("its input"), child.stdout.take().expect("its output"));
        Self { child, asks, answers: BufReader::new(answers) }
    }

    fn ask(&mut self, question: &Value) -> String {
        writeln!(self.asks, "{question}").expect("it reads");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("it answers");
        line.trim_end().to_owned()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A ballot kind, and a rule that can count it.
fn rules() -> Vec<(&'static str, Value)> {
    let ties = json!(["cheaper", "more_votes", "lot"]);
    let shares = |completion: &str, stop: &str, utility: &str| {
        json!({"completion": completion, "increment": 3, "name": "equal_shares", "start": "floor", "stop": stop,
            "ties": ties, "utility": utility, "version": 1})
    };
    let borda = |last: &str, per: &str| json!({"last": last, "misfit": "skip", "name": "borda", "per": per, "ties": ties, "version": 1});
    let exact = |completion: &str, utility: &str| json!({"completion": completion, "name": "exact_equal_shares", "ties": ties, "utility": utility, "version": 1});
    let most = |misfit: Value| json!({"misfit": misfit, "name": "most_votes", "ties": ["lot"], "version": 1});
    let around =
        |rule: Value| json!({"by": "satisfaction", "name": "compared", "rule": rule, "version": 1});
    let parts = |by: &str, leftover: &str, rule: Value| {
        let part = |part: &str, budget: u64| json!({"budget": budget, "part": part});
        json!({"by": by, "leftover": leftover, "name": "per_part", "parts": [part("a", 60), part("b", 45)],
            "rule": rule, "version": 1})
    };
    let least = |rule: Value| {
        json!({"conditions": {"min_support": 2, "min_support_percent": 12, "cost_share_divisor": 3},
            "name": "eligible", "rule": rule, "version": 1})
    };
    let exclusive = |misfit: &str, groups: Value| json!({"groups": groups, "misfit": misfit, "name": "most_votes_exclusive", "ties": ties, "version": 1});
    let phragmen = json!({"name": "phragmen", "ties": ties, "version": 1});
    let mut all = vec![
        ("approval", most(json!("stop"))),
        ("knapsack", most(json!({"stretch": {"percent": 70}}))),
        (
            "approval",
            json!({"misfit": "skip", "name": "votes_per_cost", "ties": ties, "version": 1}),
        ),
        (
            "points",
            json!({"misfit": "skip", "name": "most_points", "per": "cost", "ties": ties, "version": 1}),
        ),
        ("ranking", borda("zero", "project")),
        ("ranking", around(borda("zero", "cost"))),
        ("approval", exclusive("skip", json!([[["p0", "p1"]], [["p2"], ["p1", "p3"]]]))),
        (
            "approval",
            exclusive("stop", json!([[["p1"], ["p0"]], [["p0"], ["p1"]], [["p4", "p9"], ["p2"]]])),
        ),
        ("approval", phragmen.clone()),
        ("approval", exact("none", "cost")),
        ("approval", exact("add_opt", "cost")),
        ("knapsack", exact("add_opt", "cardinality")),
        ("approval", parts("category", "kept", most(json!("skip")))),
        ("approval", parts("place", "pooled", phragmen)),
        ("approval", parts("place", "pooled", shares("add1u", "exhaustive", "cost"))),
        ("ranking", parts("category", "pooled", least(borda("one", "project")))),
        ("approval", least(parts("place", "pooled", around(exact("add_opt", "cost"))))),
        ("points", around(least(shares("add1", "over_budget", "points_cost")))),
    ];
    for stop in ["exhaustive", "exhaustive_all", "over_budget"] {
        for completion in ["none", "add1", "utilitarian", "add1u"] {
            for (kind, utility) in [
                ("approval", "cost"),
                ("approval", "cardinality"),
                ("points", "points"),
                ("points", "points_cost"),
                ("ranking", "borda1"),
                ("ranking", "borda1_cost"),
                ("ranking", "borda0"),
            ] {
                all.push((kind, shares(completion, stop, utility)));
            }
        }
    }
    all
}

fn pick<'a, T>(chance: &mut StdRng, among: &'a [T]) -> &'a T {
    &among[chance.random_range(0..among.len())]
}

/// Papers of one contest with few projects at odd prices, some of them free.
fn papers(chance: &mut StdRng, kind: &str, rule: &Value) -> Value {
    let count = chance.random_range(1..=6);
    let title = json!([{"lang": "en", "text": "A"}]);
    let mut option = |number: usize| {
        json!({"category": pick(chance, &["", "a", "b"]), "cost": pick(chance, &[0, 7, 10, 12, 20, 30, 30, 55]),
            "id": format!("p{number}"), "number": number, "place": pick(chance, &["a", "b", "c"]), "summary": [],
            "title": title})
    };
    let options: Vec<Value> = (0..count).map(&mut option).collect();
    let ballot = match kind {
        "approval" => json!({"kind": kind, "max": count, "min": 1}),
        "points" => json!({"kind": kind, "max_each": 5, "total": 9}),
        "ranking" => json!({"kind": kind, "max": count}),
        _ => json!({"kind": kind}),
    };
    let budget = chance.random_range(30..150);
    let contest = json!({"ballot": ballot, "budget": budget, "id": "hood", "options": options, "rule": rule, "title": title});
    json!({"authority": "hood.example", "batch_interval_s": 60, "batch_min": 3, "closes_at": 2, "contests": [contest],
        "currency": "EUR", "currency_exponent": 2, "election": "hood-2027", "languages": ["en"],
        "openings": "observers", "opens_at": 1, "place": title, "small_group": 10, "t": "papers",
        "time_zone": "Europe/Lisbon", "title": title, "v": 1})
}

/// Ballots of one kind, each a valid record.
fn ballots(chance: &mut StdRng, kind: &str, options: usize) -> Vec<String> {
    let one = |chance: &mut StdRng| {
        let mut marks: Vec<usize> = (0..options).collect();
        marks.shuffle(chance);
        marks.truncate(chance.random_range(0..=options.min(3)));
        if kind != "ranking" {
            marks.sort_unstable();
        }
        let mark = |mark: usize| match kind {
            "points" => json!([mark, 1 + (mark * 7 + options) % 3]),
            _ => json!(mark),
        };
        let x: Vec<Value> = marks.into_iter().map(mark).collect();
        format!(r#"{{"c":"hood","k":"{kind}","x":{}}}"#, json!(x))
    };
    let voters = *pick(chance, &[0, 1, 2, 5, 9, 17, 30]);
    (0..voters).map(|_| one(chance)).collect()
}

#[test]
fn every_rule_that_can_be_sealed_is_counted_alike_by_three_programs() {
    let mut browser = Browser::start();
    let mut chance = StdRng::seed_from_u64(2027);
    for (kind, rule) in rules() {
        serde_json::from_value::<Rule>(rule.clone()).unwrap_or_else(|e| panic!("{rule}: {e}"));
        for _ in 0..HOODS {
            let papers = papers(&mut chance, kind, &rule);
            let contest: Contest = serde_json::from_value(papers["contests"][0].clone()).unwrap();
            let lines = ballots(&mut chance, kind, contest.options.len());
            let valid: Vec<Ballot> = lines
                .iter()
                .filter_map(|line| Ballot::from_bytes(&contest, line.as_bytes()).ok())
                .collect();
            let mut order: Vec<OptionId> = contest.options.iter().map(|o| o.id.clone()).collect();
            order.shuffle(&mut chance);
            let lots = LotOrder::new(order.clone()).unwrap();
            let outcome = tally(&contest, &valid, Some(&lots)).unwrap();
            let outcome = outcome.with_invalid((lines.len() - valid.len()) as u64);
            let own = String::from_utf8(outcome.to_record().unwrap()).unwrap();

            let papers = String::from_utf8(canonical::to_bytes(&papers).unwrap()).unwrap();
            let order: Vec<String> = order.iter().map(ToString::to_string).collect();
            let bytes: Vec<Vec<u8>> = lines.iter().map(|line| line.clone().into_bytes()).collect();
            let told = || format!("{kind} {rule}\n{papers}\n{lines:?}\n{order:?}");
            let verified =
                morada_verify::recount(papers.as_bytes(), "hood", &bytes, &order, MOST_RUNS);
            let verified =
                verified.unwrap_or_else(|| panic!("unknown to morada-verify: {}", told()));
            assert_eq!(own, verified, "{}", told());

            let asked = json!({"papers": papers, "contest": "hood", "ballots": lines, "order": order,
                "most_runs": MOST_RUNS});
            let mut rest: Value = serde_json::from_str(&own).unwrap();
            for member in ["ballots", "blank", "invalid"] {
                rest.as_object_mut().unwrap().remove(member);
            }
            let rest = String::from_utf8(canonical::to_bytes(&rest).unwrap()).unwrap();
            assert_eq!(rest, browser.ask(&asked), "{}", told());
        }
    }
}
