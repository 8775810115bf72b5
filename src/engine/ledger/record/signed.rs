//! The two leaves that voters sign: `ballot` and `retire`.

use serde::{Deserialize, Serialize};

use super::{Leaf, LeafError, Version};
use crate::canonical;
use crate::ids::{ContestId, ElectionId};
use crate::sealing::commitment::Commitment;
use crate::sealing::credential::{Credential, CredentialKey, Signature};

/// The place of a ballot among those of its key in its contest: 1, 2, … The highest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Counter(u64);

impl Counter {
    /// The first ballot of a key.
    pub const FIRST: Counter = Counter(1);

    /// The counter `n`; `None` for 0 and above 2^53 - 1.
    pub fn new(n: u64) -> Option<Self> {
        (1..1 << 53).contains(&n).then_some(Self(n))
    }

    /// The number.
    pub fn get(self) -> u64 {
        self.0
    }

    /// The counter of the next ballot; `None` after 2^53 - 1.
    pub fn next(self) -> Option<Self> {
        Self::new(self.0 + 1)
    }
}

impl TryFrom<u64> for Counter {
    type Error = &'static str;
    fn try_from(n: u64) -> Result<Self, Self::Error> {
        Self::new(n).ok_or("a counter is at least 1")
    }
}

impl From<Counter> for u64 {
    fn from(counter: Counter) -> u64 {
        counter.0
    }
}

/// A cast ballot: the commitment, signed by a key of the credlist. It carries no time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BallotLeaf {
    /// What hides the ballot.
    #[serde(rename = "com")]
    pub commitment: Commitment,
    /// The key that votes.
    #[serde(rename = "cr")]
    pub key: CredentialKey,
    /// The contest.
    #[serde(rename = "ct")]
    pub contest: ContestId,
    /// The election.
    #[serde(rename = "el")]
    pub election: ElectionId,
    /// Its place among this key's ballots.
    #[serde(rename = "n")]
    pub counter: Counter,
    /// The key's signature over all of it.
    #[serde(rename = "sg")]
    pub signature: Signature,
    /// 1.
    pub v: Version,
}

impl BallotLeaf {
    /// Signs a ballot leaf.
    pub fn sign(
        election: &ElectionId,
        contest: &ContestId,
        credential: &Credential,
        counter: Counter,
        commitment: Commitment,
    ) -> Self {
        let mut leaf = Self {
            commitment,
            key: credential.key(),
            contest: contest.clone(),
            election: election.clone(),
            counter,
            signature: Signature::from_bytes([0; 64]),
            v: Version,
        };
        leaf.signature = credential.sign(&leaf.message());
        leaf
    }

    /// The bytes that enter the ledger.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(&Leaf::Ballot(self.clone())).expect("ids and hex are canonical")
    }

    /// Checks the signature, strictly.
    ///
    /// # Errors
    /// [`LeafError::Signature`].
    pub fn verify(&self) -> Result<(), LeafError> {
        check(&self.key, &self.message(), &self.signature)
    }

    fn message(&self) -> Vec<u8> {
        signed_message(b"pb/v1/cast\n", &Leaf::Ballot(self.clone()))
    }
}

/// A key gives up every ballot it cast, for instance because its holder votes on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetireLeaf {
    /// The key that retires.
    #[serde(rename = "cr")]
    pub key: CredentialKey,
    /// The contest.
    #[serde(rename = "ct")]
    pub contest: ContestId,
    /// The election.
    #[serde(rename = "el")]
    pub election: ElectionId,
    /// The key's signature over all of it.
    #[serde(rename = "sg")]
    pub signature: Signature,
    /// 1.
    pub v: Version,
}

impl RetireLeaf {
    /// Signs a retire leaf.
    pub fn sign(election: &ElectionId, contest: &ContestId, credential: &Credential) -> Self {
        let mut leaf = Self {
            key: credential.key(),
            contest: contest.clone(),
            election: election.clone(),
            signature: Signature::from_bytes([0; 64]),
            v: Version,
        };
        leaf.signature = credential.sign(&leaf.message());
        leaf
    }

    /// The bytes that enter the ledger.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(&Leaf::Retire(self.clone())).expect("ids and hex are canonical")
    }

    /// Checks the signature, strictly.
    ///
    /// # Errors
    /// [`LeafError::Signature`].
    pub fn verify(&self) -> Result<(), LeafError> {
        check(&self.key, &self.message(), &self.signature)
    }

    fn message(&self) -> Vec<u8> {
        signed_message(b"pb/v1/retire\n", &Leaf::Retire(self.clone()))
    }
}

/// `domain || CR-1(leaf without sg)`.
fn signed_message(domain: &[u8], leaf: &Leaf) -> Vec<u8> {
    let mut value = serde_json::to_value(leaf).expect("a leaf is plain data");
    if let Some(members) = value.as_object_mut() {
        members.remove("sg");
    }
    let record = canonical::to_bytes(&value).expect("ids and hex are canonical");
    [domain, &record].concat()
}

fn check(key: &CredentialKey, message: &[u8], signature: &Signature) -> Result<(), LeafError> {
    if key.verify(message, signature) { Ok(()) } else { Err(LeafError::Signature) }
}
