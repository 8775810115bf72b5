//! Which keys are believed (C2SP tlog-policy): the log, the witnesses and how many are enough.

use std::collections::{BTreeMap, BTreeSet};

use super::bytes::from_decimal;
use super::note::{KeyUse, Vkey};

/// How many names a policy may define; C2SP asks for at least 96.
const NAMES: usize = 1_000;

/// A parsed policy.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The keys that may sign a checkpoint.
    pub logs: Vec<Vkey>,
    /// The witnesses, by their name in the policy.
    pub witnesses: BTreeMap<String, Vkey>,
    groups: BTreeMap<String, Group>,
    quorum: Quorum,
}

#[derive(Debug, Clone)]
struct Group {
    threshold: usize,
    members: Vec<String>,
}

#[derive(Debug, Clone)]
enum Quorum {
    None,
    Of(String),
}

/// The line of a policy that cannot be read, counted from 1; the last line when one is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyFault {
    /// The line.
    pub line: u64,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// [`PolicyFault`] with the first line that is not a policy line.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyFault> {
        let mut policy = Self {
            logs: Vec::new(),
            witnesses: BTreeMap::new(),
            groups: BTreeMap::new(),
            quorum: Quorum::None,
        };
        let mut reading = Reading { quorum_seen: false, members: BTreeSet::new() };
        let lines: Vec<&[u8]> = match bytes.strip_suffix(b"\n") {
            Some(lines) => lines.split(|b| *b == b'\n').collect(),
            None => return Err(PolicyFault { line: 1 }),
        };
        for (at, line) in lines.iter().enumerate() {
            policy.take(line, &mut reading).ok_or(PolicyFault { line: at as u64 + 1 })?;
        }
        if reading.quorum_seen { Ok(policy) } else { Err(PolicyFault { line: lines.len() as u64 }) }
    }

    fn take(&mut self, line: &[u8], reading: &mut Reading) -> Option<()> {
        let line = std::str::from_utf8(line).ok()?;
        if line.bytes().any(|b| (b < 0x20 && b != b'\t') || b == 0x7f) {
            return None;
        }
        let words: Vec<&str> = line.split([' ', '\t']).filter(|w| !w.is_empty()).collect();
        match words.as_slice() {
            [] => Some(()),
            [first, ..] if first.starts_with('#') => Some(()),
            ["log", vkey] | ["log", vkey, _] => {
                let vkey = Vkey::parse(vkey).filter(|k| k.key_use == KeyUse::Text)?;
                let fresh = self.logs.iter().all(|log| log.key != vkey.key);
                fresh.then(|| self.logs.push(vkey))
            }
            ["witness", name, vkey] | ["witness", name, vkey, _] => {
                let vkey = Vkey::parse(vkey).filter(|k| k.key_use == KeyUse::Cosignature)?;
                let fresh =
                    self.is_free(name) && self.witnesses.values().all(|w| w.key != vkey.key);
                fresh.then(|| drop(self.witnesses.insert((*name).to_owned(), vkey)))
            }
            ["group", name, threshold, members @ ..] if !members.is_empty() => {
                let threshold = match *threshold {
                    "any" => 1,
                    "all" => members.len(),
                    number => usize::try_from(from_decimal(number)?).ok()?,
                };
                let sound = (1..=members.len()).contains(&threshold)
                    && self.is_free(name)
                    && members
                        .iter()
                        .all(|m| self.is_known(m) && reading.members.insert((*m).to_owned()));
                let members = members.iter().map(|m| (*m).to_owned()).collect();
                sound.then(|| {
                    drop(self.groups.insert((*name).to_owned(), Group { threshold, members }));
                })
            }
            ["quorum", name] if !reading.quorum_seen => {
                reading.quorum_seen = true;
                self.quorum = match *name {
                    "none" => Quorum::None,
                    known if self.is_known(known) => Quorum::Of(known.to_owned()),
                    _ => return None,
                };
                Some(())
            }
            _ => None,
        }
    }

    fn is_known(&self, name: &str) -> bool {
        self.witnesses.contains_key(name) || self.groups.contains_key(name)
    }

    fn is_free(&self, name: &str) -> bool {
        name != "none" && !self.is_known(name) && self.witnesses.len() + self.groups.len() < NAMES
    }

    /// Whether the policy asks for no witness at all.
    pub fn asks_for_nobody(&self) -> bool {
        matches!(self.quorum, Quorum::None)
    }

    /// Whether the witnesses in `cosigned` are enough.
    pub fn is_met_by(&self, cosigned: &BTreeSet<String>) -> bool {
        match &self.quorum {
            Quorum::None => true,
            Quorum::Of(name) => self.has_witnessed(name, cosigned),
        }
    }

    /// A group names only earlier groups, and each name stands in one group at most, so this walk
    /// over a tree ends.
    fn has_witnessed(&self, name: &str, cosigned: &BTreeSet<String>) -> bool {
        match self.groups.get(name) {
            None => cosigned.contains(name),
            Some(group) => {
                let have = group.members.iter().filter(|m| self.has_witnessed(m, cosigned)).count();
                have >= group.threshold
            }
        }
    }
}

struct Reading {
    quorum_seen: bool,
    members: BTreeSet<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(rest: &str) -> Result<Policy, PolicyFault> {
        let key = |n: u8| Vkey::new(&format!("w{n}.example"), KeyUse::Cosignature, [n; 32]).write();
        let witnesses: Vec<String> =
            (1..=4).map(|n| format!("witness w{n} {}\n", key(n))).collect();
        let witnesses = witnesses.concat();
        Policy::parse(format!("# who watches\n{witnesses}{rest}").as_bytes())
    }

    fn names(list: &[&str]) -> BTreeSet<String> {
        list.iter().map(|n| (*n).to_owned()).collect()
    }

    #[test]
    fn a_group_inside_a_group_counts_as_one() {
        let both =
            policy("group three 2 w1 w2 w3\ngroup both all three w4\nquorum both\n").unwrap();
        assert!(both.is_met_by(&names(&["w1", "w3", "w4"])));
        assert!(!both.is_met_by(&names(&["w1", "w2", "w3"])));
        assert!(!both.is_met_by(&names(&["w1", "w4"])));
    }

    #[test]
    fn a_policy_without_a_quorum_line_or_with_a_foreign_one_is_refused() {
        for (rest, line) in [
            ("", 5),
            ("quorum w5\n", 6),
            ("quorum w1\nquorum w2\n", 7),
            ("group g 3 w1 w2\nquorum g\n", 6),
            ("group g any w1\ngroup h any w1\nquorum g\n", 7),
            ("group none any w1\nquorum none\n", 6),
            ("quorom w1\n", 6),
        ] {
            assert_eq!(policy(rest).unwrap_err(), PolicyFault { line }, "{rest}");
        }
        assert!(policy("quorum none\n").unwrap().asks_for_nobody());
    }
}
