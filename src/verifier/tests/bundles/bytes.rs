//! Every byte of a bundle matters: each is changed in three ways, and never is the bundle accepted.
//!
//! TRUST.md B1, with an attacker who also lists the changed file again in the manifest: its hashes then
//! say nothing, and it is the ledger, the signatures and the count that refuse him. (One who does not is
//! refused by V01 at once: the hash of the file is not the listed one. He is tried on the manifest
//! itself and on one byte in seventeen.) With `MORADA_LONG=1` the whole street with its 55 ballots is
//! treated so, and every byte by both attackers; standard error tells how far it is. Every mutant is
//! read from its files as an observer's would be; its checks are run up to the first that refuses it.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use morada_verify::{Options, Progress, is_refused, verify};

use crate::fabricator::story::Scale;
use crate::fabricator::{Story, Work, fabricate, hex, sha};

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

/// Whether a byte belongs to a witness's line. A line whose name or key id is changed is the line of
/// an unknown key, which C2SP signed-note tells every reader to pass over; two good ones remain.
fn is_of_a_witness(path: &str, bytes: &[u8], at: usize) -> bool {
    let signatures = bytes.windows(2).position(|pair| pair == b"\n\n").map(|end| end + 2);
    let first_line = |start: usize| bytes[start..].iter().position(|b| *b == b'\n');
    let of_log = signatures.and_then(|start| Some(start + first_line(start)?));
    path.starts_with("checkpoint") && of_log.is_some_and(|end| at > end)
}

/// Some bytes of one file, for one attacker.
struct Job<'a> {
    path: &'a str,
    attack: Manifest,
    bytes: Range<usize>,
    step: usize,
}

/// Bytes of a job: few enough that all cores end together.
const PIECE: usize = 340;

/// Every job, the files one after another in pieces.
fn jobs(good: &Work) -> Vec<Job<'_>> {
    let mut jobs = Vec::new();
    for (path, bytes) in &good.files {
        let is_manifest = path == "manifest.json";
        let mut attacks = vec![(Manifest::Left, if is_long() || is_manifest { 1 } else { 17 })];
        attacks.extend((!is_manifest).then_some((Manifest::ListedAgain, 1)));
        for (attack, step) in attacks {
            let pieces = (0..bytes.len()).step_by(PIECE);
            jobs.extend(pieces.map(|from| {
                let bytes = from..bytes.len().min(from + PIECE);
                Job { path, attack, bytes, step }
            }));
        }
    }
    jobs
}

/// Changes the bytes of one job in `folder`, which holds the good bundle and does so again afterwards;
/// gives the number of mutants, none of which was accepted.
fn flip(good: &Work, folder: &Path, job: &Job<'_>) -> usize {
    let Job { path, attack, .. } = *job;
    let bytes = &good.files[path];
    let mut mutants = 0;
    for at in job.bytes.clone().step_by(job.step) {
        if attack == Manifest::ListedAgain && is_of_a_witness(path, bytes, at) {
            continue;
        }
        for flip in FLIPS {
            let mut changed = bytes.clone();
            changed[at] ^= flip;
            if attack == Manifest::ListedAgain {
                let manifest = listed_again(good, bytes, &changed);
                fs::write(folder.join("manifest.json"), manifest).unwrap();
            }
            fs::write(folder.join(path), changed).unwrap();
            let refused = is_refused(folder, Options::default()).unwrap();
            assert!(refused, "{path}, byte {at}, xor {flip:02x} was accepted");
            mutants += 1;
        }
    }
    fs::write(folder.join(path), bytes).unwrap();
    fs::write(folder.join("manifest.json"), &good.files["manifest.json"]).unwrap();
    mutants
}

/// The manifest with the hash of the changed file; its length is the same.
fn listed_again(good: &Work, bytes: &[u8], changed: &[u8]) -> String {
    let manifest = String::from_utf8(good.files["manifest.json"].clone()).unwrap();
    let (old, new) = (hex(&sha(&[bytes])), hex(&sha(&[changed])));
    assert_eq!(manifest.matches(&old).count(), 1, "no two files are the same");
    manifest.replace(&old, &new)
}

fn open(good: &Work) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    good.save(folder.path());
    let report = verify(folder.path(), Options::default(), Progress::Silent).unwrap();
    assert_eq!(report.exit_code(), 0, "the bundle is good before it is changed");
    assert!(!is_refused(folder.path(), Options::default()).unwrap());
    folder
}

#[test]
fn every_changed_byte_is_refused() {
    let scale = if is_long() { Scale::Street } else { Scale::Tiny };
    let good = fabricate(Story::new(scale), &[]);
    let jobs = jobs(&good);
    let (all, done, mutants) = (jobs.len(), AtomicUsize::new(0), AtomicUsize::new(0));
    let queue = Mutex::new(jobs.into_iter());
    let work = || {
        let folder = open(&good);
        loop {
            // Taken by itself: a lock in the head of a loop would be held for its body.
            let next = queue.lock().unwrap().next();
            let Some(job) = next else { return };
            let refused = mutants.fetch_add(flip(&good, folder.path(), &job), Ordering::Relaxed);
            let pieces = done.fetch_add(1, Ordering::Relaxed) + 1;
            if is_long() && pieces % 20 == 0 {
                eprintln!("{pieces} of {all} pieces, {refused} mutants, every one refused");
            }
        }
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(2, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            worker.join().unwrap();
        }
    });
    let mutants = mutants.into_inner();
    println!("{mutants} spoilt bundles of {scale:?}, every one refused");
    assert!(mutants > 20_000, "{mutants}");
}
