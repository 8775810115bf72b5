//! The ceremony with files: a folder that all trustees share, and one that is private to each.
//!
//! The shared folder may be a memory stick that goes round, or a synchronised folder. It needs no
//! secrecy. Who could write into it could at most disturb: the fingerprint tells.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use morada_engine::sealing::TrusteeSet;
use rand_core::CryptoRng;

use super::share_file::{Passphrase, ShareFile};
use super::{Said, TrusteeError, of};
use crate::ceremony::{
    Begun, HashRecord, PackageRecord, SealedShareRecord, Shared, Terms, fingerprint,
};
use crate::disk;

/// The folders of one trustee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Shared with the other trustees.
    pub shared: PathBuf,
    /// This trustee's own; never shared.
    pub private: PathBuf,
}

impl Folders {
    fn hash(&self, index: u16) -> PathBuf {
        self.shared.join(format!("hash-{index}.json"))
    }

    fn package(&self, index: u16) -> PathBuf {
        self.shared.join(format!("package-{index}.json"))
    }

    fn sealed(&self, from: u16, to: u16) -> PathBuf {
        self.shared.join(format!("share-{from}-to-{to}.json"))
    }

    fn trustees(&self) -> PathBuf {
        self.shared.join("trustees.json")
    }

    fn begun(&self) -> PathBuf {
        self.private.join("ceremony-secret-1.json")
    }

    fn sent(&self) -> PathBuf {
        self.private.join("ceremony-secret-2.json")
    }

    /// The file with the finished share.
    pub fn share(&self) -> PathBuf {
        self.private.join("share.json")
    }

    /// Those of `hash-<i>.json` that are there.
    fn hashes(&self, terms: &Terms) -> Result<BTreeMap<u16, HashRecord>, TrusteeError> {
        let mut hashes = BTreeMap::new();
        for index in terms.indexes() {
            if let Some(hash) = read_if_there(&self.hash(index), HashRecord::parse)? {
                hashes.insert(index, hash);
            }
        }
        Ok(hashes)
    }

    fn packages(&self, terms: &Terms) -> Result<Vec<PackageRecord>, TrusteeError> {
        let read = |index| read_if_there(&self.package(index), PackageRecord::parse).transpose();
        terms.indexes().filter_map(read).collect()
    }

    fn read_begun(&self) -> Result<Begun, TrusteeError> {
        if !disk::exists(&self.begun()) {
            return Err(TrusteeError::Order("begin with `morada-keys trustee new`"));
        }
        Begun::from_bytes(&disk::read(&self.begun())?).ok_or_else(|| broken(&self.begun()))
    }
}

/// Step 1: makes this trustee's part and publishes its hash.
///
/// # Errors
/// [`TrusteeError`], also when the private folder has a ceremony in it already.
pub fn new(
    folders: &Folders,
    terms: &Terms,
    index: u16,
    name: &str,
    chance: &mut impl CryptoRng,
) -> Result<Said, TrusteeError> {
    let begun = Begun::begin(terms.clone(), index, name, chance)?;
    disk::make_folder(&folders.shared)?;
    disk::make_folder(&folders.private)?;
    disk::write_private(&folders.begun(), &begun.to_bytes()?)?;
    disk::write_public(&folders.hash(index), &begun.hash().to_bytes())?;
    Ok(vec![
        format!("You are trustee {index} of {} for {}.", terms.of, of(&terms.election)),
        format!("It will take {} of you to open ballots.", terms.threshold),
        format!("The folder {} is yours alone. Never share it.", folders.private.display()),
        "Your hash is in the shared folder. Your part itself is not shown yet.".to_owned(),
        format!("Next, when all {} hashes are there: morada-keys trustee reveal", terms.of),
    ])
}

/// Step 2: shows this trustee's part, once everyone's hash is there.
///
/// # Errors
/// [`TrusteeError`], naming a trustee whose hash is missing.
pub fn reveal(folders: &Folders) -> Result<Said, TrusteeError> {
    let begun = folders.read_begun()?;
    let terms = &begun.package().terms;
    let hashes = folders.hashes(terms)?;
    let missing = terms.indexes().find(|index| !hashes.contains_key(index));
    if let Some(index) = missing {
        return Err(crate::ceremony::CeremonyError::Missing { what: "hash", index }.into());
    }
    let own = begun.package();
    disk::write_public(&folders.package(own.index), &own.to_bytes())?;
    let mut said: Said =
        hashes.values().map(|h| format!("Trustee {}: {}", h.index, h.name)).collect();
    said.extend([
        format!("Fingerprint of the ceremony: {}", fingerprint(&hashes)),
        "Read it aloud. All of you must have the same. If not, stop and begin again.".to_owned(),
        format!("Next, when all {} packages are there: morada-keys trustee round2", terms.of),
    ]);
    Ok(said)
}

