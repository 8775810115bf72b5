//! The Merkle tree of RFC 6962: roots, inclusion proofs and consistency proofs.
//!
//! The two proof checks follow RFC 9162 sections 2.1.3.2 and 2.1.4.2, which spell out as
//! algorithms what RFC 6962 defines.

use super::bytes::{Hash, sha256};

/// The hash of a leaf.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    sha256(&[&[0], leaf])
}

/// The hash of an inner node.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// A tree that grows leaf by leaf and keeps only the roots of its full subtrees.
#[derive(Debug, Default, Clone)]
pub struct Tree {
    size: u64,
    /// One root for each set bit of `size`, largest subtree first.
    peaks: Vec<Hash>,
}

impl Tree {
    /// Appends a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        // Each trailing one bit of the old size is a full subtree that the new leaf completes.
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().expect("one peak for each set bit of the size");
            node = node_hash(&left, &node);
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root at the present size.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => sha256(&[]),
            Some(last) => peaks.fold(*last, |right, left| node_hash(left, &right)),
        }
    }
}

/// The root over `leaves`, given by their hashes.
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut tree = Tree::default();
    for leaf in leaves {
        tree.push(*leaf);
    }
    tree.root()
}

/// Whether `proof` shows that `leaf` stands at `index` of the tree with `size` leaves and `root`.
pub fn includes(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last) = (index, size - 1);
    let mut node = *leaf;
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            node = node_hash(sibling, &node);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            node = node_hash(&node, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && node == *root
}

/// Whether `proof` shows that the tree of `new_size` leaves begins with the tree of `old_size`.
///
/// An old size of zero proves nothing and is refused here; a witness that has seen nothing yet
/// handles that case itself. The roots are bytes of any length: two equal trees are consistent
/// whatever their root is, and any other root must come out of the hashing.
pub fn is_consistent(
    old_size: u64,
    new_size: u64,
    proof: &[Hash],
    old_root: &[u8],
    new_root: &[u8],
) -> bool {
    if old_size == 0 || old_size > new_size {
        return false;
    }
    if old_size == new_size {
        return proof.is_empty() && old_root == new_root;
    }
    // When the old tree is full its root is itself the first node of the path, and is not sent.
    let path = if old_size.is_power_of_two() {
        old_root.try_into().ok().map(|old_root| (old_root, proof))
    } else {
        proof.split_first().map(|(first, rest)| (*first, rest))
    };
    let Some((first, rest)): Option<(Hash, &[Hash])> = path else { return false };
    let (mut place, mut last) = (old_size - 1, new_size - 1);
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let (mut old_node, mut new_node) = (first, first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            old_node = node_hash(sibling, &old_node);
            new_node = node_hash(sibling, &new_node);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new_node = node_hash(&new_node, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && old_node == old_root && new_node == new_root
}

/// The consistency proof from `old_size` to all of `leaves` (RFC 6962 section 2.1.2).
///
/// An observer who holds the whole ledger makes it for a witness who does not.
pub fn prove_consistency(old_size: usize, leaves: &[Hash]) -> Vec<Hash> {
    let mut proof = Vec::new();
    if old_size > 0 && old_size < leaves.len() {
        subproof(old_size, leaves, OldTree::Whole, &mut proof);
    }
    proof
}

/// Whether the left part seen so far is the old tree itself, whose root the reader knows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OldTree {
    Whole,
    Part,
}

fn subproof(old_size: usize, leaves: &[Hash], old_tree: OldTree, proof: &mut Vec<Hash>) {
    if old_size == leaves.len() {
        if old_tree == OldTree::Part {
            proof.push(root_of(leaves));
        }
        return;
    }
    let split = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(split);
    if old_size <= split {
        subproof(old_size, left, old_tree, proof);
        proof.push(root_of(right));
    } else {
        subproof(old_size - split, right, OldTree::Part, proof);
        proof.push(root_of(left));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Section 2.1 of RFC 6962, word for word: the slow definition the fast tree must agree with.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => sha256(&[]),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                node_hash(&by_definition(left), &by_definition(right))
            }
        }
    }

    fn leaves(count: u8) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash(&[n])).collect()
    }

    #[test]
    fn the_growing_tree_has_the_root_of_the_definition() {
        for count in 0..70 {
            assert_eq!(root_of(&leaves(count)), by_definition(&leaves(count)), "{count} leaves");
        }
    }

    #[test]
    fn every_proof_of_small_trees_holds_and_no_other_old_root_does() {
        for new in 1..40_u8 {
            let all = leaves(new);
            for old in 1..=new {
                let proof = prove_consistency(usize::from(old), &all);
                let old_root = root_of(&all[..usize::from(old)]);
                let (old, new) = (u64::from(old), u64::from(new));
                assert!(is_consistent(old, new, &proof, &old_root, &root_of(&all)));
                assert!(!is_consistent(old, new, &proof, &leaf_hash(b"forged"), &root_of(&all)));
            }
        }
    }
}
