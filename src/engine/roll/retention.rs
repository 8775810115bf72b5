//! How long anything about a resident is kept: one table, which the program carries out and prints.
//!
//! Source: COUNCIL.md 3.4, TRUST.md 3.1. A line names what is kept, why, for how long, what destroys it
//! and the test that proves it. `app/roll/retire.rs` runs over this table, the page "Your data" and
//! docs/DATA-PROTECTION.md print it.

/// From when the days of a line count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// Since it was made.
    Made,
    /// Since it was last used.
    Used,
    /// Since the request was decided.
    Decided,
    /// Since the last day it was valid, or the day it ended.
    Ended,
}

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// A request that nobody has sent.
    Draft,
    /// A photo of a paper.
    Paper,
    /// A request that was decided, with its sealed words.
    Decided,
    /// A line of the roll: sealed name and birth, area, day of the check.
    Entry,
    /// A residence card.
    Card,
    /// Who is signed in with a card.
    Session,
    /// Two entries that may be one person.
    Case,
    /// A way in without a PIN.
    Pass,
    /// An attestation: who made it and whether it was used, never for whom.
    Attestation,
    /// A message to somebody who gave an address, until it is carried.
    Message,
    /// That somebody was handed a voting letter, never which.
    Mark,
    /// That somebody follows a proposal or a work, with a sealed way to reach them.
    Follow,
    /// That somebody took part in a process, as a keyed hash.
    TookPart,
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// What.
    pub kept: Kept,
    /// Days after which it is destroyed.
    pub days: u32,
    /// From when the days count.
    pub from: From,
    /// The test that proves it.
    pub test: &'static str,
}

const fn line(kept: Kept, days: u32, from: From, test: &'static str) -> Retention {
    Retention { kept, days, from, test }
}

/// The table, in the order in which it is printed.
pub const TABLE: [Retention; 13] = [
    line(Kept::Draft, 30, From::Used, "a_draft_nobody_sends_is_forgotten"),
    line(Kept::Paper, 30, From::Made, "a_photo_goes_with_the_decision_or_after_its_days"),
    line(Kept::Decided, 60, From::Decided, "a_decided_request_is_forgotten_after_its_appeal"),
    line(Kept::Entry, 90, From::Ended, "an_entry_that_ended_is_forgotten"),
    line(Kept::Card, 90, From::Ended, "an_entry_that_ended_is_forgotten"),
    line(Kept::Session, 1, From::Made, "a_session_ends_with_its_day"),
    line(Kept::Case, 60, From::Decided, "a_decided_request_is_forgotten_after_its_appeal"),
    line(Kept::Pass, 1, From::Made, "a_pass_is_good_for_a_quarter_of_an_hour_and_once"),
    line(Kept::Attestation, 366, From::Made, "an_attestation_is_forgotten_after_its_year"),
    line(Kept::Message, 7, From::Made, "a_message_goes_or_is_given_up"),
    line(Kept::Mark, 60, From::Ended, "marks_go_when_the_vote_is_long_over"),
    line(Kept::Follow, 1, From::Ended, "following_ends_with_what_is_followed"),
    line(
        Kept::TookPart,
        800,
        From::Made,
        "k12_whoever_comes_again_is_told_apart_until_the_hashes_are_forgotten",
    ),
];

impl Kept {
    /// Its name in messages.
    pub const fn name(self) -> &'static str {
        match self {
            Kept::Draft => "draft",
            Kept::Paper => "paper",
            Kept::Decided => "decided",
            Kept::Entry => "entry",
            Kept::Card => "card",
            Kept::Session => "session",
            Kept::Case => "case",
            Kept::Pass => "pass",
            Kept::Attestation => "attestation",
            Kept::Message => "message",
            Kept::Mark => "mark",
            Kept::Follow => "follow",
            Kept::TookPart => "took-part",
        }
    }

    /// Its line of the table.
    pub fn retention(self) -> Retention {
        let found = TABLE.iter().find(|line| line.kept == self);
        *found.expect("the table has a line for each, a test reads it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_kept_has_one_line() {
        for kept in [
            Kept::Draft,
            Kept::Paper,
            Kept::Decided,
            Kept::Entry,
            Kept::Card,
            Kept::Session,
            Kept::Case,
            Kept::Pass,
            Kept::Attestation,
            Kept::Message,
            Kept::Mark,
            Kept::Follow,
            Kept::TookPart,
        ] {
            assert_eq!(TABLE.iter().filter(|line| line.kept == kept).count(), 1, "{kept:?}");
            assert!(kept.retention().days > 0);
        }
    }
}
