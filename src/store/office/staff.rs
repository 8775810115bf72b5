//! Accounts of those who run a process.

use std::collections::BTreeSet;

use morada_engine::ids::PlaceId;
use morada_engine::permission::Role;
use morada_engine::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, SqlErr};

use super::column::{instant, named, parsed, stored, whole};
use super::entities::{staff, staff_roles};
use crate::store::StoreError;

/// Written where a role is held in the whole house instead of one place.
const HOUSE: &str = "*";

/// An account, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Random, and used in every record of what the account did.
    pub id: String,
    /// What its owner types to sign in.
    pub name: String,
    /// How its owner wants to be named in public acts, e.g. `Ana R., elections officer`.
    pub shown_as: String,
    /// The office or department.
    pub team: String,
    /// The language of the pages after signing in, BCP 47.
    pub language: String,
    /// Since when nobody signs in with it.
    pub disabled_at: Option<Timestamp>,
    /// What it may do, and where.
    pub roles: Vec<HeldRole>,
}

/// A role, and where it is held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldRole {
    /// The place; `None` for the whole house.
    pub place: Option<PlaceId>,
    /// The role.
    pub role: Role,
}

/// What an account signs in with.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    /// Argon2id, as a PHC string; empty until the account is enrolled.
    pub password_hash: String,
    /// The second factor's key, sealed under the server's secret.
    pub totp_sealed: Vec<u8>,
    /// The time step of the last code taken; a code works once.
    pub totp_step: u64,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

/// Adds an account that nobody can sign in with yet. Says whether its name was free.
pub async fn insert(tx: &impl ConnectionTrait, account: &Account) -> Result<bool, StoreError> {
    let row = staff::Model {
        id: account.id.clone(),
        name: account.name.clone(),
        shown_as: account.shown_as.clone(),
        team: account.team.clone(),
        language: account.language.clone(),
        password_hash: String::new(),
        totp_sealed: Vec::new(),
        totp_step: 0,
        disabled_at: account.disabled_at.map(|at| stored(at.unix())),
    };
    match staff::Entity::insert(staff::ActiveModel::from(row)).exec_without_returning(tx).await {
        Ok(_) => {}
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            return Ok(false);
        }
        Err(error) => return Err(error.into()),
    }
    insert_roles(tx, &account.id, &account.roles).await?;
    Ok(true)
}

/// Replaces what an account may do.
pub async fn set_roles(
    tx: &impl ConnectionTrait,
    id: &str,
    roles: &[HeldRole],
) -> Result<(), StoreError> {
    let own = staff_roles::Column::Staff.eq(id);
    staff_roles::Entity::delete_many().filter(own).exec(tx).await?;
    insert_roles(tx, id, roles).await
}

async fn insert_roles(
    tx: &impl ConnectionTrait,
    id: &str,
    roles: &[HeldRole],
) -> Result<(), StoreError> {
    for held in roles {
        let row = staff_roles::Model {
            staff: id.to_owned(),
            place: held.place.as_ref().map_or(HOUSE.to_owned(), ToString::to_string),
            role: held.role.name().to_owned(),
        };
        let insert = staff_roles::Entity::insert(staff_roles::ActiveModel::from(row));
        insert.exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The account of that id.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Account>, StoreError> {
    let row = staff::Entity::find_by_id(id.to_owned()).one(db).await?;
    match row {
        Some(row) => Ok(Some(account(db, row).await?)),
        None => Ok(None),
    }
}

/// The account that signs in with `name`, and its secrets.
pub async fn find_by_name(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<(Account, Secrets)>, StoreError> {
    let row = staff::Entity::find().filter(staff::Column::Name.eq(name)).one(db).await?;
    let Some(row) = row else { return Ok(None) };
    let secrets = Secrets {
        password_hash: row.password_hash.clone(),
        totp_sealed: row.totp_sealed.clone(),
        totp_step: whole(row.totp_step, "staff.totp_step")?,
    };
    Ok(Some((account(db, row).await?, secrets)))
}

/// The accounts whose owners have not chosen a password yet.
pub async fn not_enrolled(db: &impl ConnectionTrait) -> Result<BTreeSet<String>, StoreError> {
    let waiting = staff::Entity::find().filter(staff::Column::PasswordHash.eq(""));
    Ok(waiting.all(db).await?.into_iter().map(|row| row.id).collect())
}

/// Every account, by name.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Account>, StoreError> {
    let rows = staff::Entity::find().order_by_asc(staff::Column::Name).all(db).await?;
    let mut accounts = Vec::with_capacity(rows.len());
    for row in rows {
        accounts.push(account(db, row).await?);
    }
    Ok(accounts)
}

async fn account(db: &impl ConnectionTrait, row: staff::Model) -> Result<Account, StoreError> {
    let own = staff_roles::Column::Staff.eq(row.id.as_str());
    let rows = staff_roles::Entity::find().filter(own).all(db).await?;
    let held = |row: staff_roles::Model| {
        let in_house = row.place == HOUSE;
        let place = (!in_house).then(|| parsed(PlaceId::parse(&row.place), "staff_roles.place"));
        let role = named(Role::from_name(&row.role), "staff_roles.role")?;
        Ok(HeldRole { place: place.transpose()?, role })
    };
    let mut roles = rows.into_iter().map(held).collect::<Result<Vec<_>, StoreError>>()?;
    roles.sort();
    Ok(Account {
        id: row.id,
        name: row.name,
        shown_as: row.shown_as,
        team: row.team,
        language: row.language,
        disabled_at: row.disabled_at.map(|at| instant(at, "staff.disabled_at")).transpose()?,
        roles,
    })
}

/// Gives an account new secrets.
pub async fn set_secrets(
    tx: &impl ConnectionTrait,
    id: &str,
    secrets: &Secrets,
) -> Result<(), StoreError> {
    staff::Entity::update_many()
        .col_expr(staff::Column::PasswordHash, Expr::value(secrets.password_hash.clone()))
        .col_expr(staff::Column::TotpSealed, Expr::value(secrets.totp_sealed.clone()))
        .col_expr(staff::Column::TotpStep, Expr::value(stored(secrets.totp_step)))
        .filter(staff::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Marks the code of `step` as used. Says whether it was still unused: of two sign-ins with one
/// code, one wins.
pub async fn use_code(tx: &impl ConnectionTrait, id: &str, step: u64) -> Result<bool, StoreError> {
    let used = staff::Entity::update_many()
        .col_expr(staff::Column::TotpStep, Expr::value(stored(step)))
        .filter(staff::Column::Id.eq(id))
        .filter(staff::Column::TotpStep.lt(stored(step)))
        .exec(tx)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Closes an account (`Some`) or opens it again (`None`).
pub async fn set_disabled(
    tx: &impl ConnectionTrait,
    id: &str,
    since: Option<Timestamp>,
) -> Result<(), StoreError> {
    staff::Entity::update_many()
        .col_expr(staff::Column::DisabledAt, Expr::value(since.map(|at| stored(at.unix()))))
        .filter(staff::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
