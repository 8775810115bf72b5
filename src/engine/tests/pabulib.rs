//! Every expected result of ../shared/pabulib comes out, with nothing left out.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may read the shared instances from disk, and stops when it cannot"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use morada_engine::pabulib::{Instance, Limits, conformance, read};
use morada_engine::tally::council::conformance::Verdict;
use serde_json::Value;

fn shared() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2)?.join("../shared/pabulib");
    root.is_dir().then_some(root)
}

fn instance(path: &Path) -> Instance {
    let mut bytes = fs::read(path).unwrap();
    if path.extension().is_some_and(|e| e == "gz") {
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
    compare(|stored| !is_packed(stored));
}

#[test]
#[ignore = "long: the seven largest files; run with --ignored"]
fn the_largest_shared_instances_come_out_as_expected() {
    compare(is_packed);
}

/// Whether a file is stored compressed: the names are ours, always in small letters.
fn is_packed(stored: &str) -> bool {
    std::path::Path::new(stored).extension().is_some_and(|ending| ending == "gz")
}
