//! The keys that may vote in a contest, made offline by the code maker.

use morada_engine::ids::{ContestId, ElectionId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::column::{parsed, stored, whole};
use super::entities::credlists::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// One contest's list of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCredlist {
    /// The contest.
    pub contest: ContestId,
    /// `credlist-<ct>.txt`: 64 hex digits a line, sorted.
    pub keys: String,
    /// SHA-256 of `keys`, hex.
    pub sha: String,
    /// Letters printed for people.
    pub letters: u64,
    /// Spare letters.
    pub spares: u64,
}

/// Stores the list of a contest in place of an earlier one.
pub async fn replace(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    list: &StoredCredlist,
) -> Result<(), StoreError> {
    let row = Model {
        process: process.to_string(),
        contest: list.contest.to_string(),
        keys: list.keys.clone(),
        sha: list.sha.clone(),
        letters: stored(list.letters),
        spares: stored(list.spares),
    };
    let newer = OnConflict::columns([Column::Process, Column::Contest])
        .update_columns([Column::Keys, Column::Sha, Column::Letters, Column::Spares])
        .to_owned();
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict(newer);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Removes the list of a contest.
pub async fn remove(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestId,
) -> Result<(), StoreError> {
    Entity::delete_by_id((process.to_string(), contest.to_string())).exec(tx).await?;
    Ok(())
}

/// The lists of a process, sorted by contest.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Vec<StoredCredlist>, StoreError> {
    let rows = Entity::find().filter(Column::Process.eq(process.as_str())).all(db).await?;
    let list = |row: Model| {
        Ok(StoredCredlist {
            contest: parsed(ContestId::parse(&row.contest), "credlists.contest")?,
            keys: row.keys,
            sha: row.sha,
            letters: whole(row.letters, "credlists.letters")?,
            spares: whole(row.spares, "credlists.spares")?,
        })
    };
    let mut lists = rows.into_iter().map(list).collect::<Result<Vec<_>, StoreError>>()?;
    lists.sort_by(|a, b| a.contest.cmp(&b.contest));
    Ok(lists)
}
