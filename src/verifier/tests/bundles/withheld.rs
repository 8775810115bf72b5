//! A contest of a small group: nothing of it is published, and nothing is claimed about it.

use morada_verify::{Check, Language, Options, Status};
use serde_json::json;

use crate::fabricator::story::Scale;
use crate::fabricator::{Edit, Stage, Story, Work, canon, fabricate};
use crate::{findings, verified};

fn small(edits: &[Edit<'_>]) -> Work {
    fabricate(Story::new(Scale::WithSmallGroup), edits)
}

fn with_annex(work: &Work) -> (tempfile::TempDir, Options) {
    let annex = tempfile::tempdir().unwrap();
    for (name, bytes) in &work.annex {
        std::fs::write(annex.path().join(name), bytes).unwrap();
    }
    let options = Options { annex: Some(annex.path().to_owned()), ..Options::default() };
    (annex, options)
}

#[test]
fn a_withheld_contest_is_not_called_counted() {
    let report = verified(&small(&[]), Options::default());
    assert_eq!(report.exit_code(), 2, "{}", report.text(Language::En));
    assert_eq!(report.blocked(), [Check::V14, Check::V15, Check::V17]);
    assert_eq!(report.status(Check::V19), Status::Passed);
}

#[test]
fn an_observer_with_the_openings_counts_it_again() {
    let work = small(&[]);
    let (_folder, options) = with_annex(&work);
    let report = verified(&work, options);
    assert_eq!(report.exit_code(), 0, "{}", report.text(Language::En));

    let rejected = |work: &mut Work| {
        let path = "results/name.json";
        let mut record: serde_json::Value = serde_json::from_slice(&work.published[path]).unwrap();
        record["funded"] = json!([]);
        work.published.insert(path.to_owned(), canon(&record).into_bytes());
    };
    let work = small(&[(Stage::Counted, &rejected)]);
    let (_folder, options) = with_annex(&work);
    let report = verified(&work, options);
    assert_eq!(report.found(), [Check::V17]);
    let place = "results/name.json, funded[0]".to_owned();
    assert_eq!(findings(&report, Check::V17), [("result_other".to_owned(), place)]);
}

#[test]
fn a_number_of_a_small_group_is_found_in_every_file() {
    let told = |work: &mut Work| {
        let path = "results/name.json";
        let mut record: serde_json::Value = serde_json::from_slice(&work.published[path]).unwrap();
        record["ballots"] = json!(4);
        work.published.insert(path.to_owned(), canon(&record).into_bytes());
        work.published.insert("ballots-name.jsonl".to_owned(), work.ballots_file("name"));
        work.published.insert("export/name.pb".to_owned(), Vec::new());
    };
    let opened = |work: &mut Work| {
        let openings = work.annex["openings-name.jsonl"].clone();
        work.files.insert("annex/openings-name.jsonl".to_owned(), openings);
    };
    let work = small(&[(Stage::Counted, &told), (Stage::Files, &opened)]);
    let places: Vec<String> = findings(&verified(&work, Options::default()), Check::V19)
        .into_iter()
        .map(|(_, p)| p)
        .collect();
    let expected =
        ["ballots-name.jsonl", "export/name.pb", "annex/openings-name.jsonl", "results/name.json"];
    assert_eq!(places, expected);
}

#[test]
fn a_large_group_of_many_minds_may_not_be_withheld() {
    let hide = |work: &mut Work| {
        let at = work.place_of("tally");
        work.leaves[at]["contests"][0]["withheld"] = json!(true);
    };
    let bare = |work: &mut Work| {
        for path in ["ballots-hood.jsonl", "export/hood.pb"] {
            work.published.remove(path);
        }
        let rule = work.papers["contests"][0]["rule"].clone();
        let result = json!({"contest": "hood", "funded": ["trees"], "rule": rule, "t": "result",
                            "v": 1, "withheld": true});
        let result = canon(&result).into_bytes();
        work.published.insert("results/hood.json".to_owned(), result);
    };
    let edits: [Edit<'_>; 2] = [(Stage::Tallied, &hide), (Stage::Tallied, &bare)];
    let work = fabricate(Story::new(Scale::Tiny).with_observers(), &edits);
    let (_folder, options) = with_annex(&work);
    let found = findings(&verified(&work, options), Check::V19);
    let place = "contest hood".to_owned();
    assert_eq!(found, [("withheld_without_cause".to_owned(), place)]);
}
