//! The rules of a process in plain words, made from what is set up, and published in versions.

use morada_engine::contest::{BallotStyle, Openings, Rule, Text};
use morada_engine::eligibility::{AreaChoice, ContestVoters, Rule as Eligibility};
use morada_engine::hash::Hash;
use morada_engine::money::Money;
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use morada_engine::phase::Phase;
use morada_engine::sealing::TrusteeSet;
use morada_engine::time::Timestamp;
use serde::Serialize;

use super::DeskError;
use super::acts::Entry;
use super::setup::change::{change, process_of};
use super::setup::overview::Setup;
use super::setup::typed::optional_line;
use crate::app::House;
use crate::app::roll::keeping::names_of;
use crate::store::office::contests::ContestSetup;
use crate::store::office::published_rules;
pub use crate::store::office::published_rules::PublishedRules;

/// One sentence of the rules. The words are in `staff.ftl` and `place.ftl`; this is what they say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum Sentence {
    /// Who can vote, whatever their nationality.
    Voters {
        /// The rule, with the areas of the place.
        rule: Box<Eligibility>,
    },
    /// In which areas' contests a voter may vote.
    Areas {
        /// In how many.
        choice: AreaChoice,
    },
    /// Who votes in one contest, where that is not everybody.
    ContestVoters {
        /// The contest.
        contest: Text,
        /// Who.
        voters: ContestVoters,
    },
    /// From when.
    Opens {
        /// The first second.
        at: Timestamp,
    },
    /// Until when.
    Closes {
        /// The first second after.
        at: Timestamp,
    },
    /// How much money a contest can spend.
    Budget {
        /// The contest.
        contest: Text,
        /// The money.
        budget: Money,
    },
    /// What a ballot may say.
    Ballot {
        /// The contest.
        contest: Text,
        /// The kind with its limits.
        ballot: BallotStyle,
    },
    /// How ballots become an outcome.
    Count {
        /// The contest.
        contest: Text,
        /// The rule.
        rule: Rule,
    },
    /// A voter may vote again; the last ballot counts.
    VoteAgain,
    /// Ballots enter the public list in batches.
    Batches {
        /// Least ballots of a batch.
        least: u64,
        /// Seconds between two.
        every_seconds: u64,
    },
    /// No figure about fewer ballots is published.
    SmallGroup {
        /// Fewer than these.
        least: u64,
    },
    /// Who gets the openings of the sealed ballots.
    Openings {
        /// Who.
        openings: Openings,
    },
    /// So many of so many trustees open the box.
    Trustees {
        /// Needed.
        threshold: u16,
        /// There are.
        shares: usize,
    },
    /// The server alone can open the box: for small votes only.
    ServerKey,
    /// Whether outsiders watch the list.
    Witnesses {
        /// Lines of the policy; none means that nobody watches.
        policy: String,
    },
    /// The languages of the ballot.
    Languages {
        /// BCP 47.
        languages: Vec<String>,
    },
}

/// The rules as they are set up now.
pub fn sentences(setup: &Setup) -> Vec<Sentence> {
    let process = &setup.process;
    let areas = names_of(&setup.place.id, &setup.areas);
    let rule = Box::new(process.electorate.rule_in(&areas));
    let mut rules = vec![Sentence::Voters { rule }];
    let narrower = |contest: &&ContestSetup| contest.voters != ContestVoters::default();
    if setup.contests.iter().any(|contest| !contest.voters.areas.is_empty()) {
        rules.push(Sentence::Areas { choice: process.electorate.choice });
    }
    rules.extend(setup.contests.iter().filter(narrower).map(|contest| Sentence::ContestVoters {
        contest: contest.title.clone(),
        voters: contest.voters.clone(),
    }));
    rules.extend(setup.calendar.starts_at(Phase::Balloting).map(|at| Sentence::Opens { at }));
    rules.extend(setup.calendar.ends_at(Phase::Balloting).map(|at| Sentence::Closes { at }));
    for contest in &setup.contests {
        let title = || contest.title.clone();
        if contest.ballot != BallotStyle::Motion {
            rules.push(Sentence::Budget { contest: title(), budget: contest.budget });
        }
        rules.push(Sentence::Ballot { contest: title(), ballot: contest.ballot });
        rules.push(Sentence::Count { contest: title(), rule: contest.rule.clone() });
    }
    rules.push(Sentence::VoteAgain);
    rules.push(Sentence::Batches {
        least: process.batch_min,
        every_seconds: process.batch_interval_s,
    });
    rules.push(Sentence::SmallGroup { least: process.small_group });
    rules.push(Sentence::Openings { openings: process.openings });
    rules.push(match TrusteeSet::parse(process.trustees.as_bytes()) {
        Ok(set) => Sentence::Trustees { threshold: set.threshold(), shares: set.shares().len() },
        Err(_) => Sentence::ServerKey,
    });
    rules.push(Sentence::Witnesses { policy: process.witnesses.clone() });
    rules.push(Sentence::Languages { languages: process.languages.clone() });
    rules
}

/// SHA-256, hex, of what the rules say: published rules are in force while this is the same.
pub fn sha_of(setup: &Setup) -> String {
    let said = serde_json::to_vec(&sentences(setup)).expect("a sentence has string keys");
    Hash::of(&[&said]).to_hex()
}

/// Publishes the rules as seen at `revision`, as the next version. `decision` is the municipality's
/// own reference and may be empty.
///
/// # Errors
/// [`DeskError::Faulty`], [`DeskError::Stale`], [`DeskError::Frozen`].
pub async fn publish_rules(
    house: &House,
    permit: &Permit<DraftBallot>,
    revision: u64,
    decision: &str,
) -> Result<PublishedRules, DeskError> {
    let setup = Setup::load(house, process_of(permit)?).await?;
    let decision =
        optional_line("decision", decision, 80).map_err(|fault| DeskError::Faulty(vec![fault]))?;
    let rules = PublishedRules {
        version: setup.rules.as_ref().map_or(1, |rules| rules.version + 1),
        sha: sha_of(&setup),
        decision,
        published_at: house.now(),
    };
    let entry = Entry::RulesPublished { version: rules.version, sha: &rules.sha };
    change(house, permit, revision, &entry, async |tx, process| {
        Ok(published_rules::insert(tx, process, &rules).await?)
    })
    .await?;
    Ok(rules)
}
