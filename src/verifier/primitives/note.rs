//! Signed notes (C2SP signed-note): a text and the lines of those who signed it.

use ed25519_dalek::{Signature, VerifyingKey};

use super::bytes::{from_base64, from_hex, sha256, to_base64, to_hex};
use crate::limits::SIGNATURES;

/// What a key of a note is for, told by the type byte of C2SP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyUse {
    /// 0x01: signs the text itself; the ledger's key.
    Text,
    /// 0x04: `cosignature/v1`, a witness, who adds the time of signing.
    Cosignature,
}

impl KeyUse {
    fn type_byte(self) -> u8 {
        match self {
            Self::Text => 0x01,
            Self::Cosignature => 0x04,
        }
    }
}

/// A verifier key: `<name>+<key id>+<base64 of type and key>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vkey {
    /// The key's name.
    pub name: String,
    /// The first four bytes of the hash of name, type and key.
    pub id: [u8; 4],
    /// What it signs.
    pub key_use: KeyUse,
    /// The Ed25519 public key.
    pub key: [u8; 32],
}

impl Vkey {
    /// The verifier key of a public key.
    pub fn new(name: &str, key_use: KeyUse, key: [u8; 32]) -> Self {
        let digest = sha256(&[name.as_bytes(), b"\n", &[key_use.type_byte()], &key]);
        let id = [digest[0], digest[1], digest[2], digest[3]];
        Self { name: name.to_owned(), id, key_use, key }
    }

    /// Reads a verifier key; its id must be that of its name, type and key.
    pub fn parse(text: &str) -> Option<Self> {
        // Base64 may have a plus of its own; names and ids have none.
        let mut parts = text.splitn(3, '+');
        let (name, id, coded) = (parts.next()?, parts.next()?, parts.next()?);
        let bytes = from_base64(coded)?;
        let (type_byte, key) = bytes.split_first()?;
        let key_use = [KeyUse::Text, KeyUse::Cosignature]
            .into_iter()
            .find(|key_use| key_use.type_byte() == *type_byte)?;
        let vkey = Self::new(name, key_use, key.try_into().ok()?);
        (is_key_name(name) && from_hex(id)? == vkey.id).then_some(vkey)
    }

    /// The key as text.
    pub fn write(&self) -> String {
        let mut coded = vec![self.key_use.type_byte()];
        coded.extend_from_slice(&self.key);
        format!("{}+{}+{}", self.name, to_hex(&self.id), to_base64(&coded))
    }
}

/// A key name has no space and no plus.
pub fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    /// Name of the key.
    pub name: String,
    /// Id of the key.
    pub id: [u8; 4],
    /// What follows the id.
    pub bytes: Vec<u8>,
}

impl SignatureLine {
    /// The line as it stands in a note, with its line feed.
    pub fn write(&self) -> String {
        let mut coded = self.id.to_vec();
        coded.extend_from_slice(&self.bytes);
        format!("\u{2014} {} {}\n", self.name, to_base64(&coded))
    }

    fn parse(line: &str) -> Option<Self> {
        let (name, coded) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let bytes = from_base64(coded)?;
        let (id, bytes) = bytes.split_first_chunk::<4>()?;
        (is_key_name(name) && !bytes.is_empty()).then(|| Self {
            name: name.to_owned(),
            id: *id,
            bytes: bytes.to_vec(),
        })
    }
}

/// Why bytes are not a signed note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// Bytes that are not UTF-8, or a control character.
    #[error("a byte that a note cannot have")]
    Bytes,
    /// No text, an empty line and signature lines.
    #[error("not a text, an empty line and signature lines")]
    Form,
    /// A line below the text is no signature line.
    #[error("a signature line is not in its form")]
    Line,
    /// More lines than this program reads.
    #[error("more signature lines than this program reads")]
    TooMany,
}

/// A text with signature lines; nothing about it is believed until a signature is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text, with its last line feed.
    pub text: String,
    /// The lines below it.
    pub lines: Vec<SignatureLine>,
}

