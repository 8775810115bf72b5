//! Signed notes of C2SP (c2sp.org/signed-note): a text, and lines of signatures below it.

use std::fmt::{self, Write};

use ed25519_dalek::{Signature, VerifyingKey};

use crate::encoding::{from_base64, from_hex, to_base64, to_hex};
use crate::hash::Hash;

/// The most bytes of a note that are read: a checkpoint with 100 cosignatures has a fifth of it.
pub const NOTE_LIMIT: usize = 65_535;
/// The most signature lines that are read; C2SP asks for at least 16.
pub const SIGNATURE_LIMIT: usize = 100;

/// Why a text is not a signed note, or a signature on it does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More than [`NOTE_LIMIT`] bytes or [`SIGNATURE_LIMIT`] signatures.
    #[error("the note is larger than a note may be")]
    TooLarge,
    /// Not UTF-8, or with a control character.
    #[error("the note has a control character or is not UTF-8")]
    Characters,
    /// Not a text, an empty line and signature lines.
    #[error("the note is not a text, an empty line and lines of signatures")]
    Shape,
    /// A signature line that is not one.
    #[error("signature line {0} is not one")]
    Line(usize),
    /// The text of a key is not `name+id+base64`, or its id does not fit.
    #[error("not a verifier key")]
    Key,
    /// No signature by the key.
    #[error("there is no signature by {0}")]
    Missing(String),
    /// A signature by the key that does not hold.
    #[error("the signature by {0} does not hold")]
    Signature(String),
}

/// What a key signs, and how (the type byte of C2SP).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignatureType {
    /// 0x01: Ed25519 over the text.
    Ed25519,
    /// 0x04: `cosignature/v1`, Ed25519 over a time and the text.
    Cosignature,
}

impl SignatureType {
    fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::Cosignature => 0x04,
        }
    }
}

/// A public key that signs notes under a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerifierKey {
    name: String,
    kind: SignatureType,
    public: [u8; 32],
}

impl VerifierKey {
    /// The key `public` under `name`.
    ///
    /// # Errors
    /// [`NoteError::Key`] when the name is empty or has spaces, a plus or control characters, or the
    /// bytes are no usable point.
    pub fn new(name: &str, kind: SignatureType, public: [u8; 32]) -> Result<Self, NoteError> {
        let usable = VerifyingKey::from_bytes(&public).is_ok_and(|key| !key.is_weak());
        if is_key_name(name) && usable {
            Ok(Self { name: name.to_owned(), kind, public })
        } else {
            Err(NoteError::Key)
        }
    }

    /// Reads `name+id+base64(type || public)`.
    ///
    /// # Errors
    /// [`NoteError::Key`] for any other text.
    pub fn parse(text: &str) -> Result<Self, NoteError> {
        let mut parts = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(NoteError::Key);
        };
        let bytes = from_base64(key).map_err(|_| NoteError::Key)?;
        let (kind, public) = match bytes.split_first() {
            Some((0x01, public)) => (SignatureType::Ed25519, public),
            Some((0x04, public)) => (SignatureType::Cosignature, public),
            Some(_) | None => return Err(NoteError::Key),
        };
        let parsed = Self::new(name, kind, public.try_into().map_err(|_| NoteError::Key)?)?;
        if from_hex(id) == Ok(parsed.id()) { Ok(parsed) } else { Err(NoteError::Key) }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs, and how.
    pub fn kind(&self) -> SignatureType {
        self.kind
    }

    /// The 32 bytes of the Ed25519 key.
    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }

    /// `SHA-256(name || 0x0A || type || public)[:4]`.
    pub fn id(&self) -> [u8; 4] {
        let hash = Hash::of(&[self.name.as_bytes(), b"\n", &[self.kind.byte()], &self.public]);
        *hash.as_bytes().first_chunk().expect("a hash has more than 4 bytes")
    }

    /// The signature line of this key in `note`, if there is one; the first if there are several.
    pub fn find<'a>(&self, note: &'a Note) -> Option<&'a NoteSignature> {
        let id = self.id();
        note.signatures.iter().find(|line| line.name == self.name && line.key_id == id)
    }

    /// Checks an Ed25519 signature of this key, by the strict rules.
    pub(super) fn holds(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        VerifyingKey::from_bytes(&self.public)
            .is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.kind.byte()], self.public.as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, to_hex(&self.id()), to_base64(&key))
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

/// One signature line of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSignature {
    /// The key's name.
    pub name: String,
    /// The key's id.
    pub key_id: [u8; 4],
    /// The bytes behind the id; what they mean depends on the key's type.
    pub body: Vec<u8>,
}

impl NoteSignature {
    /// Reads one line without its end: `— name base64(id || body)`.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix("— ")?.split_once(' ')?;
        let bytes = from_base64(signature).ok()?;
        let (key_id, body) = bytes.split_first_chunk::<4>()?;
        if !is_key_name(name) || body.is_empty() {
            return None;
        }
        Some(Self { name: name.to_owned(), key_id: *key_id, body: body.to_vec() })
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.key_id.as_slice(), &self.body].concat();
        write!(f, "— {} {}", self.name, to_base64(&bytes))
    }
}

/// A text with signatures. That it was parsed says nothing about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<NoteSignature>,
}

impl Note {
    /// A text, ending in a line end, with its signatures.
    pub(super) fn new(text: String, signatures: Vec<NoteSignature>) -> Self {
        Self { text, signatures }
    }

    /// Reads a note.
    ///
    /// # Errors
    /// [`NoteError`], the first fault; no signature is checked.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        if bytes.len() > NOTE_LIMIT {
            return Err(NoteError::TooLarge);
        }
        let note = std::str::from_utf8(bytes).map_err(|_| NoteError::Characters)?;
        if note.chars().any(|c| c < ' ' && c != '\n') {
            return Err(NoteError::Characters);
        }
        // The last empty line parts the text, which may have empty lines, from the signatures.
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Shape)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Shape)?;
        if lines.lines().count() > SIGNATURE_LIMIT {
            return Err(NoteError::TooLarge);
        }
        let signatures = (1..)
            .zip(lines.split('\n'))
            .map(|(number, line)| NoteSignature::parse(line).ok_or(NoteError::Line(number)))
            .collect::<Result<_, _>>()?;
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    /// The signed text with its last line end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines in their order.
    pub fn signatures(&self) -> &[NoteSignature] {
        &self.signatures
    }

    /// Adds a signature line below the others.
    pub fn add(&mut self, signature: NoteSignature) {
        self.signatures.push(signature);
    }

    /// Checks that `key`, of type Ed25519, has signed the text.
    ///
    /// # Errors
    /// [`NoteError::Missing`] or [`NoteError::Signature`].
    pub fn verify(&self, key: &VerifierKey) -> Result<(), NoteError> {
        let line = key.find(self).ok_or_else(|| NoteError::Missing(key.name.clone()))?;
        let holds = match key.kind {
            SignatureType::Ed25519 => key.holds(self.text.as_bytes(), &line.body),
            // A cosignature is a statement about a checkpoint: checkpoint.rs reads it.
            SignatureType::Cosignature => false,
        };
        if holds { Ok(()) } else { Err(NoteError::Signature(key.name.clone())) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        f.write_char('\n')?;
        self.signatures.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}
