//! One election in memory: META, PROJECTS and VOTES, with amounts exact.

use super::cells::Cells;
use super::repair::Repair;
use crate::tally::budget::{Marks, Profile, ProfileBuilder};

/// `vote_type` of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteKind {
    /// `approval`: a set of projects.
    Approval,
    /// `choose-1`: one project.
    ChooseOne,
    /// `ordinal`: projects, best first.
    Ordinal,
    /// `cumulative`: points from a fixed sum.
    Cumulative,
    /// `scoring`: points for each project.
    Scoring,
}

impl VoteKind {
    /// Every kind.
    pub const ALL: [VoteKind; 5] = [
        VoteKind::Approval,
        VoteKind::ChooseOne,
        VoteKind::Ordinal,
        VoteKind::Cumulative,
        VoteKind::Scoring,
    ];

    /// The word of the format.
    pub fn as_str(self) -> &'static str {
        match self {
            VoteKind::Approval => "approval",
            VoteKind::ChooseOne => "choose-1",
            VoteKind::Ordinal => "ordinal",
            VoteKind::Cumulative => "cumulative",
            VoteKind::Scoring => "scoring",
        }
    }

    /// How the rules read its marks.
    pub fn marks(self) -> Marks {
        match self {
            VoteKind::Approval | VoteKind::ChooseOne => Marks::Approval,
            VoteKind::Ordinal => Marks::Ranking,
            VoteKind::Cumulative | VoteKind::Scoring => Marks::Points,
        }
    }
}

/// A row of PROJECTS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// `project_id`, as it is spelled.
    pub id: String,
    /// `cost`, in minor units of the instance.
    pub cost: u64,
    /// All other columns by header name, in the order of the file; absent cells are empty.
    pub columns: Vec<(String, String)>,
}

impl Project {
    /// The cell under `column`, if it has one that is not empty.
    pub fn get(&self, column: &str) -> Option<&str> {
        let cell = self.columns.iter().find(|(name, _)| name == column);
        cell.map(|(_, cell)| cell.as_str()).filter(|cell| !cell.is_empty())
    }
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// META in the order of the file, as it is spelled (spaces and comma decimals repaired).
    pub meta: Vec<(String, String)>,
    /// Digits after the point that all amounts of the file need; minor units are `10^-exponent`.
    pub exponent: u32,
    /// `budget`, in minor units.
    pub budget: u64,
    /// `vote_type`.
    pub kind: VoteKind,
    /// PROJECTS.
    pub projects: Vec<Project>,
    /// `voter_id`, one for each ballot.
    pub voters: Cells,
    /// Other columns of VOTES but `vote` and `points`, by header name.
    pub voter_columns: Vec<(String, Cells)>,
    /// What was repaired or does not add up, by line.
    pub repairs: Vec<Repair>,
    /// How many more repairs there were than are listed.
    pub more_repairs: u64,
    pub(super) starts: Vec<usize>,
    pub(super) marked: Vec<u32>,
    pub(super) points: Vec<i64>,
}

impl Instance {
    /// The value of a key of META, if it is there and not empty.
    pub fn get(&self, key: &str) -> Option<&str> {
        let entry = self.meta.iter().rev().find(|(name, _)| name == key);
        entry.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Minor units in one whole unit of the currency.
    pub fn unit(&self) -> u64 {
        10_u64.pow(self.exponent)
    }

    /// Number of ballots, blank ones included.
    pub fn ballots(&self) -> usize {
        self.starts.len() - 1
    }

    /// The projects that ballot `b` names, as places in `projects`, in its own order and with its
    /// own repeats; and their points, where it is a ballot of points.
    pub fn ballot(&self, b: usize) -> (&[u32], &[i64]) {
        let range = self.starts[b]..self.starts[b + 1];
        (&self.marked[range.clone()], self.points.get(range).unwrap_or(&[]))
    }

    /// The ballots as the rules count them.
    pub fn profile(&self) -> Profile {
        let costs = self.projects.iter().map(|project| project.cost).collect();
        let marks = self.kind.marks();
        let mut builder = ProfileBuilder::new(marks, costs, self.budget);
        for b in 0..self.ballots() {
            let (options, points) = self.ballot(b);
            match marks {
                Marks::Points => {
                    builder.give(options.iter().copied().zip(points.iter().copied()));
                }
                Marks::Approval | Marks::Ranking => builder.mark(options.iter().copied()),
            }
        }
        builder.build()
    }
}
