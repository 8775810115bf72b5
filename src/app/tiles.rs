//! The ledger as a public log: tiles and entries as static files (c2sp.org/tlog-tiles), and the proof from one
//! checkpoint to the next.

use std::fmt::Write as _;

use morada_engine::encoding::to_base64;
use morada_engine::ids::ElectionId;
use morada_engine::ledger::tile::{Tile, TileContent, entries};

use super::House;
use crate::store::StoreError;

/// The bytes of a tile as of the last checkpoint; `None` when the log does not reach so far.
///
/// # Errors
/// [`StoreError`].
pub async fn tile(
    house: &House,
    election: &ElectionId,
    tile: Tile,
) -> Result<Option<Vec<u8>>, StoreError> {
    // What no checkpoint covers is nobody's business yet, and could still be rolled back.
    let Some((size, _)) = house.urn.checkpoint(election).await? else { return Ok(None) };
    match tile.what {
        TileContent::Hashes { .. } => house.urn.tile(election, tile, size).await,
        TileContent::Entries => {
            let Some((from, to)) = tile.range(size) else { return Ok(None) };
            let leaves = house.urn.leaves(election, from, to).await?;
            let too_long =
                || StoreError::Corrupt("a leaf is longer than an entry can be".to_owned());
            entries(&leaves).ok_or_else(too_long).map(Some)
        }
    }
}

/// The proof that the last checkpoint extends the one of `old` leaves, as a witness reads it: `old <size>` and one
/// hash a line. `None` when there never were so many leaves.
///
/// # Errors
/// [`StoreError`].
pub async fn consistency(
    house: &House,
    election: &ElectionId,
    old: u64,
) -> Result<Option<String>, StoreError> {
    let Some((size, _)) = house.urn.checkpoint(election).await? else { return Ok(None) };
    if old > size {
        return Ok(None);
    }
    // Every tree begins with nothing, so from nothing there is nothing to prove.
    let hashes = match old {
        0 => Vec::new(),
        old => house.urn.consistency(election, old, size).await?,
    };
    let mut text = format!("old {old}\n");
    for hash in hashes {
        _ = writeln!(text, "{}", to_base64(hash.as_bytes()));
    }
    Ok(Some(text))
}
