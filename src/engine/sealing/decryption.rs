//! One trustee's part in opening a ballot, with the proof that it was made with the right share.
//!
//! The proof is Chaum and Pedersen's for equal discrete logarithms (CRYPTO '92), made
//! non-interactive with every value of the statement in the hash (docs/FORMATS.md section 5).

use std::fmt;

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT;
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha512};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::commitment::Commitment;
use super::trustees::{TrusteeShare, TrusteesKey};
use crate::canonical::{self, CanonicalError};
use crate::encoding::hex_bytes;
use crate::ids::ElectionId;

hex_bytes!(
    /// The encoding of a point of ristretto255, not yet looked at.
    PointBytes,
    32
);
hex_bytes!(
    /// The encoding of a scalar of ristretto255, not yet looked at.
    ScalarBytes,
    32
);

/// A trustee's secret share. Wiped when dropped; `Debug` hides it.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct ShareSecret {
    index: u16,
    secret: Scalar,
}

impl ShareSecret {
    /// The share of trustee `index` from its 32 bytes; `None` if they are no canonical, usable scalar.
    pub fn from_bytes(index: u16, bytes: [u8; 32]) -> Option<Self> {
        let secret = Option::<Scalar>::from(Scalar::from_canonical_bytes(bytes))?;
        (index > 0 && secret != Scalar::ZERO).then_some(Self { index, secret })
    }

    pub(super) fn generate(index: u16, chance: &mut impl CryptoRng) -> Self {
        Self { index, secret: Scalar::random(chance) }
    }

    /// The 32 bytes, for the share file only.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.secret.to_bytes()
    }

    /// The trustee's number, from 1.
    pub fn index(&self) -> u16 {
        self.index
    }

    /// The public key of the share.
    pub fn key(&self) -> TrusteesKey {
        TrusteesKey::of_secret(&self.secret).expect("a share is not zero")
    }

    /// `s·R` without a proof; `None` when `point` is no canonical point or the neutral one.
    pub(super) fn multiply(&self, point: PointBytes) -> Option<RistrettoPoint> {
        Some(self.secret * TrusteesKey::from_bytes(*point.as_bytes())?.point())
    }

    /// Decrypts one sealed opening's point `R` as far as one share can, and proves it.
    ///
    /// `None` when `point` is no canonical point or the neutral one.
    pub fn decrypt(
        &self,
        election: &ElectionId,
        commitment: Commitment,
        point: PointBytes,
        chance: &mut impl CryptoRng,
    ) -> Option<PartialDecryption> {
        let sealed_to = TrusteesKey::from_bytes(*point.as_bytes())?.point();
        let decrypted = self.secret * sealed_to;
        let mut blind = Scalar::random(chance);
        let statement = Statement {
            election,
            index: self.index,
            key: self.key().to_bytes(),
            point: *point.as_bytes(),
            decrypted: decrypted.compress().to_bytes(),
        };
        let of_base = RistrettoPoint::mul_base(&blind).compress().to_bytes();
        let of_point = (blind * sealed_to).compress().to_bytes();
        let challenge = statement.challenge(&of_base, &of_point);
        let response = blind + challenge * self.secret;
        blind.zeroize();
        Some(PartialDecryption {
            challenge: ScalarBytes::from_bytes(challenge.to_bytes()),
            commitment,
            decrypted: PointBytes::from_bytes(statement.decrypted),
            response: ScalarBytes::from_bytes(response.to_bytes()),
        })
    }
}

impl fmt::Debug for ShareSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ShareSecret(trustee {}, hidden)", self.index)
    }
}

/// One trustee's decryption of one ballot: a line of `decrypt-<ct>-<i>.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartialDecryption {
    /// The challenge `c` of the proof.
    #[serde(rename = "c")]
    pub challenge: ScalarBytes,
    /// Which ballot it is for.
    #[serde(rename = "com")]
    pub commitment: Commitment,
    /// `D`, the share's multiple of `R`.
    #[serde(rename = "d")]
    pub decrypted: PointBytes,
    /// The response `z` of the proof.
    #[serde(rename = "z")]
    pub response: ScalarBytes,
}

