//! `morada-verify vectors FILE`: checks this program's building blocks against test vectors.
//!
//! Four forms of files are known: our own (`pbv1-*.json`), the proofs of transparency-dev
//! (RFC 6962), ristretto255 (RFC 9496) and the sampler tests of Rivest's method.

mod merkle;
mod pbv1;
mod reading;
mod ristretto;
mod rivest;
mod transparency;

use serde_json::Value;

/// The cases of one group of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name in the file.
    pub name: String,
    /// How many cases hold.
    pub passed: usize,
    /// The cases that do not, described.
    pub failed: Vec<String>,
}

impl Group {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), passed: 0, failed: Vec::new() }
    }

    /// Counts a case.
    fn case(&mut self, what: impl FnOnce() -> String, holds: bool) {
        if holds { self.passed += 1 } else { self.failed.push(what()) }
    }

    /// Counts every case of a list; one that is not of its form does not hold.
    fn cases(&mut self, list: &Value, holds: impl Fn(&Value) -> Option<bool>) {
        let Some(cases) = list.as_array() else {
            return self.failed.push("not a list of cases".to_owned());
        };
        for (at, case) in cases.iter().enumerate() {
            let name = ["why", "desc", "name"].iter().find_map(|key| case[key].as_str());
            self.case(|| format!("[{at}] {}", name.unwrap_or_default()), holds(case) == Some(true));
        }
    }
}

/// Why a file was not checked.
#[derive(Debug, thiserror::Error)]
pub enum VectorsError {
    /// It is not JSON.
    #[error("the file is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It has none of the known forms.
    #[error("the file has none of the forms this program knows")]
    Form,
}

/// Runs every case of a file of vectors.
///
/// # Errors
/// [`VectorsError`].
pub fn run(file: &[u8]) -> Result<Vec<Group>, VectorsError> {
    let file: Value = serde_json::from_slice(file)?;
    let has = |key: &str| file.get(key).is_some();
    if ["merkle", "notes", "ballots", "randomness", "encodings", "canonical"].into_iter().any(has) {
        Ok(pbv1::run(&file))
    } else if has("inclusion") || has("consistency") {
        Ok(transparency::run(&file))
    } else if has("multiples_of_basepoint") || has("must_be_rejected") {
        Ok(ristretto::run(&file))
    } else if file["tests"][0]["data"]["seed"].is_string() {
        Ok(vec![rivest::run(&file["tests"])])
    } else {
        Err(VectorsError::Form)
    }
}
