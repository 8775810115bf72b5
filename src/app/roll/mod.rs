//! Who lives here: getting on the roll, the residence card, one's own data, and forgetting.
//!
//! Source: COUNCIL.md section 3, UX.md R5, S3. What a resident is allowed to know of themselves, the
//! registrar of one request at a time and everybody in numbers of ten or more, is decided here; nobody can
//! ask for a list.

pub(in crate::app) mod sealed;

pub mod keeping;
pub mod people;

mod admit;
pub mod attest;
pub mod ballots;
pub mod cards;
pub mod desk;

pub mod register;
pub mod request;

pub mod cases;
pub mod closing;
pub mod decide;
pub mod objections;

pub mod anomalies;
pub mod mine;
pub mod moves;
pub mod numbers;
pub mod passes;
pub mod retire;

#[cfg(test)]
mod tests;
