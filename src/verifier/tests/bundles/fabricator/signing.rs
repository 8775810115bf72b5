//! Keys and what they sign: notes of the ledger, cosignatures, partial decryptions.

use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;
use ed25519_dalek::{Signer, SigningKey};
use sha2::{Digest, Sha512};

use super::coding::{base64, hex, sha};

/// The key behind a name that only the tests know.
pub fn key(name: &str) -> SigningKey {
    SigningKey::from_bytes(&sha(&[b"a key of the tests: ", name.as_bytes()]))
}

/// A line of a note.
fn line(name: &str, type_byte: u8, key: &SigningKey, signature: &[u8]) -> String {
    let public = key.verifying_key().to_bytes();
    let id = sha(&[name.as_bytes(), b"\n", &[type_byte], &public]);
    format!("\u{2014} {name} {}\n", base64(&[&id[..4], signature].concat()))
}

fn vkey(name: &str, type_byte: u8, key: &SigningKey) -> String {
    let public = key.verifying_key().to_bytes();
    let id = sha(&[name.as_bytes(), b"\n", &[type_byte], &public]);
    format!("{name}+{}+{}", hex(&id[..4]), base64(&[&[type_byte], public.as_slice()].concat()))
}

/// The ledger's key.
pub struct LogKey {
    pub origin: String,
    key: SigningKey,
}

impl LogKey {
    pub fn new(origin: &str) -> Self {
        Self::named(origin, "log")
    }

    /// Another key for the same or another ledger.
    pub fn named(origin: &str, name: &str) -> Self {
        Self { origin: origin.to_owned(), key: key(name) }
    }

    pub fn vkey(&self) -> String {
        vkey(&self.origin, 1, &self.key)
    }

    /// A note with one line.
    pub fn sign(&self, text: &str) -> String {
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        format!("{text}\n{}", line(&self.origin, 1, &self.key, &signature))
    }

    /// The text of a checkpoint.
    pub fn checkpoint(&self, size: usize, root: &[u8; 32]) -> String {
        self.sign(&format!("{}\n{size}\n{}\n", self.origin, base64(root)))
    }
}

/// A witness.
pub struct Witness {
    pub name: String,
    key: SigningKey,
}

impl Witness {
    pub fn new(name: &str) -> Self {
        Self { name: format!("{name}.example"), key: key(name) }
    }

    /// A witness whose key comes from elsewhere.
    pub fn of_seed(name: &str, seed: &[u8; 32]) -> Self {
        Self { name: name.to_owned(), key: SigningKey::from_bytes(seed) }
    }

    pub fn vkey(&self) -> String {
        vkey(&self.name, 4, &self.key)
    }

    /// A line to add to a note.
    pub fn cosign(&self, note: &str, time: u64) -> String {
        let text = &note[..=note.rfind("\n\n").unwrap()];
        let message = format!("cosignature/v1\ntime {time}\n{text}");
        let signature = self.key.sign(message.as_bytes()).to_bytes();
        line(&self.name, 4, &self.key, &[time.to_be_bytes().as_slice(), &signature].concat())
    }
}

/// The trustees' secret polynomial 7 + 5x, and trustee `i`'s share of it.
pub fn share(i: u16) -> Scalar {
    Scalar::from(7_u64) + Scalar::from(5_u64) * Scalar::from(i)
}

/// The public key of a secret.
pub fn public(secret: &Scalar) -> String {
    hex(RistrettoPoint::mul_base(secret).compress().as_bytes())
}

/// The point `R` of the sealed ballot with this commitment.
pub fn sealed_point(com: &[u8; 32]) -> RistrettoPoint {
    RistrettoPoint::mul_base(&Scalar::from_bytes_mod_order(sha(&[b"rho", com])))
}

/// Trustee `i`'s partial decryption, with its proof.
pub fn decrypt(election: &str, i: u16, com: &[u8; 32]) -> String {
    let (secret, big_r) = (share(i), sealed_point(com));
    let part = secret * big_r;
    let blind = Scalar::from_bytes_mod_order(sha(&[b"k", com, &i.to_be_bytes()]));
    let mut hash = Sha512::new();
    hash.update(b"pb/v1/open\0");
    let points = [
        RistrettoPoint::mul_base(&secret),
        big_r,
        part,
        RistrettoPoint::mul_base(&blind),
        blind * big_r,
    ];
    let encoded = points.map(|point| point.compress().to_bytes());
    let mut items: Vec<&[u8]> = vec![election.as_bytes()];
    let number = i.to_be_bytes();
    items.push(&number);
    items.extend(encoded.iter().map(<[u8; 32]>::as_slice));
    for item in items {
        hash.update(u32::try_from(item.len()).unwrap().to_be_bytes());
        hash.update(item);
    }
    let challenge = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
    let answer = blind + challenge * secret;
    format!(
        r#"{{"c":"{}","com":"{}","d":"{}","z":"{}"}}"#,
        hex(challenge.as_bytes()),
        hex(com),
        hex(part.compress().as_bytes()),
        hex(answer.as_bytes())
    )
}
