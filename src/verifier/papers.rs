//! The sealed papers of an election and its trustees (docs/FORMATS.md section 4).

use std::collections::BTreeSet;

use crate::limits::{CONTESTS, OPTIONS};
use crate::primitives::canonical::Value;
use crate::shape::{Shape, ShapeFault, is_ascending, text_item};

/// `setup/papers.json`, as far as a check needs it.
#[derive(Debug)]
pub struct Papers {
    /// Who runs the election; first part of the ledger's origin.
    pub authority: String,
    /// The fewest leaves of a batch that is not the last.
    pub batch_min: u64,
    /// The contests, sorted by id.
    pub contests: Vec<Contest>,
    /// Digits after the point of an amount.
    pub currency_exponent: u64,
    /// The election's id.
    pub election: String,
    /// Whether the openings belong to the public bundle.
    pub openings: Openings,
    /// No figure about fewer ballots than this is published.
    pub small_group: u64,
}

/// Who gets the openings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Openings {
    /// Accredited observers, by hand.
    Observers,
    /// Everybody, in the bundle.
    Public,
}

/// One matter put to the vote.
#[derive(Debug)]
pub struct Contest {
    /// Its id.
    pub id: String,
    /// Minor units it can spend.
    pub budget: u64,
    /// What a ballot may say.
    pub kind: Kind,
    /// The options in ballot order.
    pub options: Vec<ContestOption>,
    /// How ballots become an outcome.
    pub rule: Rule,
    /// The rule's canonical bytes, which a result repeats.
    pub rule_text: String,
}

/// What a ballot offers.
#[derive(Debug)]
pub struct ContestOption {
    /// Its id.
    pub id: String,
    /// Minor units it costs.
    pub cost: u64,
}

/// What a ballot may say, and within which limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Between `min` and `max` options.
    Approval { min: u64, max: u64 },
    /// Options that together cost at most the budget.
    Knapsack,
    /// One option.
    ChooseOne,
    /// Yes, no or abstain.
    Motion,
    /// Points, at most `max_each` for one option and `total` for all.
    Points { max_each: u64, total: u64 },
    /// Up to `max` options, best first.
    Ranking { max: u64 },
    /// A kind this program does not know.
    Foreign(String),
}

/// How ballots become an outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// Largest measure first, as long as the money lasts.
    Queue { measure: Measure, misfit: Misfit, ties: Vec<TiePolicy> },
    /// The Method of Equal Shares.
    EqualShares(EqualShares),
    /// More yes than no.
    Motion,
    /// Only the options that meet the conditions are counted.
    Eligible { conditions: Conditions, rule: Box<Rule> },
    /// The outcome stands unless more voters prefer that of most votes.
    Compared { by: Comparison, rule: Box<Rule> },
    /// A rule, or a version of one, that this program does not know.
    Foreign(String),
}

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

/// Who prefers which of two outcomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Who gets more of what they marked.
    Satisfaction,
    /// Who gets something in one and nothing in the other.
    Exclusion,
}

/// What ties, conditions and comparisons go by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Score {
    /// Votes.
    Votes,
    /// Points; ranks are worth k to 1.
    Points,
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
    /// Whether left-over money is spent by raising every share and counting again.
    pub completion: Completion,
    /// By how many minor units a share grows per run.
    pub increment: u64,
    /// The share of the first run.
    pub start: Start,
    /// When add-one ends.
    pub stop: Stop,
    /// How ties are settled, in order.
    pub ties: Vec<TiePolicy>,
    /// What a voter gains from an option.
    pub utility: Utility,
}

/// Whether left-over money is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completion {
    /// It stays.
    None,
    /// By add-one.
    Add1,
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
    /// When the next run costs too much.
    OverBudget,
}

/// What a voter gains from an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Utility {
    /// Its cost.
    Cost,
    /// One.
    Cardinality,
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

