//! How a place keeps its roll: the rule, and the days.

use morada_engine::eligibility::evidence::{self, Accepted};
use morada_engine::eligibility::{Action, Date, Feb29, MonthsMode, ReferenceDay, Rule, TieKind};
use morada_engine::ids::PlaceId;
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use morada_engine::time::Timestamp;

use crate::app::House;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::i18n::zone::Moment;
pub use crate::store::office::places::{Area, Place};
pub use crate::store::office::roll::Roll;
use crate::store::office::{places, roll};

/// A place that keeps a roll.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The place.
    pub place: Place,
    /// How it keeps its roll.
    pub roll: Roll,
}

impl Kept {
    /// Loads the roll of a place.
    ///
    /// # Errors
    /// [`DeskError::Unknown`] when there is no such place or it keeps none.
    pub async fn load(house: &House, id: &PlaceId) -> Result<Self, DeskError> {
        let reader = house.office.reader();
        let place = places::find(reader, id).await?.ok_or(DeskError::Unknown)?;
        let roll = roll::find(reader, id).await?.ok_or(DeskError::Unknown)?;
        Ok(Self { place, roll })
    }

    /// Today, as the place's calendar has it.
    pub fn today(&self, house: &House) -> Date {
        today_in(house, &self.place.time_zone)
    }

    /// The kinds of evidence that are enough by themselves, best first, without those that nobody can
    /// show.
    pub fn evidence(&self) -> Vec<&Accepted> {
        let least = self.roll.rule.min_assurance;
        let enough = |way: &&Accepted| way.assurance >= least.max(1) && kind_of(way) != REGISTER;
        self.roll.rule.evidence.iter().filter(enough).collect()
    }

    /// The way to the roll that a kind of evidence is.
    pub fn accepted(&self, kind: &str) -> Option<&Accepted> {
        self.evidence().into_iter().find(|way| kind_of(way) == kind)
    }
}

/// The kind that only the council's own register gives.
const REGISTER: &str = "municipal_register";

/// The name of a way: its first kind.
pub fn kind_of(way: &Accepted) -> &str {
    way.all_of.keys().next().map_or("", String::as_str)
}

/// Today in a time zone.
pub fn today_in(house: &House, zone: &str) -> Date {
    day_in(house.now(), zone)
}

/// The day of an instant in a time zone.
pub fn day_in(at: Timestamp, zone: &str) -> Date {
    let civil = Moment::new(at, zone).civil();
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    Date::new(i32::from(civil.year()), part(civil.month()), part(civil.day()))
        .expect("a calendar day of a time zone is a day")
}

/// The areas of a place by name; one without a drawn map is one area.
pub fn names_of(place: &PlaceId, map: &[Area]) -> std::collections::BTreeSet<String> {
    let mut areas: std::collections::BTreeSet<String> =
        map.iter().map(|area| area.name.clone()).collect();
    if areas.is_empty() {
        areas.insert(place.to_string());
    }
    areas
}

/// The places that keep a roll.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn kept_rolls(house: &House) -> Result<Vec<Kept>, DeskError> {
    let mut kept = Vec::new();
    for roll in roll::all(house.office.reader()).await? {
        if let Some(place) = places::find(house.office.reader(), &roll.place).await? {
            kept.push(Kept { place, roll });
        }
    }
    Ok(kept)
}

/// What is typed about a roll.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeepingAnswers {
    /// The least age, in years.
    pub min_age: String,
    /// Months that somebody must have lived here.
    pub min_months: String,
    /// Names of the ties that count.
    pub basis: Vec<String>,
    /// Kinds of evidence that are accepted.
    pub evidence: Vec<String>,
    /// Days within which a request is decided.
    pub decide_days: String,
    /// Days within which a refusal can be objected to.
    pub appeal_days: String,
    /// Months a card is valid.
    pub card_months: String,
}

/// Opens the roll of a place, or changes how it is kept.
///
/// # Errors
/// [`DeskError::Faulty`], also when the evidence would shut somebody out: one way alone, or only papers of
/// a state.
pub async fn keep_roll(
    house: &House,
    permit: &Permit<DraftBallot>,
    typed: &KeepingAnswers,
) -> Result<(), DeskError> {
    let place = permit.place().ok_or(DeskError::Unknown)?;
    let map = places::map(house.office.reader(), place).await?;
    let roll = parse(place, &map, typed).map_err(DeskError::Faulty)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    in_one_step(house, async |tx| {
        roll::set(tx, &roll).await?;
        note(house, tx, by, None, &Entry::RollKept { place: place.as_str() }).await
    })
    .await
}

fn parse(place: &PlaceId, map: &[Area], typed: &KeepingAnswers) -> Result<Roll, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut number = |field: &str, typed: &str, least: u64, most: u64| {
        let number = typed.trim().parse::<u64>().ok().filter(|n| (least..=most).contains(n));
        if number.is_none() {
            faults.push(Fault::new(field, Wrong::NotBetween { least, most }));
        }
        number.and_then(|n| u32::try_from(n).ok()).unwrap_or_default()
    };
    let min_age = number("min_age", &typed.min_age, 0, 21);
    let min_months = number("min_months", &typed.min_months, 0, 24);
    let decide_days = number("decide_days", &typed.decide_days, 1, 30);
    let appeal_days = number("appeal_days", &typed.appeal_days, 7, 30);
    let card_months = number("card_months", &typed.card_months, 6, 60);
    let basis: std::collections::BTreeSet<TieKind> =
        typed.basis.iter().filter_map(|name| super::people::tie_named(name)).collect();
    if basis.is_empty() {
        faults.push(Fault::new("basis", Wrong::NothingChosen));
    }
    let chosen = |way: &Accepted| typed.evidence.iter().any(|kind| kind == kind_of(way));
    let evidence: Vec<Accepted> = evidence::usual().into_iter().filter(chosen).collect();
    let min_assurance = 2;
    if evidence.is_empty() || !evidence::faults(&evidence, min_assurance).is_empty() {
        faults.push(Fault::new("evidence", Wrong::ShutsOut));
    }
    let areas = names_of(place, map);
    if !faults.is_empty() {
        return Err(faults);
    }
    let rule = Rule {
        id: place.to_string(),
        version: 1,
        valid_from: None,
        valid_to: None,
        action: Action::Vote,
        on: ReferenceDay::Opening,
        roll_closes: None,
        min_age: u8::try_from(min_age).unwrap_or(u8::MAX),
        feb29: Feb29::default(),
        basis,
        areas,
        min_months,
        months_mode: MonthsMode::Continuous,
        max_gap_days: 0,
        min_assurance,
        evidence,
        incompatible: std::collections::BTreeSet::new(),
    };
    Ok(Roll { place: place.clone(), rule, decide_days, appeal_days, card_months })
}
