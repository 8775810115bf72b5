//! Publishes a counted election: tally and result enter the ledger, and the bundle is complete.

use std::collections::BTreeMap;

use morada_engine::canonical;
use morada_engine::ledger::Leaf;
use morada_engine::ledger::record::{
    ContestTally, PublishedFile, ResultLeaf, TallyLeaf, Version, file_hash,
};
use serde_json::json;

use super::House;
use super::carry_out::sign_head;
use super::count::{WITHHELD, find_seed, lot_order};
use super::order::RollCount;
use super::sequencer::finish;
use crate::store::StoreError;
use crate::store::urn::{Election, Stage};

/// Publishes `election` with the counts of its roll.
pub(super) async fn publish(
    house: &House,
    election: &Election,
    roll: &[RollCount],
    order: &[u8; 32],
) -> Result<(), StoreError> {
    let id = &election.papers.election;
    let seed = find_seed(house, id).await?;
    let seed = seed.ok_or_else(|| StoreError::Corrupt("counted without a seed".to_owned()))?;
    let mut files: BTreeMap<String, Vec<u8>> = house.urn.files(id).await?.into_iter().collect();
    let roll = roll_file(house, election, roll).await?;
    let boxes = canonical(&json!({ "boxes": [], "t": "paper_boxes", "v": 1 }))?;
    files.insert("roll/counts.json".to_owned(), roll.clone());
    files.insert("paper/boxes.json".to_owned(), boxes.clone());

    let mut contests = Vec::new();
    for contest in &election.papers.contests {
        let path = format!("ballots-{}.jsonl", contest.id);
        let withheld = !files.contains_key(&path);
        let kept = if withheld { format!("{WITHHELD}{path}") } else { path };
        let file = |path: &str| files.get(path).map(Vec::as_slice).unwrap_or_default();
        let ballots = file(&kept);
        contests.push(ContestTally {
            annex: file_hash(file(&format!("annex/openings-{}.jsonl", contest.id))),
            ballots: file_hash(ballots),
            counted: ballots.split(|byte| *byte == b'\n').count() as u64 - 1,
            contest: contest.id.clone(),
            order: lot_order(&seed, contest)?.order().to_vec(),
            withheld,
        });
    }
    let published = files
        .iter()
        .filter(|(path, _)| !path.starts_with(WITHHELD) && !path.starts_with("annex/"))
        .map(|(path, file)| PublishedFile { path: path.clone(), sha: file_hash(file) })
        .collect();
    let at = house.now();
    let tally = TallyLeaf { at, election: id.clone(), contests, v: Version };
    let result = ResultLeaf { at, election: id.clone(), files: published, v: Version };

    let mut ledger = house.urn.ledger(id).await?;
    let written = async {
        for leaf in [Leaf::Tally(tally), Leaf::Result(result)] {
            let bytes = leaf.to_bytes().map_err(|e| StoreError::Corrupt(e.to_string()))?;
            ledger.append(&bytes).await?;
        }
        ledger.put_file("roll/counts.json", &roll).await?;
        ledger.put_file("paper/boxes.json", &boxes).await?;
        ledger.set_stage(Stage::Published).await?;
        sign_head(house, &election.papers, &ledger).await?;
        ledger.answer_order(order, "published").await
    }
    .await;
    finish(ledger, written).await
}

async fn roll_file(
    house: &House,
    election: &Election,
    roll: &[RollCount],
) -> Result<Vec<u8>, StoreError> {
    let letters = house.urn.letters(&election.papers.election).await?;
    let contests: Vec<_> = letters
        .into_iter()
        .map(|(contest, letters, _)| {
            let counted = roll.iter().find(|count| count.contest == contest);
            json!({
                "ct": contest,
                "handed": counted.map_or(letters, |count| count.handed),
                "paper": counted.map_or(0, |count| count.paper),
                "reissued": counted.map_or(0, |count| count.reissued),
            })
        })
        .collect();
    canonical(&json!({ "contests": contests, "t": "roll_counts", "v": 1 }))
}

fn canonical(value: &serde_json::Value) -> Result<Vec<u8>, StoreError> {
    canonical::to_bytes(value).map_err(|e| StoreError::Corrupt(e.to_string()))
}
