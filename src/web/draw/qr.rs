//! A code as a QR picture: one path, level M, a quiet zone of four modules.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};

/// Modules of white around the code (ISO/IEC 18004).
const QUIET: usize = 4;

/// Draws `text` with a label already escaped; nothing if it is too long for a QR code.
pub fn draw(text: &str, label: &str) -> String {
    let Ok(code) = QRBuilder::new(text).ecl(ECL::M).build() else { return String::new() };
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size {
        // Neighbouring dark modules become one rectangle: a third of the bytes.
        let mut x = 0;
        while x < code.size {
            let dark = code[y][x..].iter().take_while(|module| module.value()).count();
            if dark > 0 {
                let _ = write!(path, "M{} {}h{dark}v1h-{dark}z", x + QUIET, y + QUIET);
            }
            x += dark.max(1);
        }
    }
    format!(
        "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-label=\"{label}\" \
         shape-rendering=\"crispEdges\"><rect class=\"qr__w\" width=\"100%\" height=\"100%\"/>\
         <path class=\"qr__b\" d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three finder patterns of a code of 20 symbols (version 2, 25 modules) each start with seven dark modules.
    #[test]
    fn a_code_has_its_three_corners_and_a_quiet_zone() {
        let drawn = draw("K7WTA-4QXN9-92MCB-0V5RE", "label");
        assert!(drawn.contains("viewBox=\"0 0 33 33\""));
        for corner in ["M4 4h7v1", "M22 4h7v1", "M4 22h7v1"] {
            assert!(drawn.contains(corner), "{corner} in {drawn}");
        }
    }

    #[test]
    fn what_no_qr_code_can_hold_is_not_drawn() {
        assert_eq!(draw(&"x".repeat(8_000), "label"), "");
    }
}
