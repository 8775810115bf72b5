//! V10: of each key the last vote counts, no counter stands twice, and the counts say the same.

use crate::bundle::evidence::Evidence;
use crate::bundle::leaf::{Kind, Leaf};
use crate::finding::{Blocked, Fault, Place, Quantity, Verdict};

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    evidence.ledger.get()?;
    let contests = evidence.each_contest()?;
    for (contest, own) in &contests {
        for (leaf, first) in &own.counted.repeated {
            let place = Place::leaf(*leaf).of(&contest.id);
            out.found(place, Fault::CounterRepeated { first: *first });
        }
    }
    let (close_index, close) = evidence.act(Kind::Close)?;
    let (tally_index, tally) = evidence.act(Kind::Tally)?;
    let mut compare = |index, contest: &str, what, stated, found| {
        if stated != found {
            let place = Place::leaf(index).of(contest);
            out.found(place, Fault::OtherNumber { what, stated, found });
        }
    };
    for (contest, own) in &contests {
        let (id, counted, leaves) = (&contest.id, own.counted.count(), own.counted.leaves);
        if let Leaf::Close(stated) = close {
            for said in stated.iter().filter(|said| said.ct == *id) {
                compare(close_index, id, Quantity::Counted, said.counted, counted);
                compare(close_index, id, Quantity::BallotLeaves, said.leaves, leaves);
            }
        }
        if let Leaf::Tally(stated) = tally {
            for said in stated.iter().filter(|said| said.ct == *id) {
                compare(tally_index, id, Quantity::Counted, said.counted, counted);
            }
        }
    }
    Ok(())
}
