//! The building blocks named in docs/FORMATS.md, written again from that page and its sources.

pub mod bytes;
pub mod canonical;
pub mod chance;
pub mod checkpoint;
pub mod code;
pub mod commitment;
pub mod dense;
pub mod merkle;
pub mod note;
pub mod policy;
pub mod sealing;
pub mod tlog_proof;
