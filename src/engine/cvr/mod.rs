//! Cast vote records: one paper a row of a CSV file, as scanners and spreadsheets give them.
//!
//! Source: the two layouts that `RCTab` reads (`ES&S`: a column per rank; generic: a column per
//! candidate), with CSV as RFC 4180 has it. What the marks mean is not decided here: see
//! [`marks`](crate::tally::council::marks) and
//! [`ranked_choice`](crate::tally::council::ranked_choice).

mod reader;
mod writer;

pub use reader::{Candidates, Columns, Cvr, Labels, Layout, read, read_from};
pub use writer::write;
