//! Which voting letters were handed over. Keyed hashes of one process, and no time, no clerk, no letter.

use std::collections::BTreeMap;

use morada_engine::ids::{ContestId, ElectionId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::store::StoreError;
use crate::store::office::column::{is_new, named, parsed, whole};
use crate::store::office::entities::roll_marks::{ActiveModel, Column, Entity, Model};

/// What somebody was handed for a contest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A voting letter.
    Letter,
    /// A second one, because the first was lost. There is no third.
    Spare,
}

impl Mark {
    /// The name in columns.
    pub const fn name(self) -> &'static str {
        match self {
            Mark::Letter => "letter",
            Mark::Spare => "spare",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Mark::Letter, Mark::Spare].into_iter().find(|mark| mark.name() == name)
    }
}

/// Whose mark it is, in hashes of one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The entry.
    pub holder: String,
    /// Name and birth, whichever entry has them.
    pub person: String,
}

/// Marks a contest. Says whether it had no mark yet.
pub async fn put(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestId,
    who: &Marked,
) -> Result<bool, StoreError> {
    let row = Model {
        process: process.to_string(),
        contest: contest.to_string(),
        holder: who.holder.clone(),
        person: who.person.clone(),
        mark: Mark::Letter.name().to_owned(),
    };
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
    Ok(is_new(&insert.exec_without_returning(tx).await?))
}

/// Marks that a letter was replaced. Says whether there was one that had not been.
pub async fn replace(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    contest: &ContestId,
    holder: &str,
) -> Result<bool, StoreError> {
    let replaced = Entity::update_many()
        .col_expr(Column::Mark, Expr::value(Mark::Spare.name()))
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::Contest.eq(contest.as_str()))
        .filter(Column::Holder.eq(holder))
        .filter(Column::Mark.eq(Mark::Letter.name()))
        .exec(tx)
        .await?;
    Ok(replaced.rows_affected == 1)
}

/// What an entry was handed, by contest.
pub async fn of_holder(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    holder: &str,
) -> Result<BTreeMap<ContestId, Mark>, StoreError> {
    let found = Entity::find()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::Holder.eq(holder))
        .all(db)
        .await?;
    let mark = |row: Model| {
        let contest = parsed(ContestId::parse(&row.contest), "roll_marks.contest")?;
        Ok((contest, named(Mark::from_name(&row.mark), "roll_marks.mark")?))
    };
    found.into_iter().map(mark).collect()
}

/// The entries of one name and birth that were handed anything.
pub async fn holders_of(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    person: &str,
) -> Result<Vec<String>, StoreError> {
    let found = Entity::find()
        .select_only()
        .column(Column::Holder)
        .distinct()
        .filter(Column::Process.eq(process.as_str()))
        .filter(Column::Person.eq(person));
    Ok(found.order_by_asc(Column::Holder).into_tuple().all(db).await?)
}

/// How many letters and spares were handed over, by contest.
pub async fn sums(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<BTreeMap<(ContestId, Mark), u64>, StoreError> {
    let found: Vec<(String, String, i64)> = Entity::find()
        .select_only()
        .columns([Column::Contest, Column::Mark])
        .column_as(Column::Holder.count(), "n")
        .filter(Column::Process.eq(process.as_str()))
        .group_by(Column::Contest)
        .group_by(Column::Mark)
        .into_tuple()
        .all(db)
        .await?;
    let sum = |(contest, mark, n): (String, String, i64)| {
        let contest = parsed(ContestId::parse(&contest), "roll_marks.contest")?;
        let mark = named(Mark::from_name(&mark), "roll_marks.mark")?;
        Ok(((contest, mark), whole(n, "count(roll_marks)")?))
    };
    found.into_iter().map(sum).collect()
}

/// The processes that have marks.
pub async fn processes(db: &impl ConnectionTrait) -> Result<Vec<ElectionId>, StoreError> {
    let found = Entity::find().select_only().column(Column::Process).distinct();
    let all: Vec<String> = found.into_tuple().all(db).await?;
    all.iter().map(|process| parsed(ElectionId::parse(process), "roll_marks.process")).collect()
}

/// Writes the marks of a process anew in the order of their hashes, so that where they lie in the file does not
/// tell in which order people came (PROTOCOL.md 2.2).
pub async fn shuffle(tx: &impl ConnectionTrait, process: &ElectionId) -> Result<(), StoreError> {
    /// SQLite takes 32,766 values in a statement; a mark has five.
    const ROWS: usize = 5_000;
    let own = Entity::find().filter(Column::Process.eq(process.as_str()));
    let mut rows = own.all(tx).await?;
    rows.sort_by(|a, b| (&a.holder, &a.contest).cmp(&(&b.holder, &b.contest)));
    destroy_of_process(tx, process).await?;
    for rows in rows.chunks(ROWS) {
        let rows = rows.iter().map(|row| ActiveModel::from(row.clone()));
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Destroys the marks of a process.
pub async fn destroy_of_process(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Process.eq(process.as_str())).exec(tx).await?;
    Ok(())
}
