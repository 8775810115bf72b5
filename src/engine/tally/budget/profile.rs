//! What a budget rule counts: options with exact costs and weighted groups of equal ballots.
//!
//! Equal ballots stay equal for the whole count, so each distinct one is counted once with its
//! number. Groups are sorted, so the order in which ballots were cast cannot be seen here.

use std::cmp::Ordering::Equal;
use std::ops::Range;

/// How the marks of a ballot are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// A set of options.
    Approval,
    /// Options with points.
    Points,
    /// Options in order, best first.
    Ranking,
}

/// What one mark is worth to the option it stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// One, if it supports the option at all.
    Vote,
    /// The points given.
    Points,
    /// Rank points with one for the last rank.
    Borda1,
    /// Rank points with nothing for the last rank.
    Borda0,
}

/// Options, money and ballots of one count. Money is in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Money the count can spend.
    pub budget: u64,
    /// Cost of each option, in ballot order.
    pub costs: Vec<u64>,
    /// Valid ballots, blank ones included: the n of `B/n`.
    pub voters: u64,
    /// How marks are read.
    pub marks: Marks,
    starts: Vec<usize>,
    options: Vec<u32>,
    points: Vec<i64>,
    weights: Vec<u32>,
}

/// Collects ballots one by one; [`ProfileBuilder::build`] merges equal ones.
#[derive(Debug, Clone)]
pub struct ProfileBuilder {
    budget: u64,
    costs: Vec<u64>,
    marks: Marks,
    starts: Vec<usize>,
    options: Vec<u32>,
    points: Vec<i64>,
}

impl ProfileBuilder {
    /// No ballots yet.
    pub fn new(marks: Marks, costs: Vec<u64>, budget: u64) -> Self {
        Self { budget, costs, marks, starts: vec![0], options: Vec::new(), points: Vec::new() }
    }

    /// Adds a ballot that marks `options`; for a ranking best first, otherwise in any order.
    /// An option named twice counts once, at its first place. Unknown options must not come.
    pub fn mark(&mut self, options: impl IntoIterator<Item = u32>) {
        let start = self.options.len();
        if self.marks == Marks::Ranking {
            for option in options {
                if !self.options[start..].contains(&option) {
                    self.options.push(option);
                }
            }
        } else {
            self.options.extend(options);
            self.options[start..].sort_unstable();
            dedup_tail(&mut self.options, start);
        }
        if self.marks == Marks::Points {
            self.points.resize(self.options.len(), 1);
        }
        self.starts.push(self.options.len());
    }

    /// Adds a ballot that gives points. An option named twice keeps its last entry; zero points
    /// are no mark.
    pub fn give(&mut self, given: impl IntoIterator<Item = (u32, i64)>) {
        let mut given: Vec<(u32, i64)> = given.into_iter().collect();
        // Stable: entries of one option stay in order, and the last of them is kept.
        given.sort_by_key(|(option, _)| *option);
        for (at, (option, points)) in given.iter().enumerate() {
            let last = given.get(at + 1).is_none_or(|(next, _)| next != option);
            if last && *points != 0 {
                self.options.push(*option);
                self.points.push(*points);
            }
        }
        self.starts.push(self.options.len());
    }

    /// Merges equal ballots into weighted groups.
    pub fn build(self) -> Profile {
        let count = self.starts.len() - 1;
        let ballot = |i: u32| {
            let range = self.starts[i as usize]..self.starts[i as usize + 1];
            let points = self.points.get(range.clone()).unwrap_or(&[]);
            (&self.options[range], points)
        };
        // The first marks packed into one number decide nearly every comparison without a jump
        // through memory: `0` for "no more marks", so that a shorter ballot comes first.
        let bits = u32::BITS - u32::try_from(self.costs.len()).unwrap_or(u32::MAX).leading_zeros();
        let packed = (128 / bits.max(1)) as usize;
        let key = |i: u32| {
            let (options, _) = ballot(i);
            (0..packed).fold(0_u128, |key, place| {
                (key << bits) | options.get(place).map_or(0, |option| u128::from(*option) + 1)
            })
        };
        let all = 0..u32::try_from(count).unwrap_or(u32::MAX);
        let mut order: Vec<(u128, u32)> = all.map(|i| (key(i), i)).collect();
        // A key with room left says all that its ballot says.
        let whole = |key: u128| key & ((1 << bits) - 1) == 0 && self.points.is_empty();
        let compare = |a: &(u128, u32), b: &(u128, u32)| {
            let rest = || if whole(a.0) { Equal } else { ballot(a.1).cmp(&ballot(b.1)) };
            a.0.cmp(&b.0).then_with(rest)
        };
        order.sort_unstable_by(compare);
        let mut profile = Profile {
            budget: self.budget,
            costs: self.costs,
            voters: count as u64,
            marks: self.marks,
            starts: vec![0],
            options: Vec::with_capacity(self.options.len()),
            points: Vec::with_capacity(self.points.len()),
            weights: Vec::new(),
        };
        for alike in order.chunk_by(|a, b| compare(a, b).is_eq()) {
            let (options, points) = ballot(alike[0].1);
            if options.is_empty() {
                continue;
            }
            profile.options.extend_from_slice(options);
            profile.points.extend_from_slice(points);
            profile.starts.push(profile.options.len());
            profile.weights.push(u32::try_from(alike.len()).unwrap_or(u32::MAX));
        }
        profile
    }
}

fn dedup_tail(options: &mut Vec<u32>, start: usize) {
    let mut kept = start;
    for at in start..options.len() {
        if at == start || options[at] != options[kept - 1] {
            options[kept] = options[at];
            kept += 1;
        }
    }
    options.truncate(kept);
}

