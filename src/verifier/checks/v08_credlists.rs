//! V08: each credlist is the one its leaf names: same hash, sorted, distinct, as many keys as made.

use crate::bundle::credlist::Credlist;
use crate::bundle::evidence::{ContestEvidence, Evidence};
use crate::bundle::leaf::{CredlistLeaf, Kind, Leaf};
use crate::finding::{Blocked, Check, Fault, Place, Quantity, Verdict};

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    for (contest, own) in evidence.each_contest()? {
        if let Err(reason) = check_one(evidence, &contest.id, own, out) {
            out.blocked(reason);
        }
    }
    Ok(())
}

fn check_one(
    evidence: &Evidence,
    contest: &str,
    own: &ContestEvidence,
    out: &mut Verdict,
) -> Result<(), Blocked> {
    out.found_all(own.credlist.faults());
    let Ok(credlist) = own.credlist.get() else { return Ok(()) };
    let (index, leaf) = leaf_of(evidence, contest)?;
    let path = Credlist::path(contest);
    if credlist.hash != leaf.sha {
        out.found(Place::file(&path), Fault::OtherHash { by: Kind::Credlist.name() });
    }
    if credlist.count() != leaf.count {
        let (what, stated) = (Quantity::Keys, leaf.count);
        let fault = Fault::OtherNumber { what, stated, found: credlist.count() };
        out.found(Place::file(&path), fault);
    }
    let made = leaf.letters.saturating_add(leaf.spares);
    if made != leaf.count {
        let (what, stated) = (Quantity::LettersAndSpares, leaf.count);
        out.found(Place::leaf(index), Fault::OtherNumber { what, stated, found: made });
    }
    Ok(())
}

fn leaf_of<'e>(evidence: &'e Evidence, contest: &str) -> Result<(u64, &'e CredlistLeaf), Blocked> {
    let of_contest = |(index, leaf): (u64, &'e Leaf)| match leaf {
        Leaf::Credlist(credlist) if credlist.ct == contest => Some((index, credlist.as_ref())),
        _ => None,
    };
    let what = format!("credlist {contest}");
    let mut leaves = evidence.ledger.get()?.acts_of(Kind::Credlist);
    leaves.find_map(of_contest).ok_or(Blocked::Needs { what, see: Check::V07 })
}
