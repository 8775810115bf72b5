//! How many requests were granted and refused, by reason and kind of evidence: numbers that stay when the
//! requests are gone.

use morada_engine::ids::PlaceId;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::store::StoreError;
use crate::store::office::column::whole;
use crate::store::office::entities::roll_counts::{ActiveModel, Column, Entity, Model};

/// One number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// `granted`, the name of a reason, or `appeal_granted` and `appeal_refused`.
    pub what: String,
    /// The kind of evidence.
    pub evidence: String,
    /// How many.
    pub n: u64,
}

/// Counts one more.
pub async fn add(
    tx: &impl ConnectionTrait,
    place: &PlaceId,
    what: &str,
    evidence: &str,
) -> Result<(), StoreError> {
    let row = Model {
        place: place.to_string(),
        what: what.to_owned(),
        evidence: evidence.to_owned(),
        n: 1,
    };
    let more = Expr::col((Entity, Column::N)).add(1);
    let key = [Column::Place, Column::What, Column::Evidence];
    Entity::insert(ActiveModel::from(row))
        .on_conflict(OnConflict::columns(key).value(Column::N, more).to_owned())
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The numbers of a place.
pub async fn of_place(
    db: &impl ConnectionTrait,
    place: &PlaceId,
) -> Result<Vec<Count>, StoreError> {
    let found = Entity::find()
        .filter(Column::Place.eq(place.as_str()))
        .order_by_asc(Column::What)
        .order_by_asc(Column::Evidence);
    let count = |row: Model| {
        Ok(Count { what: row.what, evidence: row.evidence, n: whole(row.n, "roll_counts.n")? })
    };
    found.all(db).await?.into_iter().map(count).collect()
}
