//! What can be wrong with choices, said so that the voter knows what to do, each tied to the place where to do it.

use morada_engine::ballot::BallotFault;
use morada_engine::contest::Papers;
use morada_engine::money::Money;

use super::faces::{Shown, amount};
use super::meter::spent;
use crate::i18n::message::Message;
use crate::web::forms::Fault;

/// The list of choices as a whole.
const LIST: &str = "picks";

/// Choices as they came, beside those of the page they came from.
pub struct Choices<'a> {
    /// Sealed papers.
    pub papers: &'a Papers,
    /// The options in ballot order.
    pub options: &'a [Shown],
    /// What is chosen now.
    pub chosen: &'a [usize],
    /// What was chosen when the page was made.
    pub before: &'a [usize],
}

impl Choices<'_> {
    /// Says every fault. Over the budget, the project that was added last is named, and no other: to name one
    /// among many would be to advise the voter.
    pub fn say(&self, faults: &[BallotFault]) -> Vec<Fault> {
        faults.iter().map(|fault| self.say_one(*fault)).collect()
    }

    fn say_one(&self, fault: BallotFault) -> Fault {
        let at = |field: &str, message| Fault { field: field.to_owned(), message };
        match fault {
            BallotFault::OverBudget { over, .. } => match self.added_last() {
                Some(index) => at(&anchor(index), self.over_by(over, Some(index))),
                None => at(LIST, self.over_by(over, None)),
            },
            BallotFault::TooMany { chosen, max } => at(
                LIST,
                Message::new("resident.fault-too-many")
                    .count("n", u64::from(chosen))
                    .count("max", u64::from(max))
                    .count("over", u64::from(chosen.saturating_sub(max))),
            ),
            BallotFault::TooFew { chosen, min } => at(
                LIST,
                Message::new("resident.fault-too-few")
                    .count("n", u64::from(chosen))
                    .count("min", u64::from(min)),
            ),
            BallotFault::Repeated { .. } => at(LIST, Message::new("resident.fault-repeated")),
            // Pages of ours send none of these; whoever wrote the request gets a plain answer all the same.
            BallotFault::Unknown { .. }
            | BallotFault::TooManyPoints { .. }
            | BallotFault::TooManyPointsOnOne { .. }
            | BallotFault::WrongKind
            | BallotFault::ContestMismatch
            | BallotFault::NotARecord
            | BallotFault::NotCanonical => at(LIST, Message::new("resident.fault-unknown")),
        }
    }

    fn over_by(&self, over: Money, last: Option<usize>) -> Message {
        let last = last.and_then(|index| self.options.get(index));
        let message = match last {
            Some(shown) => {
                Message::new("resident.fault-over-last").count("n", u64::from(shown.face.number))
            }
            None => Message::new("resident.fault-over"),
        };
        message.money("over", amount(self.papers, over))
    }

    /// The one project that was added since the page was made, if it was one.
    pub fn added_last(&self) -> Option<usize> {
        let mut added = self.chosen.iter().filter(|index| !self.before.contains(index));
        match (added.next(), added.next()) {
            (Some(only), None) => Some(*only),
            _ => None,
        }
    }

    /// What stands at the project that was added last, over a budget.
    pub fn at_project(&self, budget: Money, index: usize) -> Option<Message> {
        let shown = self.options.get(index)?;
        let others: Vec<&Shown> = self
            .chosen
            .iter()
            .filter(|chosen| **chosen != index)
            .filter_map(|chosen| self.options.get(*chosen))
            .collect();
        let left = budget.above(spent(&others));
        Some(
            Message::new("resident.fault-over-here")
                .money("cost", shown.cost.clone()?)
                .money("left", amount(self.papers, left)),
        )
    }
}

/// The id of an option's box.
pub fn anchor(index: usize) -> String {
    format!("p{}", index + 1)
}
