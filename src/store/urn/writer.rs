//! The one writer of a node: many casts, one commit.
//!
//! Waiting for the disk is what costs (STACK.md 3), so casts that arrive together share one
//! transaction and one fsync, with a fixed number of statements however many they are. A cast is
//! answered only after the commit, and only after it was read back on another connection.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use morada_engine::hash::Hash;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::sealing::CredentialKey;
use sea_orm::{DatabaseBackend, DatabaseTransaction, Value};
use tokio::sync::{mpsc, oneshot};

use super::Urn;
use super::elections::{Stage, stage_of};
use crate::clock::Clock;
use crate::store::sql::{all, bytes, execute, get, get_bytes, get_u64, int, list, places, rounded};
use crate::store::{Db, StoreError, stop};

/// The most casts of one transaction.
const GROUP: usize = 256;
/// The most casts that wait; the next one is told to come back.
const QUEUE: usize = 4_096;

/// A sealed ballot on its way into the urn.
#[derive(Debug, Clone)]
pub struct Cast {
    /// The election.
    pub election: ElectionId,
    /// The contest.
    pub contest: ContestId,
    /// The key that signed.
    pub credential: CredentialKey,
    /// One more than this key's last.
    pub counter: u64,
    /// Fingerprint of the attempt.
    pub attempt: [u8; 32],
    /// The ballot leaf.
    pub leaf: Vec<u8>,
    /// Its hash.
    pub leaf_hash: Hash,
    /// The sealed opening.
    pub sealed: Vec<u8>,
}

/// What is now in the urn for an attempt: this cast, or the one it repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// The leaf that stands for the attempt.
    pub leaf_hash: Hash,
    /// Its counter.
    pub counter: u64,
}

/// Why a cast was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CastRefusal {
    /// Another cast of the same key came first.
    Overtaken,
    /// The box takes no ballot now.
    Closed,
    /// Too many casts wait.
    Busy,
}

type Answer = Result<Result<Stored, CastRefusal>, StoreError>;

/// A cast and where its answer goes.
#[derive(Debug)]
pub(super) struct Job {
    cast: Cast,
    answer: oneshot::Sender<Answer>,
}

impl Urn {
    /// Stores a cast, or says why not. The outer error means that nobody knows: try again with the
    /// same attempt.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn cast(&self, cast: Cast) -> Answer {
        let (answer, answered) = oneshot::channel();
        if self.casts.try_send(Job { cast, answer }).is_err() {
            return Ok(Err(CastRefusal::Busy));
        }
        answered.await.unwrap_or(Err(StoreError::Busy))
    }
}

/// Starts the writer; it ends when the urn is dropped.
pub(super) fn start(db: Arc<Db>, clock: Clock) -> mpsc::Sender<Job> {
    let (sender, mut jobs) = mpsc::channel::<Job>(QUEUE);
    tokio::spawn(async move {
        let mut group = Vec::with_capacity(GROUP);
        while jobs.recv_many(&mut group, GROUP).await > 0 {
            let casts: Vec<Cast> = group.iter().map(|job| job.cast.clone()).collect();
            match store_group(&db, &clock, &casts).await {
                Ok(decisions) => {
                    for (job, decision) in group.drain(..).zip(decisions) {
                        // A voter who hung up finds the slip by sending the form again.
                        let _ = job.answer.send(Ok(decision));
                    }
                }
                Err(error) => {
                    tracing::error!("a group of {} ballots was not stored: {error}", casts.len());
                    for job in group.drain(..) {
                        let full = matches!(error, StoreError::Full);
                        let told = if full { StoreError::Full } else { StoreError::Busy };
                        let _ = job.answer.send(Err(told));
                    }
                }
            }
        }
    });
    sender
}

