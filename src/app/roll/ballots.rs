//! In which contests somebody on the roll votes, and the voting letters they were handed.
//!
//! A letter lies in a closed envelope and is joined with nobody: what is marked is that one was handed over, so
//! that nobody gets two. PROTOCOL.md 2.1 and 2.2: no time, no clerk, no letter; the marks of a process are written
//! anew every hour in the order of their hashes, and go when it is over.

use std::collections::{BTreeMap, BTreeSet};

use morada_engine::eligibility::{Applicant, Date, Person, Standing, Tie};
use morada_engine::encoding::to_hex;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::permit::Permit;
use morada_engine::permit::act::ChangeRollEntry;
use morada_engine::phase::{BoxState, Phase};
use morada_engine::time::Timestamp;
use serde::Serialize;

use super::admit::ENTRIES;
use super::keeping::{Kept, day_in, names_of};
use super::mine::{Data, Own, holder_tag};
use super::people::{Holder, earliest};
use super::sealed::open;
use crate::app::House;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::{DeskError, Wrong};
use crate::store::Tx;
pub use crate::store::office::contests::ContestSetup;
use crate::store::office::processes::Process;
use crate::store::office::roll::entries::{self, Entry};
pub use crate::store::office::roll::marks::Mark;
use crate::store::office::roll::marks::{self, Marked};
use crate::store::office::{places, processes};

/// Somebody's ballots in one process.
#[derive(Debug, Clone)]
pub struct Ballots {
    /// The process.
    pub process: Process,
    /// Its contests, each with how they stand to it.
    pub contests: Vec<Theirs>,
}

/// How somebody stands to one contest.
#[derive(Debug, Clone)]
pub struct Theirs {
    /// The contest.
    pub contest: ContestSetup,
    /// Whether they vote in it.
    pub standing: Standing,
    /// What they were handed.
    pub mark: Option<Mark>,
}

/// The ballots of whoever is in with their card.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn own_ballots(house: &House, own: &Own) -> Result<Vec<Ballots>, DeskError> {
    ballots_of(house, &own.kept, own.entry(), &own.holder).await
}

/// All that is kept of somebody, with the letters they were handed in votes that are not over.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn own_data(house: &House, own: &Own) -> Result<OwnData, DeskError> {
    let mut letters = BTreeMap::new();
    for ballots in own_ballots(house, own).await? {
        for theirs in &ballots.contests {
            let ballot = format!("{}/{}", ballots.process.id, theirs.contest.id);
            letters.extend(theirs.mark.map(|mark| (ballot, mark.name())));
        }
    }
    Ok(OwnData { data: own.data(), letters })
}

/// What somebody takes away.
#[derive(Debug, Clone, Serialize)]
pub struct OwnData {
    #[serde(flatten)]
    data: Data,
    /// `letter` or `spare`, by process and contest.
    letters: BTreeMap<String, &'static str>,
}

/// The ballots of an entry that the registrar has before them.
///
/// # Errors
/// [`DeskError::Unknown`] when it is not good.
pub async fn ballots_at_desk(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    entry: &str,
) -> Result<Vec<Ballots>, DeskError> {
    let (kept, entry, holder) = good(house, permit, entry).await?;
    ballots_of(house, &kept, &entry, &holder).await
}

async fn good(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    entry: &str,
) -> Result<(Kept, Entry, Holder), DeskError> {
    let kept = Kept::load(house, permit.place().ok_or(DeskError::Unknown)?).await?;
    let found = entries::find(house.office.reader(), &kept.place.id, entry).await?;
    let entry = found.filter(|entry| entry.ended.is_none()).ok_or(DeskError::Unknown)?;
    let holder = open(house, ENTRIES, &entry.id, &entry.sealed)?;
    Ok((kept, entry, holder))
}

async fn ballots_of(
    house: &House,
    kept: &Kept,
    entry: &Entry,
    holder: &Holder,
) -> Result<Vec<Ballots>, DeskError> {
    let mut all = Vec::new();
    for process in processes::of_place(house.office.reader(), &kept.place.id).await? {
        let setup = Setup::load(house, &process.id).await?;
        if is_ahead(&setup, house.now()) {
            all.push(in_process(house, kept, setup, entry, holder).await?);
        }
    }
    Ok(all)
}

/// Whether residents know of a process, and its voting is not over.
fn is_ahead(setup: &Setup, now: Timestamp) -> bool {
    let known = setup.calendar.standing(&setup.facts(), now).phase != Phase::Draft;
    let open = matches!(setup.ballot_box, BoxState::Unsealed | BoxState::Opened);
    let over = setup.calendar.ends_at(Phase::Balloting).is_some_and(|end| end <= now);
    known && open && !over && !setup.contests.is_empty()
}

