//! V06: every earlier checkpoint, in the bundle or kept by an observer, is a beginning of this ledger.
//!
//! A checkpoint that another observer was shown and that is none is a split view; one that counts more
//! leaves is a rollback.

use crate::bundle::evidence::Evidence;
use crate::finding::{Blocked, Fault, Place, Verdict};

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    for part in evidence.earlier.iter().chain(&evidence.seen) {
        out.found_all(part.faults());
    }
    let ledger = evidence.ledger.get()?;
    let last_size = evidence.last.get()?.checkpoint.size;
    numbered(evidence, out);
    let mut size_before = None;
    for signed in evidence.earlier.iter().filter_map(|part| part.get().ok()) {
        let size = signed.checkpoint.size;
        if size_before >= Some(size) {
            out.found(Place::file(&signed.path), Fault::OlderShrinks);
        }
        size_before = Some(size);
    }
    if size_before == Some(last_size) {
        out.found(Place::file("checkpoint"), Fault::OlderShrinks);
    }
    let all = evidence.earlier.iter().chain(&evidence.seen);
    for signed in all.filter_map(|part| part.get().ok()) {
        let here = || Place::file(&signed.path);
        let size = signed.checkpoint.size;
        match ledger.roots.get(&size).filter(|_| size <= last_size) {
            None => out.found(here(), Fault::OlderBeyond { size }),
            Some(root) if *root != signed.checkpoint.root => out.found(here(), Fault::OtherRoot),
            Some(_) => {}
        }
    }
    Ok(())
}

/// The earlier checkpoints are numbered 1, 2, … without a gap.
fn numbered(evidence: &Evidence, out: &mut Verdict) {
    let paths = evidence.files.entries().filter(|(path, _)| path.starts_with("checkpoints/"));
    for (number, (path, _)) in (1_u64..).zip(paths) {
        if path != format!("checkpoints/{number:06}") {
            out.found(Place::file(path), Fault::OlderNumber);
        }
    }
}
