//! The office: places, processes, staff and their acts. One file of functions per table; rows are
//! parsed into values that the rest of the house can trust.
//!
//! Functions that read take any connection, functions that write take a transaction (`tx`) of
//! `Db::write_tx`.

mod column;
mod entities;

pub mod places;
pub mod processes;

pub mod contests;
pub mod phases;
pub mod project_texts;
pub mod projects;
pub mod proposals;

pub mod approvals;
pub mod archived_elections;
pub mod associations;
pub mod code_batches;
pub mod credlists;
pub mod enrolments;
pub mod evaluation;
pub mod follows;
pub mod import_drafts;
pub mod messages;
pub mod outbox;
pub mod public_facts;
pub mod published_rules;
pub mod roll;
pub mod sessions;
pub mod sign_in_tries;
pub mod staff;
pub mod staff_acts;
pub mod text_hands;
pub mod text_sounds;
pub mod told;
pub mod took_part;
pub mod work_photos;
pub mod works;

#[cfg(test)]
mod tests;
