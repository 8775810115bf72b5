//! Writing a translation, and checking somebody else's.

use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::permit::Permit;
use morada_engine::permit::act::{ApproveTranslation, Translate};

use super::queue::{Unit, queue};
use crate::app::House;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::setup::projects::{SUMMARY_LETTERS, TITLE_LETTERS};
use crate::app::staff::setup::typed::{line, optional_line};
use crate::app::staff::{DeskError, Fault, SignedIn, Wrong, permits};
use crate::store::Tx;
use crate::store::office::processes::{self, Change};
use crate::store::office::project_texts::{self, ProjectText, Review};
use crate::store::office::text_hands::{self, TextOf};

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Translated {
    /// The title.
    pub title: String,
    /// The summary.
    pub summary: String,
    /// How the translator wants to be named; empty for not at all.
    pub credit: String,
    /// What the page showed ([`Unit::seen`]).
    pub seen: String,
}

/// A permit to translate: mediators their own work, moderators and the secretary any.
///
/// # Errors
/// [`DeskError::Unknown`] without such a process, [`DeskError::Refused`] by the table.
pub async fn may_translate(
    house: &House,
    who: &SignedIn,
    process: &ElectionId,
) -> Result<Permit<Translate>, DeskError> {
    match permits::permit(house, who, process).await {
        Err(DeskError::Refused(_)) => permits::permit_for_assigned(house, who, process).await,
        other => other,
    }
}

/// The text that is translated, as it stands now.
///
/// # Errors
/// [`DeskError::Unknown`].
pub async fn unit_of(
    house: &House,
    process: &ElectionId,
    language: &str,
    contest: &ContestId,
    number: u32,
) -> Result<Unit, DeskError> {
    let queue = queue(house, process, language).await?;
    let mut found = queue.units.into_iter();
    found.find(|unit| unit.contest == *contest && unit.number == number).ok_or(DeskError::Unknown)
}

/// Stores a translation by one person; whatever was checked before is not checked any more.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Stale`] when original or translation changed meanwhile,
/// [`DeskError::Frozen`].
pub async fn translate(
    house: &House,
    permit: &Permit<Translate>,
    unit: &Unit,
    typed: &Translated,
) -> Result<(), DeskError> {
    let text = parse(unit, typed).map_err(DeskError::Faulty)?;
    if typed.seen != unit.seen() {
        return Err(DeskError::Stale);
    }
    let process = permit.process().ok_or(DeskError::Unknown)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    in_one_step(house, async |tx| {
        may_change(tx, process).await?;
        put(tx, process, unit, &text, by).await?;
        let (contest, project) = (&unit.contest, &unit.project);
        let entry = Entry::Translated { contest, project, language: &unit.language };
        note(house, tx, by, Some(process), &entry).await
    })
    .await
}

pub(super) async fn put(
    tx: &Tx,
    process: &ElectionId,
    unit: &Unit,
    text: &ProjectText,
    by: &str,
) -> Result<(), DeskError> {
    project_texts::set(tx, process, &unit.contest, &unit.project, text).await?;
    Ok(text_hands::written(tx, text_of(process, &unit.contest, &unit.project, &unit.language), by)
        .await?)
}

pub(super) fn parse(unit: &Unit, typed: &Translated) -> Result<ProjectText, Vec<Fault>> {
    let title = line("title", &typed.title, TITLE_LETTERS);
    let summary = if unit.source.summary.is_empty() { optional_line } else { line };
    let summary = summary("summary", &typed.summary, SUMMARY_LETTERS);
    let credit = optional_line("credit", &typed.credit, 80);
    match (title, summary, credit) {
        (Ok(title), Ok(summary), Ok(credit)) => {
            let language = unit.language.clone();
            Ok(ProjectText { language, title, summary, review: Review::ByPerson, credit })
        }
        (title, summary, credit) => {
            Err([title.err(), summary.err(), credit.err()].into_iter().flatten().collect())
        }
    }
}

/// Says that a translation is right. Whoever wrote it cannot.
///
/// # Errors
/// [`DeskError::Faulty`] to the translator and without a translation, [`DeskError::Stale`],
/// [`DeskError::Frozen`].
pub async fn check(
    house: &House,
    permit: &Permit<ApproveTranslation>,
    unit: &Unit,
    seen: &str,
) -> Result<(), DeskError> {
    let process = permit.process().ok_or(DeskError::Unknown)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    if seen != unit.seen() {
        return Err(DeskError::Stale);
    }
    let nothing = || DeskError::fault("main", Wrong::NothingWaits);
    let text = unit.target.as_ref().filter(|text| text.review == Review::ByPerson);
    let text = text.ok_or_else(nothing)?;
    let of = text_of(process, &unit.contest, &unit.project, &unit.language);
    // A text that came with an import has no hand: whoever brought the list is not asked again.
    let writer = text_hands::writer(house.office.reader(), of).await?.unwrap_or_default();
    if writer == *by {
        return Err(DeskError::fault("main", Wrong::DecidedBefore));
    }
    let checked = ProjectText { review: Review::Checked, ..text.clone() };
    in_one_step(house, async |tx| {
        may_change(tx, process).await?;
        project_texts::set(tx, process, &unit.contest, &unit.project, &checked).await?;
        text_hands::checked(tx, of, &writer, by).await?;
        let (contest, project) = (&unit.contest, &unit.project);
        let entry = Entry::TranslationChecked { contest, project, language: &unit.language };
        note(house, tx, by, Some(process), &entry).await
    })
    .await
}

/// Locks the process and moves its revision on: whoever had it open looks again.
pub(super) async fn may_change(tx: &Tx, process: &ElectionId) -> Result<(), DeskError> {
    let found = processes::find(tx, process).await?.ok_or(DeskError::Unknown)?;
    match processes::change(tx, process, found.revision).await? {
        Change::MayGoOn => Ok(()),
        Change::Stale => Err(DeskError::Stale),
        Change::Frozen => Err(DeskError::Frozen),
        Change::Unknown => Err(DeskError::Unknown),
    }
}

fn text_of<'a>(
    process: &'a ElectionId,
    contest: &'a ContestId,
    project: &'a OptionId,
    language: &'a str,
) -> TextOf<'a> {
    TextOf { process, contest, project, language }
}
