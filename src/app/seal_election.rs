//! Seals an election: papers, trustees, policy and key lists enter the ledger as its first leaves.

use std::collections::{BTreeMap, BTreeSet};

use morada_engine::canonical;
use morada_engine::contest::{BallotStyle, Contest, Papers, Rule, TiePolicy, Utility};
use morada_engine::encoding::from_hex;
use morada_engine::ids::ContestId;
use morada_engine::ledger::record::{CredlistLeaf, SetupLeaf, Version, file_hash};
use morada_engine::ledger::{Checkpoint, Leaf, Policy};
use morada_engine::sealing::{ServerKey, TrusteeSet, pad_for};
use serde::{Deserialize, Serialize};

use super::order::Credlist;
use super::{House, log_key};
use crate::store::StoreError;
use crate::store::urn::Sealed;

/// What is wrong with an order to open. Every fault is named at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "fault", content = "what", rename_all = "snake_case")]
pub enum SetupFault {
    /// The papers have no contest, or not sorted by id, or two with one id.
    #[error("the contests must be sorted by id and each have its own")]
    Contests,
    /// A contest has no option, or two with one id or one number.
    #[error("contest {0}: every option needs its own id and number")]
    Options(ContestId),
    /// The limits of the ballot cannot be met.
    #[error("contest {0}: the limits of the ballot cannot be met")]
    Limits(ContestId),
    /// The rule does not fit the ballot, has an unknown version, or its last tie policy is no lot.
    #[error("contest {0}: the rule does not fit the ballot, or its ties do not end in a lot")]
    Rule(ContestId),
    /// The closing instant is not after the opening one.
    #[error("voting must close after it opens")]
    Times,
    /// A batch needs at least one ballot and an interval of at least a second.
    #[error("batches need a least size and an interval of at least one")]
    Batches,
    /// A text breaks the canonical form, or the authority is no plain name.
    #[error("the papers cannot be written down: {0}")]
    Text(String),
    /// A contest has no key list, or a list belongs to no contest.
    #[error("every contest needs exactly one list of keys")]
    Credlists,
    /// A key list is not 64 hex digits a line, sorted, without repeats, as long as said.
    #[error("contest {0}: the list of keys is not sorted hex lines, as many as letters and spares")]
    Keys(ContestId),
    /// Too few people for a secret ballot.
    #[error("contest {contest}: {letters} voters are too few for a secret ballot, {least} needed")]
    TooFew {
        /// The contest.
        contest: ContestId,
        /// Letters made.
        letters: u64,
        /// The least number.
        least: u64,
    },
    /// `trustees.json` does not hold together.
    #[error("the trustees' record: {0}")]
    Trustees(String),
    /// The lines about witnesses are no policy.
    #[error("the witnesses' policy: {0}")]
    Policy(String),
    /// Already sealed.
    #[error("this election is sealed already")]
    Sealed,
}

/// An order that can be sealed.
#[derive(Debug)]
pub(super) struct Ready {
    sealed: Sealed,
    lists: Vec<(Credlist, Vec<[u8; 32]>)>,
}

/// Checks an order to open, without storing anything.
///
/// # Errors
/// Every [`SetupFault`].
pub(super) fn check_setup(
    house: &House,
    papers: &Papers,
    trustees: &str,
    witnesses: &str,
    credlists: &[Credlist],
    officers: &[String; 2],
) -> Result<Ready, Vec<SetupFault>> {
    let mut faults = papers_faults(papers);
    let mut lists = Vec::new();
    match keys_by_contest(papers, credlists) {
        Ok(found) => lists = found,
        Err(found) => faults.extend(found),
    }
    let papers_file = canonical::to_bytes(papers);
    let trustees = trustee_set(house, papers, trustees);
    let policy = policy_file(house, papers, witnesses);
    match (papers_file, trustees, policy) {
        (Ok(papers_file), Ok((trustees, trustees_file)), Ok(policy_file)) if faults.is_empty() => {
            let pad = papers.contests.iter().map(pad_for).max().unwrap_or_default();
            let papers = papers.clone();
            let officers = officers.clone();
            let sealed =
                Sealed { papers, papers_file, trustees, trustees_file, policy_file, pad, officers };
            Ok(Ready { sealed, lists })
        }
        (papers_file, trustees, policy) => {
            faults.extend(papers_file.err().map(|e| SetupFault::Text(e.to_string())));
            faults.extend(trustees.err());
            faults.extend(policy.err());
            Err(faults)
        }
    }
}

