//! Ranked ballots, equal ones merged: one group per distinct ranking with its number of papers.
//!
//! Rankings lie one after another in a single vector, so a million ballots take a few megabytes and
//! a count walks them without following pointers. Merging sorts them, which makes every count
//! independent of the order in which ballots arrived.

/// The most candidates one contest may have.
pub const MAX_CANDIDATES: usize = 10_000;
/// The most papers one contest may have; keeps every product of the counts inside 128 bits.
pub const MAX_PAPERS: u64 = 1_000_000_000_000;

/// Why a ranking cannot be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RankingFault {
    /// A candidate (0-based) that the contest does not have.
    #[error("candidate {0} is not one of the candidates")]
    Unknown(usize),
    /// The same candidate (0-based) twice.
    #[error("candidate {0} is ranked twice")]
    Repeated(usize),
    /// More candidates, papers or marks than a contest may have.
    #[error("more than a contest may have")]
    TooMany,
}

/// One group of equal papers: how many, and where their ranking lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Group {
    papers: u64,
    start: u32,
    length: u16,
}

/// The ballots of a contest: distinct rankings in a fixed order, each with its number of papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rankings {
    candidates: usize,
    withdrawn: Vec<bool>,
    marks: Vec<u16>,
    groups: Vec<Group>,
    valid: u64,
    blank: u64,
}

impl Rankings {
    /// Starts an empty box for `candidates` candidates.
    ///
    /// # Errors
    /// [`RankingFault::TooMany`] above [`MAX_CANDIDATES`].
    pub fn builder(candidates: usize) -> Result<RankingsBuilder, RankingFault> {
        if candidates > MAX_CANDIDATES {
            return Err(RankingFault::TooMany);
        }
        let ballots = Rankings {
            candidates,
            withdrawn: vec![false; candidates],
            marks: Vec::new(),
            groups: Vec::new(),
            valid: 0,
            blank: 0,
        };
        Ok(RankingsBuilder { ballots, seen: vec![0; candidates], round: 0 })
    }

    /// Rankings from `(papers, best first)` pairs, 0-based.
    ///
    /// # Errors
    /// [`RankingFault`] of the first ranking that cannot be counted.
    pub fn from_groups(candidates: usize, groups: &[(u64, &[u16])]) -> Result<Self, RankingFault> {
        let mut builder = Self::builder(candidates)?;
        for (papers, ranking) in groups {
            builder.push(*papers, ranking)?;
        }
        Ok(builder.finish())
    }

    /// How many candidates the contest has.
    pub fn candidates(&self) -> usize {
        self.candidates
    }

    /// The candidates who stand: everybody but the withdrawn, in the order of the ballot paper.
    pub fn standing(&self) -> impl Iterator<Item = usize> {
        (0..self.candidates).filter(|candidate| !self.withdrawn[*candidate])
    }

    /// The candidates who withdrew.
    pub fn withdrawn(&self) -> impl Iterator<Item = usize> {
        (0..self.candidates).filter(|candidate| self.withdrawn[*candidate])
    }

    /// Papers that rank at least one candidate.
    pub fn valid(&self) -> u64 {
        self.valid
    }

    /// Papers that rank nobody; they are no part of any count.
    pub fn blank(&self) -> u64 {
        self.blank
    }

    /// How many distinct rankings there are.
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether nobody ranked anybody.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The papers of group `index` and their ranking, best first.
    ///
    /// # Panics
    /// When `index` is not below [`Self::len`].
    pub fn group(&self, index: usize) -> (u64, &[u16]) {
        let group = self.groups[index];
        let start = group.start as usize;
        (group.papers, &self.marks[start..start + usize::from(group.length)])
    }

    /// Every distinct ranking with its number of papers, in ascending order of the ranking.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &[u16])> {
        (0..self.groups.len()).map(|index| self.group(index))
    }

    /// The same ballots as if the candidates in `gone` had never stood.
    ///
    /// The papers keep their other marks in order, at full value: a candidate who withdraws or dies
    /// after printing costs nobody a vote. Numbers outside the contest are ignored.
    #[must_use]
    pub fn without(&self, gone: &[usize]) -> Self {
        let mut kept = self.clone();
        for &candidate in gone {
            if let Some(withdrawn) = kept.withdrawn.get_mut(candidate) {
                *withdrawn = true;
            }
        }
        kept.marks.clear();
        kept.groups.clear();
        for (papers, ranking) in self.iter() {
            let start = kept.marks.len();
            let stands = |mark: &&u16| !kept.withdrawn[usize::from(**mark)];
            kept.marks.extend(ranking.iter().filter(stands));
            kept.close_group(papers, start);
        }
        kept.valid = kept.groups.iter().map(|group| group.papers).sum();
        kept.blank = self.valid + self.blank - kept.valid;
        kept.merge();
        kept
    }

    /// Makes a group of the marks from `start` on, if there are any.
    fn close_group(&mut self, papers: u64, start: usize) {
        let length = self.marks.len() - start;
        if length > 0 {
            self.groups.push(Group {
                papers,
                start: u32::try_from(start).expect("marks are counted below 2^32 when pushed"),
                length: u16::try_from(length).expect("a ranking names each candidate once"),
            });
        }
    }

    /// Sorts the groups by ranking and adds equal ones up.
    fn merge(&mut self) {
        let by_ranking: Vec<&[u16]> = (0..self.groups.len()).map(|i| self.group(i).1).collect();
        if by_ranking.is_sorted_by(|a, b| a < b) {
            return;
        }
        // The first marks packed into one number decide nearly every comparison without a jump
        // through memory: `0` for "no more marks", so that a shorter ranking comes first.
        let bits = usize::BITS - self.candidates.leading_zeros();
        let packed = (128 / bits.max(1)) as usize;
        let key = |ranking: &[u16]| {
            (0..packed).fold(0_u128, |key, place| {
                (key << bits) | ranking.get(place).map_or(0, |mark| u128::from(*mark) + 1)
            })
        };
        let mut order: Vec<(u128, u32)> =
            by_ranking.iter().zip(0_u32..).map(|(ranking, index)| (key(ranking), index)).collect();
        order.sort_unstable_by(|a, b| {
            let rest = || by_ranking[a.1 as usize].cmp(by_ranking[b.1 as usize]);
            a.0.cmp(&b.0).then_with(rest)
        });
        let mut merged: Vec<Group> = Vec::with_capacity(order.len());
        let mut last: &[u16] = &[];
        for (_, index) in order {
            let ranking = by_ranking[index as usize];
            let group = self.groups[index as usize];
            match merged.last_mut() {
                Some(same) if last == ranking => same.papers += group.papers,
                _ => merged.push(group),
            }
            last = ranking;
        }
        self.groups = merged;
    }
}

