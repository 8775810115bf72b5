//! Acts that take two: what the first officer confirmed, and for which exact payload.

use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, SqlErr};

use super::column::{instant, stored};
use super::entities::approvals::{ActiveModel, Column, Entity, Model};
use crate::store::StoreError;

/// One confirmation that waits for a second, or has got it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// Random.
    pub id: String,
    /// The process it is about, or `*` for the house.
    pub subject: String,
    /// Name of the act.
    pub act: String,
    /// What was confirmed, as the second person shall see it.
    pub payload: String,
    /// SHA-256 of the payload, hex.
    pub payload_sha: String,
    /// The account that confirmed first.
    pub first: String,
    /// When it did.
    pub first_at: Timestamp,
    /// The first second at which nobody can confirm any more.
    pub expires_at: Timestamp,
}

impl TryFrom<Model> for Approval {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            subject: row.subject,
            act: row.act,
            payload: row.payload,
            payload_sha: row.payload_sha,
            first: row.first_officer,
            first_at: instant(row.first_at, "approvals.first_at")?,
            expires_at: instant(row.expires_at, "approvals.expires_at")?,
        })
    }
}

/// Stores a first confirmation. Says whether it is the first: the same payload cannot wait twice.
pub async fn insert(tx: &impl ConnectionTrait, approval: &Approval) -> Result<bool, StoreError> {
    let row = Model {
        id: approval.id.clone(),
        subject: approval.subject.clone(),
        act: approval.act.clone(),
        payload: approval.payload.clone(),
        payload_sha: approval.payload_sha.clone(),
        first_officer: approval.first.clone(),
        first_at: stored(approval.first_at.unix()),
        second_officer: None,
        second_at: None,
        expires_at: stored(approval.expires_at.unix()),
        ended: None,
    };
    match Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await {
        Ok(_) => Ok(true),
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

/// First confirmations that wait for a second at `now`, newest first.
pub async fn waiting(
    db: &impl ConnectionTrait,
    subject: &str,
    act: &str,
    now: Timestamp,
) -> Result<Vec<Approval>, StoreError> {
    let rows = Entity::find()
        .filter(Column::Subject.eq(subject))
        .filter(Column::Act.eq(act))
        .filter(Column::SecondOfficer.is_null())
        .filter(Column::Ended.is_null())
        .filter(Column::ExpiresAt.gt(stored(now.unix())))
        .order_by_desc(Column::FirstAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(Approval::try_from).collect()
}

/// Adds the second confirmation. Says whether it counted: nobody else was second, it has not
/// expired, and the second is not the first. The database checks all of it in one statement.
pub async fn confirm(
    tx: &impl ConnectionTrait,
    id: &str,
    second: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let confirmed = Entity::update_many()
        .col_expr(Column::SecondOfficer, Expr::value(second))
        .col_expr(Column::SecondAt, Expr::value(stored(now.unix())))
        .filter(Column::Id.eq(id))
        .filter(Column::FirstOfficer.ne(second))
        .filter(Column::SecondOfficer.is_null())
        .filter(Column::Ended.is_null())
        .filter(Column::ExpiresAt.gt(stored(now.unix())))
        .exec(tx)
        .await?;
    Ok(confirmed.rows_affected == 1)
}

/// Ends everything that waits for a second about a subject and an act, because of `reason`.
pub async fn end_waiting(
    tx: &impl ConnectionTrait,
    subject: &str,
    act: &str,
    reason: &str,
) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Ended, Expr::value(reason))
        .filter(Column::Subject.eq(subject))
        .filter(Column::Act.eq(act))
        .filter(Column::SecondOfficer.is_null())
        .filter(Column::Ended.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends one confirmation. Says whether it was still waiting.
pub async fn end(tx: &impl ConnectionTrait, id: &str, reason: &str) -> Result<bool, StoreError> {
    let ended = Entity::update_many()
        .col_expr(Column::Ended, Expr::value(reason))
        .filter(Column::Id.eq(id))
        .filter(Column::SecondOfficer.is_null())
        .filter(Column::Ended.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Ends what nobody confirmed in time, so that the same payload can be confirmed afresh.
pub async fn end_expired(tx: &impl ConnectionTrait, now: Timestamp) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::Ended, Expr::value("expired"))
        .filter(Column::SecondOfficer.is_null())
        .filter(Column::Ended.is_null())
        .filter(Column::ExpiresAt.lte(stored(now.unix())))
        .exec(tx)
        .await?;
    Ok(())
}
