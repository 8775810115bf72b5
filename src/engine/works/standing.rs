//! How a work stands on a day: the calendar says so, and nobody else.

use super::work::Work;
use crate::eligibility::Date;

/// Days within which a department takes a funded project up.
pub const TAKE_UP_DAYS: u64 = 30;

/// How a work stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No department has taken it up.
    NotTakenUp {
        /// Days since the result was published.
        days: u64,
    },
    /// Every promised day is kept or to come.
    OnTime {
        /// The milestone that comes next.
        next: usize,
    },
    /// A later day was announced, and no promised day has passed yet.
    Delayed {
        /// The milestone that comes next.
        next: usize,
    },
    /// A promised day has passed.
    Late {
        /// The milestone that waits longest.
        milestone: usize,
        /// Days since the day that was promised first.
        days: u64,
    },
    /// Every milestone was reached.
    Finished {
        /// The day of the last.
        on: Date,
        /// Days after the day that was promised first for it; 0 if it was kept.
        late: u64,
    },
    /// It will not be built.
    GivenUp {
        /// Since when.
        on: Date,
    },
}

impl Standing {
    /// How a funded project stands `today`, whose result was public on `published`.
    pub fn of(work: Option<&Work>, published: Date, today: Date) -> Self {
        let Some(work) = work else {
            return Self::NotTakenUp { days: days_after(published, today) };
        };
        if let Some(on) = work.given_up {
            return Self::GivenUp { on };
        }
        let open = || work.milestones.iter().enumerate().filter(|(_, one)| one.reached.is_none());
        let Some((next, _)) = open().min_by_key(|(at, one)| (one.due, *at)) else {
            return finished(work, published);
        };
        let late = open().map(|(at, one)| (days_after(one.promised, today), at));
        // Of two that wait equally long, the first one is named.
        match late.max_by_key(|(days, at)| (*days, std::cmp::Reverse(*at))) {
            Some((days, milestone)) if days > 0 => Self::Late { milestone, days },
            _ if open().any(|(_, one)| one.due > one.promised) => Self::Delayed { next },
            _ => Self::OnTime { next },
        }
    }

    /// Whether somebody waits longer than was promised.
    pub fn is_late(self) -> bool {
        match self {
            Self::NotTakenUp { days } => days > TAKE_UP_DAYS,
            Self::Late { .. } => true,
            Self::OnTime { .. }
            | Self::Delayed { .. }
            | Self::Finished { .. }
            | Self::GivenUp { .. } => false,
        }
    }

    /// Its name in tables and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotTakenUp { .. } => "not_taken_up",
            Self::OnTime { .. } => "on_time",
            Self::Delayed { .. } => "delayed",
            Self::Late { .. } => "late",
            Self::Finished { .. } => "finished",
            Self::GivenUp { .. } => "given_up",
        }
    }
}

fn finished(work: &Work, published: Date) -> Standing {
    let reached = work.milestones.iter().filter_map(|one| Some((one.reached?, one.promised)));
    // The milestone that was reached last is the end; without any the work would not be taken up.
    let (on, promised) = reached.max().unwrap_or((published, published));
    Standing::Finished { on, late: days_after(promised, on) }
}

/// Days from `then` to `today`; 0 if that is not after it.
fn days_after(then: Date, today: Date) -> u64 {
    u64::try_from(today.days() - then.days()).unwrap_or(0)
}
