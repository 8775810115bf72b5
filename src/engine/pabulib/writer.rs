//! An [`Instance`] to bytes that the checker of pabulib.org accepts.
//!
//! Keys and columns stand in the checker's order, numbers that can be counted are counted again,
//! and what the checker would not know is left out and told.

use super::cells::{Cells, bare};
use super::fields;
use super::instance::{Instance, VoteKind};
use crate::money::Money;
use crate::tally::budget::{Marks, Worth};

/// A written file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The bytes, UTF-8 with LF.
    pub bytes: Vec<u8>,
    /// Keys and columns that the format does not know; they are not in the file.
    pub left_out: Vec<String>,
    /// What the checker will still object to, because only a person can mend it.
    pub objections: Vec<Objection>,
}

/// Something that is true of the election and that the checker calls a mistake.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Objection {
    /// A key of META that must be there.
    #[error("META has no {0}")]
    Missing(&'static str),
    /// A project that costs nothing.
    #[error("project {0:?} costs nothing")]
    Free(String),
    /// A project that costs more than there is.
    #[error("project {0:?} costs more than the whole budget")]
    DearerThanBudget(String),
    /// A project that nobody marked.
    #[error("project {0:?} has no votes")]
    NoVotes(String),
    /// A comment that does not begin as the format wants.
    #[error("the comment does not begin with #1:")]
    Comment,
}

/// Writes an instance. Blank ballots come last, because the checker takes the first row of VOTES
/// for an example of all; the others keep their order.
pub fn write(instance: &Instance) -> Written {
    let mut writer = Writer { instance, text: String::new(), left_out: Vec::new() };
    let objections = writer.objections();
    writer.meta();
    writer.projects();
    writer.votes();
    Written { bytes: writer.text.into_bytes(), left_out: writer.left_out, objections }
}

