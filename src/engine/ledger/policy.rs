//! `policy.txt` (c2sp.org/tlog-policy): which log is trusted, and how many witnesses must have seen
//! a checkpoint.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::checkpoint::{Checkpoint, CheckpointError, check_cosignature};
use super::note::{Note, NoteError, NoteSignature, SignatureType, VerifierKey};
use crate::time::Timestamp;

/// The most lines a policy has: C2SP asks for 32 logs, 32 witnesses and 32 groups.
const LINE_LIMIT: usize = 1000;

/// Why a text is not a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// A line that cannot be read, a name given twice or not yet known, a key given twice.
    #[error("line {0} of the policy cannot be understood")]
    Line(usize),
    /// No quorum line, or two.
    #[error("the policy has not exactly one quorum line")]
    Quorum,
    /// No log line, or two: an election has one ledger.
    #[error("the policy has not exactly one log line")]
    Log,
    /// More lines than a policy may have.
    #[error("the policy is too long")]
    TooLong,
}

/// What must hold for a name to have seen a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Member {
    Witness(VerifierKey),
    Group { least: usize, members: BTreeSet<String> },
}

/// Which log and which witnesses an election trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    log: VerifierKey,
    names: BTreeMap<String, Member>,
    addresses: BTreeMap<String, String>,
    quorum: Option<String>,
}

/// What the witnesses say about a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// Who cosigned it and when, by the names of the policy.
    pub by: BTreeMap<String, Timestamp>,
    /// Whether the quorum is met. With `quorum none` it always is, and nobody outside watched.
    pub quorum_met: bool,
}

impl Policy {
    /// The text of a policy in which a majority of the named witnesses must have cosigned, or
    /// `quorum none` without witnesses.
    pub fn majority_text(log: &VerifierKey, witnesses: &[(String, VerifierKey)]) -> String {
        let mut text = format!("log {log}\n");
        for (name, key) in witnesses {
            _ = writeln!(text, "witness {name} {key}");
        }
        if witnesses.is_empty() {
            text.push_str("quorum none\n");
        } else {
            let names: Vec<&str> = witnesses.iter().map(|(name, _)| name.as_str()).collect();
            let least = witnesses.len() / 2 + 1;
            _ = writeln!(
                text,
                "group majority {least} {}
quorum majority",
                names.join(" ")
            );
        }
        text
    }

    /// Reads a policy.
    ///
    /// # Errors
    /// [`PolicyError`], the first fault.
    pub fn parse(text: &str) -> Result<Self, PolicyError> {
        if text.lines().count() > LINE_LIMIT {
            return Err(PolicyError::TooLong);
        }
        let mut reader = Reader::default();
        for (number, line) in (1..).zip(text.split('\n')) {
            let words: Vec<&str> =
                line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
            let allowed = !line.chars().any(|c| c.is_control() && c != '\t');
            if !allowed || reader.read(&words).is_none() {
                return Err(PolicyError::Line(number));
            }
        }
        let [log] = <[VerifierKey; 1]>::try_from(reader.logs).map_err(|_| PolicyError::Log)?;
        let [quorum] = <[_; 1]>::try_from(reader.quorums).map_err(|_| PolicyError::Quorum)?;
        Ok(Self { log, names: reader.names, addresses: reader.addresses, quorum })
    }

    /// The key of the log.
    pub fn log(&self) -> &VerifierKey {
        &self.log
    }

    /// The witnesses by name.
    pub fn witnesses(&self) -> impl Iterator<Item = (&str, &VerifierKey)> {
        self.names.iter().filter_map(|(name, member)| match member {
            Member::Witness(key) => Some((name.as_str(), key)),
            Member::Group { .. } => None,
        })
    }

