//! The list of checks before a ballot opens: done, can wait, must be fixed.

use morada_engine::contest::Papers;
use morada_engine::ids::ContestId;
use morada_engine::permission::Role;
use morada_engine::sealing::TrusteeSet;
use morada_engine::time::Timestamp;

use super::DeskError;
use super::letters::{self, Handed};
use super::papers::{self, BallotLanguage, Unwritable};
use super::rules;
use super::setup::overview::Setup;
use crate::app::House;
use crate::app::order::Credlist;
use crate::app::seal_election::{SetupFault, check_setup};
use crate::store::office::staff;

/// Batches smaller than this hide too little; fit for a demo, not for a town.
const CAREFUL_BATCH: u64 = 20;

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at, and what was found.
    pub found: Found,
    /// What follows from it.
    pub state: State,
}

/// What follows from a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Nothing to do.
    Done,
    /// The ballot can open; somebody should know.
    CanWait,
    /// The ballot cannot open.
    MustFix,
}

/// What a check found. Each variant is one line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The rules in plain words.
    Rules {
        /// The published version, if any.
        version: Option<u32>,
        /// The municipality's reference.
        decision: String,
        /// Whether they say what is set up now.
        in_force: InForce,
    },
    /// The dates of voting.
    Dates(DatesFound),
    /// Contests and projects.
    Projects {
        /// Contests without any project.
        empty_contests: Vec<ContestId>,
        /// Contests there are.
        contests: usize,
        /// Projects there are.
        projects: usize,
        /// Projects without a price.
        unpriced: usize,
    },
    /// The languages of the ballot.
    Languages(Vec<BallotLanguage>),
    /// The lists of keys.
    Keys {
        /// Contests without a list.
        without: Vec<ContestId>,
        /// Letters made, for the contest with the most.
        letters: u64,
    },
    /// Where the letters are.
    Letters {
        /// Letters made.
        made: u64,
        /// Letters given out.
        handed: u64,
    },
    /// Who opens the box.
    Trustees(Option<(u16, usize)>),
    /// Who watches from outside.
    Witnesses(usize),
    /// How many ballots hide each other.
    Batches(u64),
    /// Officers who could be the two.
    Officers {
        /// Officers there are.
        officers: usize,
        /// Teams they sit in.
        teams: usize,
    },
    /// Who answers the telephone.
    HelpLine(String),
    /// What the urn itself would say to these papers.
    Sealing(Vec<SetupFault>),
}

/// Whether published rules say what is set up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InForce {
    /// They do.
    Yes,
    /// None were published.
    Never,
    /// Something changed since.
    Outdated,
}

/// What was found about the dates of voting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatesFound {
    /// Voting has no dates.
    Missing,
    /// Voting would be over already.
    Over(Timestamp),
    /// From when until when.
    Set(Timestamp, Timestamp),
}

/// Runs every check. The order is the order of the page.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn checks(house: &House, setup: &Setup) -> Result<Vec<Check>, DeskError> {
    let handed = letters::handed(house, &setup.process.id).await?;
    Ok(vec![
        rules_check(setup),
        dates_check(house, setup),
        projects_check(setup),
        languages_check(setup),
        keys_check(setup),
        letters_check(setup, &handed),
        officers_check(house, setup).await?,
        trustees_check(setup),
        witnesses_check(setup),
        batches_check(setup),
        help_check(setup),
        sealing_check(house, setup),
    ])
}

/// Whether nothing must be fixed.
pub fn may_open(checks: &[Check]) -> bool {
    checks.iter().all(|check| check.state < State::MustFix)
}

fn rules_check(setup: &Setup) -> Check {
    let in_force = match &setup.rules {
        None => InForce::Never,
        Some(rules) if rules.sha == rules::sha_of(setup) => InForce::Yes,
        Some(_) => InForce::Outdated,
    };
    let state = if in_force == InForce::Yes { State::Done } else { State::MustFix };
    let decision = setup.rules.as_ref().map(|rules| rules.decision.clone()).unwrap_or_default();
    let version = setup.rules.as_ref().map(|rules| rules.version);
    Check { found: Found::Rules { version, decision, in_force }, state }
}

fn dates_check(house: &House, setup: &Setup) -> Check {
    use morada_engine::phase::Phase::Balloting;
    let dates = setup.calendar.starts_at(Balloting).zip(setup.calendar.ends_at(Balloting));
    let (found, state) = match dates {
        None => (DatesFound::Missing, State::MustFix),
        Some((_, closes)) if closes <= house.now() => (DatesFound::Over(closes), State::MustFix),
        Some((opens, closes)) => (DatesFound::Set(opens, closes), State::Done),
    };
    Check { found: Found::Dates(found), state }
}

fn projects_check(setup: &Setup) -> Check {
    let empty = |contest: &&super::setup::contests::ContestSetup| {
        !papers::is_motion(contest) && setup.projects_of(&contest.id).is_empty()
    };
    let empty_contests: Vec<ContestId> =
        setup.contests.iter().filter(empty).map(|contest| contest.id.clone()).collect();
    let all: Vec<_> = setup.projects.values().flatten().collect();
    let unpriced = all.iter().filter(|project| project.cost.is_none()).count();
    let contests = setup.contests.len();
    let done = contests > 0 && empty_contests.is_empty() && unpriced == 0;
    let state = if done { State::Done } else { State::MustFix };
    Check {
        found: Found::Projects { empty_contests, contests, projects: all.len(), unpriced },
        state,
    }
}

