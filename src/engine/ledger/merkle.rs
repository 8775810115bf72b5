//! The Merkle tree of RFC 6962 section 2.1, with the checks of RFC 9162 section 2.1.3 and 2.1.4.
//!
//! [`Frontier`] is all that appending needs and fits in one database row; [`Tree`] keeps every
//! complete subtree in memory and proves inclusion and consistency in `O(log n)`.

use crate::hash::Hash;

/// The hash of a leaf, `SHA-256(0x00 || leaf)`: the prefix keeps a leaf from posing as a node.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Hash::of(&[&[0], leaf])
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Hash::of(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// The root of the tree without leaves, `SHA-256("")`.
pub fn empty_root() -> Hash {
    Hash::of(&[])
}

/// Stored peaks that cannot belong to a tree of the stored size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a tree of {size} leaves has {needed} peaks, not {peaks}")]
pub struct FrontierError {
    /// The stored size.
    pub size: u64,
    /// How many peaks were stored.
    pub peaks: usize,
    /// How many there must be.
    pub needed: u32,
}

/// The right edge of a tree: the roots of its complete subtrees, largest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The edge of the empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// The edge as it was stored.
    ///
    /// # Errors
    /// [`FrontierError`] unless there is one peak per set bit of `size`.
    pub fn load(size: u64, peaks: Vec<Hash>) -> Result<Self, FrontierError> {
        let needed = size.count_ones();
        if u32::try_from(peaks.len()) == Ok(needed) {
            Ok(Self { size, peaks })
        } else {
            Err(FrontierError { size, peaks: peaks.len(), needed })
        }
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, largest first, one per set bit of the size.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        // Every trailing one of the size is a subtree that this leaf completes.
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().expect("one peak per set bit of size");
            node = node_hash(&left, &node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root.
    pub fn root(&self) -> Hash {
        let fold = |right: Hash, left: &Hash| node_hash(left, &right);
        match self.peaks.split_last() {
            None => empty_root(),
            Some((last, rest)) => rest.iter().rev().fold(*last, fold),
        }
    }
}

/// Every complete subtree of a tree, level by level; level 0 holds the leaf hashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// The empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of leaves.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for height in 0.. {
            if self.levels.len() == height {
                self.levels.push(Vec::new());
            }
            let level = &mut self.levels[height];
            level.push(node);
            match level.as_chunks::<2>() {
                (pairs, []) => {
                    let [left, right] = pairs.last().expect("a node was just pushed");
                    node = node_hash(left, right);
                }
                (_, _) => return,
            }
        }
    }

    /// The hash of leaf `index`.
    pub fn leaf(&self, index: u64) -> Option<Hash> {
        self.levels.first()?.get(usize::try_from(index).ok()?).copied()
    }

    /// The root of the complete subtree of `2^height` leaves at `place`, counted in such subtrees.
    pub fn node(&self, height: u32, place: u64) -> Option<Hash> {
        let level = self.levels.get(usize::try_from(height).ok()?)?;
        level.get(usize::try_from(place).ok()?).copied()
    }

    /// The root.
    pub fn root(&self) -> Hash {
        self.subtree(0, self.size())
    }

    /// The root that the tree had when it had `size` leaves; `None` if it never had so many.
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        (size <= self.size()).then(|| self.subtree(0, size))
    }

    /// The audit path of leaf `index` in the tree of `size` leaves, sibling first; `None` if the
    /// tree has no such leaf or no such size.
    pub fn inclusion_proof(&self, index: u64, size: u64) -> Option<Vec<Hash>> {
        if index >= size || size > self.size() {
            return None;
        }
        let mut path = Vec::new();
        let (mut start, mut end) = (0, size);
        while end - start > 1 {
            let middle = start + split(end - start);
            if index < middle {
                path.push(self.subtree(middle, end));
                end = middle;
            } else {
                path.push(self.subtree(start, middle));
                start = middle;
            }
        }
        path.reverse();
        Some(path)
    }

    /// The proof that the tree of `old` leaves is the beginning of the one of `new` leaves; `None`
    /// unless `0 < old <= new <= size`.
    pub fn consistency_proof(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        if old == 0 || old > new || new > self.size() {
            return None;
        }
        let mut path = Vec::new();
        let (mut start, mut end) = (0, new);
        while end != old {
            let middle = start + split(end - start);
            if old <= middle {
                path.push(self.subtree(middle, end));
                end = middle;
            } else {
                path.push(self.subtree(start, middle));
                start = middle;
            }
        }
        // The verifier knows the old root, so a subtree that is the whole old tree is left out.
        if start != 0 {
            path.push(self.subtree(start, end));
        }
        path.reverse();
        Some(path)
    }

    /// The hash over the leaves `start..end`, where `start` is a multiple of the power of two that
    /// is at least `end - start`: at most one stored node per bit.
    fn subtree(&self, start: u64, end: u64) -> Hash {
        match end - start {
            0 => empty_root(),
            length if length.is_power_of_two() => {
                let height = usize::try_from(length.ilog2()).expect("at most 63");
                let place = usize::try_from(start >> height).expect("within the tree");
                self.levels[height][place]
            }
            length => {
                let middle = start + split(length);
                node_hash(&self.subtree(start, middle), &self.subtree(middle, end))
            }
        }
    }
}

