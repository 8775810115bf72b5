//! V03: the tree over all leaves has the size and the root of the checkpoint.

use crate::bundle::evidence::Evidence;
use crate::bundle::ledger::ENTRIES;
use crate::finding::{Blocked, Check, Fault, Place, Quantity, Verdict};

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    out.found_all(evidence.last.faults());
    let Ok(last) = evidence.last.get() else { return Ok(()) };
    let ledger = evidence.ledger.get()?;
    let Some(root) = ledger.root else {
        return Err(Blocked::Needs { what: ENTRIES.to_owned(), see: Check::V02 });
    };
    let (stated, found) = (last.checkpoint.size, ledger.hashes.len() as u64);
    if stated != found {
        let fault = Fault::OtherNumber { what: Quantity::Leaves, stated, found };
        out.found(Place::file(&last.path), fault);
    } else if root != last.checkpoint.root {
        out.found(Place::file(&last.path), Fault::OtherRoot);
    }
    Ok(())
}
