//! The phrase that an officer types, so that nobody opens, counts or publishes by a slip.

use morada_engine::ids::ElectionId;

/// What is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Opening the ballot.
    Open,
    /// Counting it.
    Count,
    /// Publishing the result.
    Publish,
    /// Publishing a notice about it.
    Notice,
}

/// The phrase for a deed in a process: `OPEN 2026`, or its whole name where no number ends it.
pub fn of(deed: Deed, process: &ElectionId) -> String {
    let word = match deed {
        Deed::Open => "OPEN",
        Deed::Count => "COUNT",
        Deed::Publish => "PUBLISH",
        Deed::Notice => "NOTICE",
    };
    let last = process.as_str().rsplit('-').next().unwrap_or_default();
    let year = last.len() == 4 && last.bytes().all(|b| b.is_ascii_digit());
    format!("{word} {}", if year { last } else { process.as_str() })
}

/// Whether the phrase was typed; case and spaces around do not matter.
pub fn fits(typed: &str, phrase: &str) -> bool {
    let words =
        |text: &str| text.split_whitespace().map(str::to_uppercase).collect::<Vec<_>>().join(" ");
    words(typed) == words(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phrase_names_the_deed_and_the_year() {
        let process = ElectionId::parse("lisboa-op-2026").unwrap();
        assert_eq!(of(Deed::Open, &process), "OPEN 2026");
        let district = ElectionId::parse("marvila-2").unwrap();
        assert_eq!(of(Deed::Count, &district), "COUNT marvila-2");
        assert!(fits("  open   2026", "OPEN 2026"));
        assert!(!fits("OPEN 2025", "OPEN 2026"));
        assert!(!fits("", "OPEN 2026"));
    }
}
