//! V07: the leaves have their members, stand in their order, and fix the files they name.

use std::collections::BTreeSet;

use crate::bundle::evidence::Evidence;
use crate::bundle::leaf::{Kind, Leaf};
use crate::bundle::ledger::Ledger;
use crate::bundle::part::file_finding;
use crate::finding::{Blocked, Fault, Notice, Place, Quantity, Verdict};
use crate::primitives::bytes::Hash;
use crate::trustees::Holder;

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    out.found_all(evidence.papers.faults());
    out.found_all(evidence.trustees.faults());
    let ledger = evidence.ledger.get()?;
    out.found_all(&ledger.grammar);
    Order::default().walk(ledger, out);
    for (index, _) in ledger.acts.iter().filter(|(_, leaf)| matches!(leaf, Leaf::OpenBySame)) {
        out.found(Place::leaf(u64::from(*index)).member("by"), Fault::SameOfficer);
    }
    setup_files(evidence, out);
    result_files(evidence, out);
    if evidence.trustees.get().is_ok_and(|(trustees, _)| trustees.holder == Holder::Server) {
        out.notice(Notice::ServerHoldsKey);
    }
    contests(evidence, ledger, out)
}

/// How far the ledger has come: each act that may stand once moves it on.
#[derive(Default)]
struct Order {
    last: Option<Kind>,
    batches: u64,
    /// Leaves that the present batch still announces, and where it stands.
    batch: Option<(u64, u64, u64)>,
}

/// The acts that stand in this order, each once but the credlists.
const SEQUENCE: [Kind; 7] =
    [Kind::Setup, Kind::Credlist, Kind::Open, Kind::Close, Kind::Seed, Kind::Tally, Kind::Result];

impl Order {
    fn walk(mut self, ledger: &Ledger, out: &mut Verdict) {
        for (index, kind) in (0_u64..).zip(&ledger.kinds) {
            self.step(ledger, index, *kind, out);
        }
        self.end_batch(out);
        let seen: BTreeSet<&str> = ledger.kinds.iter().map(|kind| kind.name()).collect();
        // A missing credlist is named with its contest, below.
        let once = SEQUENCE.iter().filter(|kind| **kind != Kind::Credlist);
        for kind in once.filter(|kind| !seen.contains(kind.name())) {
            out.found(Place::bundle(), Fault::LeafMissing { kind: kind.name() });
        }
    }

    fn step(&mut self, ledger: &Ledger, index: u64, kind: Kind, out: &mut Verdict) {
        let misplaced = |out: &mut Verdict| {
            out.found(Place::leaf(index), Fault::OutOfPlace { kind: kind.name() });
        };
        let inside = matches!(kind, Kind::Ballot | Kind::Retire | Kind::Unread);
        match &mut self.batch {
            Some((_, _, left)) if inside && *left > 0 => {
                *left -= 1;
                return;
            }
            _ => self.end_batch(out),
        }
        match kind {
            // What it is was not read, and V02 or a finding above says so.
            Kind::Unread => {}
            _ if kind.is_remark() && self.last.is_some() => {}
            Kind::Batch if self.last == Some(Kind::Open) => {
                let batch = ledger.acts.binary_search_by_key(&index, |(at, _)| u64::from(*at));
                if let Ok(Leaf::Batch { n, count }) = batch.map(|at| &ledger.acts[at].1) {
                    self.batches += 1;
                    if *n != self.batches {
                        let (what, stated) = (Quantity::BatchNumber, *n);
                        let fault = Fault::OtherNumber { what, stated, found: self.batches };
                        out.found(Place::leaf(index), fault);
                    }
                    self.batch = Some((index, *count, *count));
                }
            }
            _ => match SEQUENCE.iter().position(|next| *next == kind) {
                Some(place) if self.may_follow(place) => self.last = Some(kind),
                _ => misplaced(out),
            },
        }
    }

    fn may_follow(&self, place: usize) -> bool {
        let before = self.last.and_then(|last| SEQUENCE.iter().position(|kind| *kind == last));
        let again = SEQUENCE[place] == Kind::Credlist && before == Some(place);
        again || before.map_or(0, |before| before + 1) == place
    }

    fn end_batch(&mut self, out: &mut Verdict) {
        if let Some((index, count, left)) = self.batch.take().filter(|(_, _, left)| *left > 0) {
            let (what, found) = (Quantity::BatchLeaves, count - left);
            out.found(Place::leaf(index), Fault::OtherNumber { what, stated: count, found });
        }
    }
}

