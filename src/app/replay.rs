//! A real election from a Pabulib file, made into papers and voters.

use std::collections::{BTreeMap, BTreeSet};

use morada_engine::ballot::Answers;
use morada_engine::contest::{
    BallotStyle, Completion, Contest, ContestOption, Openings, Papers, Rule, Text, TiePolicy,
};
use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::money::Money;
use morada_engine::pabulib::{Instance, VoteKind, official};
use morada_engine::time::Timestamp;

use super::hold_election::Marked;

/// A file made into an election.
#[derive(Debug)]
pub struct Replay {
    /// The papers.
    pub papers: Papers,
    /// What each voter marks.
    pub voters: Vec<Marked>,
    /// Ids that the city itself marked as selected, if the file says.
    pub official: Option<BTreeSet<String>>,
    /// The rule that the file declares.
    pub declared: String,
}

/// How a replay counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayRule {
    /// As the file declares, if that rule is built; otherwise by most votes.
    Declared,
    /// Most votes, passing over what does not fit.
    Greedy,
    /// Most votes, stopping at what does not fit.
    GreedyNoSkip,
    /// Equal Shares with add-one.
    EqualShares,
}

/// Why a file cannot be replayed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReplayError {
    /// Amounts above what a canonical record can carry.
    #[error("an amount is larger than 2^53 - 1 minor units")]
    Amount,
    /// An id that a record cannot carry.
    #[error("the project id {0:?} is empty, longer than 64 characters or has control characters")]
    Id(String),
    /// Negative points.
    #[error("ballot {0} gives negative points, which no ballot of Morada can")]
    Negative(usize),
    /// Too few ballots for a secret vote.
    #[error("{0} ballots are too few for a secret vote: 10 are needed")]
    TooFew(usize),
}

/// Makes an election of the first `limit` ballots of a file.
///
/// # Errors
/// [`ReplayError`].
pub fn replay(
    instance: &Instance,
    name: &str,
    rule: ReplayRule,
    limit: usize,
    now: Timestamp,
) -> Result<Replay, ReplayError> {
    let count = instance.ballots().min(limit);
    if count < 10 {
        return Err(ReplayError::TooFew(count));
    }
    let id = ContestId::parse("pb").expect("a plain slug");
    let answers = (0..count).map(|b| answers(instance, b)).collect::<Result<Vec<_>, _>>()?;
    let declared = instance.get("rule").unwrap_or("unknown").to_owned();
    let title = instance.get("description").unwrap_or(name);
    let contest = Contest {
        ballot: style(instance, &answers),
        budget: Money::from_minor(instance.budget).ok_or(ReplayError::Amount)?,
        id: id.clone(),
        options: options(instance)?,
        rule: rule_of(instance, rule),
        title: Text::new([("en", clean(title).as_str())]),
    };
    let papers = Papers {
        authority: "replay.local".to_owned(),
        batch_interval_s: 3_600,
        batch_min: 20,
        closes_at: now.plus(7 * 24 * 3_600),
        contests: vec![contest],
        currency: instance.get("currency").unwrap_or("XXX").to_owned(),
        currency_exponent: instance.exponent,
        election: ElectionId::parse(&slug(name)).expect("slug() makes slugs"),
        languages: vec!["en".to_owned()],
        // The ballots of the file are public already.
        openings: Openings::Public,
        opens_at: now,
        place: Text::new([("en", clean(instance.get("unit").unwrap_or(name)).as_str())]),
        small_group: 10,
        t: "papers".to_owned(),
        time_zone: "UTC".to_owned(),
        title: Text::new([("en", clean(instance.get("instance").unwrap_or(name)).as_str())]),
        v: 1,
    };
    let voters = answers.into_iter().map(|a| BTreeMap::from([(id.clone(), a)])).collect();
    let id_of = |place: usize| instance.projects[place].id.clone();
    let official = official::selected(instance);
    let official = official.map(|places| places.into_iter().map(id_of).collect());
    Ok(Replay { papers, voters, official, declared })
}

