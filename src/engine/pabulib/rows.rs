//! Bytes to rows of cells: one separator between cells, RFC 4180 quotes, any line end.

use std::io::BufRead;

use super::reader::Limits;
use super::repair::{Refusal, Repairs, What};
use crate::source::{Broken, Ends, Source};

/// Walks through a stream row by row; never more than one row is in memory.
#[derive(Debug)]
pub(crate) struct Rows<R> {
    source: Source<R>,
    separator: u8,
    /// The lines of the row at hand, as they came.
    raw: Vec<u8>,
    /// 1-based line of the row that was read last.
    pub line: u64,
    next_line: u64,
    limits: Limits,
    told_returns: bool,
}

/// One row: its cells in one piece of memory, without their quotes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    text: String,
    cells: Vec<(usize, usize)>,
}

impl Row {
    /// The cell at `at`.
    pub fn get(&self, at: usize) -> Option<&str> {
        let (start, end) = *self.cells.get(at)?;
        self.text.get(start..end)
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Every cell.
    pub fn iter(&self) -> impl Iterator<Item = &str> + '_ {
        self.cells.iter().map(|(start, end)| &self.text[*start..*end])
    }

    /// Takes the cells of a line without quotes.
    fn split(&mut self, line: &str, separator: u8) {
        self.text.clear();
        self.cells.clear();
        self.text.push_str(line);
        let mut start = 0;
        for (at, byte) in line.bytes().enumerate() {
            if byte == separator {
                self.cells.push((start, at));
                start = at + 1;
            }
        }
        self.cells.push((start, line.len()));
    }
}

impl<R: BufRead> Rows<R> {
    /// Rows of a text whose cells are separated by `separator`, `;` in Pabulib and `,` elsewhere.
    pub fn new(from: R, separator: u8, limits: Limits) -> Self {
        // A line end is no part of a line, and a row of the allowed length may have one of two bytes.
        let source = Source::new(from, Ends::LineFeed, limits.line_bytes + 2, limits.bytes);
        let raw = Vec::new();
        Self { source, separator, raw, line: 0, next_line: 1, limits, told_returns: false }
    }

    /// Reads the next row that is not empty into `row`; false at the end.
    pub fn next(&mut self, row: &mut Row, repairs: &mut Repairs) -> Result<bool, Refusal> {
        loop {
            self.raw.clear();
            let line = self.next_line;
            if !self.more()? {
                return Ok(false);
            }
            self.line = line;
            if self.line == 1 && self.raw.starts_with(BYTE_ORDER_MARK) {
                repairs.add(1, What::ByteOrderMark);
                self.raw.drain(..BYTE_ORDER_MARK.len());
            }
            if self.raw.contains(&b'"') {
                self.quoted(row, repairs)?;
            } else {
                self.tell_of_end(repairs);
                row.split(without_end(text(&self.raw, self.line)?), self.separator);
            }
            if row.len() > self.limits.cells {
                return Err(Refusal::new(self.line, "the row has too many cells"));
            }
            if row.len() == 1 && row.get(0).is_some_and(|cell| cell.trim().is_empty()) {
                repairs.add(self.line, What::EmptyLine);
                continue;
            }
            return Ok(true);
        }
    }

    /// Appends one more line to the row at hand.
    fn more(&mut self) -> Result<bool, Refusal> {
        let begun = !self.raw.is_empty();
        let more = self.source.append(&mut self.raw).map_err(|broken| match broken {
            Broken::LineTooLong if begun => Refusal::new(self.line, "the row is too long"),
            Broken::LineTooLong | Broken::TooLarge | Broken::Failed(_) => {
                Refusal::new(self.next_line, broken.to_string())
            }
        })?;
        self.next_line += u64::from(more);
        Ok(more)
    }