/// Takes ballots one by one and merges them at the end.
#[derive(Debug)]
pub struct RankingsBuilder {
    ballots: Rankings,
    /// The last push that named each candidate, so that repeats are found in one look.
    seen: Vec<u64>,
    round: u64,
}

impl RankingsBuilder {
    /// Adds `papers` equal papers, best first; an empty ranking is blank.
    ///
    /// # Errors
    /// [`RankingFault`]; nothing is added then.
    pub fn push(&mut self, papers: u64, ranking: &[u16]) -> Result<(), RankingFault> {
        self.round += 1;
        for &mark in ranking {
            let mark = usize::from(mark);
            match self.seen.get_mut(mark) {
                None => return Err(RankingFault::Unknown(mark)),
                Some(seen) if *seen == self.round => return Err(RankingFault::Repeated(mark)),
                Some(seen) => *seen = self.round,
            }
        }
        let ballots = &mut self.ballots;
        let cast = papers.checked_add(ballots.valid + ballots.blank);
        let marks = ballots.marks.len() + ranking.len();
        if cast.is_none_or(|cast| cast > MAX_PAPERS) || u32::try_from(marks).is_err() {
            return Err(RankingFault::TooMany);
        }
        if ranking.is_empty() {
            ballots.blank += papers;
        } else if papers > 0 {
            let start = ballots.marks.len();
            ballots.marks.extend_from_slice(ranking);
            ballots.close_group(papers, start);
            ballots.valid += papers;
        }
        Ok(())
    }

    /// The merged ballots.
    pub fn finish(mut self) -> Rankings {
        self.ballots.merge();
        self.ballots
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_papers_become_one_group() {
        let box_ =
            Rankings::from_groups(3, &[(2, &[1, 0]), (1, &[0]), (3, &[1, 0]), (4, &[])]).unwrap();
        assert_eq!(box_.iter().collect::<Vec<_>>(), [(1, &[0][..]), (5, &[1, 0][..])]);
        assert_eq!((box_.valid(), box_.blank()), (6, 4));
    }

    #[test]
    fn a_ranking_names_known_candidates_and_each_once() {
        let mut builder = Rankings::builder(2).unwrap();
        assert_eq!(builder.push(1, &[2]), Err(RankingFault::Unknown(2)));
        assert_eq!(builder.push(1, &[1, 1]), Err(RankingFault::Repeated(1)));
        assert_eq!(builder.push(MAX_PAPERS + 1, &[1]), Err(RankingFault::TooMany));
        assert_eq!(builder.push(u64::MAX, &[1]), Err(RankingFault::TooMany));
        assert!(builder.finish().is_empty());
        assert!(Rankings::builder(MAX_CANDIDATES + 1).is_err());
    }

    #[test]
    fn an_empty_box_has_no_groups() {
        let box_ = Rankings::from_groups(0, &[]).unwrap();
        assert_eq!((box_.len(), box_.valid()), (0, 0));
    }

    #[test]
    fn a_candidate_who_died_is_skipped_at_full_value() {
        let box_ = Rankings::from_groups(3, &[(2, &[0, 1]), (1, &[1]), (5, &[0])]).unwrap();
        let left = box_.without(&[0]);
        assert_eq!(left.standing().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(left.iter().collect::<Vec<_>>(), [(3, &[1][..])]);
        assert_eq!((left.valid(), left.blank()), (3, 5));
    }

    fn ballots(candidates: u16) -> impl Strategy<Value = Vec<(u64, Vec<u16>)>> {
        let all: Vec<u16> = (0..candidates).collect();
        let ranking = proptest::sample::subsequence(all, 0..=usize::from(candidates));
        prop::collection::vec((0_u64..5, ranking.prop_shuffle()), 0..40)
    }

    proptest! {
        /// 300 candidates need nine bits each, so that only 14 marks fit the packed key.
        #[test]
        fn the_order_of_arrival_changes_nothing(
            (given, shuffled) in ballots(300).prop_flat_map(|b| (Just(b.clone()), Just(b).prop_shuffle()))
        ) {
            let as_box = |given: &[(u64, Vec<u16>)]| {
                let groups: Vec<_> = given.iter().map(|(n, r)| (*n, r.as_slice())).collect();
                Rankings::from_groups(300, &groups).unwrap()
            };
            let (one, two) = (as_box(&given), as_box(&shuffled));
            prop_assert!(one.iter().eq(two.iter()));
            prop_assert!(one.iter().map(|(_, r)| r).is_sorted_by(|a, b| a < b));
            prop_assert_eq!(one.valid() + one.blank(), given.iter().map(|(n, _)| n).sum::<u64>());
        }
    }
}
