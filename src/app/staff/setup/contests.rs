//! Contests: one budget line with its ballot and its rule, or one motion.

use morada_engine::contest::{
    AddOneStop, BallotStyle, Completion, Misfit, Rule, ShareStart, TiePolicy, Utility,
};
use morada_engine::eligibility::ContestVoters;
use morada_engine::ids::ContestId;
use morada_engine::money::Money;
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;

use super::change::{change, process_of};
use super::typed::{money, slug, small_number, text};
use crate::app::House;
use crate::app::staff::acts::Entry;
use crate::app::staff::permits::find_process;
use crate::app::staff::{DeskError, Fault, Wrong};
pub use crate::store::office::contests::ContestSetup;
use crate::store::office::places::Area;
use crate::store::office::processes::Process;
use crate::store::office::{contests, credlists, places, projects};

/// What is typed about a contest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContestAnswers {
    /// Its name in addresses.
    pub id: String,
    /// Its name, per language.
    pub titles: Vec<(String, String)>,
    /// The budget, as people write money; of no account for a motion.
    pub budget: String,
    /// Name of a [`BallotChoice`].
    pub ballot: String,
    /// Fewest options of an approval ballot.
    pub min: String,
    /// Most options of an approval ballot.
    pub max: String,
    /// Name of a [`RuleChoice`].
    pub rule: String,
    /// The areas it belongs to; none: the whole place.
    pub areas: Vec<String>,
    /// A greater least age; empty: as the process has it.
    pub own_age: String,
    /// More months; empty: as the process has it.
    pub own_months: String,
}

/// The kinds of ballot that the wizard offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallotChoice {
    /// Mark between `min` and `max` projects.
    Approval,
    /// Spend the budget.
    Knapsack,
    /// Mark one project.
    ChooseOne,
    /// Yes, no or abstain.
    Motion,
}

/// The rules that the wizard offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleChoice {
    /// Equal shares with add-one completion, equal gain per euro.
    EqualShares,
    /// Most votes; what does not fit is passed over.
    MostVotes,
    /// Most votes; what does not fit ends the count.
    MostVotesStop,
    /// More yes than no.
    Motion,
}

impl BallotChoice {
    /// Every kind, the advised one first.
    pub const ALL: [BallotChoice; 4] = [
        BallotChoice::Knapsack,
        BallotChoice::Approval,
        BallotChoice::ChooseOne,
        BallotChoice::Motion,
    ];

    /// Its name in forms and messages.
    pub const fn name(self) -> &'static str {
        match self {
            BallotChoice::Approval => "approval",
            BallotChoice::Knapsack => "knapsack",
            BallotChoice::ChooseOne => "choose_one",
            BallotChoice::Motion => "motion",
        }
    }

    /// The choice behind a stored ballot; `None` for one that only an import can make.
    pub const fn of(ballot: BallotStyle) -> Option<BallotChoice> {
        match ballot {
            BallotStyle::Approval { .. } => Some(BallotChoice::Approval),
            BallotStyle::Knapsack => Some(BallotChoice::Knapsack),
            BallotStyle::ChooseOne => Some(BallotChoice::ChooseOne),
            BallotStyle::Motion => Some(BallotChoice::Motion),
            BallotStyle::Points { .. } | BallotStyle::Ranking { .. } => None,
        }
    }
}

impl RuleChoice {
    /// Every rule, the advised one first.
    pub const ALL: [RuleChoice; 4] = [
        RuleChoice::EqualShares,
        RuleChoice::MostVotes,
        RuleChoice::MostVotesStop,
        RuleChoice::Motion,
    ];

    /// Its name in forms and messages.
    pub const fn name(self) -> &'static str {
        match self {
            RuleChoice::EqualShares => "equal_shares",
            RuleChoice::MostVotes => "most_votes",
            RuleChoice::MostVotesStop => "most_votes_stop",
            RuleChoice::Motion => "motion",
        }
    }

    /// The rule as it is sealed. Ties go to the cheaper project, then to the one with
    /// more votes, then to the lot.
    ///
    /// Shares grow by a whole unit of the currency at a time, as UX.md explains it to residents.
    pub fn rule(self, currency_exponent: u32) -> Rule {
        let ties = vec![TiePolicy::Cheaper, TiePolicy::MoreVotes, TiePolicy::Lot];
        match self {
            RuleChoice::EqualShares => Rule::EqualShares {
                completion: Completion::Add1,
                increment: Money::from_minor(10_u64.pow(currency_exponent.min(6)))
                    .expect("a million minor units are below the limit"),
                start: ShareStart::Exact,
                stop: AddOneStop::Exhaustive,
                ties,
                utility: Utility::Cost,
                version: 1,
            },
            RuleChoice::MostVotes => Rule::MostVotes { misfit: Misfit::Skip, ties, version: 1 },
            RuleChoice::MostVotesStop => Rule::MostVotes { misfit: Misfit::Stop, ties, version: 1 },
            RuleChoice::Motion => Rule::Motion { version: 1 },
        }
    }

    /// The choice behind a stored rule; `None` for one that only an import can make.
    pub fn of(rule: &Rule, currency_exponent: u32) -> Option<RuleChoice> {
        RuleChoice::ALL.into_iter().find(|choice| choice.rule(currency_exponent) == *rule)
    }
}

