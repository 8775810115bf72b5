//! The sealed papers of an election and its trustees (docs/FORMATS.md section 4).

mod rule;

use std::collections::BTreeSet;

use crate::limits::{CONTESTS, OPTIONS};
use crate::primitives::canonical::Value;
use crate::shape::{Shape, ShapeFault, is_ascending, text_item};

pub use rule::{
    Comparison, Conditions, EqualShares, Gain, Leftover, Levels, Measure, Misfit, PartBudget,
    PartBy, Per, Raises, Rest, Rule, Start, Stop, TiePolicy, Worth,
};

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
    /// Its theme; may be empty.
    pub category: String,
    /// Where it would be; may be empty.
    pub place: String,
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
        option.int("number")?;
        translations(option, "summary")?;
        translations(option, "title")?;
        let id = option.text("id")?;
        if !(1..=64).contains(&id.chars().count()) {
            return Err(ShapeFault::at("id"));
        }
        Ok(Self {
            id: id.to_owned(),
            cost: option.int("cost")?,
            category: option.text("category")?.to_owned(),
            place: option.text("place")?.to_owned(),
        })
    }
}

#[cfg(test)]
impl ContestOption {
    /// An option without theme and place.
    pub fn plain(id: &str, cost: u64) -> Self {
        Self { id: id.to_owned(), cost, category: String::new(), place: String::new() }
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
