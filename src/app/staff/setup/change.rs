//! Around every change of a process: nobody overwrites what they did not see, nothing fixed moves.

use morada_engine::ids::ElectionId;
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;

use crate::app::House;
use crate::app::staff::DeskError;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::store::Tx;
use crate::store::office::processes::{self, Change};

/// The process that a permit is about.
pub fn process_of(permit: &Permit<DraftBallot>) -> Result<&ElectionId, DeskError> {
    permit.process().ok_or(DeskError::Unknown)
}

/// Carries out a change by somebody who saw `revision`, and leaves its line in the list of acts.
///
/// # Errors
/// [`DeskError::Stale`] or [`DeskError::Frozen`], and what `work` said.
pub async fn change(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    entry: &Entry<'_>,
    work: impl AsyncFnOnce(&Tx, &ElectionId) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    let process = process_of(permit)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    in_one_step(house, async |tx| {
        match processes::change(tx, process, revision).await? {
            Change::MayGoOn => {}
            Change::Stale => return Err(DeskError::Stale),
            Change::Frozen => return Err(DeskError::Frozen),
            Change::Unknown => return Err(DeskError::Unknown),
        }
        work(tx, process).await?;
        note(house, tx, by, Some(process), entry).await
    })
    .await
}
