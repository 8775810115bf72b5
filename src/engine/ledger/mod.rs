//! The ledger: an append-only list of official acts that anyone can check (docs/FORMATS.md section 3).
//!
//! RFC 6962 trees, C2SP signed notes, checkpoints, cosignatures and proofs.

pub mod checkpoint;
pub mod key;
pub mod merkle;
pub mod note;
pub mod policy;
pub mod promise;
pub mod proof_file;
pub mod record;
pub mod standing;
pub mod tile;
pub mod tracking;
mod utc;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use key::{LogKey, WitnessKey, origin};
pub use merkle::{Frontier, ProofError, Tree, leaf_hash, verify_consistency, verify_inclusion};
pub use note::{Note, NoteError, NoteSignature, SignatureType, VerifierKey};
pub use policy::{Policy, PolicyError, Witnessed};
pub use promise::{Promise, PromiseError};
pub use proof_file::{ProofFile, ProofFileError};
pub use record::{BallotLeaf, Counter, Leaf, LeafError, RetireLeaf};
pub use standing::{CountedBallot, Standings};
pub use tracking::{TrackingCode, TrackingFault};

#[cfg(test)]
mod tests;
