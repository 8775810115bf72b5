//! The known attacks of PROTOCOL.md section 3 that a bundle or a slip must withstand, a test named after each row.
//! The rows about codes, ballots and sealing have theirs in the engine (`sealing/tests.rs`, `ballot/tests.rs`), those
//! about storage and order in `tests/faults`; Stage B's shuffle has none yet. Every bundle here is asked of both
//! verifiers.

use morada_verify::{Check, Options, SlipFault, Vkey, check_slip, sample};
use serde_json::json;

use crate::fabricator::coding::{base64, canon, leaf_hash, root, tracking_code};
use crate::fabricator::story::Scale;
use crate::fabricator::{Cast, Edit, Stage, Story, Work, fabricate};
use crate::{findings, verified};

fn street(edits: &[Edit<'_>]) -> Work {
    fabricate(Story::new(Scale::Street), edits)
}

#[track_caller]
fn found(work: &Work, codes: &[Check]) {
    let report = verified(work, Options::default());
    assert_eq!(report.exit_code(), 1);
    for code in codes {
        assert!(report.found().contains(code), "{code:?} not among {:?}", report.found());
    }
}

/// Helios-C's motive: the server makes voters. A key of its own is on no list (V09); the spare letters
/// nobody was given are, and then there are more ballots than letters (V12).
#[test]
fn ballot_stuffing_by_server() {
    let own_key = |work: &mut Work| {
        let ghost = Cast { voter: 4_000, salt: 9, ..work.casts[0].clone() };
        work.casts.push(ghost);
    };
    found(&street(&[(Stage::Casts, &own_key)]), &[Check::V09]);

    let spares = |work: &mut Work| {
        let last =
            work.casts.iter().filter(|c| c.contest == "hood").map(|c| c.voter).max().unwrap();
        for ghost in [last + 1, last + 2] {
            work.casts.push(Cast { voter: ghost, ..work.casts[0].clone() });
        }
    };
    let letters = |work: &mut Work| {
        let roll = json!({"contests": [
            {"ct": "city", "handed": 31, "paper": 0, "reissued": 0},
            {"ct": "hood", "handed": 25, "paper": 0, "reissued": 0}], "t": "roll_counts", "v": 1});
        work.published.insert("roll/counts.json".to_owned(), canon(&roll).into_bytes());
    };
    found(&street(&[(Stage::Casts, &spares), (Stage::Counted, &letters)]), &[Check::V12]);
}

/// A revote is dropped, or an older ballot is put in its place: the count says another number, or the
/// published ballot opens nothing.
#[test]
fn dropped_or_replaced_revote() {
    let revote = |work: &Work| work.casts.iter().position(|cast| cast.n == 2).unwrap();
    // The server counts the first vote instead of the second.
    let replaced = |work: &mut Work| {
        let at = revote(work);
        let first = work.casts.iter().position(|c| c.contest == "city" && c.n == 1).unwrap();
        let old = work.casts[first].ballot.clone();
        let line = |ballot: &str| format!("{ballot}\n");
        let file = String::from_utf8(work.published["ballots-city.jsonl"].clone()).unwrap();
        let mut lines: Vec<String> = file
            .replacen(&line(&work.casts[at].ballot), &line(&old), 1)
            .lines()
            .map(line)
            .collect();
        lines.sort_unstable();
        work.published.insert("ballots-city.jsonl".to_owned(), lines.concat().into_bytes());
    };
    found(&street(&[(Stage::Counted, &replaced)]), &[Check::V14, Check::V17]);

    // The later ballot vanishes from the ledger before anything is signed: only the voter's slip knows.
    let good = street(&[]);
    let lost = good.place_of_cast(&good.casts[revote(&good)]);
    let slip = tracking_code(&leaf_hash(&good.entries[lost]));
    let dropped = |work: &mut Work| {
        let at = revote(work);
        work.casts.remove(at);
    };
    let work = street(&[(Stage::Casts, &dropped)]);
    let report = verified(&work, Options { slip: Some(slip), ..Options::default() });
    assert_eq!(findings(&report, Check::V20)[0].0, "slip_missing");
}

/// Two servers from one seed show two ledgers under one key. Whoever kept a checkpoint of the one finds out
/// as soon as it lies beside the other.
#[test]
fn split_view_of_two_servers_from_one_seed() {
    let other = |work: &mut Work| {
        let at = work.place_of_cast(&work.casts[0].clone());
        let twin = Cast { salt: 7, ..work.casts[0].clone() };
        work.leaves[at] = work.ballot_leaf(&twin);
        work.casts[0] = twin;
        work.sort_batches();
    };
    let (one, two) = (street(&[]), street(&[(Stage::Voted, &other)]));
    let kept = |work: &Work, size: usize| {
        let hashes: Vec<[u8; 32]> = work.entries[..size].iter().map(|e| leaf_hash(e)).collect();
        ("kept".to_owned(), work.log_key().checkpoint(size, &root(&hashes)).into_bytes())
    };
    for size in [two.entries.len(), two.entries.len() - 4] {
        let seen = vec![kept(&two, size)];
        let report = verified(&one, Options { seen, ..Options::default() });
        assert_eq!(report.found(), [Check::V06], "{size} leaves");
    }
    let longer = vec![("kept".to_owned(), one.log_key().checkpoint(999, &[1; 32]).into_bytes())];
    let report = verified(&one, Options { seen: longer, ..Options::default() });
    assert_eq!(findings(&report, Check::V06)[0].0, "older_beyond", "a rollback");
}

/// Of elections with 1 to 12 ballots, none below the sealed limit is published with figures.
#[test]
fn small_cell() {
    for limit in 1..=12_u64 {
        let papers = |work: &mut Work| work.papers["small_group"] = json!(limit);
        let work = fabricate(Story::new(Scale::Tiny), &[(Stage::Papers, &papers)]);
        let report = verified(&work, Options::default());
        let too_small = (work.casts.len() as u64) < limit;
        assert_eq!(report.found() == [Check::V19], too_small, "{limit}: {:?}", report.found());
    }
    let of_one_mind = |work: &mut Work| {
        for cast in work.casts.iter_mut().filter(|cast| cast.contest == "hood") {
            r#"{"c":"hood","k":"choose_one","x":[0]}"#.clone_into(&mut cast.ballot);
        }
    };
    found(&street(&[(Stage::Casts, &of_one_mind)]), &[Check::V19]);
}

/// A bundle cut off anywhere is never called good: each file cut in half, and each file missing.
#[test]
fn verifier_too_kind_to_a_truncated_bundle() {
    let good = fabricate(Story::new(Scale::Tiny), &[]);
    for path in good.files.keys() {
        let mut spoilt = Work::new(good.story.clone());
        spoilt.files.clone_from(&good.files);
        let half = spoilt.files[path].len() / 2;
        spoilt.files.get_mut(path).unwrap().truncate(half);
        assert_ne!(verified(&spoilt, Options::default()).exit_code(), 0, "{path} cut in half");
        spoilt.files.remove(path);
        assert_ne!(verified(&spoilt, Options::default()).exit_code(), 0, "{path} missing");
    }
}

/// B4: a slip on its own, offline. What was promised is proved, or the fault is named.
#[test]
fn receipt_for_an_absent_ballot() {
    let good = street(&[]);
    let log = Vkey::parse(&good.log_key().vkey()).unwrap();
    let hashes: Vec<[u8; 32]> = good.entries.iter().map(|entry| leaf_hash(entry)).collect();
    let at = good.place_of_cast(&good.casts[0]);
    let origin = &log.name;
    let promise = |leaf: &[u8; 32]| {
        let text = format!("pb-promise/v1\n{origin}\n{}\n2026-11-24T20:00:00Z\n", base64(leaf));
        good.log_key().sign(&text).into_bytes()
    };
    let path: Vec<String> =
        audit_path(at, &hashes).iter().map(|hash| base64(hash) + "\n").collect();
    let proof = |index: usize, path: &str| {
        format!("c2sp.org/tlog-proof@v1\nindex {index}\n{path}\n{}", good.text("checkpoint"))
    };
    let path = path.concat();
    let policy = good.files["policy.txt"].clone();
    let check = |promise: &[u8], proof: &str, policy: Option<&[u8]>| {
        check_slip(promise, proof.as_bytes(), &log, policy)
    };
    let own = promise(&hashes[at]);
    let slip = check(&own, &proof(at, &path), Some(&policy)).unwrap();
    assert_eq!((slip.index, slip.size), (at as u64, hashes.len() as u64));
    assert_eq!(slip.tracking, tracking_code(&hashes[at]));
    assert!(slip.quorum_met);
    assert!(!check(&own, &proof(at, &path), None).unwrap().quorum_met, "nobody was asked");

    let absent = promise(&[5; 32]);
    assert_eq!(check(&absent, &proof(at, &path), None), Err(SlipFault::NotIncluded));
    assert_eq!(check(&own, &proof(at + 1, &path), None), Err(SlipFault::NotIncluded));
    assert_eq!(check(&own, &proof(at, ""), None), Err(SlipFault::NotIncluded));
    let other = path.replacen('A', "B", 1);
    assert!(check(&own, &proof(at, &other), None).is_err());
    assert_eq!(check(b"hello", &proof(at, &path), None), Err(SlipFault::PromiseForm));
    assert_eq!(check(&own, "hello", None), Err(SlipFault::ProofForm));
    let mut forged = own.clone();
    *forged.last_chunk_mut::<8>().unwrap() = *b"AAAAAA=\n";
    assert!(matches!(
        check(&forged, &proof(at, &path), None),
        Err(SlipFault::PromiseUnsigned | SlipFault::PromiseForm)
    ));
}

/// RFC 6962 section 2.1.1, word for word.
fn audit_path(at: usize, leaves: &[[u8; 32]]) -> Vec<[u8; 32]> {
    if leaves.len() == 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, other) = if at < left.len() {
        (audit_path(at, left), root(right))
    } else {
        (audit_path(at - left.len(), right), root(left))
    };
    path.push(other);
    path
}

/// A sample is drawn by dice everybody saw, each number once.
#[test]
fn a_sample_follows_from_the_dice() {
    let drawn = sample("31415926535897932384", 300, 189);
    assert_eq!(drawn, sample("31415926535897932384", 300, 189));
    let different: std::collections::BTreeSet<u64> = drawn.iter().copied().collect();
    assert_eq!(different.len(), 189);
    assert!(different.iter().all(|pick| (1..=300).contains(pick)));
    assert_ne!(drawn, sample("31415926535897932385", 300, 189));
    assert_eq!(sample("1", 5, 9).len(), 5, "not more than there are");
    assert!(sample("1", 0, 9).is_empty());
}
