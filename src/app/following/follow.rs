//! Beginning and ending to follow. It takes the card, and a way to be reached that its holder gave.

use morada_engine::hash::Hash;
use morada_engine::ids::ElectionId;
use morada_engine::phase::Phase;
use morada_engine::roll::RequestCode;
use serde::{Deserialize, Serialize};

use super::Subject;
use crate::app::House;
use crate::app::notice_board::notice;
use crate::app::outbox::Contact;
use crate::app::roll::mine::{Own, holder_tag};
use crate::app::roll::sealed::{open, seal};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong};
use crate::i18n::lang::Lang;
use crate::store::office::follows::{self, Follow};
use crate::store::{Reads, StoreError, Tx};

/// The table in whose name they are sealed.
const FOLLOWS: &str = "follows";

/// How somebody is reached, as it is sealed.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Reached {
    /// Where.
    pub to: Contact,
    /// Their language.
    pub lang: String,
    /// The code that ends it; it stands in every message.
    pub code: String,
}

/// Follows something. A second press changes nothing.
///
/// # Errors
/// [`DeskError::Faulty`] at `follow` when its holder gave no way to be reached.
pub async fn follow(
    house: &House,
    own: &Own,
    process: &ElectionId,
    subject: &Subject,
    lang: Lang,
) -> Result<(), DeskError> {
    let missing = || DeskError::fault("follow", Wrong::NoContact);
    let to = own.holder.contact.clone().ok_or_else(missing)?;
    let code = RequestCode::generate(&mut house.chance());
    let code_sha = sha_of(&code);
    let reached = Reached { to, lang: lang.code().to_owned(), code: code.as_str().to_owned() };
    let follow = Follow {
        sealed: seal(house, FOLLOWS, &code_sha, &reached),
        code_sha,
        process: process.clone(),
        who: who(house, own.entry_id(), subject),
        subject: subject.to_string(),
    };
    in_one_step(house, async |tx| {
        follows::insert(tx, &follow).await?;
        Ok(())
    })
    .await
}

/// What other rows cannot be joined with: another hash for every subject.
fn who(house: &House, entry: &str, subject: &Subject) -> String {
    holder_tag(house, entry, &format!("follow/{subject}"))
}

/// 74 random bits: a plain hash cannot be guessed backwards.
fn sha_of(code: &RequestCode) -> String {
    Hash::of(&[b"morada/follow/v1", code.as_str().as_bytes()]).to_hex()
}

/// How somebody who follows is reached.
pub(super) fn reached(house: &House, follow: &Follow) -> Result<Reached, StoreError> {
    open(house, FOLLOWS, &follow.code_sha, &follow.sealed)
}

/// Whether somebody follows it.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn is_followed(house: &House, own: &Own, subject: &Subject) -> Result<bool, DeskError> {
    let who = who(house, own.entry_id(), subject);
    Ok(follows::find(house.office.reader(), &subject.to_string(), &who).await?.is_some())
}

/// How many follow it.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn count(house: &House, subject: &Subject) -> Result<u64, DeskError> {
    Ok(follows::count(house.office.reader(), &subject.to_string()).await?)
}

/// Follows it no more.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn unfollow(house: &House, own: &Own, subject: &Subject) -> Result<(), DeskError> {
    let who = who(house, own.entry_id(), subject);
    let found = follows::find(house.office.reader(), &subject.to_string(), &who).await?;
    let Some(found) = found else { return Ok(()) };
    in_one_step(house, async |tx| {
        follows::destroy(tx, &found.code_sha).await?;
        Ok(())
    })
    .await
}

/// Follows no more, by the link of a message. Whoever comes twice is told the same.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn unfollow_by_code(house: &House, typed: &str) -> Result<(), DeskError> {
    let Ok(code) = RequestCode::parse(typed) else { return Ok(()) };
    in_one_step(house, async |tx| {
        follows::destroy(tx, &sha_of(&code)).await?;
        Ok(())
    })
    .await
}

/// What somebody follows. Only with their card can it be found: every subject is tried.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn of_own(house: &House, own: &Own) -> Result<Vec<Subject>, DeskError> {
    let found = of_entry(house, house.office.reader(), own.entry_id()).await?;
    Ok(found.into_iter().map(|(subject, _)| subject).collect())
}

async fn of_entry(
    house: &House,
    db: &impl Reads,
    entry: &str,
) -> Result<Vec<(Subject, Follow)>, StoreError> {
    let mut all = Vec::new();
    for text in follows::subjects(db).await? {
        let Some(subject) = Subject::parse(&text) else { continue };
        if let Some(found) = follows::find(db, &text, &who(house, entry, &subject)).await? {
            all.push((subject, found));
        }
    }
    Ok(all)
}

/// Takes another way to be reached into everything that somebody follows; without one they follow nothing.
///
/// # Errors
/// [`StoreError`].
pub async fn give_new_contact(
    house: &House,
    tx: &Tx,
    own: &Own,
    contact: Option<&Contact>,
) -> Result<(), DeskError> {
    for (_, follow) in of_entry(house, tx, own.entry_id()).await? {
        let Some(to) = contact else {
            follows::destroy(tx, &follow.code_sha).await?;
            continue;
        };
        let reached = Reached { to: to.clone(), ..reached(house, &follow)? };
        let sealed = seal(house, FOLLOWS, &follow.code_sha, &reached);
        follows::reseal(tx, &follow.code_sha, sealed).await?;
    }
    Ok(())
}

/// Forgets whatever the holder of an entry followed: the entry goes.
///
/// # Errors
/// [`StoreError`].
pub async fn forget_entry(house: &House, tx: &Tx, entry: &str) -> Result<(), StoreError> {
    for (_, follow) in of_entry(house, tx, entry).await? {
        follows::destroy(tx, &follow.code_sha).await?;
    }
    Ok(())
}

/// Forgets who followed anything in a process that is closed.
///
/// # Errors
/// [`StoreError`].
pub async fn forget_closed(house: &House, tx: &Tx) -> Result<(), StoreError> {
    for process in follows::processes(tx).await? {
        let phase = notice(house, &process).await?.map(|notice| notice.standing.phase);
        if phase == Some(Phase::Closed) {
            follows::destroy_of_process(tx, &process).await?;
        }
    }
    Ok(())
}
