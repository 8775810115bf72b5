//! Tables `ledger_leaves` and `checkpoints`: one transaction at a time extends the ledger.
//!
//! The row of the election is locked first, so casting, closing and batching never overlap, and two
//! sequencers cannot both append: the position is the primary key.

use std::sync::atomic::{AtomicBool, Ordering};

use morada_engine::hash::Hash;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::ledger::tile::Tile;
use morada_engine::ledger::{Tree, leaf_hash};
use morada_engine::time::Timestamp;
use sea_orm::{DatabaseBackend, DatabaseTransaction};
use tokio::sync::OwnedMutexGuard;

use super::Urn;
use super::elections::{Sealed, Stage, insert as insert_election, stage_of};
use super::seals::Seals;
use crate::store::sql::{all, bytes, execute, first, get, get_bytes, get_u64, int, places};
use crate::store::{Db, StoreError};

/// A transaction that extends the ledger of one election. Dropping it changes nothing.
#[derive(Debug)]
pub struct LedgerTx<'a> {
    db: &'a Db,
    seals: &'a Seals,
    /// Whether a checkpoint was signed in this transaction.
    signed: AtomicBool,
    tx: Option<DatabaseTransaction>,
    election: ElectionId,
    tree: OwnedMutexGuard<Tree>,
    /// Leaves that were committed when the lock was taken.
    found: u64,
    /// The stage under the lock.
    pub stage: Stage,
    /// When the next batch is due.
    pub next_batch_at: Timestamp,
    committed: bool,
}

/// An inclusion proof and the tree it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Position of the leaf.
    pub index: u64,
    /// Hashes from the leaf to the root.
    pub path: Vec<Hash>,
    /// Size of the tree.
    pub size: u64,
}

impl Urn {
    /// Locks an election to extend its ledger.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn ledger(&self, election: &ElectionId) -> Result<LedgerTx<'_>, StoreError> {
        let tree = self.tree(election).lock_owned().await;
        let tx = self.db.write_tx().await?;
        let lock = for_update(self.db.backend());
        let text = format!("SELECT stage, next_batch_at FROM elections WHERE election = $1{lock}");
        let row = first(&tx, &text, [election.as_str().into()]).await?;
        let row = row.ok_or_else(|| StoreError::Corrupt(format!("{election} is not sealed")))?;
        let (stage, next) = (stage_of(&row)?, get_u64(&row, "next_batch_at")?);
        let next_batch_at = Timestamp::from_unix(next);
        self.locked(tx, election, tree, stage, next_batch_at).await
    }

    /// Seals a new election and locks it, its ledger still empty.
    ///
    /// # Errors
    /// [`StoreError`], also when it is sealed already.
    pub async fn seal(&self, sealed: &Sealed) -> Result<LedgerTx<'_>, StoreError> {
        let election = &sealed.papers.election;
        let tree = self.tree(election).lock_owned().await;
        let tx = self.db.write_tx().await?;
        insert_election(&tx, sealed).await?;
        let next_batch_at = sealed.papers.opens_at.plus(sealed.papers.batch_interval_s);
        self.locked(tx, election, tree, Stage::Sealed, next_batch_at).await
    }

    async fn locked(
        &self,
        tx: DatabaseTransaction,
        election: &ElectionId,
        mut tree: OwnedMutexGuard<Tree>,
        stage: Stage,
        next_batch_at: Timestamp,
    ) -> Result<LedgerTx<'_>, StoreError> {
        catch_up(&tx, election, &mut tree).await?;
        let election = election.clone();
        let (db, seals, tx) = (&*self.db, &self.seals, Some(tx));
        let (signed, found) = (AtomicBool::new(false), tree.size());
        Ok(LedgerTx {
            db,
            seals,
            signed,
            tx,
            election,
            tree,
            found,
            stage,
            next_batch_at,
            committed: false,
        })
    }

    /// The path from leaf `index` to the root of the tree of `size` leaves.
    ///
    /// # Errors
    /// [`StoreError`], also when there is no such leaf.
    pub async fn proof(
        &self,
        election: &ElectionId,
        index: u64,
        size: u64,
    ) -> Result<Proof, StoreError> {
        let mut tree = self.tree(election).lock_owned().await;
        catch_up(self.db.reader(), election, &mut tree).await?;
        let path = tree.inclusion_proof(index, size);
        let path = path.ok_or_else(|| StoreError::Corrupt(format!("no leaf {index} of {size}")))?;
        Ok(Proof { index, path, size })
    }

    /// The bytes of a tile of hashes, as of the tree of `size` leaves.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn tile(
        &self,
        election: &ElectionId,
        tile: Tile,
        size: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let mut tree = self.tree(election).lock_owned().await;
        catch_up(self.db.reader(), election, &mut tree).await?;
        Ok(tile.hashes(&tree, size))
    }

    /// The path that shows that the tree of `new` leaves extends the one of `old` leaves.
    ///
    /// # Errors
    /// [`StoreError`], also when the ledger is shorter.
    pub async fn consistency(
        &self,
        election: &ElectionId,
        old: u64,
        new: u64,
    ) -> Result<Vec<Hash>, StoreError> {
        let mut tree = self.tree(election).lock_owned().await;
        catch_up(self.db.reader(), election, &mut tree).await?;
        let path = tree.consistency_proof(old, new);
        path.ok_or_else(|| StoreError::Corrupt(format!("no trees of {old} and {new} leaves")))
    }
}

