//! Opening a ballot: two officers confirm the same bytes, and nothing can be changed any more.

use morada_engine::canonical;
use morada_engine::permit::OneOfTwo;
use morada_engine::permit::act::OpenBallot;
use serde_json::json;

use super::checks::{self, Check, credlists, may_open};
use super::confirm::{self, Waiting, sha_of};
use super::one_step::in_one_step;
use super::outgoing;
use super::phrase::{self, Deed};
use super::setup::overview::Setup;
use super::{DeskError, Wrong, papers};
use crate::app::House;
use crate::app::order::{Act, Order};
use crate::store::office::processes::{self, Change};
use crate::store::office::staff;

/// Everything on the page of the opening.
#[derive(Debug)]
pub struct Opening {
    /// What is set up.
    pub setup: Setup,
    /// The checks.
    pub checks: Vec<Check>,
    /// SHA-256 of what would be confirmed; `None` while the papers cannot be written.
    pub sha: Option<String>,
    /// Who has confirmed these very bytes, and waits.
    pub first: Option<Waiting>,
    /// The phrase to type.
    pub phrase: String,
}

/// What the page of the opening shows.
///
/// # Errors
/// [`DeskError`].
pub async fn opening(house: &House, half: &OneOfTwo<OpenBallot>) -> Result<Opening, DeskError> {
    let process = half.subject().process().ok_or(DeskError::Unknown)?;
    let setup = Setup::load(house, process).await?;
    let checks = checks::checks(house, &setup).await?;
    let sha = payload(house, &setup).map(|payload| sha_of(&payload));
    // A confirmation of older bytes says nothing about these.
    let mut waiting = confirm::waiting::<OpenBallot>(house, half.subject()).await?.into_iter();
    let first = waiting.find(|first| Some(&first.sha) == sha.as_ref());
    let phrase = phrase::of(Deed::Open, process);
    Ok(Opening { setup, checks, sha, first, phrase })
}

/// Confirms the opening of what was seen as `seen_sha`: as the first of two, or, when somebody else
/// has confirmed the same, as the second. The second confirmation fixes the process and sends the
/// order to the urn.
///
/// # Errors
/// [`Wrong::Phrase`], [`Wrong::Changed`], [`Wrong::ChecksOpen`], [`DeskError::Refused`],
/// [`DeskError::Frozen`].
pub async fn confirm_opening(
    house: &House,
    half: OneOfTwo<OpenBallot>,
    typed: &str,
    seen_sha: &str,
) -> Result<Confirmed, DeskError> {
    let Opening { setup, checks, sha, first, phrase } = opening(house, &half).await?;
    if setup.process.frozen_at.is_some() {
        return Err(DeskError::Frozen);
    }
    if !phrase::fits(typed, &phrase) {
        return Err(DeskError::fault("phrase", Wrong::Phrase));
    }
    if sha.as_deref() != Some(seen_sha) {
        return Err(DeskError::fault("phrase", Wrong::Changed));
    }
    if !may_open(&checks) {
        return Err(DeskError::fault("phrase", Wrong::ChecksOpen));
    }
    let payload = payload(house, &setup).ok_or(DeskError::Unknown)?;
    let Some(first) = first else {
        let seen = &setup.process;
        confirm::confirm_first(house, &half, &payload, async |tx| {
            if !processes::hold(tx, &seen.id, seen.revision).await? {
                return Err(DeskError::fault("phrase", Wrong::Changed));
            }
            confirm::void::<OpenBallot>(tx, half.subject()).await
        })
        .await?;
        return Ok(Confirmed::First);
    };
    let permit = confirm::join(house, &first, half).await?;
    let order = order(house, &setup, permit.by()).await?;

    in_one_step(house, async |tx| {
        match processes::change(tx, &setup.process.id, setup.process.revision).await? {
            Change::MayGoOn => {}
            Change::Frozen => return Err(DeskError::Frozen),
            Change::Stale | Change::Unknown => {
                return Err(DeskError::fault("phrase", Wrong::Changed));
            }
        }
        confirm::settle(house, tx, &first, &permit).await?;
        processes::freeze(tx, &setup.process.id, house.now()).await?;
        let by = permit.by().last().ok_or(DeskError::Unknown)?;
        outgoing::send(house, tx, by, &order).await
    })
    .await?;
    Ok(Confirmed::Second)
}

/// Which of the two confirmations it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// A second person is needed.
    First,
    /// The order is on its way.
    Second,
}

/// What the two officers confirm: hashes of everything that is sealed.
fn payload(house: &House, setup: &Setup) -> Option<String> {
    let papers = papers::papers(&house.config.authority, setup).ok()?;
    let papers = String::from_utf8(canonical::to_bytes(&papers).ok()?).ok()?;
    let keys: Vec<_> = setup
        .credlists
        .iter()
        .map(|list| {
            json!({
                "contest": list.contest, "sha": list.sha,
                "letters": list.letters, "spares": list.spares,
            })
        })
        .collect();
    let payload = json!({
        "papers": sha_of(&papers),
        "trustees": sha_of(&setup.process.trustees),
        "witnesses": sha_of(&setup.process.witnesses),
        "keys": keys,
    });
    Some(payload.to_string())
}

async fn order(house: &House, setup: &Setup, officers: &[String]) -> Result<Order, DeskError> {
    let papers = papers::papers(&house.config.authority, setup).map_err(|_| DeskError::Unknown)?;
    let act = Act::Open {
        papers: Box::new(papers),
        trustees: setup.process.trustees.clone(),
        witnesses: setup.process.witnesses.clone(),
        credlists: credlists(setup),
        officers: published_names(house, officers).await?,
    };
    Ok(Order { election: setup.process.id.clone(), act })
}

/// The two officers as they want to be named in public. Two who chose one name are told apart.
pub(super) async fn published_names(
    house: &House,
    officers: &[String],
) -> Result<[String; 2], DeskError> {
    let mut names = Vec::new();
    for id in officers {
        let account = staff::find(house.office.reader(), id).await?.ok_or(DeskError::Unknown)?;
        names.push((account.shown_as, account.team));
    }
    let [(first, first_team), (second, second_team)] =
        <[_; 2]>::try_from(names).map_err(|_| DeskError::Unknown)?;
    if first == second {
        Ok([format!("{first} ({first_team})"), format!("{second} ({second_team})")])
    } else {
        Ok([first, second])
    }
}