async fn store_group(
    db: &Db,
    clock: &Clock,
    casts: &[Cast],
) -> Result<Vec<Result<Stored, CastRefusal>>, StoreError> {
    let tx = db.write_tx().await?;
    let decisions = match decide_and_insert(&tx, db.backend(), clock, casts).await {
        Ok(decisions) => decisions,
        Err(error) => return Err(db.abandon(tx, error).await),
    };
    db.commit(tx).await?;
    read_back(db, &decisions).await?;
    Ok(decisions)
}

async fn decide_and_insert(
    tx: &DatabaseTransaction,
    backend: DatabaseBackend,
    clock: &Clock,
    casts: &[Cast],
) -> Result<Vec<Result<Stored, CastRefusal>>, StoreError> {
    let open = open_elections(tx, backend, clock, casts).await?;
    // In this order: a counter that another node has just moved is then seen with its attempt, so the
    // same form finds its own slip and is not told that somebody overtook it.
    let mut counters = standings(tx, casts).await?;
    let mut known = known_attempts(tx, casts).await?;

    let mut accepted: Vec<&Cast> = Vec::new();
    let decide = |cast| decide(cast, &open, &mut known, &mut counters, &mut accepted);
    let mut decisions: Vec<_> = casts.iter().map(decide).collect();

    let inserted = insert(tx, &mut accepted).await?;
    if inserted < accepted.len() as u64 {
        // Another node took the same counter first; the unique key has decided. What it stored
        // may be this very attempt: then that is the answer.
        let stored = known_attempts(tx, casts).await?;
        for (decision, cast) in decisions.iter_mut().zip(casts).filter(|(d, _)| d.is_ok()) {
            *decision = stored.get(&cast.attempt).copied().ok_or(CastRefusal::Overtaken);
        }
    }
    Ok(decisions)
}

/// Decides one cast against what is stored and what was accepted before it in this group.
fn decide<'a>(
    cast: &'a Cast,
    open: &BTreeSet<String>,
    known: &mut BTreeMap<[u8; 32], Stored>,
    counters: &mut BTreeMap<[u8; 32], Option<u64>>,
    accepted: &mut Vec<&'a Cast>,
) -> Result<Stored, CastRefusal> {
    // The same form again, even after the close: the same answer.
    if let Some(stored) = known.get(&cast.attempt) {
        return Ok(*stored);
    }
    if !open.contains(cast.election.as_str()) {
        return Err(CastRefusal::Closed);
    }
    let counter = counters.entry(*cast.credential.as_bytes()).or_insert(Some(0));
    if *counter != Some(cast.counter - 1) {
        return Err(CastRefusal::Overtaken);
    }
    let stored = Stored { leaf_hash: cast.leaf_hash, counter: cast.counter };
    *counter = Some(cast.counter);
    known.insert(cast.attempt, stored);
    accepted.push(cast);
    Ok(stored)
}

/// The elections that take ballots, locked against closing until the commit.
async fn open_elections(
    tx: &DatabaseTransaction,
    backend: DatabaseBackend,
    clock: &Clock,
    casts: &[Cast],
) -> Result<BTreeSet<String>, StoreError> {
    let wanted: BTreeSet<&str> = casts.iter().map(|cast| cast.election.as_str()).collect();
    let lock = if backend == DatabaseBackend::Postgres { " FOR SHARE" } else { "" };
    let text = format!(
        "SELECT election, stage, closes_at FROM elections WHERE election IN ({}){lock}",
        list(wanted.len())
    );
    let rows = all(tx, &text, wanted.into_iter().map(Value::from)).await?;
    // Only now, with the lock held, does the clock decide: closing waits for us or we for it.
    let now = clock.now().unix();
    let mut open = BTreeSet::new();
    for row in &rows {
        if stage_of(row)? == Stage::Open && now < get_u64(row, "closes_at")? {
            open.insert(get::<String>(row, "election")?);
        }
    }
    Ok(open)
}

