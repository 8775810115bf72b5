//! The secret keys that sign notes: the log's, and a witness's.

use std::fmt;

use ed25519_dalek::{Signer, SigningKey};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::checkpoint::{Checkpoint, cosigned_message};
use super::note::{Note, NoteError, NoteSignature, SignatureType, VerifierKey};
use crate::ids::ElectionId;
use crate::time::Timestamp;

/// The origin of an election's ledger, `<authority>/pb/<election>`: it names the log and its key.
pub fn origin(authority: &str, election: &ElectionId) -> String {
    format!("{authority}/pb/{election}")
}

/// The key with which the server signs checkpoints and promises of one ledger.
pub struct LogKey {
    secret: SigningKey,
    public: VerifierKey,
}

impl LogKey {
    /// Derives the key from the server's secret:
    /// `HKDF-SHA256(secret, salt "morada/log-key/v1", info origin)`.
    ///
    /// # Errors
    /// [`NoteError::Key`] when `origin` cannot be the name of a key.
    pub fn derive(server_secret: &[u8], origin: &str) -> Result<Self, NoteError> {
        let mut seed = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(Some(b"morada/log-key/v1"), server_secret)
            .expand(origin.as_bytes(), seed.as_mut())
            .expect("32 bytes are within HKDF's limit");
        Self::from_seed(origin, &seed)
    }

    /// The key of an Ed25519 seed.
    ///
    /// # Errors
    /// [`NoteError::Key`] when `origin` cannot be the name of a key.
    pub fn from_seed(origin: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let secret = SigningKey::from_bytes(seed);
        let public = secret.verifying_key().to_bytes();
        Ok(Self { secret, public: VerifierKey::new(origin, SignatureType::Ed25519, public)? })
    }

    /// The origin of the ledger, which is the key's name.
    pub fn origin(&self) -> &str {
        self.public.name()
    }

    /// The public key, for `policy.txt`.
    pub fn verifier_key(&self) -> &VerifierKey {
        &self.public
    }

    /// Signs a text, which ends in a line end.
    pub(super) fn sign(&self, text: String) -> Note {
        let signature = NoteSignature {
            name: self.public.name().to_owned(),
            key_id: self.public.id(),
            body: self.secret.sign(text.as_bytes()).to_bytes().to_vec(),
        };
        Note::new(text, vec![signature])
    }
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKey({})", self.public)
    }
}

/// The key with which a witness cosigns checkpoints.
pub struct WitnessKey {
    secret: SigningKey,
    public: VerifierKey,
}

impl WitnessKey {
    /// The key of an Ed25519 seed.
    ///
    /// # Errors
    /// [`NoteError::Key`] when `name` cannot be the name of a key.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<Self, NoteError> {
        let secret = SigningKey::from_bytes(seed);
        let public = secret.verifying_key().to_bytes();
        Ok(Self { secret, public: VerifierKey::new(name, SignatureType::Cosignature, public)? })
    }

    /// The public key, for `policy.txt`.
    pub fn verifier_key(&self) -> &VerifierKey {
        &self.public
    }

    /// Cosigns a checkpoint that the caller has found consistent with the last one it cosigned.
    pub fn cosign(&self, checkpoint: &Checkpoint, now: Timestamp) -> NoteSignature {
        let message = cosigned_message(now, &checkpoint.text());
        let mut body = now.unix().to_be_bytes().to_vec();
        body.extend_from_slice(&self.secret.sign(message.as_bytes()).to_bytes());
        NoteSignature { name: self.public.name().to_owned(), key_id: self.public.id(), body }
    }
}

impl fmt::Debug for WitnessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WitnessKey({})", self.public)
    }
}
