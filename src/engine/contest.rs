//! What is put to the vote: the papers of an election and its contests (docs/FORMATS.md section 4).
//!
//! These values are sealed into the ledger before opening. After that nothing here can change.

use serde::{Deserialize, Serialize};

use crate::ids::{ContestId, ElectionId, OptionId};
use crate::money::Money;
use crate::time::Timestamp;

/// The sealed definition of an election: `setup/papers.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// Who runs the election, e.g. `lisboa.example`: first part of the ledger's origin.
    pub authority: String,
    /// Seconds between two batches of the ledger.
    pub batch_interval_s: u64,
    /// The fewest ballots a batch has, unless it is the last.
    pub batch_min: u64,
    /// The first second at which no ballot is taken any more.
    pub closes_at: Timestamp,
    /// The contests, sorted by id.
    pub contests: Vec<Contest>,
    /// ISO 4217.
    pub currency: String,
    /// Digits after the point of an amount.
    pub currency_exponent: u32,
    /// The election's id.
    pub election: ElectionId,
    /// Languages of the ballot, BCP 47, the place's own first.
    pub languages: Vec<String>,
    /// Who gets the openings of the sealed ballots.
    pub openings: Openings,
    /// The first second at which ballots are taken.
    pub opens_at: Timestamp,
    /// Name of the place.
    pub place: Text,
    /// No figure about fewer ballots than this is published.
    pub small_group: u64,
    /// Always `papers`.
    pub t: String,
    /// IANA name of the zone in which times are shown.
    pub time_zone: String,
    /// Name of the process.
    pub title: Text,
    /// Version of this format: 1.
    pub v: u32,
}

/// Who gets the openings of the sealed ballots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Openings {
    /// Accredited observers, on paper agreement; destroyed after the appeal period.
    Observers,
    /// Everybody. This makes every slip a receipt, and the pages say so.
    Public,
}

/// One text in several languages, sorted by language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(Vec<Translation>);

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// BCP 47.
    pub lang: String,
    /// The words, NFC, one line.
    pub text: String,
}

impl Text {
    /// A text from `(language, words)` pairs; the last of two entries for a language stays.
    pub fn new<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let sorted: std::collections::BTreeMap<&str, &str> = entries.into_iter().collect();
        let translation = |(lang, text): (&str, &str)| Translation {
            lang: lang.to_owned(),
            text: unicode_normalization::UnicodeNormalization::nfc(text).collect(),
        };
        Self(sorted.into_iter().map(translation).collect())
    }

    /// The words in `lang`, or in the first of `fallbacks` that has any, or the first there is,
    /// together with the language they are in.
    pub fn in_language<'a>(&'a self, lang: &str, fallbacks: &[String]) -> Option<&'a Translation> {
        std::iter::once(lang)
            .chain(fallbacks.iter().map(String::as_str))
            .find_map(|wanted| self.0.iter().find(|t| t.lang == wanted))
            .or(self.0.first())
    }

    /// All translations, sorted by language.
    pub fn translations(&self) -> &[Translation] {
        &self.0
    }
}

/// One matter put to the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contest {
    /// What a ballot may say.
    pub ballot: BallotStyle,
    /// Money the contest can spend; zero for a motion.
    pub budget: Money,
    /// The contest's id.
    pub id: ContestId,
    /// The options in ballot order; ballots name them by their 0-based index.
    pub options: Vec<ContestOption>,
    /// How ballots become an outcome.
    pub rule: Rule,
    /// Its name.
    pub title: Text,
}

/// What a ballot offers: a project with a price, or one side of a motion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestOption {
    /// Theme, one of `nature move memory care learn play`, or empty.
    pub category: String,
    /// Price; zero for a motion.
    pub cost: Money,
    /// The option's id.
    pub id: OptionId,
    /// The number on the ballot.
    pub number: u32,
    /// Where it would be built, or empty.
    pub place: String,
    /// What it is, in a few sentences; may have no translation at all.
    pub summary: Text,
    /// Its name.
    pub title: Text,
}

