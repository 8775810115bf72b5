//! Demo places, read from the stories in `seeds/` and loaded through the same use cases as real ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use figment::Figment;
use figment::providers::{Format, Toml};
use morada_engine::ballot::Answers;
use morada_engine::contest::{
    AddOneStop, BallotStyle, Completion, Contest, ContestOption, Misfit, Openings, Papers, Rule,
    ShareStart, Text, TiePolicy, Utility,
};
use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::money::Money;
use morada_engine::sealing::VotingCode;
use morada_engine::time::Timestamp;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde::Deserialize;

use super::hold_election::{
    HoldError, Marked, cast_all, close_and_publish, cosign_as, credlists, witnesses_of,
};
use super::order::{Act, Order};
use super::{House, carry_out, sequencer};
use crate::store::StoreError;

const DAY: u64 = 24 * 60 * 60;
const LISBON_2025: &str = include_str!("../../seeds/lisbon/2025.toml");
const LISBON_2026: &str = include_str!("../../seeds/lisbon/2026.toml");

/// One story of `seeds/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Story {
    slug: String,
    #[serde(default)]
    days_until_close: u64,
    letters: u64,
    voted_already: usize,
    title: BTreeMap<String, String>,
    contest: Vec<StoryContest>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoryContest {
    id: String,
    /// In whole euros, as people speak of it.
    budget: u64,
    ballot: String,
    #[serde(default)]
    max: u32,
    rule: String,
    title: BTreeMap<String, String>,
    project: Vec<StoryProject>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoryProject {
    number: u32,
    cost: u64,
    category: String,
    place: String,
    #[serde(default)]
    #[expect(dead_code, reason = "told to readers of the story; the office shows proposers")]
    proposer: String,
    title: BTreeMap<String, String>,
    summary: BTreeMap<String, String>,
}

/// Why a story cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The file does not parse or names something unknown.
    #[error("a seed file: {0}")]
    Story(String),
    /// The election could not be held.
    #[error(transparent)]
    Hold(#[from] HoldError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The voting codes of a demo election, made again from the demo's own secret whenever needed.
pub fn demo_codes(house: &House, election: &ElectionId, letters: u64) -> Vec<VotingCode> {
    let mut chance = StdRng::from_seed(house.secret.key(&format!("morada/demo/codes/{election}")));
    (0..letters).map(|_| VotingCode::generate(&mut chance)).collect()
}

/// Codes of Lisbon's open budget that nobody has used yet.
///
/// # Errors
/// [`SeedError::Story`].
pub fn unused_codes(house: &House) -> Result<(ElectionId, Vec<VotingCode>), SeedError> {
    let story = parse(LISBON_2026)?;
    let election = ElectionId::parse(&story.slug).map_err(|e| SeedError::Story(e.to_string()))?;
    let codes = demo_codes(house, &election, story.letters).split_off(story.voted_already);
    Ok((election, codes))
}

/// Loads Lisbon: last year's budget from start to end, this year's in the middle of its vote.
///
/// The house must have a clock that can be set; it is left at `now`.
///
/// # Errors
/// [`SeedError`].
pub async fn load_lisbon(house: &Arc<House>, now: Timestamp) -> Result<(), SeedError> {
    let days_ago = |days: u64| Timestamp::from_unix(now.unix().saturating_sub(days * DAY));
    let last_year = parse(LISBON_2025)?;
    let papers = papers(&last_year, house, days_ago(400), days_ago(386))?;
    begin(house, &last_year, &papers).await?;
    let officers = officers();
    let witnesses = witnesses_of(house, &papers);
    let minutes = "Twenty ten-sided dice, rolled in the town hall after the close was cosigned.\n\
                   Three residents watched. (Invented, as everything in this demo.)";
    let seed = "82041937755160284693";
    close_and_publish(house, &papers, &witnesses, seed, minutes, &officers).await?;

    let this_year = parse(LISBON_2026)?;
    let closes_at = now.plus(this_year.days_until_close * DAY);
    let papers = self::papers(&this_year, house, days_ago(8), closes_at)?;
    begin(house, &this_year, &papers).await?;
    house.clock().set(now);
    sequencer::tick(house).await?;
    cosign_as(house, &papers.election, &witnesses_of(house, &papers)).await?;
    Ok(())
}

/// Seals, opens and lets the first neighbours vote.
async fn begin(house: &Arc<House>, story: &Story, papers: &Papers) -> Result<(), SeedError> {
    house.clock().set(papers.opens_at);
    let codes = demo_codes(house, &papers.election, story.letters);
    let act = Act::Open {
        papers: Box::new(papers.clone()),
        trustees: String::new(),
        witnesses: super::hold_election::policy_of(house, papers),
        credlists: credlists(papers, &codes),
        officers: officers(),
    };
    let order = Order { election: papers.election.clone(), act };
    carry_out(house, &order).await.map_err(HoldError::from)?;
    sequencer::tick(house).await?;
    let mut chance = StdRng::from_seed(house.secret.key("morada/demo/marks"));
    let voters = codes
        .into_iter()
        .take(story.voted_already)
        .map(|code| (code, neighbour(papers, &mut chance)))
        .collect();
    cast_all(house, &papers.election, voters, |_| {}).await?;
    Ok(())
}

/// One neighbour's marks: everybody cares for some themes, and the first projects are well known.
fn neighbour(papers: &Papers, chance: &mut StdRng) -> Marked {
    let theme = ["memory", "nature", "care", "move", "learn", "play"][chance.random_range(0..6)];
    let mark = |contest: &Contest, chance: &mut StdRng| {
        let mut left = contest.budget;
        let mut marks = Vec::new();
        for (place, option) in (0u32..).zip(&contest.options) {
            let likely = if option.category == theme { 8 } else { 4 - place.min(8) / 4 };
            let fits = match contest.ballot {
                BallotStyle::Knapsack => left.checked_sub(option.cost).is_some(),
                BallotStyle::Approval { max, .. } => marks.len() < max as usize,
                BallotStyle::ChooseOne | BallotStyle::Motion => marks.is_empty(),
                BallotStyle::Points { .. } | BallotStyle::Ranking { .. } => false,
            };
            if fits && chance.random_range(0..10) < likely {
                left = left.checked_sub(option.cost).unwrap_or(left);
                marks.push(place);
            }
        }
        Answers::Marks(marks)
    };
    papers.contests.iter().map(|contest| (contest.id.clone(), mark(contest, chance))).collect()
}

fn officers() -> [String; 2] {
    ["Ana R., elections office".to_owned(), "Bento S., city archive".to_owned()]
}

fn parse(story: &str) -> Result<Story, SeedError> {
    Figment::from(Toml::string(story)).extract().map_err(|e| SeedError::Story(e.to_string()))
}

fn papers(
    story: &Story,
    house: &House,
    opens_at: Timestamp,
    closes_at: Timestamp,
) -> Result<Papers, SeedError> {
    let mut contests = Vec::new();
    for contest in &story.contest {
        contests.push(contest_of(contest)?);
    }
    Ok(Papers {
        authority: house.config.authority.clone(),
        // Small numbers, so that a visitor sees a batch within a minute. A real vote has 3600 and 20.
        batch_interval_s: 60,
        batch_min: 3,
        closes_at,
        contests,
        currency: "EUR".to_owned(),
        currency_exponent: 2,
        election: ElectionId::parse(&story.slug).map_err(|e| SeedError::Story(e.to_string()))?,
        languages: ["pt", "en", "fr", "ar"].map(str::to_owned).to_vec(),
        openings: Openings::Observers,
        opens_at,
        place: Text::new([
            ("pt", "Lisboa"),
            ("ar", "لشبونة"),
            ("en", "Lisbon"),
            ("fr", "Lisbonne"),
        ]),
        small_group: 10,
        t: "papers".to_owned(),
        time_zone: "Europe/Lisbon".to_owned(),
        title: text(&story.title),
        v: 1,
    })
}

fn contest_of(story: &StoryContest) -> Result<Contest, SeedError> {
    let unknown = |what: &str| SeedError::Story(format!("{}: {what:?} is unknown here", story.id));
    let euros = |euros: u64| {
        euros.checked_mul(100).and_then(Money::from_minor).ok_or_else(|| unknown("a price"))
    };
    let ballot = match story.ballot.as_str() {
        "knapsack" => BallotStyle::Knapsack,
        "approval" => BallotStyle::Approval { max: story.max, min: 0 },
        "choose_one" => BallotStyle::ChooseOne,
        other => return Err(unknown(other)),
    };
    let ties = vec![TiePolicy::Cheaper, TiePolicy::MoreVotes, TiePolicy::Lot];
    let rule = match story.rule.as_str() {
        "equal_shares" => Rule::EqualShares {
            completion: Completion::Add1,
            increment: euros(1)?,
            start: ShareStart::Exact,
            stop: AddOneStop::Exhaustive,
            ties,
            utility: Utility::Cost,
            version: 1,
        },
        "most_votes" => Rule::MostVotes { misfit: Misfit::Skip, ties, version: 1 },
        other => return Err(unknown(other)),
    };
    let mut options = Vec::new();
    for project in &story.project {
        options.push(ContestOption {
            category: project.category.clone(),
            cost: euros(project.cost)?,
            id: OptionId::parse(&project.number.to_string())
                .map_err(|e| SeedError::Story(e.to_string()))?,
            number: project.number,
            place: project.place.clone(),
            summary: text(&project.summary),
            title: text(&project.title),
        });
    }
    let id = ContestId::parse(&story.id).map_err(|e| SeedError::Story(e.to_string()))?;
    let (budget, title) = (euros(story.budget)?, text(&story.title));
    Ok(Contest { ballot, budget, id, options, rule, title })
}

fn text(words: &BTreeMap<String, String>) -> Text {
    Text::new(words.iter().map(|(lang, text)| (lang.as_str(), text.as_str())))
}
