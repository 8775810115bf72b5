//! Orders on their way to the urn. The courier takes them from here and brings the answers back.

use morada_engine::encoding::to_hex;
use morada_engine::ids::ElectionId;

use super::DeskError;
use super::acts::{Entry, note};
use super::one_step::in_one_step;
use crate::app::order::{Act, Order};
use crate::app::{House, OrderRefusal, notices};
pub use crate::store::office::outbox::OutgoingOrder;
use crate::store::office::outbox::{self, DONE};
use crate::store::office::processes;
use crate::store::{StoreError, Tx};

/// The word for an order to open.
pub const OPEN: &str = "open";
/// The word for a trustee's file.
pub const DECRYPTIONS: &str = "decryptions";
/// The word for the seed.
pub const SEED: &str = "seed";
/// The word for the publication.
pub const PUBLISH: &str = "publish";
/// The word for a notice.
pub const INCIDENT: &str = "incident";

/// Puts an order into the outbox, in the transaction of the act that made it.
pub(super) async fn send(house: &House, tx: &Tx, by: &str, order: &Order) -> Result<(), DeskError> {
    let bytes = order.to_bytes();
    let body = String::from_utf8(bytes).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let (id, act) = (to_hex(&order.id()), name_of(&order.act));
    note(house, tx, by, Some(&order.election), &Entry::OrderSent { order: act, id: &id }).await?;
    if outbox::append(tx, &id, &order.election, act, &body).await? {
        Ok(())
    } else {
        Err(DeskError::Stale)
    }
}

fn name_of(act: &Act) -> &'static str {
    match act {
        Act::Open { .. } => OPEN,
        Act::Incident { .. } => INCIDENT,
        Act::Seed { .. } => SEED,
        Act::Decryptions { .. } => DECRYPTIONS,
        Act::Publish { .. } => PUBLISH,
    }
}

/// What became of an order.
#[derive(Debug)]
pub enum Fate {
    /// The courier has not brought an answer yet.
    OnTheWay,
    /// The urn has carried it out.
    Done,
    /// The urn has refused it.
    Refused(OrderRefusal),
}

impl Fate {
    /// What became of `order`.
    pub fn of(order: &OutgoingOrder) -> Self {
        match order.answer.as_deref() {
            None => Self::OnTheWay,
            Some(DONE) => Self::Done,
            Some(refusal) => Self::Refused(OrderRefusal::from_answer(refusal)),
        }
    }
}

/// What became of the newest order about `process` whose act has this name, if there is one.
///
/// # Errors
/// [`StoreError`].
pub async fn newest_fate(
    house: &House,
    process: &ElectionId,
    act: &str,
) -> Result<Option<Fate>, StoreError> {
    let orders = orders_of(house, process).await?;
    Ok(orders.iter().rev().find(|order| order.act == act).map(Fate::of))
}

/// Every order about a process with its answer, oldest first.
///
/// # Errors
/// [`StoreError`].
pub async fn orders_of(
    house: &House,
    process: &ElectionId,
) -> Result<Vec<OutgoingOrder>, StoreError> {
    outbox::of_process(house.office.reader(), process).await
}

/// Notes what the urn answered: [`DONE`], or why it refused. An opening that was refused can be
/// prepared again.
///
/// # Errors
/// [`StoreError`].
pub async fn note_answer(
    house: &House,
    order: &OutgoingOrder,
    answer: &str,
) -> Result<(), StoreError> {
    let done = answer == DONE;
    let noted = in_one_step(house, async |tx| {
        if !outbox::answer(tx, &order.id, answer).await? {
            return Ok(());
        }
        if order.act == OPEN && !done {
            processes::thaw(tx, &order.process).await?;
        }
        if let (true, Ok(Order { act: Act::Incident { about, text }, .. })) =
            (done && order.act == INCIDENT, serde_json::from_str(&order.body))
        {
            notices::learn(tx, &order.process, &order.id, about, &text, house.now()).await?;
        }
        let entry = Entry::OrderAnswered { id: &order.id, done: if done { "yes" } else { "no" } };
        note(house, tx, "urn", Some(&order.process), &entry).await
    });
    match noted.await {
        Ok(()) => Ok(()),
        Err(DeskError::Store(error)) => Err(error),
        Err(other) => Err(StoreError::Corrupt(other.to_string())),
    }
}
