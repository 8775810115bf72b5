//! Processes: one exercise from draft to publication.
//!
//! Every change goes through [`change`]: it locks the row, refuses what was already fixed by two
//! officers, and refuses whoever decided on an older page than the one that is stored.

use morada_engine::contest::{Openings, Text};
use morada_engine::eligibility::Electorate;
use morada_engine::ids::{ElectionId, PlaceId};
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use super::column::{from_json, instant, is_new, parsed, stored, to_json, whole};
use super::entities::processes::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// One exercise from draft to publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Process {
    /// Its name in addresses and in the ledger.
    pub id: ElectionId,
    /// Where it is held.
    pub place: PlaceId,
    /// Its name.
    pub title: Text,
    /// Languages of the ballot, BCP 47, the place's own first.
    pub languages: Vec<String>,
    /// Who votes in it.
    pub electorate: Electorate,
    /// The fewest ballots a batch of the ledger has, unless it is the last.
    pub batch_min: u64,
    /// Seconds between two batches of the ledger.
    pub batch_interval_s: u64,
    /// No figure about fewer ballots than this is published.
    pub small_group: u64,
    /// Who gets the openings of the sealed ballots.
    pub openings: Openings,
    /// `setup/trustees.json`; empty for a key held by the server.
    pub trustees: String,
    /// Lines of `policy.txt` after the log's own; empty if nobody watches.
    pub witnesses: String,
    /// Grows with every change.
    pub revision: u64,
    /// Since when two officers have fixed it.
    pub frozen_at: Option<Timestamp>,
}

impl Process {
    /// Whether anything is known of who votes: sealed papers alone do not say it.
    pub fn says_who_votes(&self) -> bool {
        !self.electorate.rule.basis.is_empty()
    }
}

/// Whether a change may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nobody was faster and nothing is fixed yet; the row is locked until the commit.
    MayGoOn,
    /// Somebody changed the process after this page was shown.
    Stale,
    /// Two officers have fixed it.
    Frozen,
    /// There is no such process.
    Unknown,
}

impl TryFrom<Model> for Process {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let frozen_at = row.frozen_at.map(|at| instant(at, "processes.frozen_at")).transpose()?;
        Ok(Self {
            id: parsed(ElectionId::parse(&row.id), "processes.id")?,
            place: parsed(PlaceId::parse(&row.place), "processes.place")?,
            title: from_json(&row.title, "processes.title")?,
            languages: from_json(&row.languages, "processes.languages")?,
            electorate: from_json(&row.electorate, "processes.electorate")?,
            batch_min: whole(row.batch_min, "processes.batch_min")?,
            batch_interval_s: whole(row.batch_interval_s, "processes.batch_interval_s")?,
            small_group: whole(row.small_group, "processes.small_group")?,
            openings: from_json(&row.openings, "processes.openings")?,
            trustees: row.trustees,
            witnesses: row.witnesses,
            revision: whole(row.revision, "processes.revision")?,
            frozen_at,
        })
    }
}

impl From<&Process> for Model {
    fn from(process: &Process) -> Self {
        Self {
            id: process.id.to_string(),
            place: process.place.to_string(),
            title: to_json(&process.title),
            languages: to_json(&process.languages),
            electorate: to_json(&process.electorate),
            batch_min: stored(process.batch_min),
            batch_interval_s: stored(process.batch_interval_s),
            small_group: stored(process.small_group),
            openings: to_json(&process.openings),
            trustees: process.trustees.clone(),
            witnesses: process.witnesses.clone(),
            revision: stored(process.revision),
            frozen_at: process.frozen_at.map(|at| stored(at.unix())),
        }
    }
}

/// Adds a process. Says whether its name was free.
pub async fn insert(tx: &impl ConnectionTrait, process: &Process) -> Result<bool, StoreError> {
    let row = Entity::insert(ActiveModel::from(Model::from(process)));
    Ok(is_new(&row.on_conflict_do_nothing().exec_without_returning(tx).await?))
}

/// The process of that name.
pub async fn find(
    db: &impl ConnectionTrait,
    id: &ElectionId,
) -> Result<Option<Process>, StoreError> {
    let row = Entity::find_by_id(id.to_string()).one(db).await?;
    row.map(Process::try_from).transpose()
}

/// Every process, by name.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Process>, StoreError> {
    let rows = Entity::find().order_by_asc(Column::Id).all(db).await?;
    rows.into_iter().map(Process::try_from).collect()
}

/// The processes of a place, by name.
pub async fn of_place(
    db: &impl ConnectionTrait,
    place: &PlaceId,
) -> Result<Vec<Process>, StoreError> {
    let of_place = Entity::find().filter(Column::Place.eq(place.as_str()));
    let rows = of_place.order_by_asc(Column::Id).all(db).await?;
    rows.into_iter().map(Process::try_from).collect()
}

/// Begins a change by somebody who saw `revision`. First statement of every changing transaction.
pub async fn change(
    tx: &impl ConnectionTrait,
    id: &ElectionId,
    revision: u64,
) -> Result<Change, StoreError> {
    let raised = Entity::update_many()
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
        .filter(Column::Id.eq(id.as_str()))
        .filter(Column::Revision.eq(stored(revision)))
        .filter(Column::FrozenAt.is_null())
        .exec(tx)
        .await?;
    if raised.rows_affected == 1 {
        return Ok(Change::MayGoOn);
    }
    Ok(match find(tx, id).await? {
        None => Change::Unknown,
        Some(process) if process.frozen_at.is_some() => Change::Frozen,
        Some(_) => Change::Stale,
    })
}

/// Holds a process still until the commit. Says whether it is the one seen at `revision`, and not
/// fixed yet.
pub async fn hold(
    tx: &impl ConnectionTrait,
    id: &ElectionId,
    revision: u64,
) -> Result<bool, StoreError> {
    let held = Entity::update_many()
        .col_expr(Column::Revision, Expr::col(Column::Revision))
        .filter(Column::Id.eq(id.as_str()))
        .filter(Column::Revision.eq(stored(revision)))
        .filter(Column::FrozenAt.is_null())
        .exec(tx)
        .await?;
    Ok(held.rows_affected == 1)
}

/// Stores the settings of a process after [`change`]. Its id, place, revision and seal stay.
pub async fn save(tx: &impl ConnectionTrait, process: &Process) -> Result<(), StoreError> {
    let mut row = Model::from(process).into_active_model().reset_all();
    row.not_set(Column::Place);
    row.not_set(Column::Revision);
    row.not_set(Column::FrozenAt);
    Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Fixes a process for good: nothing about its vote can be changed here any more.
pub async fn freeze(
    tx: &impl ConnectionTrait,
    id: &ElectionId,
    now: Timestamp,
) -> Result<(), StoreError> {
    set_frozen(tx, id, Some(stored(now.unix()))).await
}

/// Lets a process be changed again, because the urn refused to open it.
pub async fn thaw(tx: &impl ConnectionTrait, id: &ElectionId) -> Result<(), StoreError> {
    set_frozen(tx, id, None).await
}

async fn set_frozen(
    tx: &impl ConnectionTrait,
    id: &ElectionId,
    at: Option<i64>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::FrozenAt, Expr::value(at))
        .filter(Column::Id.eq(id.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}
