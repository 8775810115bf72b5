//! How ballots become an outcome: the rules of docs/FORMATS.md sections 4 and 6a, as they are sealed.

use crate::primitives::canonical::Value;
use crate::shape::{Shape, ShapeFault, text_item};

/// How ballots become an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Largest measure first, as long as the money lasts.
    Queue { measure: Measure, misfit: Misfit, ties: Vec<TiePolicy> },
    /// Most votes, but of the options of one group only one is funded.
    Exclusive { groups: Vec<Levels>, misfit: Misfit, ties: Vec<TiePolicy> },
    /// The Method of Equal Shares.
    EqualShares(EqualShares),
    /// Equal shares in which all who pay for an option pay the same.
    ExactShares { raises: Raises, gain: Gain, ties: Vec<TiePolicy> },
    /// Sequential Phragmén.
    Phragmen { ties: Vec<TiePolicy> },
    /// More yes than no.
    Motion,
    /// Only the options that meet the conditions are counted.
    Eligible { conditions: Conditions, rule: Box<Rule> },
    /// A budget for each part, each counted by the rule inside.
    PerPart { by: PartBy, leftover: Leftover, parts: Vec<PartBudget>, rule: Box<Rule> },
    /// The outcome stands unless more voters prefer that of most votes.
    Compared { by: Comparison, rule: Box<Rule> },
    /// A rule, or a version of one, that this program does not know.
    Foreign(String),
}

/// Ids of options that exclude each other, by level, the highest first.
pub type Levels = Vec<Vec<String>>;

/// What an option must have to be counted; what is absent asks nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conditions {
    /// Votes times this times the budget must reach its cost times the voters.
    pub cost_share_divisor: Option<u64>,
    /// So many votes, or points.
    pub min_support: Option<u64>,
    /// So many votes of a hundred voters.
    pub min_support_percent: Option<u64>,
    /// So many valid ballots in the contest.
    pub min_turnout: Option<u64>,
}

/// What makes a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartBy {
    /// The category of an option.
    Category,
    /// Its place.
    Place,
}

/// What happens to the money that a part leaves over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leftover {
    /// It stays unspent.
    Kept,
    /// The rule runs once more, over all options not funded, with all that is left.
    Pooled,
}

/// A part and its money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartBudget {
    /// Minor units.
    pub budget: u64,
    /// The category or place.
    pub part: String,
}

/// Who prefers which of two outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Who gets more of what they marked.
    Satisfaction,
    /// Who gets something in one and nothing in the other.
    Exclusion,
}

/// What a mark is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// One.
    Vote,
    /// The points given; of k ranks k to 1.
    Points,
    /// Of k ranks k - 1 to 0: the last one supports nothing.
    PointsFromZero,
}

/// What an option that does not fit does to those behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// It is passed over.
    Skip,
    /// The count stops.
    Stop,
    /// The count stops, but first funds it if this much of its cost is left.
    Stretch { percent: u64 },
}

/// What a queue orders options by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Votes.
    Votes,
    /// Votes for each minor unit of cost.
    VotesPerCost,
    /// Points, on points ballots.
    Points { per: Per },
    /// The points of ranks, on ranking ballots: k to 1, or k - 1 to 0.
    Borda { per: Per, last_gets_one: bool },
}

/// What a sum of points is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// Nothing.
    Project,
    /// The cost.
    Cost,
}

/// The switches of Equal Shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EqualShares {
    /// Whether every share is raised and the count done again.
    pub raises: Raises,
    /// Whether most votes (or points) spend what is left then.
    pub rest: Rest,
    /// By how many minor units a share grows per run.
    pub increment: u64,
    /// The share of the first run.
    pub start: Start,
    /// When add-one ends.
    pub stop: Stop,
    /// How ties are settled, in order.
    pub ties: Vec<TiePolicy>,
    /// What a voter gains from an option, for each unit of worth.
    pub gain: Gain,
    /// What a mark is worth.
    pub worth: Worth,
}

/// Whether shares are raised until the money is used well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raises {
    /// One run.
    No,
    /// Run after run.
    Yes,
}

