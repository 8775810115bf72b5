//! `morada conformance DIR`: every published expectation of a folder against our own counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;
use morada_engine::pabulib::{self, Limits};
use morada_engine::tally::council::conformance::{self as council, Verdict};
use serde_json::Value;

use super::{failed, files, out};

/// Options of `morada conformance`.
#[derive(Debug, Args)]
pub struct ConformanceArgs {
    /// A folder laid out like the shared `pabulib` (expected.json) or `elections` (expected.jsonl).
    dir: PathBuf,
    /// Say every case that differs or is not supported, not only the first ones.
    #[arg(long)]
    all: bool,
}

/// How many differences are told one by one unless all are asked for.
const TOLD: usize = 20;

/// Findings by group, in the order of their names.
type Findings = BTreeMap<String, Vec<(String, Verdict)>>;

impl ConformanceArgs {
    /// Runs everything and says what came. Fails on any difference, and when nothing was compared.
    pub fn run(&self) -> ExitCode {
        let findings = match findings(&self.dir) {
            Ok(findings) => findings,
            Err(why) => return failed(&format!("{}: {why}", self.dir.display())),
        };
        let (mut agreed, mut differed, mut unsupported) = (0, 0, 0);
        let mut lines =
            vec![format!("{:>8} {:>8} {:>11}  group", "agreed", "differed", "unsupported")];
        for (group, verdicts) in &findings {
            let number = |of: fn(&Verdict) -> bool| verdicts.iter().filter(|(_, v)| of(v)).count();
            let yes = number(|v| matches!(v, Verdict::Agreed));
            let no = number(|v| matches!(v, Verdict::Differed(_)));
            let other = number(|v| matches!(v, Verdict::Unsupported(_)));
            lines.push(format!("{yes:>8} {no:>8} {other:>11}  {group}"));
            agreed += yes;
            differed += no;
            unsupported += other;
        }
        lines.push(format!("{agreed:>8} {differed:>8} {unsupported:>11}  all groups"));
        let text = lines.join("\n") + "\n" + &self.told(&findings);
        if let Err(why) = out::print(&text) {
            return failed(&why);
        }
        ExitCode::from(u8::from(differed > 0 || agreed == 0))
    }

    /// The cases that differ or are not supported, one a line.
    fn told(&self, findings: &Findings) -> String {
        let mut text = String::new();
        let mut told = 0;
        let mut more = 0;
        for (group, verdicts) in findings {
            for (case, verdict) in verdicts {
                let words = match verdict {
                    Verdict::Agreed => continue,
                    Verdict::Differed(how) => format!("differs: {how}"),
                    Verdict::Unsupported(why) => format!("not supported: {why}"),
                };
                if self.all || told < TOLD {
                    let words = shortened(&words, self.all);
                    writeln!(text, "{group}: {case} {words}").expect("a string takes every text");
                    told += 1;
                } else {
                    more += 1;
                }
            }
        }
        if more > 0 {
            writeln!(text, "and {more} more; --all tells them").expect("a string takes every text");
        }
        text
    }
}

fn shortened(words: &str, all: bool) -> String {
    match words.char_indices().nth(400) {
        Some((end, _)) if !all => format!("{} ...", &words[..end]),
        _ => words.to_owned(),
    }
}

/// Everything that the folder expects, compared.
fn findings(dir: &Path) -> Result<Findings, Box<dyn std::error::Error>> {
    let expected = dir.join("expected.json");
    if expected.is_file() {
        let expected: Value = serde_json::from_slice(&files::read(&expected)?)?;
        if let Some(instances) = expected.get("instances").and_then(Value::as_object) {
            let cases: Vec<(&String, &Value)> = instances.iter().collect();
            return Ok(in_parallel(&cases, |(name, case)| instance(dir, name, case)));
        }
    }
    let cases = elections(dir)?;
    Ok(in_parallel(&cases, |case| {
        let read = |path: &str| files::read(&case.folder.join(path)).ok();
        let name = case.value.get("id").map_or("a case".to_owned(), |id| match id {
            Value::String(id) => id.clone(),
            other => other.to_string(),
        });
        vec![(case.group.clone(), name, council::conform(&case.value, &read))]
    }))
}

/// Runs `compare` over all cases on the cores there are. The answer does not depend on how many.
fn in_parallel<C: Sync>(
    cases: &[C],
    compare: impl Fn(&C) -> Vec<(String, String, Verdict)> + Sync,
) -> Findings {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let verdicts = compare(case);
                    if let Ok(mut found) = found.lock() {
                        found.extend(verdicts);
                    }
                }
            });
        }
    });
    let mut findings = Findings::new();
    for (group, case, verdict) in found.into_inner().unwrap_or_default() {
        findings.entry(group).or_default().push((case, verdict));
    }
    for verdicts in findings.values_mut() {
        verdicts.sort_by(|(a, _), (b, _)| a.cmp(b));
    }
    findings
}

/// One instance of a Pabulib folder: its file, its facts, what its city published, every rule.
fn instance(dir: &Path, name: &str, case: &Value) -> Vec<(String, String, Verdict)> {
    let stored = case.get("stored_as").and_then(Value::as_str).unwrap_or(name);
    let one = |group: &str, verdict| vec![(group.to_owned(), name.to_owned(), verdict)];
    let bytes = match files::read(&dir.join(stored)) {
        Ok(bytes) => bytes,
        Err(why) => return one("file", Verdict::Differed(format!("{stored}: {why}"))),
    };
    let instance = match pabulib::read(&bytes, Limits::default()) {
        Ok(instance) => instance,
        Err(refusal) => return one("file", Verdict::Differed(refusal.to_string())),
    };
    let mut verdicts = Vec::new();
    if let Some(wanted) = case.get("sha256").and_then(Value::as_str) {
        let found = morada_engine::hash::Hash::of(&[&bytes]).to_hex();
        let verdict = if found == wanted {
            Verdict::Agreed
        } else {
            Verdict::Differed(format!("expected {wanted}, found {found}"))
        };
        verdicts.extend(one("sha256", verdict));
    }
    let compared = pabulib::conformance::conform(case, &instance);
    verdicts.extend(compared.into_iter().map(|(group, v)| (group, name.to_owned(), v)));
    verdicts
}

/// A case of a folder of elections, and the folder that its paths start from.
struct Case {
    folder: PathBuf,
    group: String,
    value: Value,
}

/// Every line of every `.jsonl`, and every `.json` as one case: of the folder itself, or of its
/// folders.
fn elections(dir: &Path) -> Result<Vec<Case>, Box<dyn std::error::Error>> {
    let mut folders = vec![dir.to_owned()];
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    let mut cases = Vec::new();
    for folder in folders {
        let mut found: Vec<PathBuf> = Vec::new();
        for entry in std::fs::read_dir(&folder)? {
            found.push(entry?.path());
        }
        found.sort();
        for file in found {
            let lines = match file.extension().and_then(|extension| extension.to_str()) {
                Some("jsonl") => true,
                Some("json") => false,
                _ => continue,
            };
            let group = file.strip_prefix(dir).unwrap_or(&file).display().to_string();
            let text = String::from_utf8(files::read(&file)?)?;
            let parts: Vec<&str> = if lines { text.lines().collect() } else { vec![&text] };
            for (line, part) in (1..).zip(parts).filter(|(_, part)| !part.trim().is_empty()) {
                let value = serde_json::from_str(part)
                    .map_err(|why| format!("{}, line {line}: {why}", file.display()))?;
                cases.push(Case { folder: folder.clone(), group: group.clone(), value });
            }
        }
    }
    Ok(cases)
}
