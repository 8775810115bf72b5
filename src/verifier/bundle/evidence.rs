//! Everything the checks look at, read once.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::ballot_box::BallotBox;
use super::counted::Counted;
use super::credlist::Credlist;
use super::files::{Entry, FileFault, Files};
use super::leaf::{Kind, Leaf, TallyContest};
use super::ledger::Ledger;
use super::manifest::{self, Listed};
use super::notes::{self, SignedCheckpoint};
use super::openings::{Annex, Opening, each_line, name};
use super::part::{Part, file_finding, record};
use crate::Options;
use crate::finding::{Blocked, Check, Fault, Finding, Place};
use crate::limits::{BALLOT_BYTES, LONG_FILE, SMALL_FILE};
use crate::papers::{Contest, Papers};
use crate::primitives::bytes::Hash;
use crate::primitives::policy::Policy;
use crate::progress::Progress;
use crate::trustees::Trustees;

/// A bundle, read, with what the user brought.
#[derive(Debug)]
pub struct Evidence {
    /// Its files.
    pub files: Files,
    /// The hash of every file that could be read.
    pub hashes: BTreeMap<String, Result<Hash, FileFault>>,
    /// `manifest.json`.
    pub manifest: Part<(Vec<Listed>, Vec<u8>)>,
    /// `setup/papers.json`.
    pub papers: Part<(Papers, Vec<u8>)>,
    /// `setup/trustees.json`.
    pub trustees: Part<(Trustees, Vec<u8>)>,
    /// `policy.txt`.
    pub policy: Part<Policy>,
    /// `checkpoint`.
    pub last: Part<SignedCheckpoint>,
    /// `checkpoints/`.
    pub earlier: Vec<Part<SignedCheckpoint>>,
    /// Checkpoints that the user or another observer kept.
    pub seen: Vec<Part<SignedCheckpoint>>,
    /// `log/entries.jsonl`.
    pub ledger: Part<Ledger>,
    /// The openings, where they may be.
    pub annex: Annex,
    /// What belongs to each contest of the papers.
    pub contests: BTreeMap<String, ContestEvidence>,
    /// What the user brought.
    pub options: Options,
    /// Where waiting people are told.
    pub progress: Progress,
}

/// What belongs to one contest.
#[derive(Debug)]
pub struct ContestEvidence {
    /// The keys that may vote.
    pub credlist: Part<Credlist>,
    /// What counts, if the ledger could be read.
    pub counted: Counted,
    /// What the `tally` leaf says, if there is one.
    pub tally: Option<TallyContest>,
    /// The counted ballots.
    pub ballots: Ballots,
}

/// Where the counted ballots of a contest come from.
#[derive(Debug)]
pub enum Ballots {
    /// From the published file.
    Published(Part<(BallotBox, Hash)>),
    /// The contest is withheld, and an observer brought the openings.
    Opened(BallotBox),
    /// The contest is withheld.
    Withheld,
}

impl Evidence {
    /// Reads the bundle in `root`.
    ///
    /// # Errors
    /// When the folder itself, or the annex's, cannot be walked.
    pub fn read(root: &Path, options: Options, progress: Progress) -> io::Result<Self> {
        let files = Files::walk(root)?;
        let annex = match &options.annex {
            Some(folder) => {
                let own = Files::walk(folder)?;
                let nested = own.entries().any(|(path, _)| path.starts_with("annex/"));
                Annex { own: Some(own), prefix: if nested { "annex/" } else { "" } }
            }
            None => Annex { own: None, prefix: "annex/" },
        };
        let earlier = notes::earlier(&files);
        let seen: Vec<Part<SignedCheckpoint>> =
            options.seen.iter().map(|(name, bytes)| notes::kept(name, bytes)).collect();
        let size = |part: &Part<SignedCheckpoint>| Some(part.get().ok()?.checkpoint.size);
        let sizes: Vec<u64> = earlier.iter().chain(&seen).filter_map(size).collect();
        let mut evidence = Self {
            hashes: hashes(&files, progress),
            manifest: record(&files, "manifest.json", SMALL_FILE, Check::V01, manifest::read),
            papers: record(&files, "setup/papers.json", SMALL_FILE, Check::V07, Papers::read),
            trustees: record(&files, "setup/trustees.json", SMALL_FILE, Check::V07, Trustees::read),
            policy: policy(&files),
            last: notes::last(&files),
            earlier,
            seen,
            ledger: Ledger::read(&files, &sizes, progress),
            annex,
            contests: BTreeMap::new(),
            files,
            options,
            progress,
        };
        evidence.contests = evidence.read_contests();
        Ok(evidence)
    }