/// An amount in whole units, with as few digits after the point as it needs.
pub(super) fn amount(minor: u64, exponent: u32) -> String {
    let text = Money::from_minor(minor).unwrap_or(Money::MAX).decimal(exponent);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A cell, quoted where it must be. Line ends become spaces: not every reader joins lines.
fn cell(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.trim();
    if text.contains([';', '"']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

struct Writer<'a> {
    instance: &'a Instance,
    text: String,
    left_out: Vec<String>,
}

impl Writer<'_> {
    fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let mut first = true;
        for text in cells {
            if !std::mem::take(&mut first) {
                self.text.push(';');
            }
            self.text.push_str(&cell(&text));
        }
        self.text.push('\n');
    }

    fn objections(&self) -> Vec<Objection> {
        let instance = self.instance;
        let counted = ["num_projects", "num_votes", "budget", "vote_type"];
        let missing = |key: &&&str| !counted.contains(*key) && instance.get(key).is_none();
        let missing = fields::REQUIRED.iter().filter(missing).map(|key| Objection::Missing(key));
        let mut objections: Vec<Objection> = missing.collect();
        if instance.get("comment").is_some_and(|comment| !comment.starts_with("#1: ")) {
            objections.push(Objection::Comment);
        }
        let votes = instance.profile().votes();
        for (project, votes) in instance.projects.iter().zip(votes) {
            let id = project.id.clone();
            if project.cost == 0 {
                objections.push(Objection::Free(id));
            } else if project.cost > instance.budget {
                objections.push(Objection::DearerThanBudget(id));
            } else if votes == 0 {
                objections.push(Objection::NoVotes(id));
            }
        }
        objections
    }

    fn meta(&mut self) {
        let instance = self.instance;
        // The checker compares whole units, each rounded down.
        let whole = |minor: u64| u128::from(minor / instance.unit());
        let all: u128 = instance.projects.iter().map(|project| whole(project.cost)).sum();
        self.text.push_str("META\nkey;value\n");
        for &key in fields::META {
            let value = match key {
                "num_projects" => Some(instance.projects.len().to_string()),
                "num_votes" => Some(instance.ballots().to_string()),
                "budget" => Some(amount(instance.budget, instance.exponent)),
                "vote_type" => Some(instance.kind.as_str().to_owned()),
                // Said of every election whose money is enough for all.
                "fully_funded" => (whole(instance.budget) >= all).then(|| "1".to_owned()),
                _ => instance.get(key).map(|value| listed(key, value)),
            };
            if let Some(value) = value {
                self.row([key.to_owned(), value]);
            }
        }
        let known = |name: &str| fields::META.contains(&name);
        let unknown = instance.meta.iter().filter(|(key, _)| !known(key));
        self.left_out.extend(unknown.map(|(key, _)| key.clone()));
    }

    fn projects(&mut self) {
        let instance = self.instance;
        let profile = instance.profile();
        let (votes, score) = (profile.votes(), profile.totals(Worth::Points));
        let has_points = profile.marks == Marks::Points;
        let used = |name: &str| instance.projects.iter().any(|p| p.get(name).is_some());
        let columns: Vec<&str> = fields::PROJECTS
            .iter()
            .copied()
            .filter(|name| match *name {
                "project_id" | "cost" | "votes" => true,
                "score" => has_points || used("score"),
                name => used(name),
            })
            .collect();
        self.text.push_str("PROJECTS\n");
        self.row(columns.iter().map(|name| (*name).to_owned()));
        for (place, project) in instance.projects.iter().enumerate() {
            let cells: Vec<String> = columns
                .iter()
                .map(|name| match *name {
                    "project_id" => project.id.clone(),
                    "cost" => amount(project.cost, instance.exponent),
                    "votes" => votes[place].to_string(),
                    "score" if has_points => score[place].to_string(),
                    name => {
                        project.get(name).map_or_else(|| empty(name), |cell| listed(name, cell))
                    }
                })
                .collect();
            self.row(cells);
        }
        let mut unknown: Vec<String> = Vec::new();
        for (name, _) in instance.projects.iter().flat_map(|project| &project.columns) {
            if !fields::PROJECTS.contains(&name.as_str()) && !unknown.contains(name) {
                unknown.push(name.clone());
            }
        }
        self.left_out.extend(unknown);
    }

    fn votes(&mut self) {
        let instance = self.instance;
        let has_points = instance.kind.marks() == Marks::Points;
        let column = |name: &str| {
            let found = instance.voter_columns.iter().find(|(other, _)| other == name);
            found.map(|(_, cells)| cells).filter(|cells| cells.iter().any(|cell| !cell.is_empty()))
        };
        let others: Vec<(&str, &Cells)> = fields::VOTES
            .iter()
            .filter(|name| !["voter_id", "vote", "points"].contains(*name))
            .filter_map(|name| Some((*name, column(name)?)))
            .collect();
        self.text.push_str("VOTES\n");
        let mut head = vec!["voter_id".to_owned(), "vote".to_owned()];
        head.extend(has_points.then(|| "points".to_owned()));
        head.extend(others.iter().map(|(name, _)| (*name).to_owned()));
        self.row(head);
        let blank = |ballot: &usize| instance.ballot(*ballot).0.is_empty();
        let (last, first): (Vec<usize>, Vec<usize>) = (0..instance.ballots()).partition(blank);
        for ballot in first.into_iter().chain(last) {
            let (marked, points) = instance.ballot(ballot);
            // A project named twice counts once, and of its points the last: written that way.
            let mut entries: Vec<(u32, Option<i64>)> = Vec::with_capacity(marked.len());
            for (at, &place) in marked.iter().enumerate() {
                let given = points.get(at).copied();
                match entries.iter_mut().find(|(other, _)| *other == place) {
                    Some(entry) => entry.1 = given,
                    None => entries.push((place, given)),
                }
            }
            if instance.kind == VoteKind::Cumulative || instance.kind == VoteKind::Scoring {
                entries.sort_by_key(|(_, given)| std::cmp::Reverse(*given));
            }
            let ids =
                entries.iter().map(|(place, _)| instance.projects[*place as usize].id.as_str());
            let mut cells =
                vec![instance.voters.get(ballot).to_owned(), ids.collect::<Vec<_>>().join(",")];
            if has_points {
                let given = entries.iter().filter_map(|(_, given)| *given);
                cells.push(given.map(|points| points.to_string()).collect::<Vec<_>>().join(","));
            }
            cells.extend(others.iter().map(|(_, column)| column.get(ballot).to_owned()));
            self.row(cells);
        }
        let known = |name: &str| fields::VOTES.contains(&name);
        let unknown = instance.voter_columns.iter().filter(|(name, _)| !known(name));
        self.left_out.extend(unknown.map(|(name, _)| name.clone()));
    }
}

/// Keys and columns that hold lists: their entries stand without spaces around them.
const LISTS: [&str; 9] = [
    "beneficiaries",
    "budget_per_category",
    "budget_per_neighborhood",
    "categories",
    "category",
    "max_sum_cost_per_category",
    "min_sum_cost_per_category",
    "neighborhoods",
    "subdistricts",
];

/// The value of a key or column, without spaces around the entries of a list.
fn listed(name: &str, value: &str) -> String {
    if !LISTS.contains(&name) {
        return value.to_owned();
    }
    value.split(',').map(bare).collect::<Vec<_>>().join(",")
}

/// What stands in an empty cell of a column that others fill: nothing where the checker allows it.
fn empty(column: &str) -> String {
    let nullable = ["category", "beneficiaries", "latitude", "longitude"].contains(&column);
    if nullable { String::new() } else { "none".to_owned() }
}
