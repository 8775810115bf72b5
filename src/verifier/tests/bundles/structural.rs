//! The edits of TRUST.md B2 to B5: parts dropped, doubled, reordered, swapped, truncated, replayed.
//!
//! Here the attacker holds no key of the ledger: he changes files and lists them again in the manifest.

use std::collections::BTreeSet;

use morada_verify::{Check, Language, Options};
use serde_json::json;

use crate::fabricator::coding::{leaf_hash, tracking_code};
use crate::fabricator::story::Scale;
use crate::fabricator::{Edit, Stage, Story, Work, fabricate};
use crate::{findings, verified};

const ENTRIES: &str = "log/entries.jsonl";

fn tiny(edits: &[Edit<'_>]) -> Work {
    fabricate(Story::new(Scale::Tiny), edits)
}

/// Changes a file of a good bundle and lists it again.
fn with(work: &Work, path: &str, bytes: Vec<u8>) -> Work {
    let mut spoilt = tiny(&[]);
    spoilt.files = work.files.clone();
    spoilt.files.insert(path.to_owned(), bytes);
    spoilt.list();
    spoilt
}

fn lines(work: &Work, path: &str) -> Vec<String> {
    work.text(path).split_inclusive('\n').map(str::to_owned).collect()
}

#[track_caller]
fn refused(work: &Work, codes: &[Check], what: &str) {
    let report = verified(work, Options::default());
    assert_eq!(report.exit_code(), 1, "{what}\n{}", report.text(Language::En));
    for code in codes {
        assert!(report.found().contains(code), "{what}: {:?}", report.found());
    }
}

/// B2: each leaf dropped, doubled, altered, or swapped with the next.
#[test]
fn every_leaf_dropped_doubled_altered_or_moved_is_refused() {
    let good = tiny(&[]);
    let entries = lines(&good, ENTRIES);
    for at in 0..entries.len() {
        let edit = |change: &dyn Fn(&mut Vec<String>)| {
            let mut entries = entries.clone();
            change(&mut entries);
            with(&good, ENTRIES, entries.concat().into_bytes())
        };
        let dropped = edit(&|e| drop(e.remove(at)));
        refused(&dropped, &[Check::V03], &format!("leaf {at} dropped"));
        let doubled = edit(&|e| e.insert(at, e[at].clone()));
        refused(&doubled, &[Check::V03], &format!("leaf {at} doubled"));
        let altered = edit(&|e| e[at] = e[at].replacen("\"v\":1", "\"v\":2", 1));
        refused(&altered, &[Check::V03, Check::V07], &format!("leaf {at} altered"));
        if at + 1 < entries.len() {
            let moved = edit(&|e| e.swap(at, at + 1));
            refused(&moved, &[Check::V03], &format!("leaf {at} moved"));
        }
    }
}

/// B2: the ledger, the ballots, the openings and the credlist cut off at each line.
#[test]
fn a_file_cut_off_at_any_line_is_refused() {
    let good = tiny(&[]);
    for (path, code) in [
        (ENTRIES, Check::V03),
        ("ballots-hood.jsonl", Check::V13),
        ("annex/openings-hood.jsonl", Check::V14),
        ("setup/credlist-hood.txt", Check::V08),
        ("policy.txt", Check::V07),
        ("export/hood.pb", Check::V07),
    ] {
        let all = lines(&good, path);
        for kept in 0..all.len() {
            let cut = with(&good, path, all[..kept].concat().into_bytes());
            refused(&cut, &[code], &format!("{path} cut to {kept} lines"));
        }
    }
}

/// B2: each file dropped, with its line in the manifest and without.
#[test]
fn a_bundle_without_one_of_its_files_is_never_accepted() {
    let good = tiny(&[]);
    for path in good.files.keys().filter(|path| *path != "manifest.json") {
        let mut spoilt = tiny(&[]);
        spoilt.files.remove(path);
        refused(&spoilt, &[Check::V01], &format!("{path} dropped, still listed"));
        spoilt.list();
        let report = verified(&spoilt, Options::default());
        assert_ne!(report.exit_code(), 0, "{path} dropped and not listed");
    }
    let mut spoilt = tiny(&[]);
    spoilt.files.remove("manifest.json");
    refused(&spoilt, &[Check::V01], "manifest.json dropped");
    let empty = tempfile::tempdir().unwrap();
    let nothing =
        morada_verify::verify(empty.path(), Options::default(), morada_verify::Progress::Silent);
    assert_eq!(nothing.unwrap().exit_code(), 1, "an empty folder");
}

/// B2: parts of two elections of the same street swapped, and last year's bundle replayed.
#[test]
fn parts_of_another_bundle_are_refused() {
    let last_year =
        || Story { election: "lower-street-2025".to_owned(), ..Story::new(Scale::Tiny) };
    let (good, other) = (tiny(&[]), fabricate(last_year(), &[]));
    let paths: Vec<&String> = good.files.keys().filter(|path| *path != "manifest.json").collect();
    let mut swapped = BTreeSet::new();
    for path in paths {
        if good.files[path] == other.files[path] {
            continue;
        }
        swapped.insert(path.clone());
        let spoilt = with(&good, path, other.files[path].clone());
        refused(&spoilt, &[], &format!("{path} of last year"));
    }
    assert!(swapped.contains("checkpoint") && swapped.contains(ENTRIES), "{swapped:?}");

    let known = morada_verify::Vkey::parse(&good.log_key().vkey());
    let report = verified(&other, Options { log_key: known, ..Options::default() });
    assert!(report.found().contains(&Check::V04), "last year's bundle, whole");
}

/// B3: result, rule, budget, seed and eligibility counts altered in the files.
#[test]
fn altered_results_rules_budgets_seeds_and_counts_are_refused() {
    let good = tiny(&[]);
    for (path, from, to, code) in [
        ("results/hood.json", "\"funded\":[\"trees\"", "\"funded\":[\"slide\"", Check::V17),
        ("results/hood.json", "\"decision\":\"too_dear\"", "\"decision\":\"funded\"", Check::V17),
        ("results/hood.json", "\"misfit\":\"skip\"", "\"misfit\":\"stop\"", Check::V17),
        ("results/hood.json", "\"budget\":800", "\"budget\":801", Check::V17),
        ("setup/papers.json", "\"misfit\":\"skip\"", "\"misfit\":\"stop\"", Check::V07),
        ("setup/papers.json", "\"budget\":800", "\"budget\":900", Check::V07),
        ("randomness/minutes.txt", "31415", "27182", Check::V16),
        ("roll/counts.json", "\"handed\":5", "\"handed\":9", Check::V07),
        (ENTRIES, "\"seed\":\"31415", "\"seed\":\"27182", Check::V16),
        (ENTRIES, "\"letters\":5", "\"letters\":6", Check::V08),
        (ENTRIES, "\"counted\":5", "\"counted\":4", Check::V10),
    ] {
        let text = good.text(path);
        assert!(text.contains(from), "{path} has no {from}");
        let spoilt = with(&good, path, text.replacen(from, to, 1).into_bytes());
        refused(&spoilt, &[code], &format!("{path}: {from}"));
    }
}

/// B4: a slip with one symbol changed is the slip of no ballot.
#[test]
fn every_changed_receipt_is_refused() {
    let good = tiny(&[]);
    let at = good.place_of_cast(&good.casts[0]);
    let code = tracking_code(&leaf_hash(&good.entries[at]));
    let report = |slip: String| verified(&good, Options { slip: Some(slip), ..Options::default() });
    assert_eq!(report(code.clone()).exit_code(), 0);
    for (place, symbol) in code.char_indices().filter(|(_, c)| *c != '-') {
        let other = if symbol == '7' { '8' } else { '7' };
        let mut changed = code.clone();
        changed.replace_range(place..=place, &other.to_string());
        assert_eq!(findings(&report(changed), Check::V20)[0].0, "slip_missing");
    }
}

/// B5: more ballots than letters, a key nobody made, a key that votes twice, a key of another contest.
/// These attackers hold the server's keys.
#[test]
fn a_stuffed_box_is_refused() {
    let street = |edits: &[Edit<'_>]| fabricate(Story::new(Scale::Street), edits);
    let off_roll = |work: &mut Work| {
        // A resident of the city's list votes in the hood.
        let city = work.casts.iter().find(|cast| cast.contest == "city").unwrap().clone();
        let at = work.place_of_cast(&work.casts[0].clone());
        let mut leaf = work.ballot_leaf(&crate::fabricator::Cast { voter: city.voter, ..city });
        leaf["ct"] = json!("hood");
        work.leaves[at] = leaf;
        work.sort_batches();
    };
    refused(&street(&[(Stage::Voted, &off_roll)]), &[Check::V09], "a key of another contest");
    let twice = |work: &mut Work| {
        let at = work.place_of_cast(&work.casts[0].clone());
        let same = work.leaves[at].clone();
        let other = work.place_of_cast(&work.casts[1].clone());
        work.leaves[other] = same;
        work.sort_batches();
    };
    let report = verified(&street(&[(Stage::Voted, &twice)]), Options::default());
    assert!(report.found().contains(&Check::V11) && report.found().contains(&Check::V10));
}
