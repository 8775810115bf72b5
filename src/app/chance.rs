//! The public chance of an election: the seed from the dice, as it stands in the ledger, and its minutes.

use morada_engine::chance::Seed;
use morada_engine::ids::ElectionId;
use morada_engine::ledger::Leaf;
use morada_engine::ledger::record::SeedLeaf;
use morada_engine::time::Timestamp;

use super::House;
use super::carry_out::MINUTES;
use crate::store::StoreError;

/// The seed stands behind the close, with at most so many notices behind it.
const FROM_THE_END: u64 = 500;

/// A seed that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The digits.
    pub seed: Seed,
    /// When it entered the ledger.
    pub at: Timestamp,
    /// Its place in the ledger, from 0.
    pub index: u64,
    /// Who rolled, where, who watched: `randomness/minutes.txt`.
    pub minutes: String,
}

/// The seed of `election` with its minutes; `None` before the dice were rolled.
///
/// # Errors
/// [`StoreError`].
pub async fn drawn(house: &House, election: &ElectionId) -> Result<Option<Drawn>, StoreError> {
    let Some((index, leaf)) = find_leaf(house, election).await? else {
        return Ok(None);
    };
    let minutes = house.urn.file(election, MINUTES).await?.unwrap_or_default();
    let minutes = String::from_utf8_lossy(&minutes).into_owned();
    Ok(Some(Drawn { seed: leaf.seed, at: leaf.at, index, minutes }))
}

/// The seed alone.
///
/// # Errors
/// [`StoreError`].
pub(super) async fn find_seed(
    house: &House,
    election: &ElectionId,
) -> Result<Option<Seed>, StoreError> {
    Ok(find_leaf(house, election).await?.map(|(_, leaf)| leaf.seed))
}

async fn find_leaf(
    house: &House,
    election: &ElectionId,
) -> Result<Option<(u64, SeedLeaf)>, StoreError> {
    let size = house.urn.checkpoint(election).await?.map_or(0, |(size, _)| size);
    let from = size.saturating_sub(FROM_THE_END);
    let leaves = house.urn.leaves(election, from, size).await?;
    let found = (from..).zip(&leaves).find_map(|(index, leaf)| match Leaf::parse(leaf) {
        Ok(Leaf::Seed(leaf)) => Some((index, leaf)),
        _ => None,
    });
    Ok(found)
}
