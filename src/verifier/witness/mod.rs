//! A witness: an outsider who cosigns checkpoints, and only those that extend what they saw.
//!
//! The rules are those of C2SP tlog-witness. They are the same whether a checkpoint comes by hand
//! (`morada-verify witness cosign`) or over HTTP (`morada-verify witness serve`).

mod key;
mod refusal;
mod serve;
mod state;

use ed25519_dalek::Signer;

pub use key::WitnessKey;
pub use refusal::Refusal;
pub use serve::Witness;
pub use state::{Seen, State, StateError};

use crate::primitives::bytes::{Hash, from_base64_exact, from_decimal};
use crate::primitives::checkpoint::Checkpoint;
use crate::primitives::merkle::{is_consistent, leaf_hash, prove_consistency, root_of};
use crate::primitives::note::{Note, SignatureLine, Signed, Vkey, cosigned_text};

/// Most lines of a consistency proof (C2SP tlog-witness).
const PROOF_LINES: usize = 63;

/// What shows that a checkpoint extends an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// The size it starts from, if it says so.
    pub old: Option<u64>,
    /// The hashes.
    pub hashes: Vec<[u8; 32]>,
}

impl Proof {
    /// Reads a proof: a line `old <size>` if wanted, then one base64 hash per line.
    ///
    /// # Errors
    /// [`Refusal::ProofForm`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let mut lines = text.split('\n').filter(|line| !line.is_empty()).peekable();
        let old = match lines.next_if(|line| line.starts_with("old ")) {
            Some(line) => Some(from_decimal(&line["old ".len()..]).ok_or(Refusal::ProofForm)?),
            None => None,
        };
        let hashes: Option<Vec<Hash>> = lines.map(from_base64_exact).collect();
        let hashes = hashes.filter(|hashes| hashes.len() <= PROOF_LINES);
        Ok(Self { old, hashes: hashes.ok_or(Refusal::ProofForm)? })
    }

    /// Makes the proof from the ledger itself, for who holds it: one leaf per line.
    ///
    /// # Errors
    /// [`Refusal::OtherEntries`] when the leaves do not give the checkpoint's root.
    pub fn from_entries(entries: &[u8], old: u64, checkpoint: &[u8]) -> Result<Self, Refusal> {
        let (_, checkpoint) = read(checkpoint)?;
        let lines = entries.strip_suffix(b"\n").ok_or(Refusal::OtherEntries)?;
        let leaves: Vec<Hash> = lines.split(|b| *b == b'\n').map(leaf_hash).collect();
        let size = usize::try_from(checkpoint.size).map_err(|_| Refusal::OtherEntries)?;
        let leaves = leaves.get(..size).ok_or(Refusal::OtherEntries)?;
        if root_of(leaves) != checkpoint.root {
            return Err(Refusal::OtherEntries);
        }
        let old_size = usize::try_from(old).map_err(|_| Refusal::OtherEntries)?;
        Ok(Self { old: Some(old), hashes: prove_consistency(old_size, leaves) })
    }
}

/// Cosigns a checkpoint if it extends what this witness has seen, and remembers it.
///
/// `time` is the present, UTC seconds. The line that comes back is added to the note by its owner.
///
/// # Errors
/// [`Refusal`] says why not, and what it means.
pub fn cosign(
    state: &mut State,
    key: &WitnessKey,
    logs: &[Vkey],
    checkpoint: &[u8],
    proof: &Proof,
    time: u64,
) -> Result<String, Refusal> {
    let (note, checkpoint) = read(checkpoint)?;
    let of_origin: Vec<&Vkey> = logs.iter().filter(|log| log.name == checkpoint.origin).collect();
    if of_origin.is_empty() {
        return Err(Refusal::UnknownLog { origin: checkpoint.origin });
    }
    if !of_origin.iter().any(|log| matches!(note.signed_by(log), Signed::Valid { .. })) {
        return Err(Refusal::Unsigned);
    }
    let seen = state.seen(&checkpoint.origin);
    extends(seen.as_ref(), &checkpoint, proof)?;
    // Remember first: a witness that signs and then forgets could sign a fork later.
    state.remember(&checkpoint.origin, Seen { size: checkpoint.size, root: checkpoint.root })?;
    let vkey = key.vkey();
    let message = cosigned_text(&note.text, time);
    let mut bytes = time.to_be_bytes().to_vec();
    bytes.extend_from_slice(&key.signing_key().sign(message.as_bytes()).to_bytes());
    Ok(SignatureLine { name: vkey.name, id: vkey.id, bytes }.write())
}

fn read(bytes: &[u8]) -> Result<(Note, Checkpoint), Refusal> {
    let note = Note::parse(bytes).map_err(|_| Refusal::NotACheckpoint)?;
    let checkpoint = Checkpoint::parse(&note.text).ok_or(Refusal::NotACheckpoint)?;
    Ok((note, checkpoint))
}

fn extends(seen: Option<&Seen>, new: &Checkpoint, proof: &Proof) -> Result<(), Refusal> {
    let seen_size = seen.map_or(0, |seen| seen.size);
    if let Some(old) = proof.old {
        if old > new.size {
            return Err(Refusal::OldAboveNew { old, new: new.size });
        }
        if old != seen_size {
            return Err(Refusal::OtherOldSize { old, seen: seen_size });
        }
    }
    if new.size < seen_size {
        return Err(Refusal::Rollback { seen: seen_size, new: new.size });
    }
    let Some(seen) = seen.filter(|seen| seen.size > 0) else {
        // Nothing was seen yet, so there is nothing to be consistent with.
        let empty = proof.hashes.is_empty() && (new.size > 0 || new.root == root_of(&[]));
        return if empty { Ok(()) } else { Err(Refusal::Inconsistent { seen: 0, new: new.size }) };
    };
    if new.size == seen.size && new.root != seen.root {
        return Err(Refusal::Fork { size: new.size });
    }
    if is_consistent(seen.size, new.size, &proof.hashes, &seen.root, &new.root) {
        Ok(())
    } else if proof.hashes.is_empty() && new.size > seen.size {
        Err(Refusal::NoProof { seen: seen.size, new: new.size })
    } else {
        Err(Refusal::Inconsistent { seen: seen.size, new: new.size })
    }
}
