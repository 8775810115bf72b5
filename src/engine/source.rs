//! Lines of a stream, one at a time and within a bound, so that no file need fit into memory.

use std::io::BufRead;

/// Where a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// At a line feed, which stays in the line.
    LineFeed,
    /// At a line feed, a carriage return, or both; none of them stays in the line.
    Any,
}

/// Why the next line cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Broken {
    /// More bytes than one line may have.
    #[error("the line is too long")]
    LineTooLong,
    /// More bytes than the whole may have.
    #[error("the file is too large")]
    TooLarge,
    /// The stream failed.
    #[error("the file cannot be read: {0}")]
    Failed(String),
}

/// A stream of lines.
#[derive(Debug)]
pub(crate) struct Source<R> {
    from: R,
    ends: Ends,
    longest: usize,
    /// Bytes that may still come.
    left: usize,
    /// The last line ended with a carriage return: a line feed right behind it belongs to it.
    after_return: bool,
}

impl<R: BufRead> Source<R> {
    /// Lines of at most `longest` bytes, `most` bytes in all.
    pub fn new(from: R, ends: Ends, longest: usize, most: usize) -> Self {
        Self { from, ends, longest, left: most, after_return: false }
    }

    /// Appends the next line to `line`; false at the end. What `line` holds before counts for its
    /// bound.
    pub fn append(&mut self, line: &mut Vec<u8>) -> Result<bool, Broken> {
        let mut any = false;
        loop {
            let chunk = self.from.fill_buf().map_err(|why| Broken::Failed(why.to_string()))?;
            if chunk.is_empty() {
                return Ok(any);
            }
            if std::mem::take(&mut self.after_return) && chunk[0] == b'\n' {
                self.from.consume(1);
                self.left = self.left.checked_sub(1).ok_or(Broken::TooLarge)?;
                continue;
            }
            any = true;
            let ends = |byte: &u8| match self.ends {
                Ends::LineFeed => *byte == b'\n',
                Ends::Any => matches!(byte, b'\n' | b'\r'),
            };
            let end = chunk.iter().position(ends);
            let taken = end.map_or(chunk.len(), |end| end + 1);
            let kept = match (end, self.ends) {
                (Some(end), Ends::Any) => end,
                (Some(_), Ends::LineFeed) | (None, _) => taken,
            };
            self.left = self.left.checked_sub(taken).ok_or(Broken::TooLarge)?;
            if line.len() + kept > self.longest {
                return Err(Broken::LineTooLong);
            }
            line.extend_from_slice(&chunk[..kept]);
            self.after_return = end.is_some_and(|end| chunk[end] == b'\r');
            self.from.consume(taken);
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use proptest::prelude::*;

    use super::*;

    fn lines(text: &[u8], ends: Ends, buffer: usize) -> Result<Vec<Vec<u8>>, Broken> {
        let mut source = Source::new(BufReader::with_capacity(buffer, text), ends, 9, 1_000);
        let (mut all, mut line) = (Vec::new(), Vec::new());
        while source.append(&mut line)? {
            all.push(std::mem::take(&mut line));
        }
        Ok(all)
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        let read = lines(b"a\r\nb\rc\n\nd", Ends::Any, 3).unwrap();
        assert_eq!(read, [&b"a"[..], b"b", b"c", b"", b"d"]);
        assert_eq!(lines(b"a\r\nb", Ends::LineFeed, 3).unwrap(), [&b"a\r\n"[..], b"b"]);
    }

    #[test]
    fn bounds_hold_before_the_bytes_are_kept() {
        assert_eq!(lines(&[b'x'; 10], Ends::Any, 4).unwrap_err(), Broken::LineTooLong);
        assert_eq!(lines(&[b'\n'; 1_001], Ends::LineFeed, 4).unwrap_err(), Broken::TooLarge);
    }

    proptest! {
        /// However the stream is cut into pieces, the lines are the same.
        #[test]
        fn the_size_of_the_buffer_changes_nothing(
            text in prop::collection::vec(prop::sample::select(&b"ab\r\n"[..]), 0..60), buffer in 1_usize..9,
        ) {
            for ends in [Ends::Any, Ends::LineFeed] {
                prop_assert_eq!(lines(&text, ends, buffer), lines(&text, ends, 100));
            }
        }
    }
}
