//! `setup/credlist-<ct>.txt`: the keys that may vote in a contest.

use super::files::Files;
use super::lines::{Line, Lines};
use super::part::{Part, file_finding};
use crate::finding::{Check, Fault, Finding, Place};
use crate::limits::{FINDINGS, KEYS, LONG_FILE};
use crate::primitives::bytes::{Hash, from_hex};

/// A credlist.
#[derive(Debug)]
pub struct Credlist {
    keys: Vec<[u8; 32]>,
    /// The hash of the file.
    pub hash: Hash,
}

impl Credlist {
    /// The path of a contest's credlist.
    pub fn path(contest: &str) -> String {
        format!("setup/credlist-{contest}.txt")
    }

    /// Reads a contest's credlist; keys out of order are a fault, and are sorted for the look-ups.
    pub fn read(files: &Files, contest: &str) -> Part<Self> {
        let path = Self::path(contest);
        let file = match files.open(&path, LONG_FILE) {
            Ok(file) => file,
            Err(fault) => {
                return Part::faulty(&path, Check::V08, vec![file_finding(&path, fault)]);
            }
        };
        let mut lines = Lines::new(file, 64);
        let (mut keys, mut faults) = (Vec::new(), Vec::new());
        for at in 1.. {
            let fault = match lines.next() {
                Ok(None) => break,
                Ok(Some(Line::Whole(line))) => {
                    match std::str::from_utf8(line).ok().and_then(from_hex::<32>) {
                        Some(key) => {
                            let order = keys.last().map(|last: &[u8; 32]| key.cmp(last));
                            keys.push(key);
                            match order {
                                Some(std::cmp::Ordering::Less) => Some(Fault::KeysUnsorted),
                                Some(std::cmp::Ordering::Equal) => Some(Fault::KeyRepeated),
                                Some(std::cmp::Ordering::Greater) | None => None,
                            }
                        }
                        None => Some(Fault::LineForm),
                    }
                }
                Ok(Some(Line::TooLong)) => Some(Fault::LineTooLong { limit: 64 }),
                Ok(Some(Line::Unended)) => Some(Fault::LineUnended),
                Err(error) => {
                    let fault = Fault::Unreadable { why: error.kind().to_string() };
                    return Part::faulty(
                        &path,
                        Check::V08,
                        vec![Finding::new(Place::file(&path), fault)],
                    );
                }
            };
            if let Some(fault) = fault.filter(|_| faults.len() <= FINDINGS) {
                faults.push(Finding::new(Place::line(&path, at), fault));
            }
            if keys.len() > KEYS {
                let fault = Fault::TooMany { limit: KEYS };
                return Part::faulty(
                    &path,
                    Check::V08,
                    vec![Finding::new(Place::file(&path), fault)],
                );
            }
        }
        if !faults.is_empty() {
            keys.sort_unstable();
        }
        Part::read(&path, Check::V08, Self { keys, hash: lines.hash() }, faults)
    }

    /// How many keys it has.
    pub fn count(&self) -> u64 {
        self.keys.len() as u64
    }

    /// Whether a key may vote.
    pub fn has(&self, key: &[u8; 32]) -> bool {
        self.keys.binary_search(key).is_ok()
    }
}
