//! The clock's own work in the urn: opens the box, makes batches, closes, and starts the count.
//!
//! One node at a time does it, the one that holds the lease; every node can cast meanwhile.

use std::time::Duration;

use morada_engine::ids::ElectionId;
use morada_engine::ledger::Leaf;
use morada_engine::ledger::record::{BatchLeaf, CloseLeaf, ContestClose, OpenLeaf, Version};
use morada_engine::time::Timestamp;

use super::House;
use super::carry_out::sign_head;
use super::count::count_when_ready;
use crate::store::StoreError;
use crate::store::urn::{Election, LedgerTx, Stage};

/// Seconds for which a node keeps the lease after it was last seen.
const LEASE_SECONDS: u64 = 10;

/// Ticks until the program ends.
pub async fn run(house: &House) {
    let me = format!("{:016x}", rand::random::<u64>());
    let mut mine_until = Timestamp::from_unix(0);
    loop {
        let now = house.now();
        // Renewed at half-time, so that an idle node hardly writes.
        if mine_until.since(now) < LEASE_SECONDS / 2 {
            match house.urn.take_lease("sequencer", &me, now, LEASE_SECONDS).await {
                Ok(true) => mine_until = now.plus(LEASE_SECONDS),
                Ok(false) => {}
                Err(error) => tracing::error!("no lease: {error}"),
            }
        }
        if now < mine_until
            && let Err(error) = tick(house).await
        {
            tracing::error!("the sequencer will try again: {error}");
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// Does what is due in every election.
///
/// # Errors
/// [`StoreError`] of the first election that failed; the others have been looked after.
pub async fn tick(house: &House) -> Result<(), StoreError> {
    let mut outcome = Ok(());
    for (election, stage) in house.urn.elections().await? {
        if stage == Stage::Published {
            continue;
        }
        let done = advance(house, &election).await;
        outcome = outcome.and(done);
    }
    outcome
}

async fn advance(house: &House, id: &ElectionId) -> Result<(), StoreError> {
    let Some(election) = house.urn.election(id).await? else {
        return Ok(());
    };
    let now = house.now();
    match election.stage {
        Stage::Sealed if now >= election.papers.opens_at => open(house, &election).await,
        Stage::Open if now >= election.papers.closes_at => close(house, &election).await,
        Stage::Open => batch_when_due(house, &election).await,
        Stage::Closed => count_when_ready(house, &election).await,
        Stage::Sealed | Stage::Counted | Stage::Published => Ok(()),
    }
}

async fn open(house: &House, election: &Election) -> Result<(), StoreError> {
    let mut ledger = house.urn.ledger(&election.papers.election).await?;
    let leaf = Leaf::Open(OpenLeaf {
        at: house.now(),
        election: election.papers.election.clone(),
        by: election.officers.clone(),
        v: Version,
    });
    let written = async {
        if ledger.stage != Stage::Sealed {
            return Ok(());
        }
        ledger.append(&bytes(&leaf)?).await?;
        ledger.set_stage(Stage::Open).await?;
        sign_head(house, &election.papers, &ledger).await
    }
    .await;
    finish(ledger, written).await
}

async fn batch_when_due(house: &House, election: &Election) -> Result<(), StoreError> {
    let now = house.now();
    let mut ledger = house.urn.ledger(&election.papers.election).await?;
    if ledger.stage != Stage::Open || now < ledger.next_batch_at {
        return Ok(());
    }
    let written = async {
        if ledger.waiting().await? >= election.papers.batch_min {
            append_batch(house, election, &mut ledger).await?;
            sign_head(house, &election.papers, &ledger).await?;
        }
        let missed = now.since(ledger.next_batch_at) / election.papers.batch_interval_s;
        let ahead = (missed + 1) * election.papers.batch_interval_s;
        ledger.set_next_batch(ledger.next_batch_at.plus(ahead)).await
    }
    .await;
    finish(ledger, written).await
}

async fn append_batch(
    house: &House,
    election: &Election,
    ledger: &mut LedgerTx<'_>,
) -> Result<(), StoreError> {
    let leaf = Leaf::Batch(BatchLeaf {
        at: house.now(),
        election: election.papers.election.clone(),
        count: ledger.waiting().await?,
        n: ledger.batches().await? + 1,
        v: Version,
    });
    ledger.append_batch(&bytes(&leaf)?).await
}

/// Closes the box: the last batch and the close in one transaction, so that no ballot falls between.
async fn close(house: &House, election: &Election) -> Result<(), StoreError> {
    let mut ledger = house.urn.ledger(&election.papers.election).await?;
    let written = async {
        if ledger.stage != Stage::Open {
            return Ok(());
        }
        if ledger.waiting().await? > 0 {
            append_batch(house, election, &mut ledger).await?;
        }
        let mut contests = Vec::new();
        for contest in &election.papers.contests {
            let (counted, leaves) = ledger.ballots_of(&contest.id).await?;
            contests.push(ContestClose { counted, contest: contest.id.clone(), leaves });
        }
        let leaf = Leaf::Close(CloseLeaf {
            at: house.now(),
            election: election.papers.election.clone(),
            contests,
            v: Version,
        });
        ledger.append(&bytes(&leaf)?).await?;
        ledger.set_stage(Stage::Closed).await?;
        sign_head(house, &election.papers, &ledger).await
    }
    .await;
    finish(ledger, written).await
}

fn bytes(leaf: &Leaf) -> Result<Vec<u8>, StoreError> {
    leaf.to_bytes().map_err(|e| StoreError::Corrupt(e.to_string()))
}

pub(super) async fn finish(
    ledger: LedgerTx<'_>,
    written: Result<(), StoreError>,
) -> Result<(), StoreError> {
    match written {
        Ok(()) => ledger.commit().await,
        Err(error) => Err(ledger.abandon(error).await),
    }
}
