//! The bundle: every public file of an election, from which anyone can redo the count.

use morada_engine::canonical;
use morada_engine::contest::Openings;
use morada_engine::ids::ElectionId;
use morada_engine::ledger::record::file_hash;
use serde_json::json;

use super::count::WITHHELD;
use super::{House, signed_head};
use crate::store::StoreError;
use crate::store::urn::{Election, Stage};

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFile {
    /// Its path inside the bundle.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// All files of a published election, the manifest last; `None` before it is published.
///
/// # Errors
/// [`StoreError`].
pub async fn bundle(
    house: &House,
    election: &ElectionId,
) -> Result<Option<Vec<BundleFile>>, StoreError> {
    let Some(found) = house.urn.election(election).await? else {
        return Ok(None);
    };
    if found.stage != Stage::Published {
        return Ok(None);
    }
    let with_annex = found.papers.openings == Openings::Public;
    let mut files = setup_files(&found);
    for (contest, keys) in house.urn.credlist_files(election).await? {
        files.push(file(&format!("setup/credlist-{contest}.txt"), keys));
    }
    files.extend(ledger_files(house, election).await?);
    let outcome = house.urn.files(election).await?;
    // The openings of a withheld contest would tell what its withheld files do not.
    let is_withheld = |ballots: &str| {
        outcome.iter().any(|(path, _)| *path == format!("{WITHHELD}ballots-{ballots}"))
    };
    let is_public = |path: &str| match path.strip_prefix("annex/openings-") {
        Some(contest) => with_annex && !is_withheld(contest),
        None => !path.starts_with(WITHHELD) && (with_annex || !path.starts_with("annex/")),
    };
    let public: Vec<bool> = outcome.iter().map(|(path, _)| is_public(path)).collect();
    for ((path, bytes), public) in outcome.into_iter().zip(public) {
        if public {
            files.push(BundleFile { path, bytes });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = manifest(&files)?;
    files.push(file("manifest.json", manifest));
    Ok(Some(files))
}

/// The openings and decryptions of a published election, for accredited observers.
///
/// # Errors
/// [`StoreError`].
pub async fn annex(house: &House, election: &ElectionId) -> Result<Vec<BundleFile>, StoreError> {
    let files = house.urn.files(election).await?;
    let annex = files.into_iter().filter(|(path, _)| path.starts_with("annex/"));
    Ok(annex.map(|(path, bytes)| BundleFile { path, bytes }).collect())
}

/// What was sealed, but for the lists of keys.
pub(super) fn setup_files(found: &Election) -> Vec<BundleFile> {
    vec![
        file("setup/papers.json", found.papers_file.clone()),
        file("setup/trustees.json", found.trustees_file.clone()),
        file("policy.txt", found.policy_file.clone()),
    ]
}

/// The ledger as it stands, with every checkpoint and who cosigned it.
pub(super) async fn ledger_files(
    house: &House,
    election: &ElectionId,
) -> Result<Vec<BundleFile>, StoreError> {
    let corrupt = || StoreError::Corrupt("a sealed election has no checkpoint".to_owned());
    let head = signed_head(house, election).await?.ok_or_else(corrupt)?;
    let leaves = house.urn.leaves(election, 0, head.size).await?;
    let entries = leaves.iter().flat_map(|leaf| leaf.iter().chain(b"\n")).copied().collect();
    let mut files = vec![file("log/entries.jsonl", entries)];

    let earlier = house.urn.checkpoints(election).await?;
    for (number, (size, note)) in (1..).zip(earlier) {
        let lines = house.urn.cosignatures(election, size).await?;
        let note = lines.iter().fold(note, |note, (_, line)| note + line + "\n");
        if size == head.size {
            files.push(file("checkpoint", note.into_bytes()));
        } else {
            files.push(file(&format!("checkpoints/{number:06}"), note.into_bytes()));
        }
    }
    Ok(files)
}

fn manifest(files: &[BundleFile]) -> Result<Vec<u8>, StoreError> {
    let lines: Vec<_> = files
        .iter()
        .map(|file| {
            let sha = file_hash(&file.bytes);
            json!({ "path": file.path, "sha256": sha, "size": file.bytes.len() })
        })
        .collect();
    canonical::to_bytes(&json!({ "files": lines, "t": "manifest", "v": 1 }))
        .map_err(|e| StoreError::Corrupt(e.to_string()))
}

fn file(path: &str, bytes: Vec<u8>) -> BundleFile {
    BundleFile { path: path.to_owned(), bytes }
}
