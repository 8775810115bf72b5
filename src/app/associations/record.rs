//! The public record: which groups a place knows, how it came to know them, and who may speak for each.

use morada_engine::eligibility::Date;
use morada_engine::ids::PlaceId;

use super::{Association, Representative};
use crate::app::House;
use crate::app::roll::keeping::today_in;
use crate::app::roll::numbers::{LEAST, Shown};
use crate::app::staff::DeskError;
pub use crate::store::office::places::Place;
use crate::store::office::{associations, places, staff};

/// A group as everybody sees it.
#[derive(Debug, Clone)]
pub struct Public {
    /// The group.
    pub group: Association,
    /// Whether the place knows it today.
    pub known: bool,
    /// The public name of whoever judged it.
    pub judged_by: Option<String>,
    /// Who may speak for it today.
    pub representatives: Vec<Representative>,
    /// How many belong to it; never fewer than ten, and never who.
    pub people: Shown,
}

/// The groups of a place that staff have judged, by name.
///
/// # Errors
/// [`DeskError::Unknown`] without such a place.
pub async fn record(
    house: &House,
    place: &PlaceId,
) -> Result<(Place, Date, Vec<Public>), DeskError> {
    let reader = house.office.reader();
    let place = places::find(reader, place).await?.ok_or(DeskError::Unknown)?;
    let today = today_in(house, &place.time_zone);
    let mut all = Vec::new();
    for group in associations::of_place(reader, &place.id).await? {
        let Some(judged) = group.judged.clone() else { continue };
        let by = staff::find(reader, &judged.by).await?;
        let representatives = associations::representatives(reader, &group.id).await?;
        let n = associations::count(reader, &group.id).await?;
        all.push(Public {
            known: judged.recognition.is_some_and(|known| known.holds(today)),
            judged_by: by.map(|account| account.shown_as),
            representatives: representatives
                .into_iter()
                .filter(|one| one.mandate.holds(today))
                .collect(),
            people: if n < LEAST { Shown::Few } else { Shown::Exactly(n) },
            group,
        });
    }
    Ok((place, today, all))
}
