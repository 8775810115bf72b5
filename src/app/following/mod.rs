//! Following: whoever gave a way to be reached hears what becomes of a proposal or a funded work, by mail or SMS, in
//! their own language; or not at all.
//!
//! A follow knows its resident by a hash that is made for its subject alone, so nobody can list what somebody
//! follows but whoever is in with their card. How they are reached is sealed, and goes with what was followed.

mod follow;
mod names;
mod subject;
pub mod tell;

pub use follow::{
    count, follow, forget_closed, forget_entry, give_new_contact, is_followed, of_own, unfollow,
    unfollow_by_code,
};
pub use names::{Named, named};
pub use subject::Subject;
