//! Every case of ../shared/elections comes out as expected, with nothing left out.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may read the shared vectors from disk, and stops when it cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use morada_engine::tally::council::conformance::{Verdict, conform};
use serde_json::Value;

fn shared() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2)?.join("../shared/elections");
    root.is_dir().then_some(root)
}

/// Every line of every .jsonl in `folder`, and each .json as one case.
fn cases(folder: &Path) -> Vec<(String, Value)> {
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let name = file.strip_prefix(folder.parent().unwrap()).unwrap().display().to_string();
        let parse = |text: &str| (name.clone(), serde_json::from_str(text).unwrap());
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("jsonl") => cases.extend(fs::read_to_string(&file).unwrap().lines().map(parse)),
            Some("json") => cases.push(parse(&fs::read_to_string(&file).unwrap())),
            _ => {}
        }
    }
    cases
}

#[test]
fn every_shared_election_comes_out_as_expected() {
    let Some(root) = shared() else {
        println!("../shared/elections is absent: nothing was compared");
        return;
    };
    let mut agreed = BTreeMap::<String, usize>::new();
    let mut wrong = Vec::new();
    for folder in fs::read_dir(&root).unwrap().map(|folder| folder.unwrap().path()) {
        if !folder.is_dir() {
            continue;
        }
        for (file, case) in cases(&folder) {
            match conform(&case, &|path| fs::read(folder.join(path)).ok()) {
                Verdict::Agreed => *agreed.entry(file).or_default() += 1,
                other => wrong.push(format!("{file} {}: {other:?}", case["id"])),
            }
        }
    }
    println!("agreed: {agreed:#?}");
    let shown: Vec<String> = wrong.iter().map(|line| line.chars().take(400).collect()).collect();
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), shown.join("\n"));
    assert!(agreed.values().sum::<usize>() > 400, "the shared folder holds its cases");
}
