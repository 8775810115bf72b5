//! Tables `credentials` and `retirements`: which keys may vote where.

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::sealing::CredentialKey;
use sea_orm::{ConnectionTrait, DatabaseBackend};

use super::Urn;
use crate::store::sql::{all, bytes, execute, first, get, get_bytes, get_u64, list, places};
use crate::store::{StoreError, Tx};

/// Keys of one short transaction.
const CHUNK: usize = 2_000;

/// What one key has done so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How often it has voted.
    pub counter: u64,
    /// Whether it votes no more.
    pub retired: bool,
}

impl Urn {
    /// The contests that list one of these keys.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn listed_contests(
        &self,
        keys: &[CredentialKey],
    ) -> Result<Vec<ContestId>, StoreError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let text =
            format!("SELECT contest FROM credentials WHERE credential IN ({})", list(keys.len()));
        let keys = keys.iter().map(|key| bytes(key.as_bytes()));
        let rows = all(self.db.reader(), &text, keys).await?;
        rows.iter()
            .map(|row| {
                ContestId::parse(&get::<String>(row, "contest")?)
                    .map_err(|e| StoreError::Corrupt(e.to_string()))
            })
            .collect()
    }

    /// The standing of a key, or `None` if no contest lists it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn standing(&self, key: &CredentialKey) -> Result<Option<Standing>, StoreError> {
        let row = first(
            self.db.reader(),
            "SELECT COALESCE((SELECT MAX(counter) FROM waiting_ballots w \
               WHERE w.credential = c.credential), \
             (SELECT counter FROM ballots b WHERE b.credential = c.credential), 0) AS counter, \
             (SELECT COUNT(*) FROM retirements r WHERE r.credential = c.credential) AS retired \
             FROM credentials c WHERE c.credential = $1",
            [bytes(key.as_bytes())],
        )
        .await?;
        row.map(|row| {
            Ok(Standing {
                counter: get_u64(&row, "counter")?,
                retired: get_u64(&row, "retired")? > 0,
            })
        })
        .transpose()
    }

    /// Retires a key: none of its ballots counts. Doing it twice changes nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn retire(
        &self,
        election: &str,
        contest: &ContestId,
        key: &CredentialKey,
        leaf: &[u8],
        leaf_hash: &[u8],
    ) -> Result<(), StoreError> {
        let text = "INSERT INTO retirements \
             (credential, election, contest, leaf, leaf_hash, batched) \
             VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT DO NOTHING";
        let values = [
            bytes(key.as_bytes()),
            election.into(),
            contest.as_str().into(),
            bytes(leaf),
            bytes(leaf_hash),
        ];
        let tx = self.db.write_tx().await?;
        match execute(&tx, text, values).await {
            Ok(_) => self.db.commit(tx).await,
            Err(error) => Err(self.db.abandon(tx, error).await),
        }
    }
}

impl Urn {
    /// Brings the keys of an election that is not sealed yet, in short transactions: SQLite has one
    /// writer, and ballots of other elections are stored between two of them. Nobody can vote with
    /// these keys until the election is sealed, and sealing looks whether they are the right ones
    /// ([`are_exactly`]). What an interrupted attempt left is removed first.
    ///
    /// # Errors
    /// [`StoreError`], also when the election is sealed.
    pub async fn bring_keys(
        &self,
        election: &ElectionId,
        lists: &[(&ContestId, &[[u8; 32]])],
    ) -> Result<(), StoreError> {
        while self.unless_sealed(election, async |tx| remove_some(tx, election).await).await? > 0 {}
        for (contest, keys) in lists {
            for chunk in keys.chunks(CHUNK) {
                let bring = async |tx: &Tx| insert_keys(tx, election, contest, chunk).await;
                self.unless_sealed(election, bring).await?;
            }
        }
        Ok(())
    }

    /// One transaction during which the election is not sealed.
    async fn unless_sealed<T>(
        &self,
        election: &ElectionId,
        work: impl AsyncFnOnce(&Tx) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let tx = self.db.write_tx().await?;
        let looked = async {
            // Sealing inserts a row of this table, so it waits for us or we see it. Casting does not wait.
            if self.db.backend() == DatabaseBackend::Postgres {
                execute(&tx, "LOCK TABLE elections IN SHARE MODE", []).await?;
            }
            let sealed = "SELECT 1 AS one FROM elections WHERE election = $1";
            match first(&tx, sealed, [election.as_str().into()]).await? {
                Some(_) => Err(StoreError::Corrupt(format!("{election} is sealed already"))),
                None => work(&tx).await,
            }
        }
        .await;
        match looked {
            Ok(value) => self.db.commit(tx).await.map(|()| value),
            Err(error) => Err(self.db.abandon(tx, error).await),
        }
    }
}

/// Writes keys of one contest; those that are there already stay as they are.
async fn insert_keys(
    tx: &Tx,
    election: &ElectionId,
    contest: &ContestId,
    keys: &[[u8; 32]],
) -> Result<(), StoreError> {
    let text = format!(
        "INSERT INTO credentials (credential, election, contest) VALUES {} ON CONFLICT DO NOTHING",
        places(keys.len(), 3)
    );
    let (election, contest) = (election.as_str(), contest.as_str());
    let values = keys.iter().flat_map(|key| [bytes(key), election.into(), contest.into()]);
    execute(tx, &text, values).await.map(|_| ())
}

/// Removes some keys of an election and says how many.
async fn remove_some(tx: &Tx, election: &ElectionId) -> Result<u64, StoreError> {
    let text = format!(
        "DELETE FROM credentials WHERE credential IN \
         (SELECT credential FROM credentials WHERE election = $1 LIMIT {CHUNK})"
    );
    execute(tx, &text, [election.as_str().into()]).await
}

/// Whether the keys of a contest are exactly these (sorted): no key more, and none of another election.
pub(super) async fn are_exactly<C: ConnectionTrait>(
    db: &C,
    election: &str,
    contest: &ContestId,
    keys: &[[u8; 32]],
) -> Result<bool, StoreError> {
    let text = "SELECT credential FROM credentials WHERE credential > $1 AND election = $2 \
                AND contest = $3 ORDER BY credential LIMIT 20000";
    let (mut seen, mut last) = (0, Vec::new());
    loop {
        let values = [bytes(&last), election.into(), contest.as_str().into()];
        let rows = all(db, text, values).await?;
        if rows.is_empty() {
            return Ok(seen == keys.len());
        }
        for row in &rows {
            let key: [u8; 32] = get_bytes(row, "credential")?;
            if keys.get(seen) != Some(&key) {
                return Ok(false);
            }
            seen += 1;
            last = key.to_vec();
        }
    }
}
