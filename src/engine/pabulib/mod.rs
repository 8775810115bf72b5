//! Pabulib, the format in which participatory budgets are shared: reader, writer, conversions.
//!
//! Source: Stolicki, Szufa, Talmon, "Pabulib: A Participatory Budgeting Library" (arXiv 2012.06539)
//! and the checker of pabulib.org. Files of the wild are read liberally, and every repair is told
//! with its line; a file that cannot be understood is refused with a line and a reason.

mod amount;
mod cells;
pub mod conformance;
mod contest;
mod fields;
mod ids;
mod instance;
pub mod official;
mod reader;
pub(crate) mod repair;
pub(crate) mod rows;
mod writer;

pub use cells::Cells;
pub use contest::About;
pub use instance::{Instance, Project, VoteKind};
pub use reader::{Limits, read, read_from};
pub use repair::{Refusal, Repair, What};
pub use writer::{Objection, Written, write};

#[cfg(test)]
mod tests;
