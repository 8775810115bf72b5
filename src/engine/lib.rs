//! The pure heart of Morada: ballots, counting, the ledger and sealing.
//!
//! No clock, disk, network, chance or async lives here: everything is an argument, so every answer
//! can be worked out again by anyone. The exact bytes are written down in docs/FORMATS.md.

pub mod ids;
pub mod money;
pub mod time;

pub mod association;
pub mod eligibility;
pub mod fingerprint;
pub mod permission;
pub mod permit;
pub mod phase;
pub mod proposal;
pub mod roll;

pub mod canonical;
pub mod encoding;
pub mod hash;

pub mod contest;

pub mod ballot;
pub mod blt;
pub mod cvr;
pub mod pabulib;
mod source;
pub mod tally;

pub mod chance;
pub mod sealing;

pub mod bundle;
pub mod ledger;

pub mod works;

#[cfg(test)]
pub(crate) mod vectors;
