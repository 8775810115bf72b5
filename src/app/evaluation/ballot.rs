//! The final list: a public lot gives every accepted proposal its number, and one deed of two officers makes it a
//! project of a contest, to be sealed with the set-up as any other.
//!
//! The lot is the engine's ([`Seed::ticket`]): SHA-256 of the seed, `,tie,`, the contest, a comma and the proposal's
//! number. The lowest comes first. Seed, minutes and order are kept as two officers confirmed them.

use std::collections::BTreeMap;

use morada_engine::chance::Seed;
use morada_engine::ids::{ContestId, OptionId};
use morada_engine::permit::act::PublishShortlist;
use morada_engine::permit::{OneOfTwo, Subject};
use morada_engine::proposal::Step;
use serde::{Deserialize, Serialize};

use super::Evaluation;
use super::project::{made_of, next_number};
use crate::app::House;
use crate::app::proposals::kept::Proposal;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::confirm::{Waiting, confirm_first, join, settle, waiting};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::office::evaluation::draws::{self, Draw};
use crate::store::office::evaluation::list;
use crate::store::office::processes::{self, Change};
use crate::store::office::projects::{self, Project};
use crate::store::office::proposals::{self, authors, texts};

/// The most proposals of one lot: more than any ballot has.
const MOST: u64 = 500;
/// The most signs of the minutes.
const MOST_MINUTES: usize = 2_000;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DrawAnswers {
    /// The contest.
    pub contest: String,
    /// The digits that the dice gave.
    pub seed: String,
    /// Who rolled, where, who watched: offices and roles, no names of residents.
    pub minutes: String,
}

/// A lot, as two officers confirm it and as everybody can read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawBody {
    /// The contest.
    pub contest: ContestId,
    /// Always `ballot numbers`.
    pub lot: String,
    /// Who rolled, where, who watched.
    pub minutes: String,
    /// The order, first number first.
    pub numbers: Vec<Numbered>,
    /// The process.
    pub process: String,
    /// The digits.
    pub seed: Seed,
}

/// A proposal with the number that the lot gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbered {
    /// Its number on the ballot.
    pub ballot: u32,
    /// Its number as a proposal.
    pub proposal: u32,
    /// Its ticket, hex.
    pub ticket: String,
}

/// Everything that the lot is about.
#[derive(Debug)]
pub struct Ready {
    /// The process as it is set up.
    pub setup: Setup,
    /// The accepted proposals without a number.
    pub accepted: Vec<Proposal>,
    /// Whether the list is public, the time for objections over and every objection heard.
    pub may_draw: bool,
}

impl Ready {
    /// Loads it.
    ///
    /// # Errors
    /// [`DeskError::Store`].
    pub async fn load(house: &House, evaluation: &Evaluation) -> Result<Self, DeskError> {
        let (reader, process) = (house.office.reader(), evaluation.process());
        let list = list::find(reader, process).await?;
        let over = list.is_some_and(|list| evaluation.today > list.appeals_until);
        let unheard = proposals::count_in_state(reader, process, "appealed").await?;
        Ok(Self {
            setup: Setup::load(house, process).await?,
            accepted: proposals::in_state(reader, process, "feasible", MOST).await?,
            may_draw: over && unheard == 0,
        })
    }

    /// The lot that a seed gives.
    fn draw(&self, contest: &ContestId, seed: &Seed, minutes: &str) -> Result<DrawBody, DeskError> {
        let mut options: BTreeMap<OptionId, u32> = BTreeMap::new();
        for number in self.accepted.iter().filter_map(|proposal| proposal.number) {
            let option = OptionId::parse(&number.to_string()).map_err(|_| DeskError::Unknown)?;
            options.insert(option, number);
        }
        let first = next_number(self.setup.projects_of(contest));
        let order = seed.order(contest, options.keys());
        let numbers = (first..).zip(&order).filter_map(|(ballot, option)| {
            let proposal = *options.get(option)?;
            Some(Numbered { ballot, proposal, ticket: seed.ticket(contest, option).to_hex() })
        });
        Ok(DrawBody {
            contest: contest.clone(),
            lot: "ballot numbers".to_owned(),
            minutes: minutes.to_owned(),
            numbers: numbers.collect(),
            process: self.setup.process.id.to_string(),
            seed: seed.clone(),
        })
    }

    fn parse(&self, typed: &DrawAnswers) -> Result<DrawBody, DeskError> {
        let mut faults = Vec::new();
        let contest = self.contests().find(|contest| contest.id.as_str() == typed.contest);
        if contest.is_none() {
            faults.push(Fault::new("contest", Wrong::NothingChosen));
        }
        let seed = Seed::parse(typed.seed.trim());
        if let Err(fault) = &seed {
            faults.push(Fault::new("seed", Wrong::Unreadable(fault.to_string())));
        }
        faults.extend(crate::app::proposals::text("minutes", &typed.minutes, MOST_MINUTES));
        let dear = contest.filter(|contest| {
            let prices = self.accepted.iter().filter_map(|proposal| proposal.state.price());
            prices.into_iter().any(|price| price > contest.budget)
        });
        if dear.is_some() {
            faults.push(Fault::new("contest", Wrong::DearerThanBudget));
        }
        match (contest, seed) {
            (Some(contest), Ok(seed)) if faults.is_empty() => {
                self.draw(&contest.id, &seed, &crate::app::proposals::clean(&typed.minutes))
            }
            _ => Err(DeskError::Faulty(faults)),
        }
    }

    /// The contests onto which proposals can come: those with money.
    pub fn contests(
        &self,
    ) -> impl Iterator<Item = &crate::app::staff::setup::contests::ContestSetup> {
        self.setup.contests.iter().filter(|one| !crate::app::staff::papers::is_motion(one))
    }
}

