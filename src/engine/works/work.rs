//! A work as its record makes it, and what may be said next.

use super::event::{Event, Promise, Recorded, Stage};
use crate::contest::Text;
use crate::eligibility::Date;
use crate::money::Money;

/// The most milestones of one work.
pub const MOST_MILESTONES: usize = 20;

/// A funded project that a department has taken up. Only a record makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// The department.
    pub owner: String,
    /// The money that is promised now.
    pub promised: Money,
    /// What was paid so far.
    pub spent: Money,
    /// Where it stands or will stand.
    pub site: String,
    /// What will be reached, in the order in which it was promised.
    pub milestones: Vec<Milestone>,
    /// The day on which it was given up.
    pub given_up: Option<Date>,
}

/// Something to be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// What.
    pub stage: Stage,
    /// The day that was promised first. Nothing changes it.
    pub promised: Date,
    /// The day that is promised now.
    pub due: Date,
    /// Why it was moved, if it was.
    pub why: Option<Text>,
    /// The day it was reached.
    pub reached: Option<Date>,
}

/// Why something cannot be said about a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No department has taken it up.
    #[error("nobody has taken it up")]
    NotTakenUp,
    /// A department has.
    #[error("somebody has taken it up")]
    TakenUpBefore,
    /// The sum is not the one that was voted for.
    #[error("residents voted for another sum")]
    OtherMoney,
    /// No milestone, or more than [`MOST_MILESTONES`].
    #[error("a work has between 1 and {MOST_MILESTONES} milestones")]
    Milestones,
    /// This milestone is due before the one in front of it.
    #[error("milestone {0} is due before the one in front of it")]
    OutOfOrder(usize),
    /// There is no such milestone.
    #[error("there is no such milestone")]
    NoSuchMilestone,
    /// It was reached before.
    #[error("it was reached before")]
    ReachedBefore,
    /// It has that day already.
    #[error("it has that day already")]
    SameDay,
    /// What is told has not happened yet.
    #[error("that day is to come")]
    DayToCome,
    /// No money.
    #[error("nothing was paid")]
    NothingPaid,
    /// More would be paid than is promised.
    #[error("{} minor units above what is promised", .over.minor())]
    AboveTheMoney {
        /// By how much.
        over: Money,
    },
    /// Less would be promised than was paid.
    #[error("more was paid already")]
    BelowThePaid,
    /// A promise is changed without a decision that can be looked up.
    #[error("no decision is named")]
    NoDecision,
    /// It is finished or given up.
    #[error("it is over")]
    Over,
}

impl Work {
    /// The work of a whole record; nothing while nobody has taken it up.
    ///
    /// # Errors
    /// [`Refusal`] for a record that [`Work::may_follow`] would not have let grow.
    pub fn of(voted: Money, record: &[Recorded]) -> Result<Option<Self>, Refusal> {
        let mut work = None;
        for recorded in record {
            work = Some(Self::may_follow(work, voted, &recorded.event, recorded.on)?);
        }
        Ok(work)
    }

    /// The work after `event`, said `today`; `work` is how it stood before.
    ///
    /// # Errors
    /// [`Refusal`], the first reason that holds.
    pub fn may_follow(
        work: Option<Self>,
        voted: Money,
        event: &Event,
        today: Date,
    ) -> Result<Self, Refusal> {
        match (work, event) {
            (None, Event::TakenUp { owner, promised, site, milestones }) => {
                Self::taken_up(owner, *promised, voted, site, milestones)
            }
            (Some(_), Event::TakenUp { .. }) => Err(Refusal::TakenUpBefore),
            (None, _) => Err(Refusal::NotTakenUp),
            (Some(mut work), event) => work.after(event, today).map(|()| work),
        }
    }

