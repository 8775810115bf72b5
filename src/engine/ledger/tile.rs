//! The ledger as plain files that any log client reads: c2sp.org/tlog-tiles.
//!
//! A tile of level 0 holds 256 leaf hashes, one of level 1 the roots over 256 of those each, and so on. The last
//! one of a level may be partial; its width stands in its name. Entry bundles hold the leaves themselves.

use super::merkle::Tree;

/// Hashes or entries of a full tile.
pub const WIDTH: u64 = 256;

/// The highest level a tree of less than 2^64 leaves has.
const LEVELS: u32 = 6;

/// One file of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tile {
    /// Its content.
    pub what: TileContent,
    /// Its number within the level, from 0.
    pub index: u64,
    /// How many hashes or entries it has, 1 to 256.
    pub width: u64,
}

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TileContent {
    /// Node hashes at height `8 * level`.
    Hashes {
        /// The level, 0 to 5 as the standard numbers them here.
        level: u32,
    },
    /// The leaves.
    Entries,
}

impl Tile {
    /// Reads the path of a tile below `tile/`: `0/x001/x234/067`, `entries/000.p/17`.
    pub fn parse(path: &str) -> Option<Self> {
        let (level, rest) = path.split_once('/')?;
        let what = match level {
            "entries" => TileContent::Entries,
            level => TileContent::Hashes { level: plain_number(level).filter(|l| *l < LEVELS)? },
        };
        let (numbers, width) = match rest.split_once(".p/") {
            None => (rest, WIDTH),
            Some((numbers, width)) => {
                (numbers, plain_number(width).filter(|w| (1..WIDTH).contains(w))?)
            }
        };
        let parts: Vec<&str> = numbers.split('/').collect();
        let (last, before) = parts.split_last()?;
        let mut index = 0_u64;
        for part in before.iter().map(|part| part.strip_prefix('x')).chain([Some(*last)]) {
            let digits = part.filter(|p| p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit()))?;
            index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        let tile = Self { what, index, width };
        // Every tile has one name: leading groups of zeros are none.
        (tile.path() == path).then_some(tile)
    }

    /// Its path below `tile/`.
    pub fn path(&self) -> String {
        let level = match self.what {
            TileContent::Hashes { level } => level.to_string(),
            TileContent::Entries => "entries".to_owned(),
        };
        let mut groups = vec![format!("{:03}", self.index % 1000)];
        let mut above = self.index / 1000;
        while above > 0 {
            groups.push(format!("x{:03}", above % 1000));
            above /= 1000;
        }
        groups.reverse();
        let partial = if self.width < WIDTH { format!(".p/{}", self.width) } else { String::new() };
        format!("{level}/{}{partial}", groups.join("/"))
    }

    /// The leaves or nodes it holds, `from..to` at its level; `None` when the tree of `size` leaves lacks some.
    pub fn range(&self, size: u64) -> Option<(u64, u64)> {
        let height = match self.what {
            TileContent::Hashes { level } => 8 * level,
            TileContent::Entries => 0,
        };
        let from = self.index.checked_mul(WIDTH)?;
        let to = from.checked_add(self.width)?;
        (to <= size.checked_shr(height)?).then_some((from, to))
    }

    /// The bytes of a tile of hashes, as of the tree of `size` leaves.
    pub fn hashes(&self, tree: &Tree, size: u64) -> Option<Vec<u8>> {
        let TileContent::Hashes { level } = self.what else { return None };
        let (from, to) = self.range(size.min(tree.size()))?;
        let mut bytes = Vec::new();
        for place in from..to {
            bytes.extend_from_slice(tree.node(8 * level, place)?.as_bytes());
        }
        Some(bytes)
    }
}

/// The bytes of an entry bundle: each leaf behind its length.
pub fn entries(leaves: &[Vec<u8>]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for leaf in leaves {
        bytes.extend_from_slice(&u16::try_from(leaf.len()).ok()?.to_be_bytes());
        bytes.extend_from_slice(leaf);
    }
    Some(bytes)
}

/// A number without sign or leading zero.
fn plain_number<N: std::str::FromStr + ToString>(text: &str) -> Option<N> {
    text.parse::<N>().ok().filter(|number| number.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::super::merkle::leaf_hash;
    use super::*;
    use crate::hash::Hash;

    fn tree(size: u32) -> Tree {
        (0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    #[test]
    fn a_tile_has_one_name() {
        let tile = |path: &str| Tile::parse(path).map(|tile| (tile.index, tile.width));
        assert_eq!(tile("0/x001/x234/067"), Some((1_234_067, 256)));
        assert_eq!(tile("1/000"), Some((0, 256)));
        assert_eq!(tile("entries/000.p/17"), Some((0, 17)));
        assert_eq!(tile("2/x012/345.p/255"), Some((12_345, 255)));
        for wrong in [
            "0/x000/001",
            "0/1",
            "0/0001",
            "0/001/002",
            "0/x001",
            "00/001",
            "-1/001",
            "9/001",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/01",
            "0/000.p/+1",
            "0/00a",
            "data/000",
            "0/",
            "0",
            "",
            "0/000/",
            "/0/000",
        ] {
            assert_eq!(Tile::parse(wrong), None, "{wrong}");
        }
    }

    /// A client that has nothing but the tiles of level 0 computes every other tile and the root.
    #[test]
    fn the_tiles_of_a_level_are_the_roots_of_the_tiles_below() {
        let tree = tree(70_000);
        let size = tree.size();
        let read = |path: &str| Tile::parse(path).unwrap().hashes(&tree, size);
        let level1 = read("1/000").unwrap();
        for index in [0_u64, 1, 255] {
            let below = read(&format!("0/{index:03}")).unwrap();
            let leaves: Tree =
                below.as_chunks::<32>().0.iter().map(|b| Hash::from_bytes(*b)).collect();
            let place = usize::try_from(index).unwrap() * 32;
            assert_eq!(leaves.root().as_bytes(), &level1[place..place + 32]);
        }
        assert_eq!(read("2/000.p/1").unwrap().len(), 32);
        assert_eq!(read("0/273.p/112").unwrap().len(), 112 * 32);
        assert_eq!(
            read("0/273.p/111").unwrap().len(),
            111 * 32,
            "an older partial tile stays readable"
        );
        assert_eq!(read("0/273.p/113"), None, "nothing beyond the tree");
        assert_eq!(read("0/273"), None);
        assert_eq!(read("1/001.p/17").unwrap().len(), 17 * 32);
        assert_eq!(read("2/000"), None);
    }

    /// What is not under the checkpoint that is served is not told.
    #[test]
    fn a_tile_ends_at_the_checkpoint() {
        let tree = tree(600);
        let tile = Tile::parse("0/001").unwrap();
        assert!(tile.hashes(&tree, 600).is_some());
        assert!(tile.hashes(&tree, 511).is_none());
    }

    #[test]
    fn entries_stand_behind_their_length() {
        assert_eq!(entries(&[b"ab".to_vec(), vec![]]).unwrap(), b"\0\x02ab\0\0");
        assert_eq!(entries(&[vec![0; 65_536]]), None);
    }
}
