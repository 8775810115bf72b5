//! The file of a register: read once from the beginning, and then row by row wherever they stand.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

use morada_engine::encoding::to_hex;
use sha2::{Digest, Sha256};

use super::Progress;

/// Bytes read at a time.
const PIECE: usize = 1 << 20;
/// The longest header that is looked at for its separator.
const HEADER: usize = 16 << 10;

/// Where a register is.
#[derive(Debug)]
pub enum Source {
    /// What somebody sent: never written to a disk.
    Memory(Vec<u8>),
    /// A file of the operator.
    File(File),
}

impl Source {
    /// Opens a file.
    ///
    /// # Errors
    /// As [`File::open`].
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self::File(File::open(path)?))
    }

    /// Its bytes.
    pub(super) fn len(&self) -> io::Result<u64> {
        match self {
            Self::Memory(bytes) => Ok(bytes.len() as u64),
            Self::File(file) => Ok(file.metadata()?.len()),
        }
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Memory(bytes) => {
                let from = usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
                (&bytes[from..]).read(into)
            }
            Self::File(file) => file.read_at(into, at),
        }
    }

    /// Reads exactly the bytes at `at`.
    pub(super) fn piece(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let mut read = 0;
        while read < into.len() {
            match self.read_at(at + read as u64, &mut into[read..])? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                more => read += more,
            }
        }
        Ok(())
    }

    /// A reader from `at` to the end.
    pub(super) fn from(&self, at: u64) -> At<'_> {
        At { source: self, at }
    }

    /// SHA-256 of all of it, hex.
    pub(super) fn sha(&self, progress: &Progress) -> io::Result<String> {
        progress.begin(self.len()?);
        let (mut hash, mut piece, mut reader) = (Sha256::new(), vec![0; PIECE], self.from(0));
        loop {
            let read = reader.read(&mut piece)?;
            if read == 0 {
                return Ok(to_hex(&hash.finalize()));
            }
            hash.update(&piece[..read]);
            progress.step(read as u64);
        }
    }

    /// Where the text begins, behind a mark that some programs put before it, and what parts its cells:
    /// whichever of `;`, `,`, tab and `|` the first line has most of.
    pub(super) fn shape(&self) -> io::Result<(u64, u8)> {
        let mut head = vec![0; HEADER];
        let read = self.read_at(0, &mut head)?;
        head.truncate(read);
        let begins = if head.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
        let line = head.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
        let many = |sign: &u8| line.split(|byte| byte == sign).count();
        let parts = [b'|', b'\t', b',', b';'].into_iter().max_by_key(many).unwrap_or(b';');
        Ok((begins, parts))
    }
}

/// A reader at a place in a source.
pub(super) struct At<'a> {
    source: &'a Source,
    at: u64,
}

impl Read for At<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read_at(self.at, into)?;
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_the_header_has_most_of() {
        let shape = |text: &[u8]| Source::Memory(text.to_vec()).shape().unwrap();
        assert_eq!(shape(b"nome;nascimento;freguesia\nSilva, Ana;1990;A"), (0, b';'));
        assert_eq!(shape(b"\xef\xbb\xbfname,birth,area\r\n"), (3, b','));
        assert_eq!(shape(b"name\tbirth\tarea"), (0, b'\t'));
    }
}
