//! The files that trustees exchange: canonical records, so that a hash over one is a hash over what
//! it says.

use morada_engine::canonical;
use morada_engine::encoding::to_hex;
use morada_engine::hash::Hash;
use morada_engine::ids::ElectionId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The most trustees of one election.
const MOST: usize = 20;
/// The most bytes of a name.
const LONGEST_NAME: usize = 100;

/// Why numbers do not make a ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// Fewer than 2 or more than 20 trustees.
    #[error("a ceremony has 2 to 20 trustees, not {0}")]
    Trustees(usize),
    /// A threshold below 2 or above the number of trustees.
    #[error("with {of} trustees it takes 2 to {of} of them to open a ballot, not {threshold}")]
    Threshold {
        /// The threshold.
        threshold: u16,
        /// The trustees.
        of: u16,
    },
    /// A number that is no trustee's.
    #[error("trustees are numbered from 1 to {of}; {index} is none of them")]
    Index {
        /// The number.
        index: u16,
        /// The trustees.
        of: u16,
    },
    /// A name that is empty, very long or has control characters.
    #[error("a trustee's name has 1 to 100 characters on one line")]
    Name,
}

/// Why bytes are not a file of the ceremony.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordError {
    /// It cannot be read.
    #[error("it is no file of a key ceremony: {0}")]
    Unreadable(String),
}

/// What all trustees of a ceremony agree on before it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The election the key is for. A key serves one election only.
    pub election: ElectionId,
    /// How many trustees there are.
    pub of: u16,
    /// How many of them it takes to open a ballot.
    pub threshold: u16,
}

impl Terms {
    /// The terms of a ceremony.
    ///
    /// # Errors
    /// [`TermsError`] when the numbers do not fit.
    pub fn new(election: ElectionId, of: usize, threshold: u16) -> Result<Self, TermsError> {
        match u16::try_from(of) {
            Ok(of) if (2..=MOST).contains(&usize::from(of)) => {
                let fits = (2..=of).contains(&threshold);
                let refused = TermsError::Threshold { threshold, of };
                if fits { Ok(Self { election, of, threshold }) } else { Err(refused) }
            }
            Ok(_) | Err(_) => Err(TermsError::Trustees(of)),
        }
    }

    /// Checks a trustee's number and name.
    pub(super) fn check(&self, index: u16, name: &str) -> Result<(), TermsError> {
        if !(1..=self.of).contains(&index) {
            return Err(TermsError::Index { index, of: self.of });
        }
        if name.trim().is_empty() || name.len() > LONGEST_NAME {
            return Err(TermsError::Name);
        }
        Ok(())
    }

    /// The numbers of the trustees.
    pub fn indexes(&self) -> impl Iterator<Item = u16> {
        1..=self.of
    }
}

/// `hash-<i>.json`: the hash of a package that its maker has not shown yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HashRecord {
    /// Hash of the package file.
    pub hash: Hash,
    /// Whose it is.
    pub index: u16,
    /// Their name.
    pub name: String,
    t: String,
    /// The ceremony.
    pub terms: Terms,
    v: u32,
}

/// `package-<i>.json`: what a trustee shows to the others in the first round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageRecord {
    /// Whose it is.
    pub index: u16,
    /// Where others seal their shares to, in hex.
    pub(super) mail: Hash,
    /// Their name.
    pub name: String,
    /// The package of the first round as FROST writes it, in hex.
    pub(super) package: String,
    t: String,
    /// The ceremony.
    pub terms: Terms,
    v: u32,
}

/// `share-<from>-to-<to>.json`: what one trustee sends to another in the second round, sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedShareRecord {
    /// The sealed bytes, in hex.
    pub(super) cipher: String,
    /// Who sends it.
    pub from: u16,
    /// The fresh point of the envelope.
    pub(super) point: Hash,
    t: String,
    /// The ceremony.
    pub terms: Terms,
    /// Who may read it.
    pub to: u16,
    v: u32,
}

/// Reads and writes a record whose `t` says what it is.
macro_rules! record_file {
    ($name:ident, $kind:literal) => {
        impl $name {
            /// The bytes of the file.
            pub fn to_bytes(&self) -> Vec<u8> {
                write(self)
            }

            /// Reads the file.
            ///
            /// # Errors
            /// [`RecordError`] when it is another file or was changed by hand.
            pub fn parse(bytes: &[u8]) -> Result<Self, RecordError> {
                let record: Self = read(bytes)?;
                if record.t == $kind && record.v == 1 {
                    Ok(record)
                } else {
                    Err(RecordError::Unreadable(format!("not a {}, version 1", $kind)))
                }
            }
        }
    };
}

record_file!(HashRecord, "ceremony_hash");
record_file!(PackageRecord, "ceremony_package");
record_file!(SealedShareRecord, "ceremony_share");

impl PackageRecord {
    pub(super) fn new(
        terms: Terms,
        index: u16,
        name: &str,
        mail: [u8; 32],
        package: &[u8],
    ) -> Self {
        Self {
            index,
            mail: Hash::from_bytes(mail),
            name: name.to_owned(),
            package: to_hex(package),
            t: "ceremony_package".to_owned(),
            terms,
            v: 1,
        }
    }

    /// The record that is published before this one is shown.
    pub fn hash(&self) -> HashRecord {
        HashRecord {
            hash: Hash::of(&[&self.to_bytes()]),
            index: self.index,
            name: self.name.clone(),
            t: "ceremony_hash".to_owned(),
            terms: self.terms.clone(),
            v: 1,
        }
    }
}

impl SealedShareRecord {
    pub(super) fn new(terms: Terms, from: u16, to: u16, point: [u8; 32], cipher: &[u8]) -> Self {
        Self {
            cipher: to_hex(cipher),
            from,
            point: Hash::from_bytes(point),
            t: "ceremony_share".to_owned(),
            terms,
            to,
            v: 1,
        }
    }
}

/// The canonical bytes of a record that this module made.
pub(super) fn write<T: Serialize>(record: &T) -> Vec<u8> {
    // A name can be typed in several ways: Begun::begin composes it first.
    canonical::to_bytes(record).expect("names are composed, everything else is hex and numbers")
}

/// Reads a canonical record.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, RecordError> {
    let unreadable = |error: &dyn std::fmt::Display| RecordError::Unreadable(error.to_string());
    let value = canonical::parse_leaf(bytes).map_err(|error| unreadable(&error))?;
    serde_json::from_value(value).map_err(|error| unreadable(&error))
}
