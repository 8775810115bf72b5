//! Recordings of texts: one per project and language.

use morada_engine::ids::ElectionId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::entities::text_sounds::{ActiveModel, Column, Entity, Model};
use super::text_hands::TextOf;
use crate::store::StoreError;

/// Keeps a recording; an earlier one of the same text is replaced.
pub async fn set(
    tx: &impl ConnectionTrait,
    text: TextOf<'_>,
    kind: &str,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let (process, contest, project, language) = text.key();
    let (kind, bytes) = (kind.to_owned(), bytes.to_owned());
    let row = Model { process, contest, project, language, kind, bytes };
    let key = [Column::Process, Column::Contest, Column::Project, Column::Language];
    let newest = OnConflict::columns(key).update_columns([Column::Kind, Column::Bytes]).to_owned();
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict(newest);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// The kind and the bytes of a recording.
pub async fn find(
    db: &impl ConnectionTrait,
    text: TextOf<'_>,
) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    let row = Entity::find_by_id(text.key()).one(db).await?;
    Ok(row.map(|row| (row.kind, row.bytes)))
}

/// Contest, project and language of every recording of a process.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Vec<(String, String, String)>, StoreError> {
    let own = Entity::find().filter(Column::Process.eq(process.as_str())).select_only().columns([
        Column::Contest,
        Column::Project,
        Column::Language,
    ]);
    Ok(own.into_tuple().all(db).await?)
}
