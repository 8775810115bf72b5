//! V16: the seed was drawn in public after the close, and every lot follows from it.

use crate::bundle::evidence::Evidence;
use crate::bundle::leaf::{Kind, Leaf};
use crate::bundle::part::file_finding;
use crate::finding::{Blocked, Fault, Place, Verdict};
use crate::limits::SMALL_FILE;
use crate::primitives::bytes::sha256;
use crate::primitives::chance::{is_seed, lot_order};

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

/// A seed known before the box is closed lets ballots be chosen that win ties, so some checkpoint
/// must hold the close and not yet the seed.
fn drawn_after_the_close(evidence: &Evidence, seed_index: u64, out: &mut Verdict) {
    let Ok((close_index, _)) = evidence.act(Kind::Close) else { return };
    let sizes = evidence.earlier.iter().filter_map(|part| Some(part.get().ok()?.checkpoint.size));
    let between = (close_index + 1)..=seed_index;
    if !sizes.clone().any(|size| between.contains(&size)) {
        out.found(Place::leaf(seed_index), Fault::SeedEarly);
    }
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
