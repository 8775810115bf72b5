//! Attestations: how many somebody made, and whether a code was used. Never for whom, or by whom.

use morada_engine::eligibility::Date;
use morada_engine::ids::PlaceId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::store::StoreError;
use crate::store::office::entities::roll_attestations::{ActiveModel, Column, Entity, Model};

/// An attestation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// SHA-256 of its code.
    pub code_sha: String,
    /// Who made it: the id of an attestor, or a keyed hash of a neighbour.
    pub maker: String,
    /// The kind of evidence that it is.
    pub kind: String,
    /// The day it was made.
    pub made_on: Date,
}

/// Keeps an attestation.
pub async fn insert(
    tx: &impl ConnectionTrait,
    place: &PlaceId,
    made: &Attestation,
) -> Result<(), StoreError> {
    let row = Model {
        code_sha: made.code_sha.clone(),
        place: place.to_string(),
        maker: made.maker.clone(),
        kind: made.kind.clone(),
        made_on: made.made_on.to_string(),
        used: 0,
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// An attestation whose code nobody has used.
pub async fn unused(
    db: &impl ConnectionTrait,
    place: &PlaceId,
    code_sha: &str,
) -> Result<Option<Attestation>, StoreError> {
    let found = Entity::find_by_id(code_sha.to_owned())
        .filter(Column::Place.eq(place.as_str()))
        .filter(Column::Used.eq(0));
    let attestation = |row: Model| {
        let made_on = super::date(&row.made_on, "roll_attestations.made_on")?;
        Ok(Attestation { code_sha: row.code_sha, maker: row.maker, kind: row.kind, made_on })
    };
    found.one(db).await?.map(attestation).transpose()
}

/// Uses a code up. Says whether it was there: of two requests with one code one is granted.
pub async fn take(tx: &impl ConnectionTrait, code_sha: &str) -> Result<bool, StoreError> {
    let taken = Entity::update_many()
        .col_expr(Column::Used, Expr::value(1))
        .filter(Column::CodeSha.eq(code_sha))
        .filter(Column::Used.eq(0))
        .exec(tx)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// How many somebody made from `day` on.
pub async fn made_since(
    db: &impl ConnectionTrait,
    maker: &str,
    day: Date,
) -> Result<u64, StoreError> {
    let made =
        Entity::find().filter(Column::Maker.eq(maker)).filter(Column::MadeOn.gte(day.to_string()));
    Ok(made.count(db).await?)
}

/// Destroys the attestations made before `day`.
pub async fn destroy_before(tx: &impl ConnectionTrait, day: Date) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::MadeOn.lt(day.to_string())).exec(tx).await?;
    Ok(())
}
