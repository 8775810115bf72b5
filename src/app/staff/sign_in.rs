//! Signing in: name, password and a code. Whoever guesses is slowed down, never the holder locked out.
//!
//! A name that is not there costs the same work and gets the same answer as a wrong password. Tries
//! under one name queue: after the third failure each waits longer, up to a minute. A browser that
//! signed in before has a lane of its own, so strangers who try a name do not slow its holder.

use hmac::{Hmac, KeyInit, Mac};
use morada_engine::encoding::to_hex;
use morada_engine::time::Timestamp;
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::acts::{Entry, note};
use super::one_step::in_one_step;
use super::permits::{Account, SignedIn};
use super::second_factor::SharedKey;
use super::{DeskError, password, tokens};
use crate::app::House;
use crate::store::office::sign_in_tries::{self, Tries};
use crate::store::office::staff::Secrets;
use crate::store::office::{sessions, staff};
use crate::store::{StoreError, Tx};

/// A session that was not used for so long has ended.
pub const IDLE_SECONDS: u64 = 15 * 60;
/// A session ends after so long whatever happens.
pub const WHOLE_SECONDS: u64 = 8 * 60 * 60;
/// How exactly `seen_at` is kept: not every click is worth a write.
const SEEN_SECONDS: u64 = 60;
/// Failures without a pause.
const FREE_FAILURES: u32 = 3;
/// The longest pause.
pub(super) const LONGEST_PAUSE: u64 = 60;
/// After so long without a try a lane is forgotten.
pub(in crate::app) const LANE_MEMORY: u64 = 24 * 60 * 60;

/// What was typed to sign in.
#[derive(Clone)]
pub struct Credentials {
    /// The account's name.
    pub name: String,
    /// The password.
    pub password: String,
    /// The code of the second factor.
    pub code: String,
    /// What an earlier sign-in left in this browser.
    pub device: Option<String>,
}

/// A fresh session. The token goes into a cookie and is nowhere else.
pub struct NewSession {
    /// Opens the session.
    pub token: String,
    /// Gives this browser its own lane next time.
    pub device: String,
    /// Who signed in.
    pub account: Account,
}

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Name, password or code is wrong; which of them is nobody's business.
    #[error("name, password or code is wrong")]
    Wrong,
    /// Too many tries under this name: seconds until the next.
    #[error("the next try is in {0} seconds")]
    Wait(u64),
    /// The office failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DeskError> for SignInError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Store(error) => Self::Store(error),
            _ => Self::Wrong,
        }
    }
}

/// Signs somebody in.
///
/// # Errors
/// [`SignInError`].
pub async fn sign_in(house: &House, typed: &Credentials) -> Result<NewSession, SignInError> {
    let name = typed.name.trim().to_lowercase();
    let found = staff::find_by_name(house.office.reader(), &name).await?;
    let lane = lane(house, &name, typed.device.as_deref(), found.as_ref());
    wait_your_turn(house, &lane, LONGEST_PAUSE).await?;

    let secrets = found.as_ref().map(|(_, secrets)| secrets);
    let password_fits =
        password::fits(house, &typed.password, secrets.map_or("", |s| &s.password_hash)).await;
    let step = found.as_ref().and_then(|(account, secrets)| {
        SharedKey::open(house, &account.id, &secrets.totp_sealed)?.step_of(&typed.code, house.now())
    });
    let (Some((account, secrets)), true, Some(step)) = (found, password_fits, step) else {
        return Err(SignInError::Wrong);
    };
    if account.disabled_at.is_some() {
        return Err(SignInError::Wrong);
    }

    let (token, now) = (tokens::fresh(house), house.now());
    in_one_step(house, async |tx| {
        if !staff::use_code(tx, &account.id, step).await? {
            return Err(DeskError::Unknown);
        }
        forget_tries(house, tx, &lane).await?;
        sessions::forget_before(tx, earlier(now, WHOLE_SECONDS)).await?;
        sessions::begin(tx, &tokens::sha(&token), &account.id, now).await?;
        note(house, tx, &account.id, None, &Entry::SignedIn {}).await
    })
    .await?;
    let device = device_token(house, &account.id, &secrets);
    Ok(NewSession { token, device, account })
}

