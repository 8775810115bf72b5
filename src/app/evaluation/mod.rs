//! From a supported proposal to a line of the ballot: departments, their reports, and what follows.
//!
//! Source: DESIGN.md (evaluating, provisional list, appeals, final list), UX.md S5, COUNCIL.md K13 and K31. What a
//! department says is read by everybody at one moment, when the list is published, and by nobody before.

mod desk;
pub mod queue;

pub mod rules;

pub mod hand;
pub mod report;

pub mod publish;
pub mod read;

pub mod appeals;

pub mod join;

pub mod ballot;
pub mod project;

pub use desk::{Evaluation, evaluated};

/// What the store keeps of evaluations, for pages that show it.
pub mod kept {
    pub use crate::store::office::evaluation::appeals::{Appeal, Heard};
    pub use crate::store::office::evaluation::asked::{Answer, Asked};
    pub use crate::store::office::evaluation::list::ProvisionalList;
    pub use crate::store::office::evaluation::rules::{ChecklistLine, EvaluationRules};
}
