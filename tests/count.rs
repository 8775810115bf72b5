//! `morada count` and `morada conformance` as a person runs them: files in, words and JSON out.

#![allow(clippy::unwrap_used, reason = "a test stops where something it needs is missing")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

/// What `morada count FILE WORDS` prints, or says on the error stream when it fails.
fn count(file: &Path, words: &[&str]) -> Result<String, String> {
    let morada = env!("CARGO_BIN_EXE_morada");
    let done = Command::new(morada).arg("count").arg(file).args(words).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if done.status.success() { Ok(text(done.stdout)) } else { Err(text(done.stderr)) }
}

fn answer(file: &Path, words: &[&str]) -> Value {
    let text = count(file, &[words, &["--json"]].concat()).unwrap();
    serde_json::from_str(text.lines().next().unwrap()).unwrap()
}

/// Four neighbours with 250 each; everything has two votes.
const STREET: &str = "META\nkey;value\ndescription;Street\nbudget;1000\nvote_type;approval\n\
    rule;greedy\nnum_projects;3\nnum_votes;4\nPROJECTS\nproject_id;cost;name\n1;400;Lamps\n\
    2;500;Trees\n3;300;Benches\nVOTES\nvoter_id;vote\nA;1\nB;1,2\nC;2,3\nD;3\n";

/// The example of the Scottish rule: Ana has 13 of 20 and needs 7.
const WARD: &str =
    "3 2\n10 1 2 0\n3 1 0\n3 2 0\n4 3 2 0\n0\n\"Ana\"\n\"Bo\"\n\"Cem\"\n\"Ward 4\"\n";

#[test]
fn equal_shares_answers_with_every_member_that_is_promised() {
    let desk = Desk::new();
    let file = desk.put("street.pb", STREET);
    let words = ["--rule", "equal-shares", "--add1-stop", "over-budget", "--increment", "100"];
    let found = answer(&file, &words);
    assert_eq!(found["rule"], "equal_shares");
    assert_eq!((&found["version"], &found["total_cost"]), (&json!(1), &json!("700")));
    assert_eq!(found["winners"], json!(["3", "1"]));
    assert_eq!(found["rounds"][0]["max_payment"], "150");
    assert_eq!(found["ties"][0]["options"], json!(["3", "1", "2"]));
    assert_eq!(found["add1"]["stop"], "next_run_infeasible");
    assert_eq!(found["repairs"], json!([]));
    let told = count(&file, &[&words[..], &["--explain", "pt"]].concat()).unwrap();
    assert!(told.contains("não financiado"), "{told}");
}

#[test]
fn a_tie_stops_the_count_and_a_lot_resumes_it() {
    let desk = Desk::new();
    let equal = STREET.replace("1;400", "1;300").replace("budget;1000", "budget;300");
    let file = desk.put("street.pb", &equal);
    let stopped = count(&file, &["--ties", "ask"]).unwrap_err();
    assert!(stopped.contains("a lot is needed between 1, 3"), "{stopped}");
    let order = desk.put("order.txt", "3\n1\n2\n");
    let found = answer(&file, &["--lot-order", order.to_str().unwrap()]);
    assert_eq!(found["winners"], json!(["3"]));
    let short = desk.put("short.txt", "3\n1\n");
    let refused = count(&file, &["--lot-order", short.to_str().unwrap()]).unwrap_err();
    assert!(refused.contains("the order does not name 2"), "{refused}");
}

#[test]
fn stv_answers_with_its_stages_and_tells_them() {
    let desk = Desk::new();
    let file = desk.put("ward.blt", WARD);
    let found = answer(&file, &[]);
    assert_eq!((&found["rule"], &found["winners"]), (&json!("stv_scottish"), &json!([1, 2])));
    assert_eq!(found["stages"][1]["votes"], json!([700_000, 761_530, 400_000]));
    assert_eq!(found["stages"][1]["nontransferable"], 138_470);
    for (lang, words) in [("en", "1.3847"), ("pt", "1,3847"), ("fr", "Élus"), ("ar", "فاز")] {
        let told = count(&file, &["--explain", lang]).unwrap();
        assert!(told.contains(words), "{told}");
    }
    let compared = count(&file, &["--compare"]).unwrap();
    assert!(compared.contains("meek") && compared.contains("ers97"), "{compared}");
    assert_eq!(answer(&file, &["--rule", "meek"])["rule"], "meek");
}

