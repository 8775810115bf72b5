//! V01: every file of the bundle is listed with its hash and size, and nothing else lies there.

use crate::bundle::evidence::Evidence;
use crate::bundle::files::Entry;
use crate::bundle::manifest::{Listed, is_known, is_safe};
use crate::bundle::part::file_finding;
use crate::finding::{Blocked, Fault, Place, Verdict};
use crate::papers::Openings;

const MANIFEST: &str = "manifest.json";

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    out.found_all(evidence.manifest.faults());
    let Ok((listed, _)) = evidence.manifest.get() else { return Ok(()) };
    for pair in listed.windows(2).filter(|pair| pair[0].path >= pair[1].path) {
        out.found(Place::file(MANIFEST).member(&pair[1].path), Fault::ListOrder);
    }
    for file in listed {
        check_listed(evidence, file, out);
    }
    for (path, entry) in evidence.files.entries() {
        let is_listed = listed.iter().any(|file| file.path == path);
        if entry == Entry::Special {
            out.found(Place::file(path), Fault::Special);
        } else if is_foreign(evidence, path) {
            out.found(Place::file(path), Fault::ForeignFile);
        } else if !is_listed && path != MANIFEST && !is_by_hand(evidence, path) {
            out.found(Place::file(path), Fault::Unlisted);
        }
    }
    // Without the papers nobody can say which contests' files belong here.
    evidence.papers().map(|_| ())
}

fn check_listed(evidence: &Evidence, file: &Listed, out: &mut Verdict) {
    let here = || Place::file(&file.path);
    if !is_safe(&file.path) {
        out.found(Place::file(MANIFEST).member(&file.path), Fault::UnsafePath);
        return;
    }
    if file.path == MANIFEST || is_by_hand(evidence, &file.path) {
        out.found(here(), Fault::ForeignFile);
        return;
    }
    match (evidence.files.entry(&file.path), evidence.hashes.get(&file.path)) {
        (None, _) => out.found(here(), Fault::Missing),
        // Links and devices are found below, where everything that lies there is looked at.
        (Some(Entry::Special), _) | (Some(_), None) => {}
        (Some(_), Some(Err(fault))) => out.found_all(&[file_finding(&file.path, *fault)]),
        (Some(Entry::File { size }), Some(Ok(hash))) => {
            if size != file.size {
                out.found(here(), Fault::OtherSize { stated: file.size, found: size });
            }
            if *hash != file.sha256 {
                out.found(here(), Fault::OtherHash { by: MANIFEST });
            }
        }
    }
}

/// Whether a file belongs to the annex of a vote whose openings go to observers by hand.
fn is_by_hand(evidence: &Evidence, path: &str) -> bool {
    path.starts_with("annex/")
        && evidence.papers().is_ok_and(|papers| papers.openings == Openings::Observers)
}

fn is_foreign(evidence: &Evidence, path: &str) -> bool {
    let Ok(papers) = evidence.papers() else { return false };
    let contests: Vec<&str> = papers.contests.iter().map(|c| c.id.as_str()).collect();
    path != MANIFEST && !is_known(path, &contests)
}
