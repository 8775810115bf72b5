//! What a count decided, with every round: the value behind pages, tests and `results/<ct>.json`.

use serde_json::{Map, Value, json};

use super::budget::Count;
use super::motion::Motion;
use super::record;
use crate::canonical::{self, CanonicalError};
use crate::contest::Rule;
use crate::ids::{ContestId, OptionId};
use crate::money::Money;

/// The outcome of one contest. Options are named by their 0-based ballot place throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The contest.
    pub contest: ContestId,
    /// Ids in ballot order.
    pub ids: Vec<OptionId>,
    /// Cost of each option, in minor units.
    pub costs: Vec<u64>,
    /// Money there was.
    pub budget: Money,
    /// The rule that was applied.
    pub rule: Rule,
    /// Valid ballots, blank ones included.
    pub valid: u64,
    /// Blank ballots.
    pub blank: u64,
    /// Ballots that break the contest's rules; see [`Outcome::with_invalid`].
    pub invalid: u64,
    /// Valid ballots that mark each option, in ballot order.
    pub votes: Vec<u64>,
    /// Points given to each option, in ballot order; only on points ballots.
    pub points: Option<Vec<u64>>,
    /// What was decided.
    pub decision: Decided,
}

/// What was decided, by the kind of contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// Money was spent.
    Budget(Box<Count>),
    /// A motion was adopted or rejected.
    Motion(Motion),
}

impl Outcome {
    /// The funded options in order of decision (for an adopted motion the place of `yes`).
    pub fn funded(&self) -> &[usize] {
        match &self.decision {
            Decided::Budget(count) => &count.funded,
            Decided::Motion(motion) => motion.funded(),
        }
    }

    /// What the funded options cost together.
    pub fn total_cost(&self) -> u64 {
        self.funded().iter().map(|&option| self.costs[option]).sum()
    }

    /// The same outcome, told that `invalid` counted ballots broke the contest's rules.
    #[must_use]
    pub fn with_invalid(self, invalid: u64) -> Self {
        Self { invalid, ..self }
    }

    /// The record of docs/FORMATS.md section 6, canonical.
    ///
    /// # Errors
    /// [`CanonicalError`] when a number is beyond what a canonical record can carry.
    pub fn to_record(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical::to_bytes(&self.to_value())
    }

    /// The record of a contest whose numbers are withheld: what is funded and no figure.
    ///
    /// # Errors
    /// [`CanonicalError`], never for a rule that was sealed.
    pub fn to_withheld_record(&self) -> Result<Vec<u8>, CanonicalError> {
        canonical::to_bytes(&json!({
            "contest": self.contest,
            "funded": self.names(self.funded()),
            "rule": self.rule,
            "t": "result",
            "v": 1,
            "withheld": true,
        }))
    }

    fn to_value(&self) -> Value {
        let mut value = json!({
            "ballots": self.valid + self.invalid,
            "blank": self.blank,
            "budget": self.budget,
            "contest": self.contest,
            "funded": self.names(self.funded()),
            "invalid": self.invalid,
            "rule": self.rule,
            "support": self.support(),
            "t": "result",
            "total_cost": self.total_cost(),
            "v": 1,
            "withheld": false,
        });
        let members = match &self.decision {
            Decided::Budget(count) => record::count(count, &self.ids),
            Decided::Motion(motion) => motion.record(self.blank),
        };
        if let Value::Object(object) = &mut value {
            object.extend(members);
        }
        value
    }

    fn support(&self) -> Vec<Value> {
        let line = |(place, id): (usize, &OptionId)| {
            let mut line = Map::new();
            line.insert("id".to_owned(), json!(id));
            line.insert("votes".to_owned(), json!(self.votes[place]));
            if let Some(points) = &self.points {
                line.insert("points".to_owned(), json!(points[place]));
            }
            Value::Object(line)
        };
        self.ids.iter().enumerate().map(line).collect()
    }

    fn names(&self, places: &[usize]) -> Vec<&OptionId> {
        places.iter().map(|&place| &self.ids[place]).collect()
    }
}
