//! Which ballot leaf counts for each key: the last vote, unless the key was retired.

use std::collections::BTreeSet;

use super::ledger::{Cast, Ledger};

/// What counts in one contest.
#[derive(Debug, Default)]
pub struct Counted {
    /// Places in [`Ledger::casts`] of the ballots that count, by index.
    pub casts: Vec<u32>,
    /// Ballot leaves of the contest.
    pub leaves: u64,
    /// Leaves that repeat an earlier leaf's key and counter: (leaf, the earlier leaf).
    pub repeated: Vec<(u64, u64)>,
}

impl Counted {
    /// What counts in `contest`: of each key the highest counter; of equal counters the first leaf.
    pub fn of(ledger: &Ledger, contest: &str) -> Self {
        let number = ledger.contest_number(contest);
        let retired: BTreeSet<&[u8; 32]> =
            ledger.retired.iter().filter(|r| Some(r.contest) == number).map(|r| &r.cr).collect();
        let cast = |place: &u32| &ledger.casts[*place as usize];
        let mut places: Vec<u32> = (0..)
            .zip(&ledger.casts)
            .filter(|(_, cast)| Some(cast.contest) == number)
            .map(|(place, _)| place)
            .collect();
        let leaves = places.len() as u64;
        places.sort_unstable_by(|a, b| {
            let (a, b): (&Cast, &Cast) = (cast(a), cast(b));
            a.cr.cmp(&b.cr).then(b.n.cmp(&a.n)).then(a.index.cmp(&b.index))
        });
        let mut repeated = Vec::new();
        for pair in places.windows(2) {
            let (first, second) = (cast(&pair[0]), cast(&pair[1]));
            if first.cr == second.cr && first.n == second.n {
                repeated.push((u64::from(second.index), u64::from(first.index)));
            }
        }
        places.dedup_by(|later, first| cast(later).cr == cast(first).cr);
        places.retain(|place| !retired.contains(&cast(place).cr));
        places.sort_unstable();
        Self { casts: places, leaves, repeated }
    }

    /// How many ballots count.
    pub fn count(&self) -> u64 {
        self.casts.len() as u64
    }
}