fn languages_check(setup: &Setup) -> Check {
    let languages = papers::ballot_languages(setup);
    let waits = |language: &BallotLanguage| language.waiting > 0;
    let state = match languages.first() {
        None => State::MustFix,
        Some(first) if waits(first) => State::MustFix,
        Some(_) if languages.iter().any(waits) => State::CanWait,
        Some(_) => State::Done,
    };
    Check { found: Found::Languages(languages), state }
}

fn keys_check(setup: &Setup) -> Check {
    let listed = |id: &ContestId| setup.credlists.iter().any(|list| list.contest == *id);
    let ids = setup.contests.iter().map(|contest| &contest.id);
    let without: Vec<ContestId> = ids.filter(|id| !listed(id)).cloned().collect();
    let letters = setup.credlists.iter().map(|list| list.letters).max().unwrap_or(0);
    let done = without.is_empty() && !setup.contests.is_empty();
    let state = if done { State::Done } else { State::MustFix };
    Check { found: Found::Keys { without, letters }, state }
}

fn letters_check(setup: &Setup, handed: &[Handed]) -> Check {
    let made: u64 = setup.credlists.iter().map(|list| list.letters + list.spares).sum();
    let out: u64 = handed.iter().map(|contest| contest.handed + contest.reissued).sum();
    let state = match out {
        out if out > made => State::MustFix,
        0 => State::CanWait,
        _ => State::Done,
    };
    Check { found: Found::Letters { made, handed: out }, state }
}

async fn officers_check(house: &House, setup: &Setup) -> Result<Check, DeskError> {
    let accounts = staff::all(house.office.reader()).await?;
    let here = Some(&setup.place.id);
    let officers: Vec<_> = accounts
        .iter()
        .filter(|account| account.disabled_at.is_none())
        .filter(|account| {
            let held = |role: &staff::HeldRole| {
                role.role == Role::BallotOfficer
                    && (role.place.is_none() || role.place.as_ref() == here)
            };
            account.roles.iter().any(held)
        })
        .collect();
    let teams: std::collections::BTreeSet<_> = officers.iter().map(|a| &a.team).collect();
    let state = if teams.len() >= 2 { State::Done } else { State::MustFix };
    Ok(Check { found: Found::Officers { officers: officers.len(), teams: teams.len() }, state })
}

fn trustees_check(setup: &Setup) -> Check {
    let set = TrusteeSet::parse(setup.process.trustees.as_bytes()).ok();
    let found = set.map(|set| (set.threshold(), set.shares().len()));
    let state = match found {
        Some((threshold, _)) if threshold >= 2 => State::Done,
        Some(_) | None => State::CanWait,
    };
    Check { found: Found::Trustees(found), state }
}

fn witnesses_check(setup: &Setup) -> Check {
    let named = |line: &&str| line.trim_start().starts_with("witness ");
    let count = setup.process.witnesses.lines().filter(named).count();
    let state = if count >= 2 { State::Done } else { State::CanWait };
    Check { found: Found::Witnesses(count), state }
}

fn batches_check(setup: &Setup) -> Check {
    let least = setup.process.batch_min;
    let state = if least >= CAREFUL_BATCH { State::Done } else { State::CanWait };
    Check { found: Found::Batches(least), state }
}

fn help_check(setup: &Setup) -> Check {
    let line = setup.place.help_line.clone();
    let state = if line.is_empty() { State::CanWait } else { State::Done };
    Check { found: Found::HelpLine(line), state }
}

/// Asks the urn's own check, so that the list never says yes to what the urn would refuse.
fn sealing_check(house: &House, setup: &Setup) -> Check {
    let faults = match papers::papers(&house.config.authority, setup) {
        Ok(papers) => sealing_faults(house, setup, &papers),
        // What keeps the papers from being written stands in the lines above.
        Err(unwritable) => unwritable
            .into_iter()
            .filter(|reason| *reason == Unwritable::Dates)
            .map(|_| SetupFault::Times)
            .collect(),
    };
    let state = if faults.is_empty() { State::Done } else { State::MustFix };
    Check { found: Found::Sealing(faults), state }
}

fn sealing_faults(house: &House, setup: &Setup, papers: &Papers) -> Vec<SetupFault> {
    let lists = credlists(setup);
    let officers = ["first".to_owned(), "second".to_owned()];
    let (trustees, witnesses) = (&setup.process.trustees, &setup.process.witnesses);
    check_setup(house, papers, trustees, witnesses, &lists, &officers).err().unwrap_or_default()
}

/// The lists of keys as an order carries them.
pub(super) fn credlists(setup: &Setup) -> Vec<Credlist> {
    let list = |list: &crate::store::office::credlists::StoredCredlist| Credlist {
        contest: list.contest.clone(),
        keys: list.keys.clone(),
        letters: list.letters,
        spares: list.spares,
    };
    setup.credlists.iter().map(list).collect()
}
