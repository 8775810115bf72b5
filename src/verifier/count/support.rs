//! Who supports an option, and with how much.

use std::collections::BTreeMap;

use super::Counting;
use crate::papers::Worth;
use crate::profile::Group;

/// Voters with equal ballots who support an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backer {
    /// Their place among the groups.
    pub group: usize,
    /// How many they are.
    pub voters: u64,
    /// What the option is worth to each of them; above zero.
    pub worth: u64,
}

/// The supporters of every counted option that has any.
pub type Supporters = BTreeMap<usize, Vec<Backer>>;

/// What the marks of a group are worth: option and worth.
pub fn worths(group: &Group, worth: Worth) -> impl Iterator<Item = (usize, u64)> + '_ {
    group.marks.iter().zip(&group.points).map(move |(mark, points)| {
        let worth = match worth {
            Worth::Vote => 1,
            Worth::Points => *points,
            Worth::PointsFromZero => points - 1,
        };
        (*mark as usize, worth)
    })
}

/// The supporters of the options counted; a mark worth nothing is no support.
pub fn supporters(counting: &Counting<'_>, worth: Worth) -> Supporters {
    let mut is_counted = vec![false; counting.contest.options.len()];
    for option in &counting.among {
        is_counted[*option] = true;
    }
    let mut supporters = Supporters::new();
    for (group, of) in counting.profile.groups.iter().enumerate() {
        for (option, worth) in worths(of, worth).filter(|(_, worth)| *worth > 0) {
            if is_counted[option] {
                let backer = Backer { group, voters: of.voters, worth };
                supporters.entry(option).or_default().push(backer);
            }
        }
    }
    supporters
}

/// How many voters they are.
pub fn heads(backers: &[Backer]) -> u64 {
    backers.iter().map(|backer| backer.voters).sum()
}
