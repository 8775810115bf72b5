//! XLIFF: 1.2 is written, 1.2 and 2.x are read. No entity but the five of XML is ever resolved.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{FileFault, Line, PARTS, id_of, part_of};
use crate::app::translation::queue::{Queue, State, Unit};

/// The most names inside each other.
const DEEPEST: usize = 32;

/// A queue as XLIFF 1.2, one `<file>` per language of the originals.
pub fn write(queue: &Queue, original: &str) -> String {
    let mut by_source: BTreeMap<&str, Vec<&Unit>> = BTreeMap::new();
    for unit in &queue.units {
        by_source.entry(&unit.source.language).or_default().push(unit);
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n",
    );
    for (language, units) in by_source {
        let _ = writeln!(
            out,
            "<file original=\"{}\" source-language=\"{}\" target-language=\"{}\" datatype=\"plaintext\"><body>",
            escape(original),
            escape(language),
            escape(queue.language.as_str())
        );
        for unit in units {
            for part in PARTS.iter().filter(|part| !part_of(&unit.source, part).is_empty()) {
                write_unit(&mut out, unit, part);
            }
        }
        out.push_str("</body></file>\n");
    }
    out.push_str("</xliff>\n");
    out
}

fn write_unit(out: &mut String, unit: &Unit, part: &str) {
    let state = match unit.state() {
        State::New => "new",
        State::Draft | State::OutOfDate => "needs-translation",
        State::ByPerson => "needs-review-translation",
        State::Checked => "final",
    };
    let target = unit.target.as_ref().map_or("", |text| part_of(text, part));
    let _ = writeln!(
        out,
        "<trans-unit id=\"{}\"><source>{}</source><target state=\"{state}\">{}</target></trans-unit>",
        escape(id_of(unit, part)),
        escape(part_of(&unit.source, part)),
        escape(target)
    );
}

/// The lines of an XLIFF whose translations are into `language`.
///
/// # Errors
/// Every fault that can be named; the first that ends the reading.
pub fn read(text: &str, language: &str) -> Result<Vec<Line>, Vec<FileFault>> {
    let mut reader = Reader::from_str(text);
    let mut reading = Reading { language, ..Reading::default() };
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => reading.take(event)?,
            Err(error) => return Err(vec![FileFault::Unreadable(error.to_string())]),
        }
    }
    if reading.depth > 0 || !reading.is_xliff {
        return Err(vec![FileFault::Unreadable("this is no whole XLIFF".to_owned())]);
    }
    if reading.faults.is_empty() { Ok(reading.lines) } else { Err(reading.faults) }
}

/// Where in a file the reader is.
#[derive(Default)]
struct Reading<'a> {
    language: &'a str,
    is_xliff: bool,
    depth: usize,
    /// The text that is open: its name, original and translation so far.
    open: Option<Line>,
    /// Which of the two is being read.
    side: Option<Side>,
    lines: Vec<Line>,
    faults: Vec<FileFault>,
}

#[derive(Clone, Copy)]
enum Side {
    Source,
    Target,
}

impl Reading<'_> {
    fn take(&mut self, event: Event<'_>) -> Result<(), Vec<FileFault>> {
        match event {
            Event::Start(start) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(vec![FileFault::Unreadable("too deep".to_owned())]);
                }
                self.begin(&start)?;
            }
            Event::Empty(start) => {
                self.begin(&start)?;
                self.end(start.local_name().as_ref());
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(end.local_name().as_ref());
            }
            Event::Text(words) => self.say(&words.xml10_content()),
            Event::CData(words) => self.say(&words.xml10_content()),
            Event::GeneralRef(reference) => {
                let sign = resolve(&reference)?;
                self.say(sign.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(vec![FileFault::DocumentType]),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn begin(&mut self, start: &BytesStart<'_>) -> Result<(), Vec<FileFault>> {
        let attribute = |name: &str| -> Result<Option<String>, Vec<FileFault>> {
            let unreadable = |e: &dyn std::fmt::Display| vec![FileFault::Unreadable(e.to_string())];
            let Some(found) = start.try_get_attribute(name).map_err(|e| unreadable(&e))? else {
                return Ok(None);
            };
            let value = found.normalized_value(quick_xml::XmlVersion::Explicit1_0);
            Ok(Some(value.map_err(|e| unreadable(&e))?.into_owned()))
        };
        match start.local_name().as_ref() {
            "xliff" => {
                self.is_xliff = true;
                self.speaks(attribute("trgLang")?);
            }
            "file" => self.speaks(attribute("target-language")?),
            "trans-unit" | "unit" => {
                let id = attribute("id")?.unwrap_or_default();
                self.open = Some(Line { id, source: String::new(), target: String::new() });
            }
            "source" if self.open.is_some() => self.side = Some(Side::Source),
            "target" if self.open.is_some() => self.side = Some(Side::Target),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "trans-unit" | "unit" => self.lines.extend(self.open.take()),
            "source" | "target" => self.side = None,
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        if let (Some(line), Some(side)) = (&mut self.open, self.side) {
            match side {
                Side::Source => line.source.push_str(words),
                Side::Target => line.target.push_str(words),
            }
        }
    }

    fn speaks(&mut self, language: Option<String>) {
        if let Some(other) = language.filter(|found| found != self.language) {
            self.faults.push(FileFault::OtherLanguage(other));
        }
    }
}

/// One of the five signs that XML itself names, or a sign by its number. Nothing that a file declares.
fn resolve(reference: &BytesRef<'_>) -> Result<char, Vec<FileFault>> {
    let unknown = || vec![FileFault::Unreadable(format!("&{};", &**reference))];
    match &**reference {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => reference.resolve_char_ref().ok().flatten().ok_or_else(unknown),
    }
}
