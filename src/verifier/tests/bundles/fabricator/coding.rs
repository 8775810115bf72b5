//! Hashes and spellings, written for the tests alone.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 of joined parts.
pub fn sha(parts: &[&[u8]]) -> [u8; 32] {
    Sha256::digest(parts.concat()).into()
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect::<Vec<_>>().concat()
}

/// Standard base64, by the bits.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bit = |at: usize| bytes.get(at / 8).map_or(0, |b| usize::from(b >> (7 - at % 8) & 1));
    let digits = (bytes.len() * 8).div_ceil(6);
    let digit = |d: usize| (0..6).fold(0, |value, at| value * 2 + bit(6 * d + at));
    let mut text: String = (0..digits).map(|d| char::from(DIGITS[digit(d)])).collect();
    text.push_str(&"=".repeat((4 - digits % 4) % 4));
    text
}

/// A canonical record: members sorted, no spaces.
pub fn canon(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canon).collect::<Vec<_>>().join(","))
        }
        Value::Object(members) => {
            let mut keys: Vec<&String> = members.keys().collect();
            keys.sort();
            let member =
                |key: &&String| format!("{}:{}", Value::from(key.as_str()), canon(&members[*key]));
            format!("{{{}}}", keys.iter().map(member).collect::<Vec<_>>().join(","))
        }
        plain => plain.to_string(),
    }
}

/// The hash of a leaf.
pub fn leaf_hash(line: &str) -> [u8; 32] {
    sha(&[&[0], line.as_bytes()])
}

/// The root over leaf hashes, by the definition of RFC 6962.
pub fn root(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => sha(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            sha(&[&[1], &root(left), &root(right)])
        }
    }
}

/// A tracking code: 100 bits in Crockford's digits, five by five.
pub fn tracking_code(leaf: &[u8; 32]) -> String {
    let bit = |at: usize| usize::from(leaf[at / 8] >> (7 - at % 8) & 1);
    let symbol = |s: usize| (0..5).fold(0, |value, at| value * 2 + bit(5 * s + at));
    let digits = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let symbols: Vec<String> = (0..20).map(|s| char::from(digits[symbol(s)]).to_string()).collect();
    symbols.chunks(5).map(<[String]>::concat).collect::<Vec<_>>().join("-")
}
