//! V13: as many ballots are published as were counted, and they are those the tally fixed.

use crate::bundle::ballot_box::BallotBox;
use crate::bundle::evidence::{Ballots, ContestEvidence, Evidence};
use crate::bundle::leaf::Kind;
use crate::finding::{Blocked, Fault, Notice, Place, Quantity, Verdict};
use crate::papers::Contest;

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
    let Ballots::Published(part) = &own.ballots else {
        // Nothing is published of a small group; V19 asks whether it may be withheld.
        out.notice(Notice::Withheld { contest: contest.id.clone() });
        return Ok(());
    };
    out.found_all(part.faults());
    let Ok((ballots, hash)) = part.get() else { return Ok(()) };
    evidence.ledger.get()?;
    let path = BallotBox::path(&contest.id);
    let (stated, found) = (ballots.total(), own.counted.count());
    if stated != found {
        let fault = Fault::OtherNumber { what: Quantity::Published, stated, found };
        out.found(Place::file(&path), fault);
    }
    if own.tally()?.ballots != *hash {
        out.found(Place::file(&path), Fault::OtherHash { by: Kind::Tally.name() });
    }
    Ok(())
}
