//! Files of this program: never overwritten, secrets readable by their owner only.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The most bytes of a file that is read: the openings of a million ballots have a fifth of it.
const LIMIT: u64 = 1 << 30;

/// What can go wrong with a file, with its path.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// It is not there.
    #[error("there is no file {0}")]
    Missing(PathBuf),
    /// It is there already.
    #[error("{0} is there already, and nothing is written over it. Choose another folder")]
    Exists(PathBuf),
    /// It is larger than any file of this program.
    #[error("{0} is larger than any file of a vote")]
    TooLarge(PathBuf),
    /// The system refused.
    #[error("{0}: {1}")]
    System(PathBuf, io::Error),
}

/// Reads a whole file.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, DiskError> {
    let length = fs::metadata(path).map_err(named(path))?.len();
    if length > LIMIT {
        return Err(DiskError::TooLarge(path.to_owned()));
    }
    fs::read(path).map_err(named(path))
}

/// Whether there is something at `path`.
pub(crate) fn exists(path: &Path) -> bool {
    path.exists()
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(path).map_err(named(path))
}

/// A new file that everyone may read.
pub(crate) fn create_public(path: &Path) -> Result<File, DiskError> {
    OpenOptions::new().write(true).create_new(true).open(path).map_err(named(path))
}

/// A new file that only its owner may read (mode 0600 where the system has modes).
pub(crate) fn create_private(path: &Path) -> Result<File, DiskError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(named(path))
}

/// Writes everything and waits until it is on the disk.
pub(crate) fn fill(mut file: File, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(named(path))
}

/// Writes a new file that everyone may read.
pub(crate) fn write_public(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    fill(create_public(path)?, path, bytes)
}

/// Writes a new file that only its owner may read.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    fill(create_private(path)?, path, bytes)
}

/// Overwrites a secret with zeros, then removes it. A disk may still keep an old copy of the block:
/// the caller says so.
pub(crate) fn wipe(path: &Path) -> Result<(), DiskError> {
    let length = fs::metadata(path).map_err(named(path))?.len();
    let mut file = OpenOptions::new().write(true).open(path).map_err(named(path))?;
    io::copy(&mut io::Read::take(io::repeat(0), length), &mut file).map_err(named(path))?;
    file.sync_all().map_err(named(path))?;
    fs::remove_file(path).map_err(named(path))
}

/// The error of the system with the path it is about.
pub(crate) fn named(path: &Path) -> impl Fn(io::Error) -> DiskError {
    let path = path.to_owned();
    move |error| match error.kind() {
        io::ErrorKind::NotFound => DiskError::Missing(path.clone()),
        io::ErrorKind::AlreadyExists => DiskError::Exists(path.clone()),
        _ => DiskError::System(path.clone(), error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over_and_secrets_are_the_owners() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        write_private(&path, b"one").unwrap();
        assert!(matches!(write_private(&path, b"two"), Err(DiskError::Exists(_))));
        assert!(matches!(write_public(&path, b"two"), Err(DiskError::Exists(_))));
        assert_eq!(read(&path).unwrap(), b"one");
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(
                &fs::metadata(&path).unwrap().permissions(),
            );
            assert_eq!(mode & 0o777, 0o600);
        }
        wipe(&path).unwrap();
        assert!(matches!(read(&path), Err(DiskError::Missing(_))));
    }
}