fn payload(body: &DrawBody) -> String {
    serde_json::to_string(body).expect("a lot has string keys")
}

/// The lots that wait for a second officer.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn waiting_draws(
    house: &House,
    evaluation: &Evaluation,
) -> Result<Vec<(Waiting, DrawBody)>, DeskError> {
    let subject = Subject::Process(evaluation.process().clone());
    let all = waiting::<PublishShortlist>(house, &subject).await?;
    let read = |first: Waiting| {
        let body = serde_json::from_str::<DrawBody>(&first.payload).ok()?;
        Some((first, body))
    };
    Ok(all.into_iter().filter_map(read).collect())
}

/// Writes the dice down, as the first of two.
///
/// # Errors
/// [`DeskError::Faulty`]; [`Wrong::NotYet`] while objections can come or wait, or nothing is to be numbered.
pub async fn propose_draw(
    house: &House,
    half: &OneOfTwo<PublishShortlist>,
    evaluation: &Evaluation,
    typed: &DrawAnswers,
) -> Result<(), DeskError> {
    let ready = Ready::load(house, evaluation).await?;
    if !ready.may_draw || ready.accepted.is_empty() {
        return Err(DeskError::fault("main", Wrong::NotYet));
    }
    let body = ready.parse(typed)?;
    confirm_first(house, half, &payload(&body), async |_| Ok(())).await
}

/// Confirms a lot as the second of two: every proposal has its number and is a project.
///
/// # Errors
/// [`Wrong::NothingWaits`], [`Wrong::Changed`] when the accepted proposals or the contest have changed since;
/// [`DeskError::Refused`] when the two may not act together.
pub async fn confirm_draw(
    house: &House,
    half: OneOfTwo<PublishShortlist>,
    evaluation: &Evaluation,
    id: &str,
    sha: &str,
) -> Result<(), DeskError> {
    let all = waiting_draws(house, evaluation).await?;
    let found = all.into_iter().find(|(first, _)| first.id == id);
    let nothing = || DeskError::fault("main", Wrong::NothingWaits);
    let (first, body) = found.ok_or_else(nothing)?;
    let ready = Ready::load(house, evaluation).await?;
    let again = ready.draw(&body.contest, &body.seed, &body.minutes)?;
    if first.sha != sha || again != body || !ready.may_draw {
        return Err(DeskError::fault("main", Wrong::Changed));
    }
    let permit = join(house, &first, half).await?;
    let by = permit.by().last().ok_or(DeskError::Unknown)?;
    let made = make(house, evaluation, &ready, &body).await?;
    let (process, revision) = (evaluation.process(), ready.setup.process.revision);
    let draw = Draw { sha: first.sha.clone(), body: first.payload.clone(), drawn_at: house.now() };
    in_one_step(house, async |tx| {
        settle(house, tx, &first, &permit).await?;
        match processes::change(tx, process, revision).await? {
            Change::MayGoOn => {}
            Change::Stale => return Err(DeskError::Stale),
            Change::Frozen => return Err(DeskError::Frozen),
            Change::Unknown => return Err(DeskError::Unknown),
        }
        for one in &made {
            if !proposals::change(tx, &one.seen, &one.next).await? {
                return Err(DeskError::Stale);
            }
            projects::insert(tx, process, &body.contest, &one.project).await?;
            draws::link(tx, process, &body.contest, &one.project.id, &one.seen.id).await?;
        }
        draws::insert(tx, process, &draw).await?;
        let entry =
            Entry::BallotNumbered { contest: &body.contest, count: made.len(), sha: &draw.sha };
        note(house, tx, by, Some(process), &entry).await
    })
    .await
}

/// A proposal as it is and as it will be, and the project that it becomes.
struct Made {
    seen: Proposal,
    next: Proposal,
    project: Project,
}

async fn make(
    house: &House,
    evaluation: &Evaluation,
    ready: &Ready,
    body: &DrawBody,
) -> Result<Vec<Made>, DeskError> {
    let reader = house.office.reader();
    let mut others = ready.setup.projects_of(&body.contest).to_vec();
    let mut made = Vec::new();
    for one in &body.numbers {
        let own = |proposal: &&Proposal| proposal.number == Some(one.proposal);
        let seen = ready.accepted.iter().find(own).ok_or(DeskError::Unknown)?;
        let state = evaluation.season.after(&seen.state, &Step::Number { number: one.ballot })?;
        let next = Proposal { state, changed_at: house.now(), ..seen.clone() };
        let texts = texts::of_proposal(reader, &seen.id).await?;
        let authors = authors::of_proposal(reader, &seen.id).await?;
        let languages = &ready.setup.process.languages;
        let project = made_of(&next, &texts, &authors, languages, &others)?;
        others.push(project.clone());
        made.push(Made { seen: seen.clone(), next, project });
    }
    Ok(made)
}

/// The lots of a process, as everybody can redo them.
///
/// # Errors
/// [`DeskError::Store`] when one cannot be read.
pub async fn drawn(
    house: &House,
    evaluation: &Evaluation,
) -> Result<Vec<(Draw, DrawBody)>, DeskError> {
    let all = draws::of_process(house.office.reader(), evaluation.process()).await?;
    let corrupt = |e: serde_json::Error| crate::store::StoreError::Corrupt(format!("a lot: {e}"));
    let read = |draw: Draw| {
        let body = serde_json::from_str(&draw.body).map_err(corrupt)?;
        Ok((draw, body))
    };
    all.into_iter().map(read).collect()
}
