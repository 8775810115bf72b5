//! A cast ballot: the signed leaf for the ledger and the sealed opening for the urn.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit, Nonce as CipherNonce};
use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use hkdf::Hkdf;
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::commitment::{Commitment, Nonce};
use super::credential::{Credential, CredentialKey};
use super::decryption::PointBytes;
use super::trustees::{OpenError, Opening, TrusteesKey};
use crate::ballot::{Ballot, longest_record};
use crate::contest::Contest;
use crate::hash::Hash;
use crate::ids::ElectionId;
use crate::ledger::record::{BallotLeaf, Counter};
use crate::ledger::tracking::TrackingCode;

/// Bytes of a point, and of the cipher's tag.
const POINT: usize = 32;
const TAG: usize = 16;
/// Bytes of the nonce in front of the ballot.
const NONCE: usize = 32;

/// Why a ballot cannot be sealed. Both are mistakes of the program, not of the voter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The ballot was parsed for another contest.
    #[error("the ballot belongs to another contest")]
    OtherContest,
    /// The pad of the election is too small for this ballot.
    #[error("the ballot needs {needed} bytes, the pad has {pad}")]
    Pad {
        /// Bytes of nonce and ballot.
        needed: usize,
        /// Bytes of the pad.
        pad: usize,
    },
}

/// The bytes to which nonce and ballot of `contest` are padded: the longest record and 32, rounded
/// up to 64. The largest of its contests is the election's.
pub fn pad_for(contest: &Contest) -> usize {
    (longest_record(contest) + NONCE).next_multiple_of(64)
}

/// A cast ballot, signed and sealed. What it says is gone: only the trustees can open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBallot {
    leaf: BallotLeaf,
    leaf_bytes: Vec<u8>,
    sealed: SealedOpening,
}

impl SealedBallot {
    /// Commits to `ballot`, seals its opening to the trustees and signs the leaf.
    ///
    /// # Errors
    /// [`SealError`] when the ballot is of another contest or longer than `pad` allows.
    #[expect(clippy::too_many_arguments, reason = "the whole of what a cast ballot depends on")]
    pub fn seal(
        contest: &Contest,
        election: &ElectionId,
        credential: &Credential,
        counter: Counter,
        ballot: &Ballot,
        trustees: &TrusteesKey,
        pad: usize,
        chance: &mut impl CryptoRng,
    ) -> Result<Self, SealError> {
        if ballot.contest() != &contest.id {
            return Err(SealError::OtherContest);
        }
        let record = Zeroizing::new(ballot.to_bytes());
        let nonce = Nonce::generate(chance);
        let commitment = Commitment::new(election, &nonce, &record);
        let sealed =
            SealedOpening::seal(election, &commitment, &nonce, &record, trustees, pad, chance)?;
        let leaf = BallotLeaf::sign(election, &contest.id, credential, counter, commitment);
        let leaf_bytes = leaf.to_bytes();
        Ok(Self { leaf, leaf_bytes, sealed })
    }

    /// The leaf.
    pub fn leaf(&self) -> &BallotLeaf {
        &self.leaf
    }

    /// The bytes of the leaf as they enter the ledger.
    pub fn leaf_bytes(&self) -> &[u8] {
        &self.leaf_bytes
    }

    /// The hash of the leaf.
    pub fn leaf_hash(&self) -> Hash {
        crate::ledger::merkle::leaf_hash(&self.leaf_bytes)
    }

    /// The key that signed it.
    pub fn key(&self) -> CredentialKey {
        self.leaf.key
    }

    /// Its place among this key's ballots.
    pub fn counter(&self) -> Counter {
        self.leaf.counter
    }

    /// What the ledger shows instead of the ballot.
    pub fn commitment(&self) -> Commitment {
        self.leaf.commitment
    }

    /// The sealed opening, for the urn only.
    pub fn sealed(&self) -> &SealedOpening {
        &self.sealed
    }

    /// What the voter keeps to find the leaf again.
    pub fn tracking_code(&self) -> TrackingCode {
        TrackingCode::of(&self.leaf_hash())
    }
}

