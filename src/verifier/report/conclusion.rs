//! What a reader may conclude, given which checks passed (PROTOCOL.md 2.7, the table of Stage A).

use super::Report;
use crate::finding::{Check, Status};

/// One thing a reader may or may not conclude.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// Nothing was changed or removed after each checkpoint.
    Unchanged,
    /// Outside witnesses saw the same ledger.
    Witnessed,
    /// Every ballot was signed by a key of the published list.
    ListedKeys,
    /// The last vote of each key counts, once.
    LastVotes,
    /// Not more ballots than letters.
    NotMoreThanLetters,
    /// The published ballots are those committed.
    SameBallots,
    /// The result follows from the published ballots.
    ResultFollows,
    /// No figure of a small group is published.
    SmallGroupsKept,
    /// That the server kept what the resident chose on the screen.
    ChosenOnScreen,
    /// That each letter went to a different person who may vote.
    LettersToPeople,
    /// That nobody voted under pressure.
    Freedom,
}

impl Conclusion {
    /// Every conclusion with the checks that must have passed; none is ever enough for the last.
    const RULES: [(Self, &'static [Check]); 8] = {
        use Check::{V01, V02, V03, V04, V05, V06, V07, V08, V09, V10, V11, V12, V13, V14};
        use Check::{V15, V16, V17, V18, V19};
        [
            (Self::Unchanged, &[V01, V02, V03, V04, V06, V07]),
            (Self::Witnessed, &[V03, V04, V05]),
            (Self::ListedKeys, &[V03, V07, V08, V09]),
            (Self::LastVotes, &[V03, V07, V10, V11]),
            (Self::NotMoreThanLetters, &[V07, V09, V10, V12]),
            (Self::SameBallots, &[V03, V10, V13, V14]),
            (Self::ResultFollows, &[V07, V13, V15, V16, V17, V18]),
            (Self::SmallGroupsKept, &[V19]),
        ]
    };
    const NEVER: [Self; 3] = [Self::ChosenOnScreen, Self::LettersToPeople, Self::Freedom];

    /// Sorts the conclusions into those that may be drawn and those that may not.
    pub fn sort(report: &Report) -> (Vec<Self>, Vec<Self>) {
        let passed = |check: &Check| report.status(*check) == Status::Passed;
        let (can, cannot): (Vec<_>, Vec<_>) =
            Self::RULES.into_iter().partition(|(conclusion, needed)| {
                let watched = *conclusion != Self::Witnessed || !report.nobody_watched();
                watched && needed.iter().all(passed)
            });
        let can = can.into_iter().map(|(name, _)| name).collect();
        (can, cannot.into_iter().map(|(name, _)| name).chain(Self::NEVER).collect())
    }

    /// A stable name for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Witnessed => "witnessed",
            Self::ListedKeys => "listed_keys",
            Self::LastVotes => "last_votes",
            Self::NotMoreThanLetters => "not_more_than_letters",
            Self::SameBallots => "same_ballots",
            Self::ResultFollows => "result_follows",
            Self::SmallGroupsKept => "small_groups_kept",
            Self::ChosenOnScreen => "chosen_on_screen",
            Self::LettersToPeople => "letters_to_people",
            Self::Freedom => "freedom",
        }
    }
}