async fn in_process(
    house: &House,
    kept: &Kept,
    setup: Setup,
    entry: &Entry,
    holder: &Holder,
) -> Result<Ballots, DeskError> {
    let reader = house.office.reader();
    let who = marked(house, &setup.process.id, entry);
    let marks = marks::of_holder(reader, &setup.process.id, &who.holder).await?;
    let map = places::map(reader, &kept.place.id).await?;
    let areas = names_of(&kept.place.id, &map);
    let day = judged_on(house, &setup);
    let person = person(entry, holder, day);
    let applicant = Applicant { person: &person, asked_on: entry.check.asked_on, day };
    let electorate = &setup.process.electorate;
    let theirs = |contest: ContestSetup| Theirs {
        standing: electorate.standing(&contest.voters, &areas, applicant),
        mark: marks.get(&contest.id).copied(),
        contest,
    };
    Ok(Ballots {
        contests: setup.contests.into_iter().map(theirs).collect(),
        process: setup.process,
    })
}

/// The day on which everything must hold; today while no dates are set.
pub(super) fn judged_on(house: &House, setup: &Setup) -> Date {
    let zone = &setup.place.time_zone;
    let day = |at: Option<Timestamp>| day_in(at.unwrap_or_else(|| house.now()), zone);
    let last = setup.calendar.ends_at(Phase::Balloting);
    let last = last.map(|end| Timestamp::from_unix(end.unix().saturating_sub(1)));
    let opening = setup.calendar.starts_at(Phase::Balloting);
    setup.process.electorate.rule.on.resolve(day(opening), day(last))
}

/// What an entry says of a person. A check that is over by `day` assures nothing.
pub(super) fn person(entry: &Entry, holder: &Holder, day: Date) -> Person {
    let check = &entry.check;
    let holds = check.valid_until >= day;
    Person {
        birth: holder.birth().and_then(earliest),
        of_age_from: BTreeMap::new(),
        ties: vec![Tie {
            kind: check.tie,
            area: check.area.clone(),
            from: check.since,
            to: None,
            assurance: if holds { check.assurance } else { 0 },
        }],
        roles: BTreeSet::new(),
    }
}

/// By what the marks of a process know somebody.
fn marked(house: &House, process: &ElectionId, entry: &Entry) -> Marked {
    let person = to_hex(entry.shelves.whole.as_bytes());
    Marked {
        holder: holder_tag(house, &entry.id, &format!("letter/{process}")),
        person: holder_tag(house, &person, &format!("letter-person/{process}")),
    }
}

/// Hands somebody the letters of the contests that they vote in or chose.
///
/// # Errors
/// [`DeskError::Faulty`] when nothing is chosen, when one is not theirs or was handed over already, when they chose
/// more areas than the rule has, or when a letter went to somebody of the same name and birth who has left the roll.
pub async fn hand_letters(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    entry: &str,
    process: &ElectionId,
    chosen: &[String],
) -> Result<(), DeskError> {
    let (kept, entry, holder) = good(house, permit, entry).await?;
    let fault = |wrong| DeskError::fault("contests", wrong);
    let ballots = ballots_of(house, &kept, &entry, &holder).await?;
    let ballots = ballots.into_iter().find(|found| found.process.id == *process);
    let ballots = ballots.ok_or(DeskError::Unknown)?;
    let new = |theirs: &&Theirs| chosen.iter().any(|id| *id == theirs.contest.id.as_str());
    let new: Vec<&Theirs> = ballots.contests.iter().filter(new).collect();
    if new.is_empty() || new.len() != chosen.len() {
        return Err(fault(Wrong::NothingChosen));
    }
    if new.iter().any(|theirs| theirs.mark.is_some()) {
        return Err(DeskError::Stale);
    }
    if new.iter().any(|theirs| matches!(theirs.standing, Standing::Not(_))) {
        return Err(fault(Wrong::NotTheirBallot));
    }
    let before = ballots.contests.iter().filter(|theirs| theirs.mark.is_some());
    let together = before.chain(new.iter().copied());
    let together = together.map(|theirs| (&theirs.contest.id, &theirs.contest.voters));
    if !ballots.process.electorate.allows(&entry.check.area, together) {
        return Err(fault(Wrong::TooManyAreas));
    }
    let who = marked(house, process, &entry);
    in_one_step(house, async |tx| {
        if somebody_left_with_one(house, tx, process, &entry, &who).await? {
            return Err(fault(Wrong::LetterGoneBefore));
        }
        for theirs in &new {
            if !marks::put(tx, process, &theirs.contest.id, &who).await? {
                return Err(DeskError::Stale);
            }
        }
        Ok(())
    })
    .await
}

