//! The provisional list of a process, exactly as two officers published it.

use morada_engine::eligibility::Date;
use morada_engine::ids::ElectionId;
use morada_engine::time::Timestamp;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::store::StoreError;
use crate::store::office::column::{instant, is_new, parsed, stored};
use crate::store::office::entities::evaluation_lists::{ActiveModel, Entity, Model};

/// A published list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvisionalList {
    /// When it was published.
    pub published_at: Timestamp,
    /// The last day for objections.
    pub appeals_until: Date,
    /// What was published, JSON.
    pub body: String,
    /// SHA-256 of that, hex.
    pub sha: String,
}

/// The list of a process, once it is public.
pub async fn find(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Option<ProvisionalList>, StoreError> {
    let found = Entity::find_by_id(process.to_string()).one(db).await?;
    let read = |row: Model| {
        Ok(ProvisionalList {
            published_at: instant(row.published_at, "evaluation_lists.published_at")?,
            appeals_until: parsed(
                Date::parse(&row.appeals_until),
                "evaluation_lists.appeals_until",
            )?,
            body: row.body,
            sha: row.sha,
        })
    };
    found.map(read).transpose()
}

/// Publishes the list of a process. Says whether there was none: it is published once.
pub async fn insert(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    list: &ProvisionalList,
) -> Result<bool, StoreError> {
    let row = Model {
        process: process.to_string(),
        published_at: stored(list.published_at.unix()),
        appeals_until: list.appeals_until.to_string(),
        body: list.body.clone(),
        sha: list.sha.clone(),
    };
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
    Ok(is_new(&insert.exec_without_returning(tx).await?))
}
