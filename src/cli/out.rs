//! Writing to standard output, which whoever reads it may close at any time.

use std::io::{self, Write as _};

/// Prints `text`. A reader who has seen enough (`| head`) is no failure.
///
/// # Errors
/// Anything else that keeps the text from being written: a full disk, say.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(closed) if closed.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
