//! Which ballots count: of each key in each contest the one with the highest counter.

use std::collections::{BTreeMap, BTreeSet};

use super::record::{BallotLeaf, ContestClose, Counter, Leaf};
use crate::ids::ContestId;
use crate::sealing::commitment::Commitment;
use crate::sealing::credential::CredentialKey;

/// A ballot that counts as things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedBallot {
    /// Place of its leaf in the ledger, from 0.
    pub index: u64,
    /// Its place among its key's ballots.
    pub counter: Counter,
    /// What it is committed to.
    pub commitment: Commitment,
}

/// What the leaves read so far say about one contest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Contest {
    ballots: BTreeMap<CredentialKey, CountedBallot>,
    retired: BTreeSet<CredentialKey>,
    leaves: u64,
}

/// The ledger read from its beginning: which ballots count in which contest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standings {
    contests: BTreeMap<ContestId, Contest>,
}

impl Standings {
    /// Before the first leaf.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the leaf number `index`. Leaves of the offices change nothing.
    pub fn read(&mut self, index: u64, leaf: &Leaf) {
        match leaf {
            Leaf::Ballot(ballot) => self.read_ballot(index, ballot),
            Leaf::Retire(retire) => {
                let contest = self.contests.entry(retire.contest.clone()).or_default();
                contest.retired.insert(retire.key);
            }
            Leaf::Setup(_)
            | Leaf::Credlist(_)
            | Leaf::Open(_)
            | Leaf::Batch(_)
            | Leaf::Paper(_)
            | Leaf::Incident(_)
            | Leaf::Amend(_)
            | Leaf::Close(_)
            | Leaf::Seed(_)
            | Leaf::Tally(_)
            | Leaf::Result(_) => {}
        }
    }

    /// The counted ballots of a contest in the order of their leaves.
    pub fn counted(&self, contest: &ContestId) -> Vec<CountedBallot> {
        let mut counted: Vec<CountedBallot> =
            self.contests.get(contest).into_iter().flat_map(Contest::counted).collect();
        counted.sort_unstable_by_key(|ballot| ballot.index);
        counted
    }

    /// The ballot of `key` that counts, if it has one.
    pub fn of_key(&self, contest: &ContestId, key: &CredentialKey) -> Option<CountedBallot> {
        let contest = self.contests.get(contest)?;
        contest.ballots.get(key).filter(|_| !contest.retired.contains(key)).copied()
    }

    /// Whether `key` gave up its ballots.
    pub fn is_retired(&self, contest: &ContestId, key: &CredentialKey) -> bool {
        self.contests.get(contest).is_some_and(|contest| contest.retired.contains(key))
    }

    /// The lines of the `close` leaf for `contests`, also for those without a ballot.
    pub fn close<'a>(
        &self,
        contests: impl IntoIterator<Item = &'a ContestId>,
    ) -> Vec<ContestClose> {
        let sorted: BTreeSet<&ContestId> = contests.into_iter().collect();
        let line = |id: &ContestId| {
            let contest = self.contests.get(id);
            let counted = contest.map_or(0, |contest| contest.counted().count() as u64);
            let leaves = contest.map_or(0, |contest| contest.leaves);
            ContestClose { counted, contest: id.clone(), leaves }
        };
        sorted.into_iter().map(line).collect()
    }

    fn read_ballot(&mut self, index: u64, leaf: &BallotLeaf) {
        let contest = self.contests.entry(leaf.contest.clone()).or_default();
        contest.leaves += 1;
        let ballot = CountedBallot { index, counter: leaf.counter, commitment: leaf.commitment };
        contest
            .ballots
            .entry(leaf.key)
            // Of equal counters the first leaf stays: a later one cannot push out what was cast.
            .and_modify(|held| {
                if ballot.counter > held.counter {
                    *held = ballot;
                }
            })
            .or_insert(ballot);
    }
}

impl Contest {
    fn counted(&self) -> impl Iterator<Item = CountedBallot> {
        let standing = |key: &CredentialKey| !self.retired.contains(key);
        self.ballots.iter().filter(move |(key, _)| standing(key)).map(|(_, ballot)| *ballot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ElectionId;
    use crate::ledger::record::RetireLeaf;
    use crate::sealing::{Credential, VotingCode};
    use crate::vectors::chance;

    fn election() -> ElectionId {
        ElectionId::parse("op-2026").unwrap()
    }

    fn contest() -> ContestId {
        ContestId::parse("city").unwrap()
    }

    fn credential(seed: u64) -> Credential {
        VotingCode::generate(&mut chance(seed)).credential(&election(), &contest())
    }

    fn ballot(credential: &Credential, n: u64, what: u8) -> Leaf {
        let commitment = Commitment::from_bytes([what; 32]);
        let counter = Counter::new(n).unwrap();
        Leaf::Ballot(BallotLeaf::sign(&election(), &contest(), credential, counter, commitment))
    }

    fn counted(leaves: &[Leaf]) -> Vec<(u64, u8)> {
        let mut standings = Standings::new();
        for (index, leaf) in (0..).zip(leaves) {
            standings.read(index, leaf);
        }
        let counted = standings.counted(&contest());
        counted.iter().map(|ballot| (ballot.index, ballot.commitment.as_bytes()[0])).collect()
    }

    #[test]
    fn the_last_ballot_of_each_key_counts() {
        let (ana, rui) = (credential(1), credential(2));
        let leaves = [ballot(&ana, 1, 10), ballot(&rui, 1, 20), ballot(&ana, 2, 11)];
        assert_eq!(counted(&leaves), [(1, 20), (2, 11)]);
    }

    /// Attack table: dropped or replaced revote. Batches are sorted by hash, so a later ballot may
    /// stand before an earlier one; the counter decides, and of equal ones the first leaf.
    #[test]
    fn dropped_or_replaced_revote_the_counter_decides_and_not_the_place() {
        let ana = credential(1);
        assert_eq!(counted(&[ballot(&ana, 2, 11), ballot(&ana, 1, 10)]), [(0, 11)]);
        assert_eq!(counted(&[ballot(&ana, 2, 11), ballot(&ana, 2, 12)]), [(0, 11)]);
        let replayed = [ballot(&ana, 1, 10), ballot(&ana, 2, 11), ballot(&ana, 1, 10)];
        assert_eq!(counted(&replayed), [(1, 11)]);
    }

    #[test]
    fn a_retired_key_has_no_ballot_before_or_after() {
        let (ana, rui) = (credential(1), credential(2));
        let retire = Leaf::Retire(RetireLeaf::sign(&election(), &contest(), &ana));
        let leaves = [ballot(&ana, 1, 10), retire, ballot(&ana, 2, 11), ballot(&rui, 1, 20)];
        assert_eq!(counted(&leaves), [(3, 20)]);

        let mut standings = Standings::new();
        (0..).zip(&leaves).for_each(|(index, leaf)| standings.read(index, leaf));
        assert!(standings.is_retired(&contest(), &ana.key()));
        assert_eq!(standings.of_key(&contest(), &ana.key()), None);
        assert_eq!(standings.of_key(&contest(), &rui.key()).map(|b| b.index), Some(3));
        let empty = ContestId::parse("a-empty").unwrap();
        let lines = standings.close([&contest(), &empty]);
        let lines: Vec<_> =
            lines.iter().map(|line| (line.contest.as_str(), line.counted, line.leaves)).collect();
        assert_eq!(lines, [("a-empty", 0, 0), ("city", 1, 3)]);
    }
}
