//! Council elections that were held on paper or elsewhere, kept with their files.
//!
//! The secretary hands in the ballots (`.blt`) or the votes of every list (`.json`) with the rule. What
//! is kept is the file and never a result: pages show what the engine counts from it, and whoever takes
//! the file can do the same with `morada count`.

pub mod count;
pub mod file;
pub mod import;
pub mod rules;
pub mod shelf;

#[cfg(test)]
mod tests;

pub use count::{CountedSeats, Seats};
pub use rules::SeatRule;
