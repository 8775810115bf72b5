//! A proposal's way: from a draft to a finished work, or to a reason why not.
//!
//! Source: DESIGN.md (proposal states), UX.md S5, COUNCIL.md K15 and K33. A [`State`] changes by a [`Step`] and
//! by nothing else; a step that may not be taken is refused with the reason as a value, and nothing has changed.

mod ground;
mod state;
mod step;

pub mod compare;
pub mod evaluation;
pub mod support;
pub mod words;

pub use ground::{Change, Ground};
pub use state::State;
pub use step::{Criterion, Refusal, Step, take};

#[cfg(test)]
mod laws;
