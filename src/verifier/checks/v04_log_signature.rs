//! V04: the last checkpoint, every earlier one and those that observers kept are signed by the
//! ledger's key, for this ledger.

use crate::bundle::evidence::Evidence;
use crate::bundle::notes::SignedCheckpoint;
use crate::finding::{Blocked, Fault, Notice, Place, Verdict};
use crate::primitives::note::{Signed, Vkey};

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    let keys = trusted_keys(evidence, out)?;
    let origin = evidence.papers()?.origin();
    let checkpoints =
        std::iter::once(&evidence.last).chain(&evidence.earlier).chain(&evidence.seen);
    for signed in checkpoints.filter_map(|part| part.get().ok()) {
        check_one(signed, &origin, &keys, out);
    }
    evidence.last.get().map(|_| ())
}

/// The user's key, if there is one; else the keys that the bundle's own policy names.
fn trusted_keys(evidence: &Evidence, out: &mut Verdict) -> Result<Vec<Vkey>, Blocked> {
    let Some(own) = &evidence.options.log_key else {
        let policy = evidence.policy.get()?;
        for key in &policy.logs {
            out.notice(Notice::KeyFromBundle { vkey: key.write() });
        }
        return Ok(policy.logs.clone());
    };
    if let Ok(policy) = evidence.policy.get()
        && !policy.logs.contains(own)
    {
        out.found(Place::file("policy.txt"), Fault::LogKeyOther);
    }
    Ok(vec![own.clone()])
}

fn check_one(signed: &SignedCheckpoint, origin: &str, keys: &[Vkey], out: &mut Verdict) {
    let here = || Place::file(&signed.path);
    let stated = &signed.checkpoint.origin;
    if stated != origin {
        let (stated, expected) = (stated.clone(), origin.to_owned());
        out.found(here(), Fault::OtherOrigin { stated, expected });
    }
    // The key's name is the ledger's (docs/FORMATS.md section 3): a key of another ledger in the
    // policy cannot sign for this one.
    let verdicts: Vec<Signed> = keys
        .iter()
        .filter(|key| key.name == *origin)
        .map(|key| signed.note.signed_by(key))
        .collect();
    if verdicts.contains(&Signed::Wrong) {
        out.found(here(), Fault::LogSignatureWrong);
    } else if !verdicts.iter().any(|v| matches!(v, Signed::Valid { .. })) {
        out.found(here(), Fault::LogUnsigned);
    }
}
