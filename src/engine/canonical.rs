//! CR-1, the canonical record (docs/FORMATS.md section 1): one value, one spelling, one hash.
//!
//! RFC 8785 JSON restricted to what two programs cannot disagree about.

use serde::Serialize;
use serde_json::Value;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The most bytes a leaf may have (the entry limit of C2SP tlog-tiles).
pub const LEAF_LIMIT: usize = 65_535;
const LARGEST: u64 = (1 << 53) - 1;

/// Why a value or a text is not a canonical record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    /// It is not JSON at all.
    #[error("not JSON: {0}")]
    Json(String),
    /// The top level is not an object.
    #[error("the top level is not an object")]
    TopLevel,
    /// A key outside `[a-z0-9_]+`.
    #[error("the key {0:?} is outside a-z, 0-9 and _")]
    Key(String),
    /// `null`, a negative, a fraction, an exponent or a number above 2^53 - 1.
    #[error("the value {0} is neither a string, a truth value nor a whole number up to 2^53 - 1")]
    Value(String),
    /// A string that is not NFC or has a control character.
    #[error("the string {0:?} is not NFC or has a control character")]
    Text(String),
    /// The bytes are not the canonical spelling of their value.
    #[error("the bytes are not the canonical spelling of the value")]
    Spelling,
    /// A leaf above [`LEAF_LIMIT`].
    #[error("{0} bytes are more than a leaf may have")]
    TooLong(usize),
}

/// The canonical bytes of `value`.
///
/// # Errors
/// [`CanonicalError`] when the value cannot be written as a canonical record.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    let value = serde_json::to_value(value).map_err(|e| CanonicalError::Json(e.to_string()))?;
    check_top(&value)?;
    Ok(value.to_string().into_bytes())
}

/// Reads canonical bytes; a text that would be spelled differently is refused.
///
/// # Errors
/// [`CanonicalError`], the first fault found.
pub fn parse(bytes: &[u8]) -> Result<Value, CanonicalError> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|e| CanonicalError::Json(e.to_string()))?;
    check_top(&value)?;
    // Duplicate keys, white space and needless escapes all come out differently the second time.
    if value.to_string().as_bytes() == bytes { Ok(value) } else { Err(CanonicalError::Spelling) }
}

/// Reads one leaf: canonical bytes within [`LEAF_LIMIT`].
///
/// # Errors
/// [`CanonicalError`], the first fault found.
pub fn parse_leaf(bytes: &[u8]) -> Result<Value, CanonicalError> {
    if bytes.len() > LEAF_LIMIT {
        return Err(CanonicalError::TooLong(bytes.len()));
    }
    parse(bytes)
}

fn check_top(value: &Value) -> Result<(), CanonicalError> {
    if value.is_object() { check(value) } else { Err(CanonicalError::TopLevel) }
}

fn check(value: &Value) -> Result<(), CanonicalError> {
    match value {
        Value::Bool(_) => Ok(()),
        Value::Number(n) if n.as_u64().is_some_and(|n| n <= LARGEST) => Ok(()),
        Value::Null | Value::Number(_) => Err(CanonicalError::Value(value.to_string())),
        Value::String(text) => check_text(text),
        Value::Array(items) => items.iter().try_for_each(check),
        Value::Object(members) => members.iter().try_for_each(|(key, member)| {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
            if key.is_empty() || !key.bytes().all(plain) {
                return Err(CanonicalError::Key(key.clone()));
            }
            check(member)
        }),
    }
}

/// A typed text as records carry it: composed (NFC), so that one name has one spelling.
///
/// # Errors
/// [`CanonicalError::Text`] when it has a control character.
pub fn compose(typed: &str) -> Result<String, CanonicalError> {
    let composed: String = typed.nfc().collect();
    check_text(&composed).map(|()| composed)
}

fn check_text(text: &str) -> Result<(), CanonicalError> {
    if is_nfc(text) && !text.chars().any(char::is_control) {
        Ok(())
    } else {
        Err(CanonicalError::Text(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_has_one_spelling() {
        assert!(parse(br#"{"a":[],"b":{},"c":true}"#).is_ok());
        for (spelling, why) in [
            (r#"{"b":1,"a":2}"#, "keys not sorted"),
            (r#"{"a":1, "b":2}"#, "white space"),
            (r#"{"a":1,"a":1}"#, "duplicate key"),
            (r#"{"a":1.0}"#, "fraction"),
            (r#"{"a":1e3}"#, "exponent"),
            (r#"{"a":-1}"#, "negative"),
            (r#"{"a":-0}"#, "negative zero"),
            (r#"{"a":9007199254740992}"#, "over 2^53-1"),
            (r#"{"a":null}"#, "null"),
            (r#"{"a":"\u0041"}"#, "needless escape"),
            (r#"{"a":"x\ny"}"#, "control character"),
            ("[1]", "top level is not an object"),
            (r#"{"A":1}"#, "key outside a-z"),
            ("{\"a\":1}\n", "trailing byte"),
            ("{\"a\":\"e\u{301}\"}", "not NFC"),
        ] {
            assert!(parse(spelling.as_bytes()).is_err(), "{why}: {spelling}");
        }
    }

    #[test]
    fn a_name_typed_in_two_ways_is_one_name() {
        assert_eq!(compose("Andre\u{301}"), Ok("Andr\u{e9}".to_owned()));
        assert_eq!(compose("A\nB"), Err(CanonicalError::Text("A\nB".to_owned())));
    }

    #[test]
    fn the_shared_vectors_are_accepted_and_refused() {
        let vectors = crate::vectors::pbv1();
        let canonical = &vectors["canonical"];
        for text in crate::vectors::cases(canonical, "accept") {
            let text = text.as_str().unwrap();
            assert!(parse(text.as_bytes()).is_ok(), "{text}");
        }
        for case in crate::vectors::cases(canonical, "reject") {
            let text = crate::vectors::text(case, "json");
            assert!(parse(text.as_bytes()).is_err(), "{}: {text}", case["why"]);
        }
    }
}
