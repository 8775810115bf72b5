//! BLT, the file format for ranked ballots that STV programs share (B. A. Wichmann, 1994).
//!
//! ```text
//! 4 2                 candidates and seats
//! -3                  withdrawn candidates, if any
//! 5 1 4 2 0           5 papers: first 1, then 4, then 2
//! 1 2=4 - 3 0         one paper with two candidates at rank 1 and nobody at rank 2
//! 0                   the end of the ballots
//! "Ana" "Bo" ...      one quoted name per candidate and line, then a quoted title
//! ```
//! `#` starts a comment outside quotes. Reading is strict about what changes a count and names the
//! line; what it had to interpret or ignore is reported as a [`Repair`].

mod reader;
mod writer;

pub use reader::{Blt, Fault, Reason, Repair, RepairKind, read, read_from};
pub use writer::{WriteFault, write};