/// What becomes of the money that Equal Shares leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// It stays.
    Kept,
    /// Most votes (or points) spend it.
    Spent,
}

/// The share of the first run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Budget over voters.
    Exact,
    /// The same, rounded down to a minor unit.
    Floor,
}

/// When add-one ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// When nothing supported fits any more, or the next run costs too much.
    Exhaustive,
    /// When nothing at all fits any more, or the next run costs too much.
    ExhaustiveAll,
    /// When the next run costs too much.
    OverBudget,
}

/// What a voter gains from an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gain {
    /// Its cost.
    Cost,
    /// One.
    One,
}

/// One step in settling a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TiePolicy {
    /// Lower cost first.
    Cheaper,
    /// More votes first.
    MoreVotes,
    /// The lot.
    Lot,
}

impl Rule {
    /// Reads a rule. One with switches that this program does not know is foreign as a whole: the
    /// papers stay readable, and V17 says that it cannot repeat the count.
    pub(super) fn read(value: &Value<'_>) -> Result<Self, ShapeFault> {
        let any = Shape::any(value)?;
        let (name, version) = (any.text("name")?, any.int("version")?);
        let known = match (name, version) {
            ("motion", 1) => Shape::exact(value, &["name", "version"]).map(|_| Self::Motion),
            ("most_votes", 1) => queue(value, &[], |_| Ok(Measure::Votes)),
            ("most_votes_exclusive", 1) => exclusive(value),
            ("votes_per_cost", 1) => queue(value, &[], |_| Ok(Measure::VotesPerCost)),
            ("most_points", 1) => {
                queue(value, &["per"], |rule| Ok(Measure::Points { per: per(rule)? }))
            }
            ("borda", 1) => queue(value, &["last", "per"], |rule| {
                let last_gets_one = one_of(rule, "last", &[("one", true), ("zero", false)])?;
                Ok(Measure::Borda { per: per(rule)?, last_gets_one })
            }),
            ("equal_shares", 1) => EqualShares::read(value).map(Self::EqualShares),
            ("exact_equal_shares", 1) => exact_shares(value),
            ("phragmen", 1) => Shape::exact(value, &["name", "ties", "version"])
                .and_then(|rule| Ok(Self::Phragmen { ties: ties(rule)? })),
            ("eligible", 1) => eligible(value),
            ("per_part", 1) => per_part(value),
            ("compared", 1) => compared(value),
            _ => Err(ShapeFault::at("name")),
        };
        Ok(known.unwrap_or_else(|fault| Self::Foreign(format!("{name} {version} ({fault})"))))
    }

    /// What this rule's ties, conditions and comparisons go by.
    pub fn score(&self) -> Worth {
        match self {
            Self::Queue { measure: Measure::Borda { last_gets_one: false, .. }, .. } => {
                Worth::PointsFromZero
            }
            Self::Queue { measure: Measure::Points { .. } | Measure::Borda { .. }, .. } => {
                Worth::Points
            }
            // Ranks from zero still count k to 1 where Equal Shares compares sums.
            Self::EqualShares(EqualShares { worth: Worth::PointsFromZero, .. }) => Worth::Points,
            Self::EqualShares(rule) => rule.worth,
            Self::Queue { measure: Measure::Votes | Measure::VotesPerCost, .. }
            | Self::Exclusive { .. }
            | Self::ExactShares { .. }
            | Self::Phragmen { .. }
            | Self::Motion
            | Self::Foreign(_) => Worth::Vote,
            Self::Eligible { rule, .. }
            | Self::PerPart { rule, .. }
            | Self::Compared { rule, .. } => rule.score(),
        }
    }

    /// How its ties are settled.
    pub fn ties(&self) -> &[TiePolicy] {
        match self {
            Self::Queue { ties, .. }
            | Self::Exclusive { ties, .. }
            | Self::ExactShares { ties, .. }
            | Self::Phragmen { ties } => ties,
            Self::EqualShares(rule) => &rule.ties,
            Self::Motion | Self::Foreign(_) => &[],
            Self::Eligible { rule, .. }
            | Self::PerPart { rule, .. }
            | Self::Compared { rule, .. } => rule.ties(),
        }
    }
}