/// Whether a text can name an election or a contest: it becomes part of file names.
pub fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl Papers {
    /// Reads the papers.
    ///
    /// # Errors
    /// [`ShapeFault`] with the first member that is not of its form.
    pub fn read(value: &Value<'_>) -> Result<Self, ShapeFault> {
        let papers = Shape::exact(
            value,
            &[
                "authority",
                "batch_interval_s",
                "batch_min",
                "closes_at",
                "contests",
                "currency",
                "currency_exponent",
                "election",
                "languages",
                "openings",
                "opens_at",
                "place",
                "small_group",
                "t",
                "time_zone",
                "title",
                "v",
            ],
        )?;
        papers.must_be("t", "papers")?;
        papers.must_be_v1()?;
        for whole in ["batch_interval_s", "closes_at", "opens_at"] {
            papers.int(whole)?;
        }
        for text in ["currency", "time_zone"] {
            papers.text(text)?;
        }
        papers.each("languages", text_item)?;
        translations(papers, "place")?;
        translations(papers, "title")?;
        if papers.list("contests")?.len() > CONTESTS {
            return Err(ShapeFault::at("contests"));
        }
        let contests = papers.each("contests", Contest::read)?;
        let ids: Vec<&str> = contests.iter().map(|c| c.id.as_str()).collect();
        if contests.is_empty() || !is_ascending(&ids) {
            return Err(ShapeFault::at("contests"));
        }
        Ok(Self {
            authority: papers.text("authority")?.to_owned(),
            batch_min: papers.int("batch_min")?,
            contests,
            currency_exponent: Some(papers.int("currency_exponent")?)
                .filter(|digits| *digits <= 4)
                .ok_or_else(|| ShapeFault::at("currency_exponent"))?,
            election: slug(papers, "election")?,
            openings: match papers.text("openings")? {
                "observers" => Openings::Observers,
                "public" => Openings::Public,
                _ => return Err(ShapeFault::at("openings")),
            },
            small_group: papers.int("small_group")?,
        })
    }

    /// The ledger's name.
    pub fn origin(&self) -> String {
        format!("{}/pb/{}", self.authority, self.election)
    }
}

impl Contest {
    fn read(value: &Value<'_>) -> Result<Self, ShapeFault> {
        let contest = Shape::exact(value, &["ballot", "budget", "id", "options", "rule", "title"])?;
        translations(contest, "title")?;
        if contest.list("options")?.len() > OPTIONS {
            return Err(ShapeFault::at("options"));
        }
        let options = contest.each("options", ContestOption::read)?;
        let different: BTreeSet<&str> = options.iter().map(|o| o.id.as_str()).collect();
        if different.len() != options.len() {
            return Err(ShapeFault::at("options"));
        }
        let kind = Kind::read(contest.get("ballot")?).map_err(|f| f.inside("ballot"))?;
        let rule = Rule::read(contest.get("rule")?).map_err(|f| f.inside("rule"))?;
        let read = Self {
            id: slug(contest, "id")?,
            budget: contest.int("budget")?,
            kind,
            options,
            rule,
            rule_text: contest.get("rule")?.write(),
        };
        let about_motion = (read.kind == Kind::Motion, read.rule == Rule::Motion);
        match about_motion {
            (false, false) => Ok(read),
            (true, true) if read.is_sound_motion() => Ok(read),
            _ => Err(ShapeFault::at("rule")),
        }
    }

    fn is_sound_motion(&self) -> bool {
        let sides: Vec<(&str, u64)> =
            self.options.iter().map(|o| (o.id.as_str(), o.cost)).collect();
        self.budget == 0 && sides == [("yes", 0), ("no", 0), ("abstain", 0)]
    }
}

impl ContestOption {
    fn read(value: &Value<'_>) -> Result<Self, ShapeFault> {
        let option = Shape::exact(
            value,
            &["category", "cost", "id", "number", "place", "summary", "title"],
        )?;
        option.text("category")?;
        option.text("place")?;
        option.int("number")?;
        translations(option, "summary")?;
        translations(option, "title")?;
        let id = option.text("id")?;
        if !(1..=64).contains(&id.chars().count()) {
            return Err(ShapeFault::at("id"));
        }
        Ok(Self { id: id.to_owned(), cost: option.int("cost")? })
    }
}

impl Kind {
    fn read(value: &Value<'_>) -> Result<Self, ShapeFault> {
        let name = Shape::any(value)?.text("kind")?;
        let with = |keys: &[&str]| Shape::exact(value, keys);
        Ok(match name {
            "approval" => {
                let limits = with(&["kind", "max", "min"])?;
                Self::Approval { min: limits.int("min")?, max: limits.int("max")? }
            }
            "knapsack" => with(&["kind"]).map(|_| Self::Knapsack)?,
            "choose_one" => with(&["kind"]).map(|_| Self::ChooseOne)?,
            "motion" => with(&["kind"]).map(|_| Self::Motion)?,
            "points" => {
                let limits = with(&["kind", "max_each", "total"])?;
                Self::Points { max_each: limits.int("max_each")?, total: limits.int("total")? }
            }
            "ranking" => Self::Ranking { max: with(&["kind", "max"])?.int("max")? },
            foreign => Self::Foreign(foreign.to_owned()),
        })
    }

