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

/// Repeats the last item until there is one of a few lengths (1, 2, 3, 4, 6, 8, 12, 16, 24, …), so that a
/// statement over any number of items is one of a few texts, which the database plans once.
pub fn rounded<T: Clone>(mut items: Vec<T>) -> Vec<T> {
    let power = items.len().next_power_of_two();
    let between = power / 4 * 3;
    let wanted = if items.len() <= between { between } else { power };
    if let Some(last) = items.last().cloned() {
        items.resize(wanted, last);
    }
    items
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

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn any_number_of_items_is_said_in_few_lengths() {
        let lengths: std::collections::BTreeSet<usize> =
            (1..=256).map(|n| rounded((0..n).collect()).len()).collect();
        let few = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];
        assert_eq!(lengths.into_iter().collect::<Vec<_>>(), few);
    }

    #[test]
    fn items_are_repeated_and_none_is_lost() {
        assert_eq!(rounded(vec!['a', 'b', 'c', 'd', 'e']), ['a', 'b', 'c', 'd', 'e', 'e']);
        assert!(rounded(Vec::<char>::new()).is_empty());
    }
}
