//! What a year brought to the funded projects of a place, worked out from their records alone.

use super::event::{Event, Recorded};
use super::standing::Standing;
use super::work::{Refusal, Work};
use crate::eligibility::Date;
use crate::money::Money;

/// A funded project with its whole record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funded {
    /// The money that residents voted for.
    pub voted: Money,
    /// The day the result was published.
    pub published: Date,
    /// Its record, oldest first.
    pub record: Vec<Recorded>,
}

/// A year in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Year {
    /// Works there were at its end.
    pub works: u64,
    /// Works that a department took up in it.
    pub taken_up: u64,
    /// Works that were finished in it.
    pub finished: u64,
    /// Works that were given up in it.
    pub given_up: u64,
    /// Works that were late at its end.
    pub late: u64,
    /// How often a day was moved to a later one in it.
    pub moved: u64,
    /// What was paid in it.
    pub spent: Money,
}

impl Funded {
    /// How it stood on a day, by what had been said until then.
    ///
    /// # Errors
    /// [`Refusal`] for a record that could not have grown.
    pub fn on(&self, day: Date) -> Result<(Option<Work>, Standing), Refusal> {
        let until = self.record.partition_point(|recorded| recorded.on <= day);
        let work = Work::of(self.voted, &self.record[..until])?;
        let standing = Standing::of(work.as_ref(), self.published, day);
        Ok((work, standing))
    }
}

impl Year {
    /// The figures of `year`, which ends today if it is not over.
    ///
    /// # Errors
    /// [`Refusal`] for a record that could not have grown.
    pub fn of(year: i32, today: Date, works: &[Funded]) -> Result<Self, Refusal> {
        let end = Date::new(year, 12, 31).map_or(today, |last| last.min(today));
        let within = |day: Date| day.year() == year && day <= end;
        let mut figures = Self::default();
        for funded in works.iter().filter(|funded| funded.published <= end) {
            let (_, standing) = funded.on(end)?;
            figures.works += 1;
            figures.late += u64::from(standing.is_late());
            match standing {
                Standing::Finished { on, .. } => figures.finished += u64::from(within(on)),
                Standing::GivenUp { on } => figures.given_up += u64::from(within(on)),
                Standing::NotTakenUp { .. }
                | Standing::OnTime { .. }
                | Standing::Delayed { .. }
                | Standing::Late { .. } => {}
            }
            figures.add(funded, within)?;
        }
        Ok(figures)
    }

    /// Adds what was said and paid within the year.
    fn add(&mut self, funded: &Funded, within: impl Fn(Date) -> bool) -> Result<(), Refusal> {
        let mut work = None;
        for recorded in &funded.record {
            match &recorded.event {
                Event::TakenUp { .. } => self.taken_up += u64::from(within(recorded.on)),
                Event::Moved { milestone, to, .. } => {
                    let before: Option<&Work> = work.as_ref();
                    let due = before.and_then(|work| work.milestones.get(*milestone));
                    let later = due.is_some_and(|one| *to > one.due);
                    self.moved += u64::from(later && within(recorded.on));
                }
                // A bill counts in the year in which it was paid, whenever it was written down.
                Event::Spent { amount, on, .. } if within(*on) => {
                    self.spent = self.spent.checked_add(*amount).unwrap_or(Money::MAX);
                }
                Event::Spent { .. }
                | Event::MilestoneAdded { .. }
                | Event::Reached { .. }
                | Event::MoneyChanged { .. }
                | Event::SiteChanged { .. }
                | Event::HandedOver { .. }
                | Event::Reported { .. }
                | Event::Pictured { .. }
                | Event::GivenUp { .. } => {}
            }
            work = Some(Work::may_follow(work, funded.voted, &recorded.event, recorded.on)?);
        }
        Ok(())
    }
}
