//! A table with a header line: `number;title-pt;summary-pt;cost;category;place;…`.

use csv::{ReaderBuilder, StringRecord};

use super::super::projects::{Ballot, ProjectAnswers, TextAnswers};
use super::{LineFault, Row};
use crate::app::staff::{Fault, Wrong};

/// Columns without a language. The first must be there.
const PLAIN: [&str; 9] = [
    "number",
    "id",
    "cost",
    "category",
    "place",
    "proposed_by",
    "motif",
    "pictogram",
    "original_language",
];
/// Columns with a language behind them, as in `title-pt`.
const SPOKEN: [&str; 4] = ["title", "summary", "review", "credit"];

/// Reads the rows of a table, and every fault of its shape.
pub fn rows(text: &str, ballot: &Ballot) -> (Vec<Row>, Vec<LineFault>) {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let headers = match reader.headers() {
        Ok(headers) => headers.iter().map(column_name).collect::<Vec<_>>(),
        Err(error) => return (Vec::new(), vec![unreadable(&error)]),
    };
    let mut faults = header_faults(&headers);
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) if record.iter().all(str::is_empty) => {}
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                if record.len() == headers.len() {
                    rows.push(row(line, &headers, &record, ballot));
                } else {
                    let (cells, columns) = (record.len(), headers.len());
                    let fault = Fault::new("row", Wrong::RowLength { cells, columns });
                    faults.push(LineFault { line, fault });
                }
            }
            Err(error) => faults.push(unreadable(&error)),
        }
    }
    if faults.is_empty() && rows.is_empty() {
        faults.push(LineFault { line: 1, fault: Fault::new("file", Wrong::Empty) });
    }
    // Without its first columns every row would only say so again.
    if faults.iter().any(|fault| fault.fault.wrong == Wrong::ColumnMissing) {
        rows.clear();
    }
    (rows, faults)
}

/// The sign that stands most often in the header line.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |sign: &u8| header.bytes().filter(|byte| byte == sign).count();
    b",;\t".iter().copied().max_by_key(|sign| count(sign)).unwrap_or(b',')
}

/// Small letters, and one spelling of `title_pt`, `title pt` and `title-pt`.
fn column_name(header: &str) -> String {
    let name = header.trim().to_lowercase().replace(' ', "_");
    match name.rsplit_once(['_', '-']) {
        Some((what, language)) if SPOKEN.contains(&what) => format!("{what}-{language}"),
        _ => name,
    }
}

fn header_faults(headers: &[String]) -> Vec<LineFault> {
    let spoken = |name: &str| {
        name.split_once('-').is_some_and(|(what, language)| {
            SPOKEN.contains(&what) && (2..=12).contains(&language.len())
        })
    };
    let mut faults = Vec::new();
    let mut add = |column: &str, wrong| {
        faults.push(LineFault { line: 1, fault: Fault::new(column, wrong) });
    };
    for (place, name) in headers.iter().enumerate() {
        if !PLAIN.contains(&name.as_str()) && !spoken(name) {
            add(name, Wrong::UnknownColumn);
        } else if headers[..place].contains(name) {
            add(name, Wrong::Taken);
        }
    }
    if !headers.iter().any(|name| name == PLAIN[0]) {
        add(PLAIN[0], Wrong::ColumnMissing);
    }
    if !headers.iter().any(|name| name.starts_with("title-")) {
        add("title", Wrong::ColumnMissing);
    }
    faults
}

fn row(line: u64, headers: &[String], record: &StringRecord, ballot: &Ballot) -> Row {
    let cell = |name: &str| {
        let at = headers.iter().position(|header| header == name);
        at.and_then(|at| record.get(at)).unwrap_or_default().to_owned()
    };
    let languages = headers.iter().filter_map(|name| name.strip_prefix("title-"));
    let text = |language: &str| {
        let review = cell(&format!("review-{language}"));
        TextAnswers {
            language: language.to_owned(),
            title: cell(&format!("title-{language}")),
            summary: cell(&format!("summary-{language}")),
            // Somebody wrote it; nobody has said that it was checked.
            review: if review.is_empty() { "by_person".to_owned() } else { review },
            credit: cell(&format!("credit-{language}")),
        }
    };
    let original = cell("original_language");
    let first = || ballot.languages.first().cloned().unwrap_or_default();
    Row {
        line,
        id: Some(cell("id")).filter(|id| !id.is_empty()),
        answers: ProjectAnswers {
            number: cell("number"),
            category: cell("category").to_lowercase(),
            cost: cell("cost"),
            place: cell("place"),
            proposed_by: cell("proposed_by"),
            motif: cell("motif"),
            pictogram: cell("pictogram"),
            original_language: if original.is_empty() { first() } else { original },
            texts: languages.map(text).collect(),
        },
    }
}

fn unreadable(error: &csv::Error) -> LineFault {
    let line = error.position().map_or(1, csv::Position::line);
    LineFault { line, fault: Fault::new("row", Wrong::Unreadable(error.to_string())) }
}
