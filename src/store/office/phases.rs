//! The dated phases of a process, as one calendar.

use morada_engine::ids::ElectionId;
use morada_engine::phase::{Calendar, Dated, Phase};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::column::{instant, named, stored};
use super::entities::phases::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// The calendar of a process.
pub async fn calendar(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Calendar, StoreError> {
    let rows = Entity::find().filter(Column::Process.eq(process.as_str())).all(db).await?;
    let dated = |row: Model| {
        Ok(Dated {
            phase: named(Phase::from_name(&row.phase), "phases.phase")?,
            starts_at: instant(row.starts_at, "phases.starts_at")?,
        })
    };
    let dates = rows.into_iter().map(dated).collect::<Result<Vec<_>, StoreError>>()?;
    Calendar::parse(dates).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        StoreError::Corrupt(format!("the dates of {process}: {}", faults.join(", ")))
    })
}

/// Replaces the calendar of a process.
pub async fn replace(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    calendar: &Calendar,
) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Process.eq(process.as_str())).exec(tx).await?;
    for dated in calendar.dates() {
        let row = Model {
            process: process.to_string(),
            phase: dated.phase.name().to_owned(),
            starts_at: stored(dated.starts_at.unix()),
        };
        Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    }
    Ok(())
}