/// The rule inside another; one that is foreign makes both foreign.
fn inner(rule: Shape<'_, '_>) -> Result<Box<Rule>, ShapeFault> {
    let read = Rule::read(rule.get("rule")?).map_err(|fault| fault.inside("rule"))?;
    match read {
        Rule::Foreign(_) | Rule::Motion => Err(ShapeFault::at("rule")),
        known => Ok(Box::new(known)),
    }
}

fn exclusive(value: &Value<'_>) -> Result<Rule, ShapeFault> {
    let rule = Shape::exact(value, &["groups", "misfit", "name", "ties", "version"])?;
    let groups =
        rule.each("groups", |group| each_item(group, |level| each_item(level, text_item)))?;
    Ok(Rule::Exclusive { groups, misfit: misfit(rule)?, ties: ties(rule)? })
}

fn each_item<T>(
    list: &Value<'_>,
    read: impl Fn(&Value<'_>) -> Result<T, ShapeFault>,
) -> Result<Vec<T>, ShapeFault> {
    match list {
        Value::List(items) => items.iter().map(read).collect(),
        _ => Err(ShapeFault::at("")),
    }
}

fn exact_shares(value: &Value<'_>) -> Result<Rule, ShapeFault> {
    let rule = Shape::exact(value, &["completion", "name", "ties", "utility", "version"])?;
    Ok(Rule::ExactShares {
        raises: one_of(rule, "completion", &[("none", Raises::No), ("add_opt", Raises::Yes)])?,
        gain: one_of(rule, "utility", &[("cost", Gain::Cost), ("cardinality", Gain::One)])?,
        ties: ties(rule)?,
    })
}

fn eligible(value: &Value<'_>) -> Result<Rule, ShapeFault> {
    let rule = Shape::exact(value, &["conditions", "name", "rule", "version"])?;
    let asked = Shape::any(rule.get("conditions")?).map_err(|fault| fault.inside("conditions"))?;
    let known = ["cost_share_divisor", "min_support", "min_support_percent", "min_turnout"];
    if let Some(foreign) = asked.keys().find(|key| !known.contains(key)) {
        return Err(ShapeFault::at(foreign).inside("conditions"));
    }
    let condition = |key: &str| match asked.get(key) {
        Err(_) => Ok(None),
        Ok(_) => asked.int(key).map(Some).map_err(|fault| fault.inside("conditions")),
    };
    let conditions = Conditions {
        cost_share_divisor: condition(known[0])?,
        min_support: condition(known[1])?,
        min_support_percent: condition(known[2])?,
        min_turnout: condition(known[3])?,
    };
    Ok(Rule::Eligible { conditions, rule: inner(rule)? })
}

fn per_part(value: &Value<'_>) -> Result<Rule, ShapeFault> {
    let rule = Shape::exact(value, &["by", "leftover", "name", "parts", "rule", "version"])?;
    let part = |value: &Value<'_>| {
        let part = Shape::exact(value, &["budget", "part"])?;
        Ok(PartBudget { budget: part.int("budget")?, part: part.text("part")?.to_owned() })
    };
    Ok(Rule::PerPart {
        by: one_of(rule, "by", &[("category", PartBy::Category), ("place", PartBy::Place)])?,
        leftover: one_of(
            rule,
            "leftover",
            &[("kept", Leftover::Kept), ("pooled", Leftover::Pooled)],
        )?,
        parts: rule.each("parts", part)?,
        rule: inner(rule)?,
    })
}

fn compared(value: &Value<'_>) -> Result<Rule, ShapeFault> {
    let rule = Shape::exact(value, &["by", "name", "rule", "version"])?;
    let names = [("satisfaction", Comparison::Satisfaction), ("exclusion", Comparison::Exclusion)];
    Ok(Rule::Compared { by: one_of(rule, "by", &names)?, rule: inner(rule)? })
}

