//! The anomaly report of a roll: what observers may know of how people came onto it.
//!
//! Source: issue 5, item 9. The entries are opened in memory, looked at together and forgotten; only numbers of ten or
//! more come out (`engine/roll/anomalies.rs`).

use std::collections::BTreeMap;
use std::sync::PoisonError;

use morada_engine::eligibility::Date;
use morada_engine::fingerprint::Birth;
use morada_engine::ids::PlaceId;
use morada_engine::roll::{Anomalies, Cell, Seen, cells};

use super::keeping::Kept;
use super::people::Holder;
use super::sealed::open;
use crate::app::House;
use crate::app::staff::DeskError;
use crate::app::staff::letters::{self, Movement};
use crate::store::StoreError;
use crate::store::office::processes;
use crate::store::office::roll::entries::{self, Entry};

/// The report on the roll of a place, as it is today. It is made once for each day and number of entries, however often
/// it is read.
///
/// # Errors
/// [`DeskError::Unknown`] when the place keeps no roll.
pub async fn anomalies(house: &House, place: &PlaceId) -> Result<Anomalies, DeskError> {
    let today = Kept::load(house, place).await?.today(house);
    let reader = house.office.reader();
    let all = entries::count(reader, place).await?;
    let kept = || house.anomalies.lock().unwrap_or_else(PoisonError::into_inner);
    let known = kept().get(place).filter(|(day, of, _)| (*day, *of) == (today, all)).cloned();
    if let Some((_, _, report)) = known {
        return Ok(report);
    }
    let seen = |entry: Entry| -> Result<Seen, StoreError> {
        let holder: Holder = open(house, super::admit::ENTRIES, &entry.id, &entry.sealed)?;
        let year = holder.birth().map(|birth| match birth {
            Birth::Day(day) => day.year(),
            Birth::Year(year) => year,
        });
        let check = entry.check;
        Ok(Seen { on: check.checked_on, evidence: check.evidence, way: check.way, year })
    };
    let entries = entries::good(reader, place).await?.into_iter().map(seen);
    let report = Anomalies::of(&entries.collect::<Result<Vec<Seen>, StoreError>>()?);
    kept().insert(place.clone(), (today, all, report.clone()));
    Ok(report)
}

/// Voting letters by the desk or group that got them, over all votes of a place: counts of letters, never of people,
/// and none below ten.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LettersBy {
    /// Given out and not returned.
    pub handed: Vec<Cell>,
    /// Given out in place of lost ones.
    pub reissued: Vec<Cell>,
}

/// Adds up what was recorded about letters.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn letters(house: &House, place: &PlaceId) -> Result<LettersBy, DeskError> {
    let (mut handed, mut returned, mut reissued) = <(Sums, Sums, Sums)>::default();
    let processes = processes::of_place(house.office.reader(), place).await?;
    for process in &processes {
        for batch in letters::batches(house, &process.id).await? {
            let sums = match batch.movement {
                Movement::Handed => &mut handed,
                Movement::Returned => &mut returned,
                Movement::Reissued => &mut reissued,
                Movement::Paper => continue,
            };
            *sums.entry(batch.receiver).or_default() += batch.letters;
        }
    }
    for (receiver, back) in returned {
        if let Some(sum) = handed.get_mut(&receiver) {
            *sum = sum.saturating_sub(back);
        }
    }
    let told = |sums: &Sums| {
        let some = sums.iter().filter(|(_, n)| **n > 0);
        cells(&some.map(|(name, n)| (name.as_str(), *n)).collect())
    };
    Ok(LettersBy { handed: told(&handed), reissued: told(&reissued) })
}

/// Letters by receiver.
type Sums = BTreeMap<String, u64>;

/// The day and the number of entries of which a report was made, and the report.
pub type Made = (Date, u64, Anomalies);
