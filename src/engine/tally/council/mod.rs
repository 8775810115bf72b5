//! Council rules: how ballots fill seats and decide motions. One file per rule.
//!
//! Candidates, lists and options are 0-based numbers in the order of the ballot paper; programs that
//! print them add one. Every count is a pure function of ballots, rule and lots.

pub mod approval;
pub mod condorcet;
pub mod conformance;
pub mod irv;
pub mod lists;
pub mod lots;
pub mod marks;
pub mod motion;
pub mod plurality;
pub mod ranked_choice;
pub mod rankings;
pub mod selection;
pub mod stv;
pub mod told;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod testing;
