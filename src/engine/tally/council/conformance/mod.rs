//! Runs published cases against the rules: one file per kind of case.
//!
//! The layout is that of the shared `elections` folder: one JSON object per line. The kind of a case
//! is seen from its members, so files with other names and unseen cases of the same kinds run too.
//! Expected numbers of candidates are 1-based there unless the file says otherwise.

use serde::Serialize;
use serde_json::Value;

mod approval;
pub mod cvr;
mod eligibility;
mod lists;
mod single;
mod stv;

use super::marks::Policy;
use super::rankings::Rankings;
use crate::blt;

/// What became of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that the case expects came out.
    Agreed,
    /// Something came out differently: what, expected, found.
    Differed(String),
    /// The case asks for something that this program does not count, or cannot be read.
    Unsupported(String),
}

/// Finds a file named by a case, by its path from the folder of the case.
pub type Read<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// A check of one kind of case.
type Conform = fn(&Value, Read<'_>) -> Result<Checks, Unreadable>;

/// Per kind: the members that give it away, and its check. The first match counts.
const KINDS: &[(&str, &[&str], Conform)] = &[
    ("stv stages", &["stages", "elected_order", "quota"], stv::stages),
    ("stv rule comparison", &["scottish_5dp"], stv::comparison),
    ("panachage", &["ballots", "candidates_per_list"], lists::panachage),
    ("list seats", &["votes", "seats", "expected"], lists::apportionment),
    ("one post", &["matrix", "smith"], single::one_post),
    ("marks on paper", &["marks", "policy", "expected"], single::marks),
    ("quota selection", &["scores", "seats", "bounds"], single::quotas),
    ("eligibility", &["rule", "person", "expected"], eligibility::decision),
    ("motion", &["rule", "votes", "expected"], single::motion),
    ("approval committees", &["approvals", "n", "k"], approval::committees),
    ("stv constrained", &["group", "min_f", "max_f"], stv::constrained),
    ("cast vote records", &["cvr", "rules", "expected_results"], cvr::rounds),
    ("stv large", &["generator", "stages_sha256"], stv::large),
];

/// The election that `make_large.py PAPERS CANDIDATES SEATS SEED` writes, as its ballots.
///
/// Nothing when the numbers are no election: no candidate, or too many.
pub fn generated_election(papers: u64, candidates: usize, seed: u64) -> Option<Rankings> {
    stv::generate(papers, candidates, seed).ok()
}

/// The kind of `case`, as a name for reports.
pub fn kind(case: &Value) -> Option<&'static str> {
    find(case).map(|(name, _)| name)
}

/// Runs one case. `read` finds the files that it names.
pub fn conform(case: &Value, read: Read<'_>) -> Verdict {
    let Some((_, check)) = find(case) else {
        return Verdict::Unsupported("a case of an unknown kind".to_owned());
    };
    match check(case, read) {
        Ok(checks) => checks.verdict(),
        Err(Unreadable(why)) => Verdict::Unsupported(why),
    }
}

fn find(case: &Value) -> Option<(&'static str, Conform)> {
    let has = |members: &[&str]| members.iter().all(|member| case.get(member).is_some());
    let kind = KINDS.iter().find(|(_, members, _)| has(members))?;
    Some((kind.0, kind.2))
}

/// The case cannot be run: why.
#[derive(Debug)]
struct Unreadable(String);

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// Comparisons made for one case.
#[derive(Debug, Default)]
struct Checks {
    made: usize,
    differences: Vec<String>,
    unsupported: Vec<String>,
}

impl Checks {
    /// Compares a member of the case, if it is there, with what was found.
    fn member(&mut self, case: &Value, name: &str, found: impl Serialize) {
        if let Some(expected) = case.get(name) {
            self.equal(name, expected, found);
        }
    }

    /// Compares by their JSON.
    fn equal(&mut self, name: &str, expected: &Value, found: impl Serialize) {
        self.made += 1;
        let found = serde_json::to_value(found).unwrap_or(Value::Null);
        if *expected != found {
            self.differences.push(format!("{name}: expected {expected}, found {found}"));
        }
    }

    fn unsupported(&mut self, what: impl Into<String>) {
        self.unsupported.push(what.into());
    }

    fn verdict(self) -> Verdict {
        if !self.differences.is_empty() {
            Verdict::Differed(self.differences.join("; "))
        } else if !self.unsupported.is_empty() {
            Verdict::Unsupported(self.unsupported.join("; "))
        } else if self.made == 0 {
            Verdict::Unsupported("the case expects nothing".to_owned())
        } else {
            Verdict::Agreed
        }
    }
}

/// Reads the BLT file that belongs to a case: its member `ballots`, or `ballots/<id>.blt`.
fn ballots(case: &Value, read: Read<'_>) -> Result<(usize, Rankings), Unreadable> {
    let path = match (case.get("ballots").and_then(Value::as_str), case.get("id")) {
        (Some(path), _) => path.to_owned(),
        (None, Some(Value::String(id))) => format!("ballots/{id}.blt"),
        (None, _) => return Err(Unreadable("the case names no ballots".to_owned())),
    };
    let bytes = read(&path).ok_or_else(|| Unreadable(format!("{path} is missing")))?;
    let blt = blt::read(&bytes, &Policy::until_uncertain())
        .map_err(|fault| Unreadable(format!("{path}: {fault}")))?;
    Ok((blt.seats, blt.ballots))
}

/// 0-based numbers as the cases print them.
fn from_one(numbers: &[usize]) -> Vec<usize> {
    numbers.iter().map(|number| number + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_case_of_an_unknown_kind_is_unsupported_and_never_agreed() {
        let verdict = conform(&json!({"id": "x"}), &|_| None);
        assert!(matches!(verdict, Verdict::Unsupported(_)));
    }

    #[test]
    fn a_difference_weighs_more_than_what_is_not_counted() {
        let case = json!({"seats": 3});
        let mut checks = Checks::default();
        assert!(matches!(Checks::default().verdict(), Verdict::Unsupported(_)));
        checks.member(&case, "seats", 3);
        checks.member(&case, "absent", 1);
        checks.unsupported("a rule of the moon");
        checks.equal("seats", &case["seats"], 4);
        assert_eq!(checks.verdict(), Verdict::Differed("seats: expected 3, found 4".to_owned()));
    }

    #[test]
    fn a_missing_ballot_file_is_named() {
        let case = json!({"id": "x", "stages": [], "elected_order": [], "quota": 1});
        let verdict = conform(&case, &|_| None);
        assert_eq!(verdict, Verdict::Unsupported("ballots/x.blt is missing".to_owned()));
    }
}
