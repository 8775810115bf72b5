//! Offline tools for code makers and trustees.
//!
//! [`codes`] makes voting codes and the letters that carry them; [`ceremony`] is the trustees' key
//! ceremony as values; [`trustee`] is the same with files, and what trustees do with their shares
//! afterwards. Nothing here talks to a network.

pub mod ceremony;
pub mod codes;
pub mod trustee;

mod disk;
