//! Bytes to values: a bundle as it was published.
//!
//! The server reads its own bundles back, for instance after a restore. It trusts the answer of
//! `morada-verify` no more than its own: the two share no code.

use std::collections::BTreeMap;

use super::layout::BundlePath;
use super::records::{OpeningLine, PaperBoxes, RollCounts};
use super::writer::File;
use super::{Annex, Bundle, Outcome};
use crate::canonical;
use crate::contest::Papers;
use crate::ledger::{Leaf, LeafError, Note};
use crate::sealing::{Credlist, PartialDecryption, ToOpen, TrusteeSet};

/// Why files are not a bundle. The path says where, the reason why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// A file that every bundle has is not there.
    #[error("{0} is missing")]
    Missing(BundlePath),
    /// A file is not what its place asks for.
    #[error("{0} cannot be read: {1}")]
    Unreadable(BundlePath, String),
    /// A line of a file is not what its place asks for.
    #[error("line {1} of {0} cannot be read")]
    Line(BundlePath, usize),
    /// A leaf breaks a rule.
    #[error("leaf {0}: {1}")]
    Leaf(usize, LeafError),
    /// A file that belongs to no part of the bundle, such as a checkpoint behind a gap.
    #[error("{0} has no place in the bundle")]
    Stray(BundlePath),
    /// The manifest does not fit the files.
    #[error("the manifest does not fit the files")]
    Manifest,
}

impl Bundle {
    /// Reads the files of a bundle, with or without its annex.
    ///
    /// # Errors
    /// [`BundleError`], the first fault.
    pub fn read(files: Vec<File>) -> Result<Self, BundleError> {
        let mut files = Files(files.into_iter().collect());
        let manifest = files.take(BundlePath::Manifest)?;
        let parsed = |path: &BundlePath, error: &dyn std::fmt::Display| {
            BundleError::Unreadable(path.clone(), error.to_string())
        };
        let papers = files.take(BundlePath::Papers)?;
        let papers = canonical::parse(&papers).map_err(|e| parsed(&BundlePath::Papers, &e))?;
        let papers: Papers =
            serde_json::from_value(papers).map_err(|e| parsed(&BundlePath::Papers, &e))?;
        let trustees = TrusteeSet::parse(&files.take(BundlePath::Trustees)?)
            .map_err(|error| parsed(&BundlePath::Trustees, &error))?;
        let bundle = Self {
            policy: files.take_text(BundlePath::Policy)?,
            leaves: files.take_leaves()?,
            checkpoints: files.take_checkpoints()?,
            credlists: files.take_credlists()?,
            outcome: files.take_outcome()?,
            annex: files.take_annex()?,
            papers,
            trustees,
        };
        if let Some(stray) = files.0.into_keys().next() {
            return Err(BundleError::Stray(stray));
        }
        // Written again, the values must give every byte that was published.
        let again = bundle.files().map_err(|_| BundleError::Manifest)?;
        if again.contains(&(BundlePath::Manifest, manifest)) {
            Ok(bundle)
        } else {
            Err(BundleError::Manifest)
        }
    }
}

/// The files not yet read.
struct Files(BTreeMap<BundlePath, Vec<u8>>);

impl Files {
    fn take(&mut self, path: BundlePath) -> Result<Vec<u8>, BundleError> {
        self.0.remove(&path).ok_or(BundleError::Missing(path))
    }

    fn take_text(&mut self, path: BundlePath) -> Result<String, BundleError> {
        let bytes = self.take(path.clone())?;
        String::from_utf8(bytes).map_err(|_| BundleError::Unreadable(path, "not UTF-8".to_owned()))
    }

