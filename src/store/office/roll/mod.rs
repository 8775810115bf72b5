//! The roll of a place: its rule, its entries, requests, papers, cards and what was decided.
//!
//! What names or reaches a person comes and goes as sealed bytes; this room has no key to them.

pub mod attestations;
pub mod attestors;
pub mod cards;
pub mod cases;
pub mod closings;
pub mod counts;
pub mod entries;
pub mod marks;
pub mod papers;
pub mod passes;
pub mod requests;
pub mod sessions;
pub mod verdicts;

use morada_engine::eligibility::{Date, Rule};
use morada_engine::ids::PlaceId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::column::{from_json, parsed, stored, to_json, whole};
use super::entities::rolls::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// How a place keeps its roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    /// The place.
    pub place: PlaceId,
    /// Who is admitted.
    pub rule: Rule,
    /// Days within which a request is decided.
    pub decide_days: u32,
    /// Days within which a refusal can be objected to.
    pub appeal_days: u32,
    /// Months a residence card is valid.
    pub card_months: u32,
}

/// Opens the roll of a place, or changes how it is kept.
pub async fn set(tx: &impl ConnectionTrait, roll: &Roll) -> Result<(), StoreError> {
    let row = Model {
        place: roll.place.to_string(),
        rule: to_json(&roll.rule),
        decide_days: stored(roll.decide_days),
        appeal_days: stored(roll.appeal_days),
        card_months: stored(roll.card_months),
    };
    let changed = [Column::Rule, Column::DecideDays, Column::AppealDays, Column::CardMonths];
    Entity::insert(ActiveModel::from(row))
        .on_conflict(OnConflict::column(Column::Place).update_columns(changed).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The roll of a place; nothing while it keeps none.
pub async fn find(db: &impl ConnectionTrait, place: &PlaceId) -> Result<Option<Roll>, StoreError> {
    let row = Entity::find_by_id(place.to_string()).one(db).await?;
    row.as_ref().map(roll).transpose()
}

/// Every roll.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Roll>, StoreError> {
    Entity::find().all(db).await?.iter().map(roll).collect()
}

fn roll(row: &Model) -> Result<Roll, StoreError> {
    Ok(Roll {
        place: parsed(PlaceId::parse(&row.place), "rolls.place")?,
        rule: from_json(&row.rule, "rolls.rule")?,
        decide_days: whole(row.decide_days, "rolls.decide_days")?,
        appeal_days: whole(row.appeal_days, "rolls.appeal_days")?,
        card_months: whole(row.card_months, "rolls.card_months")?,
    })
}

fn date(text: &str, column: &str) -> Result<Date, StoreError> {
    parsed(Date::parse(text), column)
}
