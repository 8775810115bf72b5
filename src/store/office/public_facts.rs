//! What the urn has published, as far as the office knows: numbers for the staff's pages.

use morada_engine::ids::ElectionId;
use morada_engine::time::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::column::{instant, stored};
use super::entities::public_facts::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// One thing the urn has published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicFact {
    /// The document, JSON.
    pub body: String,
    /// When the office learned it.
    pub learned_at: Timestamp,
}

/// Notes the newest document of that name.
pub async fn learn(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    name: &str,
    body: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = Model {
        process: process.to_string(),
        name: name.to_owned(),
        body: body.to_owned(),
        learned_at: stored(now.unix()),
    };
    let newest = OnConflict::columns([Column::Process, Column::Name])
        .update_columns([Column::Body, Column::LearnedAt])
        .to_owned();
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict(newest);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// The newest document of that name.
pub async fn find(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    name: &str,
) -> Result<Option<PublicFact>, StoreError> {
    let row = Entity::find_by_id((process.to_string(), name.to_owned())).one(db).await?;
    let fact = |row: Model| {
        let learned_at = instant(row.learned_at, "public_facts.learned_at")?;
        Ok(PublicFact { body: row.body, learned_at })
    };
    row.map(fact).transpose()
}

/// Every document whose name begins with `folder`, by name.
pub async fn under(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    folder: &str,
) -> Result<Vec<(String, PublicFact)>, StoreError> {
    let own = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::Name.starts_with(folder))
        .order_by_asc(Column::Name);
    let fact = |row: Model| {
        let learned_at = instant(row.learned_at, "public_facts.learned_at")?;
        Ok((row.name, PublicFact { body: row.body, learned_at }))
    };
    own.all(db).await?.into_iter().map(fact).collect()
}
