//! One line of the roll.

use morada_engine::eligibility::{Date, TieKind};
use morada_engine::fingerprint::{Shelves, Tag};
use morada_engine::ids::PlaceId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::date;
use crate::store::StoreError;
use crate::store::office::column::{from_json, named, parsed, stored, to_json, whole};
use crate::store::office::entities::roll_entries::{ActiveModel, Column, Entity, Model};

/// Somebody who lives here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Random.
    pub id: String,
    /// The place.
    pub place: PlaceId,
    /// What was checked, when and by whom.
    pub check: Check,
    /// Where the person is found again.
    pub shelves: Shelves,
    /// Name and birth, sealed.
    pub sealed: Vec<u8>,
    /// The day it ended and why, if it did.
    pub ended: Option<(Date, String)>,
}

/// What was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The area, by its name.
    pub area: String,
    /// What ties the person to it.
    pub tie: TieKind,
    /// Since when.
    pub since: Date,
    /// How well it is assured, 0 to 4.
    pub assurance: u8,
    /// The kind of evidence.
    pub evidence: String,
    /// How the person came: `desk`, `request` or `register`.
    pub way: String,
    /// The account that accepted it.
    pub seen_by: String,
    /// The day of the check.
    pub checked_on: Date,
    /// The last day the check is good for.
    pub valid_until: Date,
}

/// Adds an entry.
pub async fn insert(tx: &impl ConnectionTrait, entry: &Entry) -> Result<(), StoreError> {
    Entity::insert(ActiveModel::from(row(entry))).exec_without_returning(tx).await?;
    Ok(())
}

/// The entry of that id in that place.
pub async fn find(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    id: &str,
) -> Result<Option<Entry>, StoreError> {
    let found = Entity::find_by_id(id.to_owned()).filter(Column::Place.eq(place.as_str()));
    found.one(db).await?.map(entry).transpose()
}

/// The good entries that stand where somebody of these shelves would.
pub async fn on_shelf(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    shelves: &Shelves,
) -> Result<Vec<Entry>, StoreError> {
    let shelf = Condition::any()
        .add(Column::Shelf.eq(shelves.shelf.as_bytes().to_vec()))
        .add(Column::Whole.eq(shelves.whole.as_bytes().to_vec()));
    let found = Entity::find()
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::EndedOn.is_null())
        .filter(shelf);
    found.all(db).await?.into_iter().map(entry).collect()
}

/// How many entries of a place are good.
pub async fn count(db: &impl ConnectionTrait, place: &PlaceId) -> Result<u64, StoreError> {
    let good =
        Entity::find().filter(Column::Place.eq(place.as_str())).filter(Column::EndedOn.is_null());
    Ok(good.count(db).await?)
}

/// All good entries of a place, for a report that looks at all of them at once. Nobody is shown a list.
pub async fn good(db: &impl ConnectionTrait, place: &PlaceId) -> Result<Vec<Entry>, StoreError> {
    let good =
        Entity::find().filter(Column::Place.eq(place.as_str())).filter(Column::EndedOn.is_null());
    good.all(db).await?.into_iter().map(entry).collect()
}

/// Ends an entry that is good. Says whether it was.
pub async fn end(
    tx: &impl ConnectionTrait,
    id: &str,
    on: Date,
    why: &str,
) -> Result<bool, StoreError> {
    let ended = Entity::update_many()
        .col_expr(Column::EndedOn, Expr::value(on.to_string()))
        .col_expr(Column::EndedWhy, Expr::value(why))
        .filter(Column::Id.eq(id))
        .filter(Column::EndedOn.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Changes what is sealed of an entry.
pub async fn reseal(
    tx: &impl ConnectionTrait,
    id: &str,
    sealed: Vec<u8>,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Sealed, Expr::value(sealed))
        .filter(Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends the entries whose check was good until before `day`, on that last day.
pub async fn end_expired(tx: &impl ConnectionTrait, day: Date) -> Result<u64, StoreError> {
    let ended = Entity::update_many()
        .col_expr(Column::EndedOn, Expr::col(Column::ValidUntil))
        .col_expr(Column::EndedWhy, Expr::value("expired"))
        .filter(Column::ValidUntil.lt(day.to_string()))
        .filter(Column::EndedOn.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected)
}

/// The entries that ended before `day`.
pub async fn ended_before(db: &impl ConnectionTrait, day: Date) -> Result<Vec<String>, StoreError> {
    let found = Entity::find().filter(Column::EndedOn.lt(day.to_string())).all(db).await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

/// Destroys an entry. Its cards must be gone before.
pub async fn destroy(tx: &impl ConnectionTrait, id: &str) -> Result<(), StoreError> {
    Entity::delete_by_id(id.to_owned()).exec(tx).await?;
    Ok(())
}

fn row(entry: &Entry) -> Model {
    let (check, shelves) = (&entry.check, &entry.shelves);
    let ended = entry.ended.clone();
    Model {
        id: entry.id.clone(),
        place: entry.place.to_string(),
        area: check.area.clone(),
        tie: to_json(&check.tie),
        since: check.since.to_string(),
        assurance: stored(check.assurance),
        evidence: check.evidence.clone(),
        way: check.way.clone(),
        seen_by: check.seen_by.clone(),
        checked_on: check.checked_on.to_string(),
        valid_until: check.valid_until.to_string(),
        shelf: shelves.shelf.as_bytes().to_vec(),
        whole: shelves.whole.as_bytes().to_vec(),
        sealed: entry.sealed.clone(),
        ended_on: ended.as_ref().map(|(on, _)| on.to_string()),
        ended_why: ended.map(|(_, why)| why),
    }
}

fn entry(row: Model) -> Result<Entry, StoreError> {
    let tag = |bytes: Vec<u8>, column| {
        Ok::<_, StoreError>(Tag::from_bytes(named(bytes.try_into().ok(), column)?))
    };
    let shelves = Shelves {
        shelf: tag(row.shelf, "roll_entries.shelf")?,
        whole: tag(row.whole, "roll_entries.whole")?,
    };
    let ended = match (row.ended_on, row.ended_why) {
        (Some(on), why) => Some((date(&on, "roll_entries.ended_on")?, why.unwrap_or_default())),
        (None, _) => None,
    };
    Ok(Entry {
        id: row.id,
        place: parsed(PlaceId::parse(&row.place), "roll_entries.place")?,
        check: Check {
            area: row.area,
            tie: from_json(&row.tie, "roll_entries.tie")?,
            since: date(&row.since, "roll_entries.since")?,
            assurance: whole(row.assurance, "roll_entries.assurance")?,
            evidence: row.evidence,
            way: row.way,
            seen_by: row.seen_by,
            checked_on: date(&row.checked_on, "roll_entries.checked_on")?,
            valid_until: date(&row.valid_until, "roll_entries.valid_until")?,
        },
        shelves,
        sealed: row.sealed,
        ended,
    })
}
