//! A witness's key: a file of one line, readable by its owner only.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

use ed25519_dalek::SigningKey;

use crate::primitives::bytes::to_hex;
use crate::primitives::canonical::parse;
use crate::primitives::note::{KeyUse, Vkey, is_key_name};
use crate::shape::{Shape, ShapeFault};

/// A witness's name and secret key.
pub struct WitnessKey {
    name: String,
    key: SigningKey,
}

impl WitnessKey {
    /// The key of a 32-byte seed. `None` when the name has a space, a plus or no character.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Option<Self> {
        let key = SigningKey::from_bytes(seed);
        is_key_name(name).then(|| Self { name: name.to_owned(), key })
    }

    /// What others need to check the cosignatures.
    pub fn vkey(&self) -> Vkey {
        Vkey::new(&self.name, KeyUse::Cosignature, self.key.verifying_key().to_bytes())
    }

    pub(super) fn signing_key(&self) -> &SigningKey {
        &self.key
    }

    /// Writes a new file; one that exists is left alone.
    ///
    /// # Errors
    /// When the file exists or cannot be written.
    pub fn save(&self, path: &Path) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        let seed = to_hex(self.key.as_bytes());
        let name = serde_json::Value::from(self.name.as_str());
        writeln!(file, r#"{{"name":{name},"seed":"{seed}","t":"witness_key","v":1}}"#)?;
        file.sync_all()
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// When it cannot be read or is no key file.
    pub fn load(path: &Path) -> io::Result<Self> {
        let text = std::fs::read(path)?;
        let foreign =
            || io::Error::new(io::ErrorKind::InvalidData, "this is not a witness's key file");
        let line = text.strip_suffix(b"\n").unwrap_or(&text);
        let record = parse(line).map_err(|_| foreign())?;
        let read = || {
            let key = Shape::exact(&record, &["name", "seed", "t", "v"])?;
            key.must_be("t", "witness_key")?;
            Ok::<_, ShapeFault>((key.text("name")?, key.hex("seed")?))
        };
        let (name, seed) = read().map_err(|_| foreign())?;
        Self::from_seed(name, &seed).ok_or_else(foreign)
    }
}
