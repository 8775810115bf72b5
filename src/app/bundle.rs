//! The bundle: every public file of an election, from which anyone can redo the count.

use morada_engine::bundle::{BundlePath, Manifest};
use morada_engine::contest::Openings;
use morada_engine::ids::{ContestId, ElectionId};

use super::count::withheld_path;
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
        files.push(file(&BundlePath::Credlist(contest), keys));
    }
    files.extend(ledger_files(house, election).await?);
    let outcome = house.urn.files(election).await?;
    // The openings of a withheld contest would tell what its withheld files do not.
    let withheld: Vec<ContestId> = found
        .papers
        .contests
        .iter()
        .map(|contest| contest.id.clone())
        .filter(|id| {
            outcome.iter().any(|(p, _)| *p == withheld_path(&BundlePath::Ballots(id.clone())))
        })
        .collect();
    let is_public = |path: &BundlePath| match path {
        BundlePath::Openings(contest) => with_annex && !withheld.contains(contest),
        path => with_annex || !path.is_annex(),
    };
    for (path, bytes) in outcome {
        // What has no path in a bundle is withheld.
        if BundlePath::parse(&path).is_some_and(|path| is_public(&path)) {
            files.push(BundleFile { path, bytes });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = Manifest::of(files.iter().map(|file| (file.path.clone(), &file.bytes[..])));
    files.push(file(&BundlePath::Manifest, manifest.to_bytes()));
    Ok(Some(files))
}

/// The openings and decryptions of a published election, for accredited observers.
///
/// # Errors
/// [`StoreError`].
pub async fn annex(house: &House, election: &ElectionId) -> Result<Vec<BundleFile>, StoreError> {
    let files = house.urn.files(election).await?;
    let is_annex = |path: &str| BundlePath::parse(path).is_some_and(|path| path.is_annex());
    let annex = files.into_iter().filter(|(path, _)| is_annex(path));
    Ok(annex.map(|(path, bytes)| BundleFile { path, bytes }).collect())
}

/// What was sealed, but for the lists of keys.
pub(super) fn setup_files(found: &Election) -> Vec<BundleFile> {
    vec![
        file(&BundlePath::Papers, found.papers_file.clone()),
        file(&BundlePath::Trustees, found.trustees_file.clone()),
        file(&BundlePath::Policy, found.policy_file.clone()),
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
    let mut files = vec![file(&BundlePath::Entries, entries)];

    let earlier = house.urn.checkpoints(election).await?;
    for (number, (size, note)) in (1..).zip(earlier) {
        let lines = house.urn.cosignatures(election, size).await?;
        let note = lines.iter().fold(note, |note, (_, line)| note + line + "\n");
        let last = size == head.size;
        let path =
            if last { BundlePath::Checkpoint } else { BundlePath::EarlierCheckpoint(number) };
        files.push(file(&path, note.into_bytes()));
    }
    Ok(files)
}

fn file(path: &BundlePath, bytes: Vec<u8>) -> BundleFile {
    BundleFile { path: path.to_string(), bytes }
}
