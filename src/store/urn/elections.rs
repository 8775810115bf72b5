//! Table `elections`: the sealed papers and how far an election has come.

use std::sync::{Arc, PoisonError};

use morada_engine::contest::{Contest, Papers};
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::sealing::TrusteeSet;
use morada_engine::time::Timestamp;
use sea_orm::ConnectionTrait;

use super::Urn;
use crate::store::sql::{all, bytes, execute, first, get, get_u64, int};
use crate::store::{Db, StoreError};

/// How far the box of an election has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The papers are in the ledger, the box is still shut.
    Sealed,
    /// Ballots are taken.
    Open,
    /// No ballot is taken any more; nothing is opened yet.
    Closed,
    /// The ballots are opened and counted; two officers have not published yet.
    Counted,
    /// The result is public.
    Published,
}

impl Stage {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sealed => "sealed",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Counted => "counted",
            Self::Published => "published",
        }
    }

    fn parse(word: &str) -> Result<Self, StoreError> {
        [Self::Sealed, Self::Open, Self::Closed, Self::Counted, Self::Published]
            .into_iter()
            .find(|stage| stage.as_str() == word)
            .ok_or_else(|| StoreError::Corrupt(format!("the stage {word:?} is unknown")))
    }
}

/// What never changes once an election is sealed.
#[derive(Debug)]
pub struct Sealed {
    /// `setup/papers.json`, parsed.
    pub papers: Papers,
    /// Its bytes.
    pub papers_file: Vec<u8>,
    /// `setup/trustees.json`, parsed.
    pub trustees: TrusteeSet,
    /// Its bytes.
    pub trustees_file: Vec<u8>,
    /// `policy.txt`.
    pub policy_file: Vec<u8>,
    /// Bytes to which every opening is padded.
    pub pad: usize,
    /// The officers that opened the election, as published.
    pub officers: [String; 2],
}

/// One election: what is sealed, and its stage a moment ago.
#[derive(Debug, Clone)]
pub struct Election {
    sealed: Arc<Sealed>,
    /// The stage when it was read.
    pub stage: Stage,
}

impl std::ops::Deref for Election {
    type Target = Sealed;
    fn deref(&self) -> &Sealed {
        &self.sealed
    }
}

impl Sealed {
    /// The contest with this id.
    pub fn contest(&self, id: &ContestId) -> Option<&Contest> {
        self.papers.contests.iter().find(|contest| &contest.id == id)
    }
}

impl Urn {
    /// The election with this id, if it is sealed.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn election(&self, id: &ElectionId) -> Result<Option<Election>, StoreError> {
        let stage = "SELECT stage FROM elections WHERE election = $1";
        let Some(row) = first(self.db.reader(), stage, [id.as_str().into()]).await? else {
            return Ok(None);
        };
        let stage = Stage::parse(&get::<String>(&row, "stage")?)?;
        Ok(Some(Election { sealed: self.sealed_papers(id).await?, stage }))
    }

    /// Ids and stages of all elections, in the order of their ids.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn elections(&self) -> Result<Vec<(ElectionId, Stage)>, StoreError> {
        let rows =
            all(self.db.reader(), "SELECT election, stage FROM elections ORDER BY election", [])
                .await?;
        rows.iter()
            .map(|row| {
                let id: String = get(row, "election")?;
                let id = ElectionId::parse(&id).map_err(|e| StoreError::Corrupt(e.to_string()))?;
                Ok((id, Stage::parse(&get::<String>(row, "stage")?)?))
            })
            .collect()
    }

    async fn sealed_papers(&self, id: &ElectionId) -> Result<Arc<Sealed>, StoreError> {
        let known = || self.sealed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sealed) = known().get(id) {
            return Ok(Arc::clone(sealed));
        }
        let sealed = Arc::new(load(&self.db, id).await?);
        known().insert(id.clone(), Arc::clone(&sealed));
        Ok(sealed)
    }
}

async fn load(db: &Db, id: &ElectionId) -> Result<Sealed, StoreError> {
    let text = "SELECT papers, trustees, policy, pad, officers FROM elections WHERE election = $1";
    let row = first(db.reader(), text, [id.as_str().into()]).await?;
    let row = row.ok_or_else(|| StoreError::Corrupt(format!("{id} is gone")))?;
    let corrupt = |e: &dyn std::fmt::Display| StoreError::Corrupt(format!("{id}: {e}"));
    let papers_file: Vec<u8> = get(&row, "papers")?;
    let trustees_file: Vec<u8> = get(&row, "trustees")?;
    let officers: String = get(&row, "officers")?;
    Ok(Sealed {
        papers: serde_json::from_slice(&papers_file).map_err(|e| corrupt(&e))?,
        trustees: TrusteeSet::parse(&trustees_file).map_err(|e| corrupt(&e))?,
        policy_file: get(&row, "policy")?,
        pad: usize::try_from(get_u64(&row, "pad")?).map_err(|e| corrupt(&e))?,
        officers: serde_json::from_str(&officers).map_err(|e| corrupt(&e))?,
        papers_file,
        trustees_file,
    })
}

/// Writes a newly sealed election.
pub(super) async fn insert<C: ConnectionTrait>(db: &C, sealed: &Sealed) -> Result<(), StoreError> {
    let officers = serde_json::to_string(&sealed.officers).unwrap_or_default();
    let papers = &sealed.papers;
    execute(
        db,
        "INSERT INTO elections (election, stage, opens_at, closes_at, papers, trustees, policy, \
         pad, officers, next_batch_at, batches) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)",
        [
            papers.election.as_str().into(),
            Stage::Sealed.as_str().into(),
            int(papers.opens_at.unix()),
            int(papers.closes_at.unix()),
            bytes(&sealed.papers_file),
            bytes(&sealed.trustees_file),
            bytes(&sealed.policy_file),
            int(sealed.pad as u64),
            officers.into(),
            int(papers.opens_at.plus(papers.batch_interval_s).unix()),
        ],
    )
    .await?;
    Ok(())
}

/// Reads a stage from a row that was selected with the column `stage`.
pub(super) fn stage_of(row: &sea_orm::QueryResult) -> Result<Stage, StoreError> {
    Stage::parse(&get::<String>(row, "stage")?)
}

impl Urn {
    /// Takes or keeps the lease `name` for `seconds`; false when another node holds it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn take_lease(
        &self,
        name: &str,
        holder: &str,
        now: Timestamp,
        seconds: u64,
    ) -> Result<bool, StoreError> {
        let text = "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3) \
                    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, \
                    until = excluded.until WHERE leases.holder = $2 OR leases.until < $4";
        let values = [name.into(), holder.into(), int(now.plus(seconds).unix()), int(now.unix())];
        let tx = self.db.write_tx().await?;
        match execute(&tx, text, values).await {
            Ok(rows) => self.db.commit(tx).await.map(|()| rows == 1),
            Err(error) => Err(self.db.abandon(tx, error).await),
        }
    }
}
