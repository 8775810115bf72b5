//! Reading before publication: one moderator publishes or asks for a change; a refusal takes two, one of exactly four
//! grounds, and words for the author.

use morada_engine::ids::ElectionId;
use morada_engine::permit::Permit;
use morada_engine::permit::act::HideContent;
use morada_engine::proposal::{Change, Ground, Step};
use morada_engine::time::Timestamp;

use super::Season;
use super::answers::text;
use super::draft::{Mine, opened};
use super::kept::{Comment, Decision, ProposalText, Showing};
use crate::app::House;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong, tokens};
use crate::store::Tx;
use crate::store::office::proposals::{self, Proposal, comments, decisions, texts, versions};

/// The most signs of what an author is told.
pub const MOST_TOLD: usize = 500;

/// What waits to be read.
#[derive(Debug, Clone)]
pub enum Waiting {
    /// A proposal.
    Proposal(Box<Mine>),
    /// A comment, with the number of its proposal.
    Comment(Box<Comment>, u32),
}

/// What a moderator says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everybody may read it.
    Publish,
    /// It goes back to its author.
    AskFor(Change),
    /// No; somebody else has to agree.
    Refuse(Ground),
}

/// How much waits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Queue {
    /// Proposals that nobody has read.
    pub proposals: u64,
    /// Comments that nobody has read.
    pub comments: u64,
    /// Refusals that a second person has not seen.
    pub second_looks: u64,
    /// Objections.
    pub objections: u64,
    /// When the oldest of what nobody has read was sent.
    pub oldest: Option<Timestamp>,
}

/// How much waits in a process. Public: a queue that is too long is said to everybody.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn queue(house: &House, process: &ElectionId) -> Result<Queue, DeskError> {
    let reader = house.office.reader();
    let first = proposals::in_state(reader, process, "submitted", 1).await?;
    let comment = comments::waiting(reader, process, 1).await?;
    let sent = first.first().and_then(|proposal| proposal.sent_at);
    let said = comment.first().map(|comment| comment.made_at);
    Ok(Queue {
        proposals: proposals::count_in_state(reader, process, "submitted").await?,
        comments: comments::count(reader, process, Showing::Waiting).await?,
        second_looks: decisions::at_stage(reader, process, "proposed").await?.len() as u64,
        objections: decisions::at_stage(reader, process, "appealed").await?.len() as u64,
        oldest: [sent, said].into_iter().flatten().min(),
    })
}

/// What was sent first and nobody has read, leaving out what waits for a second person.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn oldest(house: &House, season: &Season) -> Result<Option<Waiting>, DeskError> {
    let (reader, process) = (house.office.reader(), season.process());
    let proposed = decisions::at_stage(reader, process, "proposed").await?;
    let looked_at = |id: &str| proposed.iter().any(|decision| decision.subject == id);
    let most = proposed.len() as u64 + 1;
    let found = proposals::in_state(reader, process, "submitted", most).await?;
    let proposal = found.into_iter().find(|proposal| !looked_at(proposal.id.as_str()));
    let found = comments::waiting(reader, process, most).await?;
    let comment = found.into_iter().find(|comment| !looked_at(&comment.id));
    match (proposal, comment) {
        (Some(proposal), Some(comment)) if proposal.sent_at > Some(comment.made_at) => {
            said(house, comment).await.map(Some)
        }
        (Some(proposal), _) => {
            Ok(Some(Waiting::Proposal(Box::new(opened(house, proposal).await?))))
        }
        (None, Some(comment)) => said(house, comment).await.map(Some),
        (None, None) => Ok(None),
    }
}

async fn said(house: &House, comment: Comment) -> Result<Waiting, DeskError> {
    let about = proposals::find(house.office.reader(), &comment.proposal).await?;
    let number = about.and_then(|about| about.number).unwrap_or_default();
    Ok(Waiting::Comment(Box::new(comment), number))
}

/// What waits under an id: a proposal or a comment.
///
/// # Errors
/// [`DeskError::Unknown`] when somebody has read it.
pub async fn waiting(house: &House, season: &Season, id: &str) -> Result<Waiting, DeskError> {
    if let Some(comment) = comments::find(house.office.reader(), id).await? {
        let here = comment.process == *season.process() && comment.showing == Showing::Waiting;
        return if here { said(house, comment).await } else { Err(DeskError::Unknown) };
    }
    let proposal = season.any(house, id).await?;
    if proposal.state.name() != "submitted" {
        return Err(DeskError::Unknown);
    }
    Ok(Waiting::Proposal(Box::new(opened(house, proposal).await?)))
}

