//! Preparing a process: its settings, dates, contests and projects.
//!
//! What staff type comes in as `…Answers`, raw; `parse` makes a value of it or names every fault.

pub mod typed;
pub mod voters;

pub mod begin;
pub mod contests;
pub mod dates;
pub mod import;
pub mod overview;
pub mod projects;
pub mod settings;

pub(in crate::app::staff) mod change;
