//! The commitment to a ballot: it fixes the ballot in the ledger and says nothing about it.

use std::fmt;

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::encoding::{self, EncodingError, hex_bytes};
use crate::hash::Hash;
use crate::ids::ElectionId;

hex_bytes!(
    /// `SHA-256("pb/v1/ballot" || 0x00 || u16be(len election) || election || r || B)`.
    Commitment,
    32
);

/// The 32 random bytes `r` that hide a ballot in its commitment. Wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Nonce([u8; 32]);

impl Nonce {
    /// Draws one.
    pub fn generate(chance: &mut impl CryptoRng) -> Self {
        let mut nonce = Self([0; 32]);
        chance.fill_bytes(&mut nonce.0);
        nonce
    }

    /// Wraps the bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The bytes in hex, for the openings that observers get.
    pub fn to_hex(&self) -> String {
        encoding::to_hex(&self.0)
    }

    /// Reads lower-case hex.
    ///
    /// # Errors
    /// [`EncodingError::Hex`] for any other spelling.
    pub fn parse_hex(text: &str) -> Result<Self, EncodingError> {
        encoding::from_hex(text).map(Self)
    }
}

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonce(hidden)")
    }
}

impl Commitment {
    /// Commits to the record `ballot` of an election.
    pub fn new(election: &ElectionId, nonce: &Nonce, ballot: &[u8]) -> Self {
        let name = election.as_str().as_bytes();
        let length = u16::try_from(name.len()).expect("an id has at most 64 characters of ASCII");
        let domain = b"pb/v1/ballot\0";
        let hash = Hash::of(&[domain, &length.to_be_bytes(), name, &nonce.0, ballot]);
        Self(*hash.as_bytes())
    }
}
