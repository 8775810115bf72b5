//! Who may take part: rules as data, decided by a pure function.
//!
//! Local citizenship follows from living in a place. A rule knows age, ties to areas, how long they
//! have lasted and how well they are assured; it knows no nationality and no papers.

mod areas;
mod date;
mod decide;
mod electorate;
pub mod evidence;
mod rule;
mod sentences;

pub use areas::AreaChoice;
pub use date::{Date, Feb29, NotADate};
pub use decide::{Decision, Reason, decide, of_age_from};
pub use electorate::{Applicant, ContestVoters, Electorate, Standing};
pub use rule::{Action, MonthsMode, Person, ReferenceDay, Rule, Tie, TieKind};
pub use sentences::{Argument, Sentence, questions, sentences};
