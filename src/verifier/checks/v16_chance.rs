//! V16: the seed was drawn in public after the close, and every lot follows from it.

use std::collections::BTreeSet;

use crate::bundle::evidence::Evidence;
use crate::bundle::leaf::{Kind, Leaf};
use crate::bundle::part::file_finding;
use crate::finding::{Blocked, Fault, Place, Verdict};
use crate::limits::SMALL_FILE;
use crate::primitives::bytes::sha256;
use crate::primitives::chance::{is_seed, lot_order};
use crate::primitives::note::{Note, Signed, Vkey};
use crate::primitives::policy::Policy;

const MINUTES: &str = "randomness/minutes.txt";

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    let (seed_index, seed) = evidence.act(Kind::Seed)?;
    let Leaf::Seed(seed) = seed else { return Ok(()) };
    if !is_seed(&seed.seed) {
        out.found(Place::leaf(seed_index).member("seed"), Fault::SeedForm);
    }
    match evidence.files.read(MINUTES, SMALL_FILE) {
        Err(fault) => out.found_all(&[file_finding(MINUTES, fault)]),
        Ok(minutes) => {
            if sha256(&[&minutes]) != seed.minutes {
                out.found(Place::file(MINUTES), Fault::OtherHash { by: Kind::Seed.name() });
            }
            if !String::from_utf8_lossy(&minutes).contains(&seed.seed) {
                out.found(Place::file(MINUTES), Fault::SeedUnminuted);
            }
        }
    }
    drawn_after_the_close(evidence, seed_index, out);
    orders(evidence, &seed.seed, out)
}

/// A seed known before the box is closed lets ballots be chosen that win ties, so some checkpoint must hold the close
/// and not yet the seed; and the witnesses must have signed one, so that nobody can still choose among boxes.
fn drawn_after_the_close(evidence: &Evidence, seed_index: u64, out: &mut Verdict) {
    let Ok((close_index, _)) = evidence.act(Kind::Close) else { return };
    let between = (close_index + 1)..=seed_index;
    let mut closed = evidence
        .earlier
        .iter()
        .filter_map(|part| part.get().ok())
        .filter(|earlier| between.contains(&earlier.checkpoint.size))
        .peekable();
    if closed.peek().is_none() {
        out.found(Place::leaf(seed_index), Fault::SeedEarly);
    } else if let Ok(policy) = evidence.policy.get()
        && !closed.any(|earlier| policy.is_met_by(&cosigners(&earlier.note, policy)))
    {
        out.found(Place::leaf(seed_index), Fault::SeedUnwitnessed);
    }
}

/// A cosignature that is wrong is V05's to say; here it is none.
fn cosigners(note: &Note, policy: &Policy) -> BTreeSet<String> {
    let valid = |key: &Vkey| matches!(note.signed_by(key), Signed::Valid { .. });
    let cosigned = policy.witnesses.iter().filter(|(_, key)| valid(key));
    cosigned.map(|(name, _)| name.clone()).collect()
}

fn orders(evidence: &Evidence, seed: &str, out: &mut Verdict) -> Result<(), Blocked> {
    let contests = evidence.each_contest()?;
    let (tally_index, _) = evidence.act(Kind::Tally)?;
    for (contest, own) in contests {
        let options: Vec<&str> = contest.options.iter().map(|o| o.id.as_str()).collect();
        let stated = &own.tally()?.order;
        if *stated != lot_order(seed, &contest.id, &options) {
            let place = Place::leaf(tally_index).of(&contest.id).member("order");
            out.found(place, Fault::OrderOther);
        }
    }
    Ok(())
}
