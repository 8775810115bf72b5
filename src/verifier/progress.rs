//! Tells a waiting person how far the reading is; says nothing to a file or a pipe.

use std::io::{IsTerminal, Write, stderr};

/// How often a line is rewritten, in steps.
const EVERY: u64 = 20_000;

/// Where progress is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nowhere.
    Silent,
    /// On the terminal.
    Terminal,
}

impl Progress {
    /// On the terminal, if standard error is one.
    pub fn on_terminal() -> Self {
        if stderr().is_terminal() { Self::Terminal } else { Self::Silent }
    }

    /// Tells that step `at` of `what` is done.
    pub fn step(self, what: &str, at: u64) {
        if self == Self::Terminal && at > 0 && at.is_multiple_of(EVERY) {
            // A terminal that cannot be written to is no reason to stop checking.
            let _ = write!(stderr(), "\r{what}: {at}\x1b[K");
        }
    }

    /// Clears the line.
    pub fn done(self) {
        if self == Self::Terminal {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }
}
