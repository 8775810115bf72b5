//! Checkpoints (c2sp.org/tlog-checkpoint) and their cosignatures (c2sp.org/tlog-cosignature).

use super::key::LogKey;
use super::note::{Note, NoteError, NoteSignature, SignatureType, VerifierKey};
use crate::encoding::{from_base64, to_base64};
use crate::hash::Hash;
use crate::time::Timestamp;

/// Why a note is not a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// It is not a signed note, or the signature of the log is missing or does not hold.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text is not origin, size and root, or has extension lines, which we do not use.
    #[error("the text is not origin, size and root")]
    Text,
    /// It is of another ledger.
    #[error("the checkpoint is of {found}, not of {wanted}")]
    Origin {
        /// Whose it is.
        found: String,
        /// Whose it should be.
        wanted: String,
    },
}

/// What a log says about itself: its name, its size and its root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, to_base64(self.root.as_bytes()))
    }

    /// Reads the text of a checkpoint.
    ///
    /// # Errors
    /// [`CheckpointError::Text`] for any other text than [`Checkpoint::text`] writes.
    pub fn parse_text(text: &str) -> Result<Self, CheckpointError> {
        let lines: Vec<&str> = text.split('\n').collect();
        let [origin, size, root, ""] = lines.as_slice() else { return Err(CheckpointError::Text) };
        let root = from_base64(root).map_err(|_| CheckpointError::Text)?;
        let parsed = Self {
            origin: (*origin).to_owned(),
            size: size.parse().map_err(|_| CheckpointError::Text)?,
            root: Hash::from_bytes(root.try_into().map_err(|_| CheckpointError::Text)?),
        };
        // Zeros or a plus in front of the size are a second spelling.
        if !origin.is_empty() && parsed.text() == text {
            Ok(parsed)
        } else {
            Err(CheckpointError::Text)
        }
    }

    /// Reads a signed checkpoint of the log `key` and checks the log's signature.
    ///
    /// # Errors
    /// [`CheckpointError`], the first fault.
    pub fn open(note: &Note, key: &VerifierKey) -> Result<Self, CheckpointError> {
        note.verify(key)?;
        let checkpoint = Self::parse_text(note.text())?;
        if checkpoint.origin == key.name() {
            Ok(checkpoint)
        } else {
            let wanted = key.name().to_owned();
            Err(CheckpointError::Origin { found: checkpoint.origin, wanted })
        }
    }

    /// Signs the state of the ledger of `key`. Only after it is stored as the last one signed.
    pub fn sign(key: &LogKey, size: u64, root: Hash) -> Note {
        key.sign(Self { origin: key.origin().to_owned(), size, root }.text())
    }
}

/// What a witness signs: its time, then the checkpoint.
pub(super) fn cosigned_message(time: Timestamp, text: &str) -> String {
    format!("cosignature/v1\ntime {}\n{text}", time.unix())
}

/// The time at which the witness `key` cosigned the checkpoint `note`.
///
/// # Errors
/// [`NoteError::Missing`] or [`NoteError::Signature`].
pub fn cosigned_at(note: &Note, key: &VerifierKey) -> Result<Timestamp, NoteError> {
    let line = key.find(note).ok_or_else(|| NoteError::Missing(key.name().to_owned()))?;
    check_cosignature(note.text(), line, key)
}

/// Checks one cosignature line before it is added to a checkpoint's note.
///
/// # Errors
/// [`NoteError::Signature`] when it is not the witness's signature over this text.
pub fn check_cosignature(
    text: &str,
    line: &NoteSignature,
    key: &VerifierKey,
) -> Result<Timestamp, NoteError> {
    let broken = || NoteError::Signature(key.name().to_owned());
    let ours = line.name == key.name() && line.key_id == key.id();
    if key.kind() != SignatureType::Cosignature || !ours {
        return Err(broken());
    }
    let (time, signature) = line.body.split_first_chunk::<8>().ok_or_else(broken)?;
    let time = Timestamp::from_unix(u64::from_be_bytes(*time));
    let message = cosigned_message(time, text);
    if key.holds(message.as_bytes(), signature) { Ok(time) } else { Err(broken()) }
}
