//! One's own page: card and PIN let its holder in. They see, take away, change and delete what is theirs.
//!
//! A number that is not there costs the same work and gets the same answer as a wrong PIN. Tries under one
//! number queue, and a browser that was let in before has a queue of its own: strangers who try a number
//! slow strangers down, never its holder's own browser.

use morada_engine::ids::PlaceId;
use morada_engine::roll::CardNumber;
use serde::Serialize;
use subtle::ConstantTimeEq;

use super::admit::ENTRIES;
use super::cards::{NewCard, PIN_DIGITS, holder_of};
use super::desk::close_cards;
use super::keeping::Kept;
use super::people::Holder;
use super::sealed::{open, seal};
use crate::app::House;
use crate::app::associations::members::leave_all;
use crate::app::following::forget_entry;
use crate::app::proposals::newcomers::forget_presence;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::sign_in::{LANE_MEMORY, SignInError, earlier, tag, wait_your_turn};
use crate::app::staff::{DeskError, Wrong, password, tokens};
use crate::store::office::roll::cards::IssuedCard;
use crate::store::office::roll::entries::Entry;
use crate::store::office::roll::{cards, cases, entries, sessions};
use crate::store::office::sign_in_tries;

/// The longest pause between two tries of strangers: 144 tries a day at most, of a million PINs.
const LONGEST_PAUSE: u64 = 10 * 60;
/// Seconds that a sign-in lasts.
pub const SESSION_SECONDS: u64 = 60 * 60;

/// What was typed to sign in.
#[derive(Clone)]
pub struct CardAnswers {
    /// The card's number.
    pub number: String,
    /// The PIN.
    pub pin: String,
    /// What an earlier sign-in left in this browser.
    pub device: Option<String>,
}

/// A fresh session; its token goes into a cookie.
pub struct CardSession {
    /// Opens the session.
    pub token: String,
    /// Gives this browser its own queue next time.
    pub device: String,
}

/// Lets the holder of a card in.
///
/// # Errors
/// [`SignInError::Wrong`], whatever is wrong; [`SignInError::Wait`].
pub async fn enter_with_card(
    house: &House,
    place: &PlaceId,
    typed: &CardAnswers,
) -> Result<CardSession, SignInError> {
    let kept = Kept::load(house, place).await?;
    let number = CardNumber::parse(&typed.number).map_err(|_| SignInError::Wrong)?;
    let found = holder_of(house, &number).await?;
    let found = found.filter(|(_, entry)| entry.place == kept.place.id);
    let stored = found.as_ref().map_or("", |(card, _)| card.pin_hash.as_str());
    let device = device_token(house, &number, stored);
    let known =
        typed.device.as_deref().is_some_and(|own| own.as_bytes().ct_eq(device.as_bytes()).into());
    let queue = if known { "device" } else { "stranger" };
    let lane = tag(house, "morada/card-lane/v1", &[queue, number.as_str()]);
    wait_your_turn(house, &lane, LONGEST_PAUSE).await?;

    let digits: String = typed.pin.chars().filter(|sign| !sign.is_whitespace()).collect();
    let fits = password::fits(house, &digits, stored).await;
    let (card, _) = found.filter(|_| fits).ok_or(SignInError::Wrong)?;
    let now = house.now();
    in_one_step(house, async |tx| {
        Ok(sign_in_tries::forget(tx, &lane, earlier(now, LANE_MEMORY)).await?)
    })
    .await?;
    begin_session(house, &card).await
}

/// Begins the session of whoever was let in.
pub(super) async fn begin_session(
    house: &House,
    card: &IssuedCard,
) -> Result<CardSession, SignInError> {
    let (token, now) = (tokens::fresh(house), house.now());
    in_one_step(house, async |tx| {
        Ok(sessions::begin(tx, &tokens::sha(&token), &card.number, now).await?)
    })
    .await?;
    Ok(CardSession { token, device: device_token(house, &card.number, &card.pin_hash) })
}

fn device_token(house: &House, number: &CardNumber, pin_hash: &str) -> String {
    tag(house, "morada/card-device/v1", &[number.as_str(), pin_hash])
}

/// Somebody who is in with their card.
#[derive(Clone)]
pub struct Own {
    /// The place.
    pub kept: Kept,
    card: IssuedCard,
    entry: Entry,
    /// Name and birth.
    pub holder: Holder,
}

/// All that is kept of somebody, as they may take it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Data {
    /// The name.
    pub name: String,
    /// The birth as given.
    pub born: String,
    /// Whether the card carries the name.
    pub name_on_card: bool,
    /// Where they want to be reached; empty if they did not say.
    pub contact: String,
    /// The area.
    pub area: String,
    /// What ties them to it.
    pub tie: &'static str,
    /// Since when.
    pub since: String,
    /// The kind of evidence.
    pub evidence: String,
    /// How well it is assured, 0 to 4.
    pub assurance: u8,
    /// How they came onto the roll.
    pub way: String,
    /// The day of the check.
    pub checked_on: String,
    /// The last day the check is good for.
    pub valid_until: String,
    /// The card's number.
    pub card: String,
    /// The last day the card is valid.
    pub card_valid_until: String,
}

