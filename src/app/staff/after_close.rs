//! After the close: the public seed and the result, and notices at any time. Each takes two officers.

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::ledger::record::Dispute;
use morada_engine::permit::act::{AmendBallot, CountBallot, PublishResult};
use morada_engine::permit::{Doing, OneOfTwo};
use morada_engine::phase::BoxState;
use serde::{Deserialize, Serialize};

use super::confirm::{self, Waiting, sha_of};
use super::one_step::in_one_step;
use super::open_ballot::{Confirmed, published_names};
use super::phrase::{self, Deed};
use super::setup::typed::line;
use super::{DeskError, Fault, Wrong, letters, news, outgoing};
use crate::app::order::{Act, Order, RollCount};
use crate::app::{House, notices};

/// The fewest digits of a seed: twenty dice of ten sides.
const SEED_DIGITS: usize = 20;
/// The most letters of the minutes.
const MOST_LETTERS: usize = 2000;
/// The most letters of a notice in one language: with ten languages it is still one leaf.
const MOST_OF_A_NOTICE: usize = 500;

/// What is confirmed by two after an election has opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "confirms", rename_all = "snake_case")]
pub enum Matter {
    /// The seed that settles ties.
    Seed {
        /// The digits as rolled.
        seed: String,
        /// Who rolled, where, who watched.
        minutes: String,
    },
    /// The result goes public, with these sums about letters.
    Publish {
        /// Per contest.
        roll: Vec<Sums>,
        /// The seal of the box when it was confirmed.
        seal: String,
    },
    /// A public notice.
    Notice {
        /// What it is about, where it is about one vote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Dispute>,
        /// The notice, one line.
        text: String,
    },
}

/// Sums about the letters of one contest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields of `RollCount`")]
pub struct Sums {
    pub contest: ContestId,
    pub handed: u64,
    pub paper: u64,
    pub reissued: u64,
}

/// What is typed about the seed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeedAnswers {
    /// The digits.
    pub seed: String,
    /// The minutes.
    pub minutes: String,
}

impl SeedAnswers {
    fn parse(&self) -> Result<Matter, Vec<Fault>> {
        let seed: String = self.seed.chars().filter(|c| !c.is_whitespace()).collect();
        let digits = seed.chars().all(|c| c.is_ascii_digit()) && seed.len() >= SEED_DIGITS;
        // Minutes may have paragraphs; the file keeps them on one line each.
        let minutes = self.minutes.trim().replace('\r', "");
        let typed = minutes.chars().count();
        let mut faults = Vec::new();
        if !digits || seed.len() > 200 {
            let wrong = Wrong::NotBetween { least: SEED_DIGITS as u64, most: 200 };
            faults.push(Fault::new("seed", wrong));
        }
        if minutes.is_empty() {
            faults.push(Fault::new("minutes", Wrong::Empty));
        } else if typed > MOST_LETTERS {
            faults.push(Fault::new("minutes", Wrong::TooLong { most: MOST_LETTERS, typed }));
        } else if minutes.chars().any(|c| c.is_control() && c != '\n') {
            faults.push(Fault::new("minutes", Wrong::ControlSign));
        }
        if faults.is_empty() { Ok(Matter::Seed { seed, minutes }) } else { Err(faults) }
    }
}

/// The matters of `A` that wait for a second officer, newest first.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn waiting<A: Doing>(
    house: &House,
    half: &OneOfTwo<A>,
) -> Result<Vec<(Waiting, Matter)>, DeskError> {
    let found = confirm::waiting::<A>(house, half.subject()).await?;
    let read = |first: Waiting| {
        let matter = serde_json::from_str(&first.payload).ok()?;
        Some((first, matter))
    };
    Ok(found.into_iter().filter_map(read).collect())
}

/// Proposes the seed and its minutes, as the first of two.
///
/// # Errors
/// [`DeskError::Faulty`]; [`Wrong::NotYet`] before the urn has closed the box.
pub async fn propose_seed(
    house: &House,
    half: &OneOfTwo<CountBallot>,
    typed: &SeedAnswers,
    phrase: &str,
) -> Result<(), DeskError> {
    let process = subject(half)?;
    demand_state(house, process, BoxState::Closed).await?;
    let mut faults = Vec::new();
    let matter = typed.parse().map_err(|found| faults.extend(found)).ok();
    if !phrase::fits(phrase, &phrase::of(Deed::Count, process)) {
        faults.push(Fault::new("phrase", Wrong::Phrase));
    }
    match matter {
        Some(matter) if faults.is_empty() => propose(house, half, &matter).await,
        _ => Err(DeskError::Faulty(faults)),
    }
}

