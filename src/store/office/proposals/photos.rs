//! Photos of proposals, as they were encoded here: no metadata of the camera reaches this table.

use morada_engine::ids::ProposalId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::store::StoreError;
use crate::store::office::column::{stored, whole};
use crate::store::office::entities::proposal_photos::{ActiveModel, Column, Entity, Model};

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// Drawn at random.
    pub id: String,
    /// A JPEG.
    pub picture: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// SHA-256 of the JPEG.
    pub sha: String,
}

/// Adds a photo.
pub async fn insert(
    tx: &impl ConnectionTrait,
    proposal: &ProposalId,
    photo: &Photo,
) -> Result<(), StoreError> {
    let row = Model {
        id: photo.id.clone(),
        proposal: proposal.to_string(),
        picture: photo.picture.clone(),
        width: stored(photo.width),
        height: stored(photo.height),
        sha: photo.sha.clone(),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The photo of a proposal with that hash.
pub async fn find(
    db: &impl ConnectionTrait,
    proposal: &ProposalId,
    sha: &str,
) -> Result<Option<Photo>, StoreError> {
    let found = Entity::find()
        .filter(Column::Proposal.eq(proposal.as_str()))
        .filter(Column::Sha.eq(sha))
        .one(db)
        .await?;
    found.map(photo).transpose()
}

/// Forgets the photos of a proposal but the one with the hash `kept`.
pub async fn destroy_others(
    tx: &impl ConnectionTrait,
    proposal: &ProposalId,
    kept: &str,
) -> Result<(), StoreError> {
    Entity::delete_many()
        .filter(Column::Proposal.eq(proposal.as_str()))
        .filter(Column::Sha.ne(kept))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets the photos of a proposal.
pub async fn destroy_of(
    tx: &impl ConnectionTrait,
    proposal: &ProposalId,
) -> Result<(), StoreError> {
    destroy_others(tx, proposal, "").await
}

fn photo(row: Model) -> Result<Photo, StoreError> {
    Ok(Photo {
        id: row.id,
        picture: row.picture,
        width: whole(row.width, "proposal_photos.width")?,
        height: whole(row.height, "proposal_photos.height")?,
        sha: row.sha,
    })
}
