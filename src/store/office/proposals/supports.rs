//! Who supports what: keyed hashes under a salt that is destroyed when the phase ends.

use morada_engine::ids::{ElectionId, ProposalId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseBackend, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect,
};

use super::merged_into;
use crate::store::office::column::parsed;
use crate::store::office::entities::{support_salts, supports};
use crate::store::{Db, StoreError};

/// What is known of a salt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Salt {
    /// Nobody has supported anything yet.
    None,
    /// The phase is on.
    Here(Vec<u8>),
    /// Destroyed: nobody can say any more whose the hashes are.
    Destroyed,
}

/// The salt of a process.
pub async fn salt(db: &impl ConnectionTrait, process: &ElectionId) -> Result<Salt, StoreError> {
    let row = support_salts::Entity::find_by_id(process.to_string()).one(db).await?;
    Ok(row.map_or(Salt::None, |row| row.salt.map_or(Salt::Destroyed, Salt::Here)))
}

/// Keeps a salt, unless another request was faster.
pub async fn keep_salt(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    salt: &[u8],
) -> Result<(), StoreError> {
    if self::salt(tx, process).await? == Salt::None {
        let row = support_salts::Model { process: process.to_string(), salt: Some(salt.to_vec()) };
        let row = support_salts::ActiveModel::from(row);
        support_salts::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Destroys the salt of a process. Says whether there was one.
pub async fn destroy_salt(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<bool, StoreError> {
    let done = support_salts::Entity::update_many()
        .col_expr(support_salts::Column::Salt, Expr::value(Option::<Vec<u8>>::None))
        .filter(support_salts::Column::Process.eq(process.as_str()))
        .filter(support_salts::Column::Salt.is_not_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected > 0)
}

/// The proposals that somebody supports.
pub async fn of_person(
    db: &impl ConnectionTrait,
    process: &ElectionId,
    who: &[u8],
) -> Result<Vec<ProposalId>, StoreError> {
    let found = supports::Entity::find()
        .filter(supports::Column::Process.eq(process.as_str()))
        .filter(supports::Column::Who.eq(who.to_vec()))
        .all(db)
        .await?;
    found
        .into_iter()
        .map(|row| parsed(ProposalId::parse(&row.proposal), "supports.proposal"))
        .collect()
}

/// Adds a support. Says whether it is new: the key decides between two tabs.
pub async fn give(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    who: &[u8],
    proposal: &ProposalId,
) -> Result<bool, StoreError> {
    let key = (process.to_string(), who.to_vec(), proposal.to_string());
    if supports::Entity::find_by_id(key.clone()).one(tx).await?.is_some() {
        return Ok(false);
    }
    let row = supports::Model { process: key.0, who: key.1, proposal: key.2 };
    let row = supports::ActiveModel::from(row);
    supports::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(true)
}

/// Takes a support back. Says whether it was there.
pub async fn take_back(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    who: &[u8],
    proposal: &ProposalId,
) -> Result<bool, StoreError> {
    let key = (process.to_string(), who.to_vec(), proposal.to_string());
    Ok(supports::Entity::delete_by_id(key).exec(tx).await?.rows_affected == 1)
}

/// People who support a proposal or one that was merged into it, each counted once.
pub async fn count(db: &impl ConnectionTrait, proposal: &ProposalId) -> Result<u64, StoreError> {
    let mut all = vec![proposal.clone()];
    let mut next = 0;
    while let Some(one) = all.get(next).cloned() {
        let parts = merged_into(db, &one).await?;
        all.extend(parts.into_iter().map(|part| part.id));
        next += 1;
    }
    let ids = all.iter().map(ProposalId::as_str);
    let people = supports::Entity::find()
        .select_only()
        .column(supports::Column::Who)
        .distinct()
        .filter(supports::Column::Proposal.is_in(ids));
    Ok(people.into_tuple::<Vec<u8>>().count(db).await?)
}

/// Destroys every support of a process: the counts stay.
pub async fn destroy_of(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<u64, StoreError> {
    let of_process = supports::Column::Process.eq(process.as_str());
    Ok(supports::Entity::delete_many().filter(of_process).exec(tx).await?.rows_affected)
}

/// Whether a process has supports.
pub async fn any(db: &impl ConnectionTrait, process: &ElectionId) -> Result<bool, StoreError> {
    let found = supports::Entity::find().filter(supports::Column::Process.eq(process.as_str()));
    Ok(found.one(db).await?.is_some())
}

/// Makes the disk forget what was destroyed. SQLite overwrites freed pages; in PostgreSQL's files a deleted row, or
/// a salt before it was emptied, stands until the table is written anew.
pub async fn forget_rows(office: &Db) -> Result<(), StoreError> {
    if office.backend() == DatabaseBackend::Postgres {
        for table in ["supports", "support_salts"] {
            let anew = format!("VACUUM (FULL, ANALYZE) {table}");
            if let Err(error) = office.writer().execute_unprepared(&anew).await {
                tracing::warn!("{anew} was refused: {error}");
            }
        }
    }
    office.forget_write_order().await
}
