//! Whether a process reaches people whom none reached before (COUNCIL.md K12): counted once for each resident who
//! proposes, supports, comments or stands behind a proposal with their card, by the kind of evidence that brought them
//! onto the roll, never by person or origin.
//!
//! A resident is noted under a keyed hash for each process, so two processes can be compared only by this server and
//! only while they last: the hashes are forgotten by the table of retention, the numbers stay. A vote is never counted
//! here: nobody knows who votes.

use morada_engine::ids::ElectionId;

use super::Hand;
use super::hand::presence;
use crate::app::House;
use crate::app::roll::keeping::today_in;
use crate::app::roll::numbers::{LEAST, Shown};
use crate::app::staff::DeskError;
use crate::store::Tx;
use crate::store::office::took_part;

/// How many came by one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The kind of evidence by which they are on the roll.
    pub evidence: String,
    /// Those who took part for the first time.
    pub first: Shown,
    /// Those who took part in an earlier process.
    pub again: Shown,
}

/// Notes that somebody takes part; a second deed in one process counts nothing.
pub(super) async fn take_part(house: &House, tx: &Tx, hand: &Hand) -> Result<(), DeskError> {
    let process = hand.process();
    let who = hand.presence(house, process);
    if !took_part::come(tx, process, &who, today_in(house, "UTC")).await? {
        return Ok(());
    }
    let others = took_part::processes(tx, hand.place()).await?.into_iter();
    let earlier = others.filter(|other| other != process);
    let known = earlier.map(|other| hand.presence(house, &other)).collect();
    let before = if took_part::knows_any(tx, known).await? { "again" } else { "first" };
    Ok(took_part::count(tx, process, hand.evidence(), before).await?)
}

/// Whom a process reached, one line for each kind of evidence. A number under ten is not said, and no sum gives it
/// away.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn reached(house: &House, process: &ElectionId) -> Result<Vec<Reached>, DeskError> {
    let counts = took_part::counts(house.office.reader(), process).await?;
    let mut kinds: Vec<&str> = counts.iter().map(|count| count.evidence.as_str()).collect();
    kinds.dedup();
    let shown = |kind: &str, before: &str| {
        let found = counts.iter().find(|count| count.evidence == kind && count.before == before);
        match found.map_or(0, |count| count.n) {
            n if n >= LEAST => Shown::Exactly(n),
            _ => Shown::Few,
        }
    };
    let line = |kind: &str| Reached {
        evidence: kind.to_owned(),
        first: shown(kind, "first"),
        again: shown(kind, "again"),
    };
    Ok(kinds.into_iter().map(line).collect())
}

/// Forgets that whoever has this entry took part anywhere.
pub(in crate::app) async fn forget_presence(
    house: &House,
    tx: &Tx,
    entry: &str,
) -> Result<(), DeskError> {
    let all = took_part::all_processes(tx).await?;
    let who = all.iter().map(|process| presence(house, process, entry)).collect();
    Ok(took_part::forget(tx, who).await?)
}
