//! `manifest.json`: every file of the bundle with its hash and size.

use crate::limits::FILES;
use crate::primitives::bytes::Hash;
use crate::primitives::canonical::Value;
use crate::shape::{Shape, ShapeFault};

/// One line of the manifest.
#[derive(Debug)]
pub struct Listed {
    /// Path from the bundle's folder.
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: Hash,
    /// Its length in bytes.
    pub size: u64,
}

/// Reads a manifest's lines.
pub fn read(value: &Value<'_>) -> Result<Vec<Listed>, ShapeFault> {
    let manifest = Shape::exact(value, &["files", "t", "v"])?;
    manifest.must_be("t", "manifest")?;
    manifest.must_be_v1()?;
    if manifest.list("files")?.len() > FILES {
        return Err(ShapeFault::at("files"));
    }
    manifest.each("files", |value| {
        let file = Shape::exact(value, &["path", "sha256", "size"])?;
        Ok(Listed {
            path: file.text("path")?.to_owned(),
            sha256: file.hex("sha256")?,
            size: file.int("size")?,
        })
    })
}

/// Whether a path stays inside the bundle on every system that might unpack it.
pub fn is_safe(path: &str) -> bool {
    let plain = |name: &str| !name.is_empty() && name != "." && name != "..";
    path.split('/').all(plain) && !path.contains(['\\', ':'])
}

/// Whether the format has a file at `path` (docs/FORMATS.md section 5), given the contests.
pub fn is_known(path: &str, contests: &[&str]) -> bool {
    let fixed = [
        "checkpoint",
        "policy.txt",
        "log/entries.jsonl",
        "setup/papers.json",
        "setup/trustees.json",
        "roll/counts.json",
        "paper/boxes.json",
        "randomness/minutes.txt",
    ];
    let number = |n: &str| n.len() == 6 && n.bytes().all(|b| b.is_ascii_digit());
    fixed.contains(&path)
        || path.strip_prefix("checkpoints/").is_some_and(number)
        || contests.iter().any(|ct| {
            let own = [
                format!("setup/credlist-{ct}.txt"),
                format!("ballots-{ct}.jsonl"),
                format!("results/{ct}.json"),
                format!("export/{ct}.pb"),
            ];
            own.iter().any(|known| known == path) || is_annex_file(path, ct)
        })
}

fn is_annex_file(path: &str, contest: &str) -> bool {
    let Some(name) = path.strip_prefix("annex/") else { return false };
    name == format!("openings-{contest}.jsonl")
        || name == format!("to-open-{contest}.jsonl")
        || name
            .strip_prefix(&format!("decrypt-{contest}-"))
            .and_then(|rest| rest.strip_suffix(".jsonl"))
            .is_some_and(|i| (1..=3).contains(&i.len()) && i.bytes().all(|b| b.is_ascii_digit()))
}
