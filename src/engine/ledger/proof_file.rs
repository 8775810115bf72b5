//! A proof that a stranger can check without a network: `tlog-proof@v1` (c2sp.org/tlog-proof).

use std::fmt::Write;

use super::checkpoint::CheckpointError;
use super::merkle::{ProofError, verify_inclusion};
use super::note::{Note, NoteError};
use super::policy::{Policy, Witnessed};
use crate::encoding::{from_base64, to_base64};
use crate::hash::Hash;

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";
/// A tree of 2^64 leaves has paths of 64 hashes.
const PATH_LIMIT: usize = 64;

/// Why a proof file does not show that a leaf is in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileError {
    /// It is not a proof file.
    #[error("not a tlog-proof@v1 file")]
    Shape,
    /// The checkpoint in it is not a signed note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The checkpoint in it is not one of the trusted log.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The path does not lead to the checkpoint's root.
    #[error(transparent)]
    Path(#[from] ProofError),
}

/// A leaf's place, its audit path and the checkpoint that covers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFile {
    /// Anything the application adds; nothing vouches for it.
    pub extra: Option<Vec<u8>>,
    /// Place of the leaf, from 0.
    pub index: u64,
    /// The audit path, sibling first.
    pub path: Vec<Hash>,
    /// The signed checkpoint.
    pub checkpoint: Note,
}

impl ProofFile {
    /// The text of the file.
    pub fn to_text(&self) -> String {
        let mut text = format!("{FIRST_LINE}\n");
        if let Some(extra) = &self.extra {
            _ = writeln!(text, "extra {}", to_base64(extra));
        }
        _ = writeln!(text, "index {}", self.index);
        for hash in &self.path {
            _ = writeln!(text, "{}", to_base64(hash.as_bytes()));
        }
        _ = write!(text, "\n{}", self.checkpoint);
        text
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`ProofFileError`]; neither the path nor a signature is checked.
    pub fn parse(bytes: &[u8]) -> Result<Self, ProofFileError> {
        let text = std::str::from_utf8(bytes).map_err(|_| ProofFileError::Shape)?;
        let (head, checkpoint) = text.split_once("\n\n").ok_or(ProofFileError::Shape)?;
        let (extra, index, path) = read_head(head).ok_or(ProofFileError::Shape)?;
        Ok(Self { extra, index, path, checkpoint: Note::parse(checkpoint.as_bytes())? })
    }

    /// Checks that the leaf with this hash is in the ledger, and says who has seen the checkpoint.
    ///
    /// # Errors
    /// [`ProofFileError`]. A quorum that is not met is in the answer.
    pub fn check(&self, leaf_hash: &Hash, policy: &Policy) -> Result<Witnessed, ProofFileError> {
        let seen = policy.check(&self.checkpoint)?;
        let (size, root) = (seen.checkpoint.size, &seen.checkpoint.root);
        verify_inclusion(self.index, size, leaf_hash, &self.path, root)?;
        Ok(seen)
    }
}

type Head = (Option<Vec<u8>>, u64, Vec<Hash>);

fn read_head(head: &str) -> Option<Head> {
    let mut lines = head.split('\n').peekable();
    if lines.next()? != FIRST_LINE {
        return None;
    }
    let extra = match lines.peek()?.strip_prefix("extra ") {
        Some(extra) => {
            lines.next();
            Some(from_base64(extra).ok()?)
        }
        None => None,
    };
    let digits = lines.next()?.strip_prefix("index ")?;
    let index: u64 = digits.parse().ok()?;
    if index.to_string() != digits {
        return None;
    }
    let hash = |line: &str| Some(Hash::from_bytes(from_base64(line).ok()?.try_into().ok()?));
    let path: Vec<Hash> = lines.take(PATH_LIMIT + 1).map(hash).collect::<Option<_>>()?;
    (path.len() <= PATH_LIMIT).then_some((extra, index, path))
}
