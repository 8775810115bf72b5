//! The second factor: a code that changes every 30 seconds (RFC 6238) and works once.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use morada_engine::time::Timestamp;
use rand::RngExt;
use totp_rs::{Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::app::House;

/// Seconds that one code is shown.
pub const STEP_SECONDS: u64 = 30;

/// The key that an account and its owner's phone share.
pub struct SharedKey(Zeroizing<[u8; 20]>);

impl SharedKey {
    /// A fresh key of 160 bits, as RFC 4226 recommends.
    pub fn fresh(house: &House) -> Self {
        Self(Zeroizing::new(house.chance().random()))
    }

    /// The key that belongs to 32 random bytes; for the demo's accounts.
    pub(in crate::app) fn from_seed(seed: &[u8; 32]) -> Self {
        let mut key = Zeroizing::new([0; 20]);
        key.copy_from_slice(&seed[..20]);
        Self(key)
    }

    /// A key as it is typed into a phone.
    pub fn from_base32(text: &str) -> Option<Self> {
        let secret = Secret::try_from_base32(text).ok()?;
        let bytes: [u8; 20] = secret.as_bytes().try_into().ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }

    /// The key as it is typed into a phone.
    pub fn to_base32(&self) -> String {
        Secret::from(*self.0).to_base32()
    }

    /// The address that a phone reads as a QR code.
    pub fn address(&self, account: &str, issuer: &str) -> String {
        // A colon would end the name; phones show what is left.
        let plain = |text: &str| text.replace(':', " ");
        let totp = self.totp(&plain(account), Some(plain(issuer)));
        totp.to_url().unwrap_or_default()
    }

    /// The code that is shown at `now`.
    pub fn code_at(&self, now: Timestamp) -> String {
        self.totp("account", None).generate(now.unix()).to_string()
    }

    /// The time step whose code was `typed`: the present one, the one before or the one after.
    pub fn step_of(&self, typed: &str, now: Timestamp) -> Option<u64> {
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        self.totp("account", None).check(&digits, now.unix())
    }

    fn totp(&self, account: &str, issuer: Option<String>) -> Totp {
        Builder::new()
            .with_secret(Secret::from(*self.0))
            .with_step_duration(STEP_SECONDS)
            .with_account_name(account)
            .with_issuer(issuer)
            .build_noncompliant()
    }

    /// The key sealed under the server's secret, for the database. `account` is sealed along, so a
    /// key cannot be moved to another account.
    pub fn seal(&self, house: &House, account: &str) -> Vec<u8> {
        let nonce: [u8; 12] = house.chance().random();
        let sealed = cipher(house)
            .encrypt(&Nonce::from(nonce), Payload { msg: &*self.0, aad: account.as_bytes() })
            .expect("twenty bytes are within the cipher's limit");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what [`SharedKey::seal`] made for the same account.
    pub fn open(house: &House, account: &str, sealed: &[u8]) -> Option<Self> {
        let (nonce, sealed) = sealed.split_first_chunk::<12>()?;
        let payload = Payload { msg: sealed, aad: account.as_bytes() };
        let opened = Zeroizing::new(cipher(house).decrypt(&Nonce::from(*nonce), payload).ok()?);
        let bytes: [u8; 20] = opened.as_slice().try_into().ok()?;
        Some(Self(Zeroizing::new(bytes)))
    }
}

fn cipher(house: &House) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&Key::from(house.secret.key("morada/second-factor/v1")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238 appendix B: the key `12345678901234567890` at second 59 shows 94287082, of which
    /// phones show the last six digits.
    #[test]
    fn the_code_is_the_one_of_the_rfc() {
        let key = SharedKey(Zeroizing::new(*b"12345678901234567890"));
        assert_eq!(key.code_at(Timestamp::from_unix(59)), "287082");
        assert_eq!(key.code_at(Timestamp::from_unix(1_111_111_109)), "081804");
    }

    #[test]
    fn a_code_fits_half_a_minute_around_its_time_and_no_longer() {
        let key = SharedKey(Zeroizing::new(*b"12345678901234567890"));
        let step = |typed: &str, at| key.step_of(typed, Timestamp::from_unix(at));
        assert_eq!(step("287082", 59), Some(1));
        assert_eq!(step(" 287 082 ", 89), Some(1));
        assert_eq!(step("287082", 0), Some(1));
        assert_eq!(step("287082", 90), None);
        assert_eq!(step("287083", 59), None);
        assert_eq!(step("", 59), None);
    }

    #[test]
    fn a_phone_reads_the_key_back() {
        let key = SharedKey(Zeroizing::new(*b"12345678901234567890"));
        assert_eq!(SharedKey::from_base32(&key.to_base32()).unwrap().0, key.0);
        let address = key.address("ana@lisboa.example", "Morada: Lisboa");
        assert!(address.starts_with("otpauth://totp/"), "{address}");
        assert!(address.contains(&key.to_base32()), "{address}");
    }
}
