//! A trustee's work with files: the ceremony in a shared folder, the share, the opening.
//!
//! Every function says afterwards in plain sentences what it did and what comes next.

pub mod ceremony;
pub mod open;
pub mod rehearse;
pub mod share_file;

use morada_engine::ids::ElectionId;

use crate::ceremony::CeremonyError;
use crate::disk::DiskError;
use share_file::ShareError;

/// Sentences for the trustee, one per line.
pub type Said = Vec<String>;

/// What stops a trustee's command. Each is a sentence for a person at a table.
#[derive(Debug, thiserror::Error)]
pub enum TrusteeError {
    /// A file.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The ceremony.
    #[error(transparent)]
    Ceremony(#[from] CeremonyError),
    /// The share file.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// A file of the folder is not what its name says.
    #[error("{0} is not what its name says: {1}")]
    File(String, String),
    /// The steps were not taken in order.
    #[error("{0}")]
    Order(&'static str),
    /// The others' `trustees.json` is another one.
    #[error(
        "the trustees.json in the folder differs from yours. Someone saw other files than you did. \
         Stop, and begin again with everyone at the table"
    )]
    TwoKeys,
    /// The share does not belong to these trustees.
    #[error("this share does not belong to these trustees")]
    ForeignShare,
    /// A line of a file cannot be read.
    #[error("line {1} of {0} cannot be read")]
    Line(String, usize),
    /// The ledger shows that these ballots must stay closed.
    #[error("these ballots stay closed: {0}")]
    StayClosed(String),
    /// The same ballot was asked for twice, or none at all.
    #[error("{0} asks for {1}")]
    Asked(String, &'static str),
    /// The rehearsal did not succeed.
    #[error("{0}")]
    Rehearsal(String),
}

/// Where the sentences come from that name an election.
fn of(election: &ElectionId) -> String {
    format!("the election {election}")
}

#[cfg(test)]
mod tests;
