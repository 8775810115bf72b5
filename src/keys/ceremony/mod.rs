//! The key ceremony: `n` trustees make a common key of which any `threshold` can open a ballot.
//!
//! Pedersen's distributed key generation as in FROST (Komlo & Goldberg, SAC 2020, figure 1), by the
//! crate `frost-ristretto255`. Nobody ever holds the whole key. Two things are added:
//!
//! * Before anyone shows their first package, everyone publishes its hash. A trustee who waits for
//!   the others' packages and then chooses their own could bias the key; with the hash out first
//!   they cannot choose any more.
//! * The shares of the second round travel sealed to their recipients, so that the folder in which
//!   files are exchanged needs no secrecy. It needs no honesty either: everyone reads the
//!   [`fingerprint`] aloud, and two different ones stop the ceremony.
//!
//! The steps are [`Begun::begin`], [`Begun::share`] and [`Shared::finish`].

mod chance;
mod envelope;
mod records;
mod steps;

use std::collections::BTreeMap;

use morada_engine::hash::Hash;
use morada_engine::ids::ElectionId;
use morada_engine::ledger::TrackingCode;
use morada_engine::sealing::{ShareSecret, TrusteeSet};
use rand_core::CryptoRng;

pub use records::{HashRecord, PackageRecord, RecordError, SealedShareRecord, Terms, TermsError};
pub use steps::{Begun, Finished, Shared};

/// What can go wrong in a ceremony. Each is a sentence for the trustees at the table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CeremonyError {
    /// The numbers do not make a ceremony.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// A file is not what it should be.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A trustee's file is not there yet.
    #[error("the {what} of trustee {index} is not here yet")]
    Missing {
        /// What is awaited.
        what: &'static str,
        /// Whose it is.
        index: u16,
    },
    /// Files of two different ceremonies are mixed.
    #[error("the {what} of trustee {index} belongs to another election or other numbers")]
    OtherCeremony {
        /// What differs.
        what: &'static str,
        /// Whose it is.
        index: u16,
    },
    /// A package does not fit the hash that was published before.
    #[error(
        "the package of trustee {0} is not the one whose hash they published first. \
         Stop, and begin again with everyone at the table"
    )]
    Hash(u16),
    /// A trustee's package carries no proof that they know their own secret.
    #[error("the package of trustee {0} does not prove that they know their part of the key")]
    Proof(u16),
    /// A share does not fit the package of its sender.
    #[error(
        "the share that trustee {0} sent does not fit their package. Ask them to send it again"
    )]
    Share(u16),
    /// A share cannot be opened by this trustee.
    #[error("the share that trustee {0} sent cannot be opened with your ceremony file")]
    Envelope(u16),
    /// The library refused for a reason that has no person to blame.
    #[error("the ceremony cannot go on: {0}")]
    Library(String),
}

/// What all trustees read aloud after the hashes are out: equal for all, or someone saw other files.
pub fn fingerprint(hashes: &BTreeMap<u16, HashRecord>) -> String {
    let all: Vec<u8> = hashes.values().flat_map(HashRecord::to_bytes).collect();
    TrackingCode::of(&Hash::of(&[b"morada/ceremony-fingerprint/v1\n", &all])).to_string()
}

/// A whole ceremony in one memory, for demonstrations and tests only: here all shares meet in one
/// place, which is what a ceremony is there to prevent.
///
/// # Errors
/// [`CeremonyError::Terms`] when there are fewer than 2 names, or the threshold is not between 2
/// and their number.
pub fn in_memory(
    election: &ElectionId,
    names: &[&str],
    threshold: u16,
    chance: &mut impl CryptoRng,
) -> Result<(TrusteeSet, Vec<ShareSecret>), CeremonyError> {
    let terms = Terms::new(election.clone(), names.len(), threshold)?;
    let mut begun = Vec::new();
    for (index, name) in (1..).zip(names) {
        begun.push(Begun::begin(terms.clone(), index, name, chance)?);
    }
    let hashes: Vec<HashRecord> = begun.iter().map(Begun::hash).collect();
    let packages: Vec<PackageRecord> = begun.iter().map(|b| b.package().clone()).collect();
    let mut shared = Vec::new();
    let mut mail = Vec::new();
    for trustee in begun {
        let (state, sealed) = trustee.share(&hashes, &packages, chance)?;
        shared.push(state);
        mail.extend(sealed);
    }
    let finished: Vec<Finished> =
        shared.into_iter().map(|trustee| trustee.finish(&mail)).collect::<Result<_, _>>()?;
    let trustees = finished.first().map(|first| first.trustees.clone());
    let shares = finished.into_iter().map(|trustee| trustee.share).collect();
    Ok((trustees.expect("the terms ask for at least two trustees"), shares))
}

#[cfg(test)]
mod tests;
