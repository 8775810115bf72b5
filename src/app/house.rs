//! What a use case is given: the store, the clock and the chance.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use morada_engine::time::Timestamp;
use rand::rngs::ThreadRng;

use crate::config::{Config, Secret};
use crate::store::urn::Urn;
use crate::store::{Db, StoreError, single_connection};

/// Everything a use case may ask of the world.
#[derive(Debug)]
pub struct House {
    /// The operator's settings.
    pub config: Config,
    /// The root of the server's keys.
    pub secret: Secret,
    /// The people's database.
    pub office: Db,
    /// The box's database.
    pub urn: Urn,
    clock: Clock,
}

/// Where the time comes from.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that only moves when it is told to: demos, replays and tests.
    Manual(Arc<AtomicU64>),
}

impl Clock {
    /// A clock that stands at `now` until it is moved.
    pub fn standing_at(now: Timestamp) -> Self {
        Self::Manual(Arc::new(AtomicU64::new(now.unix())))
    }

    /// The present second.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let seconds = time::OffsetDateTime::now_utc().unix_timestamp();
                Timestamp::from_unix(u64::try_from(seconds).unwrap_or(0))
            }
            Self::Manual(seconds) => Timestamp::from_unix(seconds.load(Ordering::SeqCst)),
        }
    }

    /// Moves a manual clock to `instant`; the machine's clock does not listen.
    pub fn set(&self, instant: Timestamp) {
        if let Self::Manual(seconds) = self {
            seconds.store(instant.unix(), Ordering::SeqCst);
        }
    }
}

impl House {
    /// Opens both databases, migrated, and starts the urn's writer.
    ///
    /// # Errors
    /// [`StoreError`] when a database cannot be reached, is unsafe, or is newer than the program.
    pub async fn open(config: Config, secret: Secret, clock: Clock) -> Result<Self, StoreError> {
        let (office_url, urn_url) = (config.office_url(), config.urn_url());
        // SQLite creates the file with its first connection; both ways of migrating need it.
        let office = Db::connect(&office_url, config.readers).await?;
        let urn = Db::connect(&urn_url, config.readers).await?;
        morada_migrations::migrate_urn(&single_connection(&urn_url).await?).await?;
        let urn = Urn::start(urn, clock.clone());
        Ok(Self { config, secret, office, urn, clock })
    }

    /// The present second.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The clock itself, for demos and tests that move it.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Fresh randomness for keys and nonces, seeded by the operating system.
    pub fn chance(&self) -> ThreadRng {
        rand::rng()
    }
}