impl ContestAnswers {
    /// The answers that a stored contest would have given.
    pub fn of(contest: &ContestSetup, languages: &[String], currency_exponent: u32) -> Self {
        let (min, max) = match contest.ballot {
            BallotStyle::Approval { min, max } => (min.to_string(), max.to_string()),
            _ => (String::new(), String::new()),
        };
        let title = |language: &String| {
            (language.clone(), super::settings::title_in(&contest.title, language).to_owned())
        };
        Self {
            id: contest.id.to_string(),
            titles: languages.iter().map(title).collect(),
            budget: contest.budget.decimal(currency_exponent),
            ballot: BallotChoice::of(contest.ballot).map_or("kept", BallotChoice::name).to_owned(),
            min,
            max,
            rule: RuleChoice::of(&contest.rule, currency_exponent)
                .map_or("kept", RuleChoice::name)
                .to_owned(),
            areas: contest.voters.areas.iter().cloned().collect(),
            own_age: contest.voters.min_age.map(|age| age.to_string()).unwrap_or_default(),
            own_months: contest.voters.min_months.map(|n| n.to_string()).unwrap_or_default(),
        }
    }

    fn parse(
        &self,
        process: &Process,
        (exponent, map): (u32, &[Area]),
        before: Option<&ContestSetup>,
    ) -> Result<ContestSetup, Vec<Fault>> {
        let mut faults = Vec::new();
        let first = process.languages.first().map_or("pt", String::as_str);
        let id = match slug("id", &self.id).map(|id| ContestId::parse(&id)) {
            Ok(Ok(id)) => Some(id),
            Ok(Err(_)) => keep(&mut faults, Fault::new("id", Wrong::NotAName)),
            Err(fault) => keep(&mut faults, fault),
        };
        let title = match text("title", &self.titles, first, 80) {
            Ok(title) => Some(title),
            Err(found) => {
                faults.extend(found);
                None
            }
        };
        let ballot = self.ballot(before, &mut faults);
        let is_motion = ballot == Some(BallotStyle::Motion);
        let budget = match money("budget", &self.budget, exponent) {
            _ if is_motion => Some(Money::ZERO),
            Ok(budget) if budget > Money::ZERO => Some(budget),
            Ok(_) => keep(&mut faults, Fault::new("budget", Wrong::Empty)),
            Err(fault) => keep(&mut faults, fault),
        };
        let rule = self.rule(exponent, before, &mut faults);
        let voters = self.voters(process, map, &mut faults);
        if let (Some(ballot), Some(rule)) = (ballot, &rule)
            && (ballot == BallotStyle::Motion) != matches!(rule, Rule::Motion { .. })
        {
            faults.push(Fault::new("rule", Wrong::RuleDoesNotFit));
        }
        match (id, title, ballot, budget, rule) {
            (Some(id), Some(title), Some(ballot), Some(budget), Some(rule))
                if faults.is_empty() =>
            {
                Ok(ContestSetup { id, title, ballot, budget, rule, voters })
            }
            _ => Err(faults),
        }
    }

    /// Who votes in it. It can ask for more than the process, not for less.
    fn voters(&self, process: &Process, map: &[Area], faults: &mut Vec<Fault>) -> ContestVoters {
        let rule = &process.electorate.rule;
        let mut own = |field: &str, typed: &str, least: u32, most: u32| match typed.trim() {
            "" => None,
            typed => match small_number(field, typed, least, most) {
                Ok(number) => Some(number),
                Err(fault) => keep(faults, fault),
            },
        };
        let min_age = own("own_age", &self.own_age, rule.min_age.into(), 120);
        let min_months = own("own_months", &self.own_months, rule.min_months, 120);
        let known = |area: &String| map.iter().any(|known| known.name == *area);
        if !self.areas.iter().all(known) {
            faults.push(Fault::new("areas", Wrong::NotOffered));
        }
        ContestVoters {
            areas: self.areas.iter().cloned().collect(),
            min_age: min_age.and_then(|age| u8::try_from(age).ok()),
            min_months,
        }
    }

