//! The leaves of the ledger: every official act has one type and one spelling.
//!
//! Which members each has is written down in docs/FORMATS.md section 3. Ballot and retire leaves
//! carry no time, so that nobody can match them with who stood in the room.

mod admin;
mod signed;

use serde::{Deserialize, Serialize};

pub use admin::{
    AmendLeaf, BatchLeaf, CloseLeaf, ContestClose, ContestTally, CredlistLeaf, Dispute,
    IncidentLeaf, OpenLeaf, PaperLeaf, PublishedFile, ResultLeaf, SeedLeaf, SetupLeaf, TallyLeaf,
};
pub use signed::{BallotLeaf, Counter, RetireLeaf};

use crate::canonical::{self, CanonicalError};
use crate::hash::Hash;
use crate::ids::ElectionId;

/// Why bytes are not a leaf.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeafError {
    /// Not a canonical record of at most 65,535 bytes.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// An unknown type, a missing or foreign member, or a value of another shape.
    #[error("not a leaf of a known type: {0}")]
    Members(String),
    /// The members contradict each other or break a rule of their type.
    #[error("{0}")]
    Rule(&'static str),
    /// The signature of a ballot or retire leaf does not hold.
    #[error("the signature does not hold")]
    Signature,
}

/// The version of every leaf: 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Version;

impl TryFrom<u32> for Version {
    type Error = &'static str;
    fn try_from(number: u32) -> Result<Self, Self::Error> {
        if number == 1 { Ok(Self) } else { Err("the version is not 1") }
    }
}

impl From<Version> for u32 {
    fn from(_: Version) -> u32 {
        1
    }
}

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Leaf {
    /// The definition of the election, index 0.
    Setup(SetupLeaf),
    /// The keys that may vote in a contest.
    Credlist(CredlistLeaf),
    /// The box may take ballots.
    Open(OpenLeaf),
    /// The next leaves are ballots or retires.
    Batch(BatchLeaf),
    /// A cast ballot.
    Ballot(BallotLeaf),
    /// A key gives up its ballots.
    Retire(RetireLeaf),
    /// A box of paper ballots.
    Paper(PaperLeaf),
    /// A public notice.
    Incident(IncidentLeaf),
    /// A change after sealing, with its reason.
    Amend(AmendLeaf),
    /// No ballot after this.
    Close(CloseLeaf),
    /// The public number that settles ties.
    Seed(SeedLeaf),
    /// What was opened.
    Tally(TallyLeaf),
    /// What was published.
    Result(ResultLeaf),
}

impl Leaf {
    /// The bytes that enter the ledger.
    ///
    /// # Errors
    /// [`LeafError`] when a text is not NFC, a rule is broken or the leaf is too long.
    pub fn to_bytes(&self) -> Result<Vec<u8>, LeafError> {
        self.check_rules()?;
        let bytes = canonical::to_bytes(self)?;
        if bytes.len() > canonical::LEAF_LIMIT {
            return Err(CanonicalError::TooLong(bytes.len()).into());
        }
        Ok(bytes)
    }

    /// Reads a leaf. Signatures of ballots and retires are checked, too.
    ///
    /// # Errors
    /// [`LeafError`], the first fault.
    pub fn parse(bytes: &[u8]) -> Result<Self, LeafError> {
        let value = canonical::parse_leaf(bytes)?;
        let leaf: Self =
            serde_json::from_value(value).map_err(|e| LeafError::Members(e.to_string()))?;
        leaf.check_rules()?;
        match &leaf {
            Self::Ballot(ballot) => ballot.verify()?,
            Self::Retire(retire) => retire.verify()?,
            Self::Setup(_)
            | Self::Credlist(_)
            | Self::Open(_)
            | Self::Batch(_)
            | Self::Paper(_)
            | Self::Incident(_)
            | Self::Amend(_)
            | Self::Close(_)
            | Self::Seed(_)
            | Self::Tally(_)
            | Self::Result(_) => {}
        }
        Ok(leaf)
    }

    /// The election it belongs to.
    pub fn election(&self) -> &ElectionId {
        match self {
            Self::Setup(leaf) => &leaf.election,
            Self::Credlist(leaf) => &leaf.election,
            Self::Open(leaf) => &leaf.election,
            Self::Batch(leaf) => &leaf.election,
            Self::Ballot(leaf) => &leaf.election,
            Self::Retire(leaf) => &leaf.election,
            Self::Paper(leaf) => &leaf.election,
            Self::Incident(leaf) => &leaf.election,
            Self::Amend(leaf) => &leaf.election,
            Self::Close(leaf) => &leaf.election,
            Self::Seed(leaf) => &leaf.election,
            Self::Tally(leaf) => &leaf.election,
            Self::Result(leaf) => &leaf.election,
        }
    }

    fn check_rules(&self) -> Result<(), LeafError> {
        let broken = match self {
            Self::Credlist(leaf) => leaf.broken_rule(),
            Self::Open(leaf) => leaf.broken_rule(),
            Self::Batch(leaf) => leaf.broken_rule(),
            Self::Close(leaf) => leaf.broken_rule(),
            Self::Tally(leaf) => leaf.broken_rule(),
            Self::Result(leaf) => leaf.broken_rule(),
            Self::Setup(_)
            | Self::Ballot(_)
            | Self::Retire(_)
            | Self::Paper(_)
            | Self::Incident(_)
            | Self::Amend(_)
            | Self::Seed(_) => None,
        };
        broken.map_or(Ok(()), |rule| Err(LeafError::Rule(rule)))
    }
}

/// The hash of a published file, as leaves name it.
pub fn file_hash(bytes: &[u8]) -> Hash {
    Hash::of(&[bytes])
}

#[cfg(test)]
mod tests;
