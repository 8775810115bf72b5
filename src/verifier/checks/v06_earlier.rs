//! V06: every earlier checkpoint is a beginning of this ledger.

use crate::bundle::evidence::Evidence;
use crate::finding::{Blocked, Fault, Place, Verdict};

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    for part in &evidence.earlier {
        out.found_all(part.faults());
    }
    let ledger = evidence.ledger.get()?;
    let last_size = evidence.last.get()?.checkpoint.size;
    let mut size_before = 0;
    let paths = evidence.files.entries().filter(|(path, _)| path.starts_with("checkpoints/"));
    for (number, (path, _)) in (1_u64..).zip(paths) {
        if path != format!("checkpoints/{number:06}") {
            out.found(Place::file(path), Fault::OlderNumber);
        }
    }
    for signed in evidence.earlier.iter().filter_map(|part| part.get().ok()) {
        let here = || Place::file(&signed.path);
        let size = signed.checkpoint.size;
        if size < size_before {
            out.found(here(), Fault::OlderShrinks);
        }
        size_before = size;
        match ledger.roots.get(&size) {
            _ if size > last_size => out.found(here(), Fault::OlderBeyond { size }),
            None => out.found(here(), Fault::OlderBeyond { size }),
            Some(root) if *root != signed.checkpoint.root => out.found(here(), Fault::OtherRoot),
            Some(_) => {}
        }
    }
    Ok(())
}
