//! `manifest.json`: path, hash and size of every published file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::canonical;
use crate::hash::Hash;

/// One file of the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// Path in the bundle.
    pub path: String,
    /// Hash of the file.
    pub sha256: Hash,
    /// Bytes of the file.
    pub size: u64,
}

/// What is in the bundle, sorted by path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    files: Vec<ManifestFile>,
    t: String,
    v: u32,
}

impl Manifest {
    /// The manifest of `files`.
    pub fn of<'a>(files: impl IntoIterator<Item = (String, &'a [u8])>) -> Self {
        let sorted: BTreeMap<String, &[u8]> = files.into_iter().collect();
        let file = |(path, bytes): (String, &[u8])| ManifestFile {
            path,
            sha256: Hash::of(&[bytes]),
            size: bytes.len() as u64,
        };
        let files = sorted.into_iter().map(file).collect();
        Self { files, t: "manifest".to_owned(), v: 1 }
    }

    /// Reads `manifest.json`; `None` unless it is canonical, of version 1 and sorted.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let manifest: Self = serde_json::from_value(canonical::parse(bytes).ok()?).ok()?;
        let sorted = manifest.files.is_sorted_by(|a, b| a.path < b.path);
        (sorted && manifest.t == "manifest" && manifest.v == 1).then_some(manifest)
    }

    /// The files, sorted by path.
    pub fn files(&self) -> &[ManifestFile] {
        &self.files
    }

    /// The bytes of `manifest.json`.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self).expect("paths of the layout are plain ASCII")
    }
}
