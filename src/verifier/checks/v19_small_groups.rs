//! V19: of a group that is too small, or unanimous, no figure is published.

use crate::bundle::ballot_box::BallotBox;
use crate::bundle::evidence::{Ballots, ContestEvidence, Evidence};
use crate::bundle::openings::name;
use crate::bundle::part::record;
use crate::finding::{Blocked, Check, Fault, Place, Verdict};
use crate::limits::RESULT_FILE;
use crate::papers::{Contest, Openings};
use crate::shape::Shape;

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    evidence.ledger.get()?;
    let small_group = evidence.papers()?.small_group;
    for (contest, own) in evidence.each_contest()? {
        if let Err(reason) = check_one(evidence, contest, own, small_group, out) {
            out.blocked(reason);
        }
    }
    Ok(())
}

fn check_one(
    evidence: &Evidence,
    contest: &Contest,
    own: &ContestEvidence,
    small_group: u64,
    out: &mut Verdict,
) -> Result<(), Blocked> {
    let counted = own.counted.count();
    if own.tally()?.withheld {
        nothing_published(evidence, contest, out);
        if counted < small_group {
            return Ok(());
        }
        // Large enough: then only unanimity can be the reason, and only the openings show it.
        let ballots = own.ballots(&contest.id)?;
        if ballots.different() > 1 {
            out.found(Place::contest(&contest.id), Fault::WithheldWithoutCause);
        }
        return Ok(());
    }
    let unanimous = || match &own.ballots {
        Ballots::Published(part) => part.get().map(|(ballots, _)| ballots.different() == 1),
        Ballots::Opened(_) | Ballots::Withheld => Ok(false),
    };
    if counted < small_group || unanimous()? {
        out.found(Place::contest(&contest.id), Fault::SmallPublished);
    }
    Ok(())
}

/// Of a withheld contest there are no ballots, no export and no number in the result.
fn nothing_published(evidence: &Evidence, contest: &Contest, out: &mut Verdict) {
    let mut forbidden = vec![BallotBox::path(&contest.id), format!("export/{}.pb", contest.id)];
    if evidence.papers().is_ok_and(|papers| papers.openings == Openings::Public) {
        // Openings for everybody would tell the ballots; those an observer was handed do not count.
        forbidden.push(format!("annex/{}", name(&contest.id)));
    }
    for path in forbidden {
        if evidence.files.entry(&path).is_some() {
            out.found(Place::file(&path), Fault::SmallPublished);
        }
    }
    let path = format!("results/{}.json", contest.id);
    let bare = record(&evidence.files, &path, RESULT_FILE, Check::V17, |value| {
        let result = Shape::exact(value, &["contest", "funded", "rule", "t", "v", "withheld"])?;
        result.truth("withheld")
    });
    // A result that is missing or no record at all is V17's to say.
    if bare.faults().iter().any(|finding| matches!(finding.fault, Fault::Shape(_))) {
        out.found(Place::file(&path), Fault::SmallPublished);
    }
}
