//! What a use case is given: the store, the clock and the chance.

use morada_engine::time::Timestamp;
use rand::rngs::ThreadRng;

use crate::clock::Clock;
use crate::config::{Config, Secret};
use crate::store::urn::Urn;
use crate::store::{Db, StoreError};

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

impl House {
    /// Opens both databases, migrated, and starts the urn's writer.
    ///
    /// # Errors
    /// [`StoreError`] when a database cannot be reached, is unsafe, or is newer than the program.
    pub async fn open(config: Config, secret: Secret, clock: Clock) -> Result<Self, StoreError> {
        let office = Db::connect(&config.office_url(), config.readers).await?;
        let urn = Urn::open(&config.urn_url(), config.readers, clock.clone()).await?;
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
