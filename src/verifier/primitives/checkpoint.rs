//! The two texts the ledger's key signs: a checkpoint (C2SP tlog-checkpoint) and a promise.

use super::bytes::{Hash, from_base64_exact, from_decimal};

/// A promise's first line.
const PROMISE: &str = "pb-promise/v1";

/// What a checkpoint says: the whole ledger in three lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which ledger.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// Reads the text of a note; extension lines are refused (docs/FORMATS.md section 3).
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        (lines.next().is_none() && !origin.is_empty()).then_some(())?;
        let (size, root) = (from_decimal(size)?, from_base64_exact(root)?);
        Some(Self { origin: origin.to_owned(), size, root })
    }
}

/// The server's signed word that a leaf will be in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Which ledger.
    pub origin: String,
    /// The leaf promised.
    pub leaf: Hash,
    /// The last moment for it, `YYYY-MM-DDTHH:MM:SSZ`.
    pub not_later_than: String,
}

impl Promise {
    /// Reads the text of a note.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        (lines.next()? == PROMISE).then_some(())?;
        let (origin, leaf, not_later_than) = (lines.next()?, lines.next()?, lines.next()?);
        (lines.next().is_none() && is_utc(not_later_than)).then_some(())?;
        Some(Self {
            origin: origin.to_owned(),
            leaf: from_base64_exact(leaf)?,
            not_later_than: not_later_than.to_owned(),
        })
    }
}

/// Whether a text has the form `YYYY-MM-DDTHH:MM:SSZ`.
fn is_utc(text: &str) -> bool {
    let form = b"dddd-dd-ddTdd:dd:ddZ";
    text.len() == form.len()
        && text
            .bytes()
            .zip(form)
            .all(|(b, f)| if *f == b'd' { b.is_ascii_digit() } else { b == *f })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::bytes::to_base64;

    #[test]
    fn a_checkpoint_has_exactly_three_lines() {
        let root = to_base64(&[7; 32]);
        let good = format!("lisboa.example/pb/op\n12\n{root}\n");
        let root_read =
            Checkpoint { origin: "lisboa.example/pb/op".to_owned(), size: 12, root: [7; 32] };
        assert_eq!(Checkpoint::parse(&good), Some(root_read));
        for spoilt in [
            format!("lisboa.example/pb/op\n012\n{root}\n"),
            format!("lisboa.example/pb/op\n12\n{root}\nextension\n"),
            format!("lisboa.example/pb/op\n12\n{root}"),
            format!("\n12\n{root}\n"),
            "lisboa.example/pb/op\n12\nAAAA\n".to_owned(),
        ] {
            assert_eq!(Checkpoint::parse(&spoilt), None, "{spoilt:?}");
        }
    }

    #[test]
    fn a_promise_names_the_leaf_and_the_hour() {
        let leaf = to_base64(&[9; 32]);
        let good = format!("pb-promise/v1\nx/pb/op\n{leaf}\n2026-11-24T10:00:00Z\n");
        assert_eq!(Promise::parse(&good).unwrap().leaf, [9; 32]);
        assert_eq!(Promise::parse(&good.replace("10:00", "10.00")), None);
        assert_eq!(Promise::parse(&good.replace("v1", "v2")), None);
    }
}
