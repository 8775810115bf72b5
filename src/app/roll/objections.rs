//! Objections: three people hear them, none of whom decided first.
//!
//! Source: COUNCIL.md section 3.6.

use morada_engine::permit::Permit;
use morada_engine::permit::act::DecideAppeal;

use super::decide::{carry_out, opened};
use super::keeping::Kept;
use super::moves::strike;
use super::request::{Mine, Phase, Purpose, next};
use crate::app::House;
use crate::app::staff::acts::{Entry as Line, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong};
use crate::store::office::roll::{counts, requests, verdicts};

/// How many hear an objection.
pub const PANEL: usize = 3;

/// An objection as one of the panel sees it.
#[derive(Debug, Clone)]
pub struct Objection {
    /// The request.
    pub mine: Mine,
    /// How many of the three have spoken. What they said is shown to nobody before the last.
    pub heard: usize,
    /// Whether the reader may speak: has not yet, and did not decide first.
    pub may_speak: bool,
}

/// The objections that wait, oldest first.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn objections(
    house: &House,
    permit: &Permit<DecideAppeal>,
) -> Result<Vec<Objection>, DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let reader = house.office.reader();
    let mut all = Vec::new();
    for request in requests::in_phase(reader, &kept.place.id, Phase::Appealed, 200).await? {
        let spoken = verdicts::of_request(reader, &request.id).await?;
        let decided_first = request.decided.as_ref().is_some_and(|(first, _)| first == by);
        let may_speak = !decided_first && spoken.iter().all(|(staff, _)| staff != by);
        let mine = opened(house, kept.clone(), request).await?;
        all.push(Objection { mine, heard: spoken.len(), may_speak });
    }
    Ok(all)
}

/// One of the three says what they find; with the third word it is decided, by two of three.
///
/// # Errors
/// [`DeskError::Faulty`] for whoever decided first or has spoken, [`DeskError::Unknown`] when it does not
/// wait.
pub async fn hear(
    house: &House,
    permit: &Permit<DecideAppeal>,
    id: &str,
    grants: bool,
) -> Result<(), DeskError> {
    let all = objections(house, permit).await?;
    let found = all.into_iter().find(|objection| objection.mine.request.id == id);
    let objection = found.ok_or(DeskError::Unknown)?;
    if !objection.may_speak {
        return Err(DeskError::fault("main", Wrong::DecidedBefore));
    }
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let mine = &objection.mine;
    let place = &mine.kept.place.id;
    in_one_step(house, async |tx| {
        if !verdicts::insert(tx, id, by, grants).await? {
            return Err(DeskError::fault("main", Wrong::DecidedBefore));
        }
        note(house, tx, by, None, &Line::ObjectionHeard { place: place.as_str() }).await?;
        let spoken = verdicts::of_request(tx, id).await?;
        if spoken.len() < PANEL {
            return Ok(());
        }
        let granted = spoken.iter().filter(|(_, grants)| *grants).count() * 2 > PANEL;
        let admission = if granted { Some(mine.admission(house, by, "objection")?) } else { None };
        let changed = next(house, mine, &mine.answers, |next| {
            next.phase = if granted { Phase::Granted } else { Phase::Refused };
            next.decided = Some((by.clone(), house.now()));
            if next.purpose == Purpose::Join {
                next.entry = admission.as_ref().map(|admission| admission.id.clone());
            }
        });
        if !requests::change(tx, &mine.request, &changed).await? {
            return Err(DeskError::Stale);
        }
        match (&admission, mine.request.purpose) {
            (Some(admission), _) => carry_out(house, tx, mine, admission).await?,
            (None, Purpose::Strike) => strike(house, tx, mine).await?,
            (None, Purpose::Join | Purpose::Change) => {}
        }
        let outcome = if granted { "objection_granted" } else { "objection_refused" };
        Ok(counts::add(tx, place, outcome, &mine.request.evidence).await?)
    })
    .await
}