/// Who holds the session of `token`, in whichever place they live.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn who_holds(house: &House, token: &str) -> Result<Option<Own>, DeskError> {
    let session = sessions::find(house.office.reader(), &tokens::sha(token)).await?;
    let Some((number, began_at)) = session else { return Ok(None) };
    if house.now().since(began_at) >= SESSION_SECONDS {
        return Ok(None);
    }
    let Some((card, entry)) = holder_of(house, &number).await? else { return Ok(None) };
    let kept = Kept::load(house, &entry.place).await?;
    let holder = open(house, ENTRIES, &entry.id, &entry.sealed)?;
    Ok(Some(Own { kept, card, entry, holder }))
}

impl Own {
    /// The number of their card.
    pub fn number(&self) -> &CardNumber {
        &self.card.number
    }

    /// Their entry, for the rooms of the roll.
    pub(super) fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The id of their entry; no other table may hold it, only [`Own::tag`].
    pub(in crate::app) fn entry_id(&self) -> &str {
        &self.entry.id
    }

    /// The kind of evidence by which they are on the roll.
    pub(in crate::app) fn evidence(&self) -> &str {
        &self.entry.check.evidence
    }

    /// The place where they live.
    pub fn place(&self) -> &PlaceId {
        &self.entry.place
    }

    /// What other tables may know them by: the same for one person and `purpose`, another for another
    /// purpose. Without the server's secret it leads to nobody, and no two purposes can be joined.
    ///
    /// It ends with the entry. Whoever stores it names it in the table of retention.
    pub fn tag(&self, house: &House, purpose: &str) -> String {
        holder_tag(house, &self.entry.id, purpose)
    }

    /// What is kept of them.
    pub fn data(&self) -> Data {
        let check = &self.entry.check;
        Data {
            name: self.holder.name.clone(),
            born: self.holder.born.clone(),
            name_on_card: self.holder.name_on_card,
            contact: self
                .holder
                .contact
                .as_ref()
                .map(|to| to.as_str().to_owned())
                .unwrap_or_default(),
            area: check.area.clone(),
            tie: super::people::tie_name(check.tie),
            since: check.since.to_string(),
            evidence: check.evidence.clone(),
            assurance: check.assurance,
            way: check.way.clone(),
            checked_on: check.checked_on.to_string(),
            valid_until: check.valid_until.to_string(),
            card: self.card.number.printed(),
            card_valid_until: self.card.valid_until.to_string(),
        }
    }
}

/// [`Own::tag`] of whoever an entry is about.
pub(in crate::app) fn holder_tag(house: &House, entry: &str, purpose: &str) -> String {
    tag(house, "morada/holder/v1", &[purpose, entry])
}

/// Leaves.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn leave(house: &House, token: &str) -> Result<(), DeskError> {
    in_one_step(house, async |tx| Ok(sessions::end(tx, &tokens::sha(token)).await?)).await
}

/// Puts the name on the card, or takes it off.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn set_name_on_card(house: &House, own: &Own, wanted: bool) -> Result<(), DeskError> {
    let holder = Holder { name_on_card: wanted, ..own.holder.clone() };
    let sealed = seal(house, ENTRIES, &own.entry.id, &holder);
    in_one_step(house, async |tx| Ok(entries::reseal(tx, &own.entry.id, sealed).await?)).await
}

/// Takes another PIN.
///
/// # Errors
/// [`DeskError::Faulty`] unless it is six digits that are not all alike or in a row.
pub async fn set_pin(house: &House, own: &Own, pin: &str) -> Result<(), DeskError> {
    let digits: Vec<u8> = pin.bytes().collect();
    let right_length = digits.len() == PIN_DIGITS as usize && digits.iter().all(u8::is_ascii_digit);
    let step = |by: i16| digits.windows(2).all(|w| i16::from(w[1]) - i16::from(w[0]) == by);
    if !right_length || step(0) || step(1) || step(-1) {
        return Err(DeskError::fault("pin", Wrong::WeakPin));
    }
    let hash = password::hash(house, pin).await;
    in_one_step(house, async |tx| Ok(cards::set_pin(tx, &own.card.number, &hash).await?)).await
}

/// The card is lost: it is void at once, and a new one takes its place.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn lose_card(house: &House, own: &Own) -> Result<NewCard, DeskError> {
    let prepared = super::cards::prepare(house).await;
    in_one_step(house, async |tx| {
        super::cards::issue(house, tx, &own.kept, &own.entry.id, "lost", prepared).await
    })
    .await
}

/// Deletes everything that is kept of somebody, at once.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn delete_me(house: &House, own: &Own) -> Result<(), DeskError> {
    let today = own.kept.today(house);
    in_one_step(house, async |tx| {
        close_cards(tx, &own.entry.id, today).await?;
        cards::destroy_of(tx, &own.entry.id).await?;
        cases::destroy_of(tx, &own.entry.id).await?;
        leave_all(house, tx, own).await?;
        forget_entry(house, tx, &own.entry.id).await?;
        forget_presence(house, tx, &own.entry.id).await?;
        Ok(entries::destroy(tx, &own.entry.id).await?)
    })
    .await
}
