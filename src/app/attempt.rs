//! The attempt: makes casting idempotent.
//!
//! The check page carries a random token that is bound to what the page showed. Sending the same
//! page twice, from an impatient thumb or after a lost answer, is the same attempt and gets the
//! same slip; it can never become a second vote, and never an "already voted" without a slip.

use hmac::{Hmac, KeyInit, Mac};
use morada_engine::ballot::Ballot;
use morada_engine::encoding::{from_hex, to_hex};
use morada_engine::ids::ElectionId;
use sha2::{Digest, Sha256};

use super::House;

/// A token of the check page, bound to the election and the ballot it showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    token: [u8; 16],
    mac: [u8; 32],
}

impl Attempt {
    /// A fresh attempt to cast `ballot`.
    pub fn issue(house: &House, election: &ElectionId, ballot: &Ballot) -> Self {
        let token: [u8; 16] = rand::random();
        Self { token, mac: bind(house, &token, election, ballot).finalize().into_bytes().into() }
    }

    /// The hidden field's value.
    pub fn to_field(&self) -> String {
        format!("{}{}", to_hex(&self.token), to_hex(&self.mac))
    }

    /// Reads the hidden field; `None` unless it was issued for exactly this ballot.
    pub fn from_field(
        house: &House,
        election: &ElectionId,
        ballot: &Ballot,
        field: &str,
    ) -> Option<Self> {
        let (token, mac) = field.split_at_checked(32)?;
        let token = from_hex::<16>(token).ok()?;
        let mac = from_hex::<32>(mac).ok()?;
        bind(house, &token, election, ballot).verify_slice(&mac).ok()?;
        Some(Self { token, mac })
    }

    /// What the urn remembers of it: nothing that leads back to the ballot.
    pub fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest([b"morada/attempt/v1".as_slice(), &self.token].concat()).into()
    }
}

fn bind(house: &House, token: &[u8; 16], election: &ElectionId, ballot: &Ballot) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&house.secret.key("morada/attempt/v1"))
        .expect("HMAC takes a key of any length");
    for part in [token.as_slice(), election.as_str().as_bytes(), &ballot.to_bytes()] {
        mac.update(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        mac.update(part);
    }
    mac
}
