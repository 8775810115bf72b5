//! The urn's side of the courier: carries out one order from the office, once.

use morada_engine::chance::Seed;
use morada_engine::contest::Papers;
use morada_engine::ids::ElectionId;
use morada_engine::ledger::record::{Dispute, IncidentLeaf, SeedLeaf, Version, file_hash};
use morada_engine::ledger::{Checkpoint, Leaf};
use serde::{Deserialize, Serialize};

use super::cosign::close_is_witnessed;
use super::order::{Act, Order, RollCount};
use super::publish::publish;
use super::seal_election::{SetupFault, check_setup, seal};
use super::take_decryptions::{FileFault, take_decryptions};
use super::{House, log_key};
use crate::store::StoreError;
use crate::store::urn::{LedgerTx, Stage};

/// Why an order is not carried out. It travels back to the office, which says it to the officers in
/// their language.
#[derive(Debug, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "refused", content = "because", rename_all = "snake_case")]
pub enum OrderRefusal {
    /// The set-up has faults.
    #[error("the set-up has {} faults: {}", .0.len(), list(.0))]
    Setup(Vec<SetupFault>),
    /// The election is not at the stage that the order needs.
    #[error("the election is not at the right stage for this")]
    Stage,
    /// The witnesses that the sealed policy asks for have not signed the close yet.
    #[error("the witnesses have not signed the close yet")]
    Unwitnessed,
    /// The seed is not twenty or more decimal digits.
    #[error("the seed must be twenty or more decimal digits")]
    Seed,
    /// The trustee's file is not what was asked for.
    #[error("the trustee's file: {0}")]
    Decryptions(FileFault),
    /// A text cannot enter the ledger.
    #[error("a text cannot enter the ledger: {0}")]
    Text(String),
    /// The order is not one that this program knows.
    #[error("the order cannot be read: {0}")]
    Unreadable(String),
    /// The store failed; the order is tried again, so this never travels.
    #[error(transparent)]
    #[serde(skip)]
    Store(#[from] StoreError),
}

impl OrderRefusal {
    /// The words that travel back to the office.
    pub fn to_answer(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| self.to_string())
    }

    /// Reads what travelled back; an answer of an earlier version is read as plain words.
    pub fn from_answer(answer: &str) -> Self {
        serde_json::from_str(answer).unwrap_or_else(|_| Self::Unreadable(answer.to_owned()))
    }
}

fn list(faults: &[SetupFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Carries out `order`; doing so twice changes nothing.
///
/// # Errors
/// [`OrderRefusal`].
pub async fn carry_out(house: &House, order: &Order) -> Result<(), OrderRefusal> {
    let id = order.id();
    if house.urn.order_answer(&id).await?.is_some() {
        return Ok(());
    }
    match &order.act {
        Act::Open { papers, trustees, witnesses, credlists, officers } => {
            if house.urn.election(&order.election).await?.is_some()
                || papers.election != order.election
            {
                return Err(OrderRefusal::Setup(vec![SetupFault::Sealed]));
            }
            let ready = check_setup(house, papers, trustees, witnesses, credlists, officers)
                .map_err(OrderRefusal::Setup)?;
            Ok(seal(house, ready, &id).await?)
        }
        Act::Incident { about, text } => incident(house, &order.election, *about, text, &id).await,
        Act::Seed { seed, minutes, officers } => {
            take_seed(house, &order.election, seed, minutes, officers, &id).await
        }
        Act::Decryptions { contest, trustee, lines } => {
            take_decryptions(house, &order.election, contest, *trustee, lines, &id).await
        }
        Act::Publish { roll, officers: _ } => {
            publish_counted(house, &order.election, roll, &id).await
        }
    }
}

async fn publish_counted(
    house: &House,
    election: &ElectionId,
    roll: &[RollCount],
    id: &[u8; 32],
) -> Result<(), OrderRefusal> {
    let found = house.urn.election(election).await?.ok_or(OrderRefusal::Stage)?;
    if found.stage != Stage::Counted {
        return Err(OrderRefusal::Stage);
    }
    Ok(publish(house, &found, roll, id).await?)
}

async fn incident(
    house: &House,
    election: &ElectionId,
    about: Option<Dispute>,
    text: &str,
    id: &[u8; 32],
) -> Result<(), OrderRefusal> {
    let found = house.urn.election(election).await?.ok_or(OrderRefusal::Stage)?;
    let leaf = Leaf::Incident(IncidentLeaf {
        about,
        at: house.now(),
        election: election.clone(),
        text: text.to_owned(),
        v: Version,
    });
    let bytes = leaf.to_bytes().map_err(|e| OrderRefusal::Text(e.to_string()))?;
    let mut ledger = house.urn.ledger(election).await?;
    let written = async {
        ledger.append(&bytes).await?;
        sign_head(house, &found.papers, &ledger).await?;
        ledger.answer_order(id, "published").await
    }
    .await;
    finish(ledger, written).await
}

async fn take_seed(
    house: &House,
    election: &ElectionId,
    seed: &str,
    minutes: &str,
    officers: &[String; 2],
    id: &[u8; 32],
) -> Result<(), OrderRefusal> {
    let found = house.urn.election(election).await?.ok_or(OrderRefusal::Stage)?;
    // A seed known before the close would let somebody vote so as to win a tie.
    if found.stage != Stage::Closed || house.urn.file(election, MINUTES).await?.is_some() {
        return Err(OrderRefusal::Stage);
    }
    if !close_is_witnessed(house, &found).await? {
        return Err(OrderRefusal::Unwitnessed);
    }
    let drawn = Seed::parse(seed).map_err(|_| OrderRefusal::Seed)?;
    let minutes = format!("{}\nSeed: {seed}\n{}\n{}\n", minutes.trim(), officers[0], officers[1]);
    let leaf = Leaf::Seed(SeedLeaf {
        at: house.now(),
        election: election.clone(),
        minutes: file_hash(minutes.as_bytes()),
        seed: drawn,
        v: Version,
    });
    let bytes = leaf.to_bytes().map_err(|e| OrderRefusal::Text(e.to_string()))?;
    let mut ledger = house.urn.ledger(election).await?;
    let written = async {
        ledger.append(&bytes).await?;
        ledger.put_file(MINUTES, minutes.as_bytes()).await?;
        sign_head(house, &found.papers, &ledger).await?;
        ledger.answer_order(id, "taken").await
    }
    .await;
    finish(ledger, written).await
}

/// Where the minutes of the dice stand in the bundle.
pub(super) const MINUTES: &str = "randomness/minutes.txt";

/// Signs the ledger as it stands in the transaction.
pub(super) async fn sign_head(
    house: &House,
    papers: &Papers,
    ledger: &LedgerTx<'_>,
) -> Result<(), StoreError> {
    let key = log_key(house, &papers.authority, &papers.election);
    let note = Checkpoint::sign(&key, ledger.size(), ledger.root());
    ledger.put_checkpoint(&note.to_string()).await
}

/// Commits what an order wrote, or takes all of it back.
pub(super) async fn finish(
    ledger: LedgerTx<'_>,
    written: Result<(), StoreError>,
) -> Result<(), OrderRefusal> {
    match written {
        Ok(()) => Ok(ledger.commit().await?),
        Err(error) => Err(ledger.abandon(error).await.into()),
    }
}
