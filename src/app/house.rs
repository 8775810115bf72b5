//! What a use case is given: the store, the clock and the chance.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use morada_engine::ids::{ContestId, ElectionId, PlaceId};
use morada_engine::time::Timestamp;
use rand::rngs::ThreadRng;

use super::archive::CountedSeats;
use super::gallery::Gallery;
use super::incidents::Told;
use super::results::ContestResult;
use super::roll::register::job::Registers;
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
    /// Published results, counted once.
    pub(super) results: Mutex<BTreeMap<(ElectionId, ContestId), Arc<ContestResult>>>,
    /// Council elections, counted once.
    pub(super) seats: Mutex<BTreeMap<String, Arc<CountedSeats>>>,
    /// Turnout of each election, at the size its ledger had.
    pub(super) turnouts: Mutex<BTreeMap<ElectionId, (u64, Turnout)>>,
    /// Notices in each ledger, as far as its leaves were looked at.
    pub(super) told: Mutex<BTreeMap<ElectionId, (u64, Vec<Told>)>>,
    /// Reports on rolls, by place.
    pub(super) anomalies: Mutex<BTreeMap<PlaceId, super::roll::anomalies::Made>>,
    /// Registers that are looked through or taken just now.
    pub(super) registers: Registers,
    /// Faces of projects, for pages that must not ask the office.
    pub gallery: Gallery,
    clock: Clock,
}

/// Ballots that count, per contest.
pub(super) type Turnout = BTreeMap<ContestId, u64>;

impl House {
    /// Opens both databases, migrated, and starts the urn's writer.
    ///
    /// # Errors
    /// [`StoreError`] when a database cannot be reached, is unsafe, or is newer than the program.
    pub async fn open(config: Config, secret: Secret, clock: Clock) -> Result<Self, StoreError> {
        let office = Db::open_office(&config.office_url(), config.readers).await?;
        let seals = config.data.join("seals");
        let urn = Urn::open(&config.urn_url(), config.readers, clock.clone(), seals).await?;
        Ok(Self {
            config,
            secret,
            office,
            urn,
            results: Mutex::default(),
            seats: Mutex::default(),
            turnouts: Mutex::default(),
            told: Mutex::default(),
            anomalies: Mutex::default(),
            registers: Registers::default(),
            gallery: Gallery::default(),
            clock,
        })
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
