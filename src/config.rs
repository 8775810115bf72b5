//! What an operator decides: one file (`morada.toml`) and environment variables (`MORADA_…`).
//!
//! Every setting has a printed default (`morada config`). Secrets have none: a missing, short or
//! zero secret stops the start with a sentence that says how to make one.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// The operator's settings.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Folder for everything that Morada writes.
    pub data: PathBuf,
    /// The people's database; empty: a SQLite file in `data`.
    pub office_url: String,
    /// The box's database; empty: a SQLite file in `data`. Never the same as `office_url`.
    pub urn_url: String,
    /// Address to listen on.
    pub address: String,
    /// Port to listen on.
    pub port: u16,
    /// How the public reaches this server, e.g. `https://voto.lisboa.example`.
    pub public_url: String,
    /// File with the server's secret: 64 hex digits.
    pub secret_file: PathBuf,
    /// First part of every ledger's origin, e.g. `lisboa.example`.
    pub authority: String,
    /// Name of the place, as its people say it; empty: the authority.
    pub place: String,
    /// The number to call for help, as it is dialled; empty: none.
    pub help_phone: String,
    /// The language when nothing else decides.
    pub default_language: String,
    /// Connections per database for reading.
    pub readers: u32,
    /// Header in which a trusted proxy gives the client's address; empty: none is trusted.
    pub client_address_header: String,
    /// Whether cookies demand HTTPS. Off only for a first look on one's own machine.
    pub secure_cookies: bool,
    /// Wrong voting codes a minute from one address before a pause.
    pub code_tries_per_minute: u32,
    /// The mail server, e.g. `smtp://relay:587?tls=required`; empty: mail is kept as files in `data`.
    pub mail_server: String,
    /// The address from which mail comes.
    pub mail_from: String,
    /// The name under which the mail server knows us; empty: none is asked for.
    pub mail_user: String,
    /// File with the password that goes with it.
    pub mail_password_file: PathBuf,
    /// A program that sends an SMS: it reads the number, then the text; empty: they are kept as files.
    pub sms_program: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("morada-data"),
            office_url: String::new(),
            urn_url: String::new(),
            address: "127.0.0.1".to_owned(),
            port: 8080,
            public_url: "http://127.0.0.1:8080".to_owned(),
            secret_file: PathBuf::from("morada-secret"),
            authority: "morada.local".to_owned(),
            place: String::new(),
            help_phone: String::new(),
            default_language: "pt".to_owned(),
            readers: 4,
            client_address_header: String::new(),
            secure_cookies: true,
            code_tries_per_minute: 10,
            mail_server: String::new(),
            mail_from: "morada@localhost".to_owned(),
            mail_user: String::new(),
            mail_password_file: PathBuf::from("morada-mail-password"),
            sms_program: String::new(),
        }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file or an environment variable does not parse.
    #[error("the settings cannot be read: {0}")]
    Settings(Box<figment::Error>),
    /// Office and urn are the same database.
    #[error(
        "office_url and urn_url name the same database. Give each its own: what joins people and \
         ballots must not stand in one place"
    )]
    OneDatabase,
    /// The secret is missing or unreadable.
    #[error(
        "the secret file {path} cannot be read ({reason}). Make one with: \
         openssl rand -hex 32 > {path} && chmod 600 {path}"
    )]
    SecretMissing {
        /// Where it was looked for.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// The secret is not 64 hex digits, or all the same digit.
    #[error(
        "the secret file {path} must hold 64 hex digits that are not all alike. Make one with: \
         openssl rand -hex 32 > {path} && chmod 600 {path}"
    )]
    SecretWeak {
        /// Where it was read.
        path: String,
    },
}

impl Config {
    /// The settings from `file` (if it exists) and the environment, over the defaults.
    ///
    /// # Errors
    /// [`ConfigError`] with the first thing that is wrong.
    pub fn load(file: &Path) -> Result<Self, ConfigError> {
        let config: Self = Figment::from(Serialized::defaults(Self::default()))
            .merge(Toml::file(file))
            .merge(Env::prefixed("MORADA_").ignore(&["test_postgres", "long", "clock", "log"]))
            .extract()
            .map_err(|e| ConfigError::Settings(Box::new(e)))?;
        if config.office_url() == config.urn_url() {
            return Err(ConfigError::OneDatabase);
        }
        Ok(config)
    }

    /// The URL of the people's database.
    pub fn office_url(&self) -> String {
        self.url_or_file(&self.office_url, "office.sqlite")
    }

    /// The URL of the box's database.
    pub fn urn_url(&self) -> String {
        self.url_or_file(&self.urn_url, "urn.sqlite")
    }

    fn url_or_file(&self, url: &str, file: &str) -> String {
        if url.is_empty() {
            format!("sqlite://{}?mode=rwc", self.data.join(file).display())
        } else {
            url.to_owned()
        }
    }

    /// The server's secret, read from its file.
    ///
    /// # Errors
    /// [`ConfigError::SecretMissing`] or [`ConfigError::SecretWeak`].
    pub fn secret(&self) -> Result<Secret, ConfigError> {
        let path = self.secret_file.display().to_string();
        let text = std::fs::read_to_string(&self.secret_file).map_err(|e| {
            ConfigError::SecretMissing { path: path.clone(), reason: e.to_string() }
        })?;
        Secret::parse(text.trim()).ok_or(ConfigError::SecretWeak { path })
    }
}

/// The server's root secret. Everything else is derived from it, each for one purpose.
#[derive(Clone)]
pub struct Secret(zeroize::Zeroizing<[u8; 32]>);

impl Secret {
    /// Parses 64 hex digits that are not all alike.
    pub fn parse(hex: &str) -> Option<Self> {
        let digits = hex.as_bytes();
        let weak = digits.len() != 64 || digits.iter().all(|d| Some(d) == digits.first());
        if weak {
            return None;
        }
        let mut bytes = zeroize::Zeroizing::new([0; 32]);
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// A fresh secret, for demos and tests.
    pub fn random() -> Self {
        Self(zeroize::Zeroizing::new(rand::random()))
    }

    /// The 32-byte key for one purpose (RFC 5869), e.g. `morada/booth/v1`.
    pub fn key(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        hkdf::Hkdf::<sha2::Sha256>::new(None, self.0.as_slice())
            .expand(purpose.as_bytes(), &mut key)
            .expect("32 bytes are within the limit of HKDF-SHA256");
        key
    }

    /// The raw secret, for keys whose derivation FORMATS.md fixes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_or_uniform_secret_is_refused() {
        assert!(Secret::parse("abc").is_none());
        assert!(Secret::parse(&"0".repeat(64)).is_none());
        assert!(Secret::parse(&"zf".repeat(32)).is_none());
        assert!(Secret::parse(&"0f".repeat(32)).is_some());
    }

    #[test]
    fn keys_for_two_purposes_differ() {
        let secret = Secret::parse(&"0f".repeat(32)).unwrap();
        assert_ne!(secret.key("a"), secret.key("b"));
        assert_eq!(secret.key("a"), secret.key("a"));
    }
}
