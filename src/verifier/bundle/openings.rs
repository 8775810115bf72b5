//! `annex/openings-<ct>.jsonl`: what opens each counted commitment, for accredited observers.

use super::files::Files;
use super::lines::{Line, Lines};
use super::part::file_finding;
use crate::finding::{Fault, Finding, Place};
use crate::limits::{LINE, LONG_FILE};
use crate::primitives::bytes::Hash;
use crate::primitives::canonical::{Value, parse};
use crate::shape::Shape;

/// Where the annex is: in the bundle, or in a folder of its own.
#[derive(Debug)]
pub struct Annex {
    /// A folder of its own, if the user named one.
    pub own: Option<Files>,
    /// What stands before a file's name.
    pub prefix: &'static str,
}

/// One opening.
#[derive(Debug, PartialEq, Eq)]
pub struct Opening {
    /// The ballot's bytes.
    pub ballot: Vec<u8>,
    /// The leaf's index.
    pub index: u64,
    /// What hides the ballot in its commitment.
    pub r: [u8; 32],
}

/// The path of a contest's openings, without the annex's prefix.
pub fn name(contest: &str) -> String {
    format!("openings-{contest}.jsonl")
}

/// Reads a file of records line by line and gives each to `take`; returns the file's hash.
///
/// # Errors
/// The finding that ended the reading. A line that is no record is given to `take` as a fault.
pub fn each_line(
    files: &Files,
    path: &str,
    mut take: impl FnMut(u64, Result<Value<'_>, Fault>),
) -> Result<Hash, Box<Finding>> {
    let file = files.open(path, LONG_FILE).map_err(|fault| Box::new(file_finding(path, fault)))?;
    let mut lines = Lines::new(file, LINE);
    for at in 1.. {
        match lines.next() {
            Ok(None) => break,
            Ok(Some(Line::Whole(line))) => take(at, parse(line).map_err(Fault::NotCanonical)),
            Ok(Some(Line::TooLong)) => take(at, Err(Fault::LineTooLong { limit: LINE })),
            Ok(Some(Line::Unended)) => take(at, Err(Fault::LineUnended)),
            Err(error) => {
                let fault = Fault::Unreadable { why: error.kind().to_string() };
                return Err(Box::new(Finding::new(Place::line(path, at), fault)));
            }
        }
    }
    Ok(lines.hash())
}

impl Opening {
    /// Reads one line.
    ///
    /// # Errors
    /// [`Fault::Shape`].
    pub fn read(value: &Value<'_>) -> Result<Self, Fault> {
        let opening = Shape::exact(value, &["b", "i", "r"]).map_err(Fault::Shape)?;
        Ok(Self {
            ballot: opening.text("b").map_err(Fault::Shape)?.as_bytes().to_vec(),
            index: opening.int("i").map_err(Fault::Shape)?,
            r: opening.hex("r").map_err(Fault::Shape)?,
        })
    }
}
