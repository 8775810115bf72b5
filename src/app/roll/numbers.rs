//! How many requests were granted and refused, by reason and kind of evidence: public, never under ten.

use morada_engine::ids::PlaceId;

use super::keeping::Kept;
use crate::app::House;
use crate::app::staff::DeskError;
use crate::store::office::roll::requests::Phase;
use crate::store::office::roll::{cases, counts, entries, requests};

/// Fewer than this are not said.
pub const LEAST: u64 = 10;

/// A number that may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Exactly this many.
    Exactly(u64),
    /// Fewer than ten, perhaps none.
    Few,
}

/// The numbers of one outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// `granted`, a reason, `objection_granted` or `objection_refused`.
    pub what: String,
    /// The kind of evidence.
    pub evidence: String,
    /// How many.
    pub n: Shown,
}

/// The public numbers of a roll. A number that would give a small one away by subtraction cannot: there
/// is no sum beside them.
///
/// # Errors
/// [`DeskError::Unknown`] when the place keeps no roll.
pub async fn numbers(house: &House, place: &PlaceId) -> Result<(Shown, Vec<Line>), DeskError> {
    Kept::load(house, place).await?;
    let reader = house.office.reader();
    let line = |count: counts::Count| Line {
        what: count.what,
        evidence: count.evidence,
        n: shown(count.n),
    };
    let lines = counts::of_place(reader, place).await?.into_iter().map(line).collect();
    Ok((shown(entries::count(reader, place).await?), lines))
}

/// How much waits at the roll's desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Requests.
    pub requests: u64,
    /// Objections.
    pub objections: u64,
    /// Cases.
    pub cases: u64,
}

/// How much waits.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn waiting(house: &House, place: &PlaceId) -> Result<Waiting, DeskError> {
    let reader = house.office.reader();
    Ok(Waiting {
        requests: requests::count(reader, place, Phase::Sent).await?,
        objections: requests::count(reader, place, Phase::Appealed).await?,
        cases: cases::waiting(reader, place).await?.len() as u64,
    })
}

pub(super) fn shown(n: u64) -> Shown {
    if n < LEAST { Shown::Few } else { Shown::Exactly(n) }
}
