//! From somebody signed in to proof that they may do one thing.

use std::collections::BTreeSet;

use morada_engine::ids::{ElectionId, PlaceId};
use morada_engine::permission::Role;
use morada_engine::permit::{Actor, Doing, OneOfTwo, Permit, Subject};

use super::DeskError;
use crate::app::House;
use crate::store::office::processes::{self, Process};
use crate::store::office::staff;
pub use crate::store::office::staff::{Account, HeldRole};

/// Somebody who is signed in just now.
///
/// The account is read afresh with every request, so a role that was taken away is gone at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    pub(super) account: Account,
    pub(super) token_sha: String,
    pub(super) seconds_left: u64,
}

impl SignedIn {
    /// The account.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// Seconds until the session ends, if nothing is done.
    pub fn seconds_left(&self) -> u64 {
        self.seconds_left
    }

    /// The roles that count in `place`.
    pub fn roles_in(&self, place: &PlaceId) -> BTreeSet<Role> {
        roles_in(&self.account, Some(place))
    }

    /// The roles held in the whole house.
    pub fn roles_in_house(&self) -> BTreeSet<Role> {
        roles_in(&self.account, None)
    }
}

fn roles_in(account: &Account, place: Option<&PlaceId>) -> BTreeSet<Role> {
    let counts = |held: &&HeldRole| held.place.is_none() || held.place.as_ref() == place;
    account.roles.iter().filter(counts).map(|held| held.role).collect()
}

/// The account as the engine sees it, with the roles that count in `place`.
pub(super) fn actor(account: &Account, place: Option<&PlaceId>) -> Actor {
    Actor { id: account.id.clone(), team: account.team.clone(), roles: roles_in(account, place) }
}

/// A permit for what one person may do alone in a process.
///
/// # Errors
/// [`DeskError::Unknown`] without such a process, [`DeskError::Refused`] by the table.
pub async fn permit<A: Doing>(
    house: &House,
    who: &SignedIn,
    process: &ElectionId,
) -> Result<Permit<A>, DeskError> {
    Ok(worker(house, who, process).await?.permit(Subject::Process(process.clone()))?)
}

/// A permit for what one person may do alone in a place, such as beginning a process.
///
/// # Errors
/// [`DeskError::Unknown`] to whoever does not work there, [`DeskError::Refused`] by the table.
pub fn permit_in_place<A: Doing>(who: &SignedIn, place: &PlaceId) -> Result<Permit<A>, DeskError> {
    let actor = actor(&who.account, Some(place));
    if actor.roles.is_empty() {
        return Err(DeskError::Unknown);
    }
    Ok(actor.permit(Subject::Place(place.clone()))?)
}

/// A permit for an act on what is assigned to somebody: the roll of a place is to its registrars.
///
/// # Errors
/// [`DeskError::Refused`] by the table.
pub fn permit_in_own_place<A: Doing>(
    who: &SignedIn,
    place: &PlaceId,
) -> Result<Permit<A>, DeskError> {
    Ok(actor(&who.account, Some(place)).permit_for_assigned(Subject::Place(place.clone()))?)
}

/// A permit in a process for an act on what is somebody's own; that it is, the caller has looked up.
///
/// # Errors
/// [`DeskError::Unknown`] without such a process, [`DeskError::Refused`] by the table.
pub async fn permit_for_assigned<A: Doing>(
    house: &House,
    who: &SignedIn,
    process: &ElectionId,
) -> Result<Permit<A>, DeskError> {
    let worker = worker(house, who, process).await?;
    Ok(worker.permit_for_assigned(Subject::Process(process.clone()))?)
}

/// A permit for what one person may do alone in the house, such as reading the list of acts.
///
/// Whoever may do it in any place may: the list has no resident in it.
///
/// # Errors
/// [`DeskError::Refused`] by the table.
pub fn permit_in_house<A: Doing>(who: &SignedIn) -> Result<Permit<A>, DeskError> {
    let everywhere: BTreeSet<Role> = who.account.roles.iter().map(|held| held.role).collect();
    let actor = Actor { roles: everywhere, ..actor(&who.account, None) };
    Ok(actor.permit(Subject::House)?)
}

/// One person's half of what takes two in a process.
///
/// # Errors
/// [`DeskError::Unknown`] without such a process, [`DeskError::Refused`] by the table.
pub async fn one_of_two<A: Doing>(
    house: &House,
    who: &SignedIn,
    process: &ElectionId,
) -> Result<OneOfTwo<A>, DeskError> {
    Ok(worker(house, who, process).await?.one_of_two(Subject::Process(process.clone()))?)
}

/// Whoever works where the process is; to everybody else it is not there.
async fn worker(house: &House, who: &SignedIn, process: &ElectionId) -> Result<Actor, DeskError> {
    let place = place_of(house, process).await?;
    let actor = actor(&who.account, Some(&place));
    if actor.roles.is_empty() { Err(DeskError::Unknown) } else { Ok(actor) }
}

/// One person's half of what takes two in a place, such as taking its register.
///
/// # Errors
/// [`DeskError::Unknown`] to whoever does not work there, [`DeskError::Refused`] by the table.
pub fn one_of_two_in_place<A: Doing>(
    who: &SignedIn,
    place: &PlaceId,
) -> Result<OneOfTwo<A>, DeskError> {
    let actor = actor(&who.account, Some(place));
    if actor.roles.is_empty() {
        return Err(DeskError::Unknown);
    }
    Ok(actor.one_of_two(Subject::Place(place.clone()))?)
}

/// One person's half of what takes two in the house, such as changing accounts.
///
/// # Errors
/// [`DeskError::Refused`] by the table.
pub fn one_of_two_in_house<A: Doing>(who: &SignedIn) -> Result<OneOfTwo<A>, DeskError> {
    Ok(actor(&who.account, None).one_of_two(Subject::House)?)
}

/// The half of somebody who confirmed earlier, judged by what they may do now: a role taken away
/// between the two confirmations takes the first one along.
pub(super) async fn half_of<A: Doing>(
    house: &House,
    account: &str,
    subject: &Subject,
) -> Result<OneOfTwo<A>, DeskError> {
    let account = staff::find(house.office.reader(), account).await?.ok_or(DeskError::Unknown)?;
    if account.disabled_at.is_some() {
        return Err(DeskError::Unknown);
    }
    let place = match subject {
        Subject::House => None,
        Subject::Place(place) => Some(place.clone()),
        Subject::Process(process) => Some(place_of(house, process).await?),
    };
    Ok(actor(&account, place.as_ref()).one_of_two(subject.clone())?)
}

async fn place_of(house: &House, process: &ElectionId) -> Result<PlaceId, DeskError> {
    Ok(find_process(house, process).await?.place)
}

/// The process, or [`DeskError::Unknown`].
pub(super) async fn find_process(
    house: &House,
    process: &ElectionId,
) -> Result<Process, DeskError> {
    processes::find(house.office.reader(), process).await?.ok_or(DeskError::Unknown)
}
