//! Offline tools for code makers and trustees.
//!
//! [`ceremony`] is the trustees' key ceremony as values.
//! Nothing here talks to a network.

pub mod ceremony;
