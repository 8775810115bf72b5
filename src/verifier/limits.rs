//! How much of a bundle this program is willing to hold, so that a hostile one cannot exhaust it.
//!
//! A file above its limit is a finding, never a crash. The main ones are told by `--help`; each
//! leaves a factor of four over a vote of a million ballots.

/// Most bytes of one small file: papers, policy, trustees, notes, minutes, roll, boxes.
pub const SMALL_FILE: u64 = 4 << 20;
/// Most bytes of one `results/<contest>.json`.
pub const RESULT_FILE: u64 = 8 << 20;
/// Most bytes of one of the long files, which are read line by line and never held whole.
pub const LONG_FILE: u64 = 8 << 30;
/// Most bytes of one ledger leaf (docs/FORMATS.md section 1).
pub const LEAF: usize = 65_535;
/// Most bytes of one line of the other long files.
pub const LINE: usize = 1 << 20;
/// Most leaves of a ledger.
pub const LEAVES: usize = 4_000_000;
/// Most keys of one credlist.
pub const KEYS: usize = 8_000_000;
/// Most bytes of one contest's different ballots, held while they are counted.
pub const BALLOT_BYTES: usize = 512 << 20;
/// Most bytes of one signed note.
pub const NOTE: u64 = 64 << 10;
/// Most signature lines of one note; C2SP signed-note wants at least 16 to be taken.
pub const SIGNATURES: usize = 64;
/// Most files of a bundle.
pub const FILES: usize = 20_000;
/// Deepest folder below the bundle's own.
pub const DEPTH: usize = 4;
/// Deepest nesting of a canonical record.
pub const NESTING: usize = 32;
/// Most contests of one election.
pub const CONTESTS: usize = 1_000;
/// Most options of one contest.
pub const OPTIONS: usize = 10_000;
/// Most findings kept for one check; the rest are counted.
pub const FINDINGS: usize = 50;
