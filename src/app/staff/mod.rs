//! What staff do: they sign in, prepare a process, and confirm in twos what counts.
//!
//! Every use case that changes something takes a permit from [`permits`], and leaves a line in the
//! list of acts ([`acts`]) in the same transaction.

pub mod error;
pub(super) mod one_step;

pub mod acts;
pub mod permits;

pub(super) mod password;
pub mod second_factor;
pub(super) mod tokens;

pub mod accounts;
pub mod confirm;
pub mod enrol;
pub mod own;
pub mod sign_in;
pub mod sign_out;

pub mod setup;

pub mod checks;
pub mod letters;
pub mod papers;
pub mod rules;

pub mod after_close;
pub mod news;
pub mod open_ballot;
pub mod outgoing;
mod phrase;
pub mod read_log;
pub mod trustees;

pub use error::{DeskError, Fault, Wrong};
pub use permits::SignedIn;

#[cfg(test)]
mod tests;
