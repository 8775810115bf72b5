//! Counting: ballots and a rule in, an outcome with every round out.
//!
//! Nothing here draws a lot, reads a clock or rounds a number that decides anything.

pub mod fraction;
pub mod ties;

pub mod budget;
pub mod council;

pub use fraction::Fraction;
pub use ties::{LotNeeded, LotOrder, Purpose};