    fn read_contests(&self) -> BTreeMap<String, ContestEvidence> {
        let Ok((papers, _)) = self.papers.get() else { return BTreeMap::new() };
        let read = |contest: &Contest| {
            let tally = self.tally_of(&contest.id);
            let counted = self.ledger.get().map(|ledger| Counted::of(ledger, &contest.id));
            let evidence = ContestEvidence {
                credlist: Credlist::read(&self.files, &contest.id),
                counted: counted.unwrap_or_default(),
                ballots: self.ballots_of(&contest.id, tally.as_ref()),
                tally,
            };
            (contest.id.clone(), evidence)
        };
        papers.contests.iter().map(read).collect()
    }

    fn tally_of(&self, contest: &str) -> Option<TallyContest> {
        self.ledger.get().ok()?.acts_of(Kind::Tally).find_map(|(_, leaf)| match leaf {
            Leaf::Tally(contests) => contests.iter().find(|tally| tally.ct == contest).cloned(),
            _ => None,
        })
    }

    fn ballots_of(&self, contest: &str, tally: Option<&TallyContest>) -> Ballots {
        if !tally.is_some_and(|tally| tally.withheld) {
            return Ballots::Published(BallotBox::read(&self.files, contest));
        }
        let (mut opened, mut bytes) = (Vec::new(), 0);
        let read = each_line(self.annex_files(), &self.annex_path(&name(contest)), |_, line| {
            let opening = line.and_then(|record| Opening::read(&record));
            if let Ok(opening) = opening.map(|opening| opening.ballot)
                && bytes + opening.len() < BALLOT_BYTES
            {
                bytes += opening.len();
                opened.push(opening);
            }
        });
        if read.is_ok() {
            Ballots::Opened(BallotBox::of(opened.into_iter()))
        } else {
            Ballots::Withheld
        }
    }

    /// The folder that holds the annex.
    pub fn annex_files(&self) -> &Files {
        self.annex.own.as_ref().unwrap_or(&self.files)
    }

    /// The path of an annex file inside that folder.
    pub fn annex_path(&self, name: &str) -> String {
        format!("{}{name}", self.annex.prefix)
    }

    /// The papers, or why not.
    pub fn papers(&self) -> Result<&Papers, Blocked> {
        self.papers.get().map(|(papers, _)| papers)
    }

    /// The one act of a kind that stands in the ledger once, with its index.
    pub fn act(&self, kind: Kind) -> Result<(u64, &Leaf), Blocked> {
        let ledger = self.ledger.get()?;
        let needs = || Blocked::Needs { what: kind.name().to_owned(), see: Check::V07 };
        ledger.acts_of(kind).next().ok_or_else(needs)
    }

    /// Every contest of the papers with its evidence.
    pub fn each_contest(&self) -> Result<Vec<(&Contest, &ContestEvidence)>, Blocked> {
        let contests = self.papers()?.contests.iter();
        Ok(contests.filter_map(|ct| Some((ct, self.contests.get(&ct.id)?))).collect())
    }
}

impl ContestEvidence {
    /// The counted ballots, or why not.
    pub fn ballots(&self, contest: &str) -> Result<&BallotBox, Blocked> {
        match &self.ballots {
            Ballots::Published(part) => part.get().map(|(ballots, _)| ballots),
            Ballots::Opened(ballots) => Ok(ballots),
            Ballots::Withheld => Err(Blocked::Withheld { contest: contest.to_owned() }),
        }
    }

    /// What the `tally` leaf says, or why not.
    pub fn tally(&self) -> Result<&TallyContest, Blocked> {
        let needs = || Blocked::Needs { what: Kind::Tally.name().to_owned(), see: Check::V07 };
        self.tally.as_ref().ok_or_else(needs)
    }
}

fn policy(files: &Files) -> Part<Policy> {
    let path = "policy.txt";
    match files.read(path, SMALL_FILE) {
        Err(fault) => Part::faulty(path, Check::V05, vec![file_finding(path, fault)]),
        Ok(bytes) => match Policy::parse(&bytes) {
            Ok(policy) => Part::read(path, Check::V05, policy, Vec::new()),
            Err(fault) => {
                let finding = Finding::new(Place::line(path, fault.line), Fault::PolicyLine);
                Part::faulty(path, Check::V05, vec![finding])
            }
        },
    }
}

fn hashes(files: &Files, progress: Progress) -> BTreeMap<String, Result<Hash, FileFault>> {
    let plain = files.entries().filter(|(_, entry)| matches!(entry, Entry::File { .. }));
    plain.map(|(path, _)| (path.to_owned(), hash_of(files, path, progress))).collect()
}

fn hash_of(files: &Files, path: &str, progress: Progress) -> Result<Hash, FileFault> {
    let mut file = files.open(path, LONG_FILE)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    for at in 0.. {
        let count = file.read(&mut buffer).map_err(|e| FileFault::System(e.kind()))?;
        if count == 0 {
            break;
        }
        if at * buffer.len() as u64 > LONG_FILE {
            return Err(FileFault::TooLarge(LONG_FILE));
        }
        hash.update(&buffer[..count]);
        progress.step(path, at);
    }
    Ok(hash.finalize().into())
}
