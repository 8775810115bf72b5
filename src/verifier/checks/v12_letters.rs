//! V12: not more ballots than letters: counted ≤ handed + reissued + paper, in every contest.

use crate::bundle::evidence::Evidence;
use crate::bundle::leaf::{Kind, Leaf, PaperLeaf};
use crate::bundle::part::record;
use crate::finding::{Blocked, Check, Fault, Notice, Place, Verdict};
use crate::limits::SMALL_FILE;
use crate::primitives::canonical::Value;
use crate::shape::{Shape, ShapeFault};

const ROLL: &str = "roll/counts.json";
const BOXES: &str = "paper/boxes.json";

/// What the roll says of a contest: its id, and the letters and paper ballots given out.
struct RollCount {
    contest: String,
    bound: u64,
    reissued: u64,
}

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    let roll = record(&evidence.files, ROLL, SMALL_FILE, Check::V12, roll_counts);
    let boxes = record(&evidence.files, BOXES, SMALL_FILE, Check::V12, paper_boxes);
    out.found_all(roll.faults());
    out.found_all(boxes.faults());
    let ledger = evidence.ledger.get()?;
    if let Ok((boxes, _)) = boxes.get() {
        let of_leaf = |(_, leaf): (u64, &Leaf)| match leaf {
            Leaf::Paper(paper) => Some(paper.as_ref().clone()),
            _ => None,
        };
        let mut leaves: Vec<PaperLeaf> = ledger.acts_of(Kind::Paper).filter_map(of_leaf).collect();
        let mut boxes: Vec<PaperLeaf> = boxes.clone();
        leaves.sort_unstable();
        boxes.sort_unstable();
        if leaves != boxes {
            out.found(Place::file(BOXES), Fault::BoxesOther);
        }
    }
    let contests = evidence.each_contest()?;
    let Ok((roll, _)) = roll.get() else { return Ok(()) };
    let named: Vec<&str> = roll.iter().map(|count| count.contest.as_str()).collect();
    if named != contests.iter().map(|(contest, _)| contest.id.as_str()).collect::<Vec<_>>() {
        out.found(Place::file(ROLL).member("contests"), Fault::OtherContests);
    }
    for (contest, own) in contests {
        let counted = own.counted.count();
        for count in roll.iter().filter(|count| count.contest == contest.id) {
            if counted > count.bound {
                let fault = Fault::MoreBallotsThanLetters { counted, bound: count.bound };
                out.found(Place::file(ROLL).of(&contest.id), fault);
            }
            if count.reissued > 0 {
                let (contest, letters) = (contest.id.clone(), count.reissued);
                out.notice(Notice::DoubleVotes { contest, letters });
            }
        }
    }
    Ok(())
}

/// Letters replaced for a contest, if the roll says so.
pub fn reissued(evidence: &Evidence, contest: &str) -> Option<u64> {
    let roll = record(&evidence.files, ROLL, SMALL_FILE, Check::V12, roll_counts);
    let (roll, _) = roll.get().ok()?;
    roll.iter().find(|count| count.contest == contest).map(|count| count.reissued)
}

fn roll_counts(value: &Value<'_>) -> Result<Vec<RollCount>, ShapeFault> {
    let roll = Shape::exact(value, &["contests", "t", "v"])?;
    roll.must_be("t", "roll_counts")?;
    roll.must_be_v1()?;
    roll.each("contests", |value| {
        let count = Shape::exact(value, &["ct", "handed", "paper", "reissued"])?;
        let given = [count.int("handed")?, count.int("reissued")?, count.int("paper")?];
        // Each is below 2^53, so three of them fit.
        let bound = given.iter().sum();
        Ok(RollCount { contest: count.text("ct")?.to_owned(), bound, reissued: given[1] })
    })
}

fn paper_boxes(value: &Value<'_>) -> Result<Vec<PaperLeaf>, ShapeFault> {
    let boxes = Shape::exact(value, &["boxes", "t", "v"])?;
    boxes.must_be("t", "paper_boxes")?;
    boxes.must_be_v1()?;
    boxes.each("boxes", |value| {
        let one = Shape::exact(value, &["count", "ct", "sha"])?;
        let (count, sha) = (one.int("count")?, one.hex("sha")?);
        Ok(PaperLeaf { ct: one.text("ct")?.to_owned(), count, sha })
    })
}