/// Reads the leaf hashes that this node's tree does not have yet.
async fn catch_up<C: sea_orm::ConnectionTrait>(
    db: &C,
    election: &ElectionId,
    tree: &mut Tree,
) -> Result<(), StoreError> {
    let text = "SELECT leaf_hash FROM ledger_leaves WHERE election = $1 AND position >= $2 \
                ORDER BY position LIMIT 50000";
    loop {
        let rows = all(db, text, [election.as_str().into(), int(tree.size())]).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in &rows {
            tree.push(Hash::from_bytes(get_bytes(row, "leaf_hash")?));
        }
    }
}

fn for_update(backend: DatabaseBackend) -> &'static str {
    if backend == DatabaseBackend::Postgres { " FOR UPDATE" } else { "" }
}

impl LedgerTx<'_> {
    /// Number of leaves, this transaction's own included.
    pub fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Root over all leaves, this transaction's own included.
    pub fn root(&self) -> Hash {
        self.tree.root()
    }

    /// How many leaves wait for a batch.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn waiting(&self) -> Result<u64, StoreError> {
        let row = first(
            self.tx(),
            "SELECT (SELECT COUNT(*) FROM waiting_ballots WHERE election = $1) + \
             (SELECT COUNT(*) FROM retirements WHERE election = $1 AND batched = 0) AS waiting",
            [self.election.as_str().into()],
        )
        .await?;
        row.map_or(Ok(0), |row| get_u64(&row, "waiting"))
    }

    /// Writes the list of those who may vote in a contest; their keys were brought before
    /// ([`Urn::bring_keys`]).
    ///
    /// # Errors
    /// [`StoreError`], also when the keys that were brought are not these.
    pub async fn put_credlist(
        &self,
        contest: &ContestId,
        letters: u64,
        spares: u64,
        file: &str,
        keys: &[[u8; 32]],
    ) -> Result<(), StoreError> {
        let election = self.election.as_str();
        let text = "INSERT INTO credlists (election, contest, letters, spares, file) \
                    VALUES ($1, $2, $3, $4, $5)";
        let values = [
            election.into(),
            contest.as_str().into(),
            int(letters),
            int(spares),
            bytes(file.as_bytes()),
        ];
        execute(self.tx(), text, values).await?;
        if super::credentials::are_exactly(self.tx(), election, contest, keys).await? {
            return Ok(());
        }
        Err(StoreError::Corrupt(format!("the keys brought for {election}/{contest} are others")))
    }

    /// Appends one leaf.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn append(&mut self, leaf: &[u8]) -> Result<(), StoreError> {
        self.append_hashed(&[(leaf_hash(leaf), leaf.to_vec())]).await
    }

    async fn append_hashed(&mut self, leaves: &[(Hash, Vec<u8>)]) -> Result<(), StoreError> {
        for chunk in leaves.chunks(1_000) {
            let text = format!(
                "INSERT INTO ledger_leaves (election, position, leaf_hash, leaf) VALUES {}",
                places(chunk.len(), 4)
            );
            let from = self.tree.size();
            let values = chunk.iter().zip(from..).flat_map(|((hash, leaf), position)| {
                let election = self.election.as_str();
                [election.into(), int(position), bytes(hash.as_bytes()), bytes(leaf)]
            });
            execute(self.tx(), &text, values).await?;
            for (hash, _) in chunk {
                self.tree.push(*hash);
            }
        }
        Ok(())
    }

    /// Moves everything that waits into the ledger, sorted by leaf hash, behind `header`.
    ///
    /// Inside a batch nothing keeps the order in which ballots came: they are moved sorted, by one
    /// transaction, and on PostgreSQL the emptied table gets a new file.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn append_batch(&mut self, header: &[u8]) -> Result<(), StoreError> {
        self.lock_waiting_table().await?;
        let me = || [self.election.as_str().into()];
        let rows = all(
            self.tx(),
            "SELECT leaf_hash, leaf FROM waiting_ballots WHERE election = $1 UNION ALL \
             SELECT leaf_hash, leaf FROM retirements WHERE election = $1 AND batched = 0 \
             ORDER BY leaf_hash",
            me(),
        )
        .await?;
        let leaves: Result<Vec<(Hash, Vec<u8>)>, StoreError> = rows
            .iter()
            .map(|row| Ok((Hash::from_bytes(get_bytes(row, "leaf_hash")?), get(row, "leaf")?)))
            .collect();
        for step in [
            // A superseded ballot can never be opened again.
            "DELETE FROM ballots WHERE credential IN \
             (SELECT credential FROM waiting_ballots WHERE election = $1)",
            "INSERT INTO ballots (credential, election, contest, counter, leaf_hash, sealed) \
             SELECT credential, election, contest, counter, leaf_hash, sealed \
             FROM waiting_ballots w WHERE election = $1 AND counter = \
             (SELECT MAX(counter) FROM waiting_ballots x WHERE x.credential = w.credential) \
             ORDER BY credential",
            "INSERT INTO attempts (attempt, election, contest, counter, leaf_hash) \
             SELECT attempt, election, contest, counter, leaf_hash FROM waiting_ballots \
             WHERE election = $1 ORDER BY attempt",
            "DELETE FROM waiting_ballots WHERE election = $1",
            "UPDATE elections SET batches = batches + 1 WHERE election = $1",
            "UPDATE retirements SET batched = 1 WHERE election = $1 AND batched = 0",
        ] {
            execute(self.tx(), step, me()).await?;
        }
        self.renew_waiting_table().await?;
        self.append(header).await?;
        self.append_hashed(&leaves?).await
    }

    /// Keeps casts of every election out of the waiting table for the rest of the transaction.
    ///
    /// Without it a cast for another election could commit between looking and truncating, and be
    /// lost; taken first, two batches at once queue instead of locking each other out.
    async fn lock_waiting_table(&self) -> Result<(), StoreError> {
        if self.db.backend() == DatabaseBackend::Postgres {
            let lock = "LOCK TABLE waiting_ballots IN ACCESS EXCLUSIVE MODE";
            execute(self.tx(), lock, []).await?;
        }
        Ok(())
    }

    /// Deleted rows stay in PostgreSQL's file until a vacuum; truncating replaces the file.
    async fn renew_waiting_table(&self) -> Result<(), StoreError> {
        if self.db.backend() != DatabaseBackend::Postgres {
            return Ok(());
        }
        let left = first(self.tx(), "SELECT 1 AS one FROM waiting_ballots LIMIT 1", []).await?;
        if left.is_none() {
            execute(self.tx(), "TRUNCATE waiting_ballots", []).await?;
        }
        Ok(())
    }

    /// How many batches the ledger has.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn batches(&self) -> Result<u64, StoreError> {
        let text = "SELECT batches FROM elections WHERE election = $1";
        let row = first(self.tx(), text, [self.election.as_str().into()]).await?;
        row.map_or(Ok(0), |row| get_u64(&row, "batches"))
    }

    /// Keys whose ballot counts in a contest, and ballot leaves of it in the ledger.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn ballots_of(&self, contest: &ContestId) -> Result<(u64, u64), StoreError> {
        let row = first(
            self.tx(),
            "SELECT (SELECT COUNT(*) FROM ballots b WHERE b.election = $1 AND b.contest = $2 \
             AND NOT EXISTS (SELECT 1 FROM retirements r WHERE r.credential = b.credential)) \
             AS counted, (SELECT COUNT(*) FROM attempts a WHERE a.election = $1 \
             AND a.contest = $2) AS leaves",
            [self.election.as_str().into(), contest.as_str().into()],
        )
        .await?;
        row.map_or(Ok((0, 0)), |row| Ok((get_u64(&row, "counted")?, get_u64(&row, "leaves")?)))
    }

    /// Moves the election to `stage`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_stage(&mut self, stage: Stage) -> Result<(), StoreError> {
        self.stage = stage;
        let text = "UPDATE elections SET stage = $2 WHERE election = $1";
        execute(self.tx(), text, [self.election.as_str().into(), stage.as_str().into()]).await?;
        Ok(())
    }

    /// Says when the next batch is due.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_next_batch(&mut self, at: Timestamp) -> Result<(), StoreError> {
        self.next_batch_at = at;
        let text = "UPDATE elections SET next_batch_at = $2 WHERE election = $1";
        execute(self.tx(), text, [self.election.as_str().into(), int(at.unix())]).await?;
        Ok(())
    }

    /// Keeps the signed checkpoint over all leaves so far.
    ///
    /// # Errors
    /// [`StoreError`], also when one of this size is kept already, and [`StoreError::Forked`] when this
    /// ledger does not extend what was signed before; then the signature must not leave the house.
    pub async fn put_checkpoint(&self, note: &str) -> Result<(), StoreError> {
        self.seals.prepare(&self.election, &self.tree)?;
        self.signed.store(true, Ordering::Relaxed);
        let text = "INSERT INTO checkpoints (election, size, note) VALUES ($1, $2, $3)";
        let size = int(self.tree.size());
        execute(self.tx(), text, [self.election.as_str().into(), size, bytes(note.as_bytes())])
            .await?;
        Ok(())
    }

    /// Notes an order as carried out, with what it came to.
    ///
    /// # Errors
    /// [`StoreError`], also when it was carried out before.
    pub async fn answer_order(&self, id: &[u8; 32], answer: &str) -> Result<(), StoreError> {
        super::orders::insert(self.tx(), &self.election, id, answer).await
    }

    /// The transaction, for the tables beside the ledger.
    pub(super) fn tx(&self) -> &DatabaseTransaction {
        self.tx.as_ref().expect("only commit and abandon take it, and both end this value")
    }

    /// The election that is locked.
    pub fn election(&self) -> &ElectionId {
        &self.election
    }

    /// Commits, and makes the database forget in which order the rows came.
    ///
    /// # Errors
    /// [`StoreError`]; nobody knows then whether it is stored, and the next tick looks again.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        if let Some(tx) = self.tx.take() {
            self.db.commit(tx).await?;
        }
        self.committed = true;
        if self.signed.load(Ordering::Relaxed) {
            self.seals.confirm(&self.election)?;
        }
        self.db.forget_write_order().await
    }

    /// Gives up after `error`.
    pub async fn abandon(mut self, error: StoreError) -> StoreError {
        match self.tx.take() {
            Some(tx) => self.db.abandon(tx, error).await,
            None => error,
        }
    }
}

impl Drop for LedgerTx<'_> {
    /// Leaves that were not committed must not stay in the tree that proofs are made from. A look that
    /// appended none leaves the tree as it is: it is looked twice a second whether a batch is due, and
    /// reading a million hashes again each time would keep everybody else from the writer.
    fn drop(&mut self) {
        if !self.committed && self.tree.size() != self.found {
            *self.tree = Tree::new();
        }
    }
}
