//! Reading the ledger and the box: for slips, for the audit page, and for the count.

use morada_engine::hash::Hash;
use morada_engine::ids::{ContestId, ElectionId};
use sea_orm::QueryResult;

use super::Urn;
use crate::store::StoreError;
use crate::store::sql::{all, bytes, first, get, get_bytes, get_u64, int};

/// A leaf, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLeaf {
    /// Its hash.
    pub leaf_hash: Hash,
    /// Its bytes.
    pub leaf: Vec<u8>,
    /// Where it is.
    pub place: LeafPlace,
}

/// Where a leaf is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeafPlace {
    /// It waits for the next batch.
    Waiting,
    /// It stands in the ledger.
    Ledger(u64),
}

/// A ballot that counts, with its place in the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedRow {
    /// The contest.
    pub contest: ContestId,
    /// Position of its leaf.
    pub position: u64,
    /// Its leaf.
    pub leaf: Vec<u8>,
    /// The sealed opening.
    pub sealed: Vec<u8>,
}

impl Urn {
    /// Finds the leaf whose hash lies between two bounds, both included.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find_leaf(
        &self,
        election: &ElectionId,
        from: &Hash,
        to: &Hash,
    ) -> Result<Option<FoundLeaf>, StoreError> {
        let values = || [election.as_str().into(), bytes(from.as_bytes()), bytes(to.as_bytes())];
        // Ballots move from here into the ledger, never back: asked in this order, none is missed
        // by a batch that comes between the two questions.
        // `|| ''` keeps SQLite from walking all leaves of the election: few have a hash in this range.
        let text = "SELECT leaf_hash, leaf FROM waiting_ballots \
                    WHERE election || '' = $1 AND leaf_hash >= $2 AND leaf_hash <= $3 LIMIT 1";
        if let Some(row) = first(self.db.reader(), text, values()).await? {
            return Ok(Some(found(&row, LeafPlace::Waiting)?));
        }
        let text = "SELECT leaf_hash, leaf, position FROM ledger_leaves \
                    WHERE election || '' = $1 AND leaf_hash >= $2 AND leaf_hash <= $3 LIMIT 1";
        let row = first(self.db.reader(), text, values()).await?;
        row.map(|row| found(&row, LeafPlace::Ledger(get_u64(&row, "position")?))).transpose()
    }

    /// The last signed checkpoint: its size and its note.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn checkpoint(
        &self,
        election: &ElectionId,
    ) -> Result<Option<(u64, String)>, StoreError> {
        let text = "SELECT size, note FROM checkpoints WHERE election = $1 \
                    ORDER BY size DESC LIMIT 1";
        let row = first(self.db.reader(), text, [election.as_str().into()]).await?;
        row.map(|row| Ok((get_u64(&row, "size")?, note(&row)?))).transpose()
    }

    /// Every signed checkpoint, smallest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn checkpoints(
        &self,
        election: &ElectionId,
    ) -> Result<Vec<(u64, String)>, StoreError> {
        let text = "SELECT size, note FROM checkpoints WHERE election = $1 ORDER BY size";
        let rows = all(self.db.reader(), text, [election.as_str().into()]).await?;
        rows.iter().map(|row| Ok((get_u64(row, "size")?, note(row)?))).collect()
    }

    /// Leaves `from` (included) to `to` (not included).
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn leaves(
        &self,
        election: &ElectionId,
        from: u64,
        to: u64,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        let text = "SELECT leaf FROM ledger_leaves WHERE election = $1 AND position >= $2 \
                    AND position < $3 ORDER BY position";
        let values = [election.as_str().into(), int(from), int(to)];
        all(self.db.reader(), text, values).await?.iter().map(|row| get(row, "leaf")).collect()
    }

    /// How many keys have a ballot that counts, as of the last batch, per contest.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn turnout(
        &self,
        election: &ElectionId,
    ) -> Result<Vec<(ContestId, u64)>, StoreError> {
        let text = "SELECT contest, COUNT(*) AS ballots FROM ballots b WHERE election = $1 \
                    AND NOT EXISTS (SELECT 1 FROM retirements r \
                    WHERE r.credential = b.credential) GROUP BY contest ORDER BY contest";
        let rows = all(self.db.reader(), text, [election.as_str().into()]).await?;
        rows.iter().map(|row| Ok((contest(row)?, get_u64(row, "ballots")?))).collect()
    }

    /// Every ballot that counts, by position in the ledger.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn counted(&self, election: &ElectionId) -> Result<Vec<CountedRow>, StoreError> {
        let text = "SELECT b.contest, l.position, l.leaf, b.sealed FROM ballots b \
                    JOIN ledger_leaves l ON l.leaf_hash = b.leaf_hash AND l.election = b.election \
                    WHERE b.election = $1 AND NOT EXISTS (SELECT 1 FROM retirements r \
                    WHERE r.credential = b.credential) ORDER BY l.position";
        let rows = all(self.db.reader(), text, [election.as_str().into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(CountedRow {
                    contest: contest(row)?,
                    position: get_u64(row, "position")?,
                    leaf: get(row, "leaf")?,
                    sealed: get(row, "sealed")?,
                })
            })
            .collect()
    }

    /// Letters and spares of each contest.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn letters(
        &self,
        election: &ElectionId,
    ) -> Result<Vec<(ContestId, u64, u64)>, StoreError> {
        let text = "SELECT contest, letters, spares FROM credlists WHERE election = $1 \
                    ORDER BY contest";
        let rows = all(self.db.reader(), text, [election.as_str().into()]).await?;
        rows.iter()
            .map(|row| Ok((contest(row)?, get_u64(row, "letters")?, get_u64(row, "spares")?)))
            .collect()
    }

    /// The key list of each contest, as published.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn credlist_files(
        &self,
        election: &ElectionId,
    ) -> Result<Vec<(ContestId, Vec<u8>)>, StoreError> {
        let text = "SELECT contest, file FROM credlists WHERE election = $1 ORDER BY contest";
        let rows = all(self.db.reader(), text, [election.as_str().into()]).await?;
        rows.iter().map(|row| Ok((contest(row)?, get(row, "file")?))).collect()
    }

    /// Whether this key was retired.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn is_retired(&self, key: &[u8; 32]) -> Result<bool, StoreError> {
        let text = "SELECT 1 AS one FROM retirements WHERE credential = $1";
        Ok(first(self.db.reader(), text, [bytes(key)]).await?.is_some())
    }

    /// The highest counter a key has, waiting or in the ledger.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn last_counter(&self, key: &[u8; 32]) -> Result<u64, StoreError> {
        let text = "SELECT COALESCE((SELECT MAX(counter) FROM waiting_ballots \
                    WHERE credential = $1), (SELECT counter FROM ballots WHERE credential = $1), \
                    0) AS counter";
        let row = first(self.db.reader(), text, [bytes(key)]).await?;
        row.map_or(Ok(0), |row| get_u64(&row, "counter"))
    }
}

fn found(row: &QueryResult, place: LeafPlace) -> Result<FoundLeaf, StoreError> {
    let leaf_hash = Hash::from_bytes(get_bytes(row, "leaf_hash")?);
    Ok(FoundLeaf { leaf_hash, leaf: get(row, "leaf")?, place })
}

fn contest(row: &QueryResult) -> Result<ContestId, StoreError> {
    let id: String = get(row, "contest")?;
    ContestId::parse(&id).map_err(|e| StoreError::Corrupt(e.to_string()))
}

fn note(row: &QueryResult) -> Result<String, StoreError> {
    String::from_utf8(get(row, "note")?).map_err(|e| StoreError::Corrupt(e.to_string()))
}
