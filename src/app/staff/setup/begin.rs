//! Beginning: a place is made by the operator, a process by a ballot officer.

use morada_engine::contest::{Openings, Text};
use morada_engine::eligibility::Electorate;
use morada_engine::ids::{ElectionId, PlaceId};
use morada_engine::permit::act::DraftBallot;
use morada_engine::permit::{Permit, Subject};

use super::typed::{slug, text};
use crate::app::House;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong};
pub use crate::store::office::places::{Area, Place};
pub use crate::store::office::processes::Process;
use crate::store::office::{places, processes};

/// Makes a place, with its drawn map. The operator does this, on the machine itself.
///
/// # Errors
/// [`Wrong::Taken`] when the name is not free.
pub async fn make_place(house: &House, place: &Place, map: &[Area]) -> Result<(), DeskError> {
    in_one_step(house, async |tx| {
        if !places::insert(tx, place).await? {
            return Err(DeskError::fault("id", Wrong::Taken));
        }
        places::set_areas(tx, &place.id, map).await?;
        note(house, tx, "operator", None, &Entry::PlaceMade { place: place.id.as_str() }).await
    })
    .await
}

/// Every place, by name.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn places(house: &House) -> Result<Vec<Place>, DeskError> {
    Ok(places::all(house.office.reader()).await?)
}

/// The drawn map of a place, row by row.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn map(house: &House, place: &PlaceId) -> Result<Vec<Area>, DeskError> {
    Ok(places::map(house.office.reader(), place).await?)
}

/// What is typed to begin a process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BeginAnswers {
    /// Its name in addresses.
    pub id: String,
    /// Its name, per language.
    pub titles: Vec<(String, String)>,
}

impl BeginAnswers {
    fn parse(&self, place: &Place) -> Result<(ElectionId, Text), Vec<Fault>> {
        let first = place.languages.first().map_or("pt", String::as_str);
        let id = slug("id", &self.id);
        let title = text("title", &self.titles, first, 80);
        match (id, title) {
            (Ok(id), Ok(title)) => {
                let id = ElectionId::parse(&id);
                id.map(|id| (id, title)).map_err(|_| vec![Fault::new("id", Wrong::NotAName)])
            }
            (id, title) => {
                Err(id.err().into_iter().chain(title.err().unwrap_or_default()).collect())
            }
        }
    }
}

/// Begins a process with careful defaults: sixteen years, living there, batches of twenty an hour.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Unknown`] without the place.
pub async fn begin_process(
    house: &House,
    permit: &Permit<DraftBallot>,
    typed: &BeginAnswers,
) -> Result<ElectionId, DeskError> {
    let Subject::Place(place) = permit.subject() else { return Err(DeskError::Unknown) };
    let place = places::find(house.office.reader(), place).await?.ok_or(DeskError::Unknown)?;
    let (id, title) = typed.parse(&place).map_err(DeskError::Faulty)?;
    let process = Process {
        id: id.clone(),
        place: place.id,
        title,
        languages: place.languages,
        electorate: Electorate::usual(),
        batch_min: 20,
        batch_interval_s: 3600,
        small_group: 10,
        openings: Openings::Observers,
        trustees: String::new(),
        witnesses: String::new(),
        revision: 1,
        frozen_at: None,
    };
    in_one_step(house, async |tx| {
        if !processes::insert(tx, &process).await? {
            return Err(DeskError::fault("id", Wrong::Taken));
        }
        let by = permit.by().first().ok_or(DeskError::Unknown)?;
        note(house, tx, by, Some(&process.id), &Entry::ProcessBegun {}).await
    })
    .await?;
    Ok(id)
}