/// Whether a letter went to an entry of the same name and birth that is no longer good: whoever leaves the roll and
/// comes back gets no second one.
async fn somebody_left_with_one(
    house: &House,
    tx: &Tx,
    process: &ElectionId,
    entry: &Entry,
    who: &Marked,
) -> Result<bool, DeskError> {
    let handed = marks::holders_of(tx, process, &who.person).await?;
    if handed.iter().all(|holder| *holder == who.holder) {
        return Ok(false);
    }
    let here = entries::on_shelf(tx, &entry.place, &entry.shelves).await?;
    let here: BTreeSet<String> =
        here.iter().map(|other| marked(house, process, other).holder).collect();
    Ok(handed.iter().any(|holder| !here.contains(holder)))
}

/// Hands somebody one letter in the place of a lost one. There is no third.
///
/// # Errors
/// [`DeskError::Faulty`] unless they were handed one, and only one.
pub async fn hand_spare(
    house: &House,
    permit: &Permit<ChangeRollEntry>,
    entry: &str,
    process: &ElectionId,
    contest: &str,
) -> Result<(), DeskError> {
    let (kept, entry, holder) = good(house, permit, entry).await?;
    let ballots = ballots_of(house, &kept, &entry, &holder).await?;
    let ballots = ballots.into_iter().find(|found| found.process.id == *process);
    let ballots = ballots.ok_or(DeskError::Unknown)?;
    let found = ballots.contests.iter().find(|theirs| theirs.contest.id.as_str() == contest);
    let contest = &found.ok_or_else(|| DeskError::fault("contest", Wrong::NothingChosen))?.contest;
    let who = marked(house, process, &entry);
    in_one_step(house, async |tx| {
        if marks::replace(tx, process, &contest.id, &who.holder).await? {
            Ok(())
        } else {
            Err(DeskError::fault("contest", Wrong::NoSpare))
        }
    })
    .await
}

/// Letters and spares that the marks count, by contest.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn handed(
    house: &House,
    process: &ElectionId,
) -> Result<BTreeMap<(ContestId, Mark), u64>, DeskError> {
    Ok(marks::sums(house.office.reader(), process).await?)
}

/// How many good entries vote in each contest of a process as theirs.
///
/// # Errors
/// [`DeskError::Store`].
pub(super) async fn voters(
    house: &House,
    kept: &Kept,
    process: &ElectionId,
) -> Result<Vec<(ContestId, u64)>, DeskError> {
    const BATCH: u64 = 10_000;
    let setup = Setup::load(house, process).await?;
    let map = places::map(house.office.reader(), &kept.place.id).await?;
    let (areas, day) = (names_of(&kept.place.id, &map), judged_on(house, &setup));
    let mut found: Vec<(ContestId, u64)> =
        setup.contests.iter().map(|contest| (contest.id.clone(), 0)).collect();
    let mut last = String::new();
    loop {
        let batch =
            entries::good_after(house.office.reader(), &kept.place.id, &last, BATCH).await?;
        let Some(end) = batch.last() else { return Ok(found) };
        last.clone_from(&end.id);
        for entry in batch {
            let holder: Holder = open(house, ENTRIES, &entry.id, &entry.sealed)?;
            let person = person(&entry, &holder, day);
            let who = Applicant { person: &person, asked_on: entry.check.asked_on, day };
            for (contest, (_, n)) in setup.contests.iter().zip(&mut found) {
                let standing = setup.process.electorate.standing(&contest.voters, &areas, who);
                *n += u64::from(standing == Standing::Votes);
            }
        }
    }
}

/// Writes the marks anew in the order of their hashes, and destroys those of votes that ended so many seconds ago.
///
/// # Errors
/// [`DeskError::Store`].
pub(super) async fn keep_marks(house: &House, tx: &Tx, seconds: u64) -> Result<(), DeskError> {
    for process in marks::processes(tx).await? {
        let setup = Setup::load(house, &process).await?;
        let end = setup.calendar.ends_at(Phase::Balloting);
        if end.is_some_and(|end| house.now().since(end) >= seconds) {
            marks::destroy_of_process(tx, &process).await?;
        } else {
            marks::shuffle(tx, &process).await?;
        }
    }
    Ok(())
}
