//! Photos of papers, sealed.

use morada_engine::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::store::StoreError;
use crate::store::office::column::{instant, stored};
use crate::store::office::entities::roll_papers::{ActiveModel, Column, Entity, Model};

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Random.
    pub id: String,
    /// The request it belongs to.
    pub request: String,
    /// `jpeg`, `png` or `pdf`.
    pub kind: String,
    /// The photo, sealed.
    pub sealed: Vec<u8>,
    /// When it came.
    pub made_at: Timestamp,
}

/// Keeps a photo.
pub async fn insert(tx: &impl ConnectionTrait, paper: &Paper) -> Result<(), StoreError> {
    let row = Model {
        id: paper.id.clone(),
        request: paper.request.clone(),
        kind: paper.kind.clone(),
        sealed: paper.sealed.clone(),
        made_at: stored(paper.made_at.unix()),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The photos of a request, oldest first.
pub async fn of_request(
    db: &impl ConnectionTrait,
    request: &str,
) -> Result<Vec<Paper>, StoreError> {
    let found = Entity::find()
        .filter(Column::Request.eq(request))
        .order_by_asc(Column::MadeAt)
        .order_by_asc(Column::Id);
    let paper = |row: Model| {
        Ok(Paper {
            id: row.id,
            request: row.request,
            kind: row.kind,
            sealed: row.sealed,
            made_at: instant(row.made_at, "roll_papers.made_at")?,
        })
    };
    found.all(db).await?.into_iter().map(paper).collect()
}

/// Destroys the photos of a request.
pub async fn destroy_of(tx: &impl ConnectionTrait, request: &str) -> Result<u64, StoreError> {
    let gone = Entity::delete_many().filter(Column::Request.eq(request)).exec(tx).await?;
    Ok(gone.rows_affected)
}

/// Destroys the photos made before `then`.
pub async fn destroy_before(tx: &impl ConnectionTrait, then: Timestamp) -> Result<u64, StoreError> {
    let old = Column::MadeAt.lt(stored(then.unix()));
    Ok(Entity::delete_many().filter(old).exec(tx).await?.rows_affected)
}
