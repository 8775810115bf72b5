//! Finding proposals: a page of a list with their titles in the reader's language.

use morada_engine::ids::ElectionId;

use super::kept::{Line, ProposalText, Wanted};
use crate::app::House;
use crate::app::staff::DeskError;
use crate::store::office::proposals::{lists, texts};

/// Proposals on one page.
pub const PER_PAGE: u64 = 20;

/// A proposal in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What is kept of it.
    pub line: Line,
    /// The text for the reader, and whether it is the original.
    pub text: ProposalText,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPage {
    /// The proposals.
    pub found: Vec<Found>,
    /// How many there are on all pages.
    pub all: u64,
    /// The page, from 1.
    pub page: u64,
}

impl FoundPage {
    /// How many pages there are.
    pub fn pages(&self) -> u64 {
        self.all.div_ceil(PER_PAGE).max(1)
    }
}

/// A page of the proposals that are wanted, from 1.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn find(
    house: &House,
    process: &ElectionId,
    wanted: &Wanted,
    page: u64,
    language: &str,
) -> Result<FoundPage, DeskError> {
    let (reader, page) = (house.office.reader(), page.max(1));
    let all = lists::count(reader, process, wanted).await?;
    let skip = (page - 1).saturating_mul(PER_PAGE);
    let lines = lists::page(reader, process, wanted, skip, PER_PAGE).await?;
    Ok(FoundPage { found: with_texts(house, lines, language).await?, all, page })
}

/// The proposals after a number, as an export reads them piece by piece.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn after(
    house: &House,
    process: &ElectionId,
    number: u32,
    limit: u64,
    language: &str,
) -> Result<Vec<Found>, DeskError> {
    let lines = lists::after(house.office.reader(), process, number, limit).await?;
    with_texts(house, lines, language).await
}

/// How many proposals each area has; those of the whole place under an empty name.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn per_area(
    house: &House,
    process: &ElectionId,
) -> Result<Vec<(String, u64)>, DeskError> {
    Ok(lists::per_area(house.office.reader(), process).await?)
}

async fn with_texts(
    house: &House,
    lines: Vec<Line>,
    language: &str,
) -> Result<Vec<Found>, DeskError> {
    let ids: Vec<String> = lines.iter().map(|line| line.id.to_string()).collect();
    let mut all = texts::of_all(house.office.reader(), &ids).await?;
    let found = lines.into_iter().filter_map(|line| {
        let own = all.remove(line.id.as_str())?;
        Some(Found { text: best(own, language, &line.language)?, line })
    });
    Ok(found.collect())
}

/// The text for a reader of `language`: in that language if a person has seen the translation, else the original.
pub fn best(all: Vec<ProposalText>, language: &str, original: &str) -> Option<ProposalText> {
    let fits = |text: &&ProposalText| {
        text.language == language
            && matches!(text.state.as_str(), "original" | "checked" | "person")
    };
    let own = all.iter().find(fits).cloned();
    own.or_else(|| all.into_iter().find(|text| text.language == original))
}
