//! Sending a proposal, sending it again, taking it back.

use std::collections::BTreeSet;

use morada_engine::ids::ElectionId;
use morada_engine::permit::Permit;
use morada_engine::permit::act::WriteOnBehalf;
use morada_engine::proposal::{State, Step};
use morada_engine::roll::RequestCode;

use super::answers::one_line;
use super::draft::{Mine, PROPOSALS, Question, mine};
use super::kept::{Author, AuthorKind, Standing, Version};
use super::newcomers::take_part;
use super::{Answers, Hand};
use crate::app::House;
use crate::app::roll::sealed::seal;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::office::proposals::{self, Proposal, authors, photos, texts, versions};

/// Who sends it.
pub enum Sender<'a> {
    /// A resident who is in with their card.
    Resident(&'a Hand),
    /// Somebody with a mandate of an association: the association, as it is shown.
    Association {
        /// Whose hand.
        hand: &'a Hand,
        /// The association's id.
        id: String,
        /// Its name.
        name: String,
    },
    /// A desk, for somebody who asked it to. Said openly.
    Desk {
        /// Proof that it may.
        permit: Permit<WriteOnBehalf>,
        /// The desk's name.
        team: String,
    },
}

/// Sends a draft, or one that came back.
///
/// # Errors
/// [`DeskError::Faulty`] with everything to put right, or because it is not the season;
/// [`DeskError::Unknown`] when it is somebody else's.
pub async fn send(house: &House, mine: &Mine, sender: &Sender<'_>) -> Result<(), DeskError> {
    let season = &mine.season;
    let state = season.after(&mine.proposal.state, &Step::Submit)?;
    let all = Question::ALL.into_iter();
    let faults: Vec<Fault> =
        all.flat_map(|question| mine.answers.faults(season, question)).collect();
    if !faults.is_empty() {
        return Err(DeskError::Faulty(faults));
    }
    let content = mine.answers.content(season);
    let first = mine.proposal.version == 0;
    if !first && !may_send_again(mine, sender) {
        return Err(DeskError::Unknown);
    }
    let version = Version {
        number: mine.proposal.version + 1,
        made_at: house.now(),
        made_as: if first { "sent" } else { "changed" }.to_owned(),
        sha: content.sha()?,
        content,
    };
    let next = Proposal {
        state,
        way: way(sender, &mine.proposal.way).to_owned(),
        language: version.content.language.clone(),
        theme: version.content.theme.clone(),
        area: version.content.area.clone(),
        version: version.number,
        changed_at: house.now(),
        sent_at: mine.proposal.sent_at.or(Some(house.now())),
        ..mine.proposal.clone()
    };
    in_one_step(house, async |tx| {
        if !proposals::change(tx, &mine.proposal, &next).await? {
            return Err(DeskError::Stale);
        }
        versions::insert(tx, &next.id, &version).await?;
        if let Some(photo) = &version.content.photo {
            photos::destroy_others(tx, &next.id, photo).await?;
        }
        if first {
            authors::insert(tx, &next.id, &author(sender, &mine.answers)).await?;
        }
        if let Sender::Resident(hand) | Sender::Association { hand, .. } = sender {
            take_part(house, tx, hand).await?;
        }
        if let Sender::Desk { permit, .. } = sender {
            let by = permit.by().first().ok_or(DeskError::Unknown)?;
            note(house, tx, by, Some(&next.process), &Entry::ProposalSentOnBehalf {}).await?;
        }
        Ok(())
    })
    .await
}

/// Whoever stands behind it sends it again; a desk, what a desk has sent.
fn may_send_again(mine: &Mine, sender: &Sender<'_>) -> bool {
    let stands = |who: &str, kind: AuthorKind| {
        mine.authors.iter().any(|author| {
            author.kind == kind && author.who == who && author.standing == Standing::Accepted
        })
    };
    match sender {
        Sender::Resident(hand) => stands(hand.who(), AuthorKind::Person),
        Sender::Association { id, .. } => stands(id, AuthorKind::Association),
        Sender::Desk { .. } => mine.proposal.way == "desk",
    }
}

fn way<'a>(sender: &Sender<'_>, before: &'a str) -> &'a str {
    if !before.is_empty() {
        return before;
    }
    match sender {
        Sender::Resident(_) => "card",
        Sender::Association { .. } => "association",
        Sender::Desk { .. } => "desk",
    }
}

fn author(sender: &Sender<'_>, answers: &Answers) -> Author {
    let (kind, who, shown) = match sender {
        Sender::Resident(hand) => {
            (AuthorKind::Person, hand.who().to_owned(), one_line(&answers.shown))
        }
        Sender::Association { id, name, .. } => (AuthorKind::Association, id.clone(), name.clone()),
        Sender::Desk { team, .. } => (AuthorKind::Desk, team.clone(), one_line(&answers.shown)),
    };
    Author { position: 1, kind, who, shown, standing: Standing::Accepted, code_sha: None }
}

/// Takes a proposal back: it is not shown any more, and no contact is kept.
///
/// # Errors
/// [`DeskError::Faulty`] when it is on the ballot or over.
pub async fn withdraw(house: &House, mine: &Mine) -> Result<(), DeskError> {
    let state = mine.season.after(&mine.proposal.state, &Step::Withdraw)?;
    let next = Proposal {
        state,
        changed_at: house.now(),
        sealed: seal(house, PROPOSALS, mine.proposal.id.as_str(), &Answers::default()),
        ..mine.proposal.clone()
    };
    in_one_step(house, async |tx| {
        if !proposals::change(tx, &mine.proposal, &next).await? {
            return Err(DeskError::Stale);
        }
        Ok(texts::remove_all(tx, &next.id).await?)
    })
    .await
}

/// The draft whose code somebody has brought to a desk.
///
/// # Errors
/// [`DeskError::Faulty`] when no draft has that code.
pub async fn brought_to_desk(
    house: &House,
    process: &ElectionId,
    typed: &str,
) -> Result<Mine, DeskError> {
    let unknown = || DeskError::fault("code", Wrong::NoSuchCode);
    let code = RequestCode::parse(typed).map_err(|_| unknown())?;
    match mine(house, process, &code).await {
        Ok(mine) if mine.is_open() => Ok(mine),
        Ok(_) | Err(DeskError::Unknown) => Err(unknown()),
        Err(error) => Err(error),
    }
}

/// The proposals behind which a resident stands.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn of_hand(house: &House, hand: &Hand) -> Result<Vec<Mine>, DeskError> {
    let reader = house.office.reader();
    let ids: BTreeSet<_> =
        authors::of_person(reader, hand.process(), hand.who()).await?.into_iter().collect();
    let mut all = Vec::new();
    for id in ids {
        if let Some(proposal) = proposals::find(reader, &id).await?
            && proposal.state != State::Draft
        {
            all.push(super::draft::opened(house, proposal).await?);
        }
    }
    Ok(all)
}