    fn taken_up(
        owner: &str,
        promised: Money,
        voted: Money,
        site: &str,
        milestones: &[Promise],
    ) -> Result<Self, Refusal> {
        if promised != voted {
            return Err(Refusal::OtherMoney);
        }
        if !(1..=MOST_MILESTONES).contains(&milestones.len()) {
            return Err(Refusal::Milestones);
        }
        if let Some(at) = milestones.windows(2).position(|pair| pair[1].due < pair[0].due) {
            return Err(Refusal::OutOfOrder(at + 1));
        }
        Ok(Self {
            owner: owner.to_owned(),
            promised,
            spent: Money::ZERO,
            site: site.to_owned(),
            milestones: milestones.iter().map(Milestone::new).collect(),
            given_up: None,
        })
    }

    fn after(&mut self, event: &Event, today: Date) -> Result<(), Refusal> {
        // The last bills, pictures and reports come when a work is over; its promises stay as they are.
        let still_allowed =
            matches!(event, Event::Spent { .. } | Event::Reported { .. } | Event::Pictured { .. });
        if self.is_over() && !still_allowed {
            return Err(Refusal::Over);
        }
        match event {
            Event::TakenUp { .. } => return Err(Refusal::TakenUpBefore),
            Event::MilestoneAdded { milestone, .. } => {
                if self.milestones.len() >= MOST_MILESTONES {
                    return Err(Refusal::Milestones);
                }
                self.milestones.push(Milestone::new(milestone));
            }
            Event::Reached { milestone, on, .. } => {
                if *on > today {
                    return Err(Refusal::DayToCome);
                }
                self.open(*milestone)?.reached = Some(*on);
            }
            Event::Moved { milestone, to, reason } => {
                let milestone = self.open(*milestone)?;
                if milestone.due == *to {
                    return Err(Refusal::SameDay);
                }
                milestone.due = *to;
                milestone.why = Some(reason.clone());
            }
            Event::Spent { amount, on, .. } => self.pay(*amount, *on, today)?,
            Event::MoneyChanged { promised, decision, .. } => {
                named(decision)?;
                if *promised < self.spent {
                    return Err(Refusal::BelowThePaid);
                }
                self.promised = *promised;
            }
            Event::SiteChanged { site, .. } => self.site.clone_from(site),
            Event::HandedOver { owner, .. } => self.owner.clone_from(owner),
            Event::Reported { .. } | Event::Pictured { .. } => {}
            Event::GivenUp { decision, .. } => {
                named(decision)?;
                self.given_up = Some(today);
            }
        }
        Ok(())
    }

    /// A milestone that was not reached yet.
    fn open(&mut self, milestone: usize) -> Result<&mut Milestone, Refusal> {
        let found = self.milestones.get_mut(milestone).ok_or(Refusal::NoSuchMilestone)?;
        if found.reached.is_some() { Err(Refusal::ReachedBefore) } else { Ok(found) }
    }

    fn pay(&mut self, amount: Money, on: Date, today: Date) -> Result<(), Refusal> {
        if amount == Money::ZERO {
            return Err(Refusal::NothingPaid);
        }
        if on > today {
            return Err(Refusal::DayToCome);
        }
        let above = |over| Refusal::AboveTheMoney { over };
        let spent = self.spent.checked_add(amount).ok_or(above(amount))?;
        match spent.checked_sub(self.promised) {
            Some(over) if over > Money::ZERO => return Err(above(over)),
            Some(_) | None => self.spent = spent,
        }
        Ok(())
    }

    /// Whether nothing more is to be reached.
    pub fn is_over(&self) -> bool {
        self.given_up.is_some() || self.milestones.iter().all(|one| one.reached.is_some())
    }
}

impl Milestone {
    fn new(promise: &Promise) -> Self {
        let (stage, due) = (promise.stage.clone(), promise.due);
        Self { stage, promised: due, due, why: None, reached: None }
    }
}

fn named(decision: &str) -> Result<(), Refusal> {
    if decision.trim().is_empty() { Err(Refusal::NoDecision) } else { Ok(()) }
}
