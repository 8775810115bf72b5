//! Staff say that they know a group, how, or why not. All of it is public.

use morada_engine::association::{Known, Recognition};
use morada_engine::permit::Permit;
use morada_engine::permit::act::KnowAssociation;

use super::{Association, today_of};
use crate::app::House;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::setup::typed::line;
use crate::app::staff::{DeskError, Wrong};
use crate::store::office::associations::{self, Judged};

/// The most letters of a reason.
const REASON_LETTERS: usize = 300;

/// What staff can say of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// They know it in this way, for three years.
    Known(Known),
    /// They do not, with the public reason.
    NotKnown(String),
    /// They did, and no longer do, with the public reason.
    Ended(String),
}

/// The groups of the permit's place, by name.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn groups(
    house: &House,
    permit: &Permit<KnowAssociation>,
) -> Result<Vec<Association>, DeskError> {
    let place = permit.place().ok_or(DeskError::Unknown)?;
    Ok(associations::of_place(house.office.reader(), place).await?)
}

/// Notes a verdict.
///
/// # Errors
/// [`DeskError::Unknown`] without such a group in the permit's place, [`DeskError::Faulty`] without a reason.
pub async fn judge(
    house: &House,
    permit: &Permit<KnowAssociation>,
    id: &str,
    verdict: &Verdict,
) -> Result<(), DeskError> {
    let place = permit.place().ok_or(DeskError::Unknown)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let found = associations::find(house.office.reader(), id).await?;
    let group = found.filter(|group| group.place == *place).ok_or(DeskError::Unknown)?;
    let today = today_of(house, &group).await?;
    let reason = |words: &str| {
        line("reason", words, REASON_LETTERS).map_err(|fault| DeskError::Faulty(vec![fault]))
    };
    let (recognition, reason, outcome) = match verdict {
        Verdict::Known(known) => (Some(Recognition::new(today, *known)), String::new(), "known"),
        Verdict::NotKnown(words) => (None, reason(words)?, "not_known"),
        Verdict::Ended(words) => {
            let before = group.judged.as_ref().and_then(|judged| judged.recognition);
            let before = before.filter(|known| known.holds(today));
            let mut ended = before.ok_or(DeskError::fault("verdict", Wrong::NotOffered))?;
            ended.ended = Some(today);
            (Some(ended), reason(words)?, "ended")
        }
    };
    let on = recognition.map_or(today, |known| known.since);
    let judged = Judged { by: by.clone(), on, recognition, reason };
    let entry = Entry::AssociationJudged { place: place.as_str(), association: id, outcome };
    in_one_step(house, async |tx| {
        associations::judge(tx, id, &judged).await?;
        note(house, tx, by, None, &entry).await
    })
    .await
}
