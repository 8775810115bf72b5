//! Projects on the ballot of a contest, with their texts.

use std::collections::BTreeMap;

use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::money::Money;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::column::{money, parsed, stored, whole};
use super::entities::projects::{ActiveModel, Column, Entity, Model};
use super::project_texts::{self, ProjectText};
use crate::store::StoreError;

/// A reviewed project on a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Its id on the ledger.
    pub id: OptionId,
    /// Its number on the ballot, from 1.
    pub number: u32,
    /// Theme, one of `nature move memory care learn play`, or empty.
    pub category: String,
    /// Its price; `None` until somebody has priced it.
    pub cost: Option<Money>,
    /// Where it would be built, or empty.
    pub place: String,
    /// The group that proposed it, or empty. Never a person.
    pub proposed_by: String,
    /// Which of the eight tile motifs it has, 0 to 7.
    pub motif: u32,
    /// Name of its pictogram, or empty.
    pub pictogram: String,
    /// The language it was written in, BCP 47.
    pub original_language: String,
    /// Its texts, one per language, sorted by language.
    pub texts: Vec<ProjectText>,
}

impl Project {
    /// Its text in `language`.
    pub fn text(&self, language: &str) -> Option<&ProjectText> {
        self.texts.iter().find(|text| text.language == language)
    }
}

fn project(row: Model, texts: Vec<ProjectText>) -> Result<Project, StoreError> {
    Ok(Project {
        id: parsed(OptionId::parse(&row.id), "projects.id")?,
        number: whole(row.number, "projects.number")?,
        category: row.category,
        cost: row.cost.map(|cost| money(cost, "projects.cost")).transpose()?,
        place: row.place,
        proposed_by: row.proposed_by,
        motif: whole(row.motif, "projects.motif")?,
        pictogram: row.pictogram,
        original_language: row.original_language,
        texts,
    })
}

/// Adds a project with its texts. Its id and its number must be free in the contest.
pub async fn insert(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestId,
    project: &Project,
) -> Result<(), StoreError> {
    let row = Model {
        process: process.to_string(),
        contest: contest.to_string(),
        id: project.id.to_string(),
        number: stored(project.number),
        category: project.category.clone(),
        cost: project.cost.map(|cost| stored(cost.minor())),
        place: project.place.clone(),
        proposed_by: project.proposed_by.clone(),
        motif: stored(project.motif),
        pictogram: project.pictogram.clone(),
        original_language: project.original_language.clone(),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    for text in &project.texts {
        project_texts::insert(tx, process, contest, &project.id, text).await?;
    }
    Ok(())
}

/// Removes a project and its texts. Says whether it was there.
pub async fn remove(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestId,
    id: &OptionId,
) -> Result<bool, StoreError> {
    let key = (process.to_string(), contest.to_string(), id.to_string());
    Ok(Entity::delete_by_id(key).exec(tx).await?.rows_affected == 1)
}

/// The projects of each contest of a process, in ballot order. A contest without any is absent.
pub async fn of_process(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<BTreeMap<ContestId, Vec<Project>>, StoreError> {
    let of_process = Entity::find().filter(Column::Process.eq(process.as_str()));
    let rows = of_process.order_by_asc(Column::Number).all(db).await?;
    let mut texts = project_texts::of_process(db, process).await?;
    let mut projects: BTreeMap<ContestId, Vec<Project>> = BTreeMap::new();
    for row in rows {
        let contest = parsed(ContestId::parse(&row.contest), "projects.contest")?;
        let own = texts.remove(&(row.contest.clone(), row.id.clone())).unwrap_or_default();
        projects.entry(contest).or_default().push(project(row, own)?);
    }
    Ok(projects)
}
