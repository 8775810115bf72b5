//! Random tokens that open something once or for a while. Only their hashes are kept.

use morada_engine::encoding::to_hex;
use morada_engine::hash::Hash;
use rand::RngExt;

use crate::app::House;

/// A fresh token of 256 bits, as 64 hex digits.
pub fn fresh(house: &House) -> String {
    to_hex(&house.chance().random::<[u8; 32]>())
}

/// A fresh id of 128 bits, as 32 hex digits. It opens nothing.
pub fn fresh_id(house: &House) -> String {
    to_hex(&house.chance().random::<[u8; 16]>())
}

/// What is kept of a token. It is random, so a plain hash cannot be guessed backwards.
pub fn sha(token: &str) -> String {
    Hash::of(&[token.as_bytes()]).to_hex()
}
