//! What waits for departments, and what is late by the calendar.

use std::collections::BTreeMap;

use morada_engine::eligibility::Date;
use morada_engine::ids::ProposalId;
use morada_engine::proposal::evaluation::{Finding, Open};

use super::Evaluation;
use super::kept::Asked;
use crate::app::House;
use crate::app::proposals::find::best;
use crate::app::proposals::kept::{Proposal, ProposalText};
use crate::app::staff::DeskError;
use crate::store::office::evaluation::asked;
use crate::store::office::proposals::{self, texts};

/// The most proposals of a queue.
const MOST: u64 = 5_000;
/// Texts that are read at once: both databases take so many ids in one question.
const BATCH: usize = 500;

/// A proposal that is being evaluated.
#[derive(Debug, Clone)]
pub struct InQueue {
    /// The proposal.
    pub proposal: Proposal,
    /// Its title for the reader.
    pub text: Option<ProposalText>,
    /// The departments that were asked.
    pub asked: Vec<Asked>,
    /// What follows, or what is missing.
    pub outcome: Result<Finding, Open>,
}

impl InQueue {
    /// The first day on which an answer is due that is not there.
    pub fn due_on(&self) -> Option<Date> {
        let open = self.asked.iter().filter(|asked| asked.answer.is_none());
        open.map(|asked| asked.due_on).min()
    }
}

/// The proposals that are being evaluated: whatever nobody was asked about, then the one that is due first.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn queue(
    house: &House,
    evaluation: &Evaluation,
    language: &str,
) -> Result<Vec<InQueue>, DeskError> {
    let (reader, process) = (house.office.reader(), evaluation.process());
    let found = proposals::in_state(reader, process, "evaluating", MOST).await?;
    let mut all_asked = asked::of_process(reader, process).await?;
    let mut titles = titles_of(house, &found, language).await?;
    let mut waiting: Vec<InQueue> = found
        .into_iter()
        .map(|proposal| {
            let asked = all_asked.remove(&proposal.id).unwrap_or_default();
            let outcome = evaluation.conclude(&asked);
            InQueue { text: titles.remove(&proposal.id), outcome, asked, proposal }
        })
        .collect();
    let place = |one: &InQueue| match (&one.outcome, one.due_on()) {
        // Nobody was asked, or everybody has answered and nothing follows: somebody must look.
        (Err(Open::NobodyAsked), _) | (Err(_), None) => (0, None),
        (_, Some(day)) => (1, Some(day.days())),
        (Ok(_), None) => (2, None),
    };
    waiting.sort_by_key(|one| (place(one), one.proposal.number));
    Ok(waiting)
}

/// The titles of proposals in the reader's language, as far as they can be read in it.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn titles_of(
    house: &House,
    all: &[Proposal],
    language: &str,
) -> Result<BTreeMap<ProposalId, ProposalText>, DeskError> {
    let mut titles = BTreeMap::new();
    for part in all.chunks(BATCH) {
        let ids: Vec<String> = part.iter().map(|proposal| proposal.id.to_string()).collect();
        let mut texts = texts::of_all(house.office.reader(), &ids).await?;
        for proposal in part {
            let own = texts.remove(proposal.id.as_str()).unwrap_or_default();
            if let Some(text) = best(own, language, &proposal.language) {
                titles.insert(proposal.id.clone(), text);
            }
        }
    }
    Ok(titles)
}
