//! What the office tells everybody about a process: dates, projects and where it stands. The box is not asked; what
//! is shown of it is what the courier brought.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use morada_engine::contest::{Contest, ContestOption, Papers, Translation};
use morada_engine::eligibility::{ContestVoters, Electorate};
use morada_engine::ids::{ContestId, ElectionId, PlaceId};
use morada_engine::phase::{BoxState, Calendar, Dated, Facts, Phase, Source, Standing};
use morada_engine::time::Timestamp;

use super::{House, PublicElection};
use crate::store::StoreError;
use crate::store::office::{
    contests, evaluation, phases, places, processes, projects, public_facts, published_rules,
};
use crate::store::urn::Stage;

/// The values of the office that pages show.
pub mod told {
    pub use crate::store::office::contests::ContestSetup;
    pub use crate::store::office::places::{Area, Place};
    pub use crate::store::office::processes::Process;
    pub use crate::store::office::project_texts::{ProjectText, Review};
    pub use crate::store::office::projects::Project;
}

use told::{Area, ContestSetup, Place, Process, Project, ProjectText, Review};

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
    /// Where it stands now; as soon as the result is public, that is what it is in.
    pub phase: Phase,
}

impl Listed {
    fn of(notice: Notice) -> Self {
        let published = notice.ballot_box.state == BoxState::Published;
        let phase = notice.standing.phase;
        let phase = if published { phase.max(Phase::Published) } else { phase };
        Self { process: notice.process, phase }
    }

    /// What can be done now comes first, what is over last.
    fn place(&self) -> u8 {
        match self.phase.cmp(&Phase::Balloting) {
            Ordering::Equal => 0,
            Ordering::Less => 1,
            Ordering::Greater if self.phase == Phase::Counting => 2,
            Ordering::Greater => 3,
        }
    }
}

impl Notice {
    /// The same notice at another time, as far as the clock alone moves it.
    fn at(mut self, now: Timestamp) -> Self {
        let facts = Facts {
            contests: number(self.contests.len()),
            projects: number(self.projects.values().map(Vec::len).sum()),
            without_price: 0,
            rules_in_force: 1,
            ballot_box: self.ballot_box.state,
            source: Source::Written,
        };
        self.standing = self.calendar.standing(&facts, now);
        self
    }

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
        return Ok(house.gallery.notice(process).map(|notice| notice.at(house.now())));
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
        source: evaluation::source(db, &process.id).await?,
    };
    let standing = calendar.standing(&facts, house.now());
    if standing.phase == Phase::Draft {
        return Ok(None);
    }
    let areas = places::map(db, &place.id).await?;
    Ok(Some(Notice { place, areas, process, calendar, standing, contests, projects, ballot_box }))
}

/// The notice that the sealed papers themselves give: for a box whose office is elsewhere, and for elections that were
/// sealed without one.
pub(super) fn from_papers(public: &PublicElection, now: Timestamp) -> Result<Notice, StoreError> {
    let papers = &public.election.papers;
    let corrupt =
        |e: &dyn std::fmt::Display| StoreError::Corrupt(format!("{}: {e}", papers.election));
    let place = Place {
        id: PlaceId::parse(papers.election.as_str()).map_err(|e| corrupt(&e))?,
        name: papers.place.clone(),
        languages: papers.languages.clone(),
        time_zone: papers.time_zone.clone(),
        currency: papers.currency.clone(),
        currency_exponent: papers.currency_exponent,
        help_line: String::new(),
    };
    let dated = |phase, starts_at| Dated { phase, starts_at };
    let dates =
        vec![dated(Phase::Balloting, papers.opens_at), dated(Phase::Counting, papers.closes_at)];
    let calendar = Calendar::parse(dates).map_err(|_| corrupt(&"its hours are out of order"))?;
    let state = match public.stage() {
        Stage::Sealed | Stage::Open => BoxState::Opened,
        Stage::Closed => BoxState::Closed,
        Stage::Counted => BoxState::Counted,
        Stage::Published => BoxState::Published,
    };
    let projects: BTreeMap<_, _> =
        papers.contests.iter().map(|c| (c.id.clone(), projects_of(c))).collect();
    let facts = Facts {
        contests: number(papers.contests.len()),
        projects: number(projects.values().map(Vec::len).sum()),
        without_price: 0,
        rules_in_force: 1,
        ballot_box: state,
        source: Source::Written,
    };
    let turnout = public.turnout.iter().map(|(contest, n)| (contest.to_string(), *n)).collect();
    Ok(Notice {
        place,
        areas: Vec::new(),
        process: process_of(papers),
        standing: calendar.standing(&facts, now),
        calendar,
        contests: papers.contests.iter().map(contest_of).collect(),
        projects,
        ballot_box: BoxNews { state, turnout },
    })
}

fn process_of(papers: &Papers) -> Process {
    Process {
        id: papers.election.clone(),
        place: PlaceId::parse(papers.election.as_str()).expect("an election's id is a place's too"),
        title: papers.title.clone(),
        languages: papers.languages.clone(),
        // The papers do not say who may vote; the page leaves the sentence out.
        electorate: unsaid(),
        batch_min: papers.batch_min,
        batch_interval_s: papers.batch_interval_s,
        small_group: papers.small_group,
        openings: papers.openings,
        trustees: String::new(),
        witnesses: String::new(),
        revision: 0,
        frozen_at: None,
    }
}

fn contest_of(contest: &Contest) -> ContestSetup {
    ContestSetup {
        id: contest.id.clone(),
        title: contest.title.clone(),
        ballot: contest.ballot,
        budget: contest.budget,
        rule: contest.rule.clone(),
        voters: ContestVoters::default(),
    }
}

/// An electorate that says nothing.
fn unsaid() -> Electorate {
    let mut unsaid = Electorate::usual();
    (unsaid.rule.min_age, unsaid.rule.basis) = (0, BTreeSet::new());
    unsaid
}

fn projects_of(contest: &Contest) -> Vec<Project> {
    let text = |option: &ContestOption, title: &Translation| {
        let summary = option.summary.translations().iter().find(|s| s.lang == title.lang);
        ProjectText {
            language: title.lang.clone(),
            title: title.text.clone(),
            summary: summary.map(|s| s.text.clone()).unwrap_or_default(),
            review: Review::Original,
            credit: String::new(),
        }
    };
    let project = |option: &ContestOption| Project {
        id: option.id.clone(),
        number: option.number,
        category: option.category.clone(),
        cost: Some(option.cost),
        place: option.place.clone(),
        proposed_by: String::new(),
        motif: 0,
        pictogram: String::new(),
        original_language: String::new(),
        texts: option.title.translations().iter().map(|title| text(option, title)).collect(),
    };
    contest.options.iter().map(project).collect()
}

/// The processes that residents may see, those that are on first.
///
/// # Errors
/// [`StoreError`].
pub async fn notices(house: &House) -> Result<Vec<Listed>, StoreError> {
    let mut listed = Vec::new();
    for process in processes::all(house.office.reader()).await? {
        if let Some(notice) = notice(house, &process.id).await? {
            listed.push(Listed::of(notice));
        }
    }
    for notice in house.gallery.notices() {
        listed.push(Listed::of(notice.at(house.now())));
    }
    listed.sort_by_key(|listed| (listed.place(), listed.process.id.clone()));
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
