//! Pictures of works: each is named by the hash that stands in the work's record.

use morada_engine::hash::Hash;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::entities::work_photos::{ActiveModel, Entity, Model};
use super::works::Behind;
use crate::store::StoreError;

/// Keeps a picture; the same one a second time changes nothing.
pub async fn insert(
    tx: &impl ConnectionTrait,
    of: Behind<'_>,
    sha: Hash,
    picture: &[u8],
) -> Result<(), StoreError> {
    let (process, contest, project, sha) = key(of, sha);
    let row = Model { process, contest, project, sha, picture: picture.to_owned() };
    let insert = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// The picture of that hash.
pub async fn find(
    db: &impl ConnectionTrait,
    of: Behind<'_>,
    sha: Hash,
) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(Entity::find_by_id(key(of, sha)).one(db).await?.map(|row| row.picture))
}

fn key(of: Behind<'_>, sha: Hash) -> (String, String, String, String) {
    (of.process.to_string(), of.contest.to_string(), of.project.to_string(), sha.to_hex())
}
