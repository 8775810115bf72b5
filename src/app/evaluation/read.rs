//! What everybody may read of an evaluation: who was asked and until when at once, what they said when the list is
//! public.

use super::Evaluation;
use super::kept::{Appeal, Asked, ProvisionalList};
use super::publish::{ListBody, ListLine};
use super::queue::titles_of;
use crate::app::House;
use crate::app::proposals::kept::{Proposal, ProposalText};
use crate::app::staff::DeskError;
use crate::store::StoreError;
use crate::store::office::evaluation::{appeals, asked, list};
use crate::store::office::proposals;

/// The evaluation of one proposal.
#[derive(Debug, Clone)]
pub struct PublicEvaluation {
    /// The proposal.
    pub proposal: Proposal,
    /// Its title for the reader.
    pub text: Option<ProposalText>,
    /// Who was asked. Before the list is public nobody's answer is here, only whether there is one.
    pub asked: Vec<PublicAsked>,
    /// The list, once it is public.
    pub list: Option<ProvisionalList>,
    /// The authors' objection; its words are empty unless somebody has read them and says that all may.
    pub appeal: Option<Appeal>,
}

/// A department as everybody sees it.
#[derive(Debug, Clone)]
pub struct PublicAsked {
    /// What it was asked; with its answer once the list is public.
    pub asked: Asked,
    /// Whether it has answered.
    pub has_answered: bool,
    /// Whether it is late by the calendar.
    pub is_late: bool,
}

/// The evaluation of a public proposal.
///
/// # Errors
/// [`DeskError::Unknown`].
pub async fn one(
    house: &House,
    evaluation: &Evaluation,
    number: u32,
    language: &str,
) -> Result<PublicEvaluation, DeskError> {
    let (reader, process) = (house.office.reader(), evaluation.process());
    let proposal = evaluation.season.public(house, number).await?;
    let list = list::find(reader, process).await?;
    let is_listed = list.is_some();
    let asked = asked::of_proposal(reader, process, &proposal.id).await?.into_iter();
    let public = |asked: Asked| PublicAsked {
        has_answered: asked.answer.is_some(),
        is_late: evaluation.is_late(&asked),
        asked: Asked { answer: asked.answer.filter(|_| is_listed), ..asked },
    };
    let mut titles = titles_of(house, std::slice::from_ref(&proposal), language).await?;
    Ok(PublicEvaluation {
        asked: asked.map(public).collect(),
        appeal: appeals::find(reader, &proposal.id).await?.map(readable),
        text: titles.remove(&proposal.id),
        list,
        proposal,
    })
}

fn readable(appeal: Appeal) -> Appeal {
    let shown = appeal.heard.as_ref().is_some_and(|heard| heard.shown);
    if shown { appeal } else { Appeal { words: String::new(), ..appeal } }
}

/// One line of the public list, with how its proposal stands now.
#[derive(Debug, Clone)]
pub struct PublicLine {
    /// The line as it was published.
    pub line: ListLine,
    /// The proposal as it is now.
    pub proposal: Proposal,
    /// Its title for the reader.
    pub text: Option<ProposalText>,
}

/// A page of the provisional list.
#[derive(Debug, Clone)]
pub struct PublicList {
    /// When it was published, until when one can object, and its seal.
    pub list: ProvisionalList,
    /// Lines of this page, by number.
    pub lines: Vec<PublicLine>,
    /// Accepted on the whole list.
    pub accepted: u64,
    /// Refused on the whole list.
    pub refused: u64,
    /// The page, from 1.
    pub page: u64,
    /// Pages there are.
    pub pages: u64,
}

/// Lines on a page.
const PER_PAGE: usize = 50;

/// A page of the list, from 1; `None` before it is public.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn page(
    house: &House,
    evaluation: &Evaluation,
    page: u64,
    language: &str,
) -> Result<Option<PublicList>, DeskError> {
    let (reader, process) = (house.office.reader(), evaluation.process());
    let Some(list) = list::find(reader, process).await? else { return Ok(None) };
    let body = body_of(&list)?;
    let accepted = body.lines.iter().filter(|line| line.price.is_some()).count() as u64;
    let refused = body.lines.len() as u64 - accepted;
    let pages = (body.lines.len().div_ceil(PER_PAGE) as u64).max(1);
    let page = page.clamp(1, pages);
    let skip = usize::try_from(page - 1).unwrap_or(0) * PER_PAGE;
    let mut known = Vec::new();
    for line in body.lines.into_iter().skip(skip).take(PER_PAGE) {
        if let Some(proposal) = proposals::by_number(reader, process, line.number).await? {
            known.push((line, proposal));
        }
    }
    let all: Vec<Proposal> = known.iter().map(|(_, proposal)| proposal.clone()).collect();
    let mut titles = titles_of(house, &all, language).await?;
    let lines = known
        .into_iter()
        .map(|(line, proposal)| PublicLine { text: titles.remove(&proposal.id), line, proposal })
        .collect();
    Ok(Some(PublicList { list, lines, accepted, refused, page, pages }))
}

/// What stands in a list.
///
/// # Errors
/// [`DeskError::Store`] when it cannot be read.
pub fn body_of(list: &ProvisionalList) -> Result<ListBody, DeskError> {
    let corrupt = |error: serde_json::Error| StoreError::Corrupt(format!("the list: {error}"));
    Ok(serde_json::from_str(&list.body).map_err(corrupt)?)
}
