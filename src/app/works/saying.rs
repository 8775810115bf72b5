//! What a department types about a work, made into an entry of its record.

use morada_engine::contest::Text;
use morada_engine::eligibility::Date;
use morada_engine::works::{Event, Promise, Refusal, Stage};

use super::funded::FundedProject;
use crate::app::staff::setup::typed::{line, money, optional_line, text};
use crate::app::staff::{Fault, Wrong};

/// The most letters of a reason, a note or a report.
pub const MOST_LETTERS: usize = 1500;

/// What can be said about a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    /// A department takes it up and promises days.
    TakeUp,
    /// A milestone was reached.
    Reach,
    /// A milestone has a new day.
    Move,
    /// One more milestone.
    Add,
    /// Money was paid.
    Pay,
    /// How far it has come.
    Report,
    /// Another sum is promised.
    Money,
    /// It will stand elsewhere.
    Site,
    /// Another department goes on with it.
    HandOver,
    /// It will not be built.
    GiveUp,
}

impl Saying {
    /// Everything that can be said once a work is taken up, the usual first.
    pub const ALL: [Saying; 10] = [
        Saying::TakeUp,
        Saying::Report,
        Saying::Reach,
        Saying::Move,
        Saying::Pay,
        Saying::Add,
        Saying::Money,
        Saying::Site,
        Saying::HandOver,
        Saying::GiveUp,
    ];

    /// Its name in addresses and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Saying::TakeUp => "take-up",
            Saying::Reach => "reach",
            Saying::Move => "move",
            Saying::Add => "add",
            Saying::Pay => "pay",
            Saying::Report => "report",
            Saying::Money => "money",
            Saying::Site => "site",
            Saying::HandOver => "hand-over",
            Saying::GiveUp => "give-up",
        }
    }

    /// What has that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Saying::ALL.into_iter().find(|saying| saying.name() == name)
    }

    /// Whether it may be said of a work that is over.
    pub const fn after_the_end(self) -> bool {
        matches!(self, Saying::Pay | Saying::Report)
    }
}

/// What is typed; a page asks for the part that belongs to its saying.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Which milestone, from 0.
    pub milestone: String,
    /// A day `YYYY-MM-DD`.
    pub day: String,
    /// A day for each usual stage that is part of the work, by the stage's name.
    pub days: Vec<(String, String)>,
    /// A sum, as people write it.
    pub amount: String,
    /// The number of a decision.
    pub decision: String,
    /// Where.
    pub site: String,
    /// A department.
    pub owner: String,
    /// The name of a new milestone, per language.
    pub name: Vec<(String, String)>,
    /// Reason, note or report, per language.
    pub words: Vec<(String, String)>,
}

/// What answers are read against.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The funded project.
    pub funded: &'a FundedProject,
    /// The department of whoever types.
    pub team: &'a str,
    /// Departments that can go on with it.
    pub teams: &'a [String],
    /// The first language of the process, which no text may lack.
    pub first_language: &'a str,
    /// Digits after the point of an amount.
    pub exponent: u32,
}