/// Why a line is not a record of the decryption files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecryptionError {
    /// It is not canonical.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// It has other members.
    #[error("not a line of this file: {0}")]
    Members(String),
}

impl PartialDecryption {
    /// The line, without its end.
    pub fn to_line(&self) -> Vec<u8> {
        canonical::to_bytes(self).expect("four hex strings are a canonical record")
    }

    /// Reads a line, without its end.
    ///
    /// # Errors
    /// [`DecryptionError`], the first fault.
    pub fn parse(line: &[u8]) -> Result<Self, DecryptionError> {
        let value = canonical::parse_leaf(line)?;
        serde_json::from_value(value).map_err(|e| DecryptionError::Members(e.to_string()))
    }

    /// The point `D` if the proof shows that it is the trustee's share of `point`.
    ///
    /// Refused too: an encoding that is not canonical, and the neutral point as `R` or `D`.
    pub fn verified(
        &self,
        election: &ElectionId,
        trustee: &TrusteeShare,
        point: PointBytes,
    ) -> Option<RistrettoPoint> {
        let sealed_to = TrusteesKey::from_bytes(*point.as_bytes())?.point();
        let decrypted = TrusteesKey::from_bytes(*self.decrypted.as_bytes())?.point();
        let challenge = scalar(self.challenge)?;
        let response = scalar(self.response)?;
        let statement = Statement {
            election,
            index: trustee.index,
            key: trustee.key.to_bytes(),
            point: *point.as_bytes(),
            decrypted: *self.decrypted.as_bytes(),
        };
        // A = z·G − c·X and C = z·R − c·D; no secret is involved, so time may vary.
        let scalars = [response, -challenge];
        let of = |points: [RistrettoPoint; 2]| {
            RistrettoPoint::vartime_multiscalar_mul(scalars, points).compress().to_bytes()
        };
        let of_base = of([RISTRETTO_BASEPOINT_POINT, trustee.key.point()]);
        let of_point = of([sealed_to, decrypted]);
        (statement.challenge(&of_base, &of_point) == challenge).then_some(decrypted)
    }
}

/// A line of `to-open-<ct>.jsonl`: what the server hands to the trustees for one ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToOpen {
    /// Which ballot it is.
    #[serde(rename = "com")]
    pub commitment: Commitment,
    /// The point `R` of its sealed opening.
    #[serde(rename = "r")]
    pub point: PointBytes,
}

impl ToOpen {
    /// The line, without its end.
    pub fn to_line(&self) -> Vec<u8> {
        canonical::to_bytes(self).expect("two hex strings are a canonical record")
    }

    /// Reads a line, without its end.
    ///
    /// # Errors
    /// [`DecryptionError`], the first fault.
    pub fn parse(line: &[u8]) -> Result<Self, DecryptionError> {
        let value = canonical::parse_leaf(line)?;
        serde_json::from_value(value).map_err(|e| DecryptionError::Members(e.to_string()))
    }
}

/// What the proof is about. Every field goes into the challenge.
struct Statement<'a> {
    election: &'a ElectionId,
    index: u16,
    key: [u8; 32],
    point: [u8; 32],
    decrypted: [u8; 32],
}

impl Statement<'_> {
    fn challenge(&self, of_base: &[u8; 32], of_point: &[u8; 32]) -> Scalar {
        // Taken apart without `..`: a new field that is not hashed does not compile.
        let Self { election, index, key, point, decrypted } = self;
        let items: [&[u8]; 7] = [
            election.as_str().as_bytes(),
            &index.to_be_bytes(),
            key,
            point,
            decrypted,
            of_base,
            of_point,
        ];
        let mut hasher = Sha512::new();
        hasher.update(b"pb/v1/open\0");
        for item in items {
            let length = u32::try_from(item.len()).expect("an item has at most 64 bytes");
            hasher.update(length.to_be_bytes());
            hasher.update(item);
        }
        Scalar::from_bytes_mod_order_wide(&hasher.finalize().into())
    }
}

fn scalar(bytes: ScalarBytes) -> Option<Scalar> {
    Scalar::from_canonical_bytes(*bytes.as_bytes()).into()
}
