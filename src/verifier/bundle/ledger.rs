//! `log/entries.jsonl`: every leaf hashed, read and reduced to what the checks need of it.
//!
//! A ballot leaf is kept as fixed-size bytes (its signature is checked later, on all cores), the
//! texts of remarks are not kept at all. So a ledger of a million ballots takes about 200 MB,
//! and a hostile one cannot take more than the limits allow.

use std::collections::BTreeMap;

use super::files::Files;
use super::leaf::{self, Kind, Leaf};
use super::lines::{Line, Lines};
use super::part::{Part, file_finding};
use crate::finding::{Check, Fault, Finding, Place};
use crate::limits::{CONTESTS, FINDINGS, LEAF, LEAVES, LONG_FILE, SMALL_FILE};
use crate::primitives::bytes::Hash;
use crate::primitives::canonical::parse;
use crate::primitives::merkle::{Tree, leaf_hash};
use crate::progress::Progress;

/// The ledger's path.
pub const ENTRIES: &str = "log/entries.jsonl";

/// A ballot leaf as kept.
#[derive(Debug)]
pub struct Cast {
    /// The leaf's index.
    pub index: u32,
    /// Which of [`Ledger::contests`].
    pub contest: u16,
    /// The key's counter.
    pub n: u64,
    /// The commitment.
    pub com: Hash,
    /// The credential.
    pub cr: [u8; 32],
    /// Its signature.
    pub sg: [u8; 64],
}

/// A retire leaf as kept.
#[derive(Debug)]
pub struct Retired {
    /// The leaf's index.
    pub index: u32,
    /// Which of [`Ledger::contests`].
    pub contest: u16,
    /// The credential.
    pub cr: [u8; 32],
    /// Its signature.
    pub sg: [u8; 64],
}

/// The ledger.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The election named by the first leaf that could be read.
    pub election: String,
    /// The hash of every leaf.
    pub hashes: Vec<Hash>,
    /// The type of every leaf.
    pub kinds: Vec<Kind>,
    /// The contests that ballots and retirements name.
    pub contests: Vec<String>,
    /// The ballot leaves, by index.
    pub casts: Vec<Cast>,
    /// The retire leaves, by index.
    pub retired: Vec<Retired>,
    /// The other leaves, by index; remarks without their text.
    pub acts: Vec<(u32, Leaf)>,
    /// The root at each size that was asked for, if the ledger reaches it.
    pub roots: BTreeMap<u64, Hash>,
    /// The root over all leaves; none when a leaf could not be hashed.
    pub root: Option<Hash>,
    /// Faults of form, which V02 answers for.
    pub form: Vec<Finding>,
    /// Faults of grammar, which V07 answers for.
    pub grammar: Vec<Finding>,
}

impl Ledger {
    /// Reads the ledger and the roots at `sizes`.
    pub fn read(files: &Files, sizes: &[u64], progress: Progress) -> Part<Self> {
        let file = match files.open(ENTRIES, LONG_FILE) {
            Ok(file) => file,
            Err(fault) => {
                let faults = vec![file_finding(ENTRIES, fault)];
                return Part::faulty(ENTRIES, Check::V02, faults);
            }
        };
        let mut reading = Reading::default();
        let mut lines = Lines::new(file, LEAF);
        let mut whole = true;
        loop {
            let at = reading.ledger.hashes.len();
            if sizes.contains(&(at as u64)) {
                reading.ledger.roots.insert(at as u64, reading.tree.root());
            }
            match lines.next() {
                Ok(None) => break,
                Ok(Some(_)) if at == LEAVES => {
                    reading.form(at, Fault::TooMany { limit: LEAVES });
                    whole = false;
                    break;
                }
                Ok(Some(Line::Whole(line))) => reading.take(line),
                Ok(Some(Line::TooLong)) => {
                    reading.form(at, Fault::LineTooLong { limit: LEAF });
                    reading.pass_over();
                    whole = false;
                }
                Ok(Some(Line::Unended)) => {
                    reading.form(at, Fault::LineUnended);
                    whole = false;
                }
                Err(error) => {
                    reading.form(at, Fault::Unreadable { why: error.kind().to_string() });
                    whole = false;
                    break;
                }
            }
            progress.step("log/entries.jsonl", at as u64);
        }
        let mut ledger = reading.ledger;
        ledger.root = whole.then(|| reading.tree.root());
        Part::read(ENTRIES, Check::V02, ledger, Vec::new())
    }

