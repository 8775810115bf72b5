//! The only room that knows a database.
//!
//! `office` holds people and their papers, `urn` holds keys and sealed ballots. They are two
//! databases, and no function here takes both.

pub mod office;
mod sql;
pub mod urn;

use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use sea_orm::sqlx::error::DatabaseError;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, DbErr, RuntimeErr, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};

/// A transaction that may write; only the functions of the store look inside.
pub use sea_orm::DatabaseTransaction as Tx;

/// Whatever rows are read through: a reader, or a transaction that may write.
pub use sea_orm::ConnectionTrait as Reads;

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
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// Too much work is waiting.
    #[error("too much is waiting to be stored")]
    Busy,
    /// The ledger does not hold what was signed before: a restored backup, or a second process.
    #[error(
        "{signed} leaves of {election} were signed before, and this database has {has} leaves that do not \
         begin with them. It is not the newest: nothing is signed. Put back the newest backup"
    )]
    Forked {
        /// The election.
        election: String,
        /// Leaves under the last signed checkpoint.
        signed: u64,
        /// Leaves in the database.
        has: u64,
    },
}

/// One database: a writer that commits one transaction after another, and readers beside it.
#[derive(Debug)]
pub struct Db {
    url: String,
    writer: RwLock<DatabaseConnection>,
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
        let writers = if sqlite { 1 } else { 4 };
        let writer = RwLock::new(Database::connect(options(url, writers)).await?);
        let reader = Database::connect(options(url, readers.max(1))).await?;
        let db = Self { url: url.to_owned(), writer, reader };
        db.check_durability().await?;
        Ok(db)
    }

    /// Opens the office, brought to this program's schema.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be reached, is unsafe or is newer than the program.
    pub async fn open_office(url: &str, readers: u32) -> Result<Self, StoreError> {
        // The first connection creates a SQLite file.
        let db = Self::connect(url, readers).await?;
        morada_migrations::migrate_office(&single_connection(url).await?).await?;
        Ok(db)
    }

    /// A connection for reading.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// The connection that writes; only for what needs no transaction.
    pub fn writer(&self) -> DatabaseConnection {
        self.writer.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Which database this is.
    pub fn backend(&self) -> DatabaseBackend {
        self.reader.get_database_backend()
    }

    /// Begins a transaction that may write: immediate on SQLite, so that two writers queue instead
    /// of failing, and read-committed on PostgreSQL.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when others have kept the writer too long, [`StoreError::Db`].
    pub async fn write_tx(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        match self.writer().begin_with_options(options).await {
            Ok(tx) => Ok(tx),
            // The writer is well and at work for somebody else: nothing is broken, and a second
            // connection beside it would help nobody.
            Err(DbErr::ConnectionAcquire(_)) => Err(StoreError::Busy),
            Err(error) => Err(self.after_failure(error).await),
        }
    }

    /// Commits. On an error nobody knows whether the work is stored: the caller answers so, and the
    /// voter's next try with the same form finds out.
    ///
    /// # Errors
    /// [`StoreError::Full`] or [`StoreError::Db`]; a failing disk stops the program.
    pub async fn commit(&self, tx: DatabaseTransaction) -> Result<(), StoreError> {
        match tx.commit().await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.after_failure(error).await),
        }
    }

    /// Gives up a transaction after `error` and makes the writer fit to go on.
    pub async fn abandon(&self, tx: DatabaseTransaction, error: StoreError) -> StoreError {
        drop(tx);
        match error {
            StoreError::Db(error) => self.after_failure(error).await,
            other => other,
        }
    }

    /// After a failed transaction sqlx can keep a SQLite connection inside a phantom one, whose
    /// later commits store nothing (TRUST.md 0.1). So a connection that failed is never used again;
    /// and when the disk itself failed, neither is the process: a supervisor starts a fresh one.
    async fn after_failure(&self, error: DbErr) -> StoreError {
        if self.backend() != DatabaseBackend::Sqlite {
            return error.into();
        }
        let fault = disk_fault(&error);
        if fault == Some(DiskFault::Broken) {
            stop("the disk failed", &error);
        }
        match Database::connect(options(&self.url, 1)).await {
            Ok(fresh) => {
                let mut writer = self.writer.write().unwrap_or_else(PoisonError::into_inner);
                *writer = fresh;
            }
            Err(again) => stop("the database cannot be reached after a failure", &again),
        }
        if fault == Some(DiskFault::Full) { StoreError::Full } else { error.into() }
    }

    /// Makes the database forget in which order rows came, as far as it lets us.
    ///
    /// SQLite's write-ahead log is a copy of time (PROTOCOL.md 2.2): it is emptied; a reader can
    /// hold it for a moment, so we ask again. PostgreSQL gets a checkpoint, after which old
    /// segments of its log can go; `morada doctor` says when its settings keep them.
    ///
    /// # Errors
    /// [`StoreError::Db`].
    pub async fn forget_write_order(&self) -> Result<(), StoreError> {
        match self.backend() {
            DatabaseBackend::Sqlite => {
                for _ in 0..20 {
                    let text = "PRAGMA wal_checkpoint(TRUNCATE)";
                    let row = sql::first(&self.writer(), text, []).await?;
                    let busy = row.map_or(Ok(0), |row| sql::get::<i32>(&row, 0))?;
                    if busy == 0 {
                        return Ok(());
                    }
                    tokio::time::sleep(Duration::from_millis(25)).await;
                }
                tracing::warn!(
                    "readers kept the write-ahead log; it is emptied with the next batch"
                );
            }
            _ => {
                // A new segment first: the checkpoint can only let go of finished ones.
                for act in ["SELECT pg_switch_wal()", "CHECKPOINT"] {
                    if let Err(error) = self.writer().execute_unprepared(act).await {
                        tracing::warn!("{act} was refused, {POSTGRES_ADVICE}: {error}");
                    }
                }
            }
        }
        Ok(())
    }

    /// What an operator wants to know of this database, in words.
    pub async fn describe(&self) -> Vec<String> {
        let questions: &[(&str, &str)] = match self.backend() {
            DatabaseBackend::Sqlite => &[
                ("SQLite", "SELECT sqlite_version()"),
                ("journal", "PRAGMA journal_mode"),
                (
                    "freed pages are overwritten",
                    "SELECT CAST(secure_delete AS TEXT) FROM pragma_secure_delete",
                ),
            ],
            _ => &[
                ("PostgreSQL", "SHOW server_version"),
                ("synchronous_commit", "SHOW synchronous_commit"),
                ("wal_recycle (off, or old order stays on the disk)", "SHOW wal_recycle"),
                ("log_statement (none, or the log is a copy of time)", "SHOW log_statement"),
            ],
        };
        let mut lines = Vec::new();
        for (name, question) in questions {
            let row = sql::first(&self.reader, question, []).await;
            let answer = row.ok().flatten().and_then(|row| row.try_get_by_index::<String>(0).ok());
            lines.push(format!("{name}: {}", answer.unwrap_or_else(|| "unknown".to_owned())));
        }
        lines
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
        let row = self.writer().query_one_raw(statement).await?;
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DiskFault {
    Full,
    Broken,
}

/// What a SQLite error says about the disk: 13 is full, 10 an I/O error, 11 a corrupt file.
fn disk_fault(error: &DbErr) -> Option<DiskFault> {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return None;
    };
    let code: u32 = cause.as_database_error().and_then(DatabaseError::code)?.parse().ok()?;
    // Extended codes carry the primary one in their low byte (SQLITE_IOERR_FSYNC is 1034).
    match code & 0xff {
        13 => Some(DiskFault::Full),
        10 | 11 => Some(DiskFault::Broken),
        _ => None,
    }
}

/// What a PostgreSQL needs so that its log does not keep the order of casting.
pub const POSTGRES_ADVICE: &str = "so PostgreSQL's log keeps the order in which ballots came. Run: \
     GRANT pg_checkpoint TO morada; GRANT EXECUTE ON FUNCTION pg_switch_wal() TO morada; \
     ALTER SYSTEM SET wal_recycle = off";

/// Ends the process at once: no destructor may write, no further promise may be given.
pub fn stop(what: &str, why: &dyn std::fmt::Display) -> ! {
    tracing::error!("{what}: {why}. Stopping, so that nothing is acknowledged that is not kept");
    std::process::abort()
}
