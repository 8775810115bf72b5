//! One row of each table, as the database hands it over. The files beside this folder parse them.
//!
//! In the older entity format: the newer one (`#[sea_orm::model]`) writes nested saves that begin
//! transactions of their own, deferred on SQLite.

pub mod approvals;
pub mod archived_elections;
pub mod areas;
pub mod code_batches;
pub mod comments;
pub mod contests;
pub mod credlists;
pub mod enrolments;
pub mod import_drafts;
pub mod messages;
pub mod moderation_decisions;
pub mod outbox;
pub mod phases;
pub mod places;
pub mod processes;
pub mod project_texts;
pub mod projects;
pub mod proposal_authors;
pub mod proposal_photos;
pub mod proposal_rules;
pub mod proposal_search;
pub mod proposal_texts;
pub mod proposal_versions;
pub mod proposals;
pub mod public_facts;
pub mod published_rules;
pub mod roll_attestations;
pub mod roll_attestors;
pub mod roll_cards;
pub mod roll_cases;
pub mod roll_closings;
pub mod roll_counts;
pub mod roll_entries;
pub mod roll_papers;
pub mod roll_passes;
pub mod roll_requests;
pub mod roll_sessions;
pub mod roll_verdicts;
pub mod rolls;
pub mod sessions;
pub mod sign_in_tries;
pub mod staff;
pub mod staff_act_heads;
pub mod staff_acts;
pub mod staff_roles;
pub mod support_salts;
pub mod supports;
pub mod withdrawn_elections;
