//! What can be done with Morada, one verb per file. No web, no SQL.
//!
//! A use case loads, decides and writes, in that order. It is given a [`House`]: the store, the
//! clock and the chance.

pub mod order;
