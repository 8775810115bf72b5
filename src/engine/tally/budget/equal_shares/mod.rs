//! The Method of Equal Shares: every voter controls the same share of the money.
//!
//! Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive
//! Utilities" (NeurIPS 2021, arXiv 2008.13276); add-one as used in Wieliczka (2023) and on
//! equalshares.net. Supporters of an option share its cost equally; who has less gives all.

mod add_one;
mod earlier;
mod ledger;
mod market;
mod payments;
mod purses;
mod run;

pub use add_one::{Settings, Start, count};
pub use market::Gain;
pub use payments::Payments;

#[cfg(test)]
mod tests;
