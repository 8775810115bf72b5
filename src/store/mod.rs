//! The only room that knows a database.
//!
//! `office` holds people and their papers, `urn` holds keys and sealed ballots. They are two
//! databases, and no function here takes both.

pub mod urn;

use std::time::Duration;

use sea_orm::sqlx::error::DatabaseError;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, DbErr, RuntimeErr, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database said no.
    #[error("database: {0}")]
    Db(#[from] DbErr),
    /// The set-up of the database would lose acknowledged ballots.
    #[error("the database is not set up to keep what it acknowledged: {0}")]
    Unsafe(String),
    /// A stored row does not parse: somebody else wrote it.
    #[error("a stored record cannot be read: {0}")]
    Corrupt(String),
    /// Too much work is waiting.
    #[error("too many ballots are waiting to be stored")]
    Busy,
}

/// One database: a writer that commits one transaction after another, and readers beside it.
#[derive(Debug, Clone)]
pub struct Db {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
}

/// A pool of one connection, as migrations need it.
///
/// # Errors
/// [`StoreError::Db`].
pub async fn single_connection(url: &str) -> Result<DatabaseConnection, StoreError> {
    Ok(Database::connect(options(url, 1)).await?)
}

impl Db {
    /// Connects, and refuses a database that would lose what it acknowledged (TRUST.md 0.4).
    ///
    /// # Errors
    /// [`StoreError::Unsafe`] with the setting that is wrong, [`StoreError::Db`] otherwise.
    pub async fn connect(url: &str, readers: u32) -> Result<Self, StoreError> {
        let sqlite = url.starts_with("sqlite:");
        // A second SQLite writer only waits in the busy handler; PostgreSQL's group commit
        // needs just one connection as well, the rest serve the staff's small transactions.
        let writer = Database::connect(options(url, if sqlite { 1 } else { 4 })).await?;
        let reader = Database::connect(options(url, readers.max(1))).await?;
        let db = Self { writer, reader };
        db.check_durability().await?;
        Ok(db)
    }

    /// A connection for reading.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// The connection that writes; migrations and checkpoints only. Others use [`Db::write_tx`].
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Which database this is.
    pub fn backend(&self) -> DatabaseBackend {
        self.writer.get_database_backend()
    }

    /// Begins a transaction that may write: immediate on SQLite, so that two writers queue instead
    /// of failing, and read-committed on PostgreSQL.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn write_tx(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        let tx = self.writer.begin_with_options(options).await;
        tx.map_err(|error| fail_stop_on_disk_trouble(error).into())
    }

    /// Commits, or stops the program.
    ///
    /// After a failed commit sqlx keeps the connection in a phantom transaction whose later commits
    /// store nothing (TRUST.md 0.1), and nobody can know whether this one did. A supervisor starts
    /// us again; voters try again with the same form and get the same answer.
    pub async fn commit(tx: DatabaseTransaction) {
        if let Err(error) = tx.commit().await {
            stop("a commit failed", &error);
        }
    }

    /// Rolls back, or stops the program for the same reason.
    pub async fn roll_back(tx: DatabaseTransaction) {
        if let Err(error) = tx.rollback().await {
            stop("a rollback failed", &error);
        }
    }

    /// Empties SQLite's write-ahead log: it is a copy of time (PROTOCOL.md 2.2).
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn forget_write_order(&self) -> Result<(), StoreError> {
        if self.backend() == DatabaseBackend::Sqlite {
            self.writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }

    async fn check_durability(&self) -> Result<(), StoreError> {
        match self.backend() {
            DatabaseBackend::Sqlite => {
                self.demand("PRAGMA journal_mode", "journal_mode", &["wal"]).await?;
                self.demand("PRAGMA synchronous", "synchronous", &["2", "3"]).await
            }
            DatabaseBackend::Postgres => {
                for name in ["fsync", "full_page_writes", "synchronous_commit"] {
                    let good: &[&str] = &["on", "remote_apply", "remote_write"];
                    self.demand(&format!("SHOW {name}"), name, good).await?;
                }
                Ok(())
            }
            other => Err(StoreError::Unsafe(format!("{other:?} is neither SQLite nor PostgreSQL"))),
        }
    }

    async fn demand(&self, question: &str, name: &str, good: &[&str]) -> Result<(), StoreError> {
        let statement = Statement::from_string(self.backend(), question.to_owned());
        let row = self.writer.query_one_raw(statement).await?;
        let row = row.ok_or_else(|| StoreError::Unsafe(format!("{name} is unknown")))?;
        let found = match row.try_get_by_index::<String>(0) {
            Ok(text) => text,
            Err(_) => row.try_get_by_index::<i32>(0)?.to_string(),
        };
        if good.contains(&found.to_lowercase().as_str()) {
            Ok(())
        } else {
            Err(StoreError::Unsafe(format!("{name} is {found}, it must be {}", good.join(" or "))))
        }
    }
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .record_stmt_in_spans(false)
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(Duration::from_secs(10))
                // Freed pages would otherwise keep superseded ballots.
                .pragma("secure_delete", "ON")
                .pragma("temp_store", "MEMORY")
        })
        .map_sqlx_postgres_opts(|postgres| {
            postgres.options([
                ("statement_timeout", "60000"),
                ("lock_timeout", "30000"),
                ("idle_in_transaction_session_timeout", "60000"),
            ])
        });
    options
}

/// SQLite codes after which nothing this process holds can be trusted: I/O error, corrupt file.
const DISK_TROUBLE: [&str; 2] = ["10", "11"];

/// Stops the program when the disk itself failed; hands every other error back.
pub fn fail_stop_on_disk_trouble(error: DbErr) -> DbErr {
    if let DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause)) = &error
    {
        let code = cause.as_database_error().and_then(DatabaseError::code).unwrap_or_default();
        // Extended codes carry the primary one in their low byte (SQLITE_IOERR_FSYNC is 1034).
        let primary = code.parse::<u32>().map(|c| (c & 0xff).to_string()).unwrap_or_default();
        if DISK_TROUBLE.contains(&primary.as_str()) && code.len() <= 5 && !code.starts_with('0') {
            stop("the disk failed", &error);
        }
    }
    error
}

/// Ends the process at once: no destructor may write, no further promise may be given.
pub fn stop(what: &str, why: &dyn std::fmt::Display) -> ! {
    tracing::error!("{what}: {why}. Stopping, so that nothing is acknowledged that is not kept");
    std::process::abort()
}
