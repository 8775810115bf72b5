//! The registrar decides: one request at a time, the oldest first.

use morada_engine::permit::Permit;
use morada_engine::permit::act::ChangeRollEntry;
use morada_engine::roll::{Missing, Refused};
use zeroize::Zeroizing;

use super::admit::{Admission, amend, enter};
use super::attest::{Attested, attested_by, use_up};
use super::keeping::Kept;
use super::request::{Answers, Mine, PAPERS, Phase, Purpose, REQUESTS, next};
use super::sealed::{open, open_bytes};
use crate::app::House;
use crate::app::staff::acts::{Entry as Line, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong};
use crate::store::Tx;
use crate::store::office::roll::requests::Request;
use crate::store::office::roll::{counts, papers, requests};

/// The most letters of the registrar's own words.
const MOST_WORDS: usize = 500;

/// What a registrar says to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Onto the roll.
    Grant,
    /// Back once more: something is missing.
    Return(Missing),
    /// No.
    Refuse(Refused),
}

/// The oldest request that waits, and how many do.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn oldest(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
) -> Result<(Option<Mine>, u64), DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let reader = house.office.reader();
    let waiting = requests::count(reader, &kept.place.id, Phase::Sent).await?;
    let first = requests::in_phase(reader, &kept.place.id, Phase::Sent, 1).await?;
    let Some(request) = first.into_iter().next() else { return Ok((None, waiting)) };
    Ok((Some(opened(house, kept, request).await?), waiting))
}

/// A request that waits.
///
/// # Errors
/// [`DeskError::Unknown`] when it does not.
pub async fn waiting(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    id: &str,
) -> Result<Mine, DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let request = requests::find(house.office.reader(), &kept.place.id, id).await?;
    let request = request.filter(|request| request.phase == Phase::Sent);
    opened(house, kept, request.ok_or(DeskError::Unknown)?).await
}

/// What a granted request is granted: an entry, or the change of one.
pub(super) async fn carry_out(
    house: &House,
    tx: &Tx,
    mine: &Mine,
    admission: &Admission,
) -> Result<(), DeskError> {
    match mine.request.purpose {
        Purpose::Join => enter(house, tx, &mine.kept, admission).await?,
        Purpose::Change => amend(house, tx, &mine.kept, admission).await?,
        // The entry stays as it is.
        Purpose::Strike => 0,
    };
    Ok(())
}

pub(super) async fn opened(house: &House, kept: Kept, request: Request) -> Result<Mine, DeskError> {
    let answers = open(house, REQUESTS, &request.id, &request.sealed)?;
    let papers = papers::of_request(house.office.reader(), &request.id).await?.len();
    Ok(Mine { kept, request, answers, papers })
}

/// Who attested what a request says, for its registrar.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn attested(house: &House, mine: &Mine) -> Result<Attested, DeskError> {
    attested_by(house, &mine.kept, &mine.answers.evidence, &mine.answers.codes).await
}

/// One photo of a request that waits: what it is, and its bytes. Nobody but the registrar sees it.
///
/// # Errors
/// [`DeskError::Unknown`] when there is none.
pub async fn photo(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    request: &str,
    number: usize,
) -> Result<(String, Zeroizing<Vec<u8>>), DeskError> {
    let mine = waiting(house, permit, request).await?;
    let all = papers::of_request(house.office.reader(), &mine.request.id).await?;
    let paper = all.get(number).ok_or(DeskError::Unknown)?;
    Ok((paper.kind.clone(), open_bytes(house, PAPERS, &paper.id, &paper.sealed)?))
}

/// Decides a request. Its photos are destroyed in the same transaction, whatever is decided.
///
/// # Errors
/// [`DeskError::Stale`] when somebody else decided meanwhile, [`DeskError::Faulty`] when the words are too
/// many.
pub async fn decide(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    id: &str,
    verdict: &Verdict,
    words: &str,
) -> Result<(), DeskError> {
    let mine = waiting(house, permit, id).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let typed = words.trim().chars().count();
    if typed > MOST_WORDS {
        return Err(DeskError::fault("words", Wrong::TooLong { most: MOST_WORDS, typed }));
    }
    let admission = match verdict {
        Verdict::Grant => Some(mine.admission(house, by, "request")?),
        Verdict::Return(_) | Verdict::Refuse(_) => None,
    };
    let answers = Answers { words: words.trim().to_owned(), ..mine.answers.clone() };
    let decided = Some((by.clone(), house.now()));
    let changed = next(house, &mine, &answers, |next| match verdict {
        Verdict::Grant => {
            next.phase = Phase::Granted;
            next.decided = decided;
            next.reason = None;
            next.entry = admission.as_ref().map(|admission| admission.id.clone());
        }
        Verdict::Return(missing) => {
            next.phase = Phase::Returned;
            next.reason = Some(missing.name().to_owned());
            next.due_at = None;
        }
        Verdict::Refuse(reason) => {
            next.phase = Phase::Refused;
            next.decided = decided;
            next.reason = Some(reason.name().to_owned());
        }
    });
    let place = &mine.kept.place.id;
    in_one_step(house, async |tx| {
        if !requests::change(tx, &mine.request, &changed).await? {
            return Err(DeskError::Stale);
        }
        papers::destroy_of(tx, id).await?;
        let outcome = match verdict {
            Verdict::Grant => "granted",
            Verdict::Return(_) => "returned",
            Verdict::Refuse(reason) => reason.name(),
        };
        match verdict {
            Verdict::Grant | Verdict::Refuse(_) => {
                counts::add(tx, place, outcome, &mine.request.evidence).await?;
            }
            Verdict::Return(_) => {}
        }
        if let Some(admission) = &admission {
            let (kind, codes) = (&mine.answers.evidence, &mine.answers.codes);
            use_up(house, tx, &mine.kept, kind, codes).await?;
            carry_out(house, tx, &mine, admission).await?;
        }
        note(house, tx, by, None, &Line::RequestDecided { place: place.as_str(), outcome }).await
    })
    .await
}
