//! The trustees: their common key, and how a threshold of them opens a ballot.
//!
//! Shamir's shares over ristretto255 (RFC 9496). The key is the value at 0 of a polynomial of degree
//! `threshold - 1`; trustee `i` holds its value at `i`, and nobody ever holds the value at 0.

use std::collections::BTreeMap;

use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::{Identity, IsIdentity};
use serde::{Deserialize, Serialize};

use super::commitment::{Commitment, Nonce};
use super::decryption::PartialDecryption;
use super::sealed_ballot::SealedOpening;
use crate::canonical::{self, CanonicalError};
use crate::encoding;
use crate::ids::ElectionId;

/// A public point of ristretto255, never the neutral one: the trustees' key or a share's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrusteesKey(RistrettoPoint);

impl TrusteesKey {
    /// Reads the 32-byte encoding; `None` if it is no canonical point or the neutral one.
    pub fn from_bytes(bytes: [u8; 32]) -> Option<Self> {
        let point = CompressedRistretto(bytes).decompress()?;
        (!point.is_identity()).then_some(Self(point))
    }

    /// The 32-byte encoding.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.compress().to_bytes()
    }

    /// The encoding in lower-case hex.
    pub fn to_hex(&self) -> String {
        encoding::to_hex(&self.to_bytes())
    }

    pub(super) fn point(&self) -> RistrettoPoint {
        self.0
    }

    pub(super) fn of_secret(secret: &Scalar) -> Option<Self> {
        let point = RistrettoPoint::mul_base(secret);
        (!point.is_identity()).then_some(Self(point))
    }
}

impl Serialize for TrusteesKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_hex())
    }
}

impl<'de> Deserialize<'de> for TrusteesKey {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let text = String::deserialize(source)?;
        let bytes = encoding::from_hex(&text).map_err(serde::de::Error::custom)?;
        Self::from_bytes(bytes).ok_or_else(|| serde::de::Error::custom("not a usable point"))
    }
}

/// One trustee's public part of `setup/trustees.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrusteeShare {
    /// The trustee's number, from 1.
    #[serde(rename = "i")]
    pub index: u16,
    /// The public key of the share.
    pub key: TrusteesKey,
    /// Who holds it.
    pub name: String,
}

/// Why a file is not a set of trustees.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TrusteeSetError {
    /// It is not the canonical record of the format.
    #[error("not a canonical trustees file: {0}")]
    Record(String),
    /// The threshold is 0 or above the number of shares.
    #[error("a threshold of {threshold} cannot be met by {shares} shares")]
    Threshold {
        /// The threshold.
        threshold: u16,
        /// How many shares there are.
        shares: usize,
    },
    /// Numbers are not 1 or more, rising.
    #[error("the trustees are not numbered from 1 in rising order")]
    Numbers,
    /// A share does not lie on the same polynomial as the others.
    #[error("the share of trustee {0} does not belong to the common key")]
    Share(u16),
    /// A key held by the server must be one share with threshold 1.
    #[error("a key held by the server has one share and threshold 1")]
    ServerHeld,
}

impl From<CanonicalError> for TrusteeSetError {
    fn from(error: CanonicalError) -> Self {
        Self::Record(error.to_string())
    }
}

/// `setup/trustees.json`: who can open the ballots, and how many of them it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrusteeSet {
    held_by_server: bool,
    key: TrusteesKey,
    shares: Vec<TrusteeShare>,
    threshold: u16,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TrusteesFile {
    held_by_server: bool,
    key: TrusteesKey,
    shares: Vec<TrusteeShare>,
    t: String,
    threshold: u16,
    v: u32,
}

impl TrusteeSet {
    /// The set of several trustees, the outcome of their ceremony.
    ///
    /// # Errors
    /// [`TrusteeSetError`] when the numbers, the threshold or the shares do not fit together.
    pub fn of_people(
        key: TrusteesKey,
        threshold: u16,
        shares: Vec<TrusteeShare>,
    ) -> Result<Self, TrusteeSetError> {
        Self { held_by_server: false, key, shares, threshold }.checked()
    }

    /// The degraded mode: the server itself holds the only key. The setup record shows it in red.
    pub fn held_by_server(key: TrusteesKey, name: &str) -> Self {
        let share = TrusteeShare { index: 1, key, name: name.to_owned() };
        Self { held_by_server: true, key, shares: vec![share], threshold: 1 }
    }

    /// Reads `setup/trustees.json`.
    ///
    /// # Errors
    /// [`TrusteeSetError`], the first fault found.
    pub fn parse(bytes: &[u8]) -> Result<Self, TrusteeSetError> {
        let value = canonical::parse(bytes)?;
        let file: TrusteesFile =
            serde_json::from_value(value).map_err(|e| TrusteeSetError::Record(e.to_string()))?;
        if file.t != "trustees" || file.v != 1 {
            return Err(TrusteeSetError::Record("not of type trustees, version 1".to_owned()));
        }
        let TrusteesFile { held_by_server, key, shares, threshold, .. } = file;
        Self { held_by_server, key, shares, threshold }.checked()
    }

    /// The bytes of `setup/trustees.json`.
    ///
    /// # Errors
    /// [`CanonicalError`] when a name is not NFC or has control characters.
    pub fn to_bytes(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical::to_bytes(&TrusteesFile {
            held_by_server: self.held_by_server,
            key: self.key,
            shares: self.shares.clone(),
            t: "trustees".to_owned(),
            threshold: self.threshold,
            v: 1,
        })
    }

