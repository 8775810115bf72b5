//! Residence cards: issued, read by anyone, replaced, lost.

use morada_engine::eligibility::Date;
use morada_engine::roll::{Card, CardKey, CardNumber, CardPublicKey};
use rand::RngExt;

use super::admit::ENTRIES;
use super::keeping::Kept;
use super::people::Holder;
use super::sealed::open;
use crate::app::House;
use crate::app::staff::{DeskError, password};
use crate::store::Tx;
use crate::store::office::roll::cards::{self, IssuedCard};
use crate::store::office::roll::entries::Entry;
use crate::store::office::roll::{entries, sessions};

/// Digits of a PIN.
pub const PIN_DIGITS: u32 = 6;

/// A card that was just made. The PIN is nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCard {
    /// Its number.
    pub number: CardNumber,
    /// Its PIN.
    pub pin: String,
}

/// A card before it is written: its PIN is hashed outside the transaction.
pub struct Prepared {
    new: NewCard,
    pin_hash: String,
}

/// Draws a number and a PIN.
pub async fn prepare(house: &House) -> Prepared {
    let number = CardNumber::generate(&mut house.chance());
    let pin = house.chance().random_range(0..10_u32.pow(PIN_DIGITS));
    let pin = format!("{pin:0width$}", width = PIN_DIGITS as usize);
    let pin_hash = password::hash(house, &pin).await;
    Prepared { new: NewCard { number, pin }, pin_hash }
}

/// Writes a prepared card for an entry; its earlier ones end as `why`.
///
/// # Errors
/// [`DeskError::Store`].
pub(super) async fn issue(
    house: &House,
    tx: &Tx,
    kept: &Kept,
    entry: &str,
    why: &str,
    prepared: Prepared,
) -> Result<NewCard, DeskError> {
    let today = kept.today(house);
    if let Some(old) = cards::of_entry(tx, entry).await? {
        sessions::end_of(tx, &old.number).await?;
    }
    cards::end_of_entry(tx, entry, today, why).await?;
    let card = IssuedCard {
        number: prepared.new.number.clone(),
        entry: entry.to_owned(),
        valid_until: today.months_after(kept.roll.card_months).unwrap_or(today),
        pin_hash: prepared.pin_hash,
        made_on: today,
        ended: None,
    };
    cards::insert(tx, &card).await?;
    Ok(prepared.new)
}

/// What is printed on a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Its number.
    pub number: CardNumber,
    /// The area.
    pub area: String,
    /// The last day it is valid.
    pub valid_until: Date,
    /// The holder's name, if they want it there.
    pub name: Option<String>,
    /// The signed text behind the square picture.
    pub signed: String,
}

/// What is printed on the card of that number.
///
/// # Errors
/// [`DeskError::Unknown`] when there is no such good card.
pub async fn face(house: &House, kept: &Kept, number: &CardNumber) -> Result<Face, DeskError> {
    let reader = house.office.reader();
    let card = cards::find(reader, number).await?.filter(|card| card.ended.is_none());
    let card = card.ok_or(DeskError::Unknown)?;
    let entry = entries::find(reader, &kept.place.id, &card.entry).await?;
    let entry = entry.ok_or(DeskError::Unknown)?;
    let holder: Holder = open(house, ENTRIES, &entry.id, &entry.sealed)?;
    let written = Card {
        place: kept.place.id.clone(),
        number: number.clone(),
        area: entry.check.area.clone(),
        valid_until: card.valid_until,
    };
    Ok(Face {
        number: number.clone(),
        area: entry.check.area,
        valid_until: card.valid_until,
        name: holder.name_on_card.then_some(holder.name),
        signed: key(house).sign(&written),
    })
}

/// What anyone learns of a card they hold before a camera.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Genuine and valid; its holder lives there.
    Valid(Card),
    /// Genuine, but no longer valid: over, lost, replaced or taken back. Which of them is nobody's business.
    Over,
    /// Not signed by this municipality.
    NotOurs,
}

/// Reads a card. Only a genuine one is looked up, so nobody can try numbers.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn read_card(house: &House, text: &str) -> Result<Standing, DeskError> {
    let Ok(card) = Card::read(key(house).public(), text) else { return Ok(Standing::NotOurs) };
    let Ok(kept) = Kept::load(house, &card.place).await else { return Ok(Standing::Over) };
    let issued = cards::find(house.office.reader(), &card.number).await?;
    let good = issued.is_some_and(|issued| {
        issued.ended.is_none()
            && issued.valid_until == card.valid_until
            && kept.today(house) <= card.valid_until
    });
    Ok(if good { Standing::Valid(card) } else { Standing::Over })
}

/// The public half of the key that signs cards: with it anyone can check one without asking us.
pub fn public_key(house: &House) -> CardPublicKey {
    key(house).public()
}

fn key(house: &House) -> CardKey {
    CardKey::from_seed(&house.secret.key("morada/card/v1"))
}

/// The entry behind a good card.
///
/// # Errors
/// [`DeskError::Store`].
pub(super) async fn holder_of(
    house: &House,
    number: &CardNumber,
) -> Result<Option<(IssuedCard, Entry)>, DeskError> {
    let reader = house.office.reader();
    let Some(card) = cards::find(reader, number).await?.filter(|card| card.ended.is_none()) else {
        return Ok(None);
    };
    let entry = entries::find_anywhere(reader, &card.entry).await?;
    Ok(entry.filter(|entry| entry.ended.is_none()).map(|entry| (card, entry)))
}

/// What a cookie carries for five minutes, so that a reload of the page makes no second card.
#[derive(serde::Serialize, serde::Deserialize)]
struct Wrapped {
    number: String,
    pin: String,
    until: u64,
}

/// Seconds that a new card is shown with its PIN.
const SHOWN_SECONDS: u64 = 5 * 60;

/// Seals a new card for the browser that asked for it.
pub fn wrap(house: &House, new: &NewCard) -> String {
    let wrapped = Wrapped {
        number: new.number.as_str().to_owned(),
        pin: new.pin.clone(),
        until: house.now().plus(SHOWN_SECONDS).unix(),
    };
    morada_engine::encoding::to_hex(&super::sealed::seal(house, "new-card", "", &wrapped))
}

/// Opens what [`wrap`] sealed, while it may still be shown.
pub fn reveal(house: &House, text: &str) -> Option<NewCard> {
    let sealed = morada_engine::encoding::bytes_from_hex(text).ok()?;
    let wrapped: Wrapped = open(house, "new-card", "", &sealed).ok()?;
    let number = CardNumber::parse(&wrapped.number).ok()?;
    (house.now().unix() < wrapped.until).then_some(NewCard { number, pin: wrapped.pin })
}
