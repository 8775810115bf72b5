//! Who translated a text, and who checked it.

use morada_engine::ids::{ContestId, ElectionId, OptionId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::entities::text_hands::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// A text of a project in one language.
#[derive(Debug, Clone, Copy)]
pub struct TextOf<'a> {
    /// The process.
    pub process: &'a ElectionId,
    /// The contest.
    pub contest: &'a ContestId,
    /// The project.
    pub project: &'a OptionId,
    /// BCP 47.
    pub language: &'a str,
}

impl TextOf<'_> {
    pub(super) fn key(&self) -> (String, String, String, String) {
        let (process, contest) = (self.process.to_string(), self.contest.to_string());
        (process, contest, self.project.to_string(), self.language.to_owned())
    }
}

/// Notes who wrote a text; a check of what stood there before is no check of it.
pub async fn written(
    tx: &impl ConnectionTrait,
    text: TextOf<'_>,
    by: &str,
) -> Result<(), StoreError> {
    set(tx, text, by, None).await
}

/// Notes who checked what somebody wrote.
pub async fn checked(
    tx: &impl ConnectionTrait,
    text: TextOf<'_>,
    written_by: &str,
    by: &str,
) -> Result<(), StoreError> {
    set(tx, text, written_by, Some(by.to_owned())).await
}

async fn set(
    tx: &impl ConnectionTrait,
    text: TextOf<'_>,
    written_by: &str,
    checked_by: Option<String>,
) -> Result<(), StoreError> {
    let (process, contest, project, language) = text.key();
    let written_by = written_by.to_owned();
    let row = Model { process, contest, project, language, written_by, checked_by };
    let newest =
        OnConflict::columns([Column::Process, Column::Contest, Column::Project, Column::Language])
            .update_columns([Column::WrittenBy, Column::CheckedBy])
            .to_owned();
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict(newest);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// Who wrote a text, if it was written as a translation.
pub async fn writer(
    db: &impl ConnectionTrait,
    text: TextOf<'_>,
) -> Result<Option<String>, StoreError> {
    Ok(Entity::find_by_id(text.key()).one(db).await?.map(|row| row.written_by))
}
