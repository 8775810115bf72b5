//! Where a proposal is.

use serde::{Deserialize, Serialize};

use crate::ids::ProposalId;
use crate::money::Money;

/// Where a proposal is. What it says and who stands behind it is kept beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Being written under a code. Nobody else sees it.
    Draft,
    /// Sent; a moderator has not read it yet.
    Submitted,
    /// The moderator asks for a change; its authors send it again.
    Returned,
    /// Refused on one of the four grounds, by two people.
    Refused,
    /// The authors object to the refusal; somebody else decides.
    RefusalAppealed,
    /// Public: residents read, discuss and support it.
    Published,
    /// Fewer people supported it than the rules ask.
    TooFewSupports,
    /// Departments say what is feasible, and what it costs.
    Evaluating,
    /// It can be built for this price.
    Feasible {
        /// What it costs.
        price: Money,
    },
    /// It cannot be built; every criterion that says so has a public reason.
    Infeasible,
    /// The authors object to that; somebody else decides.
    Appealed,
    /// On the ballot.
    Project {
        /// What it costs.
        price: Money,
        /// Its ballot number, from 1, drawn by public lot.
        number: u32,
    },
    /// Residents have funded it. What became of it is kept as milestones.
    Funded {
        /// The price that was voted on.
        price: Money,
        /// Its ballot number.
        number: u32,
    },
    /// The money went to others.
    NotFunded {
        /// The price that was voted on.
        price: Money,
        /// Its ballot number.
        number: u32,
    },
    /// Part of another one, which has its supporters, each counted once.
    Merged {
        /// The one it is part of.
        into: ProposalId,
    },
    /// Taken back by its authors.
    Withdrawn,
}

impl State {
    /// The names of all states, in the order of the way.
    pub const NAMES: [&'static str; 16] = [
        "draft",
        "submitted",
        "returned",
        "refused",
        "refusal_appealed",
        "published",
        "too_few_supports",
        "evaluating",
        "feasible",
        "infeasible",
        "appealed",
        "project",
        "funded",
        "not_funded",
        "merged",
        "withdrawn",
    ];

    /// The state's name in tables and messages.
    pub const fn name(&self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted => "submitted",
            State::Returned => "returned",
            State::Refused => "refused",
            State::RefusalAppealed => "refusal_appealed",
            State::Published => "published",
            State::TooFewSupports => "too_few_supports",
            State::Evaluating => "evaluating",
            State::Feasible { .. } => "feasible",
            State::Infeasible => "infeasible",
            State::Appealed => "appealed",
            State::Project { .. } => "project",
            State::Funded { .. } => "funded",
            State::NotFunded { .. } => "not_funded",
            State::Merged { .. } => "merged",
            State::Withdrawn => "withdrawn",
        }
    }

    /// The state that stands in columns: a name, a price, a ballot number and another proposal, as far as the
    /// state has them.
    pub fn from_columns(
        name: &str,
        price: Option<Money>,
        number: Option<u32>,
        into: Option<ProposalId>,
    ) -> Option<State> {
        Some(match name {
            "draft" => State::Draft,
            "submitted" => State::Submitted,
            "returned" => State::Returned,
            "refused" => State::Refused,
            "refusal_appealed" => State::RefusalAppealed,
            "published" => State::Published,
            "too_few_supports" => State::TooFewSupports,
            "evaluating" => State::Evaluating,
            "feasible" => State::Feasible { price: price? },
            "infeasible" => State::Infeasible,
            "appealed" => State::Appealed,
            "project" => State::Project { price: price?, number: number? },
            "funded" => State::Funded { price: price?, number: number? },
            "not_funded" => State::NotFunded { price: price?, number: number? },
            "merged" => State::Merged { into: into? },
            "withdrawn" => State::Withdrawn,
            _ => return None,
        })
    }

    /// The price, once there is one.
    pub const fn price(&self) -> Option<Money> {
        match self {
            State::Feasible { price }
            | State::Project { price, .. }
            | State::Funded { price, .. }
            | State::NotFunded { price, .. } => Some(*price),
            State::Draft
            | State::Submitted
            | State::Returned
            | State::Refused
            | State::RefusalAppealed
            | State::Published
            | State::TooFewSupports
            | State::Evaluating
            | State::Infeasible
            | State::Appealed
            | State::Merged { .. }
            | State::Withdrawn => None,
        }
    }

    /// The number on the ballot, once it was drawn.
    pub const fn ballot_number(&self) -> Option<u32> {
        match self {
            State::Project { number, .. }
            | State::Funded { number, .. }
            | State::NotFunded { number, .. } => Some(*number),
            State::Draft
            | State::Submitted
            | State::Returned
            | State::Refused
            | State::RefusalAppealed
            | State::Published
            | State::TooFewSupports
            | State::Evaluating
            | State::Feasible { .. }
            | State::Infeasible
            | State::Appealed
            | State::Merged { .. }
            | State::Withdrawn => None,
        }
    }

    /// The proposal it became part of.
    pub const fn merged_into(&self) -> Option<&ProposalId> {
        if let State::Merged { into } = self { Some(into) } else { None }
    }

    /// Whether everybody may read it. One that was withdrawn or refused is not shown any more.
    pub const fn is_public(&self) -> bool {
        match self {
            State::Draft
            | State::Submitted
            | State::Returned
            | State::Refused
            | State::RefusalAppealed
            | State::Withdrawn => false,
            State::Published
            | State::TooFewSupports
            | State::Evaluating
            | State::Feasible { .. }
            | State::Infeasible
            | State::Appealed
            | State::Project { .. }
            | State::Funded { .. }
            | State::NotFunded { .. }
            | State::Merged { .. } => true,
        }
    }

    /// Whether its authors may change its words.
    pub const fn is_open_to_its_authors(&self) -> bool {
        matches!(self, State::Draft | State::Returned)
    }

    /// Whether nothing can change any more.
    pub const fn is_final(&self) -> bool {
        match self {
            State::Funded { .. }
            | State::NotFunded { .. }
            | State::Merged { .. }
            | State::Withdrawn => true,
            State::Draft
            | State::Submitted
            | State::Returned
            | State::Refused
            | State::RefusalAppealed
            | State::Published
            | State::TooFewSupports
            | State::Evaluating
            | State::Feasible { .. }
            | State::Infeasible
            | State::Appealed
            | State::Project { .. } => false,
        }
    }
}
