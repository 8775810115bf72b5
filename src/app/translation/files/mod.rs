//! Translations as files for other tools: XLIFF 1.2 out, XLIFF 1.2 and 2 in, CSV both ways.
//!
//! What is brought in is all stored or not at all, and every fault is named at once.

mod table;
mod xliff;

use std::collections::BTreeMap;

use morada_engine::permit::Permit;
use morada_engine::permit::act::Translate;

use super::queue::{Queue, Unit};
use super::write::{Translated, may_change, parse, put};
use crate::app::House;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::office::project_texts::{ProjectText, Review};

/// The most bytes of a file.
const MOST_BYTES: usize = 4 << 20;
/// The most faults that are told at once.
const MOST_FAULTS: usize = 200;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// OASIS XLIFF.
    Xliff,
    /// A table.
    Csv,
}

/// One text in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// `contest/number/part`.
    id: String,
    source: String,
    target: String,
}

/// What is wrong at one place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// It cannot be read: what its reader said.
    Unreadable(String),
    /// It declares a document type, and we take nothing that a file could unfold.
    DocumentType,
    /// Its translations are into another language.
    OtherLanguage(String),
    /// No text has this name.
    Unknown(String),
    /// The name is there twice.
    Twice(String),
    /// The original says something else now.
    SourceChanged(String),
    /// The translation itself cannot stand.
    Text {
        /// The name of the text.
        id: String,
        /// Why.
        wrong: Box<Wrong>,
    },
    /// The translation of one part of a text is there and the other is not.
    Half(String),
}

const PARTS: [&str; 2] = ["title", "summary"];

fn id_of(unit: &Unit, part: &str) -> String {
    format!("{}/{}/{part}", unit.contest, unit.number)
}

fn part_of<'a>(text: &'a ProjectText, part: &str) -> &'a str {
    if part == "title" { &text.title } else { &text.summary }
}

/// Everything of a queue as a file.
pub fn carry_out(queue: &Queue, original: &str, kind: FileKind) -> String {
    match kind {
        FileKind::Xliff => xliff::write(queue, original),
        FileKind::Csv => table::write(queue),
    }
}

/// Stores every translation of a file that says something new, each by whoever brings it. Gives how many
/// texts that were.
///
/// # Errors
/// [`DeskError::Faulty`] with every fault of the file; then nothing was stored.
pub async fn bring_in(
    house: &House,
    permit: &Permit<Translate>,
    queue: &Queue,
    credit: &str,
    file: &[u8],
) -> Result<usize, DeskError> {
    let process = permit.process().ok_or(DeskError::Unknown)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let texts = read(queue, credit, file).map_err(|mut faults| {
        faults.truncate(MOST_FAULTS);
        let fault = |fault| Fault::new("file", Wrong::TranslationFile(fault));
        DeskError::Faulty(faults.into_iter().map(fault).collect())
    })?;
    in_one_step(house, async |tx| {
        may_change(tx, process).await?;
        for (unit, text) in &texts {
            put(tx, process, unit, text, by).await?;
        }
        let entry = Entry::TranslationsBroughtIn { language: &queue.language, count: texts.len() };
        note(house, tx, by, Some(process), &entry).await
    })
    .await?;
    Ok(texts.len())
}

/// The texts of a file that differ from what is there, with where they belong.
fn read<'a>(
    queue: &'a Queue,
    credit: &str,
    file: &[u8],
) -> Result<Vec<(&'a Unit, ProjectText)>, Vec<FileFault>> {
    if file.len() > MOST_BYTES {
        return Err(vec![FileFault::Unreadable(format!("more than {MOST_BYTES} bytes"))]);
    }
    let text = std::str::from_utf8(file);
    let text = text.map_err(|e| vec![FileFault::Unreadable(e.to_string())])?;
    let text = text.trim_start_matches('\u{feff}');
    let lines = if text.trim_start().starts_with('<') {
        xliff::read(text, &queue.language)?
    } else {
        table::read(text, &queue.language)?
    };
    place(queue, credit, lines)
}

fn place<'a>(
    queue: &'a Queue,
    credit: &str,
    lines: Vec<Line>,
) -> Result<Vec<(&'a Unit, ProjectText)>, Vec<FileFault>> {
    let mut faults = Vec::new();
    let mut found: BTreeMap<String, Line> = BTreeMap::new();
    for line in lines {
        let id = line.id.clone();
        if found.insert(id.clone(), line).is_some() {
            faults.push(FileFault::Twice(id));
        }
    }
    let mut texts = Vec::new();
    for unit in &queue.units {
        let mut parts = PARTS.map(|part| found.remove(&id_of(unit, part)));
        for (part, line) in PARTS.iter().zip(&parts) {
            let source = part_of(&unit.source, part);
            if line.as_ref().is_some_and(|line| line.source.trim() != source.trim()) {
                faults.push(FileFault::SourceChanged(id_of(unit, part)));
            }
        }
        let [title, summary] = parts.each_mut().map(|line| {
            line.take().map(|line| line.target.trim().to_owned()).filter(|text| !text.is_empty())
        });
        match text(unit, credit, title, summary) {
            Ok(Some(text)) => texts.push((unit, text)),
            Ok(None) => {}
            Err(fault) => faults.extend(fault),
        }
    }
    faults.extend(found.into_keys().map(FileFault::Unknown));
    if faults.is_empty() { Ok(texts) } else { Err(faults) }
}

/// The text of a unit with what a file has of it; nothing where that is nothing new.
fn text(
    unit: &Unit,
    credit: &str,
    title: Option<String>,
    summary: Option<String>,
) -> Result<Option<ProjectText>, Vec<FileFault>> {
    let before = unit.target.as_ref();
    if title.is_none() && summary.is_none() {
        return Ok(None);
    }
    let or_before = |new: Option<String>, part: &str| {
        new.or_else(|| before.map(|text| part_of(text, part).to_owned())).unwrap_or_default()
    };
    let typed = Translated {
        title: or_before(title, "title"),
        summary: or_before(summary, "summary"),
        credit: credit.to_owned(),
        seen: String::new(),
    };
    let half = PARTS.iter().find(|part| {
        let given = if **part == "title" { &typed.title } else { &typed.summary };
        given.is_empty() && !part_of(&unit.source, part).is_empty()
    });
    if let Some(part) = half {
        return Err(vec![FileFault::Half(id_of(unit, part))]);
    }
    let parsed = parse(unit, &typed).map_err(|faults| {
        let fault = |fault: Fault| FileFault::Text {
            id: id_of(unit, &fault.field),
            wrong: Box::new(fault.wrong),
        };
        faults.into_iter().map(fault).collect::<Vec<_>>()
    })?;
    let same = before.is_some_and(|text| {
        (&text.title, &text.summary) == (&parsed.title, &parsed.summary)
            && matches!(text.review, Review::ByPerson | Review::Checked)
    });
    Ok((!same).then_some(parsed))
}

#[cfg(test)]
pub(super) fn read_for_tests<'a>(
    queue: &'a Queue,
    file: &str,
) -> Result<Vec<(&'a Unit, ProjectText)>, Vec<FileFault>> {
    read(queue, "", file.as_bytes())
}
