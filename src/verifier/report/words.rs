//! The languages of the report. A language says everything or does not compile.

use super::conclusion::Conclusion;
use super::{ar, en, fr, pt};
use crate::finding::{Blocked, Check, Fault, Notice, Place, Quantity, Status};

/// A language of the report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Portuguese.
    Pt,
    /// French.
    Fr,
    /// Arabic.
    Ar,
}

impl Language {
    /// Its words.
    pub(super) fn words(self) -> &'static dyn Words {
        match self {
            Self::En => &en::English,
            Self::Pt => &pt::Portuguese,
            Self::Fr => &fr::French,
            Self::Ar => &ar::Arabic,
        }
    }
}

/// Everything the report says, in one language.
pub(super) trait Words {
    /// The word before the bundle's folder.
    fn bundle(&self) -> &'static str;
    /// What a check asks, in a few words.
    fn title(&self, check: Check) -> &'static str;
    /// How a check ended.
    fn status(&self, status: Status) -> &'static str;
    /// That there are more findings than are shown.
    fn more(&self, count: u64) -> String;
    /// The parts of a place: contest, file, line, leaf, member.
    fn place_part(&self, part: PlacePart<'_>) -> String;
    /// What disagrees.
    fn fault(&self, fault: &Fault) -> String;
    /// The name of a number.
    fn quantity(&self, quantity: Quantity) -> &'static str;
    /// Why a check could not run.
    fn blocked(&self, reason: &Blocked) -> String;
    /// What a reader must know.
    fn notice(&self, notice: &Notice) -> String;
    /// The line above the conclusions that may be drawn.
    fn can_conclude(&self) -> &'static str;
    /// The line above those that may not.
    fn cannot_conclude(&self) -> &'static str;
    /// A conclusion.
    fn conclusion(&self, conclusion: Conclusion) -> &'static str;
    /// The last line, by exit code.
    fn summary(&self, exit: u8) -> &'static str;

    /// Where a finding is.
    fn place(&self, place: &Place) -> String {
        let parts = [
            place.contest.as_deref().map(|id| self.place_part(PlacePart::Contest(id))),
            place.file.clone(),
            place.line.map(|line| self.place_part(PlacePart::Line(line))),
            place.leaf.map(|leaf| self.place_part(PlacePart::Leaf(leaf))),
            place.member.clone(),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A part of a place that has a word of its own.
pub(super) enum PlacePart<'a> {
    /// A contest.
    Contest(&'a str),
    /// A line of a file.
    Line(u64),
    /// A leaf of the ledger.
    Leaf(u64),
}
