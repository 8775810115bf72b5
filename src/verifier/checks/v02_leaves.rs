//! V02: every leaf is a canonical record within its size, on a line of its own.

use crate::bundle::evidence::Evidence;
use crate::finding::{Blocked, Verdict};

#[allow(clippy::unnecessary_wraps, reason = "every check has the same type")]
pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    out.found_all(evidence.ledger.faults());
    if let Ok(ledger) = evidence.ledger.get() {
        out.found_all(&ledger.form);
    }
    Ok(())
}