/// What a note says about one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// Its signature holds; a witness also says when.
    Valid {
        /// The time of a cosignature, UTC seconds; zero for a plain signature.
        time: u64,
    },
    /// It has no line.
    Absent,
    /// It has a line, and the signature does not hold.
    Wrong,
}

impl Note {
    /// Reads a note.
    ///
    /// # Errors
    /// [`NoteFault`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteFault> {
        let note = std::str::from_utf8(bytes).map_err(|_| NoteFault::Bytes)?;
        if note.bytes().any(|b| b < 0x20 && b != b'\n') {
            return Err(NoteFault::Bytes);
        }
        // The last empty line parts the text from the signatures.
        let end = note.rfind("\n\n").ok_or(NoteFault::Form)?;
        let (text, below) = (&note[..=end], &note[end + 2..]);
        let below = below.strip_suffix('\n').ok_or(NoteFault::Form)?;
        if below.split('\n').count() > SIGNATURES {
            return Err(NoteFault::TooMany);
        }
        let lines: Option<Vec<_>> = below.split('\n').map(SignatureLine::parse).collect();
        Ok(Self { text: text.to_owned(), lines: lines.ok_or(NoteFault::Line)? })
    }

    /// Whether `vkey` signed. Lines of other keys are passed over, as the specification wants;
    /// of several lines of this key every one must hold.
    pub fn signed_by(&self, vkey: &Vkey) -> Signed {
        let mut verdict = Signed::Absent;
        for line in self.lines.iter().filter(|l| l.name == vkey.name && l.id == vkey.id) {
            match self.time_if_valid(line, vkey) {
                Some(time) => verdict = Signed::Valid { time },
                None => return Signed::Wrong,
            }
        }
        verdict
    }

    fn time_if_valid(&self, line: &SignatureLine, vkey: &Vkey) -> Option<u64> {
        match vkey.key_use {
            KeyUse::Text => {
                let signature = line.bytes.as_slice().try_into().ok()?;
                is_signed(&vkey.key, self.text.as_bytes(), signature).then_some(0)
            }
            KeyUse::Cosignature => {
                let (time, signature) = line.bytes.split_first_chunk::<8>()?;
                let time = u64::from_be_bytes(*time);
                let signature = signature.try_into().ok()?;
                let text = cosigned_text(&self.text, time);
                (time <= i64::MAX.unsigned_abs()
                    && is_signed(&vkey.key, text.as_bytes(), signature))
                .then_some(time)
            }
        }
    }
}

/// What a witness signs: the note's text with the time before it.
pub fn cosigned_text(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// Ed25519, strict: no small-order key, no signature with a second spelling (RFC 8032 and after).
pub fn is_signed(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key)
        .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    const NOTE: &str = "This is an example message.\n\n\u{2014} example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    /// The example of the C2SP signed-note page (CC BY 4.0).
    #[test]
    fn the_published_example_is_signed_by_its_key() {
        let key = Vkey::parse(KEY).unwrap();
        assert_eq!(key.write(), KEY);
        assert_eq!(
            Note::parse(NOTE.as_bytes()).unwrap().signed_by(&key),
            Signed::Valid { time: 0 }
        );
    }

    #[test]
    fn another_text_is_not() {
        let key = Vkey::parse(KEY).unwrap();
        let other = NOTE.replace("an example", "another example");
        assert_eq!(Note::parse(other.as_bytes()).unwrap().signed_by(&key), Signed::Wrong);
        let renamed = NOTE.replace("foo Uw", "fou Uw");
        assert_eq!(Note::parse(renamed.as_bytes()).unwrap().signed_by(&key), Signed::Absent);
    }

    #[test]
    fn a_note_with_a_hundred_thousand_signatures_is_not_read() {
        let line = &NOTE[NOTE.find('\u{2014}').unwrap()..];
        let flood = format!("text\n\n{}", line.repeat(100_000));
        assert_eq!(Note::parse(flood.as_bytes()), Err(NoteFault::TooMany));
    }

    #[test]
    fn a_key_whose_id_is_not_its_own_is_refused() {
        assert_eq!(Vkey::parse(&KEY.replace("530d", "530e")), None);
        assert_eq!(Vkey::parse("a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"), None);
    }
}