    /// Whether the server holds the only key.
    pub fn is_held_by_server(&self) -> bool {
        self.held_by_server
    }

    /// The common key: ballots are sealed to it.
    pub fn key(&self) -> &TrusteesKey {
        &self.key
    }

    /// The shares, by number.
    pub fn shares(&self) -> &[TrusteeShare] {
        &self.shares
    }

    /// How many trustees it takes.
    pub fn threshold(&self) -> u16 {
        self.threshold
    }

    /// The share of trustee `index`.
    pub fn share(&self, index: u16) -> Option<&TrusteeShare> {
        self.shares.iter().find(|share| share.index == index)
    }

    fn checked(self) -> Result<Self, TrusteeSetError> {
        let shares = self.shares.len();
        if self.threshold == 0 || usize::from(self.threshold) > shares {
            return Err(TrusteeSetError::Threshold { threshold: self.threshold, shares });
        }
        if self.held_by_server && (shares, self.threshold) != (1, 1) {
            return Err(TrusteeSetError::ServerHeld);
        }
        let rising = self.shares.is_sorted_by(|a, b| a.index < b.index);
        if !rising || self.shares.iter().any(|share| share.index == 0) {
            return Err(TrusteeSetError::Numbers);
        }
        self.check_one_polynomial()?;
        Ok(self)
    }

    /// The first `threshold` shares fix the polynomial; the key and every other share must lie on it.
    fn check_one_polynomial(&self) -> Result<(), TrusteeSetError> {
        let (first, others) = self.shares.split_at(usize::from(self.threshold));
        let points: BTreeMap<u16, RistrettoPoint> =
            first.iter().map(|share| (share.index, share.key.point())).collect();
        if interpolate(&points, 0) != self.key.point() {
            return Err(TrusteeSetError::Share(first.last().map_or(0, |share| share.index)));
        }
        match others.iter().find(|s| interpolate(&points, s.index) != s.key.point()) {
            Some(stray) => Err(TrusteeSetError::Share(stray.index)),
            None => Ok(()),
        }
    }
}

/// The value at `at` of the polynomial through `points`, which are its values at their indexes.
fn interpolate(points: &BTreeMap<u16, RistrettoPoint>, at: u16) -> RistrettoPoint {
    let at = Scalar::from(at);
    points.iter().fold(RistrettoPoint::identity(), |sum, (i, point)| {
        sum + lagrange(points.keys().copied(), *i, at) * point
    })
}

/// The Lagrange coefficient of `i` at `at` among the different indexes `all`.
fn lagrange(all: impl Iterator<Item = u16>, i: u16, at: Scalar) -> Scalar {
    let own = Scalar::from(i);
    let (over, under) = all
        .filter(|j| *j != i)
        .map(Scalar::from)
        .fold((Scalar::ONE, Scalar::ONE), |(over, under), j| (over * (at - j), under * (own - j)));
    over * under.invert()
}

/// What opens a commitment: the nonce and the record `B`, which may break the contest's rules.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    /// The random bytes `r`.
    pub nonce: Nonce,
    /// The bytes of `B` as they were sealed.
    pub ballot: Vec<u8>,
}

impl std::fmt::Debug for Opening {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opening(hidden)")
    }
}

/// A ballot opened, and whose decryptions were of no use for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The opening.
    pub opening: Opening,
    /// Trustees whose decryption failed its proof: named in public, and not needed.
    pub bad: Vec<u16>,
}

/// Why a ballot cannot be opened. The tally publishes such a ballot as an incident.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Too few good decryptions.
    #[error("{good} good decryptions, {needed} needed; bad ones by {bad:?}")]
    TooFew {
        /// Good ones.
        good: usize,
        /// The threshold.
        needed: u16,
        /// Trustees whose decryption failed its proof.
        bad: Vec<u16>,
    },
    /// The sealed bytes are not a sealed opening.
    #[error("the sealed bytes have no valid point or too few bytes")]
    Sealed,
    /// The key does not fit: the sealed bytes were changed or belong to another ballot.
    #[error("the sealed bytes do not open under this key and commitment")]
    Cipher,
    /// It opens, but to something else than what the ledger has committed to.
    #[error("the opening does not fit the commitment")]
    Commitment,
    /// A number that is no trustee's.
    #[error("there is no trustee {0}")]
    Stranger(u16),
}

/// Opens one ballot with the partial decryptions of at least a threshold of trustees.
///
/// A decryption whose proof fails is named and skipped as long as enough good ones remain, so that
/// one bad trustee cannot stop a count. Nothing at all comes out below the threshold.
///
/// # Errors
/// [`OpenError`]; the ballot stays closed.
pub fn open_ballot(
    trustees: &TrusteeSet,
    election: &ElectionId,
    commitment: &Commitment,
    sealed: &SealedOpening,
    decryptions: &BTreeMap<u16, PartialDecryption>,
) -> Result<Opened, OpenError> {
    let mut good = BTreeMap::new();
    let mut bad = Vec::new();
    for (index, decryption) in decryptions {
        let share = trustees.share(*index).ok_or(OpenError::Stranger(*index))?;
        match decryption.verified(election, share, sealed.point()) {
            Some(point) => _ = good.insert(*index, point),
            None => bad.push(*index),
        }
    }
    let needed = trustees.threshold;
    if good.len() < usize::from(needed) {
        return Err(OpenError::TooFew { good: good.len(), needed, bad });
    }
    let shared = interpolate(&good, 0);
    let opening = sealed.open(election, commitment, &shared)?;
    Ok(Opened { opening, bad })
}
