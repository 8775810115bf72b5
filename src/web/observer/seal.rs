//! A seal that people can compare: four tiles beside the hexadecimal digits.
//!
//! Comparing two rows of four tiles is something everybody can do; comparing 64 digits is not. The tiles show about
//! 22 of the 256 bits: enough to notice another list, not to replace the digits, which stand beside them.

use morada_engine::encoding::to_hex;
use serde::Serialize;

use crate::web::draw::face::{Face, Theme};

/// A hash as tiles and digits.
#[derive(Debug, Clone, Serialize)]
pub struct Seal {
    tiles: Vec<Face>,
    hex: String,
}

const THEMES: [Theme; 6] =
    [Theme::Nature, Theme::Move, Theme::Memory, Theme::Care, Theme::Learn, Theme::Play];

impl Seal {
    /// The seal of a root hash.
    pub fn of(root: &[u8; 32]) -> Self {
        let tile = |byte: &u8| {
            let theme = THEMES[usize::from(byte >> 3) % THEMES.len()];
            Face::new(0, theme).chosen(byte & 7, "shield-check")
        };
        let groups: Vec<String> = root.chunks(2).map(to_hex).collect();
        Self { tiles: root[..4].iter().map(tile).collect(), hex: groups.join(" ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_root_shows_other_tiles() {
        let (one, other) = (Seal::of(&[0x11; 32]), Seal::of(&[0x2e; 32]));
        assert_ne!(one.tiles, other.tiles);
        assert_eq!(one.tiles.len(), 4);
        assert!(one.hex.starts_with("1111 1111"));
    }
}
