//! Residence cards. A number opens nothing; the PIN is kept as a hash only.

use morada_engine::eligibility::Date;
use morada_engine::roll::CardNumber;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::date;
use crate::store::StoreError;
use crate::store::office::column::parsed;
use crate::store::office::entities::roll_cards::{ActiveModel, Column, Entity, Model};

/// A card.
#[derive(Clone, PartialEq, Eq)]
pub struct IssuedCard {
    /// Its number.
    pub number: CardNumber,
    /// The entry of its holder.
    pub entry: String,
    /// The last day it is valid.
    pub valid_until: Date,
    /// Argon2id of the PIN, a PHC string.
    pub pin_hash: String,
    /// The day it was made.
    pub made_on: Date,
    /// The day it ended, and why: `lost`, `replaced`, `entry`.
    pub ended: Option<(Date, String)>,
}

/// Issues a card.
pub async fn insert(tx: &impl ConnectionTrait, card: &IssuedCard) -> Result<(), StoreError> {
    let row = Model {
        number: card.number.as_str().to_owned(),
        entry: card.entry.clone(),
        valid_until: card.valid_until.to_string(),
        pin_hash: card.pin_hash.clone(),
        made_on: card.made_on.to_string(),
        ended_on: None,
        ended_why: None,
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The card of that number.
pub async fn find(
    db: &impl ConnectionTrait,
    number: &CardNumber,
) -> Result<Option<IssuedCard>, StoreError> {
    let row = Entity::find_by_id(number.as_str().to_owned()).one(db).await?;
    row.map(card).transpose()
}

/// The card of an entry that is good.
pub async fn of_entry(
    db: &impl ConnectionTrait,
    entry: &str,
) -> Result<Option<IssuedCard>, StoreError> {
    let good = Entity::find().filter(Column::Entry.eq(entry)).filter(Column::EndedOn.is_null());
    good.one(db).await?.map(card).transpose()
}

/// Ends every good card of an entry.
pub async fn end_of_entry(
    tx: &impl ConnectionTrait,
    entry: &str,
    on: Date,
    why: &str,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::EndedOn, Expr::value(on.to_string()))
        .col_expr(Column::EndedWhy, Expr::value(why))
        .filter(Column::Entry.eq(entry))
        .filter(Column::EndedOn.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives a card another PIN.
pub async fn set_pin(
    tx: &impl ConnectionTrait,
    number: &CardNumber,
    pin_hash: &str,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::PinHash, Expr::value(pin_hash))
        .filter(Column::Number.eq(number.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Destroys the cards of an entry.
pub async fn destroy_of(tx: &impl ConnectionTrait, entry: &str) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Entry.eq(entry)).exec(tx).await?;
    Ok(())
}

/// Destroys the cards that ended before `day`.
pub async fn destroy_ended_before(tx: &impl ConnectionTrait, day: Date) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::EndedOn.lt(day.to_string())).exec(tx).await?;
    Ok(())
}

fn card(row: Model) -> Result<IssuedCard, StoreError> {
    let ended = match (row.ended_on, row.ended_why) {
        (Some(on), why) => Some((date(&on, "roll_cards.ended_on")?, why.unwrap_or_default())),
        (None, _) => None,
    };
    Ok(IssuedCard {
        number: parsed(CardNumber::parse(&row.number), "roll_cards.number")?,
        entry: row.entry,
        valid_until: date(&row.valid_until, "roll_cards.valid_until")?,
        pin_hash: row.pin_hash,
        made_on: date(&row.made_on, "roll_cards.made_on")?,
        ended,
    })
}