impl Waiting {
    pub(super) fn id(&self) -> &str {
        match self {
            Waiting::Proposal(mine) => mine.proposal.id.as_str(),
            Waiting::Comment(comment, _) => &comment.id,
        }
    }

    fn what(&self) -> &'static str {
        match self {
            Waiting::Proposal(_) => "proposal",
            Waiting::Comment(..) => "comment",
        }
    }

    fn version(&self) -> u32 {
        match self {
            Waiting::Proposal(mine) => mine.proposal.version,
            Waiting::Comment(comment, _) => comment.edits,
        }
    }
}

/// Decides what waits. A refusal is only proposed by this: nothing changes until a second person agrees.
///
/// # Errors
/// [`DeskError::Faulty`] without words for the author; [`DeskError::Stale`] when somebody was faster.
pub async fn decide(
    house: &House,
    permit: &Permit<HideContent>,
    season: &Season,
    waiting: &Waiting,
    verdict: Verdict,
    told: &str,
    language: &str,
) -> Result<(), DeskError> {
    if verdict != Verdict::Publish
        && let Some(fault) = text("words", told, MOST_TOLD)
    {
        return Err(DeskError::Faulty(vec![fault]));
    }
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let (name, ground, stage) = match verdict {
        Verdict::Publish => ("publish", "", "final"),
        Verdict::AskFor(change) => ("change", change.name(), "final"),
        Verdict::Refuse(ground) => ("refuse", ground.name(), "proposed"),
    };
    let decision = Decision {
        id: tokens::fresh_id(house),
        process: season.process().clone(),
        what: waiting.what().to_owned(),
        subject: waiting.id().to_owned(),
        version: waiting.version(),
        verdict: name.to_owned(),
        ground: ground.to_owned(),
        words: super::answers::clean(told),
        language: language.to_owned(),
        stage: stage.to_owned(),
        first: by.clone(),
        first_at: house.now(),
        second: None,
        objection: String::new(),
        appealed_at: None,
        heard: None,
    };
    in_one_step(house, async |tx| {
        match verdict {
            Verdict::Publish => show(house, tx, season, waiting, &Step::Publish).await?,
            Verdict::AskFor(_) => give_back(house, tx, season, waiting).await?,
            Verdict::Refuse(_) => {
                let before = decisions::newest_about(tx, season.process(), waiting.id()).await?;
                if before.is_some_and(|before| before.stage == "proposed") {
                    return Err(DeskError::Stale);
                }
            }
        }
        decisions::insert(tx, &decision).await?;
        let entry = Entry::ContributionRead { what: waiting.what(), outcome: name };
        note(house, tx, by, Some(season.process()), &entry).await
    })
    .await
}

/// Shows it to everybody.
pub(super) async fn show(
    house: &House,
    tx: &Tx,
    season: &Season,
    waiting: &Waiting,
    step: &Step,
) -> Result<(), DeskError> {
    match waiting {
        Waiting::Proposal(mine) => {
            let seen = &mine.proposal;
            let state = season.after(&seen.state, step)?;
            let number = match seen.number {
                Some(number) => number,
                None => proposals::next_number(tx, &seen.process).await?,
            };
            let next = Proposal {
                state,
                number: Some(number),
                changed_at: house.now(),
                published_at: seen.published_at.or(Some(house.now())),
                ..seen.clone()
            };
            if !proposals::change(tx, seen, &next).await? {
                return Err(DeskError::Stale);
            }
            let version = versions::find(tx, &seen.id, seen.version).await?;
            let content = version.ok_or(DeskError::Unknown)?.content;
            let text = ProposalText {
                language: content.language,
                version: seen.version,
                title: content.title,
                words: content.words,
                state: texts::ORIGINAL.to_owned(),
                credit: String::new(),
            };
            Ok(texts::set(tx, &seen.process, &seen.id, &text).await?)
        }
        Waiting::Comment(comment, _) => {
            let next = Comment {
                showing: Showing::Public,
                published_at: Some(house.now()),
                ..(**comment).clone()
            };
            if !comments::change(tx, comment, &next).await? {
                return Err(DeskError::Stale);
            }
            let count = comments::count_public(tx, &comment.proposal).await?;
            Ok(proposals::set_comments(tx, &comment.proposal, count).await?)
        }
    }
}