/// Seals a checked order: the keys first, in many short steps, then `setup`, the key lists and a signed
/// checkpoint in one.
pub(super) async fn seal(house: &House, ready: Ready, order: &[u8; 32]) -> Result<(), StoreError> {
    let Ready { sealed, lists } = ready;
    let papers = &sealed.papers;
    let leaf = |leaf: Leaf| leaf.to_bytes().map_err(|e| StoreError::Corrupt(e.to_string()));
    let setup = leaf(Leaf::Setup(SetupLeaf {
        at: house.now(),
        election: papers.election.clone(),
        engine: concat!("morada/", env!("CARGO_PKG_VERSION")).to_owned(),
        papers: file_hash(&sealed.papers_file),
        policy: file_hash(&sealed.policy_file),
        trustees: file_hash(&sealed.trustees_file),
        pad: sealed.pad as u64,
        v: Version,
    }))?;

    let keys: Vec<(&ContestId, &[[u8; 32]])> =
        lists.iter().map(|(list, keys)| (&list.contest, keys.as_slice())).collect();
    house.urn.bring_keys(&papers.election, &keys).await?;

    let mut ledger = house.urn.seal(&sealed).await?;
    let written = async {
        ledger.append(&setup).await?;
        for (list, keys) in &lists {
            let Credlist { contest, keys: file, letters, spares } = list;
            ledger.put_credlist(contest, *letters, *spares, file, keys).await?;
            let credlist = CredlistLeaf {
                at: house.now(),
                election: papers.election.clone(),
                contest: list.contest.clone(),
                count: list.letters + list.spares,
                letters: list.letters,
                spares: list.spares,
                sha: file_hash(list.keys.as_bytes()),
                v: Version,
            };
            ledger.append(&leaf(Leaf::Credlist(credlist))?).await?;
        }
        let key = log_key(house, &papers.authority, &papers.election);
        let note = Checkpoint::sign(&key, ledger.size(), ledger.root());
        ledger.put_checkpoint(&note.to_string()).await?;
        ledger.answer_order(order, "sealed").await
    }
    .await;
    match written {
        Ok(()) => ledger.commit().await,
        Err(error) => Err(ledger.abandon(error).await),
    }
}

fn papers_faults(papers: &Papers) -> Vec<SetupFault> {
    let mut faults = Vec::new();
    let ids: Vec<&ContestId> = papers.contests.iter().map(|contest| &contest.id).collect();
    if ids.is_empty() || !ids.is_sorted_by(|a, b| a < b) {
        faults.push(SetupFault::Contests);
    }
    if papers.opens_at >= papers.closes_at {
        faults.push(SetupFault::Times);
    }
    if papers.batch_min == 0 || papers.batch_interval_s == 0 {
        faults.push(SetupFault::Batches);
    }
    if papers.authority.is_empty() || papers.authority.contains(|c: char| !c.is_ascii_graphic()) {
        faults.push(SetupFault::Text(format!("the authority {:?}", papers.authority)));
    }
    faults.extend(papers.contests.iter().flat_map(contest_faults));
    faults
}

fn contest_faults(contest: &Contest) -> Vec<SetupFault> {
    let mut faults = Vec::new();
    let count = contest.options.len();
    let ids: BTreeSet<_> = contest.options.iter().map(|option| &option.id).collect();
    let numbers: BTreeSet<_> = contest.options.iter().map(|option| option.number).collect();
    if count == 0 || ids.len() < count || numbers.len() < count {
        faults.push(SetupFault::Options(contest.id.clone()));
    }
    let possible = match contest.ballot {
        BallotStyle::Approval { max, min } => 1 <= max && min <= max && max as usize <= count,
        BallotStyle::Knapsack | BallotStyle::ChooseOne => true,
        BallotStyle::Motion => {
            contest.options.iter().map(|o| o.id.as_str()).eq(["yes", "no", "abstain"])
        }
        BallotStyle::Points { max_each, total } => 1 <= max_each && max_each <= total,
        BallotStyle::Ranking { max } => 1 <= max && max as usize <= count,
    };
    if !possible {
        faults.push(SetupFault::Limits(contest.id.clone()));
    }
    if !rule_fits(&contest.rule, contest.ballot) {
        faults.push(SetupFault::Rule(contest.id.clone()));
    }
    faults
}

/// Whether the rule can count this ballot, and every tie ends in the lot.
fn rule_fits(rule: &Rule, ballot: BallotStyle) -> bool {
    let marks = matches!(
        ballot,
        BallotStyle::Approval { .. } | BallotStyle::Knapsack | BallotStyle::ChooseOne
    );
    let points = matches!(ballot, BallotStyle::Points { .. });
    let ranking = matches!(ballot, BallotStyle::Ranking { .. });
    let (fits, ties, version) = match rule {
        Rule::MostVotes { ties, version, .. }
        | Rule::MostVotesExclusive { ties, version, .. }
        | Rule::VotesPerCost { ties, version, .. }
        | Rule::Phragmen { ties, version } => (marks, ties, version),
        Rule::ExactEqualShares { ties, version, utility, .. } => {
            (marks && matches!(utility, Utility::Cost | Utility::Cardinality), ties, version)
        }
        Rule::MostPoints { ties, version, .. } => (points, ties, version),
        Rule::Borda { ties, version, .. } => (ranking, ties, version),
        Rule::EqualShares { ties, version, utility, increment, .. } => {
            let fits = match utility {
                Utility::Cost | Utility::Cardinality => marks,
                Utility::Points | Utility::PointsCost => points,
                Utility::Borda0 | Utility::Borda1 | Utility::Borda1Cost => ranking,
            };
            (fits && increment.minor() > 0, ties, version)
        }
        Rule::Motion { version } => return ballot == BallotStyle::Motion && *version == 1,
        Rule::PerPart { parts, rule, version, .. } => {
            // A part that is there twice would be counted twice, with twice its money.
            let names: BTreeSet<&str> = parts.iter().map(|part| part.part.as_str()).collect();
            return names.len() == parts.len() && rule_fits(rule, ballot) && *version == 1;
        }
        Rule::Eligible { rule, version, .. } | Rule::Compared { rule, version, .. } => {
            return rule_fits(rule, ballot) && *version == 1;
        }
    };
    fits && *version == 1 && ties.last() == Some(&TiePolicy::Lot)
}

