//! The numbered checks, one per file. Every one is run; none stops at its first finding.

mod v01_manifest;
mod v02_leaves;
mod v03_root;
mod v04_log_signature;
mod v05_witnesses;
mod v06_earlier;
mod v07_grammar;
mod v08_credlists;
mod v09_signatures;
mod v10_last_vote;
mod v11_batches;
mod v12_letters;
mod v13_published;
mod v14_openings;
mod v15_valid;
mod v16_chance;
mod v17_result;
mod v18_export;
mod v19_small_groups;
mod v20_slip;

use crate::bundle::evidence::Evidence;
use crate::finding::{Blocked, Check, Status, Verdict};

/// A check looks at the evidence and says what it found. When it needs a part that could not be
/// read it returns why, and what it said until then stays.
type CheckFn = fn(&Evidence, &mut Verdict) -> Result<(), Blocked>;

fn function(check: Check) -> CheckFn {
    match check {
        Check::V01 => v01_manifest::check,
        Check::V02 => v02_leaves::check,
        Check::V03 => v03_root::check,
        Check::V04 => v04_log_signature::check,
        Check::V05 => v05_witnesses::check,
        Check::V06 => v06_earlier::check,
        Check::V07 => v07_grammar::check,
        Check::V08 => v08_credlists::check,
        Check::V09 => v09_signatures::check,
        Check::V10 => v10_last_vote::check,
        Check::V11 => v11_batches::check,
        Check::V12 => v12_letters::check,
        Check::V13 => v13_published::check,
        Check::V14 => v14_openings::check,
        Check::V15 => v15_valid::check,
        Check::V16 => v16_chance::check,
        Check::V17 => v17_result::check,
        Check::V18 => v18_export::check,
        Check::V19 => v19_small_groups::check,
        Check::V20 => v20_slip::check,
    }
}

/// Runs every check.
pub fn run(evidence: &Evidence) -> Vec<Verdict> {
    Check::ALL.into_iter().map(|check| run_one(check, evidence)).collect()
}

/// Whether any check found something or could not run; the ones behind it are not run.
pub fn refuse(evidence: &Evidence) -> bool {
    let status = |check| run_one(check, evidence).status();
    Check::ALL.into_iter().any(|check| matches!(status(check), Status::Found | Status::Blocked))
}

fn run_one(check: Check, evidence: &Evidence) -> Verdict {
    let mut verdict = Verdict::new(check);
    if let Err(reason) = function(check)(evidence, &mut verdict) {
        verdict.blocked(reason);
    }
    verdict
}
