//! Short ways to take members out of a case; what is not of its form is `None`.

use serde_json::Value;

use crate::primitives::bytes::{Hash, from_base64, from_base64_exact, from_hex};

/// A text member.
pub fn text<'v>(case: &'v Value, key: &str) -> Option<&'v str> {
    case[key].as_str()
}

/// A whole number.
pub fn int(case: &Value, key: &str) -> Option<u64> {
    case[key].as_u64()
}

/// Bytes in hex.
pub fn hex<const N: usize>(case: &Value, key: &str) -> Option<[u8; N]> {
    from_hex(text(case, key)?)
}

/// A list of hashes in hex.
pub fn hashes(case: &Value, key: &str) -> Option<Vec<Hash>> {
    case[key].as_array()?.iter().map(|item| from_hex(item.as_str()?)).collect()
}

/// A hash in base64.
pub fn base64(case: &Value, key: &str) -> Option<Hash> {
    from_base64_exact(text(case, key)?)
}

/// Bytes of any length in base64.
pub fn bytes(case: &Value, key: &str) -> Option<Vec<u8>> {
    from_base64(text(case, key)?)
}

/// A list of hashes in base64; `null` is an empty list.
pub fn base64_hashes(case: &Value, key: &str) -> Option<Vec<Hash>> {
    if case[key].is_null() {
        return Some(Vec::new());
    }
    case[key].as_array()?.iter().map(|item| from_base64_exact(item.as_str()?)).collect()
}

/// A list of whole numbers.
pub fn ints(case: &Value, key: &str) -> Option<Vec<u64>> {
    case[key].as_array()?.iter().map(Value::as_u64).collect()
}

/// A list of texts.
pub fn texts<'v>(case: &'v Value, key: &str) -> Option<Vec<&'v str>> {
    case[key].as_array()?.iter().map(Value::as_str).collect()
}
