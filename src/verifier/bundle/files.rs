//! The files of a bundle's folder: found by walking it, opened only if the walk found them.
//!
//! No path out of the bundle is ever given to the system: a manifest's `../x` is simply not among
//! the files found, and a link is found but never followed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::limits::{DEPTH, FILES};

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A plain file.
    File {
        /// Its length.
        size: u64,
    },
    /// A link, device, pipe or socket: never opened.
    Special,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// There is none.
    Missing,
    /// It is a link, device, pipe or socket.
    Special,
    /// It has more bytes than this program reads.
    TooLarge(u64),
    /// The system refused.
    System(io::ErrorKind),
}

/// The files below one folder, by their path from it, with `/` between names.
#[derive(Debug)]
pub struct Files {
    root: PathBuf,
    entries: BTreeMap<String, Entry>,
}

impl Files {
    /// Walks `root`.
    ///
    /// # Errors
    /// When the folder cannot be read, has more files or deeper folders than this program walks,
    /// or a name that is not UTF-8.
    pub fn walk(root: &Path) -> io::Result<Self> {
        let mut files = Self { root: root.to_owned(), entries: BTreeMap::new() };
        files.walk_folder(root, "", 0)?;
        Ok(files)
    }

    fn walk_folder(&mut self, folder: &Path, prefix: &str, depth: usize) -> io::Result<()> {
        if depth > DEPTH {
            return Err(io::Error::other(format!("folders are nested deeper than {DEPTH}")));
        }
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().into_string();
            let name = name.map_err(|_| io::Error::other("a file name is not UTF-8"))?;
            let path = format!("{prefix}{name}");
            // `file_type` and `metadata` of a directory entry do not follow links.
            let kind = entry.file_type()?;
            if kind.is_dir() {
                self.walk_folder(&entry.path(), &format!("{path}/"), depth + 1)?;
            } else {
                let size = entry.metadata()?.len();
                let found = if kind.is_file() { Entry::File { size } } else { Entry::Special };
                self.entries.insert(path, found);
            }
            if self.entries.len() > FILES {
                return Err(io::Error::other(format!("there are more than {FILES} files")));
            }
        }
        Ok(())
    }

    /// All paths and what stands there, in order.
    pub fn entries(&self) -> impl Iterator<Item = (&str, Entry)> {
        self.entries.iter().map(|(path, entry)| (path.as_str(), *entry))
    }

    /// What stands at `path`.
    pub fn entry(&self, path: &str) -> Option<Entry> {
        self.entries.get(path).copied()
    }

    /// Opens a plain file of at most `limit` bytes.
    ///
    /// # Errors
    /// [`FileFault`].
    pub fn open(&self, path: &str, limit: u64) -> Result<File, FileFault> {
        match self.entry(path) {
            None => Err(FileFault::Missing),
            Some(Entry::Special) => Err(FileFault::Special),
            Some(Entry::File { size }) if size > limit => Err(FileFault::TooLarge(limit)),
            Some(Entry::File { .. }) => {
                File::open(self.root.join(path)).map_err(|e| FileFault::System(e.kind()))
            }
        }
    }

    /// Reads a whole file of at most `limit` bytes.
    ///
    /// # Errors
    /// [`FileFault`].
    pub fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FileFault> {
        let mut bytes = Vec::new();
        // The file may have grown since the walk, so the reading is bounded as well.
        let mut file = self.open(path, limit)?.take(limit + 1);
        file.read_to_end(&mut bytes).map_err(|e| FileFault::System(e.kind()))?;
        if bytes.len() as u64 > limit { Err(FileFault::TooLarge(limit)) } else { Ok(bytes) }
    }
}
