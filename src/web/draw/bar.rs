//! Bars: how a budget is spent, step by step or by one person, and how many chose a project.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::i18n::lang::Dir;

/// A bar of money: what is spent, in pieces, and where the money ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// The pieces, in reading order.
    pub pieces: Vec<Piece>,
    /// The money there is, in the same unit as the pieces.
    pub whole: u64,
}

/// One piece of a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// How much it takes.
    pub size: u64,
    /// Style of the fill: a theme's name, `done` or `now`.
    pub fill: String,
    /// The number written on it, or nothing.
    pub number: Option<u32>,
}

/// How many people chose a project, beside the most chosen one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// Votes of this project.
    pub votes: u64,
    /// Votes of the most chosen project.
    pub most: u64,
    /// Whether it will be built.
    pub funded: bool,
}

/// A share of the width in hundredths of a percent; whole numbers, so that equal bars have equal bytes.
pub(super) fn share(part: u64, whole: u64) -> u64 {
    let scaled = u128::from(part) * 10_000 / u128::from(whole.max(1));
    u64::try_from(scaled).unwrap_or(10_000)
}

/// Hundredths of a percent as an attribute's value.
pub(super) fn percent(hundredths: u64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// Draws a bar with a label already escaped. Money beyond the end is hatched behind a black mark.
pub fn draw(bar: &Bar, label: &str, dir: Dir) -> String {
    let spent: u64 = bar.pieces.iter().map(|piece| piece.size).sum();
    let over = spent > bar.whole;
    let full = spent.max(bar.whole);
    let at = |start: u64, width: u64| match dir {
        Dir::Ltr => percent(start),
        Dir::Rtl => percent(10_000_u64.saturating_sub(start + width)),
    };
    let class = if over { "bar bar--over" } else { "bar" };
    let mut out = format!(
        "<svg class=\"{class}\" role=\"img\" aria-label=\"{label}\">\
         <rect class=\"s-rest\" width=\"100%\" height=\"100%\"/>"
    );
    let (mut sum, mut marks) = (0_u64, String::new());
    for piece in &bar.pieces {
        let start = share(sum, full);
        sum += piece.size;
        let width = share(sum, full).saturating_sub(start);
        let (x, w) = (at(start, width), percent(width));
        let _ = write!(
            out,
            "<rect class=\"s-{}\" x=\"{x}\" width=\"{w}\" height=\"100%\"/>",
            piece.fill
        );
        if start > 0 {
            let x = at(start, 0);
            let _ = write!(
                marks,
                "<rect class=\"s-gap\" x=\"{x}\" width=\"2\" height=\"100%\" transform=\"translate(-1 0)\"/>"
            );
        }
        if let Some(number) = piece.number.filter(|n| fits(*n, width)) {
            let middle = at(start + width / 2, 0);
            let _ = write!(marks, "<text x=\"{middle}\" y=\"52%\">{number}</text>");
        }
    }
    out.push_str(&marks);
    if over {
        let start = share(bar.whole, full);
        let (x, w, limit) = (at(start, 10_000 - start), percent(10_000 - start), at(start, 0));
        let _ = write!(
            out,
            "<rect class=\"s-beyond\" x=\"{x}\" width=\"{w}\" height=\"100%\"/>\
             <rect class=\"s-limit\" x=\"{limit}\" y=\"-20%\" width=\"4\" height=\"140%\" transform=\"translate(-2 0)\"/>"
        );
    }
    out.push_str("</svg>");
    out
}

/// A number is left out where it does not fit: one digit wants 3.2 % of the width, two want 5.6 %.
fn fits(number: u32, width: u64) -> bool {
    width
        >= match number {
            0..=9 => 320,
            10..=99 => 560,
            _ => 800,
        }
}

/// Draws how many chose a project. The number stands beside it in words.
pub fn support(support: &Support, dir: Dir) -> String {
    let width = share(support.votes, support.most);
    let class = if support.funded { "b1" } else { "b2" };
    let x = match dir {
        Dir::Ltr => 0,
        Dir::Rtl => 10_000_u64.saturating_sub(width),
    };
    format!(
        "<svg class=\"sup\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"b0\" width=\"100%\" height=\"100%\" rx=\"3\"/>\
         <rect class=\"{class}\" x=\"{}\" width=\"{}\" height=\"100%\" rx=\"3\"/></svg>",
        percent(x),
        percent(width)
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn piece(size: u64, fill: &str, number: u32) -> Piece {
        Piece { size, fill: fill.to_owned(), number: Some(number) }
    }

    /// 150 and 85 of 500: the first takes 30 %, the second the next 17 %.
    #[test]
    fn pieces_lie_side_by_side_from_the_start_of_the_line() {
        let bar = Bar { pieces: vec![piece(150, "memory", 1), piece(85, "nature", 2)], whole: 500 };
        let drawn = draw(&bar, "label", Dir::Ltr);
        assert!(drawn.contains("<rect class=\"s-memory\" x=\"0.00%\" width=\"30.00%\""));
        assert!(drawn.contains("<rect class=\"s-nature\" x=\"30.00%\" width=\"17.00%\""));
        assert!(drawn.contains("<text x=\"15.00%\" y=\"52%\">1</text>"));
    }

    #[test]
    fn in_arabic_the_first_piece_lies_at_the_right() {
        let bar = Bar { pieces: vec![piece(150, "memory", 1), piece(85, "nature", 2)], whole: 500 };
        let drawn = draw(&bar, "label", Dir::Rtl);
        assert!(drawn.contains("<rect class=\"s-memory\" x=\"70.00%\" width=\"30.00%\""));
        assert!(drawn.contains("<rect class=\"s-nature\" x=\"53.00%\" width=\"17.00%\""));
        assert!(drawn.contains("<text x=\"85.00%\" y=\"52%\">1</text>"));
    }

    /// 547 of 500: the bar shows 547, and the money ends at 91.40 %.
    #[test]
    fn what_is_too_much_lies_hatched_behind_a_mark() {
        let bar = Bar { pieces: vec![piece(547, "care", 11)], whole: 500 };
        let drawn = draw(&bar, "label", Dir::Ltr);
        assert!(drawn.contains("bar--over"));
        assert!(drawn.contains("<rect class=\"s-beyond\" x=\"91.40%\" width=\"8.60%\""));
    }

    #[test]
    fn a_number_that_does_not_fit_is_left_out() {
        let bar = Bar { pieces: vec![piece(3, "care", 7), piece(497, "play", 10)], whole: 500 };
        let drawn = draw(&bar, "label", Dir::Ltr);
        assert!(!drawn.contains(">7</text>"));
        assert!(drawn.contains(">10</text>"));
    }

    #[test]
    fn a_bar_of_nothing_is_drawn_empty() {
        let drawn = draw(&Bar { pieces: vec![], whole: 0 }, "label", Dir::Ltr);
        assert!(drawn.ends_with("height=\"100%\"/></svg>"));
    }

    proptest! {
        /// Whatever the sizes, the pieces never leave the bar in either direction.
        #[test]
        fn pieces_stay_inside_the_bar(sizes in prop::collection::vec(0_u64..1 << 50, 0..40), whole in 0_u64..1 << 53) {
            let pieces = sizes.iter().map(|size| piece(*size, "care", 1)).collect();
            let bar = Bar { pieces, whole };
            for dir in [Dir::Ltr, Dir::Rtl] {
                for x in draw(&bar, "", dir).split("x=\"").skip(1) {
                    let value: f64 = x.split('%').next().unwrap().parse().unwrap();
                    prop_assert!((0.0..=100.0).contains(&value));
                }
            }
        }
    }
}
