//! Ways in without a PIN. Only hashes are here, and each works once.

use morada_engine::roll::CardNumber;
use morada_engine::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::store::StoreError;
use crate::store::office::column::{parsed, stored};
use crate::store::office::entities::roll_passes::{ActiveModel, Column, Entity, Model};

/// Makes a pass for a card.
pub async fn insert(
    tx: &impl ConnectionTrait,
    code_sha: &str,
    card: &CardNumber,
    until: Timestamp,
) -> Result<(), StoreError> {
    let row = Model {
        code_sha: code_sha.to_owned(),
        card: card.as_str().to_owned(),
        until: stored(until.unix()),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// Uses a pass up. Gives its card, if it was there and is still good at `now`.
pub async fn take(
    tx: &impl ConnectionTrait,
    code_sha: &str,
    now: Timestamp,
) -> Result<Option<CardNumber>, StoreError> {
    let Some(row) = Entity::find_by_id(code_sha.to_owned()).one(tx).await? else { return Ok(None) };
    let taken = Entity::delete_by_id(code_sha.to_owned()).exec(tx).await?;
    let good = taken.rows_affected == 1 && row.until > stored(now.unix());
    let card = parsed(CardNumber::parse(&row.card), "roll_passes.card")?;
    Ok(good.then_some(card))
}

/// Forgets the passes that were good until before `now`.
pub async fn forget_before(tx: &impl ConnectionTrait, now: Timestamp) -> Result<(), StoreError> {
    let over = Column::Until.lt(stored(now.unix()));
    Entity::delete_many().filter(over).exec(tx).await?;
    Ok(())
}
