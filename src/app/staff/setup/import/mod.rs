//! Projects from a list: a dry run names every fault with its line, then all of it or nothing.

mod pabulib;
mod table;

use morada_engine::hash::Hash;
use morada_engine::ids::{ContestId, OptionId};
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use morada_engine::time::Timestamp;

use super::change::{change, process_of};
use super::projects::{Ballot, Project, ProjectAnswers};
use crate::app::House;
use crate::app::staff::acts::Entry;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong, tokens};
use crate::store::office::import_drafts::{self, ImportDraft};
use crate::store::office::projects;

/// The largest file.
pub const MOST_BYTES: usize = 2 << 20;
/// The most rows of one file.
const MOST_ROWS: usize = 2000;
/// A list that was tried waits a day for its go.
const DRAFT_SECONDS: u64 = 24 * 60 * 60;

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with a header line; comma, semicolon or tab.
    Csv,
    /// The PROJECTS of a Pabulib file.
    Pabulib,
}

impl Format {
    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Pabulib => "pb",
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Format> {
        [Format::Csv, Format::Pabulib].into_iter().find(|format| format.name() == name)
    }
}

/// A fault and the line of the file where it stands; its field is the column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFault {
    /// From 1.
    pub line: u64,
    /// What is wrong, in which column.
    pub fault: Fault,
}

/// What a dry run found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tried {
    /// Every fault, by line. Nothing is kept.
    Faulty(Vec<LineFault>),
    /// The list is fit. It is kept a day under `draft`, for its go.
    Fit {
        /// Names it in the form that takes it.
        draft: String,
        /// What would be added.
        projects: Vec<Project>,
    },
}

/// One row of a list, before it is judged.
struct Row {
    line: u64,
    id: Option<String>,
    answers: ProjectAnswers,
}

/// Tries a list for a contest. The ballot stays as it is.
///
/// # Errors
/// [`DeskError::Faulty`] when the file is too large or no text; [`DeskError::Unknown`].
pub async fn try_import(
    house: &House,
    permit: &Permit<DraftBallot>,
    contest: &ContestId,
    format: Format,
    file: &[u8],
) -> Result<Tried, DeskError> {
    let ballot = Ballot::load(house, permit, contest).await?;
    let text = read_text(file).map_err(|fault| DeskError::Faulty(vec![fault]))?;
    let projects = match judge(format, text, &ballot) {
        Ok(projects) => projects,
        Err(faults) => return Ok(Tried::Faulty(faults)),
    };
    let draft = ImportDraft {
        id: tokens::fresh(house),
        process: process_of(permit)?.clone(),
        contest: contest.clone(),
        format: format.name().to_owned(),
        file: text.to_owned(),
        made_by: permit.by().first().cloned().unwrap_or_default(),
    };
    let now = house.now();
    let a_day_ago = Timestamp::from_unix(now.unix().saturating_sub(DRAFT_SECONDS));
    in_one_step(house, async |tx| Ok(import_drafts::keep(tx, &draft, now, a_day_ago).await?))
        .await?;
    Ok(Tried::Fit { draft: draft.id, projects })
}

/// Takes a list that was tried, as seen at `revision`. It is judged again: what changed since then
/// may stand against it.
///
/// # Errors
/// [`Wrong::NothingWaits`] without such a list, [`Wrong::Changed`] when it no longer fits,
/// [`DeskError::Stale`], [`DeskError::Frozen`].
pub async fn take_import(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    draft: &str,
) -> Result<usize, DeskError> {
    let found = import_drafts::find(house.office.reader(), draft).await?;
    let own = found.filter(|draft| permit.process() == Some(&draft.process));
    let draft = own.ok_or_else(|| DeskError::fault("draft", Wrong::NothingWaits))?;
    let ballot = Ballot::load(house, permit, &draft.contest).await?;
    let format = Format::from_name(&draft.format).ok_or(DeskError::Unknown)?;
    let list = judge(format, &draft.file, &ballot)
        .map_err(|_| DeskError::fault("draft", Wrong::Changed))?;
    let sha = Hash::of(&[draft.file.as_bytes()]).to_hex();
    let contest = &draft.contest;
    let entry = Entry::ProjectsImported { contest, count: list.len(), sha: &sha };
    change(house, permit, revision, &entry, async |tx, process| {
        for project in &list {
            projects::insert(tx, process, contest, project).await?;
        }
        Ok(import_drafts::forget(tx, &draft.id).await?)
    })
    .await?;
    Ok(list.len())
}

fn read_text(file: &[u8]) -> Result<&str, Fault> {
    if file.len() > MOST_BYTES {
        return Err(Fault::new("file", Wrong::TooMany { most: MOST_BYTES as u64 }));
    }
    let text = std::str::from_utf8(file).map_err(|_| Fault::new("file", Wrong::NotText))?;
    let text = text.trim_start_matches('\u{feff}');
    if text.contains('\0') {
        return Err(Fault::new("file", Wrong::NotText));
    }
    if text.trim().is_empty() {
        return Err(Fault::new("file", Wrong::Empty));
    }
    Ok(text)
}

/// Every project of a list, or every fault. A row is judged beside the ballot and the rows above.
fn judge(format: Format, text: &str, ballot: &Ballot) -> Result<Vec<Project>, Vec<LineFault>> {
    let (rows, mut faults) = match format {
        Format::Csv => table::rows(text, ballot),
        Format::Pabulib => pabulib::rows(text, ballot),
    };
    if rows.len() > MOST_ROWS {
        let fault = Fault::new("file", Wrong::TooMany { most: MOST_ROWS as u64 });
        return Err(vec![LineFault { line: 1, fault }]);
    }
    let before = ballot.projects.len();
    let mut all = ballot.projects.clone();
    for row in rows {
        let line = row.line;
        let Ok(id) = row.id.map(|id| OptionId::parse(&id)).transpose() else {
            faults.push(LineFault { line, fault: Fault::new("id", Wrong::NotAName) });
            continue;
        };
        match row.answers.parse(id.as_ref(), &ballot.neighbours(&all)) {
            Ok(project) if all.iter().any(|other| other.id == project.id) => {
                faults.push(LineFault { line, fault: Fault::new("id", Wrong::Taken) });
            }
            Ok(project) => all.push(project),
            Err(found) => {
                faults.extend(found.into_iter().map(|fault| LineFault { line, fault }));
            }
        }
    }
    faults.sort_by_key(|fault| fault.line);
    if faults.is_empty() { Ok(all.split_off(before)) } else { Err(faults) }
}
