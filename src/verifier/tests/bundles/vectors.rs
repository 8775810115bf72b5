//! The published test vectors, and that a changed one is told.

use morada_verify::vectors::run;

/// The developers' half lies beside the checkout, and a copy in tests/vectors.
fn file(name: &str) -> Vec<u8> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read(root.join("tests/vectors").join(name)).unwrap()
}

#[test]
fn every_case_of_the_published_vectors_holds() {
    for (name, cases) in [
        ("pbv1-dev.json", 274),
        ("rfc6962-transparency-dev.json", 184),
        ("ristretto255.json", 38),
        ("rivest-sampler-tests.json", 10),
    ] {
        let groups = run(&file(name)).unwrap();
        for group in &groups {
            assert!(group.failed.is_empty(), "{name}: {} {:?}", group.name, group.failed);
        }
        assert_eq!(groups.iter().map(|group| group.passed).sum::<usize>(), cases, "{name}");
    }
}

/// Every value of every case matters: the last digit of each number and text is changed in turn.
#[test]
fn a_changed_vector_fails() {
    let original: serde_json::Value = serde_json::from_slice(&file("pbv1-dev.json")).unwrap();
    let mut unnoticed = Vec::new();
    for (group, member) in [
        ("ballots", "cred_seed"),
        ("ballots", "cred_pk"),
        ("ballots", "nonce"),
        ("ballots", "commitment"),
        ("ballots", "leaf_json"),
        ("ballots", "leaf_hash"),
        ("ballots", "tracking_code"),
        ("ballots", "code"),
        ("ballots", "election"),
        ("ballots", "contest"),
        ("notes", "origin"),
        ("notes", "log_seed_hex"),
        ("notes", "log_vkey"),
        ("notes", "tlog_proof"),
    ] {
        let mut spoilt = original.clone();
        let text = spoilt[group][0][member].as_str().unwrap().to_owned();
        let at = text.rfind(|c: char| c.is_ascii_alphanumeric() && c != '5').unwrap();
        let changed = format!("{}5{}", &text[..at], &text[at + 1..]);
        spoilt[group][0][member] = changed.into();
        let groups = run(&serde_json::to_vec(&spoilt).unwrap()).unwrap();
        if groups.iter().all(|group| group.failed.is_empty()) {
            unnoticed.push(format!("{group}.{member}"));
        }
    }
    assert!(unnoticed.is_empty(), "{unnoticed:?}");
}

#[test]
fn a_file_of_another_form_is_not_called_passed() {
    assert!(run(b"{}").is_err());
    assert!(run(b"[]").is_err());
    assert!(run(b"not json").is_err());
}
