//! Places: who asks its residents, in which languages and which money.

use morada_engine::contest::Text;
use morada_engine::ids::PlaceId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::column::{from_json, is_new, parsed, stored, to_json, whole};
use super::entities::{areas, places};
use crate::store::StoreError;

/// A municipality, a district or an association that asks its residents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name in addresses.
    pub id: PlaceId,
    /// Its name.
    pub name: Text,
    /// Languages of its pages, BCP 47, its own first.
    pub languages: Vec<String>,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// ISO 4217.
    pub currency: String,
    /// Digits after the point of an amount.
    pub currency_exponent: u32,
    /// Whom to call, as printed; empty if nobody answers.
    pub help_line: String,
}

/// One tile of a place's drawn map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// The area's name.
    pub name: String,
    /// Its column on the map, from 1.
    pub map_column: u32,
    /// Its row on the map, from 1.
    pub map_row: u32,
}

impl TryFrom<places::Model> for Place {
    type Error = StoreError;

    fn try_from(row: places::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: parsed(PlaceId::parse(&row.id), "places.id")?,
            name: from_json(&row.name, "places.name")?,
            languages: from_json(&row.languages, "places.languages")?,
            time_zone: row.time_zone,
            currency: row.currency,
            currency_exponent: whole(row.currency_exponent, "places.currency_exponent")?,
            help_line: row.help_line,
        })
    }
}

/// Adds a place. Says whether its name was free.
pub async fn insert(tx: &impl ConnectionTrait, place: &Place) -> Result<bool, StoreError> {
    let row = places::Model {
        id: place.id.to_string(),
        name: to_json(&place.name),
        languages: to_json(&place.languages),
        time_zone: place.time_zone.clone(),
        currency: place.currency.clone(),
        currency_exponent: stored(place.currency_exponent),
        help_line: place.help_line.clone(),
    };
    let outcome = places::Entity::insert(places::ActiveModel::from(row)).on_conflict_do_nothing();
    Ok(is_new(&outcome.exec_without_returning(tx).await?))
}

/// The place of that name.
pub async fn find(db: &impl ConnectionTrait, id: &PlaceId) -> Result<Option<Place>, StoreError> {
    let row = places::Entity::find_by_id(id.to_string()).one(db).await?;
    row.map(Place::try_from).transpose()
}

/// Every place, by name.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Place>, StoreError> {
    let rows = places::Entity::find().order_by_asc(places::Column::Id).all(db).await?;
    rows.into_iter().map(Place::try_from).collect()
}

/// Draws the map of a place anew.
pub async fn set_areas(
    tx: &impl ConnectionTrait,
    place: &PlaceId,
    map: &[Area],
) -> Result<(), StoreError> {
    areas::Entity::delete_many().filter(areas::Column::Place.eq(place.as_str())).exec(tx).await?;
    for area in map {
        let row = areas::Model {
            place: place.to_string(),
            name: area.name.clone(),
            map_column: stored(area.map_column),
            map_row: stored(area.map_row),
        };
        areas::Entity::insert(areas::ActiveModel::from(row)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The map of a place, row by row.
pub async fn map(db: &impl ConnectionTrait, place: &PlaceId) -> Result<Vec<Area>, StoreError> {
    let rows = areas::Entity::find()
        .filter(areas::Column::Place.eq(place.as_str()))
        .order_by_asc(areas::Column::MapRow)
        .order_by_asc(areas::Column::MapColumn)
        .all(db)
        .await?;
    let area = |row: areas::Model| {
        Ok(Area {
            name: row.name,
            map_column: whole(row.map_column, "areas.map_column")?,
            map_row: whole(row.map_row, "areas.map_row")?,
        })
    };
    rows.into_iter().map(area).collect()
}
