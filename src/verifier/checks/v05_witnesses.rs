//! V05: enough witnesses cosigned the last checkpoint, and no cosignature of theirs is wrong.

use std::collections::BTreeSet;

use crate::bundle::evidence::Evidence;
use crate::bundle::notes::SignedCheckpoint;
use crate::finding::{Blocked, Fault, Notice, Place, Verdict};
use crate::primitives::note::Signed;
use crate::primitives::policy::Policy;

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    out.found_all(evidence.policy.faults());
    let Ok(policy) = evidence.policy.get() else { return Ok(()) };
    for earlier in evidence.earlier.iter().filter_map(|part| part.get().ok()) {
        cosigners(earlier, policy, out);
    }
    let last = evidence.last.get()?;
    let cosigned = cosigners(last, policy, out);
    if !policy.is_met_by(&cosigned) {
        let cosigned = cosigned.into_iter().collect();
        out.found(Place::file(&last.path), Fault::QuorumMissed { cosigned });
    } else if policy.asks_for_nobody() {
        out.notice(Notice::NobodyWatched);
    } else {
        out.notice(Notice::Cosigned { witnesses: cosigned.into_iter().collect() });
    }
    Ok(())
}

fn cosigners(signed: &SignedCheckpoint, policy: &Policy, out: &mut Verdict) -> BTreeSet<String> {
    let mut cosigned = BTreeSet::new();
    for (name, key) in &policy.witnesses {
        match signed.note.signed_by(key) {
            Signed::Valid { .. } => drop(cosigned.insert(name.clone())),
            Signed::Absent => {}
            Signed::Wrong => {
                let fault = Fault::CosignatureWrong { witness: name.clone() };
                out.found(Place::file(&signed.path), fault);
            }
        }
    }
    cosigned
}
