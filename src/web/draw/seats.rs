//! A council's seats, and the votes of a candidate beside what a seat takes.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::bar::{percent, share};
use crate::i18n::lang::Dir;

/// Seats that are drawn side by side: those of one list, or one of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bench {
    /// How many.
    pub seats: u64,
    /// Style of the fill: a theme's name, or `rest` for seats that stay empty.
    pub fill: String,
    /// The number written on each, or nothing.
    pub number: Option<u64>,
}

/// Votes of one candidate after a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Before the stage.
    pub before: u64,
    /// After it.
    pub after: u64,
    /// What a seat takes, or nothing where the rule has no such number.
    pub quota: Option<u64>,
    /// The full width, in the same unit.
    pub whole: u64,
}

const STEP: u64 = 26;
const IN_A_ROW: u64 = 12;
/// More seats than this are not drawn one by one.
const MOST: u64 = 240;

/// Draws seats in rows of twelve, in reading order. The words beside them say the same.
pub fn benches(benches: &[Bench], dir: Dir) -> String {
    let all: u64 = benches.iter().map(|bench| bench.seats).sum();
    if all > MOST {
        return String::new();
    }
    let in_a_row = all.clamp(1, IN_A_ROW);
    let (width, height) = (in_a_row * STEP, all.div_ceil(in_a_row).max(1) * STEP);
    let mut out = format!(
        "<svg class=\"fig seats\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\" focusable=\"false\">"
    );
    let seats = benches.iter().flat_map(|bench| (0..bench.seats).map(move |_| bench));
    for (place, bench) in (0_u64..).zip(seats) {
        let column = match dir {
            Dir::Ltr => place % in_a_row,
            Dir::Rtl => in_a_row - 1 - place % in_a_row,
        };
        let (left, top) = (column * STEP + 2, place / in_a_row * STEP + 2);
        let _ = write!(
            out,
            "<rect class=\"s-{}\" x=\"{left}\" y=\"{top}\" width=\"22\" height=\"22\" rx=\"7\"/>",
            bench.fill
        );
        if let Some(number) = bench.number {
            let (x, y) = (left + 11, top + 12);
            let _ = write!(out, "<text x=\"{x}\" y=\"{y}\">{number}</text>");
        }
    }
    out.push_str("</svg>");
    out
}

/// Draws votes: those that stayed full, those that came bright, those that went hatched, and a black
/// mark at what a seat takes.
pub fn standing(votes: &Standing, dir: Dir) -> String {
    let at = |start: u64, width: u64| match dir {
        Dir::Ltr => percent(start),
        Dir::Rtl => percent(10_000_u64.saturating_sub(start + width)),
    };
    let piece = |class: &str, from: u64, to: u64| {
        let (from, to) = (share(from, votes.whole), share(to, votes.whole).min(10_000));
        let width = to.saturating_sub(from);
        let (x, w) = (at(from, width), percent(width));
        format!("<rect class=\"{class}\" x=\"{x}\" width=\"{w}\" height=\"100%\"/>")
    };
    let (low, high) = (votes.before.min(votes.after), votes.before.max(votes.after));
    let moved = if votes.after >= votes.before { "s-now" } else { "s-rest" };
    let mut out = "<svg class=\"bar votes\" aria-hidden=\"true\" focusable=\"false\">".to_owned();
    out += &piece("s-done", 0, low);
    out += &piece(moved, low, high);
    if let Some(quota) = votes.quota.filter(|quota| *quota <= votes.whole) {
        let x = at(share(quota, votes.whole), 0);
        let _ = write!(
            out,
            "<rect class=\"s-limit\" x=\"{x}\" width=\"3\" height=\"100%\" transform=\"translate(-1.5 0)\"/>"
        );
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bench(seats: u64, fill: &str, number: u64) -> Bench {
        Bench { seats, fill: fill.to_owned(), number: Some(number) }
    }

    #[test]
    fn thirteen_seats_stand_in_two_rows_and_run_with_the_language() {
        let council = [bench(12, "care", 1), bench(1, "move", 2)];
        let drawn = benches(&council, Dir::Ltr);
        assert!(drawn.contains("viewBox=\"0 0 312 52\""));
        assert_eq!(drawn.matches("<rect").count(), 13);
        assert!(drawn.contains("<rect class=\"s-move\" x=\"2\" y=\"28\""));
        assert!(benches(&council, Dir::Rtl).contains("<rect class=\"s-move\" x=\"288\" y=\"28\""));
        assert!(benches(&[bench(10_000, "care", 1)], Dir::Ltr).is_empty());
    }

    /// 40 of 100 before, 60 after, a seat takes 50.
    #[test]
    fn votes_that_came_lie_behind_those_that_were_there() {
        let votes = Standing { before: 40, after: 60, quota: Some(50), whole: 100 };
        let drawn = standing(&votes, Dir::Ltr);
        assert!(drawn.contains("<rect class=\"s-done\" x=\"0.00%\" width=\"40.00%\""));
        assert!(drawn.contains("<rect class=\"s-now\" x=\"40.00%\" width=\"20.00%\""));
        assert!(drawn.contains("<rect class=\"s-limit\" x=\"50.00%\""));
        let fell = Standing { before: 60, after: 40, quota: None, whole: 100 };
        assert!(
            standing(&fell, Dir::Rtl)
                .contains("<rect class=\"s-rest\" x=\"40.00%\" width=\"20.00%\"")
        );
    }
}
