//! Two entries that may be one person, for a person to decide.

use morada_engine::ids::PlaceId;
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::store::StoreError;
use crate::store::office::column::{instant, stored};
use crate::store::office::entities::roll_cases::{ActiveModel, Column, Entity, Model};

/// A case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Random.
    pub id: String,
    /// The entry that was there before.
    pub one: String,
    /// The newer entry.
    pub other: String,
    /// When it was opened.
    pub opened_at: Timestamp,
}

/// Opens a case, once for two entries.
pub async fn open(
    tx: &impl ConnectionTrait,
    place: &PlaceId,
    case: &Case,
) -> Result<(), StoreError> {
    let row = Model {
        id: case.id.clone(),
        place: place.to_string(),
        one: case.one.clone(),
        other: case.other.clone(),
        opened_at: stored(case.opened_at.unix()),
        decided_at: None,
        decided_by: None,
        same: None,
    };
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// The cases of a place that wait, oldest first.
pub async fn waiting(db: &impl ConnectionTrait, place: &PlaceId) -> Result<Vec<Case>, StoreError> {
    let found = Entity::find()
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::DecidedAt.is_null())
        .order_by_asc(Column::OpenedAt)
        .order_by_asc(Column::Id);
    let case = |row: Model| {
        let opened_at = instant(row.opened_at, "roll_cases.opened_at")?;
        Ok(Case { id: row.id, one: row.one, other: row.other, opened_at })
    };
    found.all(db).await?.into_iter().map(case).collect()
}

/// Decides a case that waits. Says whether it did.
pub async fn decide(
    tx: &impl ConnectionTrait,
    id: &str,
    same: bool,
    by: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let decided = Entity::update_many()
        .col_expr(Column::DecidedAt, Expr::value(stored(now.unix())))
        .col_expr(Column::DecidedBy, Expr::value(by))
        .col_expr(Column::Same, Expr::value(i64::from(same)))
        .filter(Column::Id.eq(id))
        .filter(Column::DecidedAt.is_null())
        .exec(tx)
        .await?;
    Ok(decided.rows_affected == 1)
}

/// Destroys the cases decided before `then`.
pub async fn destroy_before(tx: &impl ConnectionTrait, then: Timestamp) -> Result<(), StoreError> {
    let old = Column::DecidedAt.lt(stored(then.unix()));
    Entity::delete_many().filter(old).exec(tx).await?;
    Ok(())
}

/// Destroys the cases of an entry.
pub async fn destroy_of(tx: &impl ConnectionTrait, entry: &str) -> Result<(), StoreError> {
    let of = sea_orm::Condition::any().add(Column::One.eq(entry)).add(Column::Other.eq(entry));
    Entity::delete_many().filter(of).exec(tx).await?;
    Ok(())
}