    /// The lines of a file, each read by `read`.
    fn take_lines<T>(
        &mut self,
        path: &BundlePath,
        read: impl Fn(&[u8]) -> Option<T>,
    ) -> Result<Vec<T>, BundleError> {
        let bytes = self.take(path.clone())?;
        let numbered = (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n'));
        numbered
            .map(|(number, line)| {
                line.strip_suffix(b"\n")
                    .and_then(&read)
                    .ok_or_else(|| BundleError::Line(path.clone(), number))
            })
            .collect()
    }

    fn take_leaves(&mut self) -> Result<Vec<Leaf>, BundleError> {
        let lines = self.take_lines(&BundlePath::Entries, |line| Some(line.to_vec()))?;
        let leaf = |(index, line): (usize, &Vec<u8>)| {
            Leaf::parse(line).map_err(|error| BundleError::Leaf(index, error))
        };
        lines.iter().enumerate().map(leaf).collect()
    }

    fn take_checkpoints(&mut self) -> Result<Vec<Note>, BundleError> {
        let earlier = (1..).map(BundlePath::EarlierCheckpoint);
        let mut paths: Vec<BundlePath> =
            earlier.take_while(|path| self.0.contains_key(path)).collect();
        paths.push(BundlePath::Checkpoint);
        paths
            .into_iter()
            .map(|path| {
                let bytes = self.take(path.clone())?;
                Note::parse(&bytes).map_err(|e| BundleError::Unreadable(path, e.to_string()))
            })
            .collect()
    }

    fn take_credlists(&mut self) -> Result<BTreeMap<crate::ids::ContestId, Credlist>, BundleError> {
        let mut lists = BTreeMap::new();
        for path in self.paths() {
            if let BundlePath::Credlist(contest) = &path {
                let list = Credlist::parse(&self.take(path.clone())?)
                    .map_err(|error| BundleError::Unreadable(path.clone(), error.to_string()))?;
                lists.insert(contest.clone(), list);
            }
        }
        Ok(lists)
    }

    /// The outcome, if any of its files is there; then all fixed ones must be.
    fn take_outcome(&mut self) -> Result<Option<Outcome>, BundleError> {
        if !self.0.keys().any(BundlePath::is_outcome) {
            return Ok(None);
        }
        let unreadable =
            |path| BundleError::Unreadable(path, "not a canonical record of version 1".to_owned());
        let roll = RollCounts::parse(&self.take(BundlePath::RollCounts)?)
            .ok_or_else(|| unreadable(BundlePath::RollCounts))?;
        let boxes = PaperBoxes::parse(&self.take(BundlePath::PaperBoxes)?)
            .ok_or_else(|| unreadable(BundlePath::PaperBoxes))?;
        let minutes = self.take_text(BundlePath::Minutes)?;
        let [mut results, mut exports] = [BTreeMap::new(), BTreeMap::new()];
        let mut ballots = BTreeMap::new();
        for path in self.paths() {
            if let BundlePath::Ballots(contest) = &path {
                let lines = self.take_lines(&path, |line| Some(line.to_vec()))?;
                ballots.insert(contest.clone(), lines);
            } else if let BundlePath::Result(contest) = &path {
                results.insert(contest.clone(), self.take(path.clone())?);
            } else if let BundlePath::Export(contest) = &path {
                exports.insert(contest.clone(), self.take(path.clone())?);
            }
        }
        Ok(Some(Outcome { ballots, results, exports, roll, boxes, minutes }))
    }

    fn take_annex(&mut self) -> Result<Option<Annex>, BundleError> {
        if !self.0.keys().any(BundlePath::is_annex) {
            return Ok(None);
        }
        let mut annex = Annex::default();
        for path in self.paths() {
            if let BundlePath::Openings(contest) = &path {
                let lines = self.take_lines(&path, OpeningLine::parse)?;
                annex.openings.insert(contest.clone(), lines);
            } else if let BundlePath::Decryptions(contest, trustee) = &path {
                let lines = self.take_lines(&path, |line| PartialDecryption::parse(line).ok())?;
                annex.decryptions.insert((contest.clone(), *trustee), lines);
            } else if let BundlePath::ToOpen(contest) = &path {
                let lines = self.take_lines(&path, |line| ToOpen::parse(line).ok())?;
                annex.to_open.insert(contest.clone(), lines);
            }
        }
        Ok(Some(annex))
    }

    fn paths(&self) -> Vec<BundlePath> {
        self.0.keys().cloned().collect()
    }
}