/// What a ballot may say, and within which limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum BallotStyle {
    /// Mark between `min` and `max` options.
    Approval {
        /// Most options.
        max: u32,
        /// Fewest options, unless the ballot is blank.
        min: u32,
    },
    /// Mark options that together cost at most the budget.
    Knapsack,
    /// Mark one option.
    ChooseOne,
    /// Yes, no or abstain.
    Motion,
    /// Share out points.
    Points {
        /// Most points for one option.
        max_each: u32,
        /// Points to share out.
        total: u32,
    },
    /// Put up to `max` options in order, best first.
    Ranking {
        /// Most options.
        max: u32,
    },
}

/// How ballots become an outcome. Adding a rule means one file below `tally/` and one line here.
///
/// The last three wrap another rule: they decide who is counted, on what money, or whether the
/// outcome stands, and leave the counting to the rule inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Best supported first, as long as the money lasts.
    MostVotes {
        /// What a project that does not fit does to those behind it.
        misfit: Misfit,
        /// How ties are settled, in order.
        ties: Vec<TiePolicy>,
        /// Version of the rule: 1.
        version: u32,
    },
    /// Most votes, but of projects that exclude each other only one is funded.
    MostVotesExclusive {
        /// Options that exclude each other: for each group its levels, the highest first.
        groups: Vec<Vec<Vec<OptionId>>>,
        /// What a project that does not fit does to those behind it.
        misfit: Misfit,
        /// How ties are settled, in order.
        ties: Vec<TiePolicy>,
        /// Version of the rule: 1.
        version: u32,
    },
    /// Most votes for the money first: approvals divided by the cost.
    VotesPerCost {
        /// What a project that does not fit does to those behind it.
        misfit: Misfit,
        /// How ties are settled, in order.
        ties: Vec<TiePolicy>,
        /// Version of the rule: 1.
        version: u32,
    },
    /// The largest sum of points first, on points ballots.
    MostPoints {
        /// What a project that does not fit does to those behind it.
        misfit: Misfit,
        /// Whether the sum is divided by the cost.
        per: Per,
        /// How ties are settled, in order.
        ties: Vec<TiePolicy>,
        /// Version of the rule: 1.
        version: u32,
    },
    /// Ranks become points, then the largest sum first, on ranking ballots.
    Borda {
        /// What the last rank of a ballot is worth.
        last: LastRank,
        /// What a project that does not fit does to those behind it.
        misfit: Misfit,
        /// Whether the sum is divided by the cost.
        per: Per,
        /// How ties are settled, in order.
        ties: Vec<TiePolicy>,
        /// Version of the rule: 1.
        version: u32,
    },
    /// The Method of Equal Shares.
    EqualShares {
        /// How money left over is spent.
        completion: Completion,
        /// By how much a voter's share grows per run of add-one, in minor units, 1 or more.
        increment: Money,
        /// The share of the first run.
        start: ShareStart,
        /// When add-one ends.
        stop: AddOneStop,
        /// How ties are settled, in order.
        ties: Vec<TiePolicy>,
        /// What a voter gains from a project.
        utility: Utility,
        /// Version of the rule: 1.
        version: u32,
    },
    /// Exact equal shares: all who pay for a project pay the same.
    ExactEqualShares {
        /// Whether the shares are raised to the next amount at which anything changes.
        completion: ExactCompletion,
        /// How ties are settled, in order.
        ties: Vec<TiePolicy>,
        /// What a voter gains from a project: its cost or one.
        utility: Utility,
        /// Version of the rule: 1.
        version: u32,
    },
    /// Sequential Phragmén: everybody earns at the same speed, projects are bought when they can be.
    Phragmen {
        /// How ties are settled, in order.
        ties: Vec<TiePolicy>,
        /// Version of the rule: 1.
        version: u32,
    },
    /// More yes than no.
    Motion {
        /// Version of the rule: 1.
        version: u32,
    },
    /// Only options that meet the conditions are counted, by the rule inside.
    Eligible {
        /// What an option, or the contest, must reach.
        conditions: Conditions,
        /// The rule for the options that do.
        rule: Box<Rule>,
        /// Version of the rule: 1.
        version: u32,
    },
    /// A budget for each category or place, each counted by the rule inside.
    PerPart {
        /// What makes a part.
        by: PartBy,
        /// What happens to money that a part leaves over.
        leftover: Leftover,
        /// The parts in the order they are counted; an option in no part waits for the pool.
        parts: Vec<PartBudget>,
        /// The rule for each part.
        rule: Box<Rule>,
        /// Version of the rule: 1.
        version: u32,
    },
    /// The outcome of the rule inside stands unless more voters prefer that of most votes.
    Compared {
        /// Who counts as preferring an outcome.
        by: Comparison,
        /// The rule that is compared with most votes.
        rule: Box<Rule>,
        /// Version of the rule: 1.
        version: u32,
    },
}