/// Who supports each option, and with how much: the rows of the ballots turned into columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    starts: Vec<usize>,
    /// Groups that support an option, ascending.
    groups: Vec<u32>,
    /// Worth of each support; empty when every support is worth one.
    worth: Vec<u32>,
}

impl Support {
    /// The groups that support `option`, ascending, and what their support is worth
    /// (an empty slice: one each).
    pub fn of(&self, option: usize) -> (&[u32], &[u32]) {
        let range = self.range(option);
        (&self.groups[range.clone()], self.worth.get(range).unwrap_or(&[]))
    }

    /// The largest worth of one support; one when there is none.
    pub fn largest_worth(&self) -> u32 {
        self.worth.iter().copied().max().unwrap_or(1)
    }

    fn range(&self, option: usize) -> Range<usize> {
        self.starts[option]..self.starts[option + 1]
    }
}

impl Profile {
    /// Number of distinct ballots that mark something.
    pub fn groups(&self) -> usize {
        self.weights.len()
    }

    /// How many equal ballots each group has.
    pub fn weights(&self) -> &[u32] {
        &self.weights
    }

    /// The options that group `g` marks: ascending, or best first in a ranking.
    pub fn marked(&self, g: usize) -> &[u32] {
        &self.options[self.starts[g]..self.starts[g + 1]]
    }

    /// Each marked option of group `g` with what the mark is worth; it may be zero or less.
    pub fn worths(&self, g: usize, worth: Worth) -> impl Iterator<Item = (u32, i64)> + '_ {
        let range = self.starts[g]..self.starts[g + 1];
        let length = i64::try_from(range.len()).unwrap_or(i64::MAX);
        range.zip(0..).map(move |(at, place)| {
            let given = self.points.get(at).copied().unwrap_or(1);
            let value = match worth {
                Worth::Vote => i64::from(given > 0),
                Worth::Points => given,
                Worth::Borda1 => length - place,
                Worth::Borda0 => length - place - 1,
            };
            (self.options[at], value)
        })
    }

    /// The sum of what all marks are worth, per option.
    pub fn totals(&self, worth: Worth) -> Vec<i64> {
        let mut totals = vec![0_i64; self.costs.len()];
        for (g, &weight) in self.weights.iter().enumerate() {
            for (option, value) in self.worths(g, worth) {
                totals[option as usize] += value * i64::from(weight);
            }
        }
        totals
    }

    /// Ballots that support each option with more than nothing.
    pub fn votes(&self) -> Vec<i64> {
        self.totals(Worth::Vote)
    }

    /// The supporters of every option; marks worth nothing or less are no support.
    pub fn support(&self, worth: Worth) -> Support {
        let mut starts = vec![0_usize; self.costs.len() + 1];
        let mut each_one = true;
        for g in 0..self.groups() {
            for (option, value) in self.worths(g, worth).filter(|(_, value)| *value > 0) {
                starts[option as usize + 1] += 1;
                each_one &= value == 1;
            }
        }
        for option in 0..self.costs.len() {
            starts[option + 1] += starts[option];
        }
        let mut next = starts.clone();
        let total = starts[self.costs.len()];
        let mut groups = vec![0; total];
        let mut worths = if each_one { Vec::new() } else { vec![0; total] };
        for (g, index) in (0..self.groups()).zip(0_u32..) {
            for (option, value) in self.worths(g, worth) {
                let Some(value) = u32::try_from(value).ok().filter(|value| *value > 0) else {
                    continue;
                };
                let at = &mut next[option as usize];
                groups[*at] = index;
                if !each_one {
                    worths[*at] = value;
                }
                *at += 1;
            }
        }
        Support { starts, groups, worth: worths }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five neighbours, two of them of one mind, one with a blank ballot.
    #[test]
    fn equal_ballots_become_one_group_with_its_number() {
        let mut builder = ProfileBuilder::new(Marks::Approval, vec![10, 20, 30], 40);
        for ballot in [&[2, 0][..], &[1], &[0, 2], &[], &[0, 0, 2, 2]] {
            builder.mark(ballot.iter().copied());
        }
        let profile = builder.build();
        assert_eq!(profile.voters, 5);
        assert_eq!(profile.weights(), [3, 1]);
        assert_eq!(profile.marked(0), [0, 2]);
        assert_eq!(profile.votes(), [3, 1, 3]);
        assert_eq!(profile.support(Worth::Vote).of(2), (&[0][..], &[][..]));
    }

    #[test]
    fn a_repeated_entry_of_a_points_ballot_counts_with_its_last_points() {
        let mut builder = ProfileBuilder::new(Marks::Points, vec![1; 3], 3);
        builder.give([(1, 5), (0, 2), (1, 3), (2, 0)]);
        let profile = builder.build();
        assert_eq!(profile.totals(Worth::Points), [2, 3, 0]);
        assert_eq!(profile.votes(), [1, 1, 0]);
        assert_eq!(profile.support(Worth::Points).of(1), (&[0][..], &[3][..]));
    }

    #[test]
    fn the_last_rank_is_worth_one_or_nothing_by_convention() {
        let mut builder = ProfileBuilder::new(Marks::Ranking, vec![1; 3], 3);
        builder.mark([2, 0, 2, 1]);
        builder.mark([1]);
        let profile = builder.build();
        assert_eq!(profile.totals(Worth::Borda1), [2, 2, 3]);
        assert_eq!(profile.totals(Worth::Borda0), [1, 0, 2]);
        // Ballot 0 is [1], ballot 1 is [2, 0, 1]: only the last rank loses its support.
        assert_eq!(profile.support(Worth::Borda0).of(1), (&[][..], &[][..]));
    }
}
