//! The published files from which anyone can redo the count (docs/FORMATS.md section 5).
//!
//! [`layout`] spells every path once, [`Bundle::files`] turns values into bytes and
//! [`Bundle::read`] turns bytes into values. Nothing here touches a disk.

pub mod layout;
pub mod manifest;
pub mod reader;
pub mod records;
pub mod writer;

use std::collections::BTreeMap;

pub use layout::BundlePath;
pub use manifest::Manifest;
pub use reader::BundleError;
pub use records::{ContestRoll, OpeningLine, PaperBox, PaperBoxes, RollCounts};

use crate::contest::Papers;
use crate::ids::ContestId;
use crate::ledger::{Leaf, Note};
use crate::sealing::{Credlist, PartialDecryption, ToOpen, TrusteeSet};

/// Everything that is published about an election, as values.
///
/// Before closing there is no `outcome`, and the annex is there only for those who may have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The sealed definition.
    pub papers: Papers,
    /// Who can open the ballots.
    pub trustees: TrusteeSet,
    /// Which log and witnesses are trusted; kept as it was hashed into the setup leaf.
    pub policy: String,
    /// Who may vote.
    pub credlists: BTreeMap<ContestId, Credlist>,
    /// The ledger.
    pub leaves: Vec<Leaf>,
    /// The checkpoints from the first to the last.
    pub checkpoints: Vec<Note>,
    /// What came out, once it is known.
    pub outcome: Option<Outcome>,
    /// What only observers get, unless the openings are public.
    pub annex: Option<Annex>,
}

/// The files that the `result` leaf names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The counted records `B` of each contest; none for a withheld one.
    pub ballots: BTreeMap<ContestId, Vec<Vec<u8>>>,
    /// The bytes of `results/<ct>.json`.
    pub results: BTreeMap<ContestId, Vec<u8>>,
    /// The bytes of `export/<ct>.pb`; none for a withheld contest.
    pub exports: BTreeMap<ContestId, Vec<u8>>,
    /// Letters given out, reissued, and votes on paper.
    pub roll: RollCounts,
    /// Boxes of paper.
    pub boxes: PaperBoxes,
    /// The minutes of the dice, plain text.
    pub minutes: String,
}

/// The openings of the counted ballots and the proofs that they were opened honestly.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Annex {
    /// One line per counted ballot, sorted by leaf index.
    pub openings: BTreeMap<ContestId, Vec<OpeningLine>>,
    /// What each trustee contributed, in the order of the openings.
    pub decryptions: BTreeMap<(ContestId, u16), Vec<PartialDecryption>>,
    /// What the trustees were asked: the proofs of their decryptions are about these points.
    pub to_open: BTreeMap<ContestId, Vec<ToOpen>>,
}

#[cfg(test)]
mod tests;
