//! What stands in a column, parsed; and values, made ready for one.

use std::fmt::Display;

use morada_engine::money::Money;
use morada_engine::time::Timestamp;
use sea_orm::TryInsertResult;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::store::StoreError;

/// A value that `parse` made of a column.
pub fn parsed<T, E: Display>(outcome: Result<T, E>, column: &str) -> Result<T, StoreError> {
    outcome.map_err(|reason| StoreError::Corrupt(format!("{column}: {reason}")))
}

/// A value that is found by its name.
pub fn named<T>(found: Option<T>, column: &str) -> Result<T, StoreError> {
    found.ok_or_else(|| StoreError::Corrupt(format!("{column} has an unknown name")))
}

/// A whole number that fits its type.
pub fn whole<T: TryFrom<i64>>(number: i64, column: &str) -> Result<T, StoreError> {
    T::try_from(number).map_err(|_| StoreError::Corrupt(format!("{column} is {number}")))
}

/// An instant.
pub fn instant(number: i64, column: &str) -> Result<Timestamp, StoreError> {
    whole(number, column).map(Timestamp::from_unix)
}

/// A sum of money.
pub fn money(number: i64, column: &str) -> Result<Money, StoreError> {
    let minor = whole(number, column)?;
    named(Money::from_minor(minor), column)
}

/// A whole number for a column; those above 2^63 do not occur (CR-1 ends at 2^53).
pub fn stored(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

/// A structure kept as JSON.
pub fn from_json<T: DeserializeOwned>(text: &str, column: &str) -> Result<T, StoreError> {
    parsed(serde_json::from_str(text), column)
}

/// A structure as JSON.
pub fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our own structures have string keys and plain values")
}

/// Whether the row is new: its key was free.
pub fn is_new(outcome: &TryInsertResult<u64>) -> bool {
    matches!(outcome, TryInsertResult::Inserted(rows) if *rows > 0)
}
