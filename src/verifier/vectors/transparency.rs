//! The proof cases of transparency-dev/merkle.

use serde_json::Value;

use super::Group;
use super::reading::{base64, base64_hashes, bytes, int};
use crate::primitives::merkle::{includes, is_consistent};

pub fn run(file: &Value) -> Vec<Group> {
    let mut inclusion = Group::new("inclusion");
    inclusion.cases(&file["inclusion"], |case| {
        // A hash that is not 32 bytes long is a proof that cannot hold.
        let holds = || {
            let (index, size) = (int(case, "leafIdx")?, int(case, "treeSize")?);
            let (leaf, root) = (base64(case, "leafHash")?, base64(case, "root")?);
            Some(includes(&leaf, index, size, &base64_hashes(case, "proof")?, &root))
        };
        Some((holds() == Some(true)) != case["wantErr"].as_bool()?)
    });
    let mut consistency = Group::new("consistency");
    consistency.cases(&file["consistency"], |case| {
        let holds = || {
            let (old, new) = (int(case, "size1")?, int(case, "size2")?);
            let (old_root, new_root) = (bytes(case, "root1")?, bytes(case, "root2")?);
            Some(is_consistent(old, new, &base64_hashes(case, "proof")?, &old_root, &new_root))
        };
        Some((holds() == Some(true)) != case["wantErr"].as_bool()?)
    });
    vec![inclusion, consistency]
}
