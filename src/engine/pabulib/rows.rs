//! Bytes to rows of cells: one separator between cells, RFC 4180 quotes, any line end.

use std::borrow::Cow;

use super::reader::Limits;
use super::repair::{Refusal, Repairs, What};

/// Walks through a text row by row.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    text: &'a str,
    separator: char,
    at: usize,
    /// 1-based line of the row that was read last.
    pub line: u64,
    next_line: u64,
    limits: Limits,
    told_returns: bool,
}

/// One row; plain cells borrow from the text.
pub(crate) type Row<'a> = Vec<Cow<'a, str>>;

impl<'a> Rows<'a> {
    /// Rows of a text whose cells are separated by `separator`, `;` in Pabulib and `,` elsewhere.
    pub fn new(text: &'a str, separator: char, limits: Limits) -> Self {
        Self { text, separator, at: 0, line: 0, next_line: 1, limits, told_returns: false }
    }

    /// Reads the next row that is not empty into `row`; false at the end.
    pub fn next(&mut self, row: &mut Row<'a>, repairs: &mut Repairs) -> Result<bool, Refusal> {
        loop {
            row.clear();
            if self.at >= self.text.len() {
                return Ok(false);
            }
            self.line = self.next_line;
            let rest = &self.text[self.at..];
            let end = rest.find('\n');
            let mut line = &rest[..end.unwrap_or(rest.len())];
            if line.len() > self.limits.line_bytes {
                return Err(Refusal::new(self.line, "the line is too long"));
            }
            if let Some(shorter) = line.strip_suffix('\r') {
                line = shorter;
                if !self.told_returns {
                    self.told_returns = true;
                    repairs.add(self.line, What::CarriageReturns);
                }
            }
            if end.is_none() {
                repairs.add(self.line, What::NoFinalNewline);
            }
            if line.contains('"') {
                self.quoted(row, repairs)?;
            } else {
                self.at += end.map_or(rest.len(), |end| end + 1);
                self.next_line += 1;
                row.extend(line.split(self.separator).map(Cow::Borrowed));
            }
            if row.len() > self.limits.cells {
                return Err(Refusal::new(self.line, "the row has too many cells"));
            }
            if row.len() == 1 && row[0].trim().is_empty() {
                repairs.add(self.line, What::EmptyLine);
                continue;
            }
            return Ok(true);
        }
    }

    /// A row with a quote somewhere; a quoted cell may run over several lines.
    fn quoted(&mut self, row: &mut Row<'a>, repairs: &mut Repairs) -> Result<(), Refusal> {
        let start = self.at;
        loop {
            let rest = &self.text[self.at..];
            if rest.starts_with('"') {
                row.push(Cow::Owned(self.quoted_cell(start, repairs)?));
            } else {
                let end = rest.find([self.separator, '\n']).unwrap_or(rest.len());
                self.at += end;
                row.push(Cow::Borrowed(&rest[..end]));
            }
            let rest = &self.text[self.at..];
            if rest.starts_with(self.separator) {
                self.at += 1;
                continue;
            }
            // A line end, or the end of the text.
            self.at += usize::from(rest.starts_with('\n'));
            self.next_line += 1;
            if let Some(Cow::Borrowed(last)) = row.last_mut() {
                *last = last.strip_suffix('\r').unwrap_or(last);
            }
            return Ok(());
        }
    }

    /// The cell whose opening quote stands at the present place.
    fn quoted_cell(&mut self, start: usize, repairs: &mut Repairs) -> Result<String, Refusal> {
        let mut cell = String::new();
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let Some(end) = rest.find('"') else {
                return Err(Refusal::new(self.line, "a quote is opened and never closed"));
            };
            cell.push_str(&rest[..end]);
            self.next_line += rest[..end].bytes().filter(|b| *b == b'\n').count() as u64;
            self.at += end + 1;
            if self.at - start > self.limits.line_bytes {
                return Err(Refusal::new(self.line, "the row is too long"));
            }
            let rest = &self.text[self.at..];
            if rest.starts_with('"') {
                cell.push('"');
                self.at += 1;
                continue;
            }
            let tail = &rest[..rest.find([self.separator, '\n']).unwrap_or(rest.len())];
            self.at += tail.len();
            let tail = tail.strip_suffix('\r').unwrap_or(tail);
            if !tail.is_empty() {
                repairs.add(self.line, What::AfterQuote);
                cell.push_str(tail);
            }
            return Ok(cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<(u64, Vec<String>)>, Refusal> {
        let mut repairs = Repairs::default();
        let mut rows = Rows::new(text, ';', Limits::default());
        let (mut row, mut all) = (Vec::new(), Vec::new());
        while rows.next(&mut row, &mut repairs)? {
            all.push((rows.line, row.iter().map(|cell| cell.clone().into_owned()).collect()));
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
