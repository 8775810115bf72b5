//! V20: the user's own slip: the leaf of a tracking code, or the promise the server signed.

use crate::bundle::evidence::Evidence;
use crate::bundle::ledger::Ledger;
use crate::finding::{Blocked, Check, Fault, Notice, Place, Verdict};
use crate::primitives::checkpoint::Promise;
use crate::primitives::code::{is_tracked_by, parse_tracking_code};
use crate::primitives::note::{Note, Signed, Vkey};

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    let options = &evidence.options;
    if options.slip.is_none() && options.promise.is_none() {
        out.notice(Notice::NoSlip);
        return Ok(());
    }
    if let Some(code) = &options.slip {
        let ledger = evidence.ledger.get()?;
        let place = Place::bundle().member(code);
        match parse_tracking_code(code) {
            None => out.found(place, Fault::SlipForm),
            Some(code) => match ledger.hashes.iter().position(|leaf| is_tracked_by(leaf, &code)) {
                None => out.found(place, Fault::SlipMissing),
                Some(index) => standing(evidence, ledger, index as u64, out),
            },
        }
    }
    match &options.promise {
        Some(bytes) => promise(evidence, bytes, out),
        None => Ok(()),
    }
}

fn promise(evidence: &Evidence, bytes: &[u8], out: &mut Verdict) -> Result<(), Blocked> {
    let place = || Place::file("promise");
    let Ok(note) = Note::parse(bytes) else {
        out.found(place(), Fault::PromiseForm);
        return Ok(());
    };
    let Some(promise) = Promise::parse(&note.text) else {
        out.found(place(), Fault::PromiseForm);
        return Ok(());
    };
    if promise.origin != evidence.papers()?.origin() {
        return Err(Blocked::OtherVote { origin: promise.origin });
    }
    let keys: Vec<Vkey> = match &evidence.options.log_key {
        Some(key) => vec![key.clone()],
        None => evidence.policy.get()?.logs.clone(),
    };
    let is_signed = |key: &Vkey| matches!(note.signed_by(key), Signed::Valid { .. });
    if !keys.iter().any(|key| key.name == promise.origin && is_signed(key)) {
        // Without the server's signature it promises nothing: anybody can write such a text.
        out.found(place(), Fault::PromiseUnsigned);
        return Ok(());
    }
    let ledger = evidence.ledger.get()?;
    if let Some(index) = ledger.hashes.iter().position(|leaf| *leaf == promise.leaf) {
        standing(evidence, ledger, index as u64, out);
    } else {
        let not_later_than = promise.not_later_than;
        out.found(place(), Fault::PromiseBroken { not_later_than });
    }
    Ok(())
}

/// Says whether the leaf counts, was replaced or retired.
fn standing(evidence: &Evidence, ledger: &Ledger, index: u64, out: &mut Verdict) {
    let Some(cast) = ledger.casts.iter().find(|cast| u64::from(cast.index) == index) else {
        return out.found(Place::leaf(index), Fault::SlipMissing);
    };
    let contest = &ledger.contests[usize::from(cast.contest)];
    let Some(own) = evidence.contests.get(contest) else {
        return out.blocked(Blocked::Needs { what: contest.clone(), see: Check::V07 });
    };
    let mut counted = own.counted.casts.iter().map(|place| &ledger.casts[*place as usize]);
    out.notice(match counted.find(|counts| counts.cr == cast.cr) {
        Some(counts) if counts.index == cast.index => Notice::SlipCounts { leaf: index },
        Some(counts) => Notice::SlipReplaced { leaf: index, by: u64::from(counts.index) },
        None => Notice::SlipRetired { leaf: index },
    });
}
