//! The papers of an STV count: who holds which groups, and where each moves next.

use super::Standing;
use crate::tally::council::rankings::Rankings;

/// The place of every group of papers on its own ranking.
///
/// A group never looks back: once a candidate has been passed over, they are elected or out for
/// good, so each mark of each ranking is read at most once in the whole count.
pub(crate) struct Papers<'a> {
    ballots: &'a Rankings,
    /// Per group, how many marks have been used up.
    used: Vec<u16>,
}

/// Papers on their way: per candidate the groups they receive and how many papers these hold.
pub(crate) struct Sorted {
    /// Groups by receiving candidate.
    pub groups: Vec<Vec<u32>>,
    /// Papers by receiving candidate.
    pub papers: Vec<u64>,
    /// Papers with no next choice.
    pub exhausted: u64,
}

impl<'a> Papers<'a> {
    /// All papers, none of them given to anybody yet.
    pub fn new(ballots: &'a Rankings) -> Self {
        Self { ballots, used: vec![0; ballots.len()] }
    }

    /// Every group, in order.
    pub fn all(&self) -> impl Iterator<Item = u32> + use<> {
        0..u32::try_from(self.used.len()).expect("marks are counted below 2^32 when pushed")
    }

    /// Sorts `groups` by their next choice among the continuing candidates.
    pub fn sort(&mut self, groups: impl Iterator<Item = u32>, standing: &[Standing]) -> Sorted {
        let mut sorted = Sorted {
            groups: vec![Vec::new(); standing.len()],
            papers: vec![0; standing.len()],
            exhausted: 0,
        };
        for group in groups {
            let (papers, ranking) = self.ballots.group(group as usize);
            let used = &mut self.used[group as usize];
            let rest = &ranking[usize::from(*used)..];
            let next = rest.iter().position(|c| standing[usize::from(*c)] == Standing::Continuing);
            match next {
                Some(skipped) => {
                    let candidate = usize::from(rest[skipped]);
                    *used +=
                        u16::try_from(skipped + 1).expect("a ranking has at most 10,000 marks");
                    sorted.groups[candidate].push(group);
                    sorted.papers[candidate] += papers;
                }
                None => sorted.exhausted += papers,
            }
        }
        sorted
    }
}
