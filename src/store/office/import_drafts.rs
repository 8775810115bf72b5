//! Lists of projects that were tried and wait for their go.

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::column::{parsed, stored};
use super::entities::import_drafts::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// A list that was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportDraft {
    /// Unguessable.
    pub id: String,
    /// The process it is for.
    pub process: ElectionId,
    /// The contest it is for.
    pub contest: ContestId,
    /// Name of its format.
    pub format: String,
    /// The file as it came.
    pub file: String,
    /// The account that tried it.
    pub made_by: String,
}

/// Keeps a list, and forgets those from before `older_than`.
pub async fn keep(
    tx: &impl ConnectionTrait,
    draft: &ImportDraft,
    now: Timestamp,
    older_than: Timestamp,
) -> Result<(), StoreError> {
    let old = Column::MadeAt.lt(stored(older_than.unix()));
    Entity::delete_many().filter(old).exec(tx).await?;
    let row = Model {
        id: draft.id.clone(),
        process: draft.process.to_string(),
        contest: draft.contest.to_string(),
        format: draft.format.clone(),
        file: draft.file.clone(),
        made_by: draft.made_by.clone(),
        made_at: stored(now.unix()),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The list of that id.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<ImportDraft>, StoreError> {
    let row = Entity::find_by_id(id.to_owned()).one(db).await?;
    let draft = |row: Model| {
        Ok(ImportDraft {
            id: row.id,
            process: parsed(ElectionId::parse(&row.process), "import_drafts.process")?,
            contest: parsed(ContestId::parse(&row.contest), "import_drafts.contest")?,
            format: row.format,
            file: row.file,
            made_by: row.made_by,
        })
    };
    row.map(draft).transpose()
}

/// Forgets a list that was taken.
pub async fn forget(tx: &impl ConnectionTrait, id: &str) -> Result<(), StoreError> {
    Entity::delete_by_id(id.to_owned()).exec(tx).await?;
    Ok(())
}
