//! V15: every published ballot keeps its contest's rules, or is counted as invalid; blank as blank.

use crate::bundle::evidence::{Ballots, ContestEvidence, Evidence};
use crate::bundle::part::record;
use crate::finding::{Blocked, Check, Fault, Place, Quantity, Verdict};
use crate::limits::RESULT_FILE;
use crate::papers::Contest;
use crate::profile::Profile;
use crate::shape::Shape;

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    for (contest, own) in evidence.each_contest()? {
        if let Err(reason) = check_one(evidence, contest, own, out) {
            out.blocked(reason);
        }
    }
    Ok(())
}

fn check_one(
    evidence: &Evidence,
    contest: &Contest,
    own: &ContestEvidence,
    out: &mut Verdict,
) -> Result<(), Blocked> {
    let ballots = own.ballots(&contest.id)?;
    let profile = Profile::of(contest, ballots).ok_or_else(|| Blocked::ForeignKind {
        contest: contest.id.clone(),
        kind: contest.kind.name().to_owned(),
    })?;
    if matches!(own.ballots, Ballots::Opened(_)) {
        // A withheld result has no numbers to compare with.
        return Ok(());
    }
    let path = format!("results/{}.json", contest.id);
    let stated = record(&evidence.files, &path, RESULT_FILE, Check::V17, |value| {
        let result = Shape::any(value)?;
        Ok([result.int("ballots")?, result.int("blank")?, result.int("invalid")?])
    });
    let ([ballots_stated, blank, invalid], _) = stated.get()?;
    let compared = [
        (Quantity::Counted, "ballots", *ballots_stated, ballots.total()),
        (Quantity::Blank, "blank", *blank, profile.blank),
        (Quantity::Invalid, "invalid", *invalid, profile.invalid),
    ];
    for (what, member, stated, found) in compared {
        if stated != found {
            let place = Place::file(&path).member(member);
            out.found(place, Fault::OtherNumber { what, stated, found });
        }
    }
    Ok(())
}
