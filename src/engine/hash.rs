//! SHA-256, the one hash of the published formats.

use sha2::{Digest, Sha256};

use crate::encoding::hex_bytes;

hex_bytes!(
    /// A SHA-256 value.
    Hash,
    32
);

impl Hash {
    /// The hash of `parts` joined.
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_abc_is_the_one_of_fips_180() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Hash::of(&[b"ab", b"c"]).to_hex(), abc);
    }
}