async fn known_attempts(
    tx: &DatabaseTransaction,
    casts: &[Cast],
) -> Result<BTreeMap<[u8; 32], Stored>, StoreError> {
    let attempts = rounded(casts.iter().map(|cast| bytes(&cast.attempt)).collect());
    let places = list(attempts.len());
    let text = format!(
        "SELECT attempt, leaf_hash, counter FROM waiting_ballots WHERE attempt IN ({places}) \
         UNION ALL SELECT attempt, leaf_hash, counter FROM attempts WHERE attempt IN ({places})"
    );
    let rows = all(tx, &text, attempts).await?;
    rows.iter()
        .map(|row| {
            let leaf_hash = Hash::from_bytes(get_bytes(row, "leaf_hash")?);
            let stored = Stored { leaf_hash, counter: get_u64(row, "counter")? };
            Ok((get_bytes(row, "attempt")?, stored))
        })
        .collect()
}

/// The last counter of every key in the group; `None` for a retired key.
async fn standings(
    tx: &DatabaseTransaction,
    casts: &[Cast],
) -> Result<BTreeMap<[u8; 32], Option<u64>>, StoreError> {
    let keys = rounded(casts.iter().map(|cast| bytes(cast.credential.as_bytes())).collect());
    let places = list(keys.len());
    let text = format!(
        "SELECT credential, counter FROM waiting_ballots WHERE credential IN ({places}) \
         UNION ALL SELECT credential, counter FROM ballots WHERE credential IN ({places}) \
         UNION ALL SELECT credential, -1 FROM retirements WHERE credential IN ({places})"
    );
    let mut counters: BTreeMap<[u8; 32], Option<u64>> = BTreeMap::new();
    for row in all(tx, &text, keys).await? {
        let key = get_bytes(&row, "credential")?;
        let last = counters.entry(key).or_insert(Some(0));
        *last = match (*last, u64::try_from(get::<i64>(&row, "counter")?)) {
            (Some(last), Ok(counter)) => Some(last.max(counter)),
            (None, _) | (_, Err(_)) => None,
        };
    }
    Ok(counters)
}

async fn insert(tx: &DatabaseTransaction, accepted: &mut [&Cast]) -> Result<u64, StoreError> {
    if accepted.is_empty() {
        return Ok(0);
    }
    // Sorted, so that two nodes lock keys in one order, and so that a group keeps no order of its own.
    accepted.sort_by_key(|cast| (*cast.credential.as_bytes(), cast.counter));
    // A row that is said twice is stored once, as the key demands.
    let rows = rounded(accepted.to_vec());
    let text = format!(
        "INSERT INTO waiting_ballots (credential, counter, election, contest, attempt, leaf, \
         leaf_hash, sealed) VALUES {} ON CONFLICT DO NOTHING",
        places(rows.len(), 8)
    );
    let values = rows.iter().flat_map(|cast| {
        [
            bytes(cast.credential.as_bytes()),
            int(cast.counter),
            cast.election.as_str().into(),
            cast.contest.as_str().into(),
            bytes(&cast.attempt),
            bytes(&cast.leaf),
            bytes(cast.leaf_hash.as_bytes()),
            bytes(&cast.sealed),
        ]
    });
    execute(tx, &text, values).await
}

/// Reads every promised ballot back on another connection before a promise leaves (TRUST.md 0.1).
async fn read_back(db: &Db, decisions: &[Result<Stored, CastRefusal>]) -> Result<(), StoreError> {
    let promised: BTreeSet<Hash> = decisions.iter().flatten().map(|s| s.leaf_hash).collect();
    if promised.is_empty() {
        return Ok(());
    }
    let hashes = rounded(promised.iter().map(|hash| bytes(hash.as_bytes())).collect());
    let places = list(hashes.len());
    // A batch may have moved them into the ledger in the meantime.
    let text = format!(
        "SELECT leaf_hash FROM waiting_ballots WHERE leaf_hash IN ({places}) \
         UNION SELECT leaf_hash FROM ledger_leaves WHERE leaf_hash IN ({places})"
    );
    let found = all(db.reader(), &text, hashes).await?.len();
    if found < promised.len() {
        stop("stored ballots cannot be read back", &format!("{found} of {}", promised.len()));
    }
    Ok(())
}
