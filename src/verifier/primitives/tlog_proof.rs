//! A proof that needs no bundle and no network: `tlog-proof@v1` (c2sp.org/tlog-proof).

use super::bytes::{Hash, from_base64_exact, from_decimal};
use super::checkpoint::Checkpoint;
use super::merkle::includes;
use super::note::Note;

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// A leaf's place, its audit path and the checkpoint it leads to; nothing of it is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Place of the leaf, from 0.
    pub index: u64,
    path: Vec<Hash>,
    /// The note that holds the checkpoint.
    pub note: Note,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
}

impl TlogProof {
    /// Reads a proof.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let (head, note) = std::str::from_utf8(bytes).ok()?.split_once("\n\n")?;
        let mut lines = head.split('\n').peekable();
        (lines.next()? == FIRST_LINE).then_some(())?;
        lines.next_if(|line| line.starts_with("extra "));
        let index = from_decimal(lines.next()?.strip_prefix("index ")?)?;
        let path: Vec<Hash> = lines.map(from_base64_exact).collect::<Option<_>>()?;
        let note = Note::parse(note.as_bytes()).ok()?;
        let checkpoint = Checkpoint::parse(&note.text)?;
        Some(Self { index, path, note, checkpoint })
    }

    /// Whether the leaf with this hash stands under the checkpoint at the place the proof names.
    pub fn includes(&self, leaf: &Hash) -> bool {
        let Checkpoint { size, root, .. } = &self.checkpoint;
        includes(leaf, self.index, *size, &self.path, root)
    }
}
