//! How many sealed voting letters went where. Counts and names of desks or groups, never of people.

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};

use super::column::{from_json, instant, parsed, stored, to_json, whole};
use super::entities::code_batches::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// Some letters that went from one hand to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBatch {
    /// Random.
    pub id: String,
    /// The contest they are for.
    pub contest: ContestId,
    /// What happened to them.
    pub movement: Movement,
    /// By which way.
    pub way: Way,
    /// The desk or group; never a person.
    pub receiver: String,
    /// How many.
    pub letters: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
}

/// What happened to voting letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// Given out.
    Handed,
    /// Came back unopened.
    Returned,
    /// Given out in place of lost ones, which were retired.
    Reissued,
    /// Not letters but paper ballots, given to voters who asked for paper.
    Paper,
}

/// By which way letters reach people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Handed over at a desk.
    Desk,
    /// Through an association or shelter.
    Association,
    /// By post.
    Post,
}

impl Movement {
    /// Every movement.
    pub const ALL: [Movement; 4] =
        [Movement::Handed, Movement::Returned, Movement::Reissued, Movement::Paper];

    /// Its name in forms and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Movement::Handed => "handed",
            Movement::Returned => "returned",
            Movement::Reissued => "reissued",
            Movement::Paper => "paper",
        }
    }

    /// The movement of that name.
    pub fn from_name(name: &str) -> Option<Movement> {
        Movement::ALL.into_iter().find(|movement| movement.name() == name)
    }
}

impl Way {
    /// Every way.
    pub const ALL: [Way; 3] = [Way::Desk, Way::Association, Way::Post];

    /// Its name in forms and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Way::Desk => "desk",
            Way::Association => "association",
            Way::Post => "post",
        }
    }

    /// The way of that name.
    pub fn from_name(name: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.name() == name)
    }
}

/// Records a batch.
pub async fn insert(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    batch: &CodeBatch,
) -> Result<(), StoreError> {
    let row = Model {
        id: batch.id.clone(),
        process: process.to_string(),
        contest: batch.contest.to_string(),
        movement: to_json(&batch.movement),
        way: to_json(&batch.way),
        receiver: batch.receiver.clone(),
        letters: stored(batch.letters),
        recorded_at: stored(batch.recorded_at.unix()),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The batches of a process, newest first.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Vec<CodeBatch>, StoreError> {
    let own = Entity::find().filter(Column::Process.eq(process.as_str()));
    let newest_first = own.order_by_desc(Column::RecordedAt).order_by_asc(Column::Id);
    let batch = |row: Model| {
        Ok(CodeBatch {
            id: row.id,
            contest: parsed(ContestId::parse(&row.contest), "code_batches.contest")?,
            movement: from_json(&row.movement, "code_batches.movement")?,
            way: from_json(&row.way, "code_batches.way")?,
            receiver: row.receiver,
            letters: whole(row.letters, "code_batches.letters")?,
            recorded_at: instant(row.recorded_at, "code_batches.recorded_at")?,
        })
    };
    newest_first.all(db).await?.into_iter().map(batch).collect()
}
