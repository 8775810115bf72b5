//! Reading what an operator names on the command line, within bounds.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;

/// The most bytes a file may have, unpacked.
const LARGEST: u64 = 2 << 30;

/// Bytes of a stream that are in memory at a time.
const CHUNK: usize = 1 << 16;

/// A file as a stream; one that ends in `.gz` is unpacked on the way. Its reader bounds it.
///
/// # Errors
/// The file cannot be opened.
pub fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let file = BufReader::with_capacity(CHUNK, File::open(path)?);
    if path.extension().is_some_and(|extension| extension == "gz") {
        return Ok(Box::new(BufReader::with_capacity(CHUNK, GzDecoder::new(file))));
    }
    Ok(Box::new(file))
}

/// The bytes of a file; one that ends in `.gz` is unpacked.
///
/// # Errors
/// The file cannot be read, or has more than two gigabytes.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let mut bytes = Vec::new();
    // One byte more than allowed shows that there is more, without reading it.
    if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(file).take(LARGEST + 1).read_to_end(&mut bytes)?;
    } else {
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other("more than two gigabytes"));
    }
    Ok(bytes)
}
