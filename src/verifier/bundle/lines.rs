//! Reads a long file line by line without ever holding more than one line of it.

use std::fs::File;
use std::io::{self, BufRead, BufReader};

use sha2::{Digest, Sha256};

use crate::primitives::bytes::Hash;

/// One line, without its line feed.
#[derive(Debug, PartialEq, Eq)]
pub enum Line<'a> {
    /// A line within the limit.
    Whole(&'a [u8]),
    /// A line above the limit; its bytes were passed over.
    TooLong,
    /// Bytes after the last line feed.
    Unended,
}

/// A file's lines, and the hash of everything read.
pub struct Lines {
    file: BufReader<File>,
    limit: usize,
    line: Vec<u8>,
    hash: Sha256,
}

impl Lines {
    /// The lines of `file`, each of at most `limit` bytes.
    pub fn new(file: File, limit: usize) -> Self {
        let file = BufReader::with_capacity(1 << 16, file);
        Self { file, limit, line: Vec::new(), hash: Sha256::new() }
    }

    /// The next line, or `None` at the end.
    ///
    /// # Errors
    /// When the system fails to read.
    pub fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let (mut seen, mut too_long) = (false, false);
        loop {
            let chunk = self.file.fill_buf()?;
            if chunk.is_empty() {
                return Ok(seen.then_some(Line::Unended));
            }
            seen = true;
            let end = chunk.iter().position(|b| *b == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            too_long |= self.line.len() + part.len() > self.limit;
            if !too_long {
                self.line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.hash.update(&chunk[..used]);
            self.file.consume(used);
            if end.is_some() {
                let line = if too_long { Line::TooLong } else { Line::Whole(&self.line) };
                return Ok(Some(line));
            }
        }
    }

    /// The hash of the whole file, once every line was read.
    pub fn hash(self) -> Hash {
        self.hash.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Seek, Write};

    use super::*;
    use crate::primitives::bytes::sha256;

    #[test]
    fn a_line_above_the_limit_is_passed_over_and_the_rest_is_read() {
        let mut file = tempfile::tempfile().unwrap();
        let text = [b"short\n".as_slice(), &vec![b'x'; 200_000], b"\n\nlast"].concat();
        file.write_all(&text).unwrap();
        file.rewind().unwrap();
        let mut lines = Lines::new(file, 10);
        assert_eq!(lines.next().unwrap(), Some(Line::Whole(b"short")));
        assert_eq!(lines.next().unwrap(), Some(Line::TooLong));
        assert_eq!(lines.next().unwrap(), Some(Line::Whole(b"")));
        assert_eq!(lines.next().unwrap(), Some(Line::Unended));
        assert_eq!(lines.next().unwrap(), None);
        assert_eq!(lines.hash(), sha256(&[&text]));
    }
}
