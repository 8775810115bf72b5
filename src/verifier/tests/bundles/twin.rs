//! The other verifier: the JavaScript of `static/verify/`, run by node, asked about the same bundles.
//!
//! It shares no line with this crate. A test that verifies a bundle here verifies it there as well, and
//! the two must agree about every check: how it ended, and code and place of every finding.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use morada_verify::{Language, Options, Progress, Report, verify};
use serde_json::{Value, json};

/// Node, running `tests/verifiers/run.mjs`.
struct Twin {
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

thread_local! {
    static TWIN: RefCell<Option<Twin>> = const { RefCell::new(None) };
}

impl Twin {
    fn start() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/verifiers/run.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs the other verifier: ./check tools installs it");
        let (asks, answers) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, asks, answers: BufReader::new(answers) }
    }

    fn ask(&mut self, question: &Value) -> Value {
        writeln!(self.asks, "{question}").unwrap();
        let mut line = String::new();
        self.answers.read_line(&mut line).unwrap();
        serde_json::from_str(&line).expect("the other verifier answers every question")
    }
}

impl Drop for Twin {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Verifies by both and demands that they agree.
#[track_caller]
pub fn verify_by_both(folder: &Path, options: Options) -> Report {
    let kept = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = kept.path().join(name.replace('/', "-"));
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let mut question = json!({ "bundle": folder });
    if let Some(annex) = &options.annex {
        question["annex"] = json!(annex);
    }
    if let Some(key) = &options.log_key {
        question["log_key"] = json!(key.write());
    }
    if let Some(slip) = &options.slip {
        question["slip"] = json!(slip);
    }
    if let Some(promise) = &options.promise {
        question["promise"] = json!(file("promise", promise));
    }
    let seen = |(name, bytes): &(String, Vec<u8>)| json!({"name": name, "file": file(name, bytes)});
    question["seen"] = json!(options.seen.iter().map(seen).collect::<Vec<_>>());
    let theirs = TWIN.with_borrow_mut(|twin| twin.get_or_insert_with(Twin::start).ask(&question));
    let ours = verify(folder, options, Progress::Silent).unwrap();
    compare(&ours, &theirs);
    ours
}

#[track_caller]
fn compare(ours: &Report, theirs: &Value) {
    let report: Value = serde_json::from_str(&ours.json()).unwrap();
    let list = |value: &Value| value.as_array().unwrap().clone();
    for (own, other) in list(&report["checks"]).iter().zip(list(&theirs["verdicts"])) {
        let told = || format!("{}\n{own:#}\n{other:#}", ours.text(Language::En));
        assert_eq!(own["check"], other["check"]);
        assert_eq!(own["status"], other["status"], "{}", told());
        let blocked = |value: &Value| list(&value["blocked"]).len();
        assert_eq!(blocked(own), blocked(&other), "{}", told());
        let own_places: BTreeSet<_> = list(&own["findings"]).iter().map(|f| place(f, f)).collect();
        let other_places: BTreeSet<_> =
            list(&other["findings"]).iter().map(|f| place(f, &f["place"])).collect();
        assert_eq!(own_places, other_places, "{}", told());
    }
    assert_eq!(report["exit"], theirs["exit"]);
    assert_eq!(report["can_conclude"], theirs["can"]);
    assert_eq!(report["cannot_conclude"], theirs["cannot"]);
}

/// Code and place of a finding.
fn place(finding: &Value, place: &Value) -> String {
    let part = |name: &str| place.get(name).map(Value::to_string).unwrap_or_default();
    let parts = ["file", "line", "leaf", "contest", "member"].map(part);
    format!("{} {}", finding["code"], parts.join(" "))
}