/// A rule that goes through a queue, with the switches its measure has.
fn queue(
    value: &Value<'_>,
    switches: &[&str],
    measure: impl Fn(Shape<'_, '_>) -> Result<Measure, ShapeFault>,
) -> Result<Rule, ShapeFault> {
    let mut keys = vec!["misfit", "name", "ties", "version"];
    keys.extend(switches);
    keys.sort_unstable();
    let rule = Shape::exact(value, &keys)?;
    Ok(Rule::Queue { measure: measure(rule)?, misfit: misfit(rule)?, ties: ties(rule)? })
}

fn per(rule: Shape<'_, '_>) -> Result<Per, ShapeFault> {
    one_of(rule, "per", &[("project", Per::Project), ("cost", Per::Cost)])
}

fn misfit(rule: Shape<'_, '_>) -> Result<Misfit, ShapeFault> {
    if let Value::Text(_) = rule.get("misfit")? {
        return one_of(rule, "misfit", &[("skip", Misfit::Skip), ("stop", Misfit::Stop)]);
    }
    let stretch =
        Shape::exact(rule.get("misfit")?, &["stretch"]).map_err(|f| f.inside("misfit"))?;
    let stretch =
        Shape::exact(stretch.get("stretch")?, &["percent"]).map_err(|f| f.inside("misfit"))?;
    Ok(Misfit::Stretch { percent: stretch.int("percent")? })
}

impl EqualShares {
    fn read(value: &Value<'_>) -> Result<Self, ShapeFault> {
        let rule = Shape::exact(
            value,
            &["completion", "increment", "name", "start", "stop", "ties", "utility", "version"],
        )?;
        let completions = [
            ("none", (Raises::No, Rest::Kept)),
            ("add1", (Raises::Yes, Rest::Kept)),
            ("utilitarian", (Raises::No, Rest::Spent)),
            ("add1u", (Raises::Yes, Rest::Spent)),
        ];
        let stops = [
            ("exhaustive", Stop::Exhaustive),
            ("exhaustive_all", Stop::ExhaustiveAll),
            ("over_budget", Stop::OverBudget),
        ];
        let utilities = [
            ("cost", (Gain::Cost, Worth::Vote)),
            ("cardinality", (Gain::One, Worth::Vote)),
            ("points", (Gain::One, Worth::Points)),
            ("points_cost", (Gain::Cost, Worth::Points)),
            ("borda1", (Gain::One, Worth::Points)),
            ("borda1_cost", (Gain::Cost, Worth::Points)),
            ("borda0", (Gain::One, Worth::PointsFromZero)),
        ];
        let (raises, rest) = one_of(rule, "completion", &completions)?;
        let (gain, worth) = one_of(rule, "utility", &utilities)?;
        let read = Self {
            raises,
            rest,
            increment: rule.int("increment")?,
            start: one_of(rule, "start", &[("exact", Start::Exact), ("floor", Start::Floor)])?,
            stop: one_of(rule, "stop", &stops)?,
            ties: ties(rule)?,
            gain,
            worth,
        };
        // Add-one without a step would run for ever.
        match (read.raises, read.increment) {
            (Raises::Yes, 0) => Err(ShapeFault::at("increment")),
            _ => Ok(read),
        }
    }
}

fn one_of<T: Copy>(rule: Shape<'_, '_>, key: &str, names: &[(&str, T)]) -> Result<T, ShapeFault> {
    let name = rule.text(key)?;
    let found = names.iter().find(|(known, _)| *known == name);
    found.map(|(_, value)| *value).ok_or_else(|| ShapeFault::at(key))
}

fn ties(rule: Shape<'_, '_>) -> Result<Vec<TiePolicy>, ShapeFault> {
    let policies = rule.each("ties", |value| match value {
        Value::Text(name) => match name.as_ref() {
            "cheaper" => Ok(TiePolicy::Cheaper),
            "more_votes" => Ok(TiePolicy::MoreVotes),
            "lot" => Ok(TiePolicy::Lot),
            _ => Err(ShapeFault::at("")),
        },
        _ => Err(ShapeFault::at("")),
    })?;
    // Only the lot settles every tie, so it comes last.
    if policies.last() == Some(&TiePolicy::Lot) {
        Ok(policies)
    } else {
        Err(ShapeFault::at("ties"))
    }
}
