//! The promise: the server's signed word that a leaf will be in the ledger by a certain time.
//!
//! A promise without inclusion proves misbehaviour, as a signed certificate timestamp does in
//! certificate transparency.

use super::key::LogKey;
use super::note::{Note, NoteError, VerifierKey};
use super::utc;
use crate::encoding::{from_base64, to_base64};
use crate::hash::Hash;
use crate::time::Timestamp;

/// Why a note is not a promise of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PromiseError {
    /// It is not a signed note, or the log's signature is missing or does not hold.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text is not the one of a promise.
    #[error("the text is not a promise of this ledger")]
    Text,
}

/// That a leaf will be in the ledger not later than a certain instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The ledger's origin.
    pub origin: String,
    /// The hash of the leaf.
    pub leaf_hash: Hash,
    /// The last second by which it is in.
    pub not_later_than: Timestamp,
}

impl Promise {
    /// The text that is signed.
    pub fn text(&self) -> String {
        let hash = to_base64(self.leaf_hash.as_bytes());
        let time = utc::format(self.not_later_than);
        format!("pb-promise/v1\n{}\n{hash}\n{time}\n", self.origin)
    }

    /// Gives the log's word.
    pub fn sign(key: &LogKey, leaf_hash: Hash, not_later_than: Timestamp) -> Note {
        let origin = key.origin().to_owned();
        key.sign(Self { origin, leaf_hash, not_later_than }.text())
    }

    /// Reads a promise of the log `key` and checks the signature.
    ///
    /// # Errors
    /// [`PromiseError`], the first fault.
    pub fn open(note: &Note, key: &VerifierKey) -> Result<Self, PromiseError> {
        note.verify(key)?;
        let promise = Self::parse_text(note.text()).ok_or(PromiseError::Text)?;
        if promise.origin == key.name() { Ok(promise) } else { Err(PromiseError::Text) }
    }

    fn parse_text(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.split('\n').collect();
        let ["pb-promise/v1", origin, hash, time, ""] = lines.as_slice() else { return None };
        Some(Self {
            origin: (*origin).to_owned(),
            leaf_hash: Hash::from_bytes(from_base64(hash).ok()?.try_into().ok()?),
            not_later_than: utc::parse(time)?,
        })
    }
}
