//! The outbox: messages to residents who gave an address or a number, and only to those.
//!
//! A use case [`post`]s a letter in its own transaction: it goes if, and only if, the rest happened. To
//! whom and what is sealed until it is carried; then it is destroyed. Without settings a message is a file
//! in `data/outbox`, for somebody to send on or to print; [`carriers`] hand it to a mail server or to a
//! program that sends SMS.
//!
//! Never post that somebody voted: mail is read on the way.

mod carriers;
mod contact;

use std::time::Duration;

use morada_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

pub use carriers::{Carriers, NotCarried};
pub use contact::Contact;

use super::House;
use super::roll::sealed::{open, seal};
use crate::app::staff::{DeskError, one_step::in_one_step, tokens};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::voice::Voices;
use crate::store::office::messages::{self, Waiting};
use crate::store::{StoreError, Tx};

/// The table in whose name messages are sealed.
const MESSAGES: &str = "messages";
/// Seconds after which a message that nobody could carry is given up.
const GIVE_UP: u64 = 3 * 24 * 60 * 60;
/// The longest pause between two tries.
const LONGEST_PAUSE: u64 = 60 * 60;
/// Messages carried in one round.
const ROUND: u64 = 100;

/// A message to one person, in their language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Where they want to be reached.
    pub to: Contact,
    /// Their language.
    pub lang: Lang,
    /// What it is about; an SMS leaves it out.
    pub subject: Message,
    /// Its paragraphs. A link is a paragraph of its own: `staff.as-is` says it as it is.
    pub text: Vec<Message>,
}

/// A letter as it is sealed.
#[derive(Serialize, Deserialize)]
struct Sealed {
    to: Contact,
    lang: String,
    subject: Message,
    text: Vec<Message>,
}

/// Puts a letter into the outbox, in the transaction of what it tells of.
///
/// # Errors
/// [`StoreError`].
pub async fn post(house: &House, tx: &Tx, letter: &Letter) -> Result<(), StoreError> {
    let (id, now) = (tokens::fresh_id(house), house.now());
    let sealed = Sealed {
        to: letter.to.clone(),
        lang: letter.lang.code().to_owned(),
        subject: letter.subject.clone(),
        text: letter.text.clone(),
    };
    let sealed = seal(house, MESSAGES, &id, &sealed);
    messages::insert(tx, &Waiting { id, sealed, made_at: now, tries: 0, next_at: now }).await
}

/// Destroys the messages put here before `then`, and the files that nobody sent on since.
///
/// # Errors
/// [`StoreError`]. A file that cannot be looked at is left for the next time.
pub async fn forget_before(house: &House, tx: &Tx, then: Timestamp) -> Result<(), StoreError> {
    messages::destroy_before(tx, then).await?;
    carriers::empty_folder(&house.config, then);
    Ok(())
}

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Messages that went.
    pub carried: u64,
    /// Messages that wait for another try.
    pub kept: u64,
    /// Messages given up.
    pub given_up: u64,
}

/// Carries what is due, again and again.
pub async fn run(house: &House) {
    let voices = match Voices::load() {
        Ok(voices) => voices,
        Err(error) => return tracing::error!(%error, "no message can be written"),
    };
    let carriers = Carriers::of(&house.config);
    loop {
        match carry_due(house, &voices, &carriers).await {
            Ok(Round { given_up: 0, .. }) => {}
            Ok(round) => tracing::warn!(given_up = round.given_up, "messages were given up"),
            Err(error) => tracing::error!(%error, "the outbox will try again"),
        }
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
}

/// Carries what is due.
///
/// # Errors
/// [`DeskError::Store`]. A carrier that fails is no error: the message waits.
pub async fn carry_due(
    house: &House,
    voices: &Voices,
    carriers: &Carriers,
) -> Result<Round, DeskError> {
    let now = house.now();
    let mut round = Round::default();
    for waiting in messages::due(house.office.reader(), now, ROUND).await? {
        let next = now.plus(pause_after(waiting.tries));
        let mine = in_one_step(house, async |tx| Ok(messages::claim(tx, &waiting, next).await?));
        if !mine.await? {
            continue;
        }
        let carried = match written(house, voices, &waiting) {
            Some((to, subject, text)) => {
                carriers.carry(&waiting.id, &to, &subject, &text).await.map_err(|failed| {
                    // Which carrier failed and how; never to whom.
                    tracing::warn!("a message was not carried: {failed}");
                })
            }
            None => Err(()),
        };
        let over = is_over(&waiting, now);
        match carried {
            Ok(()) => round.carried += 1,
            Err(()) if over => round.given_up += 1,
            Err(()) => round.kept += 1,
        }
        if carried.is_ok() || over {
            in_one_step(house, async |tx| Ok(messages::destroy(tx, &waiting.id).await?)).await?;
        }
    }
    Ok(round)
}

/// A message in words, without the marks that pages put around names.
fn written(house: &House, voices: &Voices, waiting: &Waiting) -> Option<(Contact, String, String)> {
    let sealed: Sealed = open(house, MESSAGES, &waiting.id, &waiting.sealed).ok()?;
    let voice = voices.of(Lang::parse(&sealed.lang)?);
    let plain = |message: &Message| {
        let said = voice.say(message).ok()?;
        Some(said.text.replace(['\u{2068}', '\u{2069}'], ""))
    };
    let text: Vec<String> = sealed.text.iter().filter_map(plain).collect();
    Some((sealed.to, plain(&sealed.subject)?, text.join("\n\n")))
}

fn is_over(waiting: &Waiting, now: Timestamp) -> bool {
    now.since(waiting.made_at) >= GIVE_UP
}

/// Seconds until the next try: a minute, two, four, … up to an hour.
fn pause_after(tries: u32) -> u64 {
    60_u64.checked_shl(tries).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE)
}
