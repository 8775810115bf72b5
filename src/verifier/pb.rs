//! A small reader of the Pabulib format: three tables of `;`-separated fields (pabulib.org/format).
//!
//! Liberal where the format is (byte order mark, CRLF, the case of titles), so that an export made
//! by any program can be compared.

/// The tables of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Facts about the vote.
    Meta,
    /// The options.
    Projects,
    /// The ballots.
    Votes,
}

/// Reads a file line by line.
#[derive(Debug, Default)]
pub struct Reader {
    table: Option<Table>,
    header: Vec<String>,
    header_comes: bool,
}

/// One line of a table.
#[derive(Debug)]
pub struct Row<'r> {
    /// Its table.
    pub table: Table,
    header: &'r [String],
    fields: Vec<String>,
}

impl Row<'_> {
    /// The field of a column; empty when the column is missing.
    pub fn get(&self, column: &str) -> &str {
        let at = self.header.iter().position(|name| name == column);
        at.and_then(|at| self.fields.get(at)).map_or("", String::as_str)
    }
}

impl Reader {
    /// Takes the next line; gives a row when it is one.
    ///
    /// # Errors
    /// When the line cannot stand here.
    pub fn take(&mut self, line: &[u8]) -> Result<Option<Row<'_>>, ()> {
        let line = std::str::from_utf8(line).map_err(|_| ())?;
        let line = line.trim_start_matches('\u{feff}').trim_end_matches('\r');
        let title = match line.trim().to_ascii_uppercase().as_str() {
            "META" => Some(Table::Meta),
            "PROJECTS" => Some(Table::Projects),
            "VOTES" => Some(Table::Votes),
            _ => None,
        };
        let next = match self.table {
            None => Table::Meta,
            Some(Table::Meta) => Table::Projects,
            Some(Table::Projects | Table::Votes) => Table::Votes,
        };
        if let Some(title) = title.filter(|title| *title == next && self.table != Some(next)) {
            self.table = Some(title);
            self.header_comes = true;
            return Ok(None);
        }
        let Some(table) = self.table else {
            return if line.trim().is_empty() { Ok(None) } else { Err(()) };
        };
        if line.trim().is_empty() {
            return Ok(None);
        }
        let fields = split(line).ok_or(())?;
        if self.header_comes {
            self.header = fields.into_iter().map(|name| name.to_ascii_lowercase()).collect();
            self.header_comes = false;
            return Ok(None);
        }
        if fields.len() > self.header.len() {
            return Err(());
        }
        Ok(Some(Row { table, header: &self.header, fields }))
    }

    /// Whether all three tables were seen.
    pub fn is_complete(&self) -> bool {
        self.table == Some(Table::Votes) && !self.header_comes
    }
}

/// Splits a line at `;`; a field may be quoted, with `""` for a quote (RFC 4180).
fn split(line: &str) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let trimmed = rest.trim_start();
        if let Some(mut quoted) = trimmed.strip_prefix('"') {
            let mut field = String::new();
            loop {
                let end = quoted.find('"')?;
                field.push_str(&quoted[..end]);
                quoted = &quoted[end + 1..];
                match quoted.strip_prefix('"') {
                    Some(more) => {
                        field.push('"');
                        quoted = more;
                    }
                    None => break,
                }
            }
            fields.push(field);
            match quoted.trim_start().strip_prefix(';') {
                Some(next) => rest = next,
                None => return quoted.trim().is_empty().then_some(fields),
            }
        } else {
            let Some((field, next)) = rest.split_once(';') else {
                fields.push(rest.trim().to_owned());
                return Some(fields);
            };
            fields.push(field.trim().to_owned());
            rest = next;
        }
    }
}

/// An amount in minor units: `1331751.11` with exponent 2 is 133175111.
pub fn amount(text: &str, exponent: u64) -> Option<u64> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let exponent = usize::try_from(exponent).ok()?;
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let (kept, beyond) = fraction.split_at(fraction.len().min(exponent));
    if beyond.bytes().any(|b| b != b'0') {
        return None;
    }
    format!("{whole}{kept:0<exponent$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_three_tables() {
        let file = "META\r\nkey;value\r\nbudget;100.50\r\nPROJECTS\r\nproject_id;cost;name\r\n1;60;\"a; \"\"b\"\"\"\r\nVOTES\r\nvoter_id;vote\r\n7;1,2\r\n8;\r\n";
        let mut reader = Reader::default();
        let mut seen = Vec::new();
        for line in file.lines() {
            if let Some(row) = reader.take(line.as_bytes()).unwrap() {
                seen.push((
                    row.table,
                    row.get("value").to_owned() + row.get("name") + row.get("vote"),
                ));
            }
        }
        assert!(reader.is_complete());
        let texts: Vec<&str> = seen.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["100.50", "a; \"b\"", "1,2", ""]);
        assert_eq!(amount("100.5", 2), Some(10050));
        assert_eq!(amount("100.505", 2), None);
        assert_eq!(amount("100", 0), Some(100));
    }
}
