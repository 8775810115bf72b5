//! A share of the second round, sealed to the one trustee who may read it.
//!
//! Diffie-Hellman over ristretto255 with a fresh point per envelope, HKDF-SHA256 and
//! ChaCha20-Poly1305; sender, recipient and election are bound into the key.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit, Nonce};
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::IsIdentity;
use hkdf::Hkdf;
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Who writes to whom in which election.
pub(super) struct Address<'a> {
    pub(super) election: &'a str,
    pub(super) from: u16,
    pub(super) to: u16,
}

/// The secret with which a trustee opens what others send them during the ceremony.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(super) struct MailSecret(Scalar);

impl MailSecret {
    pub(super) fn generate(chance: &mut impl CryptoRng) -> Self {
        Self(Scalar::random(chance))
    }

    pub(super) fn from_bytes(bytes: [u8; 32]) -> Option<Self> {
        Option::from(Scalar::from_canonical_bytes(bytes)).map(Self)
    }

    pub(super) fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public address others seal to.
    pub(super) fn key(&self) -> [u8; 32] {
        RistrettoPoint::mul_base(&self.0).compress().to_bytes()
    }

    /// Opens an envelope; `None` if it was not sealed to this secret and address.
    pub(super) fn open(
        &self,
        address: &Address<'_>,
        point: [u8; 32],
        sealed: &[u8],
    ) -> Option<Zeroizing<Vec<u8>>> {
        let sender = usable(point)?;
        let mut text = Zeroizing::new(sealed.to_vec());
        cipher(address, &point, &self.key(), &(self.0 * sender))
            .decrypt_in_place(&Nonce::default(), &[], &mut *text)
            .ok()?;
        Some(text)
    }
}

/// Seals `text` to the trustee with the public address `key`; `None` if that is no usable point.
pub(super) fn seal(
    address: &Address<'_>,
    key: [u8; 32],
    text: &[u8],
    chance: &mut impl CryptoRng,
) -> Option<([u8; 32], Vec<u8>)> {
    let recipient = usable(key)?;
    let mut secret = Scalar::random(chance);
    let point = RistrettoPoint::mul_base(&secret).compress().to_bytes();
    let cipher = cipher(address, &point, &key, &(secret * recipient));
    secret.zeroize();
    let mut buffer = Vec::with_capacity(text.len() + 16);
    buffer.extend_from_slice(text);
    cipher.encrypt_in_place(&Nonce::default(), &[], &mut buffer).ok()?;
    Some((point, buffer))
}

fn usable(bytes: [u8; 32]) -> Option<RistrettoPoint> {
    CompressedRistretto(bytes).decompress().filter(|point| !point.is_identity())
}

fn cipher(
    address: &Address<'_>,
    point: &[u8; 32],
    recipient: &[u8; 32],
    common: &RistrettoPoint,
) -> ChaCha20Poly1305 {
    let ikm = Zeroizing::new(common.compress().to_bytes());
    let (from, to) = (address.from.to_be_bytes(), address.to.to_be_bytes());
    let info: [&[u8]; 5] = [&from, &to, point, recipient, address.election.as_bytes()];
    let mut key = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(b"morada/ceremony/v1"), ikm.as_ref())
        .expand_multi_info(&info, key.as_mut())
        .expect("32 bytes are within HKDF's limit");
    ChaCha20Poly1305::new(&Key::from(*key))
}
