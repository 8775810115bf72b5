//! One-time letters of admission to an account. Only hashes of their tokens are here.

use morada_engine::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::column::{instant, stored};
use super::entities::enrolments::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// An invitation to choose a password and a second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The account.
    pub staff: String,
    /// The second factor's key that is offered, sealed under the server's secret.
    pub totp_sealed: Vec<u8>,
    /// The first second at which it is void.
    pub expires_at: Timestamp,
}

/// Invites; every earlier invitation of the account is void.
pub async fn replace(
    tx: &impl ConnectionTrait,
    token_sha: &str,
    enrolment: &Enrolment,
) -> Result<(), StoreError> {
    let own = Column::Staff.eq(enrolment.staff.as_str());
    Entity::delete_many().filter(own).exec(tx).await?;
    let row = Model {
        token_sha: token_sha.to_owned(),
        staff: enrolment.staff.clone(),
        totp_sealed: enrolment.totp_sealed.clone(),
        expires_at: stored(enrolment.expires_at.unix()),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

/// The invitation under the hash of its token.
pub async fn find(
    db: &impl ConnectionTrait,
    token_sha: &str,
) -> Result<Option<Enrolment>, StoreError> {
    let row = Entity::find_by_id(token_sha.to_owned()).one(db).await?;
    let enrolment = |row: Model| {
        let expires_at = instant(row.expires_at, "enrolments.expires_at")?;
        Ok(Enrolment { staff: row.staff, totp_sealed: row.totp_sealed, expires_at })
    };
    row.map(enrolment).transpose()
}

/// Uses an invitation up. Says whether it was still there: of two that use it at once, one wins.
pub async fn take(tx: &impl ConnectionTrait, token_sha: &str) -> Result<bool, StoreError> {
    Ok(Entity::delete_by_id(token_sha.to_owned()).exec(tx).await?.rows_affected == 1)
}
