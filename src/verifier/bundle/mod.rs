//! The published files, read once and with bounds: from a folder to values the checks can use.

pub mod files;
pub mod lines;
pub mod part;
pub mod manifest;
pub mod notes;
pub mod leaf;
pub mod ledger;
pub mod counted;
pub mod credlist;
pub mod ballot_box;
pub mod openings;
pub mod evidence;
