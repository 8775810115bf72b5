//! What people do with their own account: another password, and an end to sessions elsewhere.

use super::acts::{Entry, note};
use super::one_step::in_one_step;
use super::second_factor::SharedKey;
use super::sign_in::{LONGEST_PAUSE, SignInError, forget_tries, lane_of_account, wait_your_turn};
use super::{DeskError, Fault, SignedIn, Wrong, password};
use crate::app::House;
use crate::store::office::staff::Secrets;
use crate::store::office::{sessions, staff};

/// What is typed for another password.
#[derive(Clone)]
pub struct PasswordAnswers {
    /// The one in force.
    pub now: String,
    /// The code that the telephone shows.
    pub code: String,
    /// The new one.
    pub password: String,
    /// The same again.
    pub again: String,
}

/// Takes another password. Every other session of the account ends.
///
/// Whoever finds a desk unattended knows neither the password nor the telephone, and is slowed down
/// like anybody who guesses at the door.
///
/// # Errors
/// [`DeskError::Faulty`] with everything to put right.
pub async fn change_password(
    house: &House,
    who: &SignedIn,
    typed: &PasswordAnswers,
) -> Result<(), DeskError> {
    let account = &who.account;
    let lane = lane_of_account(house, &account.id);
    match wait_your_turn(house, &lane, LONGEST_PAUSE).await {
        Ok(()) => {}
        Err(SignInError::Wait(seconds)) => {
            return Err(DeskError::fault("now", Wrong::Wait { seconds }));
        }
        Err(SignInError::Store(error)) => return Err(error.into()),
        Err(SignInError::Wrong) => return Err(DeskError::Unknown),
    }
    let found = staff::find_by_name(house.office.reader(), &account.name).await?;
    let (_, secrets) = found.ok_or(DeskError::Unknown)?;
    let key = SharedKey::open(house, &account.id, &secrets.totp_sealed);
    let step = key.as_ref().and_then(|key| key.step_of(&typed.code, house.now()));

    let mut faults = Vec::new();
    if !password::fits(house, &typed.now, &secrets.password_hash).await {
        faults.push(Fault::new("now", Wrong::PasswordWrong));
    }
    if step.is_none() {
        faults.push(Fault::new("code", Wrong::CodeWrong));
    }
    faults.extend(password::fault_of("password", &typed.password, &account.name));
    if typed.password != typed.again {
        faults.push(Fault::new("again", Wrong::PasswordsDiffer));
    }
    let (Some(step), true) = (step, faults.is_empty()) else {
        return Err(DeskError::Faulty(faults));
    };
    let password_hash = password::hash(house, &typed.password).await;

    in_one_step(house, async |tx| {
        if !staff::use_code(tx, &account.id, step).await? {
            return Err(DeskError::fault("code", Wrong::CodeWrong));
        }
        forget_tries(house, tx, &lane).await?;
        let totp_sealed = secrets.totp_sealed.clone();
        let secrets = Secrets { password_hash, totp_sealed, totp_step: step };
        staff::set_secrets(tx, &account.id, &secrets).await?;
        sessions::end_others(tx, &account.id, &who.token_sha).await?;
        note(house, tx, &account.id, None, &Entry::PasswordChanged {}).await
    })
    .await
}

/// Ends every session of the account but this one.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn end_other_sessions(house: &House, who: &SignedIn) -> Result<(), DeskError> {
    let account = &who.account.id;
    in_one_step(house, async |tx| {
        sessions::end_others(tx, account, &who.token_sha).await?;
        note(house, tx, account, None, &Entry::SessionsEnded { account }).await
    })
    .await
}
