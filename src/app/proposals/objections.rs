//! Objecting to a refusal: the author says why, and somebody who had no part in it decides.

use morada_engine::ids::ElectionId;
use morada_engine::permit::Permit;
use morada_engine::permit::act::HideContent;
use morada_engine::proposal::Step;

use super::answers::{clean, text};
use super::draft::opened;
use super::kept::{Comment, Decision, Showing};
use super::moderate::{Waiting, show};
use super::{Hand, Season};
use crate::app::House;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong};
use crate::store::office::proposals::{self, Proposal, comments, decisions};

const DAY: u64 = 24 * 60 * 60;
/// Days in which a refusal can be objected to.
pub const APPEAL_DAYS: u64 = 14;
/// The most signs of an objection.
pub const MOST_OBJECTION: usize = 1_000;

/// Objects to the refusal of a proposal.
///
/// # Errors
/// [`DeskError::Faulty`] without words; [`DeskError::Frozen`] when it is too late or was done before.
pub async fn object(
    house: &House,
    mine: &super::draft::Mine,
    words: &str,
) -> Result<(), DeskError> {
    let decision = objectable(house, mine.decision.as_ref(), words)?;
    let state = mine.season.after(&mine.proposal.state, &Step::AppealRefusal)?;
    let next = Proposal { state, changed_at: house.now(), ..mine.proposal.clone() };
    in_one_step(house, async |tx| {
        if !proposals::change(tx, &mine.proposal, &next).await? {
            return Err(DeskError::Stale);
        }
        appeal(house, tx, decision, words).await
    })
    .await
}

/// Objects to the refusal of a comment.
///
/// # Errors
/// As [`object`]; [`DeskError::Unknown`] when it is somebody else's.
pub async fn object_to_comment(
    house: &House,
    season: &Season,
    hand: &Hand,
    comment: &str,
    words: &str,
) -> Result<(), DeskError> {
    if !season.takes_comments() {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let reader = house.office.reader();
    let comment = comments::find(reader, comment).await?;
    let comment = comment.filter(|comment| comment.who == hand.who()).ok_or(DeskError::Unknown)?;
    let decision = decisions::newest_about(reader, hand.process(), &comment.id).await?;
    let decision = objectable(house, decision.as_ref(), words)?;
    in_one_step(house, async |tx| appeal(house, tx, decision, words).await).await
}

fn objectable<'a>(
    house: &House,
    decision: Option<&'a Decision>,
    words: &str,
) -> Result<&'a Decision, DeskError> {
    let decision = decision.filter(|one| one.verdict == "refuse" && one.stage == "final");
    let decision = decision.ok_or(DeskError::Frozen)?;
    let since = decision.second.as_ref().map_or(decision.first_at, |(_, at)| *at);
    if house.now().since(since) > APPEAL_DAYS * DAY {
        return Err(DeskError::Frozen);
    }
    match text("words", words, MOST_OBJECTION) {
        Some(fault) => Err(DeskError::Faulty(vec![fault])),
        None => Ok(decision),
    }
}

async fn appeal(
    house: &House,
    tx: &crate::store::Tx,
    decision: &Decision,
    words: &str,
) -> Result<(), DeskError> {
    let next = Decision {
        stage: "appealed".to_owned(),
        objection: clean(words),
        appealed_at: Some(house.now()),
        ..decision.clone()
    };
    if decisions::change(tx, decision, &next).await? { Ok(()) } else { Err(DeskError::Stale) }
}

/// The oldest objection that `account` may hear: whoever refused it may not.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn oldest(
    house: &House,
    season: &Season,
    account: &str,
) -> Result<Option<(Decision, Waiting)>, DeskError> {
    let appealed = decisions::at_stage(house.office.reader(), season.process(), "appealed").await?;
    let Some(decision) = appealed.into_iter().find(|one| !had_part(one, account)) else {
        return Ok(None);
    };
    let subject = subject(house, season.process(), &decision).await?;
    Ok(Some((decision, subject)))
}

fn had_part(decision: &Decision, account: &str) -> bool {
    decision.first == account || decision.second.as_ref().is_some_and(|(by, _)| by == account)
}

async fn subject(
    house: &House,
    process: &ElectionId,
    decision: &Decision,
) -> Result<Waiting, DeskError> {
    let reader = house.office.reader();
    if decision.what == "comment" {
        let comment = comments::find(reader, &decision.subject).await?;
        return comment.map(|c| Waiting::Comment(Box::new(c), 0)).ok_or(DeskError::Unknown);
    }
    let season = Season::load(house, process).await?;
    let proposal = season.any(house, &decision.subject).await?;
    Ok(Waiting::Proposal(Box::new(opened(house, proposal).await?)))
}

/// What is said to an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hearing {
    /// The refusal stands.
    Uphold,
    /// It was wrong: everybody may read it.
    Overturn,
}

/// Hears an objection.
///
/// # Errors
/// [`DeskError::Faulty`] for who had a part in the refusal.
pub async fn hear(
    house: &House,
    permit: &Permit<HideContent>,
    season: &Season,
    decision: &str,
    hearing: Hearing,
) -> Result<(), DeskError> {
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let found = decisions::find(house.office.reader(), season.process(), decision).await?;
    let seen = found.filter(|found| found.stage == "appealed").ok_or(DeskError::Unknown)?;
    if had_part(&seen, by) {
        return Err(DeskError::fault("main", Wrong::DecidedBefore));
    }
    let subject = subject(house, season.process(), &seen).await?;
    let stage = match hearing {
        Hearing::Uphold => "upheld",
        Hearing::Overturn => "overturned",
    };
    let next = Decision {
        stage: stage.to_owned(),
        heard: Some((by.clone(), house.now())),
        ..seen.clone()
    };
    in_one_step(house, async |tx| {
        if !decisions::change(tx, &seen, &next).await? {
            return Err(DeskError::Stale);
        }
        match (&subject, hearing) {
            (Waiting::Proposal(_), Hearing::Overturn) => {
                show(house, tx, season, &subject, &Step::OverturnRefusal).await?;
            }
            (Waiting::Proposal(mine), Hearing::Uphold) => {
                let state = season.after(&mine.proposal.state, &Step::UpholdRefusal)?;
                let next = Proposal { state, changed_at: house.now(), ..mine.proposal.clone() };
                if !proposals::change(tx, &mine.proposal, &next).await? {
                    return Err(DeskError::Stale);
                }
            }
            (Waiting::Comment(comment, _), Hearing::Overturn) => {
                debug_assert_eq!(comment.showing, Showing::Refused);
                let comment: &Comment = comment;
                show(
                    house,
                    tx,
                    season,
                    &Waiting::Comment(Box::new(comment.clone()), 0),
                    &Step::Publish,
                )
                .await?;
            }
            (Waiting::Comment(..), Hearing::Uphold) => {}
        }
        let entry = Entry::RefusalHeard { outcome: stage };
        note(house, tx, by, Some(season.process()), &entry).await
    })
    .await
}
