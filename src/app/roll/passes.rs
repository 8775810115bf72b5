//! In without a PIN: a code that the desk prints, or a link to the address that the holder gave. Each works
//! once, for a quarter of an hour.
//!
//! Whoever asks for a link is told the same whatever the number is, and as soon: nobody learns from it who is on
//! the roll or who gave an address. Asking often slows the next link down, and never the PIN.

use morada_engine::hash::Hash;
use morada_engine::ids::PlaceId;
use morada_engine::permit::Permit;
use morada_engine::permit::act::ChangeRollEntry;
use morada_engine::roll::{CardNumber, RequestCode};

use super::admit::ENTRIES;
use super::cards::holder_of;
use super::keeping::Kept;
use super::mine::{CardSession, Own, begin_session};
use super::people::Holder;
use super::sealed::{open, seal};
use crate::app::House;
use crate::app::following::give_new_contact;
use crate::app::outbox::{self, Contact, Letter};
use crate::app::staff::acts::{Entry as Line, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::sign_in::{SignInError, tag, wait_your_turn};
use crate::app::staff::{DeskError, Wrong};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::store::Tx;
use crate::store::office::roll::{cards, entries, passes};

/// Seconds that a pass is good for.
pub const PASS_SECONDS: u64 = 15 * 60;
/// The longest pause between two links to one card.
const LONGEST_PAUSE: u64 = 6 * 60 * 60;

/// Prints a pass for somebody who stands at the desk.
///
/// # Errors
/// [`DeskError::Unknown`] when the entry is not good or has no card.
pub async fn pass_at_desk(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    entry: &str,
) -> Result<RequestCode, DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let reader = house.office.reader();
    let found = entries::find(reader, &kept.place.id, entry).await?;
    found.filter(|entry| entry.ended.is_none()).ok_or(DeskError::Unknown)?;
    let card = cards::of_entry(reader, entry).await?.ok_or(DeskError::Unknown)?;
    in_one_step(house, async |tx| {
        let code = make(house, tx, &card.number).await?;
        note(house, tx, by, None, &Line::PassMade { place: kept.place.id.as_str() }).await?;
        Ok(code)
    })
    .await
}

async fn make(house: &House, tx: &Tx, card: &CardNumber) -> Result<RequestCode, DeskError> {
    let code = RequestCode::generate(&mut house.chance());
    let until = house.now().plus(PASS_SECONDS);
    passes::forget_before(tx, house.now()).await?;
    passes::insert(tx, &sha_of(&code), card, until).await?;
    Ok(code)
}

fn sha_of(code: &RequestCode) -> String {
    // 74 random bits: a plain hash cannot be guessed backwards.
    Hash::of(&[b"morada/pass/v1", code.as_str().as_bytes()]).to_hex()
}

/// Sends a link to the address that the holder of a card gave, if there are all three. Says nothing either way.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn send_link(
    house: &House,
    place: &PlaceId,
    typed: &str,
    lang: Lang,
) -> Result<(), DeskError> {
    let Ok(number) = CardNumber::parse(typed) else { return Ok(()) };
    let lane = tag(house, "morada/card-lane/v1", &["link", number.as_str()]);
    match wait_your_turn(house, &lane, LONGEST_PAUSE).await {
        Ok(()) => {}
        Err(SignInError::Store(error)) => return Err(error.into()),
        Err(SignInError::Wait(_) | SignInError::Wrong) => return Ok(()),
    }
    let found = holder_of(house, &number).await?.filter(|(_, entry)| entry.place == *place);
    let Some((_, entry)) = found else { return Ok(()) };
    let holder: Holder = open(house, ENTRIES, &entry.id, &entry.sealed)?;
    let Some(to) = holder.contact else { return Ok(()) };
    in_one_step(house, async |tx| {
        let code = make(house, tx, &number).await?;
        let link = format!(
            "{}/{lang}/roll/{place}/once?code={}",
            house.config.public_url.trim_end_matches('/'),
            code.printed()
        );
        let letter = Letter {
            to: to.clone(),
            lang,
            subject: Message::new("reach.link-subject"),
            text: vec![
                Message::new("reach.link-text"),
                Message::new("staff.as-is").text("words", link),
                Message::new("reach.link-not-you"),
            ],
        };
        Ok(outbox::post(house, tx, &letter).await?)
    })
    .await
}

/// Lets somebody in with a pass, which is used up.
///
/// # Errors
/// [`SignInError::Wrong`] when there is no such pass in this place, or its time is over.
pub async fn enter_with_pass(
    house: &House,
    place: &PlaceId,
    typed: &str,
) -> Result<CardSession, SignInError> {
    let code = RequestCode::parse(typed).map_err(|_| SignInError::Wrong)?;
    let taken =
        in_one_step(house, async |tx| Ok(passes::take(tx, &sha_of(&code), house.now()).await?));
    let number = taken.await?.ok_or(SignInError::Wrong)?;
    let found = holder_of(house, &number).await?.filter(|(_, entry)| entry.place == *place);
    let (card, _) = found.ok_or(SignInError::Wrong)?;
    begin_session(house, &card).await
}

/// Keeps where the holder wants to be reached, or forgets it when nothing is typed.
///
/// # Errors
/// [`DeskError::Faulty`] when it is neither an address nor a number.
pub async fn set_contact(house: &House, own: &Own, typed: &str) -> Result<(), DeskError> {
    let contact = if typed.trim().is_empty() {
        None
    } else {
        let unread = || DeskError::fault("contact", Wrong::NotAContact);
        Some(Contact::parse(typed).ok_or_else(unread)?)
    };
    let holder = Holder { contact, ..own.holder.clone() };
    let sealed = seal(house, ENTRIES, own.entry_id(), &holder);
    in_one_step(house, async |tx| {
        give_new_contact(house, tx, own, holder.contact.as_ref()).await?;
        Ok(entries::reseal(tx, own.entry_id(), sealed).await?)
    })
    .await
}
