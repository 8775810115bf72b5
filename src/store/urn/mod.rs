//! The box's database: which keys may vote, what they cast, and the ledger. It knows no person.
//!
//! Every cast goes through one writer per node ([`Urn::cast`]); everything that enters the ledger goes
//! through [`LedgerTx`]. Both let the database's own keys decide races between nodes.

mod credentials;
mod elections;
mod files;
mod ledger;
mod orders;
mod reading;
mod seals;
mod writer;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use morada_engine::ids::ElectionId;
use morada_engine::ledger::Tree;
use tokio::sync::mpsc;

pub use credentials::Standing;
pub use elections::{Election, Sealed, Stage};
pub use ledger::{LedgerTx, Proof};
pub use reading::{CountedRow, FoundLeaf, LeafPlace};
use seals::Seals;
pub use writer::{Cast, CastRefusal, Stored};

use super::{Db, StoreError, single_connection};
use crate::clock::Clock;

/// The urn of this node.
#[derive(Debug)]
pub struct Urn {
    db: Arc<Db>,
    casts: mpsc::Sender<writer::Job>,
    /// Sealed elections never change but for their stage, so their papers are read once.
    sealed: Mutex<BTreeMap<ElectionId, Arc<elections::Sealed>>>,
    trees: Mutex<BTreeMap<ElectionId, Arc<tokio::sync::Mutex<Tree>>>>,
    /// What was signed, kept apart from the database.
    seals: Seals,
}

impl Urn {
    /// Opens the urn, brings it to this program's schema and starts the writer of this node. `seals` is
    /// the folder of what was signed, which no backup of the urn may overwrite.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be reached, is unsafe or is newer than the program.
    pub async fn open(
        url: &str,
        readers: u32,
        clock: Clock,
        seals: PathBuf,
    ) -> Result<Self, StoreError> {
        // The first connection creates a SQLite file.
        let db = Arc::new(Db::connect(url, readers).await?);
        morada_migrations::migrate_urn(&single_connection(url).await?).await?;
        let casts = writer::start(Arc::clone(&db), clock);
        let seals = Seals::new(seals);
        Ok(Self { db, casts, sealed: Mutex::default(), trees: Mutex::default(), seals })
    }

    /// The database, for questions about the set-up.
    pub fn db(&self) -> &Db {
        &self.db
    }

    /// The tree over the leaves of an election, as far as this node has read them.
    fn tree(&self, election: &ElectionId) -> Arc<tokio::sync::Mutex<Tree>> {
        let mut trees = self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(trees.entry(election.clone()).or_default())
    }
}
