//! Kept elections, read: counted from the file when somebody looks, and kept in memory from then on. The
//! table is append-only, so what was counted of a file stays true.

use std::sync::{Arc, PoisonError};

use morada_engine::ids::PlaceId;

use super::count::CountedSeats;
use super::file::ElectionFile;
use super::rules::SeatRule;
use crate::app::House;
use crate::store::StoreError;
use crate::store::office::archived_elections;
pub use crate::store::office::archived_elections::{ArchivedElection, Shelved, Withdrawal};
use crate::store::office::places::{self, Place};

/// A kept election with its place and its seats.
#[derive(Debug, Clone)]
pub struct KeptElection {
    /// What was handed in.
    pub election: ArchivedElection,
    /// Whose council was elected.
    pub place: Place,
    /// The rule.
    pub rule: SeatRule,
    /// What came out.
    pub counted: Arc<CountedSeats>,
    /// What was said of it if it was wrong.
    pub withdrawn: Option<Withdrawal>,
}

/// A kept election in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The election.
    pub election: Shelved,
    /// Whose council was elected.
    pub place: Place,
    /// What was said of it if it was wrong.
    pub withdrawn: Option<Withdrawal>,
}

/// Every kept election, or those of one place; the latest held first.
///
/// # Errors
/// [`StoreError`].
pub async fn kept_elections(
    house: &House,
    of: Option<&PlaceId>,
) -> Result<Vec<Listed>, StoreError> {
    let reader = house.office.reader();
    let mut listed = Vec::new();
    for election in archived_elections::all(reader).await? {
        if of.is_some_and(|place| *place != election.place) {
            continue;
        }
        if let Some(place) = places::find(reader, &election.place).await? {
            let withdrawn = archived_elections::withdrawal(reader, &election.id).await?;
            listed.push(Listed { election, place, withdrawn });
        }
    }
    Ok(listed)
}

/// A kept election as it was handed in.
///
/// # Errors
/// [`StoreError`].
pub async fn kept_file(house: &House, id: &str) -> Result<Option<ArchivedElection>, StoreError> {
    archived_elections::find(house.office.reader(), id).await
}

/// A kept election, counted now.
///
/// # Errors
/// [`StoreError::Corrupt`] when a file that was counted before it was kept can no longer be.
pub async fn kept_election(house: &House, id: &str) -> Result<Option<KeptElection>, StoreError> {
    let reader = house.office.reader();
    let Some(election) = archived_elections::find(reader, id).await? else { return Ok(None) };
    let broken = |why: String| StoreError::Corrupt(format!("archived election {id}: {why}"));
    let place = places::find(reader, &election.place).await?;
    let place = place.ok_or_else(|| broken("its place is gone".to_owned()))?;
    let withdrawn = archived_elections::withdrawal(reader, id).await?;
    let rule = SeatRule::from_name(&election.rule);
    let rule = rule.ok_or_else(|| broken(format!("no rule {}", election.rule)))?;
    let memory = || house.seats.lock().unwrap_or_else(PoisonError::into_inner);
    let known = memory().get(id).cloned();
    let counted = if let Some(counted) = known {
        counted
    } else {
        let (file, lot_order) = (election.file.clone(), election.lot_order.clone());
        let count = move || ElectionFile::read(&file)?.count(rule, &lot_order);
        let counted = tokio::task::spawn_blocking(count).await;
        let counted = counted.map_err(|why| broken(why.to_string()))?;
        let counted = Arc::new(counted.map_err(|why| broken(why.to_string()))?);
        memory().insert(id.to_owned(), Arc::clone(&counted));
        counted
    };
    Ok(Some(KeptElection { election, place, rule, counted, withdrawn }))
}
