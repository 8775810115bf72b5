//! People and purses: equal shares in three pictures.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::i18n::lang::Dir;

/// One person's purse: the parts that were paid, from the bottom up, in percent; the rest is still there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purse {
    /// Style of the fill and percent of the purse.
    pub paid: Vec<(String, u64)>,
}

/// Height and top of a purse inside the picture.
const TOP: u64 = 26;
const TALL: u64 = 60;
/// Distance from one person to the next.
const STEP: u64 = 22;

/// Draws people side by side, each with a purse. The caption beside it says the same in words.
pub fn purses(purses: &[Purse], dir: Dir) -> String {
    let count = u64::try_from(purses.len()).unwrap_or_default();
    let width = count * STEP;
    let mut out = format!(
        "<svg class=\"fig\" viewBox=\"0 0 {width} 88\" aria-hidden=\"true\" focusable=\"false\">"
    );
    for (place, purse) in (0_u64..).zip(purses) {
        let place = match dir {
            Dir::Ltr => place,
            Dir::Rtl => count - 1 - place,
        };
        let left = place * STEP + 2;
        let _ = write!(
            out,
            "<circle class=\"f-ink\" cx=\"{}\" cy=\"14\" r=\"7.5\"/>\
             <rect class=\"s-now\" x=\"{left}\" y=\"{TOP}\" width=\"18\" height=\"{TALL}\" rx=\"5\"/>",
            left + 9
        );
        let mut bottom = TOP + TALL;
        for (fill, percent) in &purse.paid {
            let height = (TALL * percent / 100).min(bottom - TOP);
            bottom -= height;
            let _ = write!(
                out,
                "<rect class=\"s-{fill}\" x=\"{left}\" y=\"{bottom}\" width=\"18\" height=\"{height}\"/>\
                 <path class=\"f-line\" d=\"M{left} {bottom}h18\"/>"
            );
        }
        let _ = write!(
            out,
            "<rect class=\"f-edge\" x=\"{left}\" y=\"{TOP}\" width=\"18\" height=\"{TALL}\" rx=\"5\"/>"
        );
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 40 % of 60 is 24: the paid part lies at the bottom of the purse.
    #[test]
    fn a_purse_is_emptied_from_the_bottom() {
        let drawn = purses(&[Purse { paid: vec![("nature".into(), 40)] }], Dir::Ltr);
        assert!(
            drawn
                .contains("<rect class=\"s-nature\" x=\"2\" y=\"62\" width=\"18\" height=\"24\"/>")
        );
    }

    #[test]
    fn a_purse_is_never_emptied_below_nothing() {
        let paid = vec![("nature".into(), 70), ("care".into(), 70)];
        let drawn = purses(&[Purse { paid }], Dir::Ltr);
        assert!(
            drawn.contains("<rect class=\"s-care\" x=\"2\" y=\"26\" width=\"18\" height=\"18\"/>")
        );
    }

    #[test]
    fn the_first_person_stands_at_the_start_of_the_line() {
        let one = Purse { paid: vec![("nature".into(), 50)] };
        let row = [one, Purse { paid: vec![] }];
        assert!(purses(&row, Dir::Ltr).contains("<rect class=\"s-nature\" x=\"2\""));
        assert!(purses(&row, Dir::Rtl).contains("<rect class=\"s-nature\" x=\"24\""));
    }
}
