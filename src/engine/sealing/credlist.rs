//! The credlist: the public keys that may vote in a contest, `setup/credlist-<ct>.txt`.

use super::credential::CredentialKey;
use crate::hash::Hash;

/// Why bytes are not a credlist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredlistError {
    /// A line that is not 64 digits of lower-case hex ended by a line feed.
    #[error("line {0} is not a key in lower-case hex, ended by a line feed")]
    Line(usize),
    /// A line that is not above the one before it.
    #[error("line {0} repeats a key or is out of order")]
    Order(usize),
}

/// Distinct keys, sorted. The order hides in which letter each one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credlist(Vec<CredentialKey>);

impl Credlist {
    /// The list of `keys`, sorted.
    ///
    /// # Errors
    /// [`CredlistError::Order`] when a key stands twice: two letters would share one vote.
    pub fn new(mut keys: Vec<CredentialKey>) -> Result<Self, CredlistError> {
        keys.sort_unstable();
        Self::checked(keys)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`CredlistError`], the first fault.
    pub fn parse(bytes: &[u8]) -> Result<Self, CredlistError> {
        let line = |(number, line): (usize, &[u8])| {
            let text = line.strip_suffix(b"\n").and_then(|line| std::str::from_utf8(line).ok());
            text.and_then(|text| CredentialKey::parse_hex(text).ok())
                .ok_or(CredlistError::Line(number))
        };
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        Self::checked((1..).zip(lines).map(line).collect::<Result<_, _>>()?)
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|key| format!("{key}\n").into_bytes()).collect()
    }

    /// Hash of the file, as the `credlist` leaf names it.
    pub fn hash(&self) -> Hash {
        Hash::of(&[&self.to_bytes()])
    }

    /// The keys, sorted.
    pub fn keys(&self) -> &[CredentialKey] {
        &self.0
    }

    /// Whether `key` may vote.
    pub fn contains(&self, key: &CredentialKey) -> bool {
        self.0.binary_search(key).is_ok()
    }

    fn checked(keys: Vec<CredentialKey>) -> Result<Self, CredlistError> {
        match (2..).zip(keys.windows(2)).find(|(_, pair)| pair[0] >= pair[1]) {
            Some((line, _)) => Err(CredlistError::Order(line)),
            None => Ok(Self(keys)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> CredentialKey {
        CredentialKey::from_bytes([byte; 32])
    }

    #[test]
    fn the_keys_are_sorted_and_read_back() {
        let list = Credlist::new(vec![key(2), key(1)]).unwrap();
        assert_eq!(list.keys(), [key(1), key(2)]);
        assert_eq!(
            list.to_bytes(),
            format!("{}\n{}\n", "01".repeat(32), "02".repeat(32)).as_bytes()
        );
        assert_eq!(Credlist::parse(&list.to_bytes()), Ok(list.clone()));
        assert!(list.contains(&key(2)) && !list.contains(&key(3)));
        assert_eq!(Credlist::parse(b""), Credlist::new(vec![]));
    }

    #[test]
    fn two_letters_never_share_a_key() {
        assert_eq!(Credlist::new(vec![key(2), key(1), key(2)]), Err(CredlistError::Order(3)));
    }

    #[test]
    fn a_list_with_another_spelling_is_refused() {
        let [one, two] = ["01", "0a"].map(|pair| format!("{}\n", pair.repeat(32)));
        for (text, fault) in [
            (format!("{two}{one}"), CredlistError::Order(2)),
            (format!("{one}{one}"), CredlistError::Order(2)),
            (format!("{one}{}", two.to_uppercase()), CredlistError::Line(2)),
            (one.trim_end().to_owned(), CredlistError::Line(1)),
            (format!("{one}\n"), CredlistError::Line(2)),
            (one.replace('\n', "\r\n"), CredlistError::Line(1)),
        ] {
            assert_eq!(Credlist::parse(text.as_bytes()), Err(fault), "{text}");
        }
    }
}
