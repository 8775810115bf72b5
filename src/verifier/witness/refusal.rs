//! Why a witness does not sign, in plain words.

use super::StateError;

/// Why a witness does not sign.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The bytes are no checkpoint.
    #[error("this is not a signed checkpoint")]
    NotACheckpoint,
    /// A log this witness does not watch.
    #[error("this checkpoint is of {origin}, a ledger you do not watch")]
    UnknownLog {
        /// The ledger it names.
        origin: String,
    },
    /// No signature of the log's key.
    #[error("the ledger's key did not sign this checkpoint; it proves nothing against anybody")]
    Unsigned,
    /// The proof is not of its form.
    #[error("the proof is not a list of hashes, one per line")]
    ProofForm,
    /// The proof starts above the checkpoint.
    #[error("the proof starts from {old} leaves, but the checkpoint has only {new}")]
    OldAboveNew {
        /// Where the proof starts.
        old: u64,
        /// The checkpoint's size.
        new: u64,
    },
    /// The proof starts elsewhere than at what this witness saw.
    #[error(
        "the proof starts from {old} leaves, but you last signed {seen}; ask for a proof from {seen}"
    )]
    OtherOldSize {
        /// Where the proof starts.
        old: u64,
        /// What this witness last signed.
        seen: u64,
    },
    /// Fewer leaves than seen before.
    #[error(
        "you signed {seen} leaves before, and this shows only {new}: leaves were taken back. \
         Keep this file and show it to the other observers"
    )]
    Rollback {
        /// What this witness last signed.
        seen: u64,
        /// The checkpoint's size.
        new: u64,
    },
    /// The same size with another root.
    #[error(
        "you signed another ledger of {size} leaves before: there are two versions of it. \
         Keep this file and show it to the other observers"
    )]
    Fork {
        /// The size of both.
        size: u64,
    },
    /// A larger ledger without a proof.
    #[error("you signed {seen} leaves before; to sign {new} you need a proof from {seen} to {new}")]
    NoProof {
        /// What this witness last signed.
        seen: u64,
        /// The checkpoint's size.
        new: u64,
    },
    /// A proof that does not hold.
    #[error(
        "the proof does not show that these {new} leaves begin with the {seen} you signed before. \
         If the proof is the right one, the past was changed: keep both files and show them to the others"
    )]
    Inconsistent {
        /// What this witness last signed.
        seen: u64,
        /// The checkpoint's size.
        new: u64,
    },
    /// The entries do not give the checkpoint's root.
    #[error("the leaves you have are not those of this checkpoint")]
    OtherEntries,
    /// The state could not be kept, so nothing was signed.
    #[error("what was seen could not be kept, so nothing was signed: {0}")]
    State(#[from] StateError),
}

impl Refusal {
    /// The status of the C2SP tlog-witness page.
    pub fn http_status(&self) -> u16 {
        match self {
            Self::NotACheckpoint
            | Self::ProofForm
            | Self::OldAboveNew { .. }
            | Self::OtherEntries => 400,
            Self::UnknownLog { .. } => 404,
            Self::Unsigned => 403,
            Self::OtherOldSize { .. } | Self::Rollback { .. } | Self::Fork { .. } => 409,
            Self::NoProof { .. } | Self::Inconsistent { .. } => 422,
            Self::State(_) => 500,
        }
    }
}
