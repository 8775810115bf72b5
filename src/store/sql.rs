//! The few helpers for hand-written statements: numbered places for values, typed reading.

use sea_orm::{
    ColIdx, ConnectionTrait, DatabaseBackend, QueryResult, Statement, TryGetable, Value,
};

use super::StoreError;

/// A statement with `$1`, `$2`, … for its values; both databases read them.
pub fn statement(
    backend: DatabaseBackend,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Statement {
    Statement::from_sql_and_values(backend, text, values)
}

/// Reads all rows of a statement.
///
/// # Errors
/// [`StoreError::Db`].
pub async fn all<C: ConnectionTrait>(
    db: &C,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    Ok(db.query_all_raw(statement(db.get_database_backend(), text, values)).await?)
}

/// Reads the first row of a statement, if there is one.
///
/// # Errors
/// [`StoreError::Db`].
pub async fn first<C: ConnectionTrait>(
    db: &C,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<QueryResult>, StoreError> {
    Ok(db.query_one_raw(statement(db.get_database_backend(), text, values)).await?)
}

/// Carries a statement out and says how many rows it touched.
///
/// # Errors
/// [`StoreError::Db`].
pub async fn execute<C: ConnectionTrait>(
    db: &C,
    text: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64, StoreError> {
    let done = db.execute_raw(statement(db.get_database_backend(), text, values)).await?;
    Ok(done.rows_affected())
}

/// `($1, $2), ($3, $4)` for `rows` rows of `width` values.
pub fn places(rows: usize, width: usize) -> String {
    let row = |r: usize| {
        let cells: Vec<String> = (1..=width).map(|c| format!("${}", r * width + c)).collect();
        format!("({})", cells.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// `$1, $2, $3` for a list of `count` values.
pub fn list(count: usize) -> String {
    (1..=count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// One column of a row.
///
/// # Errors
/// [`StoreError::Corrupt`] when it is missing or of another type.
pub fn get<T: TryGetable>(row: &QueryResult, column: impl ColIdx) -> Result<T, StoreError> {
    row.try_get_by(column).map_err(|e| StoreError::Corrupt(e.to_string()))
}

/// A column with exactly `N` bytes.
///
/// # Errors
/// [`StoreError::Corrupt`] when it is missing or of another length.
pub fn get_bytes<const N: usize>(row: &QueryResult, column: &str) -> Result<[u8; N], StoreError> {
    let bytes: Vec<u8> = get(row, column)?;
    bytes.try_into().map_err(|_| StoreError::Corrupt(format!("{column} is not {N} bytes")))
}

/// A whole number that is never negative.
///
/// # Errors
/// [`StoreError::Corrupt`] when it is missing or negative.
pub fn get_u64(row: &QueryResult, column: &str) -> Result<u64, StoreError> {
    let number: i64 = get(row, column)?;
    u64::try_from(number).map_err(|_| StoreError::Corrupt(format!("{column} is negative")))
}

/// A whole number for a column; numbers above 2^63 do not occur (CR-1 ends at 2^53).
pub fn int(number: u64) -> Value {
    Value::BigInt(Some(i64::try_from(number).unwrap_or(i64::MAX)))
}

/// Bytes for a column.
pub fn bytes(bytes: &[u8]) -> Value {
    Value::Bytes(Some(bytes.to_vec()))
}
