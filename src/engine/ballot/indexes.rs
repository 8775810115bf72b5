//! Lists of option indexes, which every kind but points is made of.

use std::collections::BTreeSet;

use super::BallotFault;

/// How many different options of `count` are listed; unknown and repeated ones become faults.
pub(super) fn check(count: usize, listed: &[u32], faults: &mut Vec<BallotFault>) -> BTreeSet<u32> {
    let mut seen = BTreeSet::new();
    let mut repeated = BTreeSet::new();
    for index in listed {
        if !seen.insert(*index) {
            repeated.insert(*index);
        }
    }
    let known = |index: &u32| usize::try_from(*index).is_ok_and(|i| i < count);
    faults.extend(seen.iter().filter(|i| !known(i)).map(|&index| BallotFault::Unknown { index }));
    faults.extend(repeated.into_iter().map(|index| BallotFault::Repeated { index }));
    seen
}

/// A fault when more than `max` options are chosen.
pub(super) fn at_most(max: u32, chosen: usize, faults: &mut Vec<BallotFault>) {
    let chosen = saturate(chosen);
    if chosen > max {
        faults.push(BallotFault::TooMany { chosen, max });
    }
}

/// The value if there was no fault.
pub(super) fn unless<T>(faults: Vec<BallotFault>, value: T) -> Result<T, Vec<BallotFault>> {
    if faults.is_empty() { Ok(value) } else { Err(faults) }
}

/// The last `max` indexes of `count`: those with the most digits.
pub(super) fn last(count: usize, max: u32) -> Vec<u32> {
    let count = saturate(count);
    (count.saturating_sub(max)..count).collect()
}

/// A count as `u32`; no form is long enough for the difference to show.
pub(super) fn saturate(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
