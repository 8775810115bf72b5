//! Tables `published_files`, `partial_decryptions` and `cosignatures`: what comes in after closing.

use morada_engine::ids::{ContestId, ElectionId};

use super::{LedgerTx, Urn};
use crate::store::StoreError;
use crate::store::sql::{all, bytes, execute, first, get, get_u64, int};

impl Urn {
    /// One published file.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn file(
        &self,
        election: &ElectionId,
        path: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let text = "SELECT file FROM published_files WHERE election = $1 AND path = $2";
        let row = first(self.db.reader(), text, [election.as_str().into(), path.into()]).await?;
        row.map(|row| get(&row, "file")).transpose()
    }

    /// Every published file, by path.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn files(&self, election: &ElectionId) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let text = "SELECT path, file FROM published_files WHERE election = $1 ORDER BY path";
        let rows = all(self.db.reader(), text, [election.as_str().into()]).await?;
        rows.iter().map(|row| Ok((get(row, "path")?, get(row, "file")?))).collect()
    }

    /// The partial decryptions that trustees have handed in: trustee and file, per contest.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn decryptions(
        &self,
        election: &ElectionId,
        contest: &ContestId,
    ) -> Result<Vec<(u16, Vec<u8>)>, StoreError> {
        let text = "SELECT trustee, file FROM partial_decryptions \
                    WHERE election = $1 AND contest = $2 ORDER BY trustee";
        let values = [election.as_str().into(), contest.as_str().into()];
        let rows = all(self.db.reader(), text, values).await?;
        rows.iter()
            .map(|row| {
                let trustee = get_u64(row, "trustee")?;
                let trustee =
                    u16::try_from(trustee).map_err(|e| StoreError::Corrupt(e.to_string()))?;
                Ok((trustee, get(row, "file")?))
            })
            .collect()
    }

    /// Cosignature lines of one checkpoint, by witness.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn cosignatures(
        &self,
        election: &ElectionId,
        size: u64,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let text = "SELECT witness, line FROM cosignatures WHERE election = $1 AND size = $2 \
                    ORDER BY witness";
        let rows = all(self.db.reader(), text, [election.as_str().into(), int(size)]).await?;
        rows.iter().map(|row| Ok((get(row, "witness")?, get(row, "line")?))).collect()
    }

    /// Keeps a witness's cosignature of a checkpoint; the newest of a witness stays.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn put_cosignature(
        &self,
        election: &ElectionId,
        size: u64,
        witness: &str,
        line: &str,
    ) -> Result<(), StoreError> {
        let text = "INSERT INTO cosignatures (election, size, witness, line) \
                    VALUES ($1, $2, $3, $4) \
                    ON CONFLICT (election, size, witness) DO UPDATE SET line = excluded.line";
        let values = [election.as_str().into(), int(size), witness.into(), line.into()];
        let tx = self.db.write_tx().await?;
        match execute(&tx, text, values).await {
            Ok(_) => self.db.commit(tx).await,
            Err(error) => Err(self.db.abandon(tx, error).await),
        }
    }
}

impl LedgerTx<'_> {
    /// Keeps a file for the bundle; a newer one of the same path replaces it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn put_file(&self, path: &str, file: &[u8]) -> Result<(), StoreError> {
        let text = "INSERT INTO published_files (election, path, file) VALUES ($1, $2, $3) \
                    ON CONFLICT (election, path) DO UPDATE SET file = excluded.file";
        let values = [self.election().as_str().into(), path.into(), bytes(file)];
        execute(self.tx(), text, values).await?;
        Ok(())
    }

    /// Keeps a trustee's partial decryptions of one contest.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn put_decryptions(
        &self,
        contest: &ContestId,
        trustee: u16,
        file: &[u8],
    ) -> Result<(), StoreError> {
        let text = "INSERT INTO partial_decryptions (election, contest, trustee, file) \
                    VALUES ($1, $2, $3, $4) ON CONFLICT (election, contest, trustee) \
                    DO UPDATE SET file = excluded.file";
        let values = [
            self.election().as_str().into(),
            contest.as_str().into(),
            int(u64::from(trustee)),
            bytes(file),
        ];
        execute(self.tx(), text, values).await?;
        Ok(())
    }
}
