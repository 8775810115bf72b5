//! Takes in a witness's cosignature of the last checkpoint, and says who has cosigned.

use morada_engine::ids::ElectionId;
use morada_engine::ledger::{Leaf, Note, NoteSignature, Policy};
use morada_engine::time::Timestamp;

use super::{House, PublicElection, signed_head};
use crate::store::StoreError;
use crate::store::urn::{Election, Stage};

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

    let policy = policy_of(&found)?;
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

/// Whether the witnesses that the sealed policy asks for have seen the box closed: a checkpoint that holds the `close`
/// leaf has the cosignatures of the quorum. With `quorum none` nobody is asked and it always is.
///
/// The seed is drawn, and a trustee acts, only after that: an operator who could still show another list to somebody
/// would otherwise choose among lists when the dice are known.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn close_is_witnessed(
    house: &House,
    election: &Election,
) -> Result<bool, StoreError> {
    let id = &election.papers.election;
    let corrupt = |e: &dyn std::fmt::Display| StoreError::Corrupt(e.to_string());
    let policy = policy_of(election)?;
    for (size, note) in house.urn.checkpoints(id).await?.into_iter().rev() {
        let lines = house.urn.cosignatures(id, size).await?;
        let note = lines.iter().fold(note, |note, (_, line)| note + line + "\n");
        let note = Note::parse(note.as_bytes()).map_err(|e| corrupt(&e))?;
        if policy.check(&note).map_err(|e| corrupt(&e))?.quorum_met {
            return Ok(true);
        }
        // Earlier checkpoints do not hold the close.
        let last = house.urn.leaves(id, size.saturating_sub(1), size).await?;
        if matches!(last.first().map(|leaf| Leaf::parse(leaf)), Some(Ok(Leaf::Close(_)))) {
            return Ok(false);
        }
    }
    Ok(false)
}

fn policy_of(election: &Election) -> Result<Policy, StoreError> {
    let corrupt = |e: &dyn std::fmt::Display| StoreError::Corrupt(e.to_string());
    let policy = std::str::from_utf8(&election.policy_file).map_err(|e| corrupt(&e))?;
    Policy::parse(policy).map_err(|e| corrupt(&e))
}

/// Who of the sealed policy has cosigned the last checkpoint.
#[derive(Debug, Clone)]
pub struct Witnessing {
    /// The key of the ledger, as verifiers read it.
    pub log_key: String,
    /// Every witness, and when it signed.
    pub by: Vec<(String, Option<Timestamp>)>,
    /// Whether the policy asks for witnesses at all.
    pub asked: bool,
    /// Whether enough of them have signed.
    pub quorum_met: bool,
    /// Whether the box is closed and the count waits for witnesses.
    pub count_waits: bool,
}

/// Reads the policy of an election and who has cosigned its last checkpoint.
///
/// # Errors
/// [`StoreError`].
pub async fn witnessing(house: &House, public: &PublicElection) -> Result<Witnessing, StoreError> {
    let corrupt = |e: &dyn std::fmt::Display| StoreError::Corrupt(e.to_string());
    let policy = policy_of(&public.election)?;
    let seen = match &public.head {
        None => None,
        Some(head) => {
            let note = Note::parse(head.note.as_bytes()).map_err(|e| corrupt(&e))?;
            Some(policy.check(&note).map_err(|e| corrupt(&e))?)
        }
    };
    let is_closed = public.stage() == Stage::Closed;
    let signed = |name: &str| seen.as_ref().and_then(|seen| seen.by.get(name).copied());
    Ok(Witnessing {
        log_key: policy.log().to_string(),
        by: policy.witnesses().map(|(name, _)| (name.to_owned(), signed(name))).collect(),
        asked: policy.asks_for_witnesses(),
        quorum_met: seen.as_ref().is_some_and(|seen| seen.quorum_met),
        count_waits: is_closed && !close_is_witnessed(house, &public.election).await?,
    })
}
