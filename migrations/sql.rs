//! One spelling of a table for both databases.

use sea_orm_migration::prelude::{DbErr, SchemaManager};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

/// Creates a table from columns written once.
///
/// `BYTES` becomes `BLOB` or `BYTEA`, `INT` becomes `INTEGER` or `BIGINT`. On SQLite the table is
/// `STRICT, WITHOUT ROWID`: a hidden row number would keep the order in which rows came.
///
/// # Errors
/// [`DbErr`].
pub async fn create_table(
    manager: &SchemaManager<'_>,
    name: &str,
    columns: &str,
) -> Result<(), DbErr> {
    let sqlite = manager.get_database_backend() == DatabaseBackend::Sqlite;
    let (bytes, int) = if sqlite { ("BLOB", "INTEGER") } else { ("BYTEA", "BIGINT") };
    let columns = columns.replace("BYTES", bytes).replace("INT ", &format!("{int} "));
    let tail = if sqlite { " STRICT, WITHOUT ROWID" } else { "" };
    let statement = format!("CREATE TABLE {name} ({columns}){tail}");
    manager.get_connection().execute_unprepared(&statement).await?;
    Ok(())
}

/// Makes a table refuse UPDATE and DELETE: what is written there stays written.
///
/// # Errors
/// [`DbErr`].
pub async fn append_only(manager: &SchemaManager<'_>, name: &str) -> Result<(), DbErr> {
    let db = manager.get_connection();
    if manager.get_database_backend() == DatabaseBackend::Sqlite {
        for act in ["UPDATE", "DELETE"] {
            db.execute_unprepared(&format!(
                "CREATE TRIGGER {name}_no_{act} BEFORE {act} ON {name} BEGIN \
                 SELECT RAISE(ABORT, '{name} is append-only'); END"
            ))
            .await?;
        }
        return Ok(());
    }
    db.execute_unprepared(&format!(
        "CREATE FUNCTION {name}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         RAISE EXCEPTION '{name} is append-only'; END $$"
    ))
    .await?;
    db.execute_unprepared(&format!(
        "CREATE TRIGGER {name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} \
         FOR EACH STATEMENT EXECUTE FUNCTION {name}_refuse()"
    ))
    .await?;
    Ok(())
}
