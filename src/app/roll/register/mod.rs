//! The council's register onto the roll: looked through as a whole, then taken as a whole, by two people.
//!
//! The file is never kept: the second person brings the same file again, and its hash says that it is the same.
//! A line leads to the same entry whenever it comes ([`lines`]), so a file that comes twice changes nothing. Entries
//! are written in the order of their keyed ids, so that the order of the register is nowhere.

mod lines;
mod source;

mod accept;
mod check;
mod take;

pub mod job;

use std::sync::atomic::{AtomicU64, Ordering};

use morada_engine::roll::register::{ColumnFault, RowFault};

use accept::first_yes;
pub use accept::{Accepted, accept};
pub use check::{Checked, check};
pub use source::Source;

/// How a register comes to the roll, in the column of the same name.
pub const WAY: &str = "register";
/// Its kind of evidence.
pub const EVIDENCE: &str = "municipal_register";

/// What a register would do to the roll, or has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// SHA-256 of the file, hex.
    pub sha: String,
    /// Its rows, without the header.
    pub rows: u64,
    /// People who are new on the roll.
    pub new: u64,
    /// People who are there already.
    pub same: u64,
    /// People who are there, and whose check is good for another edition now.
    pub renewed: u64,
    /// People whose entry was ended here: the register does not bring them back.
    pub ended: u64,
    /// People whom the rule does not admit today: too young, or not here long enough.
    pub not_yet: u64,
    /// Pairs of rows with one name and one birth, but another area or day: a case each.
    pub doubles: u64,
    /// Faults by row, in the order of the file. Any of them keeps the whole file out.
    pub faults: Vec<(u64, RowFault)>,
}

/// Why a file is no register at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotARegister {
    /// Its columns.
    #[error("its columns are not those that are asked for")]
    Columns(Vec<ColumnFault>),
    /// There is no row below the header.
    #[error("it has no rows")]
    Empty,
    /// The header is no UTF-8 text.
    #[error("it is no UTF-8 text")]
    NotText,
    /// It has more rows than are taken.
    #[error("it has more rows than {0}")]
    TooMany(u64),
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    Unreadable(String),
}

impl From<std::io::Error> for NotARegister {
    fn from(error: std::io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

/// How far the work has come, for whoever waits.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    of: AtomicU64,
}

impl Progress {
    /// Begins a part of the work, of so many steps.
    fn begin(&self, of: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// So many steps more are done.
    fn step(&self, by: u64) {
        self.done.fetch_add(by, Ordering::Relaxed);
    }

    /// Percent of the part under way; 0 before the first.
    pub fn percent(&self) -> u64 {
        let (done, of) = (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed));
        (done.saturating_mul(100)).checked_div(of).unwrap_or(0).min(100)
    }
}
