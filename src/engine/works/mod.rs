//! What became of a funded project: who took it up, what was promised, moved, paid and reached.
//!
//! A work is nothing but its record, in the order in which things were said; nothing is ever changed or
//! taken out. Whether it is late is not said by anybody: it follows from the first promised dates and
//! today, so a new date explains a delay but never ends it.

mod event;
mod standing;
mod work;
mod year;

pub use event::{Event, Promise, Recorded, Stage};
pub use standing::{Standing, TAKE_UP_DAYS};
pub use work::{MOST_MILESTONES, Milestone, Refusal, Work};
pub use year::{Funded, Year};

#[cfg(test)]
mod tests;
