//! Which version of a process's rules was made public, and when. Nothing is taken back.

use morada_engine::ids::ElectionId;
use morada_engine::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::column::{instant, stored, whole};
use super::entities::published_rules::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// One version of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedRules {
    /// 1, 2, …
    pub version: u32,
    /// SHA-256, hex, of the settings that the words were made from.
    pub sha: String,
    /// The municipality's own reference for its decision, e.g. `118/2026`; may be empty.
    pub decision: String,
    /// When they became public.
    pub published_at: Timestamp,
}

/// Publishes a version.
pub async fn insert(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    rules: &PublishedRules,
) -> Result<(), StoreError> {
    let row = Model {
        process: process.to_string(),
        version: stored(rules.version),
        sha: rules.sha.clone(),
        decision: rules.decision.clone(),
        published_at: stored(rules.published_at.unix()),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The newest version, if any was published.
pub async fn newest(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Option<PublishedRules>, StoreError> {
    let row = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .order_by_desc(Column::Version)
        .one(db)
        .await?;
    let rules = |row: Model| {
        Ok(PublishedRules {
            version: whole(row.version, "published_rules.version")?,
            sha: row.sha,
            decision: row.decision,
            published_at: instant(row.published_at, "published_rules.published_at")?,
        })
    };
    row.map(rules).transpose()
}
