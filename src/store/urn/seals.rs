//! The last checkpoint signed of each ledger, kept apart from the urn: one small file per election.
//!
//! A backup of the urn that is put back, or a second process beside this one, would let the same key
//! sign another ledger of the same name: a fork. So before anything is signed the tree must extend
//! what is written here, and afterwards this file says so, synced, before the signature leaves
//! (Sunlight does the same with its lock backend). The file must not be restored with the urn.
//!
//! A transaction can fail after it was noted here. Therefore a note is first *pending*; it becomes
//! *signed* when the urn has committed. A pending note of a failed transaction binds nobody.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use morada_engine::encoding::to_hex;
use morada_engine::hash::Hash;
use morada_engine::ids::ElectionId;
use morada_engine::ledger::Tree;

use crate::store::StoreError;

/// Where the last signed checkpoints are kept.
#[derive(Debug)]
pub struct Seals {
    folder: PathBuf,
}

/// A checkpoint that was signed, or is about to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seal {
    size: u64,
    root: Hash,
}

/// What is known of one ledger.
#[derive(Debug, Default, PartialEq, Eq)]
struct Kept {
    signed: Option<Seal>,
    pending: Option<Seal>,
}

impl Seals {
    /// Seals in `folder`, which is made when the first one is kept.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Notes that `tree` is about to be signed.
    ///
    /// # Errors
    /// [`StoreError::Forked`] when it does not extend what was signed before; nothing may be signed then.
    pub fn prepare(&self, election: &ElectionId, tree: &Tree) -> Result<(), StoreError> {
        self.change(election, |kept| {
            // The commit of a pending note may have succeeded although nobody heard of it.
            let committed = kept.pending.filter(|seal| seal.is_within(tree));
            let signed = committed.or(kept.signed);
            if let Some(seal) = signed.filter(|seal| !seal.is_within(tree)) {
                let (signed, has) = (seal.size, tree.size());
                return Err(StoreError::Forked { election: election.to_string(), signed, has });
            }
            Ok(Kept { signed, pending: Some(Seal { size: tree.size(), root: tree.root() }) })
        })
    }

    /// Notes that what was prepared is signed for good.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be kept.
    pub fn confirm(&self, election: &ElectionId) -> Result<(), StoreError> {
        self.change(election, |kept| {
            Ok(Kept { signed: kept.pending.or(kept.signed), pending: None })
        })
    }

    /// Changes what is kept of one ledger, alone among all processes, and syncs it to the disk.
    fn change(
        &self,
        election: &ElectionId,
        change: impl FnOnce(Kept) -> Result<Kept, StoreError>,
    ) -> Result<(), StoreError> {
        fs::create_dir_all(&self.folder).map_err(|error| unkept(&error))?;
        let path = self.folder.join(format!("{election}.seal"));
        let lock = path.with_extension("lock");
        let lock = OpenOptions::new().create(true).write(true).truncate(false).open(lock);
        let lock = lock.map_err(|error| unkept(&error))?;
        lock.lock().map_err(|error| unkept(&error))?;
        let kept = read(&path)?;
        let next = change(kept)?;
        write(&path, &next).map_err(|error| unkept(&error))
    }
}

impl Seal {
    /// Whether `tree` begins with the tree of this seal.
    fn is_within(&self, tree: &Tree) -> bool {
        tree.root_at(self.size) == Some(self.root)
    }
}

fn unkept(error: &io::Error) -> StoreError {
    StoreError::Unsafe(format!("the last signed checkpoint cannot be kept: {error}"))
}