/// Gives it back to its author.
async fn give_back(
    house: &House,
    tx: &Tx,
    season: &Season,
    waiting: &Waiting,
) -> Result<(), DeskError> {
    let done = match waiting {
        Waiting::Proposal(mine) => {
            let state = season.after(&mine.proposal.state, &Step::AskForChange)?;
            let next = Proposal { state, changed_at: house.now(), ..mine.proposal.clone() };
            proposals::change(tx, &mine.proposal, &next).await?
        }
        Waiting::Comment(comment, _) => {
            let next = Comment { showing: Showing::Returned, ..(**comment).clone() };
            comments::change(tx, comment, &next).await?
        }
    };
    if done { Ok(()) } else { Err(DeskError::Stale) }
}

/// A refusal that waits for a second person, with what it is about.
#[derive(Debug, Clone)]
pub struct SecondLook {
    /// The first person's decision.
    pub decision: Decision,
    /// What it is about.
    pub waiting: Waiting,
}

/// The oldest refusal that `account` may confirm or undo: one that somebody else has proposed.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn second_look(
    house: &House,
    season: &Season,
    account: &str,
) -> Result<Option<SecondLook>, DeskError> {
    let proposed = decisions::at_stage(house.office.reader(), season.process(), "proposed").await?;
    let Some(decision) = proposed.into_iter().find(|one| one.first != account) else {
        return Ok(None);
    };
    let waiting = waiting(house, season, &decision.subject).await?;
    Ok(Some(SecondLook { decision, waiting }))
}

/// What the second person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Second {
    /// Refused.
    Confirm,
    /// It goes back into the queue.
    Undo,
}

/// Confirms a refusal, or undoes it.
///
/// # Errors
/// [`DeskError::Faulty`] for who proposed it; [`DeskError::Unknown`] when it does not wait.
pub async fn look_again(
    house: &House,
    permit: &Permit<HideContent>,
    season: &Season,
    decision: &str,
    second: Second,
) -> Result<(), DeskError> {
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let found = decisions::find(house.office.reader(), season.process(), decision).await?;
    let seen = found.filter(|found| found.stage == "proposed").ok_or(DeskError::Unknown)?;
    if seen.first == *by {
        return Err(DeskError::fault("main", Wrong::DecidedBefore));
    }
    let waiting = waiting(house, season, &seen.subject).await?;
    let ground = Ground::from_name(&seen.ground).ok_or(DeskError::Unknown)?;
    in_one_step(house, async |tx| {
        let outcome = match second {
            Second::Undo => {
                decisions::destroy(tx, &seen.id).await?;
                "undone"
            }
            Second::Confirm => {
                let next = Decision {
                    stage: "final".to_owned(),
                    second: Some((by.clone(), house.now())),
                    ..seen.clone()
                };
                if !decisions::change(tx, &seen, &next).await? {
                    return Err(DeskError::Stale);
                }
                refuse(house, tx, season, &waiting, ground).await?;
                "refuse"
            }
        };
        let entry = Entry::RefusalConfirmed { what: waiting.what(), outcome };
        note(house, tx, by, Some(season.process()), &entry).await
    })
    .await
}

async fn refuse(
    house: &House,
    tx: &Tx,
    season: &Season,
    waiting: &Waiting,
    ground: Ground,
) -> Result<(), DeskError> {
    let done = match waiting {
        Waiting::Proposal(mine) => {
            let state = season.after(&mine.proposal.state, &Step::Refuse { ground })?;
            let next = Proposal { state, changed_at: house.now(), ..mine.proposal.clone() };
            proposals::change(tx, &mine.proposal, &next).await?
        }
        Waiting::Comment(comment, _) => {
            let next = Comment { showing: Showing::Refused, ..(**comment).clone() };
            comments::change(tx, comment, &next).await?
        }
    };
    if done { Ok(()) } else { Err(DeskError::Stale) }
}