    fn ballot(
        &self,
        before: Option<&ContestSetup>,
        faults: &mut Vec<Fault>,
    ) -> Option<BallotStyle> {
        let choice = BallotChoice::ALL.into_iter().find(|choice| choice.name() == self.ballot);
        match (choice, before) {
            (Some(BallotChoice::Knapsack), _) => Some(BallotStyle::Knapsack),
            (Some(BallotChoice::ChooseOne), _) => Some(BallotStyle::ChooseOne),
            (Some(BallotChoice::Motion), _) => Some(BallotStyle::Motion),
            (Some(BallotChoice::Approval), _) => {
                let min = small_number("min", &self.min, 0, 1000);
                let max = small_number("max", &self.max, 1, 1000);
                match (min, max) {
                    (Ok(min), Ok(max)) if min <= max => Some(BallotStyle::Approval { max, min }),
                    (Ok(_), Ok(_)) => keep(faults, Fault::new("min", Wrong::LeastAboveMost)),
                    (min, max) => {
                        faults.extend([min.err(), max.err()].into_iter().flatten());
                        None
                    }
                }
            }
            (None, Some(before)) if self.ballot == "kept" => Some(before.ballot),
            (None, _) => keep(faults, Fault::new("ballot", Wrong::NotOffered)),
        }
    }

    fn rule(
        &self,
        exponent: u32,
        before: Option<&ContestSetup>,
        faults: &mut Vec<Fault>,
    ) -> Option<Rule> {
        let choice = RuleChoice::ALL.into_iter().find(|choice| choice.name() == self.rule);
        match (choice, before) {
            (Some(choice), _) => Some(choice.rule(exponent)),
            (None, Some(before)) if self.rule == "kept" => Some(before.rule.clone()),
            (None, _) => keep(faults, Fault::new("rule", Wrong::NotOffered)),
        }
    }
}

fn keep<T>(faults: &mut Vec<Fault>, fault: Fault) -> Option<T> {
    faults.push(fault);
    None
}

/// Adds a contest as seen at `revision`.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Stale`], [`DeskError::Frozen`].
pub async fn add_contest(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    typed: &ContestAnswers,
) -> Result<ContestId, DeskError> {
    let (process, exponent, map) = load(house, permit).await?;
    let contest = typed.parse(&process, (exponent, &map), None).map_err(DeskError::Faulty)?;
    let entry = Entry::ContestChanged { contest: &contest.id };
    change(house, permit, revision, &entry, async |tx, process| {
        if contests::insert(tx, process, &contest).await? {
            Ok(())
        } else {
            Err(DeskError::fault("id", Wrong::Taken))
        }
    })
    .await?;
    Ok(contest.id)
}

/// Changes a contest as seen at `revision`. Its id stays.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Unknown`], [`DeskError::Stale`], [`DeskError::Frozen`].
pub async fn change_contest(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    id: &ContestId,
    typed: &ContestAnswers,
) -> Result<(), DeskError> {
    let (process, exponent, map) = load(house, permit).await?;
    let before = find(house, &process, id).await?;
    let typed = ContestAnswers { id: id.to_string(), ..typed.clone() };
    let contest =
        typed.parse(&process, (exponent, &map), Some(&before)).map_err(DeskError::Faulty)?;
    let entry = Entry::ContestChanged { contest: id };
    change(house, permit, revision, &entry, async |tx, process| {
        Ok(contests::save(tx, process, &contest).await?)
    })
    .await
}

/// Removes a contest without projects, with its list of keys, as seen at `revision`.
///
/// # Errors
/// [`Wrong::Taken`] while it has projects, [`DeskError::Stale`], [`DeskError::Frozen`].
pub async fn remove_contest(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    id: &ContestId,
) -> Result<(), DeskError> {
    let (process, _, _) = load(house, permit).await?;
    find(house, &process, id).await?;
    let own = projects::of_process(house.office.reader(), &process.id).await?;
    if own.contains_key(id) {
        return Err(DeskError::fault("contest", Wrong::Taken));
    }
    change(house, permit, revision, &Entry::ContestRemoved { contest: id }, async |tx, process| {
        credlists::remove(tx, process, id).await?;
        Ok(contests::remove(tx, process, id).await?)
    })
    .await
}

async fn load(
    house: &House,
    permit: &Permit<DraftBallot>,
) -> Result<(Process, u32, Vec<Area>), DeskError> {
    let process = find_process(house, process_of(permit)?).await?;
    let place = places::find(house.office.reader(), &process.place).await?;
    let exponent = place.ok_or(DeskError::Unknown)?.currency_exponent;
    let map = places::map(house.office.reader(), &process.place).await?;
    Ok((process, exponent, map))
}

/// The contest of a process, or [`DeskError::Unknown`].
pub(in crate::app::staff) async fn find(
    house: &House,
    process: &Process,
    id: &ContestId,
) -> Result<ContestSetup, DeskError> {
    let all = contests::of_process(house.office.reader(), &process.id).await?;
    all.into_iter().find(|contest| contest.id == *id).ok_or(DeskError::Unknown)
}
