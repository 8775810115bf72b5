//! The key pair of a voting code in one contest: its public half stands in the credlist.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::code::VotingCode;
use crate::encoding::hex_bytes;
use crate::ids::{ContestId, ElectionId};

hex_bytes!(
    /// The public key of a credential: an Ed25519 point as it stands in the credlist.
    ///
    /// The bytes need not be a point; [`CredentialKey::verify`] refuses those that are not.
    CredentialKey,
    32
);

hex_bytes!(
    /// An Ed25519 signature.
    Signature,
    64
);

impl CredentialKey {
    /// Whether `signature` is this key's over `message`, by the strict rules: canonical numbers and
    /// no point of small order, so that no signature has a second form.
    pub fn verify(&self, message: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(signature.as_bytes());
        VerifyingKey::from_bytes(self.as_bytes())
            .is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
    }
}

/// The secret key of one voter in one contest. Wiped from memory when dropped; `Debug` shows the
/// public key.
pub struct Credential(SigningKey);

impl Credential {
    /// Derives the key pair: `HKDF-SHA256(code, "pb/v1/credential", election || "/" || contest)`.
    pub fn derive(code: &VotingCode, election: &ElectionId, contest: &ContestId) -> Self {
        Self(SigningKey::from_bytes(&seed(code, election, contest)))
    }

    /// The public key.
    pub fn key(&self) -> CredentialKey {
        CredentialKey::from_bytes(self.0.verifying_key().to_bytes())
    }

    /// Signs `message`.
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature::from_bytes(self.0.sign(message).to_bytes())
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credential(key {})", self.key())
    }
}

pub(super) fn seed(
    code: &VotingCode,
    election: &ElectionId,
    contest: &ContestId,
) -> Zeroizing<[u8; 32]> {
    let info = format!("{election}/{contest}");
    let mut seed = Zeroizing::new([0; 32]);
    Hkdf::<Sha256>::new(Some(b"pb/v1/credential"), code.secret())
        .expand(info.as_bytes(), seed.as_mut())
        .expect("32 bytes are within HKDF's limit");
    seed
}
