//! What was told in public about a vote while it went on: the notices and changes in its ledger.

use std::sync::PoisonError;

use morada_engine::ids::ElectionId;
use morada_engine::ledger::Leaf;
use morada_engine::ledger::record::{AmendLeaf, Dispute, IncidentLeaf};
use morada_engine::time::Timestamp;

use super::House;
use crate::store::StoreError;

/// How many leaves are looked at in one step.
const STEP: u64 = 10_000;

/// A notice or a change in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its place in the ledger, from 0.
    pub index: u64,
    /// When it was written.
    pub at: Timestamp,
    /// What it is about, where it is about one vote.
    pub about: Option<Dispute>,
    /// Its words, as the officers wrote them.
    pub text: String,
}

/// Every notice and change under the checkpoint of `size` leaves, oldest first.
///
/// The ledger only grows, so each leaf is looked at once for as long as the program runs.
///
/// # Errors
/// [`StoreError`].
pub async fn incidents(
    house: &House,
    election: &ElectionId,
    size: u64,
) -> Result<Vec<Told>, StoreError> {
    let kept = || house.told.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut seen, mut told) = kept().get(election).cloned().unwrap_or_default();
    while seen < size {
        let to = size.min(seen + STEP);
        let leaves = house.urn.leaves(election, seen, to).await?;
        for (index, leaf) in (seen..).zip(&leaves) {
            told.extend(read(index, leaf));
        }
        seen = to;
    }
    kept().insert(election.clone(), (seen, told.clone()));
    told.retain(|told| told.index < size);
    Ok(told)
}

fn read(index: u64, leaf: &[u8]) -> Option<Told> {
    // Nearly every leaf is a ballot: those are not parsed.
    let is_remark = [&b"\"t\":\"incident\""[..], b"\"t\":\"amend\""]
        .iter()
        .any(|mark| leaf.windows(mark.len()).any(|part| part == *mark));
    match is_remark.then(|| Leaf::parse(leaf))?.ok()? {
        Leaf::Incident(IncidentLeaf { about, at, text, .. }) => {
            Some(Told { index, at, about, text })
        }
        Leaf::Amend(AmendLeaf { at, what, text, .. }) => {
            Some(Told { index, at, about: None, text: format!("{what}: {text}") })
        }
        _ => None,
    }
}
