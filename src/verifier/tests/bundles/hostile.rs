//! Bundles made to hurt the program: refused within its limits, in bounded memory and time.

use std::fs;
use std::time::{Duration, Instant};

use morada_verify::{Check, Options, Progress, Report, verify};

use crate::fabricator::story::Scale;
use crate::fabricator::{Stage, Story, Work, fabricate};
use crate::{findings, verified};

fn tiny() -> Work {
    fabricate(Story::new(Scale::Tiny), &[])
}

/// Saves a good bundle, lets `spoil` at the folder, and verifies it.
fn on_disk(spoil: impl Fn(&std::path::Path)) -> Report {
    let folder = tempfile::tempdir().unwrap();
    tiny().save(folder.path());
    spoil(folder.path());
    let started = Instant::now();
    let report = verify(folder.path(), Options::default(), Progress::Silent).unwrap();
    assert!(started.elapsed() < Duration::from_secs(20), "it took {:?}", started.elapsed());
    report
}

#[test]
fn a_leaf_of_64_megabytes_is_passed_over() {
    let report = on_disk(|folder| {
        let path = folder.join("log/entries.jsonl");
        let mut entries = fs::read(&path).unwrap();
        entries.splice(0..0, vec![b'x'; 64 << 20]);
        fs::write(path, entries).unwrap();
    });
    assert_eq!(findings(&report, Check::V02), [("line_too_long".to_owned(), "leaf 0".to_owned())]);
    assert!(report.blocked().contains(&Check::V03), "a root over it is not claimed");
}

#[test]
fn a_note_with_a_hundred_thousand_signatures_is_not_read() {
    let report = on_disk(|folder| {
        let path = folder.join("checkpoint");
        let note = fs::read_to_string(&path).unwrap();
        let line = note.lines().last().unwrap().to_owned() + "\n";
        fs::write(path, note + &line.repeat(100_000)).unwrap();
    });
    assert_eq!(findings(&report, Check::V03), [("too_large".to_owned(), "checkpoint".to_owned())]);
}

#[test]
fn a_note_with_more_signatures_than_anybody_needs_is_not_read() {
    let report = on_disk(|folder| {
        let path = folder.join("checkpoint");
        let note = fs::read_to_string(&path).unwrap();
        let line = note.lines().last().unwrap().to_owned() + "\n";
        fs::write(path, note + &line.repeat(64)).unwrap();
    });
    assert_eq!(findings(&report, Check::V03), [("not_a_note".to_owned(), "checkpoint".to_owned())]);
}

#[test]
fn a_manifest_that_leads_out_of_the_bundle_is_refused() {
    for path in ["../secret", "/etc/passwd", "a/../../b", "c:/x", "log\\\\x", "./x", "log//x"] {
        let leading_out = |work: &mut Work| {
            let entry = format!(r#"{{"path":"{path}","sha256":"{}","size":1}},"#, "0".repeat(64));
            work.replace("manifest.json", "{\"files\":[", &format!("{{\"files\":[{entry}"));
        };
        let work = fabricate(Story::new(Scale::Tiny), &[(Stage::Done, &leading_out)]);
        let found = findings(&verified(&work, Options::default()), Check::V01);
        assert!(found.iter().any(|(code, _)| code == "unsafe_path"), "{path}: {found:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_never_followed() {
    let elsewhere = tempfile::tempdir().unwrap();
    let target = elsewhere.path().join("policy.txt");
    let report = on_disk(|folder| {
        fs::rename(folder.join("policy.txt"), &target).unwrap();
        std::os::unix::fs::symlink(&target, folder.join("policy.txt")).unwrap();
        std::os::unix::fs::symlink("/dev", folder.join("annex/dev")).unwrap();
    });
    let found = findings(&report, Check::V01);
    assert!(found.contains(&("special".to_owned(), "policy.txt".to_owned())), "{found:?}");
    assert!(found.contains(&("special".to_owned(), "annex/dev".to_owned())), "{found:?}");
    assert_eq!(findings(&report, Check::V05)[0].0, "special");
}

#[test]
fn records_that_swell_or_nest_are_refused() {
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(30_000), "]".repeat(30_000));
    let swollen = format!("{{\"a\":[{}1]}}", "1,".repeat(5 << 20));
    for path in [
        "setup/papers.json",
        "setup/trustees.json",
        "manifest.json",
        "results/hood.json",
        "roll/counts.json",
        "paper/boxes.json",
    ] {
        for record in [&deep, &swollen] {
            let report = on_disk(|folder| fs::write(folder.join(path), record).unwrap());
            assert_eq!(report.exit_code(), 1, "{path}");
        }
    }
    let report = on_disk(|folder| {
        let entries = format!("{}\n", &deep[..60_000]).repeat(300);
        fs::write(folder.join("log/entries.jsonl"), entries).unwrap();
    });
    assert!(report.found().contains(&Check::V02));
}

#[test]
fn long_files_of_rubbish_are_read_to_the_end_and_refused() {
    let rubbish = "rubbish\n".repeat(100_000);
    for path in [
        "log/entries.jsonl",
        "ballots-hood.jsonl",
        "annex/openings-hood.jsonl",
        "setup/credlist-hood.txt",
        "export/hood.pb",
        "policy.txt",
        "randomness/minutes.txt",
    ] {
        let report = on_disk(|folder| fs::write(folder.join(path), &rubbish).unwrap());
        assert_eq!(report.exit_code(), 1, "{path}");
    }
}

/// Every file in turn holds every other file's bytes, or nothing, or a line feed.
#[test]
fn no_mix_of_files_stops_the_program() {
    let good = tiny();
    let contents: Vec<Vec<u8>> =
        good.files.values().cloned().chain([Vec::new(), b"\n".to_vec(), vec![0xff; 40]]).collect();
    for (path, own) in &good.files {
        for other in contents.iter().filter(|other| *other != own) {
            let mut mixed = tiny();
            mixed.files.insert(path.clone(), other.clone());
            if path != "manifest.json" {
                mixed.list();
            }
            assert_ne!(verified(&mixed, Options::default()).exit_code(), 0, "{path}");
        }
    }
}

#[test]
fn a_bundle_with_too_many_files_is_refused_before_they_are_read() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..20_100 {
        fs::write(folder.path().join(n.to_string()), "").unwrap();
    }
    assert!(verify(folder.path(), Options::default(), Progress::Silent).is_err());
}