fn read(path: &Path) -> Result<Kept, StoreError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Kept::default()),
        Err(error) => return Err(unkept(&error)),
    };
    let corrupt = || StoreError::Corrupt(format!("{} is no seal", path.display()));
    let mut kept = Kept::default();
    for line in text.lines() {
        let mut words = line.split(' ');
        let [Some(what), Some(size), Some(root), None] = [(); 4].map(|()| words.next()) else {
            return Err(corrupt());
        };
        let root = morada_engine::encoding::from_hex(root).map_err(|_| corrupt())?;
        let size = size.parse().map_err(|_| corrupt())?;
        let seal = Some(Seal { size, root: Hash::from_bytes(root) });
        match what {
            "signed" => kept.signed = seal,
            "pending" => kept.pending = seal,
            _ => return Err(corrupt()),
        }
    }
    Ok(kept)
}

fn write(path: &Path, kept: &Kept) -> io::Result<()> {
    let mut text = String::new();
    for (what, seal) in [("signed", kept.signed), ("pending", kept.pending)] {
        if let Some(Seal { size, root }) = seal {
            _ = writeln!(text, "{what} {size} {}", to_hex(root.as_bytes()));
        }
    }
    let fresh = path.with_extension("new");
    let mut file = File::create(&fresh)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    // The name, too, must survive a power cut.
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

#[cfg(test)]
mod tests {
    use morada_engine::ledger::leaf_hash;

    use super::*;

    fn tree(leaves: std::ops::Range<u8>) -> Tree {
        leaves.map(|n| leaf_hash(&[n])).collect()
    }

    fn is_fork(result: &Result<(), StoreError>) -> bool {
        matches!(result, Err(StoreError::Forked { .. }))
    }

    #[test]
    fn a_ledger_that_was_taken_back_is_never_signed_again() {
        let folder = tempfile::tempdir().unwrap();
        let seals = Seals::new(folder.path().join("seals"));
        let election = ElectionId::parse("lisboa-2027").unwrap();
        for size in [1, 2, 2, 9] {
            seals.prepare(&election, &tree(0..size)).unwrap();
            seals.confirm(&election).unwrap();
        }
        // A backup of five leaves is put back, and grows in another way.
        assert!(is_fork(&seals.prepare(&election, &tree(0..5))));
        let other: Tree = (0..20).map(|n| leaf_hash(&[if n < 5 { n } else { 99 }])).collect();
        assert!(is_fork(&seals.prepare(&election, &other)));
        // Another process with the same folder is held to it as well; another election is not.
        let second = Seals::new(folder.path().join("seals"));
        assert!(is_fork(&second.prepare(&election, &tree(1..20))));
        second.prepare(&ElectionId::parse("porto-2027").unwrap(), &tree(1..3)).unwrap();
        second.prepare(&election, &tree(0..10)).unwrap();
    }

    #[test]
    fn a_transaction_that_failed_binds_nobody_and_one_that_nobody_heard_of_does() {
        let folder = tempfile::tempdir().unwrap();
        let seals = Seals::new(folder.path().to_owned());
        let election = ElectionId::parse("lisboa-2027").unwrap();
        seals.prepare(&election, &tree(0..3)).unwrap();
        seals.confirm(&election).unwrap();
        let failed: Tree = [0, 1, 2, 77].map(|n| leaf_hash(&[n])).into_iter().collect();
        seals.prepare(&election, &failed).unwrap();
        // It was not committed: the ledger goes on from three leaves.
        seals.prepare(&election, &tree(0..5)).unwrap();
        // This one was, and the program stopped before it could say so.
        seals.prepare(&election, &tree(0..6)).unwrap();
        assert!(is_fork(&seals.prepare(&election, &tree(0..4))));
    }

    #[test]
    fn a_file_that_cannot_be_read_stops_the_signing() {
        let folder = tempfile::tempdir().unwrap();
        let seals = Seals::new(folder.path().to_owned());
        let election = ElectionId::parse("lisboa-2027").unwrap();
        fs::write(folder.path().join("lisboa-2027.seal"), "signed 3 xyz\n").unwrap();
        let refused = seals.prepare(&election, &tree(0..9));
        assert!(matches!(refused, Err(StoreError::Corrupt(_))), "{refused:?}");
    }
}
