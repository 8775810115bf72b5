//! The share file of a trustee: the one thing to keep.
//!
//! With a passphrase it is sealed under Argon2id and ChaCha20-Poly1305; without one it is plain, and
//! readable by its owner only.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit, Nonce};
use morada_engine::canonical;
use morada_engine::encoding::{from_hex, to_hex};
use morada_engine::ids::ElectionId;
use morada_engine::sealing::ShareSecret;
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::TrusteeError;
use crate::disk;

/// Argon2id: 64 MiB, three passes, one lane (RFC 9106, second choice with one lane).
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// The fewest characters of a passphrase.
const SHORTEST: usize = 12;
/// Bytes of the secret and of the cipher's tag.
const SEALED: usize = 32 + 16;

/// Why a file is not a usable share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// It is another file, or was changed.
    #[error("this is not a share file of this program")]
    Unreadable,
    /// It is sealed, and no passphrase was given.
    #[error("this share is sealed with a passphrase")]
    Sealed,
    /// It is not sealed, and a passphrase was given.
    #[error("this share has no passphrase")]
    Open,
    /// The passphrase does not fit.
    #[error("the passphrase does not fit, or the file was changed")]
    Passphrase,
    /// A new passphrase that is too short.
    #[error("a passphrase has at least 12 characters: four or five words that do not go together")]
    Short,
    /// There is not enough memory for the passphrase.
    #[error("there is not enough memory to use a passphrase: 64 MB are needed")]
    Memory,
}

/// What a trustee remembers. Wiped from memory when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

