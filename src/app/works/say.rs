//! A department says something about a work.

use std::collections::BTreeSet;

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::permission::{Act, Grant};
use morada_engine::permit::act::KeepWork;
use morada_engine::permit::{Permit, Refusal};
use morada_engine::works::{Event, Recorded, Work};

use super::funded::{FundedProject, Outcome, outcome};
use super::saying::{Answers, Reading, Saying, fault_of};
use crate::app::House;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, SignedIn, permits};
use crate::store::Tx;
use crate::store::office::staff;
use crate::store::office::works::{Behind, append};

/// A funded project before somebody who may write in its record.
#[derive(Debug)]
pub struct Desk {
    /// All that was funded with it.
    pub outcome: Outcome,
    /// Departments that can go on with a work.
    pub teams: Vec<String>,
    contest: ContestId,
    number: u32,
    team: String,
    permit: Permit<KeepWork>,
}

impl Desk {
    /// The project.
    ///
    /// # Errors
    /// [`DeskError::Unknown`]; [`Desk::open`] has looked.
    pub fn project(&self) -> Result<&FundedProject, DeskError> {
        self.outcome.find(&self.contest, self.number).ok_or(DeskError::Unknown)
    }

    /// Opens the record of a funded project for whoever may write in it: anybody of the department that
    /// has taken it up, and any department while none has.
    ///
    /// # Errors
    /// [`DeskError::Refused`] by the table and to another department, [`DeskError::Unknown`] without such a
    /// funded project.
    pub async fn open(
        house: &House,
        who: &SignedIn,
        process: &ElectionId,
        contest: &ContestId,
        number: u32,
    ) -> Result<Self, DeskError> {
        let permit = permits::permit_for_assigned::<KeepWork>(house, who, process).await?;
        let outcome = outcome(house, process).await?.ok_or(DeskError::Unknown)?;
        let team = who.account().team.clone();
        let found = outcome.find(contest, number).ok_or(DeskError::Unknown)?;
        if found.work.as_ref().is_some_and(|work| work.owner != team) {
            return Err(Refusal::NotAllowed(Act::KeepWork).into());
        }
        let teams = teams(house, &outcome).await?;
        Ok(Self { outcome, teams, contest: contest.clone(), number, team, permit })
    }
}

/// The teams of the place in which somebody can keep a work.
async fn teams(house: &House, outcome: &Outcome) -> Result<Vec<String>, DeskError> {
    let keeps = |account: &&staff::Account| {
        account.disabled_at.is_none()
            && account.roles.iter().any(|held| {
                Act::KeepWork.grant(held.role) != Grant::Refused
                    && held.place.as_ref().is_none_or(|place| *place == outcome.place.id)
            })
    };
    let accounts = staff::all(house.office.reader()).await?;
    let teams: BTreeSet<String> =
        accounts.iter().filter(keeps).map(|account| account.team.clone()).collect();
    Ok(teams.into_iter().collect())
}

/// Says something about a work, behind the `seen` entries that its writer has read.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Stale`], [`DeskError::Store`].
pub async fn say(
    house: &House,
    desk: &Desk,
    saying: Saying,
    seen: usize,
    typed: &Answers,
) -> Result<(), DeskError> {
    let found = desk.project()?;
    let (process, place) = (&desk.outcome.process, &desk.outcome.place);
    let reading = Reading {
        funded: found,
        team: &desk.team,
        teams: &desk.teams,
        first_language: process.languages.first().map_or("", String::as_str),
        exponent: place.currency_exponent,
    };
    let event = typed.parse(saying, reading).map_err(DeskError::Faulty)?;
    write(house, desk, seen, event, async |_, _| Ok(())).await
}

/// Writes an event into the record, and `also` with it.
pub(super) async fn write(
    house: &House,
    desk: &Desk,
    seen: usize,
    event: Event,
    also: impl AsyncFnOnce(&Tx, Behind<'_>) -> Result<(), DeskError>,
) -> Result<(), DeskError> {
    let (found, process) = (desk.project()?, &desk.outcome.process);
    if found.funded.record.len() != seen {
        return Err(DeskError::Stale);
    }
    let today = desk.outcome.today;
    Work::may_follow(found.work.clone(), found.funded.voted, &event, today)
        .map_err(|refusal| DeskError::Faulty(vec![fault_of(refusal, &event)]))?;

    let by = desk.permit.by().first().ok_or(DeskError::Unknown)?;
    let behind = Behind {
        process: &process.id,
        contest: &found.contest,
        project: &found.project.id,
        position: seen,
    };
    let entry =
        Entry::WorkTold { contest: &found.contest, project: &found.project.id, what: event.name() };
    let recorded = Recorded { on: today, event: event.clone() };
    in_one_step(house, async |tx| {
        if !append(tx, behind, by, &recorded).await? {
            return Err(DeskError::Stale);
        }
        also(tx, behind).await?;
        note(house, tx, by, Some(&process.id), &entry).await
    })
    .await
}
