//! Publishes a counted election: tally and result enter the ledger, and the bundle is complete.

use std::collections::BTreeMap;

use morada_engine::bundle::{BundlePath, ContestRoll, PaperBoxes, RollCounts};
use morada_engine::ledger::Leaf;
use morada_engine::ledger::record::{
    ContestTally, PublishedFile, ResultLeaf, TallyLeaf, Version, file_hash,
};

use super::House;
use super::carry_out::sign_head;
use super::chance::find_seed;
use super::count::{lot_order, withheld_path};
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
    let roll = roll_counts(house, election, roll).await?.to_bytes();
    let boxes = PaperBoxes::default().to_bytes();
    let (roll_path, boxes_path) =
        (BundlePath::RollCounts.to_string(), BundlePath::PaperBoxes.to_string());
    files.insert(roll_path.clone(), roll.clone());
    files.insert(boxes_path.clone(), boxes.clone());

    let mut contests = Vec::new();
    for contest in &election.papers.contests {
        let file = |path: &str| files.get(path).map(Vec::as_slice).unwrap_or_default();
        let path = BundlePath::Ballots(contest.id.clone());
        let withheld = !files.contains_key(&path.to_string());
        let ballots = file(&if withheld { withheld_path(&path) } else { path.to_string() });
        contests.push(ContestTally {
            annex: file_hash(file(&BundlePath::Openings(contest.id.clone()).to_string())),
            ballots: file_hash(ballots),
            counted: ballots.split(|byte| *byte == b'\n').count() as u64 - 1,
            contest: contest.id.clone(),
            order: lot_order(&seed, contest)?.order().to_vec(),
            withheld,
        });
    }
    let published = files
        .iter()
        .filter(|(path, _)| BundlePath::parse(path).is_some_and(|path| path.is_outcome()))
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
        ledger.put_file(&roll_path, &roll).await?;
        ledger.put_file(&boxes_path, &boxes).await?;
        ledger.set_stage(Stage::Published).await?;
        sign_head(house, &election.papers, &ledger).await?;
        ledger.answer_order(order, "published").await
    }
    .await;
    finish(ledger, written).await
}

async fn roll_counts(
    house: &House,
    election: &Election,
    roll: &[RollCount],
) -> Result<RollCounts, StoreError> {
    let letters = house.urn.letters(&election.papers.election).await?;
    let contests = letters.into_iter().map(|(contest, letters, _)| {
        let counted = roll.iter().find(|count| count.contest == contest);
        ContestRoll {
            handed: counted.map_or(letters, |count| count.handed),
            paper: counted.map_or(0, |count| count.paper),
            reissued: counted.map_or(0, |count| count.reissued),
            contest,
        }
    });
    Ok(RollCounts { contests: contests.collect() })
}
