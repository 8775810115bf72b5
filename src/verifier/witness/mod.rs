//! Witness.
