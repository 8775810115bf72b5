//! Translation work: what is missing in each language, texts of the ballot first; written by one person,
//! checked by another, or brought in as a file, all of it or nothing.

mod files;
pub mod queue;
pub mod sound;
pub mod write;

pub use files::{FileFault, FileKind, bring_in, carry_out};

#[cfg(test)]
mod tests;
