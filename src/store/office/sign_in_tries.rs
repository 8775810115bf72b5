//! How often somebody tried to sign in under a name. A lane is a keyed hash: no name is kept.

use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::column::{instant, stored, whole};
use super::entities::sign_in_tries::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// What is known of a lane.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tries {
    /// Tries since the last that succeeded.
    pub failures: u32,
    /// The first second of the next try.
    pub ready_at: Timestamp,
}

/// What is known of a lane; nothing is like never having tried.
pub async fn of_lane(db: &impl ConnectionTrait, lane: &str) -> Result<Tries, StoreError> {
    let Some(row) = Entity::find_by_id(lane.to_owned()).one(db).await? else {
        return Ok(Tries::default());
    };
    Ok(Tries {
        failures: whole(row.failures, "sign_in_tries.failures")?,
        ready_at: instant(row.ready_at, "sign_in_tries.ready_at")?,
    })
}

/// Moves a lane from what was `seen` to `next`. Says whether nobody else moved it: of many tries at
/// once one goes on, on however many nodes they come in.
pub async fn claim(
    tx: &impl ConnectionTrait,
    lane: &str,
    seen: Tries,
    next: Tries,
) -> Result<bool, StoreError> {
    let row = Model { lane: lane.to_owned(), failures: 0, ready_at: 0 };
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
    insert.exec_without_returning(tx).await?;
    let moved = Entity::update_many()
        .col_expr(Column::Failures, Expr::value(stored(next.failures)))
        .col_expr(Column::ReadyAt, Expr::value(stored(next.ready_at.unix())))
        .filter(Column::Lane.eq(lane))
        .filter(Column::Failures.eq(stored(seen.failures)))
        .filter(Column::ReadyAt.eq(stored(seen.ready_at.unix())))
        .exec(tx)
        .await?;
    Ok(moved.rows_affected == 1)
}

/// Forgets a lane after a success, and every lane that nobody used since `unused_since`.
pub async fn forget(
    tx: &impl ConnectionTrait,
    lane: &str,
    unused_since: Timestamp,
) -> Result<(), StoreError> {
    Entity::delete_by_id(lane.to_owned()).exec(tx).await?;
    let unused = Column::ReadyAt.lt(stored(unused_since.unix()));
    Entity::delete_many().filter(unused).exec(tx).await?;
    Ok(())
}
