//! One slip, without a bundle: the promise the server signed and the proof that it kept it.
//!
//! So a voter, or an association with a pile of slips, can check during the vote and offline. The promise
//! says which leaf, the proof where it stands, and both must be signed by the ledger's key.

use std::collections::BTreeSet;

use crate::primitives::checkpoint::Promise;
use crate::primitives::code::tracking_code;
use crate::primitives::note::{Note, Signed, Vkey};
use crate::primitives::policy::Policy;
use crate::primitives::tlog_proof::TlogProof;

/// Why a slip does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlipFault {
    /// The file is no promise.
    #[error("this is not a promise")]
    PromiseForm,
    /// The file is no proof.
    #[error("this is not a proof (tlog-proof@v1)")]
    ProofForm,
    /// The policy cannot be read.
    #[error("line {0} of the policy cannot be read")]
    PolicyForm(u64),
    /// They are about two ledgers.
    #[error("the promise is of {promise}, the proof of {proof}")]
    OtherLedger {
        /// The ledger of the promise.
        promise: String,
        /// The ledger of the proof.
        proof: String,
    },
    /// The ledger's key did not sign the promise.
    #[error("the ledger's key did not sign this promise; without that it promises nothing")]
    PromiseUnsigned,
    /// The ledger's key did not sign the checkpoint.
    #[error("the ledger's key did not sign the checkpoint of this proof")]
    CheckpointUnsigned,
    /// A witness's signature does not hold.
    #[error("the signature of witness {0} does not hold")]
    WitnessWrong(String),
    /// The path does not lead to the root.
    #[error("the promised ballot is not where this proof says it is")]
    NotIncluded,
}

/// What a good slip shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipProof {
    /// The tracking code of the leaf.
    pub tracking: String,
    /// Its place, from 0.
    pub index: u64,
    /// Leaves under the checkpoint.
    pub size: u64,
    /// Which witnesses cosigned that checkpoint; `None` when no policy was given to tell.
    pub witnesses: Option<Vec<String>>,
    /// Whether they are enough; also `false` when no policy was given.
    pub quorum_met: bool,
}

/// Checks a promise and the proof that it was kept.
///
/// # Errors
/// [`SlipFault`], the first one.
pub fn check_slip(
    promise: &[u8],
    proof: &[u8],
    log_key: &Vkey,
    policy: Option<&[u8]>,
) -> Result<SlipProof, SlipFault> {
    let note = Note::parse(promise).map_err(|_| SlipFault::PromiseForm)?;
    let promise = Promise::parse(&note.text).ok_or(SlipFault::PromiseForm)?;
    let proof = TlogProof::parse(proof).ok_or(SlipFault::ProofForm)?;
    if promise.origin != proof.checkpoint.origin {
        let (promise, proof) = (promise.origin, proof.checkpoint.origin);
        return Err(SlipFault::OtherLedger { promise, proof });
    }
    // A key's name is its ledger's: another ledger's key signs nothing here.
    let signs = |note: &Note| {
        log_key.name == promise.origin && matches!(note.signed_by(log_key), Signed::Valid { .. })
    };
    if !signs(&note) {
        return Err(SlipFault::PromiseUnsigned);
    }
    if !signs(&proof.note) {
        return Err(SlipFault::CheckpointUnsigned);
    }
    if !proof.includes(&promise.leaf) {
        return Err(SlipFault::NotIncluded);
    }
    let (witnesses, quorum_met) = match policy {
        None => (None, false),
        Some(policy) => {
            let policy = Policy::parse(policy).map_err(|at| SlipFault::PolicyForm(at.line))?;
            let cosigned = cosigners(&policy, &proof.note)?;
            let met = policy.is_met_by(&cosigned);
            (Some(cosigned.into_iter().collect()), met)
        }
    };
    let (index, size) = (proof.index, proof.checkpoint.size);
    Ok(SlipProof { tracking: tracking_code(&promise.leaf), index, size, witnesses, quorum_met })
}

fn cosigners(policy: &Policy, note: &Note) -> Result<BTreeSet<String>, SlipFault> {
    let mut cosigned = BTreeSet::new();
    for (name, key) in &policy.witnesses {
        match note.signed_by(key) {
            Signed::Valid { .. } => drop(cosigned.insert(name.clone())),
            Signed::Absent => {}
            Signed::Wrong => return Err(SlipFault::WitnessWrong(name.clone())),
        }
    }
    Ok(cosigned)
}
