//! Two verifiers, one answer: on good bundles and on thousands spoilt at random (TRUST.md B7).

use morada_verify::Options;

use crate::fabricator::coding::sha;
use crate::fabricator::story::Scale;
use crate::fabricator::{Story, Work, fabricate};
use crate::twin::verify_by_both;

/// How many spoilt bundles both are asked about; the long form is run at night.
fn mutants() -> u64 {
    if std::env::var("MORADA_LONG").is_ok_and(|value| value == "1") { 100_000 } else { 400 }
}

/// A number that looks random and is the same in every run.
fn dice(turn: u64, what: &str, sides: usize) -> usize {
    let hash = sha(&[&turn.to_be_bytes(), what.as_bytes()]);
    let number = u64::from_be_bytes(hash[..8].try_into().unwrap());
    usize::try_from(number % sides as u64).unwrap()
}

/// Changes, drops, doubles or inserts one byte, or swaps two lines, of one file.
fn spoil(turn: u64, bytes: &mut Vec<u8>) {
    let at = dice(turn, "place", bytes.len());
    match dice(turn, "how", 7) {
        0 => bytes[at] ^= 1,
        1 => bytes[at] ^= 0x80,
        2 => bytes[at] = b'0' + u8::try_from(dice(turn, "digit", 10)).unwrap(),
        3 => drop(bytes.remove(at)),
        4 => bytes.insert(at, bytes[at]),
        5 => bytes[at] = b"\"{}[],:\n aZ9"[dice(turn, "sign", 12)],
        _ => {
            let mut lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
            let count = lines.len();
            lines.swap(dice(turn, "one line", count), dice(turn, "other line", count));
            *bytes = lines.concat();
        }
    }
}

#[test]
fn both_verifiers_say_the_same_of_bundles_spoilt_at_random() {
    let mut scales = vec![Scale::Tiny; 9];
    scales.push(Scale::WithSmallGroup);
    let good: Vec<Work> = scales.iter().map(|scale| fabricate(Story::new(*scale), &[])).collect();
    let mut refused = 0;
    for turn in 0..mutants() {
        let work = &good[dice(turn, "bundle", good.len())];
        let mut spoilt = Work::new(work.story.clone());
        spoilt.files.clone_from(&work.files);
        let paths: Vec<String> =
            work.files.keys().filter(|path| *path != "manifest.json").cloned().collect();
        let path = &paths[dice(turn, "file", paths.len())];
        spoil(turn, spoilt.files.get_mut(path).unwrap());
        if dice(turn, "manifest", 4) > 0 {
            spoilt.list();
        }
        let folder = tempfile::tempdir().unwrap();
        spoilt.save(folder.path());
        println!("turn {turn}: {path}");
        let report = verify_by_both(folder.path(), Options::default());
        refused += u64::from(report.exit_code() != 0);
    }
    // A line swapped with itself changes nothing; nearly all others are refused.
    assert!(refused > mutants() * 9 / 10, "{refused} of {}", mutants());
}