    /// The acts of one kind, with their indexes.
    pub fn acts_of(&self, kind: Kind) -> impl Iterator<Item = (u64, &Leaf)> {
        let of_kind = move |(index, _): &&(u32, Leaf)| self.kinds[*index as usize] == kind;
        self.acts.iter().filter(of_kind).map(|(index, leaf)| (u64::from(*index), leaf))
    }

    /// The contest's place in [`Ledger::contests`].
    pub fn contest_number(&self, id: &str) -> Option<u16> {
        self.contests.iter().position(|name| name == id).and_then(|at| u16::try_from(at).ok())
    }
}

#[derive(Default)]
struct Reading {
    ledger: Ledger,
    tree: Tree,
    numbers: BTreeMap<String, u16>,
    act_bytes: u64,
}

impl Reading {
    fn form(&mut self, index: usize, fault: Fault) {
        if self.ledger.form.len() <= FINDINGS {
            self.ledger.form.push(Finding::new(Place::leaf(index as u64), fault));
        }
    }

    fn grammar(&mut self, index: usize, place: Place, fault: Fault) {
        debug_assert_eq!(place.leaf, Some(index as u64));
        if self.ledger.grammar.len() <= FINDINGS {
            self.ledger.grammar.push(Finding::new(place, fault));
        }
    }

    fn pass_over(&mut self) {
        self.ledger.hashes.push([0; 32]);
        self.ledger.kinds.push(Kind::Unread);
    }

    fn take(&mut self, line: &[u8]) {
        let index = self.ledger.hashes.len();
        let hash = leaf_hash(line);
        self.tree.push(hash);
        self.ledger.hashes.push(hash);
        self.ledger.kinds.push(Kind::Unread);
        let record = match parse(line) {
            Ok(record) => record,
            Err(fault) => return self.form(index, Fault::NotCanonical(fault)),
        };
        let (election, kind, leaf) = match leaf::read(&record) {
            Ok(read) => read,
            Err(fault) => {
                let place = Place::leaf(index as u64).member(&fault.0);
                return self.grammar(index, place, Fault::Shape(fault));
            }
        };
        if self.ledger.election.is_empty() {
            election.clone_into(&mut self.ledger.election);
        }
        if self.ledger.election != election {
            let stated = election.to_owned();
            self.grammar(index, Place::leaf(index as u64), Fault::OtherElection { stated });
        }
        self.keep(index, kind, leaf, line.len());
    }

    fn keep(&mut self, index: usize, kind: Kind, leaf: Leaf, length: usize) {
        let at = u32::try_from(index).expect("the leaves are limited");
        match leaf {
            Leaf::Ballot(cast) => {
                let Some(contest) = self.number(&cast.ct, index) else { return };
                let leaf::BallotLeaf { com, cr, n, sg, .. } = *cast;
                self.ledger.casts.push(Cast { index: at, contest, n, com, cr, sg });
            }
            Leaf::Retire(retired) => {
                let Some(contest) = self.number(&retired.ct, index) else { return };
                let leaf::RetireLeaf { cr, sg, .. } = *retired;
                self.ledger.retired.push(Retired { index: at, contest, cr, sg });
            }
            Leaf::Batch { .. } | Leaf::Incident | Leaf::Amend => self.ledger.acts.push((at, leaf)),
            other => {
                // The few official acts are kept whole, so their bytes together are limited.
                self.act_bytes += length as u64;
                if self.act_bytes > 4 * SMALL_FILE {
                    let limit = usize::try_from(4 * SMALL_FILE).unwrap_or(usize::MAX);
                    let fault = Fault::TooMany { limit };
                    return self.grammar(index, Place::leaf(index as u64), fault);
                }
                self.ledger.acts.push((at, other));
            }
        }
        self.ledger.kinds[index] = kind;
    }

    fn number(&mut self, contest: &str, index: usize) -> Option<u16> {
        if let Some(number) = self.numbers.get(contest) {
            return Some(*number);
        }
        if self.numbers.len() >= CONTESTS {
            let fault = Fault::TooMany { limit: CONTESTS };
            self.grammar(index, Place::leaf(index as u64), fault);
            return None;
        }
        let number = u16::try_from(self.numbers.len()).expect("the contests are limited");
        self.numbers.insert(contest.to_owned(), number);
        self.ledger.contests.push(contest.to_owned());
        Some(number)
    }
}
