//! The stories in `seeds/`, as they are written.

use std::collections::BTreeMap;

use figment::Figment;
use figment::providers::{Format, Toml};
use morada_engine::contest::Text;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::SeedError;

const PLACE: &str = include_str!("../../../seeds/lisbon/place.toml");
const COUNCIL: &str = include_str!("../../../seeds/lisbon/council.toml");
const BUDGET_2025: &str = include_str!("../../../seeds/lisbon/2025.toml");
const BUDGET_2026: &str = include_str!("../../../seeds/lisbon/2026.toml");
const WORKS: &str = include_str!("../../../seeds/lisbon/works.toml");

/// Files that a story names.
const FILES: [(&str, &[u8]); 2] = [
    ("council-2020.json", include_bytes!("../../../seeds/lisbon/council-2020.json")),
    ("council-2024.blt", include_bytes!("../../../seeds/lisbon/council-2024.blt")),
];

/// Words by language.
pub type Words = BTreeMap<String, String>;

/// A place and the people who run its votes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceStory {
    pub id: String,
    pub languages: Vec<String>,
    pub time_zone: String,
    pub currency: String,
    pub currency_exponent: u32,
    pub help_line: String,
    pub name: Words,
    pub staff: StaffStory,
    pub area: Vec<AreaStory>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffStory {
    pub password: String,
    pub account: Vec<AccountStory>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountStory {
    pub name: String,
    pub shown_as: String,
    pub team: String,
    pub roles: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaStory {
    pub name: String,
    pub column: u32,
    pub row: u32,
}

/// One process.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    pub slug: String,
    #[serde(default)]
    pub days_until_close: u64,
    pub letters: u64,
    pub voted_already: usize,
    pub decision: String,
    pub days_before_opening: BTreeMap<String, u64>,
    pub title: Words,
    pub batch: Vec<BatchStory>,
    pub contest: Vec<ContestStory>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BatchStory {
    pub way: String,
    pub receiver: String,
    pub letters: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestStory {
    pub id: String,
    /// In whole euros, as people speak of it.
    pub budget: u64,
    pub ballot: String,
    #[serde(default)]
    pub max: u32,
    pub rule: String,
    pub title: Words,
    pub project: Vec<ProjectStory>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectStory {
    pub number: u32,
    /// In whole euros.
    pub cost: u64,
    pub category: String,
    pub place: String,
    pub pictogram: String,
    pub motif: u32,
    #[serde(default)]
    pub proposer: String,
    pub title: Words,
    pub summary: Words,
}

/// Elections of the council that were held elsewhere.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CouncilStory {
    pub election: Vec<ElectionStory>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElectionStory {
    pub id: String,
    pub day: [String; 3],
    pub rule: String,
    pub file: String,
    pub title: Words,
}

/// What becomes of the funded projects of one process, one story each.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorksStory {
    pub story: Vec<WorkStory>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkStory {
    /// Account of the department.
    pub who: String,
    /// Days before today.
    pub taken_up: i64,
    /// Days before today, by stage.
    pub promises: BTreeMap<String, i64>,
    pub told: Vec<ToldStory>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldStory {
    /// Days before today.
    pub ago: i64,
    pub what: String,
    #[serde(default)]
    pub stage: String,
    /// Days before today.
    #[serde(default)]
    pub to: i64,
    /// Percent of the promised money.
    #[serde(default)]
    pub share: u64,
    pub words: Words,
}

/// What becomes of last year's budget.
pub fn works() -> Result<WorksStory, SeedError> {
    parse(WORKS)
}

/// Lisbon and its staff.
pub fn lisbon() -> Result<PlaceStory, SeedError> {
    parse(PLACE)
}

/// Last year's budget.
pub fn budget_2025() -> Result<Story, SeedError> {
    parse(BUDGET_2025)
}

/// This year's budget.
pub fn budget_2026() -> Result<Story, SeedError> {
    parse(BUDGET_2026)
}

/// The elections of the council.
pub fn council() -> Result<CouncilStory, SeedError> {
    parse(COUNCIL)
}

/// A file that a story names.
pub fn file(name: &str) -> Result<&'static [u8], SeedError> {
    let found = FILES.into_iter().find(|(file, _)| *file == name);
    found.map(|(_, bytes)| bytes).ok_or_else(|| SeedError::Story(format!("no file {name}")))
}

pub(super) fn parse<T: DeserializeOwned>(story: &str) -> Result<T, SeedError> {
    Figment::from(Toml::string(story)).extract().map_err(|e| SeedError::Story(e.to_string()))
}

/// Words as a text.
pub fn text(words: &Words) -> Text {
    Text::new(words.iter().map(|(lang, text)| (lang.as_str(), text.as_str())))
}
