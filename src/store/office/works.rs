//! The records of funded projects. The table refuses UPDATE and DELETE: what was said stays said.

use std::collections::BTreeMap;

use morada_engine::eligibility::Date;
use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::works::Recorded;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::column::{from_json, is_new, parsed, stored, to_json};
use super::entities::work_events::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// The records of a process, by contest and project.
pub type Records = BTreeMap<(ContestId, OptionId), Vec<Recorded>>;

/// Where an entry goes: a project's record, behind as many entries as its writer has seen.
#[derive(Debug, Clone, Copy)]
pub struct Behind<'a> {
    /// The process.
    pub process: &'a ElectionId,
    /// The contest.
    pub contest: &'a ContestId,
    /// The project.
    pub project: &'a OptionId,
    /// Entries before this one.
    pub position: usize,
}

/// Appends an entry by account `staff`. Says whether its place was free: of two who write at once one
/// is told to look again.
pub async fn append(
    tx: &impl ConnectionTrait,
    behind: Behind<'_>,
    staff: &str,
    recorded: &Recorded,
) -> Result<bool, StoreError> {
    let row = Model {
        process: behind.process.to_string(),
        contest: behind.contest.to_string(),
        project: behind.project.to_string(),
        position: stored(behind.position),
        day: recorded.on.to_string(),
        staff: staff.to_owned(),
        body: to_json(&recorded.event),
    };
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
    Ok(is_new(&insert.exec_without_returning(tx).await?))
}

/// The record of every project of a process that has one, oldest entry first.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Records, StoreError> {
    let own = Entity::find().filter(Column::Process.eq(process.as_str()));
    let rows = own.order_by_asc(Column::Position).all(db).await?;
    let mut records = Records::new();
    for row in rows {
        let contest = parsed(ContestId::parse(&row.contest), "work_events.contest")?;
        let project = parsed(OptionId::parse(&row.project), "work_events.project")?;
        let recorded = Recorded {
            on: parsed(Date::parse(&row.day), "work_events.day")?,
            event: from_json(&row.body, "work_events.body")?,
        };
        records.entry((contest, project)).or_default().push(recorded);
    }
    Ok(records)
}
