//! The checkpoints of a bundle: the last one and every earlier one.

use super::files::Files;
use super::part::{Part, file_finding};
use crate::finding::{Check, Fault, Finding, Place};
use crate::limits::NOTE;
use crate::primitives::checkpoint::Checkpoint;
use crate::primitives::note::Note;

/// A checkpoint that was read; nothing about it is believed yet.
#[derive(Debug)]
pub struct SignedCheckpoint {
    /// Its file.
    pub path: String,
    /// The note with its signature lines.
    pub note: Note,
    /// What its text says.
    pub checkpoint: Checkpoint,
}

/// The last checkpoint.
pub fn last(files: &Files) -> Part<SignedCheckpoint> {
    read(files, "checkpoint", Check::V03)
}

/// Every earlier checkpoint, in the order of its number.
pub fn earlier(files: &Files) -> Vec<Part<SignedCheckpoint>> {
    let paths = files.entries().filter(|(path, _)| path.starts_with("checkpoints/"));
    paths.map(|(path, _)| read(files, path, Check::V06)).collect()
}

fn read(files: &Files, path: &str, owner: Check) -> Part<SignedCheckpoint> {
    match files.read(path, NOTE) {
        Ok(bytes) => parse(path, &bytes, owner),
        Err(fault) => Part::faulty(path, owner, vec![file_finding(path, fault)]),
    }
}

/// A checkpoint that somebody kept.
pub fn kept(name: &str, bytes: &[u8]) -> Part<SignedCheckpoint> {
    parse(name, bytes, Check::V06)
}

fn parse(path: &str, bytes: &[u8], owner: Check) -> Part<SignedCheckpoint> {
    let found = |fault| vec![Finding::new(Place::file(path), fault)];
    let note = match Note::parse(bytes) {
        Ok(note) => note,
        Err(fault) => return Part::faulty(path, owner, found(Fault::NotANote(fault))),
    };
    match Checkpoint::parse(&note.text) {
        Some(checkpoint) => {
            let signed = SignedCheckpoint { path: path.to_owned(), note, checkpoint };
            Part::read(path, owner, signed, Vec::new())
        }
        None => Part::faulty(path, owner, found(Fault::NotACheckpoint)),
    }
}
