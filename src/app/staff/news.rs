//! What the urn has published, as the courier brings it to the office: how far the box is, and how
//! many keys have voted. Nothing about choices crosses before the result is public.

use std::collections::BTreeMap;

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::permit::Permit;
use morada_engine::permit::act::SeeTurnout;
use morada_engine::phase::BoxState;
use morada_engine::time::Timestamp;
use serde::Deserialize;

use super::DeskError;
use crate::app::House;
use crate::store::StoreError;
use crate::store::office::public_facts;

/// Figures about fewer people than this are not shown (TRUST.md 3.1).
pub const FEWEST_SHOWN: u64 = 10;

/// Name of the courier's document in the inbox.
const NAME: &str = "box";

/// What the urn says about one election. All of it is public.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct News {
    /// The urn's own word for how far the box is.
    pub stage: String,
    /// Keys with a ballot that counts, per contest, as of the last batch.
    pub turnout: BTreeMap<ContestId, u64>,
    /// Acts under the seal.
    pub leaves: u64,
    /// Whether the box is closed and witnesses have still to sign it before the dice are rolled.
    #[serde(default)]
    pub count_waits: bool,
    /// The seal of the box: the root of the last checkpoint, hex.
    pub seal: Option<String>,
}

impl News {
    fn box_state(&self) -> Result<BoxState, StoreError> {
        match self.stage.as_str() {
            "sealed" | "open" => Ok(BoxState::Opened),
            "closed" => Ok(BoxState::Closed),
            "counted" => Ok(BoxState::Counted),
            "published" => Ok(BoxState::Published),
            other => Err(StoreError::Corrupt(format!("the urn's stage {other:?} is unknown"))),
        }
    }
}

/// The last news, and when they came.
///
/// # Errors
/// [`StoreError`].
pub async fn newest(
    house: &House,
    process: &ElectionId,
) -> Result<Option<(News, Timestamp)>, StoreError> {
    let fact = public_facts::find(house.office.reader(), process, NAME).await?;
    let read = |fact: public_facts::PublicFact| {
        let news = serde_json::from_str(&fact.body);
        news.map(|news| (news, fact.learned_at)).map_err(|e| StoreError::Corrupt(e.to_string()))
    };
    fact.map(read).transpose()
}

/// How far the urn says it is.
///
/// # Errors
/// [`StoreError`].
pub async fn box_state(house: &House, process: &ElectionId) -> Result<BoxState, StoreError> {
    match newest(house, process).await? {
        Some((news, _)) => news.box_state(),
        None => Ok(BoxState::Unsealed),
    }
}

/// A number about people, hidden while it is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// So many.
    Exactly(u64),
    /// Fewer than [`FEWEST_SHOWN`].
    Few,
}

/// How many have voted, contest by contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turnout {
    /// Keys with a ballot that counts.
    pub voted: BTreeMap<ContestId, Shown>,
    /// When the office learned it.
    pub as_of: Timestamp,
    /// The seal of the box.
    pub seal: Option<String>,
}

/// How many have voted; `None` before the box was opened. There is no other figure to see.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn turnout(
    house: &House,
    permit: &Permit<SeeTurnout>,
) -> Result<Option<Turnout>, DeskError> {
    let process = permit.process().ok_or(DeskError::Unknown)?;
    let Some((news, as_of)) = newest(house, process).await? else { return Ok(None) };
    let shown = |count: u64| {
        if count == 0 || count >= FEWEST_SHOWN { Shown::Exactly(count) } else { Shown::Few }
    };
    let voted = news.turnout.into_iter().map(|(contest, count)| (contest, shown(count))).collect();
    Ok(Some(Turnout { voted, as_of, seal: news.seal }))
}
