//! The report: one line per check, then what may be concluded and what may not.

mod conclusion;
mod json;
mod words;

mod ar;
mod en;
mod fr;
mod pt;

use std::fmt::Write as _;

use crate::finding::{Check, Notice, Status, Verdict};
use conclusion::Conclusion;
pub use words::Language;
use words::Words;

/// Everything the checks said about one bundle.
#[derive(Debug)]
pub struct Report {
    /// The bundle's folder, as the user named it.
    pub bundle: String,
    /// The verdicts, V01 to V20.
    pub verdicts: Vec<Verdict>,
}

impl Report {
    /// 0: every check ran and agreed; 1: a finding; 2: none disagreed, but one could not run.
    pub fn exit_code(&self) -> u8 {
        let any = |status| self.verdicts.iter().any(|verdict| verdict.status() == status);
        if any(Status::Found) {
            1
        } else if any(Status::Blocked) {
            2
        } else {
            0
        }
    }

    /// The codes of the checks that found something.
    pub fn found(&self) -> Vec<Check> {
        self.with(Status::Found)
    }

    /// The codes of the checks that could not run.
    pub fn blocked(&self) -> Vec<Check> {
        self.with(Status::Blocked)
    }

    fn with(&self, status: Status) -> Vec<Check> {
        let of_status = self.verdicts.iter().filter(|verdict| verdict.status() == status);
        of_status.map(|verdict| verdict.check).collect()
    }

    /// How one check ended.
    pub fn status(&self, check: Check) -> Status {
        let of_check = self.verdicts.iter().find(|verdict| verdict.check == check);
        of_check.map_or(Status::NotAsked, Verdict::status)
    }

    /// The report as a person reads it.
    pub fn text(&self, language: Language) -> String {
        let words = language.words();
        let mut text = format!("{}: {}\n\n", words.bundle(), self.bundle);
        for verdict in &self.verdicts {
            write_verdict(verdict, words, &mut text);
        }
        let (can, cannot) = Conclusion::sort(self);
        write_list(words.can_conclude(), can.iter().map(|c| words.conclusion(*c)), &mut text);
        write_list(words.cannot_conclude(), cannot.iter().map(|c| words.conclusion(*c)), &mut text);
        text.push('\n');
        text.push_str(words.summary(self.exit_code()));
        text.push('\n');
        text
    }

    /// The report as a program reads it.
    pub fn json(&self) -> String {
        json::write(self)
    }

    fn nobody_watched(&self) -> bool {
        self.verdicts.iter().any(|verdict| verdict.notices.contains(&Notice::NobodyWatched))
    }
}

/// A string takes every text.
const TAKES: &str = "a string takes every text";

fn write_verdict(verdict: &Verdict, words: &dyn Words, text: &mut String) {
    let (code, title) = (verdict.check.code(), words.title(verdict.check));
    let status = words.status(verdict.status());
    writeln!(text, "{code}  {status:<16}{title}").expect(TAKES);
    for finding in &verdict.findings {
        let place = words.place(&finding.place);
        let colon = if place.is_empty() { "" } else { ": " };
        writeln!(text, "       - {place}{colon}{}", words.fault(&finding.fault)).expect(TAKES);
    }
    let more = verdict.found.saturating_sub(verdict.findings.len() as u64);
    if more > 0 {
        writeln!(text, "       - {}", words.more(more)).expect(TAKES);
    }
    for reason in &verdict.blocked {
        writeln!(text, "       ? {}", words.blocked(reason)).expect(TAKES);
    }
    for notice in verdict.notices.iter().filter(|notice| **notice != Notice::NoSlip) {
        writeln!(text, "       · {}", words.notice(notice)).expect(TAKES);
    }
}

fn write_list(title: &str, lines: impl Iterator<Item = &'static str>, text: &mut String) {
    let lines: Vec<&str> = lines.collect();
    if lines.is_empty() {
        return;
    }
    writeln!(text, "\n{title}").expect(TAKES);
    for line in lines {
        writeln!(text, "  - {line}").expect(TAKES);
    }
}
