//! The server's word that a ballot will be in the ledger.

use morada_engine::contest::Papers;
use morada_engine::hash::Hash;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::ledger::{LogKey, Promise, TrackingCode, origin};
use morada_engine::time::Timestamp;

use super::House;

/// How long after the close the last batch may take to appear, in seconds.
const GRACE_SECONDS: u64 = 60 * 60;

/// What the voter keeps: it shows that a ballot is in the box, never what is on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The contest that was voted in.
    pub contest: ContestId,
    /// Finds the ballot in the ledger.
    pub tracking: TrackingCode,
    /// How often this code has voted in the contest; the last one counts.
    pub counter: u64,
    /// The signed promise (docs/FORMATS.md section 3).
    pub promise: String,
}

/// The key that signs the ledger of an election.
pub fn log_key(house: &House, authority: &str, election: &ElectionId) -> LogKey {
    LogKey::derive(house.secret.bytes(), &origin(authority, election))
        .expect("the authority was checked when the election was sealed, ids are plain")
}

/// The promise for a leaf. It depends on nothing but the leaf and the papers, so the same attempt
/// gets the same promise, byte for byte, without anything being stored for it.
pub(super) fn promise_for(house: &House, papers: &Papers, leaf_hash: Hash) -> String {
    let key = log_key(house, &papers.authority, &papers.election);
    Promise::sign(&key, leaf_hash, latest_inclusion(papers)).to_string()
}

/// Every ballot is in the ledger with the last batch at the latest; which batch takes it depends on
/// how many others come, so no earlier hour can be promised honestly.
pub fn latest_inclusion(papers: &Papers) -> Timestamp {
    papers.closes_at.plus(GRACE_SECONDS)
}
