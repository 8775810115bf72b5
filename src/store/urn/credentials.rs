//! Tables `credentials` and `retirements`: which keys may vote where.

use morada_engine::ids::ContestId;
use morada_engine::sealing::CredentialKey;
use sea_orm::ConnectionTrait;

use super::Urn;
use crate::store::StoreError;
use crate::store::sql::{all, bytes, execute, first, get, get_u64, list, places};

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

/// Writes the keys of one contest, in their own order (sorted), in chunks.
pub(super) async fn insert_keys<C: ConnectionTrait>(
    db: &C,
    election: &str,
    contest: &ContestId,
    keys: &[[u8; 32]],
) -> Result<(), StoreError> {
    for chunk in keys.chunks(2_000) {
        let text = format!(
            "INSERT INTO credentials (credential, election, contest) VALUES {}",
            places(chunk.len(), 3)
        );
        let values =
            chunk.iter().flat_map(|key| [bytes(key), election.into(), contest.as_str().into()]);
        execute(db, &text, values).await?;
    }
    Ok(())
}