/// Confirms the seed as the second of two: it goes to the urn, and the count begins.
///
/// # Errors
/// [`Wrong::Phrase`], [`Wrong::NothingWaits`], [`DeskError::Refused`].
pub async fn confirm_seed(
    house: &House,
    half: OneOfTwo<CountBallot>,
    id: &str,
    seen_sha: &str,
    phrase: &str,
) -> Result<(), DeskError> {
    second(house, half, Deed::Count, Seen { id, sha: seen_sha, phrase }, |matter, officers| {
        match matter {
            Matter::Seed { seed, minutes } => Some(Act::Seed { seed, minutes, officers }),
            Matter::Publish { .. } | Matter::Notice { .. } => None,
        }
    })
    .await
}

/// Confirms the publication of the result: as the first of two, or as the second of the same.
///
/// # Errors
/// [`Wrong::Phrase`], [`Wrong::NotYet`] before the count is done, [`Wrong::Changed`].
pub async fn confirm_publishing(
    house: &House,
    half: OneOfTwo<PublishResult>,
    seen_sha: &str,
    phrase: &str,
) -> Result<Confirmed, DeskError> {
    let process = subject(&half)?.clone();
    demand_state(house, &process, BoxState::Counted).await?;
    let matter = publication(house, &process).await?;
    if sha_of(&payload(&matter)) != seen_sha {
        return Err(DeskError::fault("phrase", Wrong::Changed));
    }
    if !phrase::fits(phrase, &phrase::of(Deed::Publish, &process)) {
        return Err(DeskError::fault("phrase", Wrong::Phrase));
    }
    let first = waiting(house, &half).await?.into_iter().find(|(first, _)| first.sha == seen_sha);
    let Some((first, _)) = first else {
        propose(house, &half, &matter).await?;
        return Ok(Confirmed::First);
    };
    let seen = Seen { id: &first.id, sha: seen_sha, phrase };
    second(house, half, Deed::Publish, seen, |matter, officers| match matter {
        Matter::Publish { roll, .. } => {
            let count = |sums: Sums| RollCount {
                contest: sums.contest,
                handed: sums.handed,
                paper: sums.paper,
                reissued: sums.reissued,
            };
            Some(Act::Publish { roll: roll.into_iter().map(count).collect(), officers })
        }
        Matter::Seed { .. } | Matter::Notice { .. } => None,
    })
    .await?;
    Ok(Confirmed::Second)
}

/// What two officers would confirm to publish, and its hash.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn publication_now(
    house: &House,
    half: &OneOfTwo<PublishResult>,
) -> Result<(Matter, String), DeskError> {
    let matter = publication(house, subject(half)?).await?;
    let sha = sha_of(&payload(&matter));
    Ok((matter, sha))
}

/// Proposes a public notice, as the first of two: what it is about (empty, or the name of a dispute about one vote),
/// and its words by language, of which the first is asked.
///
/// # Errors
/// [`DeskError::Faulty`]; [`Wrong::NotYet`] before the box was sealed.
pub async fn propose_notice(
    house: &House,
    half: &OneOfTwo<AmendBallot>,
    about: &str,
    words: &[(String, String)],
    phrase: &str,
) -> Result<(), DeskError> {
    let process = subject(half)?;
    demand_state(house, process, BoxState::Opened).await?;
    let (mut said, mut faults) = (Vec::new(), Vec::new());
    let is_dispute = !about.is_empty();
    let about = Dispute::parse(about);
    if is_dispute && about.is_none() {
        faults.push(Fault::new("about", Wrong::Empty));
    }
    for (number, (language, words)) in words.iter().enumerate() {
        if number > 0 && words.trim().is_empty() {
            continue;
        }
        match line(&format!("text-{language}"), words, MOST_OF_A_NOTICE) {
            Ok(words) => said.push((language.clone(), words)),
            Err(fault) => faults.push(fault),
        }
    }
    if !phrase::fits(phrase, &phrase::of(Deed::Notice, process)) {
        faults.push(Fault::new("phrase", Wrong::Phrase));
    }
    if !faults.is_empty() {
        return Err(DeskError::Faulty(faults));
    }
    let text = notices::line_of(&said);
    propose(house, half, &Matter::Notice { about, text }).await
}