/// One ballot of the file. A repeated project counts once, as everybody but its city counts it.
fn answers(instance: &Instance, b: usize) -> Result<Answers, ReplayError> {
    let (marked, points) = instance.ballot(b);
    let mut seen = BTreeSet::new();
    let once = |place: &u32| seen.insert(*place);
    match instance.kind {
        VoteKind::Approval | VoteKind::ChooseOne => {
            Ok(Answers::Marks(marked.iter().copied().filter(once).collect()))
        }
        VoteKind::Ordinal => Ok(Answers::Ranking(marked.iter().copied().filter(once).collect())),
        VoteKind::Cumulative | VoteKind::Scoring => {
            // Of two entries for a project the last one stands.
            let mut given: BTreeMap<u32, u32> = BTreeMap::new();
            for (place, points) in marked.iter().zip(points) {
                let points = u32::try_from(*points).map_err(|_| ReplayError::Negative(b + 1))?;
                given.insert(*place, points);
            }
            Ok(Answers::Points(given.into_iter().collect()))
        }
    }
}

/// The narrowest ballot that all ballots of the file fit on.
fn style(instance: &Instance, answers: &[Answers]) -> BallotStyle {
    let most = |of: &dyn Fn(&Answers) -> u32| answers.iter().map(of).max().unwrap_or(1).max(1);
    let said = |key: &str| instance.get(key).and_then(|value| value.parse::<u32>().ok());
    let projects = u32::try_from(instance.projects.len()).unwrap_or(u32::MAX);
    let length = most(&|a| match a {
        Answers::Marks(marks) | Answers::Ranking(marks) => to_u32(marks.len()),
        Answers::Points(pairs) => to_u32(pairs.len()),
    });
    let length = length.max(said("max_length").unwrap_or(1)).min(projects);
    match instance.kind {
        VoteKind::Approval => BallotStyle::Approval { max: length, min: 0 },
        VoteKind::ChooseOne => BallotStyle::ChooseOne,
        VoteKind::Ordinal => BallotStyle::Ranking { max: length },
        VoteKind::Cumulative | VoteKind::Scoring => {
            let pairs = |a: &Answers| match a {
                Answers::Points(pairs) => pairs.clone(),
                Answers::Marks(_) | Answers::Ranking(_) => Vec::new(),
            };
            let total = most(&|a| pairs(a).iter().map(|(_, points)| points).sum());
            let each = most(&|a| pairs(a).iter().map(|(_, points)| *points).max().unwrap_or(0));
            let total = total.max(said("max_sum_points").unwrap_or(1));
            BallotStyle::Points {
                max_each: each.max(said("max_points").unwrap_or(1)).min(total),
                total,
            }
        }
    }
}

fn rule_of(instance: &Instance, rule: ReplayRule) -> Rule {
    let ties = [TiePolicy::Cheaper, TiePolicy::MoreVotes, TiePolicy::Lot];
    let named = |word: &str| {
        let readings = official::readings(instance, &ties).into_iter();
        let mut named = readings.filter(|(name, _)| *name == word).map(|(_, rule)| rule);
        named.next().expect("a reading that every file has")
    };
    match rule {
        ReplayRule::Declared => official::declared(instance, &ties),
        ReplayRule::Greedy => named("greedy"),
        ReplayRule::GreedyNoSkip => named("greedy-no-skip"),
        ReplayRule::EqualShares => official::equal_shares(instance, &ties, Completion::Add1),
    }
}

fn options(instance: &Instance) -> Result<Vec<ContestOption>, ReplayError> {
    let option = |(number, project): (u32, &morada_engine::pabulib::Project)| {
        let name = clean(project.get("name").unwrap_or(&project.id));
        Ok(ContestOption {
            category: String::new(),
            cost: Money::from_minor(project.cost).ok_or(ReplayError::Amount)?,
            id: OptionId::parse(&clean(&project.id))
                .map_err(|_| ReplayError::Id(project.id.clone()))?,
            number,
            place: String::new(),
            summary: Text::default(),
            title: Text::new([("en", name.as_str())]),
        })
    };
    (1..).zip(&instance.projects).map(option).collect()
}

/// A text as a canonical record can carry it.
fn clean(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn slug(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let slug: String = name.chars().map(plain).take(60).collect();
    if slug.is_empty() { "replay".to_owned() } else { slug }
}

fn to_u32(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