/// Two committees of two from five papers, a duel that goes round in a circle, panachage: each is told.
#[test]
fn committees_duels_and_mixed_lists_are_told() {
    let desk = Desk::new();
    let told = |name: &str, text: &str, words: &[&str]| {
        count(&desk.put(name, text), &[words, &["--explain", "en"]].concat()).unwrap()
    };
    let approvals = r#"{"id": 1, "n": 3, "k": 2, "approvals": [[3, [1, 2]], [2, [3]]]}"#;
    let committees = told("approvals.json", approvals, &[]);
    for words in ["adds most happiness", "smallest load", "pays least", "Committee:", "sav"] {
        assert!(committees.contains(words), "{words}: {committees}");
    }
    let circle = "3 1\n3 1 2 0\n2 2 3 0\n3 2 0\n3 3 1 0\n0\n\"Ana\"\n\"Bo\"\n\"Cem\"\n\"Chair\"\n";
    let schulze = told("circle.blt", circle, &["--rule", "schulze"]);
    assert!(schulze.contains("strongest chain"), "{schulze}");
    let minimax = told("circle.blt", circle, &["--rule", "minimax"]);
    assert!(minimax.contains("worst duel"), "{minimax}");
    let mixed = r#"{"id": 2, "candidates_per_list": [2, 2], "seats": 3, "ballots":
        [{"lists": [0], "marks": [[1, 0, 1]], "struck": []}]}"#;
    let panachage = told("mixed.json", mixed, &[]);
    assert!(panachage.contains("List \u{2068}1\u{2069}"), "{panachage}");
    let lists = r#"{"id": 3, "votes": [100, 80, 30], "seats": 8}"#;
    let seats = told("lists.json", lists, &["--rule", "dhondt"]);
    assert!(seats.contains("one seat more would have taken: \u{2068}34\u{2069}"), "{seats}");
    let shares = told("street.pb", STREET, &["--rule", "equal-shares", "--completion", "none"]);
    assert!(shares.contains("Voters who chose"), "{shares}");
}

/// BLT to CSV and back: the same ballots, the same stages.
#[test]
fn rankings_go_out_as_csv_and_come_back() {
    let desk = Desk::new();
    let file = desk.put("ward.blt", WARD);
    let csv = desk.0.path().join("ward.csv");
    count(&file, &["--write", csv.to_str().unwrap()]).unwrap();
    let again = answer(&csv, &["--seats", "2"]);
    assert_eq!(again["stages"], answer(&file, &[])["stages"]);
    let street = desk.put("street.pb", STREET);
    let pb = desk.0.path().join("again.pb");
    count(&street, &["--write", pb.to_str().unwrap()]).unwrap();
    assert_eq!(answer(&pb, &[])["winners"], answer(&street, &[])["winners"]);
}

#[test]
fn a_switch_that_would_do_nothing_is_refused() {
    let desk = Desk::new();
    let (street, ward) = (desk.put("street.pb", STREET), desk.put("ward.blt", WARD));
    let refused = |file: &Path, words: &[&str]| count(file, words).unwrap_err();
    let cases: &[(&Path, &[&str], &str)] = &[
        (&street, &["--rule", "phragmen", "--increment", "2"], "--increment does not apply"),
        (
            &street,
            &["--rule", "mes", "--completion", "none", "--add1-start", "floor"],
            "--add1-start",
        ),
        (&street, &["--rule", "most-points"], "these ballots have none"),
        (&street, &["--rule", "mes", "--utility", "points"], "these ballots have no"),
        (&street, &["--rule", "ees", "--completion", "add1u"], "none or add-opt"),
        (&street, &["--seats", "2"], "--seats does not apply"),
        (&street, &["--compare", "--threshold", "2"], "--threshold does not apply"),
        (&street, &["--rule", "guess"], "--list-rules"),
        (&street, &["--explain", "xx"], "pt, en, fr and ar"),
        (&ward, &["--utility", "cost"], "--utility does not apply to rankings"),
        (&ward, &["--rule", "irv"], "irv fills one post"),
        (&ward, &["--ties", "net"], "lex, ask or lot:SEED"),
    ];
    for (file, words, reason) in cases {
        let said = refused(file, words);
        assert!(said.contains(reason), "{words:?}: {said}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_with_its_line() {
    let desk = Desk::new();
    let cases = [
        ("a.pb", STREET.replace("2;500", "2;5e2"), "line 12"),
        ("a.blt", WARD.replace("3 2 0", "3 9 0"), "line 4"),
        ("a.csv", "id,1\n1,\"Ana\n".to_owned(), "line 2"),
        ("a.jsonl", "{\"id\":1,\"votes\":[1],\"seats\":1}\n{\"id\":\n".to_owned(), "line 2"),
    ];
    for (name, text, line) in cases {
        let said = count(&desk.put(name, &text), &[]).unwrap_err();
        assert!(said.contains(line), "{name}: {said}");
    }
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let desk = Desk::new();
    let votes: String = (0..20_000).fold(String::new(), |text, n| text + &format!("V{n};9\n"));
    let file = desk.put("street.pb", &(STREET.to_owned() + &votes));
    let mut morada = Command::new(env!("CARGO_BIN_EXE_morada"));
    let morada = morada.arg("count").arg(&file).arg("--json");
    let mut child = morada.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn conformance_counts_what_agrees_and_fails_on_a_difference() {
    let desk = Desk::new();
    let agreed = r#"{"id":"m1","rule":{"quorum":{"num":0,"den":1,"strict":false},"majority":{"num":1,"den":2,"strict":true,"base":"yes_no"}},"votes":{"members":5,"present":3,"yes":2,"no":1,"abstain":0,"invalid":0,"not_voting":0},"expected":"adopted"}"#;
    desk.put("expected.jsonl", agreed);
    let run = || {
        let morada = env!("CARGO_BIN_EXE_morada");
        Command::new(morada).arg("conformance").arg(desk.0.path()).output().unwrap()
    };
    let done = run();
    assert!(done.status.success());
    assert!(String::from_utf8(done.stdout).unwrap().contains("1        0           0  all groups"));
    desk.put("expected.jsonl", &agreed.replace("adopted", "rejected"));
    let done = run();
    assert_eq!(done.status.code(), Some(1));
    assert!(String::from_utf8(done.stdout).unwrap().contains("differs: expected"));
}
