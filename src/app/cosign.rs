//! Takes in a witness's cosignature of the last checkpoint.

use morada_engine::ids::ElectionId;
use morada_engine::ledger::{Note, NoteSignature, Policy};

use super::{House, signed_head};
use crate::store::StoreError;

/// Why a cosignature is not taken.
#[derive(Debug, thiserror::Error)]
pub enum CosignError {
    /// No such election, or nothing signed yet.
    #[error("there is no checkpoint to cosign")]
    NoCheckpoint,
    /// The line is no signature line.
    #[error("this is not a signature line")]
    Line,
    /// No witness of the policy signs so, or the signature is for another checkpoint.
    #[error("the line is not a cosignature of the last checkpoint by a witness of the policy")]
    Stranger,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Checks a cosignature line against the policy and the last checkpoint, and keeps it.
///
/// # Errors
/// [`CosignError`].
pub async fn cosign(house: &House, election: &ElectionId, line: &str) -> Result<(), CosignError> {
    let found = house.urn.election(election).await?.ok_or(CosignError::NoCheckpoint)?;
    let head = signed_head(house, election).await?.ok_or(CosignError::NoCheckpoint)?;
    let corrupt = |e: &dyn std::fmt::Display| StoreError::Corrupt(e.to_string());

    let policy = String::from_utf8(found.policy_file.clone()).map_err(|e| corrupt(&e))?;
    let policy = Policy::parse(&policy).map_err(|e| corrupt(&e))?;
    let signature = NoteSignature::parse(line.trim()).ok_or(CosignError::Line)?;
    let mut note = Note::parse(head.note.as_bytes()).map_err(|e| corrupt(&e))?;
    let before = policy.check(&note).map_err(|e| corrupt(&e))?.by;
    note.add(signature);
    let after = policy.check(&note).map_err(|_| CosignError::Stranger)?.by;
    let new = after.into_iter().find(|(name, _)| !before.contains_key(name));
    let (witness, _) = new.ok_or(CosignError::Stranger)?;

    house.urn.put_cosignature(election, head.size, &witness, line.trim()).await?;
    Ok(())
}
