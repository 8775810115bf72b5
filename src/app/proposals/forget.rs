//! Forgetting: drafts nobody goes on with, and whose the supports are once the phase is over.

use morada_engine::phase::Phase;

use super::Season;
use crate::app::House;
use crate::app::staff::DeskError;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::sign_in::earlier;
use crate::store::office::proposals::{self, supports};

const DAY: u64 = 24 * 60 * 60;
/// Days that a draft is kept when nobody goes on with it.
pub const DRAFT_DAYS: u64 = 30;

/// Forgets what is due.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn forget(house: &House) -> Result<(), DeskError> {
    let reader = house.office.reader();
    let then = earlier(house.now(), DRAFT_DAYS * DAY);
    let drafts = proposals::drafts_before(reader, then).await?;
    let mut over = Vec::new();
    for process in supports::salted(reader).await? {
        match Season::load(house, &process).await {
            Ok(season) if season.support_is_over() => over.push(process),
            Ok(_) | Err(DeskError::Unknown) => {}
            Err(error) => return Err(error),
        }
    }
    in_one_step(house, async |tx| {
        for draft in &drafts {
            proposals::destroy_draft(tx, draft).await?;
        }
        for process in &over {
            supports::destroy_salt(tx, process).await?;
        }
        Ok(())
    })
    .await
}

/// Destroys the supports themselves once nothing is merged any more: the counts stay.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn forget_supports(house: &House, season: &Season) -> Result<(), DeskError> {
    if season.phase() <= Phase::FinalList {
        return Ok(());
    }
    in_one_step(house, async |tx| {
        supports::destroy_of(tx, season.process()).await?;
        Ok(())
    })
    .await
}
