//! A picture of a work: decoded within bounds and encoded again as a proposal's photo is, so nothing that a camera
//! wrote is kept; named in the record by the hash of what is kept.

use morada_engine::hash::Hash;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::works::Event;

use super::funded::outcome;
use super::say::{Desk, write};
use super::saying::MOST_LETTERS;
use crate::app::House;
use crate::app::proposals::photo::{NotTaken, made_of};
use crate::app::staff::setup::typed::text;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::StoreError;
use crate::store::office::work_photos;
use crate::store::office::works::Behind;

/// Puts a picture into the record, with words for those who do not see it.
///
/// # Errors
/// [`DeskError::Faulty`] without words or when it is no picture, [`DeskError::Stale`].
pub async fn picture(
    house: &House,
    desk: &Desk,
    seen: usize,
    file: Vec<u8>,
    caption: &[(String, String)],
) -> Result<(), DeskError> {
    let first = desk.outcome.process.languages.first().map_or("", String::as_str);
    let caption = text("words", caption, first, MOST_LETTERS);
    // Decoding takes a moment of one core; the others go on serving.
    let made = tokio::task::spawn_blocking(move || made_of(&file)).await;
    let made = match made {
        Ok(Ok((picture, ..))) => Ok(picture),
        Ok(Err(NotTaken::TooLarge)) => Err(Wrong::PhotoTooLarge),
        Ok(Err(NotTaken::NotAPicture)) | Err(_) => Err(Wrong::NotAPhoto),
    };
    let (picture, caption) = match (made, caption) {
        (Ok(picture), Ok(caption)) => (picture, caption),
        (made, caption) => {
            let photo = made.err().map(|wrong| Fault::new("photo", wrong));
            let words = caption.err().unwrap_or_default();
            return Err(DeskError::Faulty(photo.into_iter().chain(words).collect()));
        }
    };
    let sha = Hash::of(&[&picture]);
    let event = Event::Pictured { picture: sha, caption };
    write(house, desk, seen, event, async |tx, behind| {
        Ok(work_photos::insert(tx, behind, sha, &picture).await?)
    })
    .await
}

/// A picture that stands in the record of a funded project.
///
/// # Errors
/// [`StoreError`].
pub async fn shown(
    house: &House,
    process: &ElectionId,
    contest: &ContestId,
    number: u32,
    sha: &str,
) -> Result<Option<Vec<u8>>, StoreError> {
    let (Some(outcome), Ok(sha)) = (outcome(house, process).await?, Hash::parse_hex(sha)) else {
        return Ok(None);
    };
    let Some(found) = outcome.find(contest, number) else { return Ok(None) };
    let of = Behind { process, contest, project: &found.project.id, position: 0 };
    work_photos::find(house.office.reader(), of, sha).await
}
