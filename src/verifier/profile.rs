//! What a count starts from: the valid ballots of a contest, equal ones together.

use crate::ballot::Ballot;
use crate::bundle::ballot_box::BallotBox;
use crate::papers::Contest;

/// Voters who cast equal ballots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The options they mark, ascending.
    pub marks: Vec<u32>,
    /// Their points: those given, or of k ranks k to 1, or 1.
    pub points: Vec<u64>,
    /// How many they are.
    pub voters: u64,
}

/// The ballots of a contest, sorted out.
#[derive(Debug, Default)]
pub struct Profile {
    /// The valid ballots that mark something.
    pub groups: Vec<Group>,
    /// Blank ballots, which are valid.
    pub blank: u64,
    /// Ballots that break the contest's rules.
    pub invalid: u64,
    /// How many valid ballots mark each option, in ballot order.
    pub votes: Vec<u64>,
    /// How many points each option got.
    pub points: Vec<u64>,
}

impl Profile {
    /// Sorts out a box. `None` when the ballot kind is foreign to this program.
    pub fn of(contest: &Contest, ballots: &BallotBox) -> Option<Self> {
        let none = vec![0; contest.options.len()];
        let mut profile = Self { votes: none.clone(), points: none, ..Self::default() };
        for (bytes, times) in ballots.iter() {
            let voters = u64::from(times);
            match Ballot::read(contest, bytes)? {
                Ballot::Blank => profile.blank += voters,
                Ballot::Invalid => profile.invalid += voters,
                Ballot::Marks(marks) => {
                    for (mark, points) in &marks {
                        profile.votes[*mark as usize] += voters;
                        let sum = &mut profile.points[*mark as usize];
                        *sum = sum.saturating_add(points.saturating_mul(voters));
                    }
                    let (marks, points) = marks.into_iter().unzip();
                    profile.groups.push(Group { marks, points, voters });
                }
            }
        }
        Some(profile)
    }

    /// Valid ballots, blank ones included: the `n` of the rules.
    pub fn valid(&self) -> u64 {
        self.blank + self.groups.iter().map(|group| group.voters).sum::<u64>()
    }
}
