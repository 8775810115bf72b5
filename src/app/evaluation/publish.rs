//! The provisional list: two officers publish what every department has said, all of it at one moment.

use morada_engine::money::Money;
use morada_engine::permit::act::PublishShortlist;
use morada_engine::permit::{OneOfTwo, Subject};
use morada_engine::proposal::Step;
use morada_engine::proposal::evaluation::{Finding, Verdict};
use serde::{Deserialize, Serialize};

use super::Evaluation;
use super::kept::{Asked, ProvisionalList};
use super::queue::{InQueue, queue};
use crate::app::House;
use crate::app::proposals::kept::Proposal;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::confirm::{Waiting, confirm_first, join, settle, sha_of, waiting};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong};
use crate::store::office::evaluation::list;
use crate::store::office::proposals;

/// The provisional list as it is sealed and as everybody can read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListBody {
    /// Days in which authors can object.
    pub appeal_days: u32,
    /// Always `provisional list`.
    pub list: String,
    /// Its lines, by number.
    pub lines: Vec<ListLine>,
    /// The process.
    pub process: String,
}

/// What became of one proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListLine {
    /// The proposal's number.
    pub number: u32,
    /// Its price if it is accepted, in minor units.
    pub price: Option<Money>,
    /// Why not, if it is refused: every criterion that is not met.
    pub unmet: Vec<Unmet>,
}

/// A criterion that is not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unmet {
    /// Its name in the checklist.
    pub criterion: String,
    /// The department that says so.
    pub department: String,
    /// The language of the reason, BCP 47.
    pub language: String,
    /// Why.
    pub reason: String,
}

/// The list as it would be published now.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Everything that is being evaluated.
    pub queue: Vec<InQueue>,
    /// Proposals that no moderator has read, or whose support is not closed.
    pub not_there_yet: u64,
    /// The exact bytes that two officers confirm.
    pub payload: String,
    /// SHA-256 of them, hex.
    pub sha: String,
}

impl Draft {
    /// Loads it.
    ///
    /// # Errors
    /// [`DeskError::Store`].
    pub async fn load(
        house: &House,
        evaluation: &Evaluation,
        language: &str,
    ) -> Result<Self, DeskError> {
        let (reader, process) = (house.office.reader(), evaluation.process());
        let queue = queue(house, evaluation, language).await?;
        let mut not_there_yet = 0;
        for state in ["submitted", "refusal_appealed", "published"] {
            not_there_yet += proposals::count_in_state(reader, process, state).await?;
        }
        let mut lines: Vec<ListLine> = queue.iter().filter_map(line_of).collect();
        lines.sort_by_key(|line| line.number);
        let body = ListBody {
            appeal_days: evaluation.rules.appeal_days,
            list: "provisional list".to_owned(),
            lines,
            process: process.to_string(),
        };
        let payload = serde_json::to_string(&body).expect("a list has string keys");
        let sha = sha_of(&payload);
        Ok(Self { queue, not_there_yet, payload, sha })
    }

    /// The proposals about which something is missing.
    pub fn open(&self) -> impl Iterator<Item = &InQueue> {
        self.queue.iter().filter(|one| one.outcome.is_err())
    }

    /// Whether nothing is missing.
    pub fn is_whole(&self) -> bool {
        self.not_there_yet == 0 && self.open().next().is_none()
    }
}

fn line_of(one: &InQueue) -> Option<ListLine> {
    let number = one.proposal.number?;
    match one.outcome.as_ref().ok()? {
        Finding::Feasible { price } => {
            Some(ListLine { number, price: Some(*price), unmet: Vec::new() })
        }
        Finding::Infeasible { .. } => {
            Some(ListLine { number, price: None, unmet: unmet_of(&one.asked) })
        }
    }
}

