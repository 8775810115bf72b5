//! The secretary keeps an election: its file, its rule and the lot, tried before it is kept.

use morada_engine::contest::Text;
use morada_engine::eligibility::Date;
use morada_engine::hash::Hash;
use morada_engine::permit::Permit;
use morada_engine::permit::act::RunCouncil;

use super::file::{CountFault, ElectionFile, MOST};
use super::rules::SeatRule;
use crate::app::House;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::setup::typed::{line, number, slug, text};
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::office::archived_elections::{self, ArchivedElection};
use crate::store::office::places;

/// What is typed and handed in about an election.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ElectionAnswers {
    /// Its name in addresses.
    pub id: String,
    /// Its title, per language of the place.
    pub title: Vec<(String, String)>,
    /// The day on which it was held.
    pub day: [String; 3],
    /// Name of a [`SeatRule`].
    pub rule: String,
    /// The lot, a name or number a line; the first wins.
    pub lot_order: String,
    /// The file.
    pub file: Vec<u8>,
}

/// Keeps an election.
///
/// # Errors
/// [`DeskError::Faulty`]: also when the file cannot be counted by the rule, and when a lot is needed
/// that was not written down. [`DeskError::Unknown`] without the place.
pub async fn keep_election(
    house: &House,
    permit: &Permit<RunCouncil>,
    typed: &ElectionAnswers,
) -> Result<(), DeskError> {
    let place = permit.place().ok_or(DeskError::Unknown)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let found = places::find(house.office.reader(), place).await?.ok_or(DeskError::Unknown)?;
    let election = parse(house, &found, typed).map_err(DeskError::Faulty)?;
    in_one_step(house, async |tx| {
        if !archived_elections::insert(tx, &election).await? {
            return Err(DeskError::fault("id", Wrong::Taken));
        }
        let (place, sha) = (place.as_str(), election.sha.as_str());
        let entry = Entry::ElectionKept { place, election: &election.id, sha };
        note(house, tx, by, None, &entry).await
    })
    .await
}

fn parse(
    house: &House,
    place: &places::Place,
    typed: &ElectionAnswers,
) -> Result<ArchivedElection, Vec<Fault>> {
    let first = place.languages.first().map_or("en", String::as_str);
    // `rules` is the address of the page that explains them.
    let id = slug("id", &typed.id).and_then(|id| match id.as_str() {
        "rules" => Err(Fault::new("id", Wrong::Taken)),
        _ => Ok(id),
    });
    let title = text("title", &typed.title, first, 120);
    let held_on = day(house, place, &typed.day);
    let rule = SeatRule::from_name(&typed.rule);
    let rule = rule.ok_or_else(|| Fault::new("rule", Wrong::NotOffered));
    let counted = match (&rule, typed.file.is_empty()) {
        (_, true) => Err(Fault::new("file", Wrong::Empty)),
        (Ok(rule), false) => tried(*rule, typed),
        (Err(_), false) => Ok(()),
    };
    match (id, title, held_on, rule, counted) {
        (Ok(id), Ok(title), Ok(held_on), Ok(rule), Ok(())) => {
            Ok(kept(house, place, typed, (id, title, held_on, rule)))
        }
        (id, title, held_on, rule, counted) => Err(id
            .err()
            .into_iter()
            .chain(title.err().into_iter().flatten())
            .chain([held_on.err(), rule.err(), counted.err()].into_iter().flatten())
            .collect()),
    }
}

fn kept(
    house: &House,
    place: &places::Place,
    typed: &ElectionAnswers,
    (id, title, held_on, rule): (String, Text, Date, SeatRule),
) -> ArchivedElection {
    let json = typed.file.trim_ascii_start().starts_with(b"{");
    let file_name = format!("{id}.{}", if json { "json" } else { "blt" });
    ArchivedElection {
        id,
        place: place.id.clone(),
        title,
        held_on: held_on.to_string(),
        rule: rule.name().to_owned(),
        lot_order: typed.lot_order.replace("\r\n", "\n"),
        file_name,
        sha: Hash::of(&[&typed.file]).to_hex(),
        file: typed.file.clone(),
        kept_at: house.now(),
    }
}

/// Whether the file can be counted to its end.
fn tried(rule: SeatRule, typed: &ElectionAnswers) -> Result<(), Fault> {
    let counted =
        ElectionFile::read(&typed.file).and_then(|file| file.count(rule, &typed.lot_order));
    counted.map(drop).map_err(|fault| match fault {
        CountFault::File(why) => Fault::new("file", Wrong::Unreadable(why)),
        CountFault::TooLarge => Fault::new("file", Wrong::TooMany { most: MOST as u64 }),
        CountFault::Rule => Fault::new("rule", Wrong::RuleDoesNotFit),
        CountFault::Lot(names) => Fault::new("lot_order", Wrong::LotNeeded(names)),
        CountFault::LotOrder(word) => Fault::new("lot_order", Wrong::NotACandidate(word)),
    })
}

fn day(house: &House, place: &places::Place, typed: &[String; 3]) -> Result<Date, Fault> {
    let wrong = || Fault::new("day", Wrong::NotADay);
    let [day, month, year] = typed;
    let day = number("day", day, 1, 31)?;
    let month = number("day", month, 1, 12)?;
    let year = number("day", year, 1900, 2200)?;
    let part = |number: u64| u8::try_from(number).unwrap_or(0);
    let year = i32::try_from(year).unwrap_or(0);
    let date = Date::new(year, part(month), part(day)).ok_or_else(wrong)?;
    if date > crate::app::roll::keeping::today_in(house, &place.time_zone) {
        return Err(wrong());
    }
    Ok(date)
}

/// Says of a kept election that it was wrong, and why. It stays readable.
///
/// # Errors
/// [`DeskError::Unknown`], [`DeskError::Faulty`].
pub async fn withdraw_election(
    house: &House,
    permit: &Permit<RunCouncil>,
    id: &str,
    why: &str,
) -> Result<(), DeskError> {
    let place = permit.place().ok_or(DeskError::Unknown)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let found = archived_elections::find(house.office.reader(), id).await?;
    let found = found.filter(|found| found.place == *place);
    let found = found.ok_or_else(|| DeskError::fault("election", Wrong::NotOffered))?;
    let why = line("why", why, 300).map_err(|fault| DeskError::Faulty(vec![fault]))?;
    in_one_step(house, async |tx| {
        if !archived_elections::withdraw(tx, &found.id, &why, house.now()).await? {
            return Err(DeskError::fault("why", Wrong::Taken));
        }
        let entry = Entry::ElectionWithdrawn { place: place.as_str(), election: &found.id };
        note(house, tx, by, None, &entry).await
    })
    .await
}