impl Answers {
    /// The entry that was typed.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn parse(&self, saying: Saying, reading: Reading<'_>) -> Result<Event, Vec<Fault>> {
        match saying {
            Saying::TakeUp => self.take_up(reading),
            Saying::Reach => {
                let (milestone, on, note) =
                    all3(self.milestone(), self.day("day"), self.words(reading))?;
                Ok(Event::Reached { milestone, on, note })
            }
            Saying::Move => {
                let (milestone, to, reason) =
                    all3(self.milestone(), self.day("day"), self.words(reading))?;
                Ok(Event::Moved { milestone, to, reason })
            }
            Saying::Add => {
                let name = text("name", &self.name, reading.first_language, 80);
                let (name, due, reason) = all3(name, self.day("day"), self.words(reading))?;
                let milestone = Promise { stage: Stage::Other(name), due };
                Ok(Event::MilestoneAdded { milestone, reason })
            }
            Saying::Pay => {
                let amount = one(money("amount", &self.amount, reading.exponent));
                let (amount, on, what) = all3(amount, self.day("day"), self.words(reading))?;
                Ok(Event::Spent { amount, on, what })
            }
            Saying::Report => Ok(Event::Reported { text: self.words(reading)? }),
            Saying::Money => {
                let amount = one(money("amount", &self.amount, reading.exponent));
                let (promised, decision, reason) =
                    all3(amount, self.decision(), self.words(reading))?;
                Ok(Event::MoneyChanged { promised, decision, reason })
            }
            Saying::Site => {
                let site = one(line("site", &self.site, 120));
                let (site, reason) = both(site, self.words(reading))?;
                Ok(Event::SiteChanged { site, reason })
            }
            Saying::HandOver => {
                let known = reading.teams.contains(&self.owner);
                let owner =
                    if known { Ok(self.owner.clone()) } else { fault("owner", Wrong::NotOffered) };
                let (owner, reason) = both(owner, self.words(reading))?;
                Ok(Event::HandedOver { owner, reason })
            }
            Saying::GiveUp => {
                let (decision, reason) = both(self.decision(), self.words(reading))?;
                Ok(Event::GivenUp { decision, reason })
            }
        }
    }

    /// A promise has a day for every stage that is part of it.
    fn take_up(&self, reading: Reading<'_>) -> Result<Event, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut milestones = Vec::new();
        for stage in Stage::USUAL {
            let typed = self.days.iter().find(|(name, _)| name == stage.name());
            let typed = typed.map_or("", |(_, day)| day.trim());
            match read_day(&format!("day-{}", stage.name()), typed) {
                _ if typed.is_empty() => {}
                Ok(due) => milestones.push(Promise { stage, due }),
                Err(fault) => faults.push(fault),
            }
        }
        let site = optional_line("site", &self.site, 120).map_err(|fault| faults.push(fault));
        if milestones.is_empty() && faults.is_empty() {
            faults.push(Fault::new("day-opening", Wrong::Empty));
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Event::TakenUp {
            owner: reading.team.to_owned(),
            promised: reading.funded.funded.voted,
            site: site.unwrap_or_default(),
            milestones,
        })
    }

    fn milestone(&self) -> Result<usize, Vec<Fault>> {
        self.milestone.parse().or_else(|_| fault("milestone", Wrong::NothingChosen))
    }

    fn day(&self, field: &str) -> Result<Date, Vec<Fault>> {
        one(read_day(field, self.day.trim()))
    }

    fn decision(&self) -> Result<String, Vec<Fault>> {
        one(line("decision", &self.decision, 60))
    }

    fn words(&self, reading: Reading<'_>) -> Result<Text, Vec<Fault>> {
        text("words", &self.words, reading.first_language, MOST_LETTERS)
    }
}

/// Where a refusal of the engine is put right.
pub(super) fn fault_of(refusal: Refusal, event: &Event) -> Fault {
    let field = match refusal {
        Refusal::OutOfOrder(at) => match event {
            Event::TakenUp { milestones, .. } => {
                &format!("day-{}", milestones.get(at).map_or("opening", |one| one.stage.name()))
            }
            _ => "main",
        },
        Refusal::NoSuchMilestone | Refusal::ReachedBefore => "milestone",
        Refusal::SameDay | Refusal::DayToCome => "day",
        Refusal::NothingPaid | Refusal::AboveTheMoney { .. } | Refusal::BelowThePaid => "amount",
        Refusal::NoDecision => "decision",
        Refusal::NotTakenUp
        | Refusal::TakenUpBefore
        | Refusal::OtherMoney
        | Refusal::Milestones
        | Refusal::Over => "main",
    };
    Fault::new(field, Wrong::Work(refusal))
}

fn read_day(field: &str, typed: &str) -> Result<Date, Fault> {
    Date::parse(typed).map_err(|_| match typed {
        "" => Fault::new(field, Wrong::Empty),
        _ => Fault::new(field, Wrong::NotADay),
    })
}

fn fault<T>(field: &str, wrong: Wrong) -> Result<T, Vec<Fault>> {
    Err(vec![Fault::new(field, wrong)])
}

fn one<T>(read: Result<T, Fault>) -> Result<T, Vec<Fault>> {
    read.map_err(|fault| vec![fault])
}

/// What was read of two things, or every fault of both.
fn both<A, B>(a: Result<A, Vec<Fault>>, b: Result<B, Vec<Fault>>) -> Result<(A, B), Vec<Fault>> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err([a.err(), b.err()].into_iter().flatten().flatten().collect()),
    }
}

fn all3<A, B, C>(
    a: Result<A, Vec<Fault>>,
    b: Result<B, Vec<Fault>>,
    c: Result<C, Vec<Fault>>,
) -> Result<(A, B, C), Vec<Fault>> {
    let ((a, b), c) = both(both(a, b), c)?;
    Ok((a, b, c))
}
