//! What was published when a roll closed, byte for byte.

use morada_engine::ids::ElectionId;
use morada_engine::time::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::store::StoreError;
use crate::store::office::column::stored;
use crate::store::office::entities::roll_closings::{ActiveModel, Column, Entity, Model};

/// Keeps what is published; what was kept before is replaced.
pub async fn keep(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    body: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = Model {
        process: process.to_string(),
        body: body.to_owned(),
        closed_at: stored(now.unix()),
    };
    let again = OnConflict::column(Column::Process)
        .update_columns([Column::Body, Column::ClosedAt])
        .to_owned();
    Entity::insert(ActiveModel::from(row)).on_conflict(again).exec_without_returning(tx).await?;
    Ok(())
}

/// What was published about a process.
pub async fn find(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Option<String>, StoreError> {
    Ok(Entity::find_by_id(process.to_string()).one(db).await?.map(|row| row.body))
}
