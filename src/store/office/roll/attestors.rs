//! Who may attest: associations and shelters with a mandate that ends, and how often a year.

use morada_engine::eligibility::Date;
use morada_engine::ids::PlaceId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::date;
use crate::store::StoreError;
use crate::store::office::column::{parsed, stored, whole};
use crate::store::office::entities::roll_attestors::{ActiveModel, Column, Entity, Model};

/// Somebody who may attest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestor {
    /// Random.
    pub id: String,
    /// The place.
    pub place: PlaceId,
    /// Its public name.
    pub name: String,
    /// The kind of evidence that its word is.
    pub kind: String,
    /// The association it is, where associations are kept; nothing for others.
    pub association: Option<String>,
    /// The last day of its mandate.
    pub until: Date,
    /// How many people a year.
    pub yearly: u32,
    /// SHA-256 of the key that opens its page.
    pub key_sha: String,
    /// The day on which the council ended the mandate, if it did.
    pub ended_on: Option<Date>,
}

impl Attestor {
    /// Whether it may attest on `day`.
    pub fn may_on(&self, day: Date) -> bool {
        self.ended_on.is_none() && day <= self.until
    }
}

/// Adds an attestor.
pub async fn insert(tx: &impl ConnectionTrait, attestor: &Attestor) -> Result<(), StoreError> {
    let row = Model {
        id: attestor.id.clone(),
        place: attestor.place.to_string(),
        name: attestor.name.clone(),
        kind: attestor.kind.clone(),
        association: attestor.association.clone(),
        until: attestor.until.to_string(),
        yearly: stored(attestor.yearly),
        key_sha: attestor.key_sha.clone(),
        ended_on: attestor.ended_on.map(|day| day.to_string()),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The attestor with that key.
pub async fn by_key(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    key_sha: &str,
) -> Result<Option<Attestor>, StoreError> {
    let found =
        Entity::find().filter(Column::Place.eq(place.as_str())).filter(Column::KeySha.eq(key_sha));
    found.one(db).await?.map(attestor).transpose()
}

/// Every attestor of a place, by name.
pub async fn of_place(
    db: &impl ConnectionTrait,
    place: &PlaceId,
) -> Result<Vec<Attestor>, StoreError> {
    let found = Entity::find()
        .filter(Column::Place.eq(place.as_str()))
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id);
    found.all(db).await?.into_iter().map(attestor).collect()
}

/// Ends a mandate. Says whether there was one.
pub async fn end(
    tx: &impl ConnectionTrait,
    place: &PlaceId,
    id: &str,
    on: Date,
) -> Result<bool, StoreError> {
    let ended = Entity::update_many()
        .col_expr(Column::EndedOn, Expr::value(on.to_string()))
        .filter(Column::Id.eq(id))
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::EndedOn.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected == 1)
}

fn attestor(row: Model) -> Result<Attestor, StoreError> {
    let ended = row.ended_on.map(|day| date(&day, "roll_attestors.ended_on")).transpose()?;
    Ok(Attestor {
        id: row.id,
        place: parsed(PlaceId::parse(&row.place), "roll_attestors.place")?,
        name: row.name,
        kind: row.kind,
        association: row.association,
        until: date(&row.until, "roll_attestors.until")?,
        yearly: whole(row.yearly, "roll_attestors.yearly")?,
        key_sha: row.key_sha,
        ended_on: ended,
    })
}
