//! A good bundle is accepted, and what could not be checked is said.

use morada_verify::{Check, Language, Options, Status};

use crate::fabricator::story::Scale;
use crate::fabricator::{Stage, Story, fabricate};
use crate::{findings, verified};

#[test]
fn a_good_bundle_passes_every_check() {
    for scale in [Scale::Tiny, Scale::Street] {
        let report = verified(&fabricate(Story::new(scale), &[]), Options::default());
        assert_eq!(report.exit_code(), 0, "{}", report.text(Language::En));
        assert_eq!(report.status(Check::V20), Status::NotAsked);
    }
}

#[test]
fn without_the_openings_v14_could_not_check_and_is_not_called_passed() {
    let by_hand = |work: &mut crate::fabricator::Work| {
        work.files.retain(|path, _| !path.starts_with("annex/"));
    };
    let work = fabricate(Story::new(Scale::Street).with_observers(), &[(Stage::Files, &by_hand)]);
    let report = verified(&work, Options::default());
    assert_eq!(report.exit_code(), 2);
    assert_eq!(report.blocked(), [Check::V14]);
    let text = report.text(Language::En);
    assert!(text.contains("V14  could not check"), "{text}");
    let (_, cannot) = text.split_once("You cannot conclude").unwrap();
    assert!(cannot.contains("that the published ballots are those in the ledger"));

    let annex = tempfile::tempdir().unwrap();
    for (name, bytes) in &work.annex {
        std::fs::write(annex.path().join(name), bytes).unwrap();
    }
    let with_annex = Options { annex: Some(annex.path().to_owned()), ..Options::default() };
    assert_eq!(verified(&work, with_annex).exit_code(), 0);
}

#[test]
fn the_trustees_proofs_are_checked_when_the_annex_has_them() {
    let add = |work: &mut crate::fabricator::Work| work.decryptions("city");
    let work = fabricate(Story::new(Scale::Street), &[(Stage::Files, &add)]);
    let report = verified(&work, Options::default());
    assert_eq!(report.exit_code(), 0, "{}", report.text(Language::En));

    let forge = |work: &mut crate::fabricator::Work| {
        let path = "annex/decrypt-city-3.jsonl";
        let lines = work.text(path);
        let other = work.text("annex/decrypt-city-1.jsonl");
        let (first, _) = other.split_once('\n').unwrap();
        let (_, rest) = lines.split_once('\n').unwrap();
        work.files.insert(path.to_owned(), format!("{first}\n{rest}").into_bytes());
    };
    let work =
        fabricate(Story::new(Scale::Street), &[(Stage::Files, &add), (Stage::Files, &forge)]);
    let found = findings(&verified(&work, Options::default()), Check::V14);
    let place = "annex/decrypt-city-3.jsonl, line 1".to_owned();
    assert_eq!(found, [("partial_wrong".to_owned(), place)]);
}

#[test]
fn the_report_says_everything_in_every_language() {
    let report = verified(&fabricate(Story::new(Scale::Tiny), &[]), Options::default());
    for language in [Language::En, Language::Pt, Language::Fr, Language::Ar] {
        let text = report.text(language);
        for check in Check::ALL {
            assert!(text.contains(&check.code()), "{language:?} {check:?}");
        }
        assert!(!text.contains('!'));
    }
}
