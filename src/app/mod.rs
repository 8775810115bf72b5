//! What can be done with Morada, one verb per file. No web, no SQL.
//!
//! A use case loads, decides and writes, in that order. It is given a [`House`]: the store, the
//! clock and the chance.

mod attempt;
mod booth;
pub mod enter_booth;
mod house;
pub mod order;
mod promise;
pub mod vote;

pub use attempt::Attempt;
pub use booth::{BOOTH_SECONDS, Booth};
pub use house::{Clock, House};
pub use promise::Slip;
