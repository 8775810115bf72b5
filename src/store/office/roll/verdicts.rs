//! What each of the three who hear an objection found.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::store::StoreError;
use crate::store::office::column::is_new;
use crate::store::office::entities::roll_verdicts::{ActiveModel, Column, Entity, Model};

/// Keeps what somebody found. Says whether it is their first word: nobody changes it.
pub async fn insert(
    tx: &impl ConnectionTrait,
    request: &str,
    staff: &str,
    grants: bool,
) -> Result<bool, StoreError> {
    let row =
        Model { request: request.to_owned(), staff: staff.to_owned(), grants: i64::from(grants) };
    let outcome = Entity::insert(ActiveModel::from(row)).on_conflict_do_nothing();
    Ok(is_new(&outcome.exec_without_returning(tx).await?))
}

/// Who found what: account, and whether it grants.
pub async fn of_request(
    db: &impl ConnectionTrait,
    request: &str,
) -> Result<Vec<(String, bool)>, StoreError> {
    let found = Entity::find().filter(Column::Request.eq(request)).all(db).await?;
    Ok(found.into_iter().map(|row| (row.staff, row.grants != 0)).collect())
}

/// Destroys what was found about a request.
pub async fn destroy_of(tx: &impl ConnectionTrait, request: &str) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::Request.eq(request)).exec(tx).await?;
    Ok(())
}
