//! Translations as a table: one line per part of a text.

use super::{FileFault, Line, PARTS, id_of, part_of};
use crate::app::staff::read_log::harmless;
use crate::app::translation::queue::Queue;

const COLUMNS: [&str; 6] =
    ["id", "source_language", "source", "target_language", "target", "state"];

/// The table of a queue.
pub fn write(queue: &Queue) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    let written = (|| {
        table.write_record(COLUMNS)?;
        for unit in &queue.units {
            for part in PARTS.iter().filter(|part| !part_of(&unit.source, part).is_empty()) {
                let target = unit.target.as_ref().map_or("", |text| part_of(text, part));
                let (id, source) = (id_of(unit, part), part_of(&unit.source, part));
                let languages = (unit.source.language.as_str(), queue.language.as_str());
                let state = unit.state().name();
                let cells = [id.as_str(), languages.0, source, languages.1, target, state];
                table.write_record(cells.map(guarded))?;
            }
        }
        Ok::<(), csv::Error>(())
    })();
    debug_assert!(written.is_ok(), "writing to memory does not fail");
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The lines of a table whose translations are into `language`.
///
/// # Errors
/// Every fault.
pub fn read(text: &str, language: &str) -> Result<Vec<Line>, Vec<FileFault>> {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let unreadable = |e: csv::Error| vec![FileFault::Unreadable(e.to_string())];
    let header = table.headers().map_err(unreadable)?.clone();
    let column = |name: &str| {
        let missing = || vec![FileFault::Unreadable(format!("no column {name}"))];
        header.iter().position(|own| own.trim() == name).ok_or_else(missing)
    };
    let (id, source, target) = (column("id")?, column("source")?, column("target")?);
    let target_language = column("target_language")?;
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for record in table.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(FileFault::Unreadable(error.to_string()));
                continue;
            }
        };
        let cell = |at: usize| as_it_was(record.get(at).unwrap_or_default());
        if cell(target_language) != language {
            faults.push(FileFault::OtherLanguage(cell(target_language)));
        }
        lines.push(Line { id: cell(id), source: cell(source), target: cell(target) });
    }
    faults.dedup();
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}

/// A cell with the mark that keeps spreadsheets from calculating it; one that begins with such a mark gets its own.
fn guarded(cell: &str) -> String {
    if cell.starts_with('\'') { format!("'{cell}") } else { harmless(cell) }
}

/// A cell without the mark.
fn as_it_was(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if guarded(rest) != rest => rest.to_owned(),
        _ => cell.to_owned(),
    }
}