    /// Tells once of carriage returns, and of a last line without an end.
    fn tell_of_end(&mut self, repairs: &mut Repairs) {
        let line = self.raw.strip_suffix(b"\n");
        let returns = line.unwrap_or(&self.raw).ends_with(b"\r");
        if returns && !std::mem::replace(&mut self.told_returns, true) {
            repairs.add(self.line, What::CarriageReturns);
        }
        if line.is_none() {
            repairs.add(self.line, What::NoFinalNewline);
        }
    }

    /// A row with a quote somewhere; a quoted cell may run over several lines.
    fn quoted(&mut self, row: &mut Row, repairs: &mut Repairs) -> Result<(), Refusal> {
        row.text.clear();
        row.cells.clear();
        let mut at = 0;
        loop {
            let start = row.text.len();
            if self.raw[at..].starts_with(b"\"") {
                at = self.quoted_cell(at + 1, row)?;
            }
            // A plain cell, or what stands behind a closing quote.
            let ends = |byte: &u8| *byte == self.separator || *byte == b'\n';
            let end = self.raw[at..].iter().position(ends).map_or(self.raw.len(), |end| at + end);
            let plain = text(&self.raw[at..end], self.next_line - 1)?;
            let last = self.raw.get(end).is_none_or(|byte| *byte == b'\n');
            let plain = if last { plain.strip_suffix('\r').unwrap_or(plain) } else { plain };
            if !plain.is_empty() && row.text.len() > start {
                repairs.add(self.line, What::AfterQuote);
            }
            row.text.push_str(plain);
            row.cells.push((start, row.text.len()));
            if last {
                self.tell_of_end(repairs);
                return Ok(());
            }
            at = end + 1;
        }
    }

    /// The cell that begins at `at`, behind its opening quote; returns where it ends, behind its
    /// closing one.
    fn quoted_cell(&mut self, mut at: usize, row: &mut Row) -> Result<usize, Refusal> {
        loop {
            let Some(end) = self.raw[at..].iter().position(|byte| *byte == b'"') else {
                if self.more()? {
                    continue;
                }
                return Err(Refusal::new(self.line, "a quote is opened and never closed"));
            };
            row.text.push_str(text(&self.raw[at..at + end], self.next_line - 1)?);
            at += end + 1;
            if self.raw.get(at) != Some(&b'"') {
                return Ok(at);
            }
            row.text.push('"');
            at += 1;
        }
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

fn text(bytes: &[u8], line: u64) -> Result<&str, Refusal> {
    std::str::from_utf8(bytes).map_err(|_| Refusal::new(line, "the file is not UTF-8 text"))
}

/// A line without its end.
fn without_end(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<(u64, Vec<String>)>, Refusal> {
        let mut repairs = Repairs::default();
        let mut rows = Rows::new(text.as_bytes(), b';', Limits::default());
        let (mut row, mut all) = (Row::default(), Vec::new());
        while rows.next(&mut row, &mut repairs)? {
            all.push((rows.line, row.iter().map(str::to_owned).collect()));
        }
        Ok(all)
    }

    #[test]
    fn quotes_protect_semicolons_quotes_and_line_ends() {
        let text = "a;\"b; \"\"c\"\"\";d\r\n\"two\nlines\";e\n\nf";
        let read = rows(text).unwrap();
        let lines: Vec<u64> = read.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 5]);
        assert_eq!(read[0].1, ["a", "b; \"c\"", "d"]);
        assert_eq!(read[1].1, ["two\nlines", "e"]);
        assert_eq!(read[2].1, ["f"]);
    }

    #[test]
    fn a_quote_inside_a_plain_cell_is_a_letter() {
        assert_eq!(rows("a \"b\";c\n").unwrap()[0].1, ["a \"b\"", "c"]);
        assert_eq!(rows("\"a\"b;c\r\n").unwrap()[0].1, ["ab", "c"]);
        assert_eq!(rows("\"a\";\n").unwrap()[0].1, ["a", ""]);
    }

    #[test]
    fn an_open_quote_is_refused_with_its_line() {
        assert_eq!(rows("a\nb;\"c\nd").unwrap_err().line, 2);
    }
}
