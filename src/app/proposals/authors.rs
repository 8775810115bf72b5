//! Co-authors: asked with a code, and authors once they have accepted with their own card.

use morada_engine::roll::RequestCode;

use super::answers::{MOST_LINE, one_line, text};
use super::draft::{Mine, opened, sha_of};
use super::kept::{Author, AuthorKind, Standing};
use super::newcomers::take_part;
use super::{Hand, Season};
use crate::app::House;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong};
use crate::store::office::proposals::{self, authors};

/// The most authors of a proposal.
pub const MOST_AUTHORS: usize = 10;

/// Asks somebody to stand behind a proposal, under the name they are to be shown with. The code is for them alone.
///
/// # Errors
/// [`DeskError::Faulty`] without a name or with too many authors.
pub async fn ask(house: &House, mine: &Mine, shown: &str) -> Result<RequestCode, DeskError> {
    if mine.proposal.state.is_final() {
        return Err(DeskError::Frozen);
    }
    if mine.season.list_is_final() {
        return Err(DeskError::fault("shown", Wrong::NotNow));
    }
    let shown = one_line(shown);
    if let Some(fault) = text("shown", &shown, MOST_LINE) {
        return Err(DeskError::Faulty(vec![fault]));
    }
    if mine.authors.len() >= MOST_AUTHORS {
        return Err(DeskError::fault("shown", Wrong::TooMany { most: MOST_AUTHORS as u64 }));
    }
    let code = RequestCode::generate(&mut house.chance());
    // Position 1 is whoever sends it, who may not be there yet.
    let last = mine.authors.iter().map(|author| author.position).max().unwrap_or(1);
    let author = Author {
        position: last.max(1) + 1,
        kind: AuthorKind::Person,
        who: String::new(),
        shown,
        standing: Standing::Asked,
        code_sha: Some(sha_of(&code)),
    };
    in_one_step(house, async |tx| Ok(authors::insert(tx, &mine.proposal.id, &author).await?))
        .await?;
    Ok(code)
}

/// The proposal to which a co-author was asked, and as whom.
///
/// # Errors
/// [`DeskError::Faulty`] when the code asks nobody any more.
pub async fn asked(
    house: &House,
    season: &Season,
    typed: &str,
) -> Result<(Mine, Author), DeskError> {
    let unknown = || DeskError::fault("code", Wrong::NoSuchCode);
    let code = RequestCode::parse(typed).map_err(|_| unknown())?;
    let found = authors::by_code(house.office.reader(), &sha_of(&code)).await?;
    let (id, author) = found.ok_or_else(unknown)?;
    let proposal = proposals::find(house.office.reader(), &id).await?.ok_or(DeskError::Unknown)?;
    if proposal.process != *season.process() {
        return Err(unknown());
    }
    Ok((opened(house, proposal).await?, author))
}

/// Stands behind a proposal, or does not.
///
/// # Errors
/// [`DeskError::Faulty`] for who is its author already; [`DeskError::Stale`] when it was answered before.
pub async fn reply(
    house: &House,
    mine: &Mine,
    author: &Author,
    hand: &Hand,
    standing: Standing,
) -> Result<(), DeskError> {
    if mine.season.list_is_final() {
        return Err(DeskError::fault("code", Wrong::NotNow));
    }
    let twice = mine.authors.iter().any(|other| other.who == hand.who());
    if standing == Standing::Accepted && twice {
        return Err(DeskError::fault("code", Wrong::Taken));
    }
    // Whoever declines leaves nothing behind.
    let who = if standing == Standing::Accepted { hand.who() } else { "" };
    in_one_step(house, async |tx| {
        let id = &mine.proposal.id;
        if !authors::answer(tx, id, author.position, who, standing).await? {
            return Err(DeskError::Stale);
        }
        if standing == Standing::Accepted { take_part(house, tx, hand).await } else { Ok(()) }
    })
    .await
}
