//! What names or reaches a person, sealed before it meets the database.
//!
//! XChaCha20-Poly1305 under a key derived from the server's secret, which stands in no database. The row
//! it belongs to is sealed along, so nothing can be moved to another one; lengths are rounded up.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use rand::RngExt;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::app::House;
use crate::store::StoreError;

/// Lengths are multiples of this, so that a short name is not seen to be one.
const ROUND: usize = 512;

/// Seals a value for the row `id` of `table`.
pub fn seal<T: Serialize>(house: &House, table: &str, id: &str, value: &T) -> Vec<u8> {
    Sealer::of(house).seal(table, id, value)
}

/// What seals, for work that is done beside the house.
#[derive(Clone)]
pub struct Sealer(XChaCha20Poly1305);

impl Sealer {
    /// The sealer of a house.
    pub fn of(house: &House) -> Self {
        Self(cipher(house))
    }

    /// Seals a value for the row `id` of `table`.
    pub fn seal<T: Serialize>(&self, table: &str, id: &str, value: &T) -> Vec<u8> {
        let mut plain = Zeroizing::new(
            serde_json::to_vec(value)
                .expect("our own structures have string keys and plain values"),
        );
        // White space behind a record changes nothing in it.
        let rounded = plain.len().next_multiple_of(ROUND);
        plain.resize(rounded, b' ');
        self.seal_bytes(table, id, &plain)
    }

    fn seal_bytes(&self, table: &str, id: &str, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; 24] = rand::rng().random();
        let aad = format!("{table}/{id}");
        let sealed = self
            .0
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: aad.as_bytes() })
            .expect("a form is within the cipher's limit");
        [nonce.as_slice(), &sealed].concat()
    }
}

/// Opens what [`seal`] made for the same row.
///
/// # Errors
/// [`StoreError::Corrupt`] when it is another row's, or the server's secret is another one.
pub fn open<T: DeserializeOwned>(
    house: &House,
    table: &str,
    id: &str,
    sealed: &[u8],
) -> Result<T, StoreError> {
    let plain = open_bytes(house, table, id, sealed)?;
    // The reason would repeat what was sealed.
    serde_json::from_slice(&plain).map_err(|_| unreadable(table))
}

/// Seals bytes for the row `id` of `table`.
pub fn seal_bytes(house: &House, table: &str, id: &str, plain: &[u8]) -> Vec<u8> {
    Sealer::of(house).seal_bytes(table, id, plain)
}

/// Opens what [`seal_bytes`] made for the same row.
///
/// # Errors
/// [`StoreError::Corrupt`], as [`open`].
pub fn open_bytes(
    house: &House,
    table: &str,
    id: &str,
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let (nonce, sealed) = sealed.split_first_chunk::<24>().ok_or_else(|| unreadable(table))?;
    let aad = format!("{table}/{id}");
    let payload = Payload { msg: sealed, aad: aad.as_bytes() };
    let opened = cipher(house).decrypt(&XNonce::from(*nonce), payload);
    opened.map(Zeroizing::new).map_err(|_| unreadable(table))
}

fn unreadable(table: &str) -> StoreError {
    StoreError::Corrupt(format!("{table}.sealed does not open with this server's secret"))
}

fn cipher(house: &House) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(house.secret.key("morada/roll/v1")))
}