/// Who holds the session of `token`, if it has not ended.
///
/// # Errors
/// [`StoreError`].
pub async fn who_is(house: &House, token: &str) -> Result<Option<SignedIn>, StoreError> {
    let token_sha = tokens::sha(token);
    let Some(session) = sessions::find(house.office.reader(), &token_sha).await? else {
        return Ok(None);
    };
    let now = house.now();
    let (idle, whole) = (now.since(session.seen_at), now.since(session.began_at));
    let ended = idle >= IDLE_SECONDS || whole >= WHOLE_SECONDS;
    let account = staff::find(house.office.reader(), &session.staff).await?;
    let Some(account) = account.filter(|account| account.disabled_at.is_none() && !ended) else {
        return Ok(None);
    };
    if idle >= SEEN_SECONDS {
        let tx = house.office.write_tx().await?;
        sessions::see(&tx, &token_sha, now).await?;
        house.office.commit(tx).await?;
    }
    let unseen = if idle >= SEEN_SECONDS { 0 } else { idle };
    let seconds_left = (IDLE_SECONDS - unseen).min(WHOLE_SECONDS - whole);
    Ok(Some(SignedIn { account, token_sha, seconds_left }))
}

/// Lets one try through at a time and counts it as a failure; a success takes the count back. No pause
/// is longer than `longest` seconds.
pub(in crate::app) async fn wait_your_turn(
    house: &House,
    lane: &str,
    longest: u64,
) -> Result<(), SignInError> {
    let now = house.now();
    let tx = house.office.write_tx().await?;
    let seen = sign_in_tries::of_lane(&tx, lane).await?;
    if seen.ready_at > now {
        return Err(SignInError::Wait(seen.ready_at.since(now)));
    }
    let failures = seen.failures.saturating_add(1);
    let next = Tries { failures, ready_at: now.plus(pause_after(failures, longest)) };
    let mine = sign_in_tries::claim(&tx, lane, seen, next).await?;
    house.office.commit(tx).await?;
    if mine { Ok(()) } else { Err(SignInError::Wait(1)) }
}

/// Takes the count of a lane back after a success, and forgets lanes of long ago.
pub(super) async fn forget_tries(house: &House, tx: &Tx, lane: &str) -> Result<(), StoreError> {
    sign_in_tries::forget(tx, lane, earlier(house.now(), LANE_MEMORY)).await
}

/// The queue of tries at the password of an account by whoever is signed in with it.
pub(super) fn lane_of_account(house: &House, account: &str) -> String {
    tag(house, "morada/sign-in-lane/v1", &["own", account])
}

/// Seconds to wait after so many failures: 0, 0, 1, 2, 4, … up to `longest`.
fn pause_after(failures: u32, longest: u64) -> u64 {
    match failures.checked_sub(FREE_FAILURES) {
        None => 0,
        Some(more) => 1_u64.checked_shl(more).unwrap_or(longest).min(longest),
    }
}

pub(in crate::app) fn earlier(now: Timestamp, seconds: u64) -> Timestamp {
    Timestamp::from_unix(now.unix().saturating_sub(seconds))
}

/// The queue in which a try under `name` stands.
fn lane(
    house: &House,
    name: &str,
    device: Option<&str>,
    found: Option<&(Account, Secrets)>,
) -> String {
    let known = found.zip(device).is_some_and(|((account, secrets), device)| {
        let own = device_token(house, &account.id, secrets);
        bool::from(own.as_bytes().ct_eq(device.as_bytes()))
    });
    tag(house, "morada/sign-in-lane/v1", &[if known { "device" } else { "stranger" }, name])
}

/// What a browser keeps after a sign-in. A new password makes it worthless.
fn device_token(house: &House, account: &str, secrets: &Secrets) -> String {
    tag(house, "morada/device/v1", &[account, &secrets.password_hash])
}

pub(in crate::app) fn tag(house: &House, purpose: &str, parts: &[&str]) -> String {
    let key = house.secret.key(purpose);
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    to_hex(&mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_tries_are_free_and_no_pause_is_longer_than_a_minute() {
        let pauses: Vec<u64> = (1..=11).map(|n| pause_after(n, LONGEST_PAUSE)).collect();
        assert_eq!(pauses, [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(pause_after(u32::MAX, LONGEST_PAUSE), 60);
    }
}
