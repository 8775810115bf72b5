//! Trees and proofs of our own vectors.

use serde_json::Value;

use super::Group;
use super::reading::{hashes, hex, int};
use crate::primitives::bytes::{Hash, from_hex, from_hex_any, to_hex};
use crate::primitives::merkle::{includes, is_consistent, leaf_hash, root_of};

pub fn run(merkle: &Value) -> Vec<Group> {
    vec![
        roots(merkle),
        inclusion(&merkle["inclusion"]),
        consistency(&merkle["consistency"]),
        must_differ(&merkle["must_differ"]),
    ]
}

fn roots(merkle: &Value) -> Group {
    let mut group = Group::new("merkle.roots");
    let leaves: Option<Vec<Hash>> = merkle["leaves"].as_array().and_then(|leaves| {
        leaves.iter().map(|leaf| Some(leaf_hash(&from_hex_any(leaf.as_str()?)?))).collect()
    });
    for (size, root) in merkle["roots"].as_object().into_iter().flatten() {
        let holds = || {
            let first = leaves.as_ref()?.get(..size.parse::<usize>().ok()?)?;
            Some(root_of(first) == from_hex(root.as_str()?)?)
        };
        group.case(|| format!("size {size}"), holds() == Some(true));
    }
    group
}

fn inclusion(cases: &Value) -> Group {
    let mut group = Group::new("merkle.inclusion");
    group.cases(cases, |case| {
        let (index, size) = (int(case, "index")?, int(case, "size")?);
        let (leaf, root) = (hex(case, "leaf_hash")?, hex(case, "root")?);
        let proof = hashes(case, "proof")?;
        Some(includes(&leaf, index, size, &proof, &root) == case["valid"].as_bool()?)
    });
    group
}

fn consistency(cases: &Value) -> Group {
    let mut group = Group::new("merkle.consistency");
    group.cases(cases, |case| {
        let (old, new) = (int(case, "size1")?, int(case, "size2")?);
        let (old_root, new_root): (Hash, Hash) = (hex(case, "root1")?, hex(case, "root2")?);
        let proof = hashes(case, "proof")?;
        Some(is_consistent(old, new, &proof, &old_root, &new_root) == case["valid"].as_bool()?)
    });
    group
}

/// Pairs of hashes that a wrong tree would make equal. The leaves a, b, c are the bytes 0, 1, 2;
/// a file with other leaves is still held to the two hashes being different.
fn must_differ(cases: &Value) -> Group {
    let mut group = Group::new("merkle.must_differ");
    let [a, b, c] = [[0], [1], [2]].map(|leaf: [u8; 1]| leaf_hash(&leaf));
    let ours = [
        ("root_of_abc", root_of(&[a, b, c])),
        ("root_of_abcc", root_of(&[a, b, c, c])),
        ("root_of_2_leaves", root_of(&[a, b])),
        ("leaf_hash_of_concatenated_children", leaf_hash(&[a, b].concat())),
    ];
    group.cases(cases, |case| {
        let mut given = Vec::new();
        for (key, value) in case.as_object()?.iter().filter(|(key, _)| *key != "why") {
            let expected = ours.iter().find(|(name, _)| name == key).map(|(_, hash)| to_hex(hash));
            given.push((value.as_str()?.to_owned(), expected?));
        }
        let different = given.len() == 2 && given[0].0 != given[1].0 && given[0].1 != given[1].1;
        let of_our_leaves = given.iter().filter(|(theirs, ours)| theirs == ours).count();
        Some(different && of_our_leaves != 1)
    });
    group
}
