//! Values to bytes: the files of a bundle, and the hashes that leaves name.

use super::layout::BundlePath;
use super::manifest::Manifest;
use super::records::OpeningLine;
use super::{Annex, Bundle, Outcome};
use crate::canonical::{self, CanonicalError};
use crate::contest::Openings;
use crate::hash::Hash;
use crate::ledger::LeafError;
use crate::ledger::record::PublishedFile;
use crate::sealing::{PartialDecryption, ToOpen};

/// A file of a bundle.
pub type File = (BundlePath, Vec<u8>);

/// Why values cannot be written as a bundle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A text is not NFC or has control characters.
    #[error("{0}: {1}")]
    Canonical(BundlePath, CanonicalError),
    /// A leaf breaks a rule of its type.
    #[error("leaf {0}: {1}")]
    Leaf(usize, LeafError),
    /// The ledger has no checkpoint yet.
    #[error("there is no checkpoint")]
    NoCheckpoint,
}

impl Bundle {
    /// The published files with their manifest, sorted by path.
    ///
    /// The annex is among them only if the openings are public; see [`Bundle::annex_files`].
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn files(&self) -> Result<Vec<File>, WriteError> {
        let mut files = self.setup_files()?;
        files.push((BundlePath::Entries, self.entries()?));
        let (last, earlier) = self.checkpoints.split_last().ok_or(WriteError::NoCheckpoint)?;
        files.push((BundlePath::Checkpoint, last.to_string().into_bytes()));
        for (number, note) in (1..).zip(earlier) {
            files.push((BundlePath::EarlierCheckpoint(number), note.to_string().into_bytes()));
        }
        if let Some(outcome) = &self.outcome {
            files.extend(outcome.files());
        }
        match self.papers.openings {
            Openings::Public => files.extend(self.annex_files()?),
            Openings::Observers => {}
        }
        let manifest = Manifest::of(files.iter().map(|(p, bytes)| (p.to_string(), &bytes[..])));
        files.push((BundlePath::Manifest, manifest.to_bytes()));
        files.sort_by_key(|(path, _)| path.to_string());
        Ok(files)
    }

    /// The files for accredited observers; none before the ballots are opened.
    ///
    /// # Errors
    /// [`WriteError::Canonical`] when an opened ballot is no canonical record.
    pub fn annex_files(&self) -> Result<Vec<File>, WriteError> {
        self.annex.as_ref().map_or(Ok(Vec::new()), Annex::files)
    }

    fn setup_files(&self) -> Result<Vec<File>, WriteError> {
        let papers = canonical::to_bytes(&self.papers)
            .map_err(|error| WriteError::Canonical(BundlePath::Papers, error))?;
        let trustees = self
            .trustees
            .to_bytes()
            .map_err(|error| WriteError::Canonical(BundlePath::Trustees, error))?;
        let credlists = self
            .credlists
            .iter()
            .map(|(contest, list)| (BundlePath::Credlist(contest.clone()), list.to_bytes()));
        let mut files = vec![
            (BundlePath::Papers, papers),
            (BundlePath::Trustees, trustees),
            (BundlePath::Policy, self.policy.clone().into_bytes()),
        ];
        files.extend(credlists);
        Ok(files)
    }

    fn entries(&self) -> Result<Vec<u8>, WriteError> {
        let leaf = |(index, leaf): (usize, &crate::ledger::Leaf)| {
            leaf.to_bytes().map_err(|error| WriteError::Leaf(index, error))
        };
        let leaves = self.leaves.iter().enumerate().map(leaf).collect::<Result<Vec<_>, _>>()?;
        Ok(lines(leaves))
    }
}

impl Outcome {
    /// The files that the `result` leaf names.
    pub fn files(&self) -> Vec<File> {
        let mut files = vec![
            (BundlePath::RollCounts, self.roll.to_bytes()),
            (BundlePath::PaperBoxes, self.boxes.to_bytes()),
            (BundlePath::Minutes, self.minutes.clone().into_bytes()),
        ];
        for (contest, ballots) in &self.ballots {
            files.push((BundlePath::Ballots(contest.clone()), ballots_file(ballots)));
        }
        for (contest, bytes) in &self.results {
            files.push((BundlePath::Result(contest.clone()), bytes.clone()));
        }
        for (contest, bytes) in &self.exports {
            files.push((BundlePath::Export(contest.clone()), bytes.clone()));
        }
        files
    }

    /// The `files` of the `result` leaf, sorted by path.
    pub fn published(&self) -> Vec<PublishedFile> {
        let file = |(path, bytes): File| PublishedFile {
            path: path.to_string(),
            sha: Hash::of(&[&bytes]),
        };
        let mut files: Vec<PublishedFile> = self.files().into_iter().map(file).collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }
}

impl Annex {
    /// The files of the annex.
    ///
    /// # Errors
    /// [`WriteError::Canonical`] when an opened ballot is no canonical record.
    pub fn files(&self) -> Result<Vec<File>, WriteError> {
        let mut files = Vec::new();
        for (contest, openings) in &self.openings {
            let path = BundlePath::Openings(contest.clone());
            let bytes = openings_file(openings)
                .map_err(|error| WriteError::Canonical(path.clone(), error))?;
            files.push((path, bytes));
        }
        for ((contest, trustee), parts) in &self.decryptions {
            let path = BundlePath::Decryptions(contest.clone(), *trustee);
            files.push((path, decryptions_file(parts)));
        }
        for (contest, asked) in &self.to_open {
            files.push((BundlePath::ToOpen(contest.clone()), to_open_file(asked)));
        }
        Ok(files)
    }
}

/// `ballots-<ct>.jsonl`: the records `B` sorted bytewise. The order says nothing about the ledger's,
/// and repeated lines stay.
pub fn ballots_file(ballots: &[Vec<u8>]) -> Vec<u8> {
    let mut sorted = ballots.to_vec();
    sorted.sort_unstable();
    lines(sorted)
}

/// `annex/openings-<ct>.jsonl`, sorted by leaf index.
///
/// # Errors
/// [`CanonicalError`] when an opened ballot is no canonical record.
pub fn openings_file(openings: &[OpeningLine]) -> Result<Vec<u8>, CanonicalError> {
    let mut sorted: Vec<&OpeningLine> = openings.iter().collect();
    sorted.sort_unstable_by_key(|opening| opening.index);
    Ok(lines(sorted.into_iter().map(OpeningLine::to_line).collect::<Result<Vec<_>, _>>()?))
}

/// `annex/decrypt-<ct>-<i>.jsonl`, in the order given.
pub fn decryptions_file(parts: &[PartialDecryption]) -> Vec<u8> {
    lines(parts.iter().map(PartialDecryption::to_line))
}

/// `to-open-<ct>.jsonl`, in the order given: for the trustees, and in the annex.
pub fn to_open_file(asked: &[ToOpen]) -> Vec<u8> {
    lines(asked.iter().map(ToOpen::to_line))
}

/// Every line ended by a line feed.
fn lines(lines: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    lines.into_iter().flat_map(|line| [line, b"\n".to_vec()].concat()).collect()
}
