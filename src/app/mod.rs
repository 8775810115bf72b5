//! What can be done with Morada, one verb per file. No web, no SQL.
//!
//! A use case loads, decides and writes, in that order. It is given a [`House`]: the store, the
//! clock and the chance.

pub mod archive;
pub mod associations;
mod attempt;
mod booth;
mod bundle;
mod carry_out;
pub mod chance;
pub mod cosign;
mod count;
pub mod courier;
pub mod enter_booth;
pub mod evaluation;
mod every_core;
pub mod examine;
mod export;
pub mod find_slip;
pub mod following;
pub mod gallery;
pub mod hold_election;
mod house;
pub mod incidents;
pub mod notice_board;
pub mod notices;
pub mod order;
pub mod outbox;
mod promise;
pub mod proposals;
pub mod public;
mod publish;
pub mod replay;
pub mod results;
mod retire_code;
pub mod roll;
mod seal_election;
pub mod seeds;
pub mod sequencer;
pub mod staff;
pub mod story;
mod take_decryptions;
pub mod tiles;
mod to_open;
pub mod translation;
pub mod vote;
pub mod witnessing;
pub mod works;

pub use attempt::Attempt;
pub use booth::{BOOTH_SECONDS, Booth};
pub use bundle::{BundleFile, annex, bundle};
pub use carry_out::{OrderRefusal, carry_out};
pub use count::{Counted, count_ballots};
pub use house::House;

pub use crate::clock::Clock;
pub use crate::store::StoreError;
pub use crate::store::urn::{Election, Stage};
pub use promise::{Slip, latest_inclusion, log_key};
pub use public::{PublicElection, SignedHead, public_election, public_elections, signed_head};
pub use results::{ContestResult, contest_result};
pub use retire_code::retire_code;
pub use seal_election::SetupFault;
pub use take_decryptions::FileFault;
pub use to_open::{for_trustees, to_open};
