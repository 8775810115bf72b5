//! Is my ballot in the box? Asked with the slip, answered without a word about what is on it.

use morada_engine::hash::Hash;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::ledger::{Leaf, Note, ProofFile, TrackingCode, TrackingFault};
use morada_engine::time::Timestamp;

use super::promise::{latest_inclusion, promise_for};
use super::{House, signed_head};
use crate::store::StoreError;
use crate::store::urn::{FoundLeaf, LeafPlace};

/// What is known of the ballot that a slip belongs to.
#[derive(Debug, Clone)]
pub struct SlipStanding {
    /// The tracking code, as printed.
    pub tracking: TrackingCode,
    /// The contest.
    pub contest: ContestId,
    /// The how-manieth ballot of its voting code it is.
    pub counter: u64,
    /// Where it is.
    pub place: SlipPlace,
    /// Whether it is the one that counts.
    pub counts: Counts,
    /// The server's signed promise.
    pub promise: String,
}

/// Where a ballot is.
#[derive(Debug, Clone)]
pub enum SlipPlace {
    /// In the box, not in the ledger yet; it will be at the latest then.
    Waiting {
        /// The promise's instant.
        not_later_than: Timestamp,
    },
    /// In the ledger.
    Ledger {
        /// Its position, from 0.
        index: u64,
        /// Leaves under the checkpoint that the proof leads to.
        size: u64,
        /// A `tlog-proof` that anyone can check without this server.
        proof: String,
    },
}

/// Whether a ballot is the one that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// It counts.
    Yes,
    /// A later ballot of the same code counts instead.
    Replaced,
    /// The code was retired: none of its ballots counts.
    Retired,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The typed text is no tracking code.
    #[error("mistyped: {0}")]
    Mistyped(TrackingFault),
    /// No ballot has this tracking code.
    #[error("not found")]
    NotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Finds the ballot of a typed tracking code.
///
/// # Errors
/// [`FindError`].
pub async fn find_slip(
    house: &House,
    election: &ElectionId,
    typed: &str,
) -> Result<SlipStanding, FindError> {
    let tracking = TrackingCode::parse(typed).map_err(FindError::Mistyped)?;
    let (from, to) = tracking.hash_range();
    let found = house.urn.find_leaf(election, &from, &to).await?.ok_or(FindError::NotFound)?;
    let papers = house.urn.election(election).await?.ok_or(FindError::NotFound)?;
    let Ok(Leaf::Ballot(ballot)) = Leaf::parse(&found.leaf) else {
        return Err(FindError::NotFound);
    };

    let last = house.urn.last_counter(ballot.key.as_bytes()).await?;
    let retired = house.urn.is_retired(ballot.key.as_bytes()).await?;
    let counts = match ballot.counter.get() {
        _ if retired => Counts::Retired,
        counter if counter < last => Counts::Replaced,
        _ => Counts::Yes,
    };
    let FoundLeaf { leaf_hash, place, .. } = found;
    Ok(SlipStanding {
        tracking,
        contest: ballot.contest,
        counter: ballot.counter.get(),
        place: place_of(house, election, place, latest_inclusion(&papers.papers)).await?,
        counts,
        promise: promise_for(house, &papers.papers, leaf_hash),
    })
}

async fn place_of(
    house: &House,
    election: &ElectionId,
    place: LeafPlace,
    not_later_than: Timestamp,
) -> Result<SlipPlace, StoreError> {
    let LeafPlace::Ledger(index) = place else {
        return Ok(SlipPlace::Waiting { not_later_than });
    };
    let head = signed_head(house, election).await?;
    let head = head.ok_or_else(|| StoreError::Corrupt("leaves without a checkpoint".to_owned()))?;
    let proof = proof_text(house, election, index, head.size, &head.note).await?;
    Ok(SlipPlace::Ledger { index, size: head.size, proof })
}

async fn proof_text(
    house: &House,
    election: &ElectionId,
    index: u64,
    size: u64,
    note: &str,
) -> Result<String, StoreError> {
    let path: Vec<Hash> = house.urn.proof(election, index, size).await?.path;
    let checkpoint =
        Note::parse(note.as_bytes()).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    Ok(ProofFile { extra: None, index, path, checkpoint }.to_text())
}
