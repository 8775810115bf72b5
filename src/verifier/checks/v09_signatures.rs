//! V09: every ballot and every retirement is signed by a key of its contest's credlist.
//!
//! Each signature is verified on its own and strictly (`verify_strict`), on all cores. Verifying
//! them in batches would be twice as fast and is not done: the batch equation of Ed25519 can accept
//! a signature with a small-order part that the single equation refuses, so that two verifiers
//! could disagree about one ballot. See Chalkias, Garillot, Nikolaenko, "Taming the many `EdDSA`s"
//! (SSR 2020).

use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::bundle::credlist::Credlist;
use crate::bundle::evidence::Evidence;
use crate::bundle::ledger::Ledger;
use crate::finding::{Blocked, Fault, Place, Verdict};
use crate::primitives::commitment::{cast_message, retire_message};
use crate::primitives::note::is_signed;

/// Fewer signatures than this are not worth a thread of their own.
const SMALL_SHARE: usize = 64;
/// More cores than this are not used: reading the ledger then takes longer than the signatures.
const MOST_CORES: usize = 16;

pub fn check(evidence: &Evidence, out: &mut Verdict) -> Result<(), Blocked> {
    let ledger = evidence.ledger.get()?;
    let mut credlists: Vec<Option<&Credlist>> = Vec::new();
    for contest in &ledger.contests {
        let part = evidence.contests.get(contest).map(|own| own.credlist.get());
        match part {
            Some(Ok(credlist)) => credlists.push(Some(credlist)),
            Some(Err(reason)) => {
                out.blocked(reason);
                credlists.push(None);
            }
            // V07 says that the papers do not have this contest.
            None => credlists.push(None),
        }
    }
    let wrong = wrong_signatures(evidence, ledger);
    let casts = ledger.casts.iter().map(|cast| (cast.index, cast.contest, &cast.cr));
    let retired = ledger.retired.iter().map(|r| (r.index, r.contest, &r.cr));
    for (index, contest, key) in casts.chain(retired) {
        let listed = credlists[usize::from(contest)].is_none_or(|list| list.has(key));
        if !listed {
            out.found(Place::leaf(u64::from(index)), Fault::KeyUnlisted);
        }
    }
    for index in wrong {
        out.found(Place::leaf(u64::from(index)), Fault::BallotSignatureWrong);
    }
    evidence.papers().map(|_| ())
}

/// The leaves whose signature does not hold, by index.
fn wrong_signatures(evidence: &Evidence, ledger: &Ledger) -> Vec<u32> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_CORES);
    let share = ledger.casts.len().div_ceil(cores).max(SMALL_SHARE);
    let done = AtomicU64::new(0);
    let mut wrong: Vec<u32> = thread::scope(|scope| {
        let workers: Vec<_> = ledger
            .casts
            .chunks(share)
            .map(|casts| {
                let done = &done;
                scope.spawn(move || {
                    let mut wrong = Vec::new();
                    for cast in casts {
                        let contest = &ledger.contests[usize::from(cast.contest)];
                        let message =
                            cast_message(&cast.com, &cast.cr, contest, &ledger.election, cast.n);
                        if !is_signed(&cast.cr, message.as_bytes(), &cast.sg) {
                            wrong.push(cast.index);
                        }
                        let at = done.fetch_add(1, Ordering::Relaxed);
                        evidence.progress.step("V09", at);
                    }
                    wrong
                })
            })
            .collect();
        let joined = workers.into_iter().map(|w| w.join().expect("a worker only reads"));
        joined.flatten().collect()
    });
    for retired in &ledger.retired {
        let contest = &ledger.contests[usize::from(retired.contest)];
        let message = retire_message(&retired.cr, contest, &ledger.election);
        if !is_signed(&retired.cr, message.as_bytes(), &retired.sg) {
            wrong.push(retired.index);
        }
    }
    wrong.sort_unstable();
    wrong
}
