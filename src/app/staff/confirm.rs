//! Acts that take two: the first officer confirms, a second one carries it out.
//!
//! What is confirmed is a payload: exact bytes. The second confirmation counts only for the same
//! bytes, by another person of another team who may still do it, as may the first, and in time.

use morada_engine::hash::Hash;
use morada_engine::permission::Act;
use morada_engine::permit::{Doing, OneOfTwo, Permit, Subject};
use morada_engine::time::Timestamp;

use super::acts::{Entry, note};
use super::one_step::in_one_step;
use super::permits::{Account, half_of};
use super::{DeskError, Wrong, tokens};
use crate::app::House;
use crate::store::Tx;
use crate::store::office::approvals::{self, Approval};
use crate::store::office::staff;

/// A first confirmation waits a day for the second.
const CONFIRMATION_SECONDS: u64 = 24 * 60 * 60;

/// A first confirmation that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Names it in forms.
    pub id: String,
    /// What was confirmed.
    pub payload: String,
    /// SHA-256 of the payload, hex.
    pub sha: String,
    /// Who confirmed first.
    pub first: Account,
    /// When.
    pub first_at: Timestamp,
    /// The first second at which it is void.
    pub expires_at: Timestamp,
}

/// SHA-256 of a payload, hex: what forms carry, so that nobody confirms what they did not see.
pub fn sha_of(payload: &str) -> String {
    Hash::of(&[payload.as_bytes()]).to_hex()
}

/// The first confirmations of `A` that wait for a second, newest first.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn waiting<A: Doing>(
    house: &House,
    subject: &Subject,
) -> Result<Vec<Waiting>, DeskError> {
    let reader = house.office.reader();
    let (subject, act) = (name_of(subject), act_name(A::ACT));
    let mut waiting = Vec::new();
    for approval in approvals::waiting(reader, &subject, &act, house.now()).await? {
        if let Some(first) = staff::find(reader, &approval.first).await? {
            waiting.push(Waiting {
                id: approval.id,
                payload: approval.payload,
                sha: approval.payload_sha,
                first,
                first_at: approval.first_at,
                expires_at: approval.expires_at,
            });
        }
    }
    Ok(waiting)
}

/// Confirms `payload` as the first of two, if `still` says that it is still what is there.
///
/// # Errors
/// [`DeskError::Stale`] when somebody else has just done so, and what `still` says.
pub(in crate::app) async fn confirm_first<A: Doing>(
    house: &House,
    half: &OneOfTwo<A>,
    payload: &str,
    still: impl AsyncFnOnce(&Tx) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    let (act, now) = (act_name(A::ACT), house.now());
    let approval = Approval {
        id: tokens::fresh_id(house),
        subject: name_of(half.subject()),
        act: act.clone(),
        payload: payload.to_owned(),
        payload_sha: sha_of(payload),
        first: half.id().to_owned(),
        first_at: now,
        expires_at: now.plus(CONFIRMATION_SECONDS),
    };
    in_one_step(house, async |tx| {
        still(tx).await?;
        approvals::end_expired(tx, now).await?;
        if !approvals::insert(tx, &approval).await? {
            return Err(DeskError::Stale);
        }
        let entry = Entry::ConfirmedFirst { what: &act, sha: &approval.payload_sha };
        note(house, tx, half.id(), half.subject().process(), &entry).await
    })
    .await
}

/// Joins the second officer's half to the first's. Nothing is written yet: [`settle`] does that in
/// the transaction that carries the act out.
///
/// # Errors
/// [`DeskError::Refused`] when the two may not act together, or the first no longer may at all.
pub(in crate::app) async fn join<A: Doing>(
    house: &House,
    first: &Waiting,
    second: OneOfTwo<A>,
) -> Result<Permit<A>, DeskError> {
    let first = half_of::<A>(house, &first.first.id, second.subject()).await?;
    Ok(Permit::from_two(first, second)?)
}

/// Uses a first confirmation up, inside the transaction that carries the act out. Of two seconds at
/// once, one gets through.
///
/// # Errors
/// [`Wrong::NothingWaits`] when it was used, taken back or has expired meanwhile.
pub(in crate::app) async fn settle<A: Doing>(
    house: &House,
    tx: &Tx,
    first: &Waiting,
    permit: &Permit<A>,
) -> Result<(), DeskError> {
    let second = permit.by().last().ok_or(DeskError::Unknown)?;
    if !approvals::confirm(tx, &first.id, second, house.now()).await? {
        return Err(DeskError::fault("phrase", Wrong::NothingWaits));
    }
    let entry = Entry::ConfirmedSecond { what: &act_name(A::ACT), sha: &first.sha };
    note(house, tx, second, permit.process(), &entry).await
}

/// Ends every first confirmation of `A` about `subject`, because what it was about has changed.
pub(in crate::app) async fn void<A: Doing>(tx: &Tx, subject: &Subject) -> Result<(), DeskError> {
    Ok(approvals::end_waiting(tx, &name_of(subject), &act_name(A::ACT), "changed").await?)
}

/// Takes a first confirmation back; any officer who could be the second may also do that.
///
/// # Errors
/// [`Wrong::NothingWaits`] when it no longer waits.
pub async fn take_back<A: Doing>(
    house: &House,
    half: &OneOfTwo<A>,
    id: &str,
) -> Result<(), DeskError> {
    let found = waiting::<A>(house, half.subject()).await?;
    let nothing = || DeskError::fault("phrase", Wrong::NothingWaits);
    let first = found.into_iter().find(|waiting| waiting.id == id).ok_or_else(nothing)?;
    in_one_step(house, async |tx| {
        if !approvals::end(tx, &first.id, "taken back").await? {
            return Err(nothing());
        }
        let entry = Entry::TakenBack { what: &act_name(A::ACT), sha: &first.sha };
        note(house, tx, half.id(), half.subject().process(), &entry).await
    })
    .await
}

fn act_name(act: Act) -> String {
    let name = serde_json::to_value(act).ok();
    name.and_then(|name| name.as_str().map(str::to_owned)).expect("an act is a word")
}

fn name_of(subject: &Subject) -> String {
    match subject {
        Subject::House => "*".to_owned(),
        Subject::Place(place) => format!("place {place}"),
        Subject::Process(process) => process.to_string(),
    }
}
