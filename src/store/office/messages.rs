//! Messages that wait to be carried: sealed, and destroyed once they went.

use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::column::{instant, stored, whole};
use super::entities::messages::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// A message that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Random.
    pub id: String,
    /// To whom and what, sealed.
    pub sealed: Vec<u8>,
    /// When it was put here.
    pub made_at: Timestamp,
    /// How often it could not be carried.
    pub tries: u32,
    /// The first second of the next try.
    pub next_at: Timestamp,
}

/// Puts a message here.
pub async fn insert(tx: &impl ConnectionTrait, message: &Waiting) -> Result<(), StoreError> {
    let row = Model {
        id: message.id.clone(),
        sealed: message.sealed.clone(),
        made_at: stored(message.made_at.unix()),
        tries: stored(message.tries),
        next_at: stored(message.next_at.unix()),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// Messages whose turn has come at `now`, at most `most`.
pub async fn due(
    db: &impl ConnectionTrait,
    now: Timestamp,
    most: u64,
) -> Result<Vec<Waiting>, StoreError> {
    let found = Entity::find()
        .filter(Column::NextAt.lte(stored(now.unix())))
        .order_by_asc(Column::NextAt)
        .limit(most);
    let waiting = |row: Model| {
        Ok(Waiting {
            id: row.id,
            sealed: row.sealed,
            made_at: instant(row.made_at, "messages.made_at")?,
            tries: whole(row.tries, "messages.tries")?,
            next_at: instant(row.next_at, "messages.next_at")?,
        })
    };
    found.all(db).await?.into_iter().map(waiting).collect()
}

/// Takes a message as seen into one's hands until `next`. Says whether it was there: of two nodes one
/// carries it.
pub async fn claim(
    tx: &impl ConnectionTrait,
    seen: &Waiting,
    next: Timestamp,
) -> Result<bool, StoreError> {
    let claimed = Entity::update_many()
        .col_expr(Column::Tries, Expr::value(stored(seen.tries.saturating_add(1))))
        .col_expr(Column::NextAt, Expr::value(stored(next.unix())))
        .filter(Column::Id.eq(seen.id.as_str()))
        .filter(Column::NextAt.eq(stored(seen.next_at.unix())))
        .exec(tx)
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// Destroys a message.
pub async fn destroy(tx: &impl ConnectionTrait, id: &str) -> Result<(), StoreError> {
    Entity::delete_by_id(id.to_owned()).exec(tx).await?;
    Ok(())
}

/// Destroys the messages put here before `then`.
pub async fn destroy_before(tx: &impl ConnectionTrait, then: Timestamp) -> Result<u64, StoreError> {
    let old = Column::MadeAt.lt(stored(then.unix()));
    Ok(Entity::delete_many().filter(old).exec(tx).await?.rows_affected)
}
