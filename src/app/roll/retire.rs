//! Forgetting: the table of retention, carried out once an hour.

use std::time::Duration;

use morada_engine::eligibility::Date;
use morada_engine::roll::retention::{Kept, TABLE};
use morada_engine::time::Timestamp;

use super::ballots::keep_marks;
use super::keeping::today_in;
use super::moves::strike_what_is_due;
use crate::app::following::{forget_closed, forget_entry};
use crate::app::proposals::newcomers::forget_presence;
use crate::app::staff::DeskError;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::sign_in::earlier;
use crate::app::{House, outbox};
use crate::store::Tx;
use crate::store::office::roll::{
    attestations, cards, cases, entries, papers, passes, requests, sessions, verdicts,
};
use crate::store::office::took_part;

const DAY: u64 = 24 * 60 * 60;

/// Forgets whatever is due, again and again.
pub async fn run(house: &House) {
    loop {
        if let Err(error) = retire(house).await {
            tracing::error!(%error, "what is due to be forgotten could not be");
        }
        tokio::time::sleep(Duration::from_hours(1)).await;
    }
}

/// Carries out every line of the table, and takes what was deleted out of the write-ahead log.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn retire(house: &House) -> Result<(), DeskError> {
    crate::app::proposals::forget::forget(house).await?;
    // Days of validity are calendar days; an hour more or less at the edge of a zone harms nobody.
    let (now, today) = (house.now(), today_in(house, "UTC"));
    in_one_step(house, async |tx| {
        entries::end_expired(tx, today).await?;
        strike_what_is_due(house, tx).await?;

        for line in TABLE {
            forget(house, tx, line.kept, now, today, line.days).await?;
        }
        Ok(())
    })
    .await?;
    Ok(house.office.forget_write_order().await?)
}

async fn forget(
    house: &House,
    tx: &Tx,
    kept: Kept,
    now: Timestamp,
    today: Date,
    days: u32,
) -> Result<(), DeskError> {
    let then = earlier(now, u64::from(days) * DAY);
    let day = today.days_before(days).unwrap_or(today);
    match kept {
        Kept::Draft => destroy_requests(tx, then, Timestamp::default()).await?,
        Kept::Decided => destroy_requests(tx, Timestamp::default(), then).await?,
        Kept::Paper => {
            papers::destroy_before(tx, then).await?;
        }
        Kept::Entry => {
            for id in entries::ended_before(tx, day).await? {
                cards::destroy_of(tx, &id).await?;
                cases::destroy_of(tx, &id).await?;
                forget_entry(house, tx, &id).await?;
                forget_presence(house, tx, &id).await?;
                entries::destroy(tx, &id).await?;
            }
        }
        Kept::Card => cards::destroy_ended_before(tx, day).await?,
        Kept::Session => sessions::forget_before(tx, then).await?,
        Kept::Pass => passes::forget_before(tx, then).await?,
        Kept::Attestation => attestations::destroy_before(tx, day).await?,
        Kept::Message => outbox::forget_before(house, tx, then).await?,
        Kept::Mark => keep_marks(house, tx, u64::from(days) * DAY).await?,
        // Following ends with what is followed (`app/following/tell.rs`); here goes what a closed process left.
        Kept::Follow => forget_closed(house, tx).await?,
        Kept::TookPart => took_part::forget_before(tx, day).await?,
        Kept::Case => cases::destroy_before(tx, then).await?,
    }
    Ok(())
}

async fn destroy_requests(tx: &Tx, idle: Timestamp, decided: Timestamp) -> Result<(), DeskError> {
    for id in requests::to_forget(tx, idle, decided).await? {
        papers::destroy_of(tx, &id).await?;
        verdicts::destroy_of(tx, &id).await?;
        requests::destroy(tx, &id).await?;
    }
    Ok(())
}
