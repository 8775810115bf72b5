//! `morada-verify`: the observer's program. It trusts nothing but docs/FORMATS.md and shares no
//! code with the server: its own canonical reader, Merkle tree, notes and counting rules.
//!
//! [`verify`] reads a bundle and runs the checks V01 to V20; [`vectors`] checks the building blocks
//! against published test vectors; [`witness`] cosigns checkpoints.

mod ballot;
mod bundle;
mod checks;
mod count;
mod finding;
mod limits;
mod papers;
mod pb;
mod primitives;
mod profile;
mod progress;
mod report;
mod shape;
mod slip;
mod trustees;

pub mod vectors;
pub mod witness;

use std::io;
use std::path::{Path, PathBuf};

use bundle::evidence::Evidence;
use primitives::chance;

pub use finding::{Blocked, Check, Fault, Finding, Notice, Place, Quantity, Status, Verdict};
pub use primitives::canonical::CanonicalFault;
pub use primitives::note::{NoteFault, Vkey};
pub use progress::Progress;
pub use report::{Language, Report};
pub use shape::ShapeFault;
pub use slip::{SlipFault, SlipProof, check_slip};

/// What the user brings to the bundle.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The ledger's key, learned elsewhere than from the bundle.
    pub log_key: Option<Vkey>,
    /// A folder with the openings, for accredited observers.
    pub annex: Option<PathBuf>,
    /// A tracking code.
    pub slip: Option<String>,
    /// A promise, as the server gave it.
    pub promise: Option<Vec<u8>>,
    /// Checkpoints that the user or another observer kept: (name, bytes).
    pub seen: Vec<(String, Vec<u8>)>,
}

/// Whether [`verify`] would end with 1 or 2, and nothing else: the same checks in the same order, up to
/// the first that finds something or cannot run.
///
/// # Errors
/// When the folder itself, or the annex's, cannot be walked.
pub fn is_refused(bundle: &Path, options: Options) -> io::Result<bool> {
    Ok(checks::refuse(&Evidence::read(bundle, options, Progress::Silent)?))
}

/// Counts ballots by the rule of a contest of `papers`, as V17 does, and writes the record of docs/FORMATS.md section 6;
/// `order` is the lot. `None` when papers, contest, ballot kind or rule are not known to this program.
///
/// At most `most_runs` runs with growing shares are done.
pub fn recount(
    papers: &[u8],
    contest: &str,
    ballots: &[Vec<u8>],
    order: &[String],
    most_runs: usize,
) -> Option<String> {
    let papers = papers::Papers::read(&primitives::canonical::parse(papers).ok()?).ok()?;
    let contest = papers.contests.iter().find(|other| other.id == contest)?;
    if matches!(contest.rule, papers::Rule::Foreign(_)) {
        return None;
    }
    let ballots = bundle::ballot_box::BallotBox::of(ballots.iter().cloned());
    let profile = profile::Profile::of(contest, &ballots)?;
    let lots = count::Lots::of(contest, order);
    Some(count::record(&count::Counting::new(contest, &profile, &lots), most_runs).write())
}

/// Draws `take` different numbers out of `1..=of` by the public `seed`.
pub fn sample(seed: &str, of: u64, take: usize) -> Vec<u64> {
    chance::sample(seed, of, take, chance::Repeats::Skip)
}

/// Reads the bundle in the folder `bundle` and runs every check.
///
/// # Errors
/// When the folder itself, or the annex's, cannot be walked.
pub fn verify(bundle: &Path, options: Options, progress: Progress) -> io::Result<Report> {
    let evidence = Evidence::read(bundle, options, progress)?;
    let verdicts = checks::run(&evidence);
    progress.done();
    Ok(Report { bundle: bundle.display().to_string(), verdicts })
}