/// Proposes to take a public notice back, as the first of two.
///
/// # Errors
/// [`Wrong::NothingWaits`] without such a notice, or when it is taken back already.
pub async fn propose_taking_back(
    house: &House,
    half: &OneOfTwo<AmendBallot>,
    id: &str,
) -> Result<(), DeskError> {
    let all = notices::notices(house, subject(half)?).await?;
    let found = all.iter().find(|notice| notice.id == id && notice.taken_back_at.is_none());
    let notice = found.ok_or_else(|| DeskError::fault("phrase", Wrong::NothingWaits))?;
    let text = notices::line_taking_back(&notice.id);
    propose(house, half, &Matter::Notice { about: None, text }).await
}

/// Confirms a notice as the second of two: it enters the ledger.
///
/// # Errors
/// [`Wrong::Phrase`], [`Wrong::NothingWaits`], [`DeskError::Refused`].
pub async fn confirm_notice(
    house: &House,
    half: OneOfTwo<AmendBallot>,
    id: &str,
    seen_sha: &str,
    phrase: &str,
) -> Result<(), DeskError> {
    second(
        house,
        half,
        Deed::Notice,
        Seen { id, sha: seen_sha, phrase },
        |matter, _| match matter {
            Matter::Notice { about, text } => Some(Act::Incident { about, text }),
            Matter::Seed { .. } | Matter::Publish { .. } => None,
        },
    )
    .await
}

/// What the second officer saw and typed.
struct Seen<'a> {
    id: &'a str,
    sha: &'a str,
    phrase: &'a str,
}

async fn propose<A: Doing>(
    house: &House,
    half: &OneOfTwo<A>,
    matter: &Matter,
) -> Result<(), DeskError> {
    confirm::confirm_first(house, half, &payload(matter), async |_| Ok(())).await
}

/// Joins the two officers, uses the first confirmation up and sends the order, in one step.
async fn second<A: Doing>(
    house: &House,
    half: OneOfTwo<A>,
    deed: Deed,
    seen: Seen<'_>,
    act: impl FnOnce(Matter, [String; 2]) -> Option<Act>,
) -> Result<(), DeskError> {
    let process = subject(&half)?.clone();
    if !phrase::fits(seen.phrase, &phrase::of(deed, &process)) {
        return Err(DeskError::fault("phrase", Wrong::Phrase));
    }
    let found = waiting(house, &half).await?.into_iter().find(|(first, _)| first.id == seen.id);
    let (first, matter) = found.ok_or_else(|| DeskError::fault("phrase", Wrong::NothingWaits))?;
    if first.sha != seen.sha {
        return Err(DeskError::fault("phrase", Wrong::Changed));
    }
    let permit = confirm::join(house, &first, half).await?;
    let officers = published_names(house, permit.by()).await?;
    let act = act(matter, officers).ok_or(DeskError::Unknown)?;
    let order = Order { election: process, act };
    in_one_step(house, async |tx| {
        confirm::settle(house, tx, &first, &permit).await?;
        let by = permit.by().last().ok_or(DeskError::Unknown)?;
        outgoing::send(house, tx, by, &order).await
    })
    .await
}

async fn publication(house: &House, process: &ElectionId) -> Result<Matter, DeskError> {
    let news = news::newest(house, process).await?;
    let seal = news.and_then(|(news, _)| news.seal).unwrap_or_default();
    let sums = |count: RollCount| Sums {
        contest: count.contest,
        handed: count.handed,
        paper: count.paper,
        reissued: count.reissued,
    };
    let roll = letters::roll_counts(house, process).await?.into_iter().map(sums).collect();
    Ok(Matter::Publish { roll, seal })
}

fn payload(matter: &Matter) -> String {
    serde_json::to_string(matter).expect("a matter has string keys")
}

pub(super) async fn demand_state(
    house: &House,
    process: &ElectionId,
    least: BoxState,
) -> Result<(), DeskError> {
    if news::box_state(house, process).await? >= least {
        Ok(())
    } else {
        Err(DeskError::fault("phrase", Wrong::NotYet))
    }
}

pub(super) fn subject<A>(half: &OneOfTwo<A>) -> Result<&ElectionId, DeskError> {
    half.subject().process().ok_or(DeskError::Unknown)
}
