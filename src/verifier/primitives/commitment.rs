//! What ties a ballot to its leaf: the commitment, and the words a credential signs.

use super::bytes::{Hash, sha256, to_hex};

/// The commitment of ballot `b` under `r` in an election (docs/FORMATS.md section 2).
pub fn commitment(election: &str, r: &[u8; 32], ballot: &[u8]) -> Hash {
    // An election's id has at most 64 bytes, so its length always fits.
    let length = u16::try_from(election.len()).unwrap_or(u16::MAX).to_be_bytes();
    sha256(&[b"pb/v1/ballot\0", &length, election.as_bytes(), r, ballot])
}

/// The message a credential signs to cast: the leaf without its signature, behind a label.
pub fn cast_message(com: &Hash, cr: &[u8; 32], contest: &str, election: &str, n: u64) -> String {
    format!(
        r#"pb/v1/cast
{{"com":"{}","cr":"{}","ct":"{contest}","el":"{election}","n":{n},"t":"ballot","v":1}}"#,
        to_hex(com),
        to_hex(cr)
    )
}

/// The message a credential signs to retire: every ballot of it stops counting.
pub fn retire_message(cr: &[u8; 32], contest: &str, election: &str) -> String {
    format!(
        r#"pb/v1/retire
{{"cr":"{}","ct":"{contest}","el":"{election}","t":"retire","v":1}}"#,
        to_hex(cr)
    )
}
