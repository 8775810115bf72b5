//! What the office tells everybody about a process: dates, projects and where it stands. The box is not asked; what
//! is shown of it is what the courier brought.

use std::collections::BTreeMap;

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::phase::{BoxState, Calendar, Facts, Phase, Standing};

use super::House;
use crate::store::StoreError;
use crate::store::office::{
    contests, phases, places, processes, projects, public_facts, published_rules,
};

/// The values of the office that pages show.
pub mod told {
    pub use crate::store::office::contests::ContestSetup;
    pub use crate::store::office::places::{Area, Place};
    pub use crate::store::office::processes::{Process, Residence};
    pub use crate::store::office::project_texts::{ProjectText, Review};
    pub use crate::store::office::projects::Project;
}

use told::{Area, ContestSetup, Place, Process, Project};

/// Everything public about one process.
#[derive(Debug, Clone)]
pub struct Notice {
    /// The place that holds it.
    pub place: Place,
    /// Tiles of the place's drawn map.
    pub areas: Vec<Area>,
    /// Its settings.
    pub process: Process,
    /// Its dates.
    pub calendar: Calendar,
    /// Where it stands now.
    pub standing: Standing,
    /// What is put to the vote.
    pub contests: Vec<ContestSetup>,
    /// The projects of each contest, in ballot order.
    pub projects: BTreeMap<ContestId, Vec<Project>>,
    /// What the box said last.
    pub ballot_box: BoxNews,
}

/// What the courier brought from the box.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoxNews {
    /// How far the box has come.
    pub state: BoxState,
    /// Keys with a ballot that counts, per contest, as of the last batch.
    pub turnout: BTreeMap<String, u64>,
}

/// A process in the list of a place.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its settings.
    pub process: Process,
    /// Where it stands now.
    pub phase: Phase,
}

impl Notice {
    /// At least this many people have voted: the largest turnout of a contest.
    pub fn voters(&self) -> u64 {
        self.ballot_box.turnout.values().copied().max().unwrap_or(0)
    }

    /// Projects on all ballots together.
    pub fn project_count(&self) -> u64 {
        self.projects.values().map(|projects| projects.len() as u64).sum()
    }
}

/// The notice about `process`; `None` while only staff may see it.
///
/// # Errors
/// [`StoreError`].
pub async fn notice(house: &House, process: &ElectionId) -> Result<Option<Notice>, StoreError> {
    let db = house.office.reader();
    let Some(process) = processes::find(db, process).await? else {
        return Ok(None);
    };
    let gone = || StoreError::Corrupt(format!("{} has no place", process.id));
    let place = places::find(db, &process.place).await?.ok_or_else(gone)?;
    let contests = contests::of_process(db, &process.id).await?;
    let projects = projects::of_process(db, &process.id).await?;
    let calendar = phases::calendar(db, &process.id).await?;
    let ballot_box = box_news(house, &process.id).await?;
    let rules = published_rules::newest(db, &process.id).await?;

    let all = || projects.values().flatten();
    let facts = Facts {
        contests: number(contests.len()),
        projects: number(all().count()),
        without_price: number(all().filter(|project| project.cost.is_none()).count()),
        rules_in_force: u32::from(rules.is_some()),
        ballot_box: ballot_box.state,
    };
    let standing = calendar.standing(&facts, house.now());
    if standing.phase == Phase::Draft {
        return Ok(None);
    }
    let areas = places::map(db, &place.id).await?;
    Ok(Some(Notice { place, areas, process, calendar, standing, contests, projects, ballot_box }))
}

/// The processes that residents may see, those that are on first.
///
/// # Errors
/// [`StoreError`].
pub async fn notices(house: &House) -> Result<Vec<Listed>, StoreError> {
    let mut listed = Vec::new();
    for process in processes::all(house.office.reader()).await? {
        if let Some(notice) = notice(house, &process.id).await? {
            listed.push(Listed { process: notice.process, phase: notice.standing.phase });
        }
    }
    listed.sort_by_key(|listed| (listed.phase > Phase::Counting, listed.process.id.clone()));
    Ok(listed)
}

/// The first place of the office, for pages that belong to no process.
///
/// # Errors
/// [`StoreError`].
pub async fn first_place(house: &House) -> Result<Option<Place>, StoreError> {
    Ok(places::all(house.office.reader()).await?.into_iter().next())
}

async fn box_news(house: &House, process: &ElectionId) -> Result<BoxNews, StoreError> {
    let Some(fact) = public_facts::find(house.office.reader(), process, "box").await? else {
        return Ok(BoxNews::default());
    };
    let told: serde_json::Value = serde_json::from_str(&fact.body)
        .map_err(|e| StoreError::Corrupt(format!("{process}: news of the box: {e}")))?;
    let state = match told["stage"].as_str() {
        Some("sealed" | "open") => BoxState::Opened,
        Some("closed") => BoxState::Closed,
        Some("counted") => BoxState::Counted,
        Some("published") => BoxState::Published,
        _ => BoxState::Unsealed,
    };
    let turnout = told["turnout"].as_object().into_iter().flatten();
    let turnout = turnout.filter_map(|(contest, n)| Some((contest.clone(), n.as_u64()?))).collect();
    Ok(BoxNews { state, turnout })
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