impl Passphrase {
    /// A passphrase as typed, without the line end.
    pub fn new(typed: &str) -> Self {
        Self(typed.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Whether the same was typed twice.
    pub fn is_same(&self, other: &Self) -> bool {
        self.0 == other.0
    }

    fn key(&self, salt: &[u8; 16]) -> Result<Zeroizing<[u8; 32]>, ShareError> {
        let params =
            Params::new(MEMORY_KIB, PASSES, 1, Some(32)).map_err(|_| ShareError::Memory)?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(self.0.as_bytes(), salt, key.as_mut())
            .map_err(|_| ShareError::Memory)?;
        Ok(key)
    }
}

/// A trustee's share with the election it is for.
#[derive(Debug, Clone)]
pub struct ShareFile {
    election: ElectionId,
    name: String,
    secret: ShareSecret,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    election: ElectionId,
    index: u16,
    name: String,
    secret: String,
    t: String,
    v: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Locked {
    election: ElectionId,
    index: u16,
    name: String,
    salt: String,
    sealed: String,
    t: String,
    v: u32,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Either {
    Plain(Plain),
    Locked(Locked),
}

const PLAIN: &str = "trustee_share";
const LOCKED: &str = "trustee_share_sealed";

impl ShareFile {
    /// The share of a trustee.
    pub fn new(election: ElectionId, name: &str, secret: ShareSecret) -> Self {
        Self { election, name: name.to_owned(), secret }
    }

    /// The election the share is for. It is used for nothing else.
    pub fn election(&self) -> &ElectionId {
        &self.election
    }

    /// The share.
    pub fn secret(&self) -> &ShareSecret {
        &self.secret
    }

    /// The trustee's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The bytes of the file, sealed if there is a passphrase.
    ///
    /// # Errors
    /// [`ShareError::Short`] or [`ShareError::Memory`].
    pub fn to_bytes(
        &self,
        passphrase: Option<&Passphrase>,
        chance: &mut impl CryptoRng,
    ) -> Result<Zeroizing<Vec<u8>>, ShareError> {
        let secret = Zeroizing::new(self.secret.to_bytes());
        let (election, index, name) =
            (self.election.clone(), self.secret.index(), self.name.clone());
        let Some(passphrase) = passphrase else {
            let secret = to_hex(secret.as_ref());
            let plain = Plain { election, index, name, secret, t: PLAIN.to_owned(), v: 1 };
            return Ok(written(&plain));
        };
        if passphrase.0.chars().count() < SHORTEST {
            return Err(ShareError::Short);
        }
        let mut salt = [0; 16];
        chance.fill_bytes(&mut salt);
        // The salt is fresh, so the key is, and the nonce may be constant.
        let cipher = ChaCha20Poly1305::new(&Key::from(*passphrase.key(&salt)?));
        let mut buffer = Vec::with_capacity(SEALED);
        buffer.extend_from_slice(secret.as_ref());
        cipher
            .encrypt_in_place(&Nonce::default(), &bound(&election, index), &mut buffer)
            .expect("32 bytes are below the cipher's limit");
        let (salt, sealed) = (to_hex(&salt), to_hex(&buffer));
        Ok(written(&Locked { election, index, name, salt, sealed, t: LOCKED.to_owned(), v: 1 }))
    }

    /// Reads the share file at `path`.
    ///
    /// # Errors
    /// [`TrusteeError::Disk`] or [`TrusteeError::Share`].
    pub fn read(path: &Path, passphrase: Option<&Passphrase>) -> Result<Self, TrusteeError> {
        let bytes = Zeroizing::new(disk::read(path)?);
        Ok(Self::parse(&bytes, passphrase)?)
    }

    /// Reads the bytes of a share file.
    ///
    /// # Errors
    /// [`ShareError`].
    pub fn parse(bytes: &[u8], passphrase: Option<&Passphrase>) -> Result<Self, ShareError> {
        let value = canonical::parse_leaf(bytes).map_err(|_| ShareError::Unreadable)?;
        match serde_json::from_value(value).map_err(|_| ShareError::Unreadable)? {
            Either::Plain(plain) if plain.t == PLAIN && plain.v == 1 => {
                if passphrase.is_some() {
                    return Err(ShareError::Open);
                }
                let secret = from_hex(&plain.secret).map_err(|_| ShareError::Unreadable)?;
                Self::of(plain.election, plain.index, plain.name, secret)
            }
            Either::Locked(locked) if locked.t == LOCKED && locked.v == 1 => {
                let secret = locked.open(passphrase.ok_or(ShareError::Sealed)?)?;
                Self::of(locked.election, locked.index, locked.name, secret)
            }
            Either::Plain(_) | Either::Locked(_) => Err(ShareError::Unreadable),
        }
    }

    fn of(
        election: ElectionId,
        index: u16,
        name: String,
        secret: [u8; 32],
    ) -> Result<Self, ShareError> {
        let secret = ShareSecret::from_bytes(index, secret).ok_or(ShareError::Unreadable)?;
        Ok(Self { election, name, secret })
    }
}

impl Locked {
    fn open(&self, passphrase: &Passphrase) -> Result<[u8; 32], ShareError> {
        let salt = from_hex(&self.salt).map_err(|_| ShareError::Unreadable)?;
        let sealed: [u8; SEALED] = from_hex(&self.sealed).map_err(|_| ShareError::Unreadable)?;
        let cipher = ChaCha20Poly1305::new(&Key::from(*passphrase.key(&salt)?));
        let mut buffer = Zeroizing::new(sealed.to_vec());
        cipher
            .decrypt_in_place(&Nonce::default(), &bound(&self.election, self.index), &mut *buffer)
            .map_err(|_| ShareError::Passphrase)?;
        buffer.as_slice().try_into().map_err(|_| ShareError::Unreadable)
    }
}

/// What the seal covers besides the secret: a share cannot be passed off as another election's.
fn bound(election: &ElectionId, index: u16) -> Vec<u8> {
    format!("{LOCKED}/v1\n{election}\n{index}").into_bytes()
}

fn written<T: Serialize>(record: &T) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(canonical::to_bytes(record).expect("the name was composed by the ceremony"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn share() -> ShareFile {
        let secret = ShareSecret::from_bytes(2, [7; 32].map(|b| b & 0x0f)).unwrap();
        ShareFile::new(ElectionId::parse("op-2026").unwrap(), "Rui", secret)
    }

    #[test]
    fn a_share_is_read_back_with_and_without_a_passphrase() {
        let chance = &mut StdRng::seed_from_u64(1);
        let words = Passphrase::new("lantern goat ninety cloud\n");
        let (plain, locked) = (
            share().to_bytes(None, chance).unwrap(),
            share().to_bytes(Some(&words), chance).unwrap(),
        );
        let secret = to_hex(&share().secret().to_bytes());
        assert!(String::from_utf8_lossy(&plain).contains(&secret));
        assert!(!String::from_utf8_lossy(&locked).contains(&secret[..8]));
        for (bytes, passphrase) in [(&plain, None), (&locked, Some(&words))] {
            let read = ShareFile::parse(bytes, passphrase).unwrap();
            assert_eq!(read.secret().to_bytes(), share().secret().to_bytes());
            assert_eq!((read.name(), read.election().as_str()), ("Rui", "op-2026"));
        }
        let other = Passphrase::new("lantern goat ninety clouds");
        let verdict = |bytes: &[u8], passphrase| ShareFile::parse(bytes, passphrase).err();
        assert_eq!(verdict(&locked, Some(&other)), Some(ShareError::Passphrase));
        assert_eq!(verdict(&locked, None), Some(ShareError::Sealed));
        assert_eq!(verdict(&plain, Some(&words)), Some(ShareError::Open));
        assert_eq!(verdict(b"{}", None), Some(ShareError::Unreadable));

        let moved = String::from_utf8_lossy(&locked).replace("op-2026", "op-2027");
        assert_eq!(verdict(moved.as_bytes(), Some(&words)), Some(ShareError::Passphrase));
    }

    #[test]
    fn a_short_passphrase_is_refused_when_it_is_chosen() {
        let chance = &mut StdRng::seed_from_u64(1);
        let short = Passphrase::new("elevenchars");
        assert_eq!(share().to_bytes(Some(&short), chance).err(), Some(ShareError::Short));
    }
}