fn unmet_of(asked: &[Asked]) -> Vec<Unmet> {
    let answered = asked.iter().filter_map(|one| Some((one, one.answer.as_ref()?)));
    answered
        .flat_map(|(one, answer)| {
            let denied = answer.report.judged.iter();
            denied.filter(|judged| judged.verdict == Verdict::NotMet).map(|judged| Unmet {
                criterion: judged.criterion.clone(),
                department: one.department.clone(),
                language: answer.report.language.clone(),
                reason: judged.reason.clone(),
            })
        })
        .collect()
}

/// What came of a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// It was the first: a second officer has a day for the same list.
    First,
    /// It was the second: everybody can read it.
    Now,
}

/// The first yes to this very list that waits for a second one.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn first_yes(
    house: &House,
    evaluation: &Evaluation,
    draft: &Draft,
) -> Result<Option<Waiting>, DeskError> {
    let subject = Subject::Process(evaluation.process().clone());
    let found = waiting::<PublishShortlist>(house, &subject).await?;
    Ok(found.into_iter().find(|first| first.payload == draft.payload))
}

/// Says yes to the list that the page showed under `sha`: as the first, or as the second, and then it is public.
///
/// # Errors
/// [`DeskError::Faulty`] while something is missing or when it is another list by now; [`DeskError::Frozen`] when
/// there is one; [`DeskError::Refused`] when the two may not act together.
pub async fn publish(
    house: &House,
    half: OneOfTwo<PublishShortlist>,
    evaluation: &Evaluation,
    sha: &str,
) -> Result<Published, DeskError> {
    let process = evaluation.process();
    let draft = Draft::load(house, evaluation, "").await?;
    if list::find(house.office.reader(), process).await?.is_some() {
        return Err(DeskError::Frozen);
    }
    if !draft.is_whole() {
        return Err(DeskError::fault("main", Wrong::ChecksOpen));
    }
    if draft.sha != sha {
        return Err(DeskError::fault("main", Wrong::Changed));
    }
    let Some(first) = first_yes(house, evaluation, &draft).await? else {
        confirm_first(house, &half, &draft.payload, async |_| Ok(())).await?;
        return Ok(Published::First);
    };
    let permit = join(house, &first, half).await?;
    let by = permit.by().last().ok_or(DeskError::Unknown)?;
    let until = evaluation.today.days_after(evaluation.rules.appeal_days);
    let published = ProvisionalList {
        published_at: house.now(),
        appeals_until: until.ok_or(DeskError::Unknown)?,
        body: draft.payload.clone(),
        sha: draft.sha.clone(),
    };
    let steps = steps(evaluation, &draft)?;
    in_one_step(house, async |tx| {
        settle(house, tx, &first, &permit).await?;
        for (seen, next) in &steps {
            let next = Proposal { changed_at: house.now(), ..next.clone() };
            if !proposals::change(tx, seen, &next).await? {
                return Err(DeskError::Stale);
            }
        }
        if !list::insert(tx, process, &published).await? {
            return Err(DeskError::Frozen);
        }
        let accepted = steps.iter().filter(|(_, next)| next.state.price().is_some()).count() as u64;
        let entry = Entry::ProvisionalListPublished {
            accepted,
            refused: steps.len() as u64 - accepted,
            sha: &draft.sha,
        };
        note(house, tx, by, Some(process), &entry).await
    })
    .await?;
    Ok(Published::Now)
}

/// Every proposal as it is and as it will be.
fn steps(evaluation: &Evaluation, draft: &Draft) -> Result<Vec<(Proposal, Proposal)>, DeskError> {
    let mut steps = Vec::with_capacity(draft.queue.len());
    for one in &draft.queue {
        let step = match &one.outcome {
            Ok(Finding::Feasible { price }) => Step::FindFeasible { price: *price },
            Ok(Finding::Infeasible { unmet }) => Step::FindInfeasible { unmet: unmet.clone() },
            Err(_) => return Err(DeskError::fault("main", Wrong::ChecksOpen)),
        };
        let state = evaluation.season.after(&one.proposal.state, &step)?;
        steps.push((one.proposal.clone(), Proposal { state, ..one.proposal.clone() }));
    }
    Ok(steps)
}
