//! What can be done with Morada, one verb per file. No web, no SQL.
//!
//! A use case loads, decides and writes, in that order. It is given a [`House`]: the store, the
//! clock and the chance.

mod attempt;
mod booth;
pub mod enter_booth;
pub mod find_slip;
mod house;
pub mod order;
mod promise;
pub mod public;
pub mod vote;

pub use attempt::Attempt;
pub use booth::{BOOTH_SECONDS, Booth};
pub use house::House;

pub use crate::clock::Clock;
pub use promise::{Slip, latest_inclusion, log_key};
pub use public::{PublicElection, SignedHead, public_election, public_elections, signed_head};