/// Step 3: checks everyone's part and seals a share to each of the others.
///
/// # Errors
/// [`TrusteeError`], naming the trustee whose file is missing or does not hold.
pub fn round2(folders: &Folders, chance: &mut impl CryptoRng) -> Result<Said, TrusteeError> {
    let begun = folders.read_begun()?;
    let terms = begun.package().terms.clone();
    let hashes = folders.hashes(&terms)?;
    let packages = folders.packages(&terms)?;
    let all: Vec<HashRecord> = hashes.values().cloned().collect();
    let (shared, sealed) = begun.share(&all, &packages, chance)?;
    disk::write_private(&folders.sent(), &shared.to_bytes()?)?;
    for share in &sealed {
        disk::write_public(&folders.sealed(share.from, share.to), &share.to_bytes())?;
    }
    Ok(vec![
        format!("All {} packages fit their hashes.", terms.of),
        format!("Fingerprint of the ceremony: {}", fingerprint(&hashes)),
        "A sealed share for each of the others is in the shared folder.".to_owned(),
        "Next, when everyone has done this step: morada-keys trustee round3".to_owned(),
    ])
}

/// Step 4: opens the shares of the others, writes the own share and `trustees.json`, and wipes what
/// the ceremony needed no longer.
///
/// # Errors
/// [`TrusteeError`], naming the trustee whose share is missing or does not fit.
pub fn round3(
    folders: &Folders,
    passphrase: Option<&Passphrase>,
    chance: &mut impl CryptoRng,
) -> Result<Said, TrusteeError> {
    if !disk::exists(&folders.sent()) {
        return Err(TrusteeError::Order("take the step `morada-keys trustee round2` first"));
    }
    let shared =
        Shared::from_bytes(&disk::read(&folders.sent())?).ok_or_else(|| broken(&folders.sent()))?;
    let (terms, index) = (shared.terms().clone(), shared.index());
    let mut sealed = Vec::new();
    for from in terms.indexes().filter(|from| *from != index) {
        let path = folders.sealed(from, index);
        sealed.extend(read_if_there(&path, SealedShareRecord::parse)?);
    }
    let finished = shared.finish(&sealed)?;
    publish(folders, &finished.trustees)?;
    let name = finished.trustees.share(index).map_or("", |share| &share.name);
    let file = ShareFile::new(terms.election.clone(), name, finished.share);
    disk::write_private(&folders.share(), &file.to_bytes(passphrase, chance)?)?;
    disk::wipe(&folders.begun())?;
    disk::wipe(&folders.sent())?;
    Ok(vec![
        format!("The common key is {}.", finished.trustees.key().to_hex()),
        "trustees.json is in the shared folder. Give it to the server before the vote is sealed.".to_owned(),
        format!("Your share is {}.", folders.share().display()),
        match passphrase {
            Some(_) => "It opens with your passphrase only.".to_owned(),
            None => "It has no passphrase: whoever has this file has your share.".to_owned(),
        },
        "Make two copies on two memory sticks, put each in an envelope, sign the flap, keep them apart.".to_owned(),
        "Check each copy: morada-keys trustee check".to_owned(),
        "Then rehearse together: morada-keys trustee rehearse".to_owned(),
    ])
}

/// Writes `trustees.json`, or compares it with the one that is there.
fn publish(folders: &Folders, trustees: &TrusteeSet) -> Result<(), TrusteeError> {
    let path = folders.trustees();
    let unwritable = |error: morada_engine::canonical::CanonicalError| {
        TrusteeError::File(path.display().to_string(), error.to_string())
    };
    let bytes = trustees.to_bytes().map_err(unwritable)?;
    if !disk::exists(&path) {
        return Ok(disk::write_public(&path, &bytes)?);
    }
    if disk::read(&path)? == bytes { Ok(()) } else { Err(TrusteeError::TwoKeys) }
}

fn read_if_there<T, E: std::fmt::Display>(
    path: &Path,
    parse: impl Fn(&[u8]) -> Result<T, E>,
) -> Result<Option<T>, TrusteeError> {
    if !disk::exists(path) {
        return Ok(None);
    }
    let unreadable = |error: E| TrusteeError::File(path.display().to_string(), error.to_string());
    parse(&disk::read(path)?).map(Some).map_err(unreadable)
}

fn broken(path: &Path) -> TrusteeError {
    TrusteeError::File(path.display().to_string(), "it was changed".to_owned())
}
