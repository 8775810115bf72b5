//! Everything that is set up for a process, loaded at once.

use std::collections::BTreeMap;

use morada_engine::ids::{ContestId, ElectionId, PlaceId};
use morada_engine::phase::{BoxState, Calendar, Facts, Source, Standing};

use crate::app::House;
use crate::app::staff::DeskError;
use crate::app::staff::news;
use crate::app::staff::permits::find_process;
use crate::app::staff::rules;
use crate::store::StoreError;
use crate::store::office::contests::{self, ContestSetup};
use crate::store::office::credlists::{self, StoredCredlist};
use crate::store::office::evaluation;
use crate::store::office::phases;
use crate::store::office::places::{self, Area, Place};
use crate::store::office::processes::{self, Process};
use crate::store::office::projects::{self, Project};
use crate::store::office::published_rules::{self, PublishedRules};

/// A process with everything that is set up for it.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Where.
    pub place: Place,
    /// Its settings.
    pub process: Process,
    /// Its dates.
    pub calendar: Calendar,
    /// The areas of its place.
    pub areas: Vec<Area>,
    /// Its contests, sorted by id.
    pub contests: Vec<ContestSetup>,
    /// Their projects, in ballot order.
    pub projects: BTreeMap<ContestId, Vec<Project>>,
    /// Their lists of keys, sorted by contest.
    pub credlists: Vec<StoredCredlist>,
    /// The newest published rules.
    pub rules: Option<PublishedRules>,
    /// How far the urn says it is.
    pub ballot_box: BoxState,
    /// Where its projects come from.
    pub source: Source,
}

impl Setup {
    /// Loads everything about `process`.
    ///
    /// # Errors
    /// [`DeskError::Unknown`], [`DeskError::Store`].
    pub async fn load(house: &House, process: &ElectionId) -> Result<Self, DeskError> {
        let reader = house.office.reader();
        let process = find_process(house, process).await?;
        let place = places::find(reader, &process.place).await?.ok_or(DeskError::Unknown)?;
        Ok(Self {
            areas: places::map(reader, &place.id).await?,
            calendar: phases::calendar(reader, &process.id).await?,
            contests: contests::of_process(reader, &process.id).await?,
            projects: projects::of_process(reader, &process.id).await?,
            credlists: credlists::of_process(reader, &process.id).await?,
            rules: published_rules::newest(reader, &process.id).await?,
            ballot_box: news::box_state(house, &process.id).await?,
            source: evaluation::source(reader, &process.id).await?,
            place,
            process,
        })
    }

    /// The projects of a contest, in ballot order.
    pub fn projects_of(&self, contest: &ContestId) -> &[Project] {
        self.projects.get(contest).map_or(&[], Vec::as_slice)
    }

    /// What is known, as far as phases depend on it.
    pub fn facts(&self) -> Facts {
        let all = || self.projects.values().flatten();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let in_force = self.rules.as_ref().is_some_and(|rules| rules.sha == rules::sha_of(self));
        // A motion brings its own three options.
        let motions =
            self.contests.iter().filter(|contest| super::super::papers::is_motion(contest));
        Facts {
            contests: count(self.contests.len()),
            projects: count(all().count() + motions.count()),
            without_price: count(all().filter(|project| project.cost.is_none()).count()),
            rules_in_force: u32::from(in_force),
            ballot_box: self.ballot_box,
            source: self.source,
        }
    }

    /// Where the process stands now.
    pub fn standing(&self, house: &House) -> Standing {
        self.calendar.standing(&self.facts(), house.now())
    }
}

/// The processes of a place, by name.
///
/// # Errors
/// [`StoreError`].
pub async fn processes_of(house: &House, place: &PlaceId) -> Result<Vec<Process>, StoreError> {
    processes::of_place(house.office.reader(), place).await
}

/// Every process, by name.
///
/// # Errors
/// [`StoreError`].
pub async fn all_processes(house: &House) -> Result<Vec<Process>, StoreError> {
    processes::all(house.office.reader()).await
}