    /// Its name in a ballot.
    pub fn name(&self) -> &str {
        match self {
            Self::Approval { .. } => "approval",
            Self::Knapsack => "knapsack",
            Self::ChooseOne => "choose_one",
            Self::Motion => "motion",
            Self::Points { .. } => "points",
            Self::Ranking { .. } => "ranking",
            Self::Foreign(name) => name,
        }
    }
}

impl Rule {
    /// Reads a rule. One with switches that this program does not know is foreign as a whole: the
    /// papers stay readable, and V17 says that it cannot repeat the count.
    fn read(value: &Value<'_>) -> Result<Self, ShapeFault> {
        let any = Shape::any(value)?;
        let (name, version) = (any.text("name")?, any.int("version")?);
        let known = match (name, version) {
            ("motion", 1) => Shape::exact(value, &["name", "version"]).map(|_| Self::Motion),
            ("most_votes", 1) => queue(value, &[], |_| Ok(Measure::Votes)),
            ("votes_per_cost", 1) => queue(value, &[], |_| Ok(Measure::VotesPerCost)),
            ("most_points", 1) => {
                queue(value, &["per"], |rule| Ok(Measure::Points { per: per(rule)? }))
            }
            ("borda", 1) => queue(value, &["last", "per"], |rule| {
                let last_gets_one = one_of(rule, "last", &[("one", true), ("zero", false)])?;
                Ok(Measure::Borda { per: per(rule)?, last_gets_one })
            }),
            ("equal_shares", 1) => EqualShares::read(value).map(Self::EqualShares),
            ("eligible", 1) => eligible(value),
            ("compared", 1) => compared(value),
            _ => Err(ShapeFault::at("name")),
        };
        Ok(known.unwrap_or_else(|fault| Self::Foreign(format!("{name} {version} ({fault})"))))
    }
}

impl Rule {
    /// What this rule's ties, conditions and comparisons go by.
    pub fn score(&self) -> Score {
        match self {
            Self::Queue { measure: Measure::Points { .. } | Measure::Borda { .. }, .. } => {
                Score::Points
            }
            Self::Queue { measure: Measure::Votes | Measure::VotesPerCost, .. }
            | Self::EqualShares(_)
            | Self::Motion
            | Self::Foreign(_) => Score::Votes,
            Self::Eligible { rule, .. } | Self::Compared { rule, .. } => rule.score(),
        }
    }

    /// How its ties are settled.
    pub fn ties(&self) -> &[TiePolicy] {
        match self {
            Self::Queue { ties, .. } => ties,
            Self::EqualShares(rule) => &rule.ties,
            Self::Motion | Self::Foreign(_) => &[],
            Self::Eligible { rule, .. } | Self::Compared { rule, .. } => rule.ties(),
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
        let completions = [("none", Completion::None), ("add1", Completion::Add1)];
        let starts = [("exact", Start::Exact), ("floor", Start::Floor)];
        let stops = [("exhaustive", Stop::Exhaustive), ("over_budget", Stop::OverBudget)];
        let utilities = [("cost", Utility::Cost), ("cardinality", Utility::Cardinality)];
        let read = Self {
            completion: one_of(rule, "completion", &completions)?,
            increment: rule.int("increment")?,
            start: one_of(rule, "start", &starts)?,
            stop: one_of(rule, "stop", &stops)?,
            ties: ties(rule)?,
            utility: one_of(rule, "utility", &utilities)?,
        };
        // Add-one without a step would run for ever.
        match (read.completion, read.increment) {
            (Completion::Add1, 0) => Err(ShapeFault::at("increment")),
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

fn slug(shape: Shape<'_, '_>, key: &str) -> Result<String, ShapeFault> {
    let text = shape.text(key)?;
    if is_slug(text) { Ok(text.to_owned()) } else { Err(ShapeFault::at(key)) }
}

fn translations(shape: Shape<'_, '_>, key: &str) -> Result<(), ShapeFault> {
    let languages = shape.each(key, |value| {
        let translation = Shape::exact(value, &["lang", "text"])?;
        translation.text("text")?;
        translation.text("lang")
    })?;
    if is_ascending(&languages) { Ok(()) } else { Err(ShapeFault::at(key)) }
}
