//! A QR code as one compact SVG path.

use std::fmt::Write;

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};

/// White modules around the code, as the standard asks.
const QUIET: usize = 4;

/// The SVG of a QR code that says `text`; `None` if that is too long for one.
///
/// Level M bears a fold or a stain on a letter and keeps the modules large.
pub(super) fn svg(text: &str) -> Option<String> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for row in 0..code.size {
        for (start, length) in runs(&code, row) {
            _ = write!(path, "M{} {}h{length}v1h-{length}z", start + QUIET, row + QUIET);
        }
    }
    Some(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" aria-hidden=\"true\" \
         shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg>"
    ))
}

/// Start and length of each run of dark modules in a row.
fn runs(code: &QRCode, row: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for column in (0..code.size).filter(|column| code[row][*column].value()) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == column => *length += 1,
            Some(_) | None => runs.push((column, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once() {
        let code = QRBuilder::new("https://lisboa.example/").ecl(ECL::M).build().unwrap();
        let dark = (0..code.size)
            .map(|row| (0..code.size).filter(|column| code[row][*column].value()).count())
            .sum::<usize>();
        let drawn: usize = (0..code.size).flat_map(|row| runs(&code, row)).map(|run| run.1).sum();
        assert_eq!(drawn, dark);
        // The corner of a QR code: seven dark modules.
        assert_eq!(runs(&code, 0)[0], (0, 7));
        let svg = svg("https://lisboa.example/").unwrap();
        assert!(svg.contains("d=\"M4 4h7v1h-7z"));
    }

    #[test]
    fn a_text_too_long_for_a_code_gives_none() {
        assert!(svg(&"x".repeat(3000)).is_none());
    }
}