    /// Where the witnesses that answer over HTTP are asked, by name.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, &str)> {
        self.addresses.iter().map(|(name, url)| (name.as_str(), url.as_str()))
    }

    /// Whether the policy asks for any witness at all.
    pub fn asks_for_witnesses(&self) -> bool {
        self.quorum.is_some()
    }

    /// Checks the log's signature and every cosignature by a known witness.
    ///
    /// # Errors
    /// [`CheckpointError`] when the note is no checkpoint of this log or a known witness's
    /// cosignature does not hold. A quorum that is not met is no error but an answer.
    pub fn check(&self, note: &Note) -> Result<Witnessed, CheckpointError> {
        let checkpoint = Checkpoint::open(note, &self.log)?;
        let mut by = BTreeMap::new();
        for (name, key) in self.witnesses() {
            if let Some(line) = key.find(note) {
                by.insert(name.to_owned(), check_cosignature(note.text(), line, key)?);
            }
        }
        let quorum_met = self.quorum.as_ref().is_none_or(|name| self.has_seen(name, &by));
        Ok(Witnessed { checkpoint, by, quorum_met })
    }

    /// Whose cosignature of `text` a pasted line is, by the name in the policy.
    ///
    /// # Errors
    /// [`NoteError::Missing`] when no witness has this key, [`NoteError::Signature`] when the
    /// cosignature does not hold.
    pub fn recognise(
        &self,
        text: &str,
        line: &NoteSignature,
    ) -> Result<(&str, Timestamp), NoteError> {
        let known = |key: &VerifierKey| key.name() == line.name && key.id() == line.key_id;
        let (name, key) = self
            .witnesses()
            .find(|(_, key)| known(key))
            .ok_or_else(|| NoteError::Missing(line.name.clone()))?;
        Ok((name, check_cosignature(text, line, key)?))
    }

    /// A group names only earlier lines, so this ends.
    fn has_seen(&self, name: &str, by: &BTreeMap<String, Timestamp>) -> bool {
        match self.names.get(name) {
            None => false,
            Some(Member::Witness(_)) => by.contains_key(name),
            Some(Member::Group { least, members }) => {
                members.iter().filter(|member| self.has_seen(member, by)).count() >= *least
            }
        }
    }
}

/// What the lines read so far have defined.
#[derive(Default)]
struct Reader {
    logs: Vec<VerifierKey>,
    names: BTreeMap<String, Member>,
    addresses: BTreeMap<String, String>,
    quorums: Vec<Option<String>>,
    grouped: BTreeSet<String>,
}

impl Reader {
    /// Reads one line; `None` if it cannot be understood.
    fn read(&mut self, words: &[&str]) -> Option<()> {
        match words {
            [] => Some(()),
            [first, ..] if first.starts_with('#') => Some(()),
            ["log", key] | ["log", key, _] => self.log(key),
            ["witness", name, key] => self.witness(name, key),
            ["witness", name, key, url] => {
                self.witness(name, key)?;
                self.addresses.insert((*name).to_owned(), (*url).to_owned());
                Some(())
            }
            ["group", name, least, members @ ..] => self.group(name, least, members),
            ["quorum", "none"] => {
                self.quorums.push(None);
                Some(())
            }
            ["quorum", name] if self.names.contains_key(*name) => {
                self.quorums.push(Some((*name).to_owned()));
                Some(())
            }
            _ => None,
        }
    }

    fn log(&mut self, key: &str) -> Option<()> {
        let key = VerifierKey::parse(key).ok()?;
        (key.kind() == SignatureType::Ed25519).then(|| self.logs.push(key))
    }

    fn witness(&mut self, name: &str, key: &str) -> Option<()> {
        let key = VerifierKey::parse(key).ok()?;
        // The same key under two names would let one witness count twice.
        let twice = self.names.values().any(|known| match known {
            Member::Witness(other) => other.public() == key.public(),
            Member::Group { .. } => false,
        });
        if twice || key.kind() != SignatureType::Cosignature {
            return None;
        }
        self.define(name, Member::Witness(key))
    }

    fn group(&mut self, name: &str, least: &str, members: &[&str]) -> Option<()> {
        let names: BTreeSet<String> = members.iter().map(|member| (*member).to_owned()).collect();
        let least = match least {
            "any" => 1,
            "all" => names.len(),
            number if number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok()?,
            _ => return None,
        };
        let sensible = names.len() == members.len() && (1..=names.len()).contains(&least);
        // Each name is a member at most once, so that a witness counts in one way only.
        let fresh =
            |member: &String| self.names.contains_key(member) && !self.grouped.contains(member);
        if !sensible || !names.iter().all(fresh) {
            return None;
        }
        self.grouped.extend(names.iter().cloned());
        self.define(name, Member::Group { least, members: names })
    }

    fn define(&mut self, name: &str, member: Member) -> Option<()> {
        if name == "none" || self.names.contains_key(name) {
            return None;
        }
        self.names.insert(name.to_owned(), member);
        Some(())
    }
}
