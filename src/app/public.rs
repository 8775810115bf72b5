//! What everybody may know of an election just now.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use morada_engine::hash::Hash;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::ledger::{Checkpoint, Note};

use super::House;
use super::house::Turnout;
use crate::store::StoreError;
use crate::store::urn::{Election, Stage};

/// Public facts of one election. Nothing here says how anybody voted before the close.
#[derive(Debug, Clone)]
pub struct PublicElection {
    /// The sealed papers, trustees and policy, and the stage.
    pub election: Election,
    /// Keys with a ballot that counts, as of the last batch.
    pub turnout: BTreeMap<ContestId, u64>,
    /// Letters made per contest.
    pub letters: BTreeMap<ContestId, u64>,
    /// Spare letters made per contest.
    pub spares: BTreeMap<ContestId, u64>,
    /// The last signed checkpoint.
    pub head: Option<SignedHead>,
}

/// A signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    /// Leaves under it.
    pub size: u64,
    /// The seal of the box.
    pub root: Hash,
    /// The signed note, with the cosignatures that have come in.
    pub note: String,
    /// Witnesses that have cosigned it.
    pub witnesses: Vec<String>,
}

impl PublicElection {
    /// People who have voted in at least one contest are not known; this is the largest turnout of
    /// a contest, which is how many have voted at least.
    pub fn voters(&self) -> u64 {
        self.turnout.values().copied().max().unwrap_or(0)
    }

    /// How far the election has come.
    pub fn stage(&self) -> Stage {
        self.election.stage
    }
}

/// The public facts of `election`, if it is sealed.
///
/// # Errors
/// [`StoreError`].
pub async fn public_election(
    house: &House,
    election: &ElectionId,
) -> Result<Option<PublicElection>, StoreError> {
    let Some(found) = house.urn.election(election).await? else {
        return Ok(None);
    };
    let lists = house.urn.letters(election).await?;
    let head = signed_head(house, election).await?;
    let turnout = turnout(house, election, head.as_ref().map_or(0, |head| head.size)).await?;
    Ok(Some(PublicElection {
        election: found,
        turnout,
        letters: lists.iter().map(|(contest, letters, _)| (contest.clone(), *letters)).collect(),
        spares: lists.into_iter().map(|(contest, _, spares)| (contest, spares)).collect(),
        head,
    }))
}

/// Ballots that count, per contest. They change only when the ledger grows, so they are counted
/// once per checkpoint and not once per page.
async fn turnout(house: &House, election: &ElectionId, size: u64) -> Result<Turnout, StoreError> {
    let kept = || house.turnouts.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, turnout)) = kept().get(election).filter(|(at, _)| *at == size) {
        return Ok(turnout.clone());
    }
    let turnout: Turnout = house.urn.turnout(election).await?.into_iter().collect();
    kept().insert(election.clone(), (size, turnout.clone()));
    Ok(turnout)
}

/// All sealed elections and their stages.
///
/// # Errors
/// [`StoreError`].
pub async fn public_elections(house: &House) -> Result<Vec<(ElectionId, Stage)>, StoreError> {
    house.urn.elections().await
}

/// The last signed checkpoint of `election`, with the cosignatures it has by now.
///
/// # Errors
/// [`StoreError`].
pub async fn signed_head(
    house: &House,
    election: &ElectionId,
) -> Result<Option<SignedHead>, StoreError> {
    let Some((size, note)) = house.urn.checkpoint(election).await? else {
        return Ok(None);
    };
    let corrupt = |e: &dyn std::fmt::Display| StoreError::Corrupt(format!("checkpoint: {e}"));
    let cosigned = house.urn.cosignatures(election, size).await?;
    let root = Note::parse(note.as_bytes())
        .map_err(|e| corrupt(&e))
        .and_then(|note| Checkpoint::parse_text(note.text()).map_err(|e| corrupt(&e)))?
        .root;
    let (witnesses, lines): (Vec<String>, Vec<String>) = cosigned.into_iter().unzip();
    let note = lines.iter().fold(note, |note, line| note + line + "\n");
    Ok(Some(SignedHead { size, root, note, witnesses }))
}
