//! A register on its way through the web: looked through and taken beside the page, which says how far it is.
//!
//! The file lives in the memory of this process, for whoever sent it, and for half an hour at most.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use morada_engine::ids::PlaceId;
use morada_engine::permit::OneOfTwo;
use morada_engine::permit::act::ImportRoll;
use morada_engine::roll::register::Mapping;
use morada_engine::time::Timestamp;

use super::{Accepted, Checked, NotARegister, Progress, Report, Source, accept, check, first_yes};
use crate::app::House;
use crate::app::staff::DeskError;

/// Seconds after which a register that nobody said yes to is put away.
const KEPT_SECONDS: u64 = 30 * 60;

/// The registers under way, each of one place and account.
#[derive(Debug, Default)]
pub struct Registers(Mutex<BTreeMap<(PlaceId, String), Job>>);

#[derive(Debug)]
struct Job {
    since: Timestamp,
    progress: Arc<Progress>,
    state: State,
}

#[derive(Debug)]
enum State {
    Reading,
    NoRegister(NotARegister),
    Checked(Box<Checked>, Arc<Source>),
    Taking,
    Accepted(Accepted),
    Failed(Option<DeskError>),
}

/// How far somebody's register is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// There is none.
    Nothing,
    /// It is looked through: percent.
    Reading(u64),
    /// It is none.
    NoRegister(NotARegister),
    /// It was looked through. Somebody may have said the first yes to this very file: their name.
    Checked(Report, Option<String>),
    /// It is taken: percent.
    Taking(u64),
    /// The first yes was said.
    First,
    /// Everybody is on the roll.
    Taken(Report),
    /// Nothing was taken.
    Failed,
}

impl Registers {
    fn all(&self) -> MutexGuard<'_, BTreeMap<(PlaceId, String), Job>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, key: &(PlaceId, String), state: State) {
        if let Some(job) = self.all().get_mut(key) {
            job.state = state;
        }
    }
}

/// Begins to look a register through.
///
/// # Errors
/// [`DeskError::Stale`] while this account's last one is under way.
pub fn begin(
    house: &Arc<House>,
    half: &OneOfTwo<ImportRoll>,
    place: &PlaceId,
    file: Vec<u8>,
    mapping: Mapping,
) -> Result<(), DeskError> {
    let key = (place.clone(), half.id().to_owned());
    let (now, progress) = (house.now(), Arc::new(Progress::default()));
    {
        let mut all = house.registers.all();
        if all.get(&key).is_some_and(|job| matches!(job.state, State::Reading | State::Taking)) {
            return Err(DeskError::Stale);
        }
        let job = Job { since: now, progress: Arc::clone(&progress), state: State::Reading };
        all.insert(key.clone(), job);
    }
    let (house, source) = (Arc::clone(house), Arc::new(Source::Memory(file)));
    tokio::spawn(async move {
        let state = match check(&house, &key.0, &source, &mapping, &progress).await {
            Ok(Ok(checked)) => State::Checked(Box::new(checked), source),
            Ok(Err(fault)) => State::NoRegister(fault),
            Err(error) => failed(error),
        };
        house.registers.put(&key, state);
    });
    Ok(())
}

/// Says yes to the register that was looked through.
///
/// # Errors
/// [`DeskError::Stale`] when there is none.
pub fn say_yes(
    house: &Arc<House>,
    half: OneOfTwo<ImportRoll>,
    place: &PlaceId,
) -> Result<(), DeskError> {
    let key = (place.clone(), half.id().to_owned());
    let (checked, source, progress) = {
        let mut all = house.registers.all();
        let job = all.get_mut(&key).ok_or(DeskError::Stale)?;
        match std::mem::replace(&mut job.state, State::Taking) {
            State::Checked(checked, source) => (checked, source, Arc::clone(&job.progress)),
            other => {
                job.state = other;
                return Err(DeskError::Stale);
            }
        }
    };
    let house = Arc::clone(house);
    tokio::spawn(async move {
        let state = match accept(&house, half, *checked, source, &progress).await {
            Ok(accepted) => State::Accepted(accepted),
            Err(error) => failed(error),
        };
        house.registers.put(&key, state);
    });
    Ok(())
}

fn failed(error: DeskError) -> State {
    if let DeskError::Store(error) = &error {
        tracing::error!(%error, "a register was not taken");
    }
    State::Failed(Some(error))
}

/// How far the register of an account is. A refusal is told once.
///
/// # Errors
/// Why it was not taken, where somebody can do something about it.
pub async fn standing(
    house: &House,
    half: &OneOfTwo<ImportRoll>,
    place: &PlaceId,
) -> Result<Standing, DeskError> {
    let key = (place.clone(), half.id().to_owned());
    let now = house.now();
    let waiting = {
        let mut all = house.registers.all();
        all.retain(|_, job| {
            matches!(job.state, State::Reading | State::Taking)
                || now.since(job.since) < KEPT_SECONDS
        });
        let Some(job) = all.get_mut(&key) else { return Ok(Standing::Nothing) };
        match &mut job.state {
            State::Reading => return Ok(Standing::Reading(job.progress.percent())),
            State::Taking => return Ok(Standing::Taking(job.progress.percent())),
            State::NoRegister(fault) => return Ok(Standing::NoRegister(fault.clone())),
            State::Accepted(Accepted::First) => return Ok(Standing::First),
            State::Accepted(Accepted::Taken(report)) => return Ok(Standing::Taken(report.clone())),
            State::Failed(error) => match error.take() {
                Some(DeskError::Store(_)) | None => return Ok(Standing::Failed),
                Some(error) => return Err(error),
            },
            State::Checked(checked, _) => (checked.report.clone(), checked.payload()),
        }
    };
    let first = first_yes(house, place, &waiting.1).await?;
    let other = first.filter(|first| first.first.id != half.id());
    Ok(Standing::Checked(waiting.0, other.map(|first| first.first.shown_as)))
}

/// The report of the register that an account has looked through, for its file of faults.
pub fn report(house: &House, account: &str, place: &PlaceId) -> Option<Report> {
    let all = house.registers.all();
    match &all.get(&(place.clone(), account.to_owned()))?.state {
        State::Checked(checked, _) => Some(checked.report.clone()),
        _ => None,
    }
}

/// Puts the register away.
pub fn put_away(house: &House, account: &str, place: &PlaceId) {
    let mut all = house.registers.all();
    let key = (place.clone(), account.to_owned());
    if all.get(&key).is_some_and(|job| !matches!(job.state, State::Reading | State::Taking)) {
        all.remove(&key);
    }
}
