//! A new member of staff chooses a password and connects a phone, by a one-time invitation.

use super::acts::{Entry, note};
use super::one_step::in_one_step;
use super::permits::Account;
use super::second_factor::SharedKey;
use super::{DeskError, Fault, Wrong, password, tokens};
use crate::app::House;
use crate::store::Tx;
use crate::store::office::enrolments::{self, Enrolment};
use crate::store::office::sessions;
use crate::store::office::staff::{self, Secrets};

/// An invitation that nobody uses is void after three days.
const INVITATION_SECONDS: u64 = 3 * 24 * 60 * 60;

/// What the page of an invitation shows.
pub struct Invitation {
    /// The account.
    pub account: Account,
    /// The key for the phone, to type.
    pub key: String,
    /// The same, as the address of a QR code.
    pub address: String,
}

/// What was typed on the page of an invitation.
#[derive(Clone)]
pub struct EnrolAnswers {
    /// The new password.
    pub password: String,
    /// The same again.
    pub again: String,
    /// The code that the phone shows now.
    pub code: String,
}

/// Invites the owner of an account, whose telephone shall get `key`. The token is shown once, to
/// whoever hands it over.
pub(super) async fn invite(
    house: &House,
    tx: &Tx,
    account: &str,
    key: &SharedKey,
) -> Result<String, DeskError> {
    let token = tokens::fresh(house);
    let enrolment = Enrolment {
        staff: account.to_owned(),
        totp_sealed: key.seal(house, account),
        expires_at: house.now().plus(INVITATION_SECONDS),
    };
    enrolments::replace(tx, &tokens::sha(&token), &enrolment).await?;
    Ok(token)
}

/// The invitation of `token`.
///
/// # Errors
/// [`DeskError::Unknown`] when it was used, has expired or never was.
pub async fn invitation(house: &House, token: &str) -> Result<Invitation, DeskError> {
    let (account, key) = open_invitation(house, token).await?;
    let address = key.address(&account.name, "Morada");
    Ok(Invitation { account, key: key.to_base32(), address })
}

/// Accepts the invitation of `token`. From then on the account can sign in.
///
/// # Errors
/// [`DeskError::Unknown`] as for [`invitation`], [`DeskError::Faulty`] with everything to put right.
pub async fn enrol(house: &House, token: &str, typed: &EnrolAnswers) -> Result<(), DeskError> {
    let (account, key) = open_invitation(house, token).await?;

    let step = key.step_of(&typed.code, house.now());
    let mut faults: Vec<Fault> =
        password::fault_of("password", &typed.password, &account.name).into_iter().collect();
    if typed.password != typed.again {
        faults.push(Fault::new("again", Wrong::PasswordsDiffer));
    }
    let step = match (step, faults.is_empty()) {
        (Some(step), true) => step,
        (Some(_), false) => return Err(DeskError::Faulty(faults)),
        (None, _) => {
            faults.push(Fault::new("code", Wrong::CodeWrong));
            return Err(DeskError::Faulty(faults));
        }
    };
    let secrets = Secrets {
        password_hash: password::hash(house, &typed.password).await,
        totp_sealed: key.seal(house, &account.id),
        totp_step: step,
    };

    in_one_step(house, async |tx| {
        if !enrolments::take(tx, &tokens::sha(token)).await? {
            return Err(DeskError::Unknown);
        }
        staff::set_secrets(tx, &account.id, &secrets).await?;
        sessions::end_all(tx, &account.id).await?;
        note(house, tx, &account.id, None, &Entry::Enrolled {}).await
    })
    .await
}

async fn open_invitation(house: &House, token: &str) -> Result<(Account, SharedKey), DeskError> {
    let found = enrolments::find(house.office.reader(), &tokens::sha(token)).await?;
    let enrolment = found.filter(|e| e.expires_at > house.now()).ok_or(DeskError::Unknown)?;
    let account = staff::find(house.office.reader(), &enrolment.staff).await?;
    let account = account.filter(|a| a.disabled_at.is_none()).ok_or(DeskError::Unknown)?;
    let key = SharedKey::open(house, &account.id, &enrolment.totp_sealed);
    Ok((account, key.ok_or(DeskError::Unknown)?))
}
