//! Who is signed in with a card. Only hashes of tokens are here.

use morada_engine::roll::CardNumber;
use morada_engine::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::store::StoreError;
use crate::store::office::column::{instant, parsed, stored};
use crate::store::office::entities::roll_sessions::{ActiveModel, Column, Entity, Model};

/// Begins a session.
pub async fn begin(
    tx: &impl ConnectionTrait,
    token_sha: &str,
    card: &CardNumber,
    now: Timestamp,
) -> Result<(), StoreError> {
    let row = Model {
        token_sha: token_sha.to_owned(),
        card: card.as_str().to_owned(),
        began_at: stored(now.unix()),
        seen_at: stored(now.unix()),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The card of a session and when it began.
pub async fn find(
    db: &impl ConnectionTrait,
    token_sha: &str,
) -> Result<Option<(CardNumber, Timestamp)>, StoreError> {
    let row = Entity::find_by_id(token_sha.to_owned()).one(db).await?;
    let session = |row: Model| {
        let card = parsed(CardNumber::parse(&row.card), "roll_sessions.card")?;
        Ok((card, instant(row.began_at, "roll_sessions.began_at")?))
    };
    row.map(session).transpose()
}

/// Ends a session.
pub async fn end(tx: &impl ConnectionTrait, token_sha: &str) -> Result<(), StoreError> {
    Entity::delete_by_id(token_sha.to_owned()).exec(tx).await?;
    Ok(())
}

/// Ends every session of a card.
pub async fn end_of(tx: &impl ConnectionTrait, card: &CardNumber) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Card.eq(card.as_str())).exec(tx).await?;
    Ok(())
}

/// Forgets the sessions that began before `then`.
pub async fn forget_before(tx: &impl ConnectionTrait, then: Timestamp) -> Result<(), StoreError> {
    let old = Column::BeganAt.lt(stored(then.unix()));
    Entity::delete_many().filter(old).exec(tx).await?;
    Ok(())
}
