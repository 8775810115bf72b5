//! The public register of refusals: what, when, on which ground, and what became of the objection. No person, no text.

use morada_engine::ids::ElectionId;
use morada_engine::proposal::Ground;
use morada_engine::time::Timestamp;

use crate::app::House;
use crate::app::staff::DeskError;
use crate::store::office::proposals::decisions;

/// The most refusals that are listed.
const MOST: u64 = 500;

/// One refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `proposal` or `comment`.
    pub what: String,
    /// On which of the four grounds.
    pub ground: Ground,
    /// When the second person agreed.
    pub at: Timestamp,
    /// `final`, `appealed`, `upheld` or `overturned`.
    pub stage: String,
}

/// The refusals of a process, the newest first, and how many there are on each ground.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn register(
    house: &House,
    process: &ElectionId,
) -> Result<(Vec<Refusal>, Vec<(Ground, u64)>), DeskError> {
    let found = decisions::refusals(house.office.reader(), process, MOST).await?;
    let public = |one: decisions::Decision| {
        Some(Refusal {
            ground: Ground::from_name(&one.ground)?,
            at: one.second.map_or(one.first_at, |(_, at)| at),
            what: one.what,
            stage: one.stage,
        })
    };
    let refusals: Vec<Refusal> = found.into_iter().filter_map(public).collect();
    let count = |ground| refusals.iter().filter(|one| one.ground == ground).count() as u64;
    let counts = Ground::ALL.map(|ground| (ground, count(ground))).to_vec();
    Ok((refusals, counts))
}