impl FromIterator<Hash> for Tree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::new();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    }
}

/// The largest power of two below `length`, which is at least 2.
fn split(length: u64) -> u64 {
    1 << (length - 1).ilog2()
}

/// Why a proof does not show what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The index is not in the tree, or the sizes are not `0 < old <= new`.
    #[error("the proof is about a place that the tree does not have")]
    Range,
    /// The proof has too few or too many hashes.
    #[error("the proof has the wrong length")]
    Length,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    Root,
}

/// Checks that the leaf with `leaf` as its hash is number `index` of the tree (RFC 9162 2.1.3.2).
///
/// # Errors
/// [`ProofError`].
pub fn verify_inclusion(
    index: u64,
    size: u64,
    leaf: &Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::Range);
    }
    let (mut place, mut last) = (index, size - 1);
    let mut node = *leaf;
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if place % 2 == 1 || place == last {
            node = node_hash(sibling, &node);
            // A last node without a sibling is promoted as it is, never doubled.
            while place % 2 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            node = node_hash(&node, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if node == *root { Ok(()) } else { Err(ProofError::Root) }
}

/// Checks that the tree of `old` leaves is the beginning of the one of `new` leaves (RFC 9162
/// 2.1.4.2). An old size of 0 is refused: every tree begins empty, and whoever allows that says so.
///
/// # Errors
/// [`ProofError`].
pub fn verify_consistency(
    old: u64,
    new: u64,
    old_root: &Hash,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old == 0 || old > new {
        return Err(ProofError::Range);
    }
    if old == new {
        return match (proof, old_root == new_root) {
            ([], true) => Ok(()),
            ([], false) => Err(ProofError::Root),
            (_, _) => Err(ProofError::Length),
        };
    }
    let (seed, path) = if old.is_power_of_two() {
        (old_root, proof)
    } else {
        let (first, rest) = proof.split_first().ok_or(ProofError::Length)?;
        (first, rest)
    };
    let (mut place, mut last) = (old - 1, new - 1);
    while place % 2 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let (mut old_node, mut new_node) = (*seed, *seed);
    for sibling in path {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if place % 2 == 1 || place == last {
            old_node = node_hash(sibling, &old_node);
            new_node = node_hash(sibling, &new_node);
            while place % 2 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new_node = node_hash(&new_node, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    if last != 0 {
        return Err(ProofError::Length);
    }
    if old_node == *old_root && new_node == *new_root { Ok(()) } else { Err(ProofError::Root) }
}
