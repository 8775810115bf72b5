//! The funded projects of a process, of a place, and how each of them stands today.

use morada_engine::eligibility::Date;
use morada_engine::ids::{ContestId, ElectionId, OptionId, PlaceId};
use morada_engine::money::Money;
use morada_engine::works::{Funded, Standing, Work};

use crate::app::House;
use crate::app::roll::keeping::today_in;
use crate::i18n::zone::Moment;
use crate::store::StoreError;
pub use crate::store::office::places::Place;
pub use crate::store::office::processes::Process;
pub use crate::store::office::projects::Project;
use crate::store::office::{places, processes, projects, public_facts, works};

/// Name of the courier's document that says since when a result is public.
pub(in crate::app) const PUBLISHED: &str = "published";

/// The funded projects of a process whose result is public.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Where.
    pub place: Place,
    /// The process.
    pub process: Process,
    /// Today, in the place's calendar.
    pub today: Date,
    /// The day the result was published.
    pub published: Date,
    /// The funded projects, by contest and number.
    pub works: Vec<FundedProject>,
}

/// A funded project.
#[derive(Debug, Clone)]
pub struct FundedProject {
    /// The contest in which it was funded.
    pub contest: ContestId,
    /// The project, as it stood on the ballot.
    pub project: Project,
    /// Money, day of the result and record.
    pub funded: Funded,
    /// The work, once a department has taken it up.
    pub work: Option<Work>,
    /// How it stands today.
    pub standing: Standing,
}

impl FundedProject {
    /// Days since the result was published: how long the promise has been open.
    pub fn age_in_days(&self, today: Date) -> u64 {
        u64::try_from(today.days() - self.funded.published.days()).unwrap_or(0)
    }
}

impl Outcome {
    /// The funded project of that number.
    pub fn find(&self, contest: &ContestId, number: u32) -> Option<&FundedProject> {
        self.works.iter().find(|one| one.contest == *contest && one.project.number == number)
    }
}

/// The funded projects of a process; nothing while its result is not public.
///
/// # Errors
/// [`StoreError`].
pub async fn outcome(house: &House, process: &ElectionId) -> Result<Option<Outcome>, StoreError> {
    let reader = house.office.reader();
    let Some(process) = processes::find(reader, process).await? else { return Ok(None) };
    let Some(since) = public_facts::find(reader, &process.id, PUBLISHED).await? else {
        return Ok(None);
    };
    let gone = || StoreError::Corrupt(format!("{} has no place", process.id));
    let place = places::find(reader, &process.place).await?.ok_or_else(gone)?;
    let published = day_in(&place, since.learned_at);
    let today = today_in(house, &place.time_zone);
    let mut records = works::of_process(reader, &process.id).await?;
    let mut all = projects::of_process(reader, &process.id).await?;
    let mut found = Vec::new();
    for (name, fact) in public_facts::under(reader, &process.id, "result/").await? {
        let contest = name.strip_prefix("result/").map(ContestId::parse);
        let Some(Ok(contest)) = contest else { continue };
        let ids = funded_ids(&fact.body)?;
        for project in all.remove(&contest).unwrap_or_default() {
            if !ids.contains(&project.id) {
                continue;
            }
            let record = records.remove(&(contest.clone(), project.id.clone())).unwrap_or_default();
            let voted = project.cost.unwrap_or(Money::ZERO);
            let funded = Funded { voted, published, record };
            let (work, standing) = funded.on(today).map_err(broken)?;
            found.push(FundedProject { contest: contest.clone(), project, funded, work, standing });
        }
    }
    Ok(Some(Outcome { place, process, today, published, works: found }))
}

/// The funded projects of every process of a place, newest result first; nothing without such a place.
///
/// # Errors
/// [`StoreError`].
pub async fn outcomes_of(
    house: &House,
    place: &PlaceId,
) -> Result<Option<(Place, Vec<Outcome>)>, StoreError> {
    let reader = house.office.reader();
    let Some(found) = places::find(reader, place).await? else { return Ok(None) };
    let mut outcomes = Vec::new();
    for process in processes::of_place(reader, place).await? {
        outcomes.extend(outcome(house, &process.id).await?);
    }
    outcomes.sort_by(|a, b| (b.published, &b.process.id).cmp(&(a.published, &a.process.id)));
    Ok(Some((found, outcomes)))
}

fn funded_ids(result: &str) -> Result<Vec<OptionId>, StoreError> {
    let record: serde_json::Value = serde_json::from_str(result).map_err(broken)?;
    let ids = record["funded"].as_array().map(Vec::as_slice).unwrap_or_default();
    ids.iter().filter_map(|id| id.as_str()).map(|id| OptionId::parse(id).map_err(broken)).collect()
}

/// The day of an instant in a place's calendar.
fn day_in(place: &Place, at: morada_engine::time::Timestamp) -> Date {
    let civil = Moment::new(at, &place.time_zone).civil();
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    Date::new(i32::from(civil.year()), part(civil.month()), part(civil.day()))
        .expect("a calendar day of a time zone is a day")
}

fn broken(reason: impl std::fmt::Display) -> StoreError {
    StoreError::Corrupt(format!("a funded project: {reason}"))
}
