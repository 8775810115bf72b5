//! The trustees' partial decryptions, if the annex has them: each proves its share was used.

use std::collections::{BTreeMap, BTreeSet};

use crate::bundle::evidence::{ContestEvidence, Evidence};
use crate::bundle::ledger::Ledger;
use crate::bundle::openings::each_line;
use crate::finding::{Blocked, Fault, Notice, Place, Verdict};
use crate::papers::Contest;
use crate::primitives::bytes::Hash;
use crate::primitives::canonical::Value;
use crate::primitives::sealing::{Partial, is_proved, scalar};
use crate::shape::{Shape, ShapeFault};
use crate::trustees::Trustees;

pub fn check(
    evidence: &Evidence,
    ledger: &Ledger,
    contest: &Contest,
    own: &ContestEvidence,
    out: &mut Verdict,
) -> Result<(), Blocked> {
    let files = evidence.annex_files();
    let prefix = evidence.annex_path(&format!("decrypt-{}-", contest.id));
    let trustee_of = |path: &str| {
        let number = path.strip_prefix(&prefix)?.strip_suffix(".jsonl")?;
        number.parse::<u16>().ok()
    };
    let decryptions: Vec<(u16, &str)> =
        files.entries().filter_map(|(path, _)| Some((trustee_of(path)?, path))).collect();
    if decryptions.is_empty() {
        return Ok(());
    }
    let (trustees, _) = evidence.trustees.get()?;
    let points_path = evidence.annex_path(&format!("to-open-{}.jsonl", contest.id));
    if files.entry(&points_path).is_none() {
        // The openings answer this check's question without them, so it is not blocked.
        out.notice(Notice::PartialsUnchecked { contest: contest.id.clone() });
        return Ok(());
    }
    let mut points = BTreeMap::new();
    let counted: BTreeSet<&Hash> =
        own.counted.casts.iter().map(|place| &ledger.casts[*place as usize].com).collect();
    let read = each_line(files, &points_path, |at, line| {
        match line.and_then(|record| point(&record).map_err(Fault::Shape)) {
            Ok((com, _)) if !counted.contains(&com) => {
                out.found(Place::line(&points_path, at), Fault::PartialForeign);
            }
            Ok((com, big_r)) => drop(points.insert(com, big_r)),
            Err(fault) => out.found(Place::line(&points_path, at), fault),
        }
    });
    if let Err(finding) = read {
        out.found_all(&[*finding]);
    }
    for (i, path) in decryptions {
        check_file(evidence, ledger, trustees, i, path, &points, out);
    }
    Ok(())
}

fn check_file(
    evidence: &Evidence,
    ledger: &Ledger,
    trustees: &Trustees,
    i: u16,
    path: &str,
    points: &BTreeMap<Hash, [u8; 32]>,
    out: &mut Verdict,
) {
    let Some(share_key) = trustees.share_key(i) else {
        return out.found(Place::file(path), Fault::PartialForeign);
    };
    let read = each_line(evidence.annex_files(), path, |at, line| {
        let here = || Place::line(path, at);
        match line.and_then(|record| partial(&record, i).map_err(Fault::Shape)) {
            Err(fault) => out.found(here(), fault),
            Ok((com, partial)) => match points.get(&com) {
                None => out.found(here(), Fault::PartialForeign),
                Some(big_r) if !is_proved(&ledger.election, &partial, share_key, big_r) => {
                    out.found(here(), Fault::PartialWrong);
                }
                Some(_) => {}
            },
        }
    });
    if let Err(finding) = read {
        out.found_all(&[*finding]);
    }
}

/// A line of `to-open-<ct>.jsonl`: a commitment and the point `R` of its sealed ballot.
fn point(value: &Value<'_>) -> Result<(Hash, [u8; 32]), ShapeFault> {
    let line = Shape::exact(value, &["com", "r"])?;
    Ok((line.hex("com")?, line.hex("r")?))
}

/// A line of `decrypt-<ct>-<i>.jsonl`.
fn partial(value: &Value<'_>, i: u16) -> Result<(Hash, Partial), ShapeFault> {
    let line = Shape::exact(value, &["c", "com", "d", "z"])?;
    let number = |key| scalar(&line.hex(key)?).ok_or_else(|| ShapeFault::at(key));
    Ok((line.hex("com")?, Partial { i, d: line.hex("d")?, c: number("c")?, z: number("z")? }))
}
