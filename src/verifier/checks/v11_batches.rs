//! V11: no ballot stands twice, and batches are large enough and sorted, so that they hide the order.

use std::collections::BTreeSet;

use crate::bundle::evidence::Evidence;
use crate::bundle::leaf::{Kind, Leaf};
use crate::bundle::ledger::Ledger;
use crate::finding::{Blocked, Fault, Place, Verdict};
use crate::primitives::bytes::Hash;

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    let ledger = evidence.ledger.get()?;
    let twice = repeated(ledger.casts.iter().map(|c| (&ledger.hashes[c.index as usize], c.index)));
    for (leaf, first) in &twice {
        out.found(Place::leaf(u64::from(*leaf)), Fault::LeafRepeated { first: u64::from(*first) });
    }
    // An equal leaf has an equal commitment; that is one fault, not two.
    let told: BTreeSet<u32> = twice.iter().map(|(leaf, _)| *leaf).collect();
    for (leaf, first) in repeated(ledger.casts.iter().map(|cast| (&cast.com, cast.index))) {
        if !told.contains(&leaf) {
            let fault = Fault::CommitmentRepeated { first: u64::from(first) };
            out.found(Place::leaf(u64::from(leaf)), fault);
        }
    }
    batches(evidence, ledger, out)
}

/// The leaves whose value stands at an earlier leaf already, each with that leaf.
fn repeated<'a>(values: impl Iterator<Item = (&'a Hash, u32)>) -> Vec<(u32, u32)> {
    let mut values: Vec<(&Hash, u32)> = values.collect();
    values.sort_unstable();
    let mut repeated = Vec::new();
    let mut first = 0;
    for at in 1..values.len() {
        if values[at].0 == values[first].0 {
            repeated.push((values[at].1, values[first].1));
        } else {
            first = at;
        }
    }
    repeated.sort_unstable();
    repeated
}

fn batches(evidence: &Evidence, ledger: &Ledger, out: &mut Verdict) -> Result<(), Blocked> {
    let batches: Vec<(u64, u64)> = ledger
        .acts_of(Kind::Batch)
        .filter_map(|(index, leaf)| match leaf {
            Leaf::Batch { count, .. } => Some((index, *count)),
            _ => None,
        })
        .collect();
    for (index, count) in &batches {
        let within =
            (index + 1)..(index + 1).saturating_add(*count).min(ledger.hashes.len() as u64);
        let hashes = within.clone().map(|leaf| &ledger.hashes[usize::try_from(leaf).unwrap_or(0)]);
        let pairs = hashes.clone().zip(hashes.skip(1)).zip(within.skip(1));
        for (_, leaf) in pairs.filter(|((before, here), _)| before > here) {
            out.found(Place::leaf(leaf), Fault::BatchUnsorted);
        }
    }
    let least = evidence.papers()?.batch_min;
    for (index, count) in batches.iter().rev().skip(1).rev() {
        if *count < least {
            out.found(Place::leaf(*index), Fault::BatchSmall { count: *count, least });
        }
    }
    Ok(())
}
