//! What a project says about itself, per language, and who stands behind the translation.

use std::collections::BTreeMap;

use morada_engine::ids::{ContestId, ElectionId, OptionId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use super::column::{from_json, to_json};
use super::entities::project_texts::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// A project's text in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectText {
    /// BCP 47.
    pub language: String,
    /// One line, as printed on the ballot.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// How far the text is to be trusted.
    pub review: Review,
    /// Who translated it, as they want to be named; may be empty.
    pub credit: String,
}

/// How far a text is to be trusted. Only the first two may stand on a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// Written in this language.
    Original,
    /// Translated by one person and checked by another.
    Checked,
    /// Translated by a person, not checked.
    ByPerson,
    /// Drafted by a machine.
    Draft,
    /// The original has changed since.
    Outdated,
}

impl Review {
    /// Every state, best first.
    pub const ALL: [Review; 5] =
        [Review::Original, Review::Checked, Review::ByPerson, Review::Draft, Review::Outdated];

    /// Whether a ballot may print the text.
    pub const fn may_be_printed(self) -> bool {
        match self {
            Review::Original | Review::Checked => true,
            Review::ByPerson | Review::Draft | Review::Outdated => false,
        }
    }

    /// The state's name in forms and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Review::Original => "original",
            Review::Checked => "checked",
            Review::ByPerson => "by_person",
            Review::Draft => "draft",
            Review::Outdated => "outdated",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Review> {
        Review::ALL.into_iter().find(|review| review.name() == name)
    }
}

/// Adds one text of a project.
pub async fn insert(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestId,
    project: &OptionId,
    text: &ProjectText,
) -> Result<(), StoreError> {
    let row = row(process, contest, project, text);
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// Adds or replaces the text of a project in one language.
pub async fn set(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestId,
    project: &OptionId,
    text: &ProjectText,
) -> Result<(), StoreError> {
    let row = row(process, contest, project, text);
    let key = [Column::Process, Column::Contest, Column::Project, Column::Language];
    let newest = OnConflict::columns(key)
        .update_columns([Column::Title, Column::Summary, Column::Review, Column::Credit])
        .to_owned();
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict(newest);
    insert.exec_without_returning(tx).await?;
    Ok(())
}

fn row(process: &ElectionId, contest: &ContestId, project: &OptionId, text: &ProjectText) -> Model {
    Model {
        process: process.to_string(),
        contest: contest.to_string(),
        project: project.to_string(),
        language: text.language.clone(),
        title: text.title.clone(),
        summary: text.summary.clone(),
        review: to_json(&text.review),
        credit: text.credit.clone(),
    }
}

/// The texts of a process by contest and project, each list sorted by language.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<BTreeMap<(String, String), Vec<ProjectText>>, StoreError> {
    let rows = Entity::find().filter(Column::Process.eq(process.as_str())).all(db).await?;
    let mut texts: BTreeMap<(String, String), Vec<ProjectText>> = BTreeMap::new();
    for row in rows {
        let text = ProjectText {
            language: row.language,
            title: row.title,
            summary: row.summary,
            review: from_json(&row.review, "project_texts.review")?,
            credit: row.credit,
        };
        texts.entry((row.contest, row.project)).or_default().push(text);
    }
    for own in texts.values_mut() {
        own.sort_by(|a, b| a.language.cmp(&b.language));
    }
    Ok(texts)
}
