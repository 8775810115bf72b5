//! Who is signed in. Only hashes of tokens are here.

use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::column::{instant, stored};
use super::entities::sessions::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// One signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The account.
    pub staff: String,
    /// When it signed in.
    pub began_at: Timestamp,
    /// When it was last seen, to the minute.
    pub seen_at: Timestamp,
}

/// Begins a session under the hash of its token.
pub async fn begin(
    tx: &impl ConnectionTrait,
    token_sha: &str,
    staff: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = Model {
        token_sha: token_sha.to_owned(),
        staff: staff.to_owned(),
        began_at: stored(now.unix()),
        seen_at: stored(now.unix()),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The session under the hash of its token, however old.
pub async fn find(
    db: &impl ConnectionTrait,
    token_sha: &str,
) -> Result<Option<Session>, StoreError> {
    let row = Entity::find_by_id(token_sha.to_owned()).one(db).await?;
    let session = |row: Model| {
        Ok(Session {
            staff: row.staff,
            began_at: instant(row.began_at, "sessions.began_at")?,
            seen_at: instant(row.seen_at, "sessions.seen_at")?,
        })
    };
    row.map(session).transpose()
}

/// Notes that a session was used. One that has ended meanwhile stays ended.
pub async fn see(
    tx: &impl ConnectionTrait,
    token_sha: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(stored(now.unix())))
        .filter(Column::TokenSha.eq(token_sha))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends one session.
pub async fn end(tx: &impl ConnectionTrait, token_sha: &str) -> Result<(), StoreError> {
    Entity::delete_by_id(token_sha.to_owned()).exec(tx).await?;
    Ok(())
}

/// Ends every session of an account.
pub async fn end_all(tx: &impl ConnectionTrait, staff: &str) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Staff.eq(staff)).exec(tx).await?;
    Ok(())
}

/// Ends every session of an account but one.
pub async fn end_others(
    tx: &impl ConnectionTrait,
    staff: &str,
    token_sha: &str,
) -> Result<(), StoreError> {
    let others = Entity::delete_many().filter(Column::Staff.eq(staff));
    others.filter(Column::TokenSha.ne(token_sha)).exec(tx).await?;
    Ok(())
}

/// Forgets sessions that began before `instant`.
pub async fn forget_before(
    tx: &impl ConnectionTrait,
    instant: Timestamp,
) -> Result<(), StoreError> {
    let old = Column::BeganAt.lt(stored(instant.unix()));
    Entity::delete_many().filter(old).exec(tx).await?;
    Ok(())
}
