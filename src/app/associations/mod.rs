//! Groups of residents: asking to be known, belonging, and speaking for one with a mandate.
//!
//! Whoever speaks for a group is in with their own card; there is no password of a group to share. The public
//! record says who may speak until when, by the names they chose, and how many belong, never who.

pub mod ask;
pub mod judge;
pub mod members;
pub mod record;

use morada_engine::eligibility::Date;

use crate::app::House;
use crate::app::roll::keeping::{Kept, today_in};
use crate::app::roll::mine::Own;
use crate::app::staff::DeskError;
pub use crate::store::office::associations::{Association, Member, Representative};
use crate::store::office::{associations, places};

/// Proof that somebody may speak for a group today. Whoever acts for a group asks for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spokesperson {
    association: String,
    name: String,
    who: String,
    until: Date,
}

impl Spokesperson {
    /// The group's id.
    pub fn association(&self) -> &str {
        &self.association
    }

    /// The group's name, which marks what is done for it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The last day of the mandate, or of the place's knowing the group, whichever is earlier.
    pub fn until(&self) -> Date {
        self.until
    }
}

/// Proof that whoever is in may speak for a group today.
///
/// # Errors
/// [`DeskError::Unknown`] when the group is not known here today, or they have no mandate of it today.
pub async fn speaks_for(
    house: &House,
    own: &Own,
    association: &str,
) -> Result<Spokesperson, DeskError> {
    let reader = house.office.reader();
    let group = associations::find(reader, association).await?.ok_or(DeskError::Unknown)?;
    let today = own.kept.today(house);
    let recognition = group.judged.as_ref().and_then(|judged| judged.recognition);
    let recognition = recognition.filter(|known| known.holds(today)).ok_or(DeskError::Unknown)?;
    let who = tag_of(house, own, association);
    let all = associations::representatives(reader, association).await?;
    let mine = all.into_iter().find(|one| one.who == who && one.mandate.holds(today));
    let mandate = mine.ok_or(DeskError::Unknown)?.mandate;
    if group.place != own.kept.place.id {
        return Err(DeskError::Unknown);
    }
    let until = mandate.until.min(recognition.until);
    Ok(Spokesperson { association: group.id, name: group.name, who, until })
}

/// Every group that whoever is in may speak for today, by name.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn spoken_for(house: &House, own: &Own) -> Result<Vec<Spokesperson>, DeskError> {
    let mut all = Vec::new();
    for group in associations::of_place(house.office.reader(), &own.kept.place.id).await? {
        match speaks_for(house, own, &group.id).await {
            Ok(spokesperson) => all.push(spokesperson),
            Err(DeskError::Unknown) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(all)
}

/// What a group knows somebody by: another hash for each group, which without the server's secret leads to
/// nobody.
fn tag_of(house: &House, own: &Own, association: &str) -> String {
    own.tag(house, &format!("association/{association}"))
}

/// Today where a group is.
async fn today_of(house: &House, group: &Association) -> Result<Date, DeskError> {
    let place = places::find(house.office.reader(), &group.place).await?;
    Ok(today_in(house, &place.ok_or(DeskError::Unknown)?.time_zone))
}

/// Today where somebody lives.
fn today(house: &House, kept: &Kept) -> Date {
    kept.today(house)
}
