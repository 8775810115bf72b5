//! The small records of the bundle: roll counts, boxes of paper, openings.

use serde::{Deserialize, Serialize};

use crate::canonical::{self, CanonicalError};
use crate::hash::Hash;
use crate::ids::ContestId;
use crate::sealing::Nonce;

/// What the desks gave out for one contest. Sums only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestRoll {
    /// The contest.
    #[serde(rename = "ct")]
    pub contest: ContestId,
    /// Letters given out.
    pub handed: u64,
    /// Votes on paper.
    pub paper: u64,
    /// Letters given out in place of lost ones.
    pub reissued: u64,
}

/// `roll/counts.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RollCounts {
    /// One line per contest, sorted by id.
    pub contests: Vec<ContestRoll>,
}

/// A box of paper ballots.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperBox {
    /// Sheets in it.
    pub count: u64,
    /// The contest.
    #[serde(rename = "ct")]
    pub contest: ContestId,
    /// Hash of the list of its sheets.
    pub sha: Hash,
}

/// `paper/boxes.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaperBoxes {
    /// The boxes in the order of their leaves.
    pub boxes: Vec<PaperBox>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RollFile {
    contests: Vec<ContestRoll>,
    t: String,
    v: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BoxesFile {
    boxes: Vec<PaperBox>,
    t: String,
    v: u32,
}

const ROLL: &str = "roll_counts";
const BOXES: &str = "paper_boxes";

impl RollCounts {
    /// The bytes of `roll/counts.json`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let file = RollFile { contests: self.contests.clone(), t: ROLL.to_owned(), v: 1 };
        canonical::to_bytes(&file).expect("ids and numbers are canonical")
    }

    /// Reads `roll/counts.json`; `None` unless it is canonical, of version 1 and sorted.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let file: RollFile = serde_json::from_value(canonical::parse(bytes).ok()?).ok()?;
        let sorted = file.contests.is_sorted_by(|a, b| a.contest < b.contest);
        (sorted && file.t == ROLL && file.v == 1).then_some(Self { contests: file.contests })
    }
}

impl PaperBoxes {
    /// The bytes of `paper/boxes.json`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let file = BoxesFile { boxes: self.boxes.clone(), t: BOXES.to_owned(), v: 1 };
        canonical::to_bytes(&file).expect("ids and numbers are canonical")
    }

    /// Reads `paper/boxes.json`; `None` unless it is canonical and of version 1.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let file: BoxesFile = serde_json::from_value(canonical::parse(bytes).ok()?).ok()?;
        (file.t == BOXES && file.v == 1).then_some(Self { boxes: file.boxes })
    }
}

/// The opening of one counted ballot: a line of `annex/openings-<ct>.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningLine {
    /// The record `B`, canonical but perhaps against the contest's rules.
    pub ballot: String,
    /// Place of the leaf in the ledger, from 0.
    pub index: u64,
    /// The random bytes `r`.
    pub nonce: Nonce,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpeningRecord {
    b: String,
    i: u64,
    r: String,
}

impl OpeningLine {
    /// The line, without its end.
    ///
    /// # Errors
    /// [`CanonicalError`] when the ballot is not NFC or has control characters, which no canonical
    /// record has.
    pub fn to_line(&self) -> Result<Vec<u8>, CanonicalError> {
        let (b, r) = (self.ballot.clone(), self.nonce.to_hex());
        canonical::to_bytes(&OpeningRecord { b, i: self.index, r })
    }

    /// Reads a line, without its end.
    pub fn parse(line: &[u8]) -> Option<Self> {
        let value = canonical::parse(line).ok()?;
        let record: OpeningRecord = serde_json::from_value(value).ok()?;
        let nonce = Nonce::parse_hex(&record.r).ok()?;
        Some(Self { ballot: record.b, index: record.i, nonce })
    }
}