fn setup_files(evidence: &Evidence, out: &mut Verdict) {
    let Ok((_, Leaf::Setup(setup))) = evidence.act(Kind::Setup) else { return };
    let named = [
        ("setup/papers.json", &setup.papers),
        ("policy.txt", &setup.policy),
        ("setup/trustees.json", &setup.trustees),
    ];
    for (path, hash) in named {
        must_have_hash(evidence, path, hash, "setup", out);
    }
}

fn must_have_hash(
    evidence: &Evidence,
    path: &str,
    hash: &Hash,
    by: &'static str,
    out: &mut Verdict,
) {
    match evidence.hashes.get(path) {
        Some(Ok(found)) if found == hash => {}
        Some(Ok(_)) => out.found(Place::file(path), Fault::OtherHash { by }),
        Some(Err(fault)) => out.found_all(&[file_finding(path, *fault)]),
        None => out.found(Place::file(path), Fault::Missing),
    }
}

/// The `result` leaf fixes every published file that is not fixed by another leaf already.
fn result_files(evidence: &Evidence, out: &mut Verdict) {
    let Ok((index, Leaf::Result(named))) = evidence.act(Kind::Result) else { return };
    let prefixes = ["results/", "export/", "ballots-", "roll/", "paper/", "randomness/"];
    let is_published = |path: &str| prefixes.iter().any(|prefix| path.starts_with(prefix));
    for (path, hash) in named {
        if is_published(path) {
            must_have_hash(evidence, path, hash, "result", out);
        } else {
            out.found(Place::leaf(index).member(path), Fault::ForeignFile);
        }
    }
    let named: BTreeSet<&str> = named.iter().map(|(path, _)| path.as_str()).collect();
    for path in evidence.hashes.keys().filter(|path| is_published(path)) {
        if !named.contains(path.as_str()) {
            out.found(Place::file(path), Fault::FileUnnamed);
        }
    }
}

/// Every leaf that names contests names those of the papers.
fn contests(evidence: &Evidence, ledger: &Ledger, out: &mut Verdict) -> Result<(), Blocked> {
    let papers = evidence.papers()?;
    if papers.election != ledger.election && !ledger.election.is_empty() {
        let stated = papers.election.clone();
        out.found(Place::file("setup/papers.json"), Fault::OtherElection { stated });
    }
    let ids: Vec<&str> = papers.contests.iter().map(|c| c.id.as_str()).collect();
    for (index, leaf) in &ledger.acts {
        let place = Place::leaf(u64::from(*index)).member("contests");
        let named: Vec<&str> = match leaf {
            Leaf::Close(contests) => contests.iter().map(|c| c.ct.as_str()).collect(),
            Leaf::Tally(contests) => contests.iter().map(|c| c.ct.as_str()).collect(),
            Leaf::Paper(paper) if !ids.contains(&paper.ct.as_str()) => Vec::new(),
            _ => continue,
        };
        if named != ids {
            out.found(place, Fault::OtherContests);
        }
    }
    let credlists: Vec<(u64, &str)> = ledger
        .acts_of(Kind::Credlist)
        .filter_map(|(index, leaf)| match leaf {
            Leaf::Credlist(credlist) => Some((index, credlist.ct.as_str())),
            _ => None,
        })
        .collect();
    for (at, (index, ct)) in credlists.iter().enumerate() {
        if !ids.contains(ct) || credlists[..at].iter().any(|(_, earlier)| earlier == ct) {
            out.found(Place::leaf(*index).member("ct"), Fault::OtherContests);
        }
    }
    for id in ids.iter().filter(|id| !credlists.iter().any(|(_, ct)| ct == *id)) {
        out.found(Place::contest(id), Fault::LeafMissing { kind: Kind::Credlist.name() });
    }
    let casts = ledger.casts.iter().map(|cast| (cast.index, cast.contest));
    let retired = ledger.retired.iter().map(|retired| (retired.index, retired.contest));
    for (index, contest) in casts.chain(retired) {
        if !ids.contains(&ledger.contests[usize::from(contest)].as_str()) {
            out.found(Place::leaf(u64::from(index)).member("ct"), Fault::OtherContests);
        }
    }
    Ok(())
}