/// What a project that does not fit does to those behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Misfit {
    /// It is passed over.
    Skip,
    /// The count stops.
    Stop,
    /// It is funded with outside money if what is left covers this share of it; then the count stops.
    Stretch {
        /// The share in percent, e.g. 80 in Poznań.
        percent: u32,
    },
}

/// What a sum is divided by before options are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Nothing: the sum counts.
    Project,
    /// The cost of the project.
    Cost,
}

/// What the last rank of a ballot is worth; every rank above is worth one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LastRank {
    /// One point: k, k-1, ..., 1, as cities count.
    One,
    /// Nothing: k-1, ..., 0; the last rank does not support its project.
    Zero,
}

/// How Equal Shares spends what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Completion {
    /// Not at all.
    None,
    /// By raising every share and counting again.
    Add1,
    /// By raising every share, then most votes (or points) with the money that is left.
    Add1u,
    /// By most votes (or points) with the money that is left.
    Utilitarian,
}

/// How exact equal shares spends what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExactCompletion {
    /// Not at all.
    None,
    /// By raising every share to the next amount at which anything changes.
    AddOpt,
}

/// The share of the first run of Equal Shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareStart {
    /// Budget over voters, as a fraction.
    Exact,
    /// The same, rounded down to a minor unit.
    Floor,
}

/// When add-one ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddOneStop {
    /// When no supported project fits any more, or the next run costs too much.
    Exhaustive,
    /// When no project at all fits any more, supported or not, or the next run costs too much.
    ExhaustiveAll,
    /// Only when the next run costs too much.
    OverBudget,
}

/// What a voter gains from a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Utility {
    /// Its cost, if approved.
    Cost,
    /// One, if approved.
    Cardinality,
    /// The points given to it.
    Points,
    /// The points given to it, times its cost.
    PointsCost,
    /// Rank points with one for the last rank.
    Borda1,
    /// Rank points with one for the last rank, times its cost.
    Borda1Cost,
    /// Rank points with nothing for the last rank.
    Borda0,
}

/// What an option, or the contest, must reach before anything is funded. An absent one asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    /// Świecie: an option needs `votes / n >= cost / (divisor * budget)`; 3 there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_share_divisor: Option<u32>,
    /// Votes (points, where points are counted) an option needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_support: Option<u64>,
    /// Percent of the ballots that must support an option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_support_percent: Option<u32>,
    /// Ballots the contest needs; with fewer nothing is funded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_turnout: Option<u64>,
}

/// What makes a part with a budget of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartBy {
    /// The option's category.
    Category,
    /// The option's place.
    Place,
}

/// What happens to money that a part leaves over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leftover {
    /// It stays unspent.
    Kept,
    /// It is pooled with money in no part; the rule inside is run once more over all that is left.
    Pooled,
}

/// The budget of one part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartBudget {
    /// Money of this part.
    pub budget: Money,
    /// The category or place, as the options name it.
    pub part: String,
}

/// Who counts as preferring an outcome in the comparison step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Whoever likes more of its projects (points: gave them more).
    Satisfaction,
    /// Whoever likes some of its projects and none of the other's.
    Exclusion,
}

/// One step in settling a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TiePolicy {
    /// The cheaper project first.
    Cheaper,
    /// More votes first.
    MoreVotes,
    /// The lot, an input of the count.
    Lot,
}
