//! V14: every counted commitment opens, to exactly the published ballots.
//!
//! The openings go to accredited observers (docs/FORMATS.md section 5); without them this check
//! cannot run, and says so. When the trustees' partial decryptions and the sealed ballots are
//! there too, each is checked to be made with its trustee's share.

use crate::bundle::ballot_box::{BallotBox, TickOff};
use crate::bundle::evidence::{Ballots, ContestEvidence, Evidence};
use crate::bundle::files::FileFault;
use crate::bundle::leaf::Kind;
use crate::bundle::ledger::{Cast, Ledger};
use crate::bundle::openings::{Opening, each_line, name};
use crate::bundle::part::file_finding;
use crate::finding::{Blocked, Fault, Place, Verdict};
use crate::papers::{Contest, Openings};
use crate::primitives::commitment::commitment;

mod decryptions;

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
    let ledger = evidence.ledger.get()?;
    let path = evidence.annex_path(&name(&contest.id));
    match evidence.annex_files().open(&path, u64::MAX).err() {
        Some(FileFault::Missing) => {
            let public = evidence.papers()?.openings == Openings::Public;
            if public && matches!(own.ballots, Ballots::Published(_)) {
                out.found(Place::file(&path), Fault::Missing);
                return Ok(());
            }
            return Err(Blocked::NoOpenings { contest: contest.id.clone() });
        }
        Some(fault) => {
            out.found_all(&[file_finding(&path, fault)]);
            return Ok(());
        }
        None => {}
    }
    open_all(evidence, ledger, contest, own, &path, out)?;
    decryptions::check(evidence, ledger, contest, own, out)
}

/// Walks the openings and the counted leaves side by side: both are sorted by index.
fn open_all(
    evidence: &Evidence,
    ledger: &Ledger,
    contest: &Contest,
    own: &ContestEvidence,
    path: &str,
    out: &mut Verdict,
) -> Result<(), Blocked> {
    let no_ballots = BallotBox::default();
    let ballots = own.ballots(&contest.id);
    let mut ticks = TickOff::new(ballots.as_ref().map_or(&no_ballots, |ballots| ballots));
    let can_tick = ballots.is_ok();
    let mut counted =
        own.counted.casts.iter().map(|place| &ledger.casts[*place as usize]).peekable();
    let mut last = None;
    let hash = each_line(evidence.annex_files(), path, |at, line| {
        let here = || Place::line(path, at);
        let opening = match line.and_then(|record| Opening::read(&record)) {
            Ok(opening) => opening,
            Err(fault) => return out.found(here(), fault),
        };
        if last >= Some(opening.index) {
            return out.found(here(), Fault::ListOrder);
        }
        last = Some(opening.index);
        while let Some(missing) = counted.next_if(|cast| u64::from(cast.index) < opening.index) {
            out.found(Place::leaf(u64::from(missing.index)), Fault::OpeningMissing);
        }
        match counted.next_if(|cast| u64::from(cast.index) == opening.index) {
            None => out.found(here(), Fault::OpeningForeign),
            Some(cast) if !opens(&ledger.election, &opening, cast) => {
                out.found(here(), Fault::CommitmentOther);
            }
            Some(_) => {
                if can_tick && !ticks.tick(&opening.ballot) {
                    out.found(here(), Fault::BallotUnpublished);
                }
            }
        }
        evidence.progress.step("V14", at);
    });
    for missing in counted {
        out.found(Place::leaf(u64::from(missing.index)), Fault::OpeningMissing);
    }
    for (line, _) in ticks.left() {
        out.found(Place::line(&BallotBox::path(&contest.id), line), Fault::BallotUnopened);
    }
    match hash {
        Err(finding) => out.found_all(&[*finding]),
        Ok(hash) if hash != own.tally()?.annex => {
            out.found(Place::file(path), Fault::OtherHash { by: Kind::Tally.name() });
        }
        Ok(_) => {}
    }
    ballots.map(|_| ())
}

fn opens(election: &str, opening: &Opening, cast: &Cast) -> bool {
    commitment(election, &opening.r, &opening.ballot) == cast.com
}