/// `encode(R) || ciphertext`: nonce and ballot, sealed to the trustees' key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedOpening {
    point: PointBytes,
    cipher: Vec<u8>,
}

impl SealedOpening {
    /// Reads the bytes that [`SealedOpening::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`OpenError::Sealed`] when there are too few bytes for a point, a nonce and a tag. Whether
    /// the point is one is seen on opening.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, OpenError> {
        let (point, cipher) = bytes.split_first_chunk::<POINT>().ok_or(OpenError::Sealed)?;
        if cipher.len() < NONCE + TAG {
            return Err(OpenError::Sealed);
        }
        Ok(Self { point: PointBytes::from_bytes(*point), cipher: cipher.to_vec() })
    }

    /// The bytes, `32 + pad + 16` of them.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.point.as_bytes().as_slice(), &self.cipher].concat()
    }

    /// The point `R`, which the trustees need; the rest stays in the urn.
    pub fn point(&self) -> PointBytes {
        self.point
    }

    fn seal(
        election: &ElectionId,
        commitment: &Commitment,
        nonce: &Nonce,
        record: &[u8],
        trustees: &TrusteesKey,
        pad: usize,
        chance: &mut impl CryptoRng,
    ) -> Result<Self, SealError> {
        let needed = NONCE + record.len();
        if needed > pad {
            return Err(SealError::Pad { needed, pad });
        }
        let mut secret = Scalar::random(chance);
        let point = PointBytes::from_bytes(RistrettoPoint::mul_base(&secret).compress().to_bytes());
        let cipher = cipher(election, commitment, point, &(secret * trustees.point()));
        secret.zeroize();

        // Room for the tag from the start: a buffer that grows would leave the plaintext behind.
        let mut buffer = Vec::with_capacity(pad + TAG);
        buffer.extend_from_slice(nonce.as_bytes());
        buffer.extend_from_slice(record);
        buffer.resize(pad, 0);
        cipher
            .encrypt_in_place(&CipherNonce::default(), commitment.as_bytes(), &mut buffer)
            .expect("a ballot is far below the cipher's limit");
        Ok(Self { point, cipher: buffer })
    }

    /// Opens with `shared = ρ·Y`, which a threshold of trustees can compute.
    pub(super) fn open(
        &self,
        election: &ElectionId,
        commitment: &Commitment,
        shared: &RistrettoPoint,
    ) -> Result<Opening, OpenError> {
        let mut plain = Zeroizing::new(self.cipher.clone());
        cipher(election, commitment, self.point, shared)
            .decrypt_in_place(&CipherNonce::default(), commitment.as_bytes(), &mut *plain)
            .map_err(|_| OpenError::Cipher)?;
        let (nonce, padded) = plain.split_first_chunk::<NONCE>().ok_or(OpenError::Sealed)?;
        // A record ends with `}`, so zeros at the end are never its own.
        let length = padded.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        let opening =
            Opening { nonce: Nonce::from_bytes(*nonce), ballot: padded[..length].to_vec() };
        if Commitment::new(election, &opening.nonce, &opening.ballot) == *commitment {
            Ok(opening)
        } else {
            Err(OpenError::Commitment)
        }
    }
}

/// The cipher keyed with `HKDF-SHA256(encode(shared), "pb/v1/seal", election || encode(R) || com)`.
///
/// The nonce may be constant, because the key is used once: `ρ` is fresh for every ballot.
fn cipher(
    election: &ElectionId,
    commitment: &Commitment,
    point: PointBytes,
    shared: &RistrettoPoint,
) -> ChaCha20Poly1305 {
    let secret = Zeroizing::new(shared.compress().to_bytes());
    let info = [election.as_str().as_bytes(), point.as_bytes(), commitment.as_bytes()];
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(b"pb/v1/seal"), secret.as_ref())
        .expand_multi_info(&info, key.as_mut())
        .expect("32 bytes are within HKDF's limit");
    ChaCha20Poly1305::new(&Key::from(*key))
}
