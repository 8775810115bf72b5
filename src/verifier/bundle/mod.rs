//! The published files, read once and with bounds: from a folder to values the checks can use.

pub mod ballot_box;
pub mod counted;
pub mod credlist;
pub mod evidence;
pub mod files;
pub mod leaf;
pub mod ledger;
pub mod lines;
pub mod manifest;
pub mod notes;
pub mod openings;
pub mod part;
