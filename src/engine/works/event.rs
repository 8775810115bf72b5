//! The record of a work, entry by entry.

use serde::{Deserialize, Serialize};

use crate::contest::Text;
use crate::eligibility::Date;
use crate::hash::Hash;
use crate::money::Money;

/// One thing that was said about a work. Whatever changes a promise brings its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A department took it up and promised days.
    TakenUp {
        /// The department.
        owner: String,
        /// The money that residents voted for.
        promised: Money,
        /// Where it will stand.
        site: String,
        /// What will be reached when, in order.
        milestones: Vec<Promise>,
    },
    /// One more milestone, which nobody had thought of.
    MilestoneAdded {
        /// The milestone.
        milestone: Promise,
        /// Why.
        reason: Text,
    },
    /// A milestone was reached.
    Reached {
        /// Its place among the milestones, from 0.
        milestone: usize,
        /// The day.
        on: Date,
        /// What is there now.
        note: Text,
    },
    /// A milestone has a new day.
    Moved {
        /// Its place among the milestones, from 0.
        milestone: usize,
        /// The new day.
        to: Date,
        /// Why.
        reason: Text,
    },
    /// Money was paid.
    Spent {
        /// How much.
        amount: Money,
        /// The day.
        on: Date,
        /// For what.
        what: Text,
    },
    /// Another sum is promised, by a decision that can be looked up.
    MoneyChanged {
        /// The new sum.
        promised: Money,
        /// The number of the decision.
        decision: String,
        /// Why.
        reason: Text,
    },
    /// It will stand elsewhere.
    SiteChanged {
        /// Where.
        site: String,
        /// Why.
        reason: Text,
    },
    /// Another department goes on with it.
    HandedOver {
        /// The department.
        owner: String,
        /// Why.
        reason: Text,
    },
    /// How far it has come, in words.
    Reported {
        /// The report.
        text: Text,
    },
    /// A picture of it.
    Pictured {
        /// The hash of the picture's bytes.
        picture: Hash,
        /// What can be seen, for those who do not see it.
        caption: Text,
    },
    /// It will not be built, by a decision that can be looked up.
    GivenUp {
        /// The number of the decision.
        decision: String,
        /// Why.
        reason: Text,
    },
}

/// What is reached with a milestone: a usual stage, which every reader's language has a word for, or words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The neighbours were asked how it should become.
    Neighbours,
    /// The plan is drawn.
    Plan,
    /// Every permit is there.
    Permits,
    /// Firms could hand in their offers.
    Tender,
    /// Somebody is engaged.
    Contract,
    /// Everything is bought.
    Purchase,
    /// The site is at work.
    Building,
    /// It is there for everybody.
    Opening,
    /// Something else.
    Other(Text),
}

/// A milestone and the day that was promised for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// What will be reached.
    pub stage: Stage,
    /// By when.
    pub due: Date,
}

/// An event and the day on which it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The day.
    pub on: Date,
    /// What was said.
    pub event: Event,
}

impl Stage {
    /// The usual stages, in their usual order.
    pub const USUAL: [Stage; 8] = [
        Stage::Neighbours,
        Stage::Plan,
        Stage::Permits,
        Stage::Tender,
        Stage::Contract,
        Stage::Purchase,
        Stage::Building,
        Stage::Opening,
    ];

    /// Its name in forms and messages.
    pub const fn name(&self) -> &'static str {
        match self {
            Stage::Neighbours => "neighbours",
            Stage::Plan => "plan",
            Stage::Permits => "permits",
            Stage::Tender => "tender",
            Stage::Contract => "contract",
            Stage::Purchase => "purchase",
            Stage::Building => "building",
            Stage::Opening => "opening",
            Stage::Other(_) => "other",
        }
    }
}

impl Event {
    /// Its name in tables and messages.
    pub const fn name(&self) -> &'static str {
        match self {
            Event::TakenUp { .. } => "taken_up",
            Event::MilestoneAdded { .. } => "milestone_added",
            Event::Reached { .. } => "reached",
            Event::Moved { .. } => "moved",
            Event::Spent { .. } => "spent",
            Event::MoneyChanged { .. } => "money_changed",
            Event::SiteChanged { .. } => "site_changed",
            Event::HandedOver { .. } => "handed_over",
            Event::Reported { .. } => "reported",
            Event::Pictured { .. } => "pictured",
            Event::GivenUp { .. } => "given_up",
        }
    }
}
