//! Ranked choice as North American cities count it, from cast vote records: raw marks in, every round
//! out.
//!
//! Source: the rule switches of `RCTab` 2.0 (`BrightSpots`, its user guide and its published test sets),
//! which are those that the statutes of Maine, Minneapolis, New York and others differ in. Marks are
//! read anew whenever a paper moves, because under one of the overvote rules two candidates at one
//! rank are an overvote only while both continue. Transfers are cut to a stated number of decimals.

mod count;
mod paper;
mod record;
mod rule;

pub use count::{Inactive, RankedChoice, Round, Stopped, count};
pub use record::{decimal, record};
pub use rule::{Elects, Overvote, Quota, Rule, Ties};
