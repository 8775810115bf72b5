//! The schema of the two databases, in order. Each migration runs on SQLite and PostgreSQL.
// `MigrationTrait` is an async_trait: its methods cannot be implemented with `SchemaManager<'_>`.
#![allow(elided_lifetimes_in_paths)]

use sea_orm_migration::prelude::{DbErr, MigratorTrait};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection};

pub mod office;
mod sql;
pub mod urn;

/// Brings the office to this program's schema. `db` must be a pool of one connection.
///
/// # Errors
/// [`DbErr`], also when the database is newer than the program.
pub async fn migrate_office(db: &DatabaseConnection) -> Result<(), DbErr> {
    migrate::<office::OfficeMigrator>(db).await
}

/// Brings the urn to this program's schema. `db` must be a pool of one connection.
///
/// # Errors
/// [`DbErr`], also when the database is newer than the program.
pub async fn migrate_urn(db: &DatabaseConnection) -> Result<(), DbErr> {
    migrate::<urn::UrnMigrator>(db).await
}

/// Migrates under a lock: four nodes that start at once must not create one table four times.
async fn migrate<M: MigratorTrait>(db: &DatabaseConnection) -> Result<(), DbErr> {
    let postgres = db.get_database_backend() == DatabaseBackend::Postgres;
    let known: Vec<String> =
        M::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    if postgres {
        // A session's lock: it holds because the pool has one connection.
        db.execute_unprepared("SELECT pg_advisory_lock(77072656461)").await?;
    }
    let outcome = async {
        let applied = M::get_migration_models(db).await?;
        if let Some(foreign) = applied.iter().find(|m| !known.contains(&m.version)) {
            return Err(DbErr::Custom(format!(
                "this database was written by a newer Morada (it has {}). Start the newer program",
                foreign.version
            )));
        }
        M::up(db, None).await
    }
    .await;
    if postgres {
        db.execute_unprepared("SELECT pg_advisory_unlock(77072656461)").await?;
    }
    outcome
}
