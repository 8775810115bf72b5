//! Every byte of a bundle matters: each is changed in three ways, and never is the bundle accepted.
//!
//! TRUST.md B1, with an attacker who also lists the changed file again in the manifest: its hashes then
//! say nothing, and it is the ledger, the signatures and the count that refuse him. (One who does not is
//! refused by V01 at once: the hash of the file is not the listed one. He is tried on the manifest
//! itself and on one byte in seventeen.) With `MORADA_LONG=1` the whole street with its 55 ballots is
//! treated so, and every byte by both attackers.

use std::fs;
use std::path::Path;
use std::thread;

use morada_verify::{Options, Progress, verify};

use crate::fabricator::story::Scale;
use crate::fabricator::{Story, Work, fabricate};

const FLIPS: [u8; 3] = [0x01, 0x80, 0xff];

/// What the attacker does with the manifest after changing a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manifest {
    Left,
    ListedAgain,
}

fn is_long() -> bool {
    std::env::var("MORADA_LONG").is_ok_and(|value| value == "1")
}

fn exit_code(folder: &Path) -> u8 {
    verify(folder, Options::default(), Progress::Silent).unwrap().exit_code()
}

/// Whether a byte belongs to a witness's line. A line whose name or key id is changed is the line of
/// an unknown key, which C2SP signed-note tells every reader to pass over; two good ones remain.
fn is_of_a_witness(path: &str, bytes: &[u8], at: usize) -> bool {
    let signatures = bytes.windows(2).position(|pair| pair == b"\n\n").map(|end| end + 2);
    let first_line = |start: usize| bytes[start..].iter().position(|b| *b == b'\n');
    let of_log = signatures.and_then(|start| Some(start + first_line(start)?));
    path.starts_with("checkpoint") && of_log.is_some_and(|end| at > end)
}

/// Changes the bytes of one file; gives the number of mutants, none of which was accepted.
fn flip(good: &Work, path: &str, attack: Manifest, step: usize) -> usize {
    let folder = tempfile::tempdir().unwrap();
    good.save(folder.path());
    let bytes = &good.files[path];
    let mut mutants = 0;
    for at in (0..bytes.len()).step_by(step) {
        if attack == Manifest::ListedAgain && is_of_a_witness(path, bytes, at) {
            continue;
        }
        for flip in FLIPS {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            fs::write(folder.path().join(path), &changed).unwrap();
            if attack == Manifest::ListedAgain {
                let manifest = listed_again(good, path, changed);
                fs::write(folder.path().join("manifest.json"), manifest).unwrap();
            }
            let code = exit_code(folder.path());
            assert!(code == 1 || code == 2, "{path}, byte {at}, xor {flip:02x}: {code}");
            mutants += 1;
        }
    }
    mutants
}

fn listed_again(good: &Work, path: &str, changed: Vec<u8>) -> Vec<u8> {
    let mut work = Work::new(good.story.clone());
    work.files.clone_from(&good.files);
    work.files.insert(path.to_owned(), changed);
    work.list();
    work.files.remove("manifest.json").unwrap()
}

#[test]
fn every_changed_byte_is_refused() {
    let scale = if is_long() { Scale::Street } else { Scale::Tiny };
    let good = fabricate(Story::new(scale), &[]);
    let folder = tempfile::tempdir().unwrap();
    good.save(folder.path());
    assert_eq!(exit_code(folder.path()), 0, "the bundle is good before it is changed");

    let mut jobs: Vec<(&str, Manifest, usize)> = Vec::new();
    for path in good.files.keys() {
        let is_manifest = path == "manifest.json";
        jobs.push((path, Manifest::Left, if is_long() || is_manifest { 1 } else { 17 }));
        if !is_manifest {
            jobs.push((path, Manifest::ListedAgain, 1));
        }
    }
    // The longest first, so that two cores end together.
    jobs.sort_by_key(|(path, _, step)| std::cmp::Reverse(good.files[*path].len() / step));
    let queue = std::sync::Mutex::new(jobs.into_iter());
    let work = || {
        let next = || queue.lock().unwrap().next();
        std::iter::from_fn(next)
            .map(|(path, attack, step)| flip(&good, path, attack, step))
            .sum::<usize>()
    };
    let mutants: usize = thread::scope(|scope| {
        let workers = [scope.spawn(work), scope.spawn(work)];
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    println!("{mutants} spoilt bundles of {scale:?}, every one refused");
    assert!(mutants > 20_000, "{mutants}");
}
