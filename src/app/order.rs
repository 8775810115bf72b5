//! What crosses from the office to the urn: public documents, never a person or a session.
//!
//! The office writes an order into its outbox when two officers have approved it; the courier
//! carries the bytes; the urn acts on each order once, known by its hash. In a hardened set-up the
//! same bytes travel as files (`morada office export-orders`, `morada urn import-order`).

use morada_engine::contest::Papers;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::ledger::record::Dispute;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// An order to the urn about one election.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The election it is about.
    pub election: ElectionId,
    /// What shall happen.
    pub act: Act,
}

/// What the urn shall do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Seal the papers and the key lists; from `papers.opens_at` on, take ballots.
    Open {
        /// The sealed definition.
        papers: Box<Papers>,
        /// `setup/trustees.json`, or empty for a key held by this server (small votes only).
        trustees: String,
        /// Lines of `policy.txt` after the log's own: witnesses, groups and the quorum.
        witnesses: String,
        /// One list of keys per contest.
        credlists: Vec<Credlist>,
        /// The two officers, as published.
        officers: [String; 2],
    },
    /// Put a public notice into the ledger.
    Incident {
        /// What it is about, where it is about one vote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Dispute>,
        /// The notice, one line.
        text: String,
    },
    /// The public seed, drawn after the close.
    Seed {
        /// Twenty or more decimal digits.
        seed: String,
        /// Who rolled, where, who watched.
        minutes: String,
        /// The two officers, as published.
        officers: [String; 2],
    },
    /// A trustee's partial decryptions of one contest.
    Decryptions {
        /// The contest.
        contest: ContestId,
        /// The trustee's number.
        trustee: u16,
        /// Lines of `annex/decrypt-<ct>-<i>.jsonl`.
        lines: String,
    },
    /// Publish the counted result.
    Publish {
        /// Letters handed out, paper ballots and reissued letters, per contest.
        roll: Vec<RollCount>,
        /// The two officers, as published.
        officers: [String; 2],
    },
}

/// The keys that may vote in one contest, made offline by the code maker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credlist {
    /// The contest.
    pub contest: ContestId,
    /// `credlist-<ct>.txt`: 64 hex digits a line, sorted.
    pub keys: String,
    /// Letters printed for people.
    pub letters: u64,
    /// Spare letters.
    pub spares: u64,
}

/// How many letters went out for one contest; sums only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollCount {
    /// The contest.
    pub contest: ContestId,
    /// Letters handed out.
    pub handed: u64,
    /// Paper ballots given.
    pub paper: u64,
    /// Letters replaced.
    pub reissued: u64,
}

impl Order {
    /// The bytes that travel, and that are hashed.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("an order has string keys and plain values")
    }

    /// SHA-256 of the bytes: the urn acts once per id.
    pub fn id(&self) -> [u8; 32] {
        Sha256::digest(self.to_bytes()).into()
    }
}