type Lists = Vec<(Credlist, Vec<[u8; 32]>)>;

fn keys_by_contest(papers: &Papers, credlists: &[Credlist]) -> Result<Lists, Vec<SetupFault>> {
    let by_contest: BTreeMap<&ContestId, &Credlist> =
        credlists.iter().map(|list| (&list.contest, list)).collect();
    let contests: BTreeSet<&ContestId> = papers.contests.iter().map(|c| &c.id).collect();
    if by_contest.len() != credlists.len() || !by_contest.keys().eq(contests.iter()) {
        return Err(vec![SetupFault::Credlists]);
    }
    let mut faults = Vec::new();
    let mut lists = Vec::new();
    for (contest, list) in by_contest {
        let keys = parse_keys(&list.keys);
        let said = usize::try_from(list.letters + list.spares).ok();
        match keys {
            Some(keys) if Some(keys.len()) == said => lists.push((list.clone(), keys)),
            _ => faults.push(SetupFault::Keys(contest.clone())),
        }
        if list.letters < papers.small_group {
            let (letters, least) = (list.letters, papers.small_group);
            faults.push(SetupFault::TooFew { contest: contest.clone(), letters, least });
        }
    }
    if faults.is_empty() { Ok(lists) } else { Err(faults) }
}

/// Sorted, distinct lines of 64 hex digits, each ended by a line feed.
fn parse_keys(file: &str) -> Option<Vec<[u8; 32]>> {
    let lines = file.strip_suffix('\n')?;
    let keys: Option<Vec<[u8; 32]>> = lines.split('\n').map(|line| from_hex(line).ok()).collect();
    keys.filter(|keys| keys.is_sorted_by(|a, b| a < b))
}

fn trustee_set(
    house: &House,
    papers: &Papers,
    file: &str,
) -> Result<(TrusteeSet, Vec<u8>), SetupFault> {
    if file.is_empty() {
        let set = server_key(house, papers).trustees(&papers.authority);
        let bytes = set.to_bytes().map_err(|e| SetupFault::Trustees(e.to_string()))?;
        return Ok((set, bytes));
    }
    let set =
        TrusteeSet::parse(file.as_bytes()).map_err(|e| SetupFault::Trustees(e.to_string()))?;
    Ok((set, file.as_bytes().to_vec()))
}

/// The opening key of an election without trustees, derived from the server's secret.
pub(super) fn server_key(house: &House, papers: &Papers) -> ServerKey {
    let mut bytes = house.secret.key(&format!("morada/trustee/v1/{}", papers.election));
    // Below 2^252, so every value is a canonical scalar of the group.
    bytes[31] &= 0x0f;
    ServerKey::from_bytes(bytes).expect("a derived key below 2^252 is zero once in 2^252 times")
}

fn policy_file(house: &House, papers: &Papers, witnesses: &str) -> Result<Vec<u8>, SetupFault> {
    if papers.authority.is_empty() {
        return Err(SetupFault::Policy("no authority".to_owned()));
    }
    let key = log_key(house, &papers.authority, &papers.election);
    let log = key.verifier_key();
    let text = if witnesses.trim().is_empty() {
        Policy::majority_text(log, &[])
    } else {
        format!("log {log}\n{}\n", witnesses.trim_end())
    };
    Policy::parse(&text).map_err(|e| SetupFault::Policy(e.to_string()))?;
    Ok(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use morada_engine::contest::{Leftover, Misfit, PartBudget, PartBy};
    use morada_engine::money::Money;

    use super::*;

    /// Two neighbourhoods with their own money; the same one twice would have it twice.
    #[test]
    fn a_part_of_the_budget_stands_in_the_rule_once() {
        let rule = |names: [&str; 2]| Rule::PerPart {
            by: PartBy::Place,
            leftover: Leftover::Kept,
            parts: names
                .map(|part| PartBudget {
                    budget: Money::from_minor(50).unwrap(),
                    part: part.to_owned(),
                })
                .to_vec(),
            rule: Box::new(Rule::MostVotes {
                misfit: Misfit::Skip,
                ties: vec![TiePolicy::Lot],
                version: 1,
            }),
            version: 1,
        };
        assert!(rule_fits(&rule(["north", "south"]), BallotStyle::Knapsack));
        assert!(!rule_fits(&rule(["north", "north"]), BallotStyle::Knapsack));
    }
}
