//! Two people accept a register: the first says yes to a file, the second brings the same file and says yes.

use std::sync::Arc;

use morada_engine::ids::PlaceId;
use morada_engine::permit::act::ImportRoll;
use morada_engine::permit::{OneOfTwo, Subject};
use serde::Serialize;

use super::check::Checked;
use super::source::Source;
use super::{Progress, Report, take};
use crate::app::House;
use crate::app::staff::acts::{Entry as Line, note};
use crate::app::staff::confirm::{Waiting, confirm_first, join, settle, waiting};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong};

/// What came of a yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// It was the first: a second person has a day for the same file.
    First,
    /// It was the second: the register is on the roll.
    Taken(Report),
}

/// What is confirmed: this very file, read this way.
#[derive(Serialize)]
struct Payload<'a> {
    place: &'a str,
    file: &'a str,
    rows: u64,
    admitted: usize,
}

impl Checked {
    /// What is confirmed of it.
    pub(super) fn payload(&self) -> String {
        let payload = Payload {
            place: self.kept.place.id.as_str(),
            file: &self.report.sha,
            rows: self.report.rows,
            admitted: self.lines.len(),
        };
        serde_json::to_string(&payload).expect("a payload has string keys")
    }
}

/// The first yes to this very file that waits for a second one.
pub(super) async fn first_yes(
    house: &House,
    place: &PlaceId,
    payload: &str,
) -> Result<Option<Waiting>, DeskError> {
    let found = waiting::<ImportRoll>(house, &Subject::Place(place.clone())).await?;
    Ok(found.into_iter().find(|first| first.payload == payload))
}

/// Says yes to a register: as the first, or as the second, and then everybody is on the roll.
///
/// # Errors
/// [`DeskError::Faulty`] while the file has faults, [`DeskError::Unknown`] for another place,
/// [`DeskError::Refused`] when the two may not act together.
pub async fn accept(
    house: &House,
    half: OneOfTwo<ImportRoll>,
    checked: Checked,
    source: Arc<Source>,
    progress: &Progress,
) -> Result<Accepted, DeskError> {
    if *half.subject() != Subject::Place(checked.kept.place.id.clone()) {
        return Err(DeskError::Unknown);
    }
    if !checked.report.faults.is_empty() {
        return Err(DeskError::fault("register", Wrong::ChecksOpen));
    }
    let (place, payload) = (checked.kept.place.id.clone(), checked.payload());
    let Some(first) = first_yes(house, &place, &payload).await? else {
        confirm_first(house, &half, &payload, async |_| Ok(())).await?;
        return Ok(Accepted::First);
    };
    let permit = join(house, &first, half).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let report = in_one_step(house, async |tx| {
        settle(house, tx, &first, &permit).await?;
        let report = take::write(house, tx, checked, source, by, progress).await?;
        let line = Line::RegisterTaken {
            place: place.as_str(),
            rows: report.rows,
            new: report.new,
            sha: &report.sha,
        };
        note(house, tx, by, None, &line).await?;
        Ok(report)
    })
    .await?;
    // What was written stands in the log until it is emptied.
    house.office.forget_write_order().await?;
    Ok(Accepted::Taken(report))
}
