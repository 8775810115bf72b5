//! The courier: carries public documents between office and urn, in neither's requests.
//!
//! Orders go one way, public facts come the other. It is the only one that knocks at both doors,
//! and it carries nothing that could not stand in a newspaper. A hardened set-up runs without it
//! and moves the same bytes as files.

use std::collections::BTreeMap;
use std::time::Duration;

use morada_engine::ids::{ContestId, ElectionId};
use serde_json::json;

use super::cosign::witnessing;
use super::order::Order;
use super::staff::outgoing::note_answer;
use super::works::funded::PUBLISHED;
use super::{House, OrderRefusal, carry_out, public_election, public_elections, signed_head};
use crate::store::StoreError;
use crate::store::office::{outbox, public_facts};
use crate::store::urn::Stage;

/// Walks until the program ends.
pub async fn run(house: &House) {
    let mut told = Told::default();
    loop {
        if let Err(error) = walk_again(house, &mut told).await {
            tracing::error!("the courier will walk again: {error}");
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

/// The stage, the ledger's size and the number of witnesses that the office was last told, per election.
type Told = BTreeMap<ElectionId, (Stage, u64, usize)>;

/// Carries what waits, once.
///
/// # Errors
/// [`StoreError`]; what was not carried waits for the next walk.
pub async fn walk(house: &House) -> Result<(), StoreError> {
    walk_again(house, &mut Told::default()).await
}

async fn walk_again(house: &House, told: &mut Told) -> Result<(), StoreError> {
    carry_orders(house).await?;
    for (election, stage) in public_elections(house).await? {
        let head = signed_head(house, &election).await?;
        let now = head.map_or((stage, 0, 0), |head| (stage, head.size, head.witnesses.len()));
        if told.get(&election) != Some(&now) {
            carry_facts(house, &election, stage).await?;
            told.insert(election, now);
        }
    }
    Ok(())
}

async fn carry_orders(house: &House) -> Result<(), StoreError> {
    for waiting in outbox::unanswered(house.office.reader()).await? {
        let answer = match serde_json::from_str::<Order>(&waiting.body) {
            Ok(order) => match carry_out(house, &order).await {
                Ok(()) => outbox::DONE.to_owned(),
                Err(OrderRefusal::Store(error)) => return Err(error),
                Err(refusal) => refusal.to_answer(),
            },
            Err(error) => OrderRefusal::Unreadable(error.to_string()).to_answer(),
        };
        note_answer(house, &waiting, &answer).await?;
    }
    Ok(())
}

/// Tells the office what everybody may know: stage, turnout, and after the count the result.
async fn carry_facts(house: &House, election: &ElectionId, stage: Stage) -> Result<(), StoreError> {
    let Some(public) = public_election(house, election).await? else {
        return Ok(());
    };
    let by_name = |counts: &BTreeMap<ContestId, u64>| -> BTreeMap<String, u64> {
        counts.iter().map(|(contest, count)| (contest.to_string(), *count)).collect()
    };
    let facts = json!({
        "stage": stage.as_str(),
        "turnout": by_name(&public.turnout),
        "letters": by_name(&public.letters),
        "leaves": public.head.as_ref().map_or(0, |head| head.size),
        "count_waits": witnessing(house, &public).await?.count_waits,
        "seal": public.head.as_ref().map(|head| head.root.to_hex()),
    });
    learn(house, election, "box", &facts.to_string()).await?;
    if matches!(stage, Stage::Counted | Stage::Published) {
        for contest in &public.election.papers.contests {
            let path = format!("results/{}.json", contest.id);
            if let Some(file) = house.urn.file(election, &path).await? {
                let body = String::from_utf8_lossy(&file);
                learn(house, election, &format!("result/{}", contest.id), &body).await?;
            }
        }
    }
    if stage == Stage::Published {
        learn(house, election, PUBLISHED, "yes").await?;
    }
    Ok(())
}

async fn learn(
    house: &House,
    election: &ElectionId,
    name: &str,
    body: &str,
) -> Result<(), StoreError> {
    let known = public_facts::find(house.office.reader(), election, name).await?;
    if known.is_some_and(|fact| fact.body == body) {
        return Ok(());
    }
    let tx = house.office.write_tx().await?;
    match public_facts::learn(&tx, election, name, body, house.now()).await {
        Ok(()) => house.office.commit(tx).await,
        Err(error) => Err(house.office.abandon(tx, error).await),
    }
}
