//! The dates of a process.

use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use morada_engine::phase::{Calendar, CalendarFault, Dated};

use super::change::change;
use crate::app::House;
use crate::app::staff::acts::Entry;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::office::phases;

/// Stores the dates as seen at `revision`.
///
/// # Errors
/// [`DeskError::Faulty`] with every conflict, at the field `date-<phase>` of the later date.
pub async fn set_dates(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    dates: Vec<Dated>,
) -> Result<(), DeskError> {
    let calendar = Calendar::parse(dates).map_err(|faults| {
        let fault = |wrong: CalendarFault| Fault::new(field_of(wrong), Wrong::Dates(wrong));
        DeskError::Faulty(faults.into_iter().map(fault).collect())
    })?;
    change(house, permit, revision, &Entry::DatesChanged {}, async |tx, process| {
        Ok(phases::replace(tx, process, &calendar).await?)
    })
    .await
}

fn field_of(fault: CalendarFault) -> String {
    let phase = match fault {
        CalendarFault::DraftIsDated => "draft",
        CalendarFault::Twice(phase) | CalendarFault::NothingToCount(phase) => phase.name(),
        CalendarFault::OutOfOrder { later, .. } => later.name(),
        CalendarFault::VotingHasNoEnd => "counting",
    };
    format!("date-{phase}")
}
