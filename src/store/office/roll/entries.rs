//! One line of the roll.

use std::collections::BTreeMap;

use morada_engine::eligibility::{Date, TieKind};
use morada_engine::fingerprint::{Shelves, Tag};
use morada_engine::ids::PlaceId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};

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
    /// The day the person asked for a place; it stays when the check is renewed.
    pub asked_on: Date,
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

/// The entry of that id, wherever it is.
pub async fn find_anywhere(
    db: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<Entry>, StoreError> {
    Entity::find_by_id(id.to_owned()).one(db).await?.map(entry).transpose()
}

/// Whether an entry of a place ever came that way.
pub async fn any_of_way(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    way: &str,
) -> Result<bool, StoreError> {
    let one = Entity::find().filter(Column::Place.eq(place.as_str())).filter(Column::Way.eq(way));
    Ok(one.limit(1).one(db).await?.is_some())
}

/// The good entries of a place that came another way.
pub async fn of_other_ways(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    way: &str,
) -> Result<Vec<Entry>, StoreError> {
    let found = Entity::find()
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::Way.ne(way))
        .filter(Column::EndedOn.is_null());
    found.all(db).await?.into_iter().map(entry).collect()
}

/// What a register has to know of an entry that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The day of its check.
    pub checked_on: Date,
    /// Why it ended, if it did.
    pub ended: Option<String>,
}

/// Which of `ids` are there.
pub async fn known(
    db: &impl ConnectionTrait,
    ids: &[String],
) -> Result<BTreeMap<String, Known>, StoreError> {
    let found: Vec<(String, String, Option<String>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::CheckedOn, Column::EndedWhy])
        .filter(Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let known = |(id, checked_on, ended): (String, String, Option<String>)| {
        Ok((id, Known { checked_on: date(&checked_on, "roll_entries.checked_on")?, ended }))
    };
    found.into_iter().map(known).collect()
}

/// Adds many entries in one statement.
pub async fn insert_all(tx: &impl ConnectionTrait, all: &[Entry]) -> Result<(), StoreError> {
    if all.is_empty() {
        return Ok(());
    }
    let rows = all.iter().map(|entry| ActiveModel::from(row(entry)));
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Makes the check of many entries good until `until`, also of those that had expired.
pub async fn renew(
    tx: &impl ConnectionTrait,
    ids: &[String],
    checked_on: Date,
    until: Date,
    seen_by: &str,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::CheckedOn, Expr::value(checked_on.to_string()))
        .col_expr(Column::ValidUntil, Expr::value(until.to_string()))
        .col_expr(Column::SeenBy, Expr::value(seen_by))
        .col_expr(Column::EndedOn, Expr::value(None::<String>))
        .col_expr(Column::EndedWhy, Expr::value(None::<String>))
        .filter(Column::Id.is_in(ids))
        .exec(tx)
        .await?;
    Ok(())
}

/// The indexes on shelves, by name and column, as the migration made them.
const SHELVES: [(&str, &str); 2] =
    [("roll_entries_shelf", "shelf"), ("roll_entries_whole", "whole")];

/// Takes the indexes on shelves away while very many entries come: on SQLite, putting a million keys in one by
/// one would write each page of them a hundred times. Only inside a transaction that ends with [`order_shelves`].
pub async fn leave_shelves(tx: &impl ConnectionTrait) -> Result<(), StoreError> {
    if tx.get_database_backend() == DatabaseBackend::Sqlite {
        for (name, _) in SHELVES {
            tx.execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
    }
    Ok(())
}

/// Puts the indexes on shelves back.
pub async fn order_shelves(tx: &impl ConnectionTrait) -> Result<(), StoreError> {
    if tx.get_database_backend() == DatabaseBackend::Sqlite {
        for (name, column) in SHELVES {
            let made = format!("CREATE INDEX {name} ON roll_entries (place, {column})");
            tx.execute_unprepared(&made).await?;
        }
    }
    Ok(())
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

/// The next good entries of a place behind `last`, in the order of their ids.
pub async fn good_after(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    last: &str,
    most: u64,
) -> Result<Vec<Entry>, StoreError> {
    let found = Entity::find()
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::EndedOn.is_null())
        .filter(Column::Id.gt(last))
        .order_by_asc(Column::Id)
        .limit(most);
    found.all(db).await?.into_iter().map(entry).collect()
}

/// What a roll is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Areas.
    Area,
    /// Kinds of evidence.
    Evidence,
}

/// How many good entries of a place there are in each part.
pub async fn sizes(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    part: Part,
) -> Result<Vec<(String, u64)>, StoreError> {
    let column = match part {
        Part::Area => Column::Area,
        Part::Evidence => Column::Evidence,
    };
    let found: Vec<(String, i64)> = Entity::find()
        .select_only()
        .column(column)
        .column_as(Column::Id.count(), "n")
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::EndedOn.is_null())
        .group_by(column)
        .order_by_asc(column)
        .into_tuple()
        .all(db)
        .await?;
    found.into_iter().map(|(name, n)| Ok((name, whole(n, "count(roll_entries)")?))).collect()
}

/// The next good entries of a place behind `last`, in the order of their ids: each with what is in the open
/// of it, in one line.
pub async fn lines_after(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    last: &str,
    most: u64,
) -> Result<Vec<(String, String)>, StoreError> {
    type Line = (String, String, String, String, String, String);
    let found: Vec<Line> = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::Area,
            Column::Tie,
            Column::Since,
            Column::Evidence,
            Column::CheckedOn,
        ])
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::EndedOn.is_null())
        .filter(Column::Id.gt(last))
        .order_by_asc(Column::Id)
        .limit(most)
        .into_tuple()
        .all(db)
        .await?;
    let line = |(id, area, tie, since, evidence, checked_on): Line| {
        (id, [area, tie, since, evidence, checked_on].join("|"))
    };
    Ok(found.into_iter().map(line).collect())
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

/// Puts everything anew into an entry that is good. Says whether it was.
pub async fn replace(tx: &impl ConnectionTrait, entry: &Entry) -> Result<bool, StoreError> {
    let row = row(entry);
    let replaced = Entity::update_many()
        .col_expr(Column::Area, Expr::value(row.area))
        .col_expr(Column::Tie, Expr::value(row.tie))
        .col_expr(Column::Since, Expr::value(row.since))
        .col_expr(Column::Assurance, Expr::value(row.assurance))
        .col_expr(Column::Evidence, Expr::value(row.evidence))
        .col_expr(Column::Way, Expr::value(row.way))
        .col_expr(Column::SeenBy, Expr::value(row.seen_by))
        .col_expr(Column::CheckedOn, Expr::value(row.checked_on))
        .col_expr(Column::ValidUntil, Expr::value(row.valid_until))
        .col_expr(Column::Shelf, Expr::value(row.shelf))
        .col_expr(Column::Whole, Expr::value(row.whole))
        .col_expr(Column::Sealed, Expr::value(row.sealed))
        .filter(Column::Id.eq(row.id))
        .filter(Column::EndedOn.is_null())
        .exec(tx)
        .await?;
    Ok(replaced.rows_affected == 1)
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
        asked_on: check.asked_on.to_string(),
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
            asked_on: date(&row.asked_on, "roll_entries.asked_on")?,
            checked_on: date(&row.checked_on, "roll_entries.checked_on")?,
            valid_until: date(&row.valid_until, "roll_entries.valid_until")?,
        },
        shelves,
        sealed: row.sealed,
        ended,
    })
}
