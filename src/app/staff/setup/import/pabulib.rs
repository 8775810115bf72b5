//! The PROJECTS of a Pabulib file. Its ballots are of no account here.

use morada_engine::money::Money;
use morada_engine::pabulib::{Instance, Limits, Project, read};

use super::super::projects::{Ballot, CATEGORIES, ProjectAnswers, TextAnswers};
use super::{LineFault, MOST_BYTES, Row};
use crate::app::staff::{Fault, Wrong};

/// Reads the projects of a file, and what is wrong with others, or why it was refused.
pub fn rows(text: &str, ballot: &Ballot) -> (Vec<Row>, Vec<LineFault>) {
    let limits = Limits { bytes: MOST_BYTES, ..Limits::default() };
    let instance = match read(text.as_bytes(), limits) {
        Ok(instance) => instance,
        Err(refusal) => {
            let fault = Fault::new("file", Wrong::Unreadable(refusal.reason.clone()));
            return (Vec::new(), vec![LineFault { line: refusal.line, fault }]);
        }
    };
    let highest = ballot.projects.iter().map(|project| project.number).max().unwrap_or(0);
    let mut faults = Vec::new();
    let mut rows = Vec::new();
    for (number, project) in (highest + 1..).zip(&instance.projects) {
        let line = line_of(text, &project.id);
        match cost(&instance, project, ballot) {
            Some(cost) => rows.push(row(line, number, &cost, &instance, project, ballot)),
            None => faults.push(LineFault { line, fault: Fault::new("cost", Wrong::NotMoney) }),
        }
    }
    (rows, faults)
}

fn row(
    line: u64,
    number: u32,
    cost: &str,
    instance: &Instance,
    project: &Project,
    ballot: &Ballot,
) -> Row {
    let first = ballot.languages.first().cloned().unwrap_or_default();
    let language = instance.get("language").map_or(first, str::to_lowercase);
    let cell = |column: &str| project.get(column).unwrap_or_default().to_owned();
    let category = cell("category").to_lowercase();
    let title = project.get("name").unwrap_or(&project.id).to_owned();
    Row {
        line,
        id: Some(project.id.clone()),
        answers: ProjectAnswers {
            number: number.to_string(),
            category: if CATEGORIES.contains(&category.as_str()) {
                category
            } else {
                String::new()
            },
            cost: cost.to_owned(),
            place: String::new(),
            proposed_by: String::new(),
            motif: String::new(),
            pictogram: String::new(),
            original_language: language.clone(),
            texts: vec![TextAnswers {
                language,
                title,
                summary: String::new(),
                review: "original".to_owned(),
                credit: String::new(),
            }],
        },
    }
}

/// The cost as an amount of the place's currency; `None` when it has more digits than that.
fn cost(instance: &Instance, project: &Project, ballot: &Ballot) -> Option<String> {
    let in_file = Money::from_minor(project.cost)?.decimal(instance.exponent);
    let exponent = ballot.exponent();
    Money::parse_decimal(&in_file, exponent).map(|cost| cost.decimal(exponent))
}

/// The line of PROJECTS that begins with `id`.
fn line_of(text: &str, id: &str) -> u64 {
    let rows = (1..).zip(text.lines()).skip_while(|(_, line)| line.trim() != "PROJECTS");
    let own = |line: &str| line.split(';').next().is_some_and(|cell| cell.trim_matches('"') == id);
    rows.filter(|(_, line)| own(line)).map(|(number, _)| number).next().unwrap_or(1)
}
