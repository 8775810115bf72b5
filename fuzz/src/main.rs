//! The same targets on a stable toolchain: `cargo run --release --manifest-path fuzz/Cargo.toml --bin
//! stable -- SECONDS [TARGET...]`. Bytes of the corpus are changed, joined and cut; no coverage leads
//! the way, so this finds less than `cargo fuzz run TARGET --features libfuzzer` in the same time. Bytes that
//! make a target panic, or take more than two seconds, are written to `fuzz/artifacts/TARGET`.

use std::fs;
use std::panic;
use std::path::Path;
use std::time::{Duration, Instant};

use morada_fuzz::{TARGETS, Target};

fn main() {
    let mut words = std::env::args().skip(1);
    let seconds: u64 = words.next().and_then(|word| word.parse().ok()).unwrap_or(60);
    let only: Vec<String> = words.collect();
    let mut failed = false;
    for (name, target) in TARGETS {
        if only.is_empty() || only.iter().any(|word| word == name) {
            failed |= !run(name, *target, Duration::from_secs(seconds));
        }
    }
    std::process::exit(i32::from(failed));
}

/// Runs one target; false when something was found.
fn run(name: &str, target: Target, time: Duration) -> bool {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut corpus: Vec<Vec<u8>> = vec![Vec::new()];
    for file in fs::read_dir(here.join("corpus").join(name)).into_iter().flatten().flatten() {
        corpus.extend(fs::read(file.path()));
    }
    let seeds = corpus.len();
    let (mut chance, mut tries, begin) = (Chance(0x9e37_79b9_7f4a_7c15), 0_u64, Instant::now());
    let mut bytes = Vec::new();
    while begin.elapsed() < time {
        let seed = chance.below(corpus.len());
        bytes.clone_from(&corpus[seed]);
        for _ in 0..=chance.below(6) {
            change(&mut bytes, &corpus, &mut chance);
        }
        bytes.truncate(20_000);
        let start = Instant::now();
        let panicked = panic::catch_unwind(|| target(&bytes)).is_err();
        if panicked || start.elapsed() > Duration::from_secs(2) {
            let folder = here.join("artifacts").join(name);
            let path = folder.join(format!("found-{tries}"));
            let kept = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, &bytes));
            println!("{name}: after {tries} tries: {} ({kept:?})", path.display());
            return false;
        }
        tries += 1;
        // Now and then a changed one becomes a seed itself, so that changes add up.
        if chance.below(64) == 0 && bytes.len() < 4_000 && corpus.len() < 4_000 {
            corpus.push(bytes.clone());
        }
    }
    println!("{name}: {tries} tries from {seeds} seeds in {} s, nothing found", time.as_secs());
    true
}

struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

const WORDS: &[&str] = &[
    "0", "-1", "1", "2", "18446744073709551615", "9007199254740991", "4294967296", "0.5", ",", ";",
    "\"", "\n", "\r\n", "META\n", "VOTES\n", "PROJECTS\n", "none", "=", "-", "null", "[]", "{}", "1e9",
    "\u{feff}", "é", "cumulative", "ordinal", "scoring", "choose-1",
];

fn change(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    match chance.below(7) {
        0 => bytes.insert(at, chance.next() as u8),
        1 if at < bytes.len() => drop(bytes.remove(at)),
        2 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
        3 => {
            let word = WORDS[chance.below(WORDS.len())];
            bytes.splice(at..at, word.bytes());
        }
        4 => {
            let end = (at + chance.below(40)).min(bytes.len());
            let piece = bytes[at..end].to_vec();
            let to = chance.below(bytes.len() + 1);
            bytes.splice(to..to, piece);
        }
        5 => {
            let end = (at + chance.below(20)).min(bytes.len());
            bytes.drain(at..end);
        }
        _ => {
            let other = &corpus[chance.below(corpus.len())];
            let from = chance.below(other.len() + 1);
            let piece = &other[from..(from + chance.below(60)).min(other.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
    }
}
