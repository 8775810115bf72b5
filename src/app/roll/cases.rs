//! Two entries that may be one person: a person decides, with both before them.

use morada_engine::permit::Permit;
use morada_engine::permit::act::ChangeRollEntry;

use super::admit::ENTRIES;
use super::desk::{Seen, close_cards};
use super::keeping::Kept;
use super::sealed::open;
use crate::app::House;
use crate::app::staff::DeskError;
use crate::app::staff::acts::{Entry as Line, note};
use crate::app::staff::one_step::in_one_step;
use crate::store::office::roll::{cases, entries};

/// Two entries side by side.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The case.
    pub id: String,
    /// The entry that was there before.
    pub one: Seen,
    /// The newer one.
    pub other: Seen,
}

/// Whether two entries are one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// Two people.
    Two,
    /// One person: the newer entry ends.
    One,
}

/// The cases that wait, oldest first. One whose entry has gone meanwhile is no case.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn pairs(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
) -> Result<Vec<Pair>, DeskError> {
    let place = permit.place().ok_or(DeskError::Unknown)?;
    let mut pairs = Vec::new();
    for case in cases::waiting(house.office.reader(), place).await? {
        let (one, other) =
            (seen(house, permit, &case.one).await?, seen(house, permit, &case.other).await?);
        if let (Some(one), Some(other)) = (one, other) {
            pairs.push(Pair { id: case.id, one, other });
        }
    }
    Ok(pairs)
}

async fn seen(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    id: &str,
) -> Result<Option<Seen>, DeskError> {
    let place = permit.place().ok_or(DeskError::Unknown)?;
    let entry = entries::find(house.office.reader(), place, id).await?;
    let Some(entry) = entry.filter(|entry| entry.ended.is_none()) else { return Ok(None) };
    let holder = open(house, ENTRIES, &entry.id, &entry.sealed)?;
    Ok(Some(Seen { id: entry.id, holder, check: entry.check }))
}

/// Decides a case.
///
/// # Errors
/// [`DeskError::Unknown`] when it does not wait.
pub async fn settle_case(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    id: &str,
    finding: Finding,
) -> Result<(), DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let waiting = cases::waiting(house.office.reader(), &kept.place.id).await?;
    let case = waiting.into_iter().find(|case| case.id == id).ok_or(DeskError::Unknown)?;
    let (today, same) = (kept.today(house), finding == Finding::One);
    in_one_step(house, async |tx| {
        if !cases::decide(tx, id, same, by, house.now()).await? {
            return Err(DeskError::Stale);
        }
        if same {
            entries::end(tx, &case.other, today, "twice").await?;
            close_cards(tx, &case.other, today).await?;
        }
        let (place, outcome) = (kept.place.id.as_str(), if same { "one" } else { "two" });
        note(house, tx, by, None, &Line::CaseDecided { place, outcome }).await
    })
    .await
}
