//! The roll closes for a process: how many people, where and by which evidence is published, and the hash of
//! exactly these bytes goes into the ledger as a notice of two officers.
//!
//! Nobody is in it: numbers under ten are left out, and so is one more where a single gap could be filled by
//! subtraction. The seal is a keyed hash of every entry: whoever is shown the roll later can be shown that it is
//! the one that closed.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use morada_engine::encoding::to_hex;
use morada_engine::ids::{ElectionId, PlaceId};
use morada_engine::permit::OneOfTwo;
use morada_engine::permit::act::AmendBallot;
use serde::Serialize;
use sha2::Sha256;

use super::ballots::voters;
use super::keeping::Kept;
use super::numbers::LEAST;
use crate::app::House;
use crate::app::staff::DeskError;
use crate::app::staff::after_close::propose_notice;
use crate::app::staff::confirm::sha_of;
use crate::app::staff::one_step::in_one_step;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::voice::Voices;
use crate::store::office::processes;
pub use crate::store::office::processes::Process;
use crate::store::office::roll::closings;
use crate::store::office::roll::entries::{self, Part};

/// What is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closing {
    /// The place.
    pub place: String,
    /// The day.
    pub on: String,
    /// People on the roll; nothing under ten.
    pub people: Option<u64>,
    /// The same by area.
    pub areas: BTreeMap<String, Option<u64>>,
    /// The same by kind of evidence.
    pub evidence: BTreeMap<String, Option<u64>>,
    /// Who votes in each contest of the process; empty while none is chosen.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub contests: BTreeMap<String, Option<u64>>,
    /// HMAC-SHA-256 over the entries in the order of their ids, hex.
    pub seal: String,
}

/// What would be published now.
///
/// # Errors
/// [`DeskError::Unknown`] when the place keeps no roll.
pub async fn closing_now(house: &House, place: &PlaceId) -> Result<Closing, DeskError> {
    let kept = Kept::load(house, place).await?;
    let reader = house.office.reader();
    let people = entries::count(reader, place).await?;
    Ok(Closing {
        place: place.to_string(),
        on: kept.today(house).to_string(),
        people: Some(people).filter(|n| *n >= LEAST),
        areas: masked(entries::sizes(reader, place, Part::Area).await?),
        evidence: masked(entries::sizes(reader, place, Part::Evidence).await?),
        contests: BTreeMap::new(),
        seal: seal(house, place).await?,
    })
}

/// Numbers of ten or more. Where one alone is left out, the next larger is, too: else the sum would tell it.
fn masked(sizes: Vec<(String, u64)>) -> BTreeMap<String, Option<u64>> {
    let small = sizes.iter().filter(|(_, n)| *n < LEAST).count();
    let next = sizes.iter().map(|(_, n)| *n).filter(|n| *n >= LEAST).min();
    let least = if small == 1 { next.map_or(LEAST, |next| next + 1) } else { LEAST };
    sizes.into_iter().map(|(name, n)| (name, Some(n).filter(|n| *n >= least))).collect()
}

async fn seal(house: &House, place: &PlaceId) -> Result<String, DeskError> {
    let key = house.secret.key("morada/closing/v1");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
    let mut last = String::new();
    loop {
        let batch = entries::lines_after(house.office.reader(), place, &last, 10_000).await?;
        let Some((id, _)) = batch.last() else { break };
        last.clone_from(id);
        for (id, line) in batch {
            mac.update(format!("{id} {line}\n").as_bytes());
        }
    }
    Ok(to_hex(&mac.finalize().into_bytes()))
}

/// The processes of a place, for which its roll can close.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn processes_of(house: &House, place: &PlaceId) -> Result<Vec<Process>, DeskError> {
    Ok(processes::of_place(house.office.reader(), place).await?)
}

/// Publishes what the roll is now, as the first of two officers: the notice with its hash waits for the second.
///
/// # Errors
/// [`DeskError::Unknown`] for a process of another place, [`DeskError::Faulty`] as `propose_notice`.
pub async fn close_roll(
    house: &House,
    half: &OneOfTwo<AmendBallot>,
    phrase: &str,
) -> Result<(), DeskError> {
    let id = half.subject().process().ok_or(DeskError::Unknown)?;
    let process = processes::find(house.office.reader(), id).await?.ok_or(DeskError::Unknown)?;
    let kept = Kept::load(house, &process.place).await?;
    let contests = voters(house, &kept, id).await?;
    let contests = masked(contests.into_iter().map(|(id, n)| (id.to_string(), n)).collect());
    let closing = Closing { contests, ..closing_now(house, &process.place).await? };
    let body = body_of(&closing);
    let words = words_of(&closing, &body, &process.languages);
    propose_notice(house, half, "", &words, phrase).await?;
    in_one_step(house, async |tx| Ok(closings::keep(tx, id, &body, house.now()).await?)).await
}

fn body_of(closing: &Closing) -> String {
    serde_json::to_string_pretty(closing).expect("a closing has string keys") + "\n"
}

/// The notice, in each language of the process that we speak.
fn words_of(closing: &Closing, body: &str, languages: &[String]) -> Vec<(String, String)> {
    let Ok(voices) = Voices::load() else { return Vec::new() };
    let sha = sha_of(body);
    let say = |language: &String| {
        let message = match closing.people {
            Some(people) => Message::new("closing.notice").count("n", people),
            None => Message::new("closing.notice-few"),
        };
        let voice = voices.of(Lang::parse(language)?);
        let said = voice.say(&message.text("sha", &sha)).ok()?;
        Some((language.clone(), said.text.replace(['\u{2068}', '\u{2069}'], "")))
    };
    languages.iter().filter_map(say).collect()
}

/// What was published about the roll of a process, byte for byte.
///
/// # Errors
/// [`DeskError::Unknown`] before it closed.
pub async fn published(house: &House, process: &ElectionId) -> Result<String, DeskError> {
    closings::find(house.office.reader(), process).await?.ok_or(DeskError::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marvila has four people, Beato eleven, Arroios two hundred: with the sum beside them, Beato must go as well.
    #[test]
    fn one_small_number_takes_the_next_larger_along() {
        let sizes = |all: &[(&str, u64)]| {
            masked(all.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect())
                .into_values()
                .flatten()
                .collect::<Vec<u64>>()
        };
        assert_eq!(sizes(&[("Arroios", 200), ("Beato", 11), ("Marvila", 4)]), [200]);
        assert_eq!(sizes(&[("Arroios", 200), ("Beato", 11)]), [200, 11]);
        assert_eq!(sizes(&[("A", 200), ("B", 11), ("C", 4), ("D", 5)]), [200, 11]);
        assert_eq!(sizes(&[("Marvila", 4)]), [0; 0]);
    }
}
