//! Who took part in a process, as keyed hashes, and how many took part before.

use morada_engine::eligibility::Date;
use morada_engine::ids::{ElectionId, PlaceId};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QueryResult,
};

use super::column::{is_new, parsed, whole};
use super::entities::{took_part, took_part_counts};
use crate::store::StoreError;
use crate::store::sql;

/// A number that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The kind of evidence by which they are on the roll.
    pub evidence: String,
    /// `first` or `again`.
    pub before: String,
    /// How many.
    pub n: u64,
}

/// Notes that somebody takes part. Says whether it is the first time in this process.
pub async fn come(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    who: &str,
    day: Date,
) -> Result<bool, StoreError> {
    let row = took_part::Model {
        process: process.to_string(),
        who: who.to_owned(),
        day: day.to_string(),
    };
    let insert = took_part::Entity::insert(took_part::ActiveModel::from(row));
    Ok(is_new(&insert.on_conflict_do_nothing().exec_without_returning(tx).await?))
}

/// Whether anybody of `who` is noted.
pub async fn knows_any(tx: &impl ConnectionTrait, who: Vec<String>) -> Result<bool, StoreError> {
    let found = took_part::Entity::find().filter(took_part::Column::Who.is_in(who));
    Ok(found.count(tx).await? > 0)
}

/// The processes of a place in which somebody is noted.
pub async fn processes(
    db: &impl ConnectionTrait,
    place: &PlaceId,
) -> Result<Vec<ElectionId>, StoreError> {
    let text = "SELECT DISTINCT t.process FROM took_part t JOIN processes p ON p.id = t.process \
                WHERE p.place = $1";
    sql::all(db, text, [place.as_str().into()]).await?.iter().map(process_of).collect()
}

/// The processes of every place in which anybody is noted.
pub async fn all_processes(db: &impl ConnectionTrait) -> Result<Vec<ElectionId>, StoreError> {
    let text = "SELECT DISTINCT process FROM took_part";
    sql::all(db, text, []).await?.iter().map(process_of).collect()
}

fn process_of(row: &QueryResult) -> Result<ElectionId, StoreError> {
    let id: String = sql::get(row, "process")?;
    parsed(ElectionId::parse(&id), "took_part.process")
}

/// Counts one more.
pub async fn count(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    evidence: &str,
    before: &str,
) -> Result<(), StoreError> {
    use took_part_counts::{ActiveModel, Column, Entity, Model};
    let row = Model {
        process: process.to_string(),
        evidence: evidence.to_owned(),
        before: before.to_owned(),
        n: 1,
    };
    let more = Expr::col((Entity, Column::N)).add(1);
    let key = [Column::Process, Column::Evidence, Column::Before];
    Entity::insert(ActiveModel::from(row))
        .on_conflict(OnConflict::columns(key).value(Column::N, more).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The numbers of a process.
pub async fn counts(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Vec<Count>, StoreError> {
    use took_part_counts::{Column, Entity, Model};
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .order_by_asc(Column::Evidence)
        .order_by_asc(Column::Before);
    let count = |row: Model| {
        let n = whole(row.n, "took_part_counts.n")?;
        Ok(Count { evidence: row.evidence, before: row.before, n })
    };
    found.all(db).await?.into_iter().map(count).collect()
}

/// Forgets whoever is among `who`.
pub async fn forget(tx: &impl ConnectionTrait, who: Vec<String>) -> Result<(), StoreError> {
    let all = took_part::Entity::delete_many().filter(took_part::Column::Who.is_in(who));
    all.exec(tx).await?;
    Ok(())
}

/// Forgets who took part before `day`.
pub async fn forget_before(tx: &impl ConnectionTrait, day: Date) -> Result<(), StoreError> {
    let all = took_part::Entity::delete_many();
    all.filter(took_part::Column::Day.lt(day.to_string())).exec(tx).await?;
    Ok(())
}
