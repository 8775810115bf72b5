//! Forgetting: drafts nobody goes on with, and whose the supports are once the phase is over.

use super::close_support::close_what_is_over;
use crate::app::House;
use crate::app::staff::DeskError;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::sign_in::earlier;
use crate::store::office::proposals;

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
    in_one_step(house, async |tx| {
        for draft in &drafts {
            proposals::destroy_draft(tx, draft).await?;
        }
        Ok(())
    })
    .await?;
    close_what_is_over(house).await?;
    Ok(())
}
