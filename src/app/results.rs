//! The published result of a contest, counted again from the published ballots for its page.

use std::sync::{Arc, PoisonError};

use morada_engine::bundle::BundlePath;
use morada_engine::contest::Contest;
use morada_engine::ids::{ContestId, ElectionId};

use super::chance::find_seed;
use super::count::lot_order;
use super::{Counted, House, count_ballots};
use crate::store::StoreError;
use crate::store::urn::{Election, Stage};

/// A published result.
#[derive(Debug, Clone)]
pub struct ContestResult {
    /// The sealed election.
    pub election: Election,
    /// The contest.
    pub contest: Contest,
    /// Outcome and ballots, or `None` where so few voted that figures would give them away.
    pub counted: Option<Counted>,
    /// Ids of what is funded, also where figures are withheld.
    pub funded: Vec<String>,
    /// Letters that were replaced: so many voters at most have voted twice.
    pub reissued: u64,
}

/// The result of a contest, once it is published.
///
/// It is counted from the published ballots, so page and bundle cannot differ, and kept in memory.
///
/// # Errors
/// [`StoreError`].
pub async fn contest_result(
    house: &House,
    election: &ElectionId,
    contest: &ContestId,
) -> Result<Option<Arc<ContestResult>>, StoreError> {
    let key = (election.clone(), contest.clone());
    let kept = || house.results.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(result) = kept().get(&key) {
        return Ok(Some(Arc::clone(result)));
    }
    let Some(found) = house.urn.election(election).await? else {
        return Ok(None);
    };
    let Some(paper) = found.contest(contest).filter(|_| found.stage == Stage::Published) else {
        return Ok(None);
    };
    let result = Arc::new(load(house, &found, paper).await?);
    kept().insert(key, Arc::clone(&result));
    Ok(Some(result))
}

async fn load(
    house: &House,
    election: &Election,
    contest: &Contest,
) -> Result<ContestResult, StoreError> {
    let id = &election.papers.election;
    let missing = |what: &str| StoreError::Corrupt(format!("{id} is published without {what}"));
    let record = house.urn.file(id, &format!("results/{}.json", contest.id)).await?;
    let record: serde_json::Value = record
        .and_then(|file| serde_json::from_slice(&file).ok())
        .ok_or_else(|| missing("a result"))?;
    let funded = record["funded"].as_array().map(Vec::as_slice).unwrap_or_default();
    let funded = funded.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect();

    let ballots = house.urn.file(id, &format!("ballots-{}.jsonl", contest.id)).await?;
    let counted = match ballots {
        None => None,
        Some(file) => {
            let seed = find_seed(house, id).await?.ok_or_else(|| missing("a seed"))?;
            let order = lot_order(&seed, contest)?;
            let contest = contest.clone();
            let count = move || {
                let lines: Vec<&[u8]> =
                    file.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
                count_ballots(&contest, &order, &lines)
            };
            let counted = tokio::task::spawn_blocking(count).await;
            Some(counted.map_err(|e| StoreError::Corrupt(e.to_string()))??)
        }
    };
    let roll = house.urn.file(id, &BundlePath::RollCounts.to_string()).await?;
    let roll = roll.and_then(|file| serde_json::from_slice::<serde_json::Value>(&file).ok());
    let own = |count: &&serde_json::Value| count["ct"] == contest.id.as_str();
    let reissued = roll
        .as_ref()
        .and_then(|roll| roll["contests"].as_array()?.iter().find(own)?["reissued"].as_u64())
        .ok_or_else(|| missing("the counts of its roll"))?;
    let (election, contest) = (election.clone(), contest.clone());
    Ok(ContestResult { election, contest, counted, funded, reissued })
}
