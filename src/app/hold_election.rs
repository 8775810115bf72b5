//! A whole election from sealing to the bundle, as `morada replay`, the demo and the tests hold it.
//!
//! Nothing is short-cut: codes are made, every ballot goes through the booth, the check and the
//! cast, and the clock is moved by hand between the acts of the officers.

use std::collections::BTreeMap;
use std::sync::Arc;

use morada_engine::ballot::Answers;
use morada_engine::contest::Papers;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::ledger::{Checkpoint, Note, Policy, WitnessKey};
use morada_engine::sealing::VotingCode;
use tokio::task::JoinSet;

use super::order::{Act, Credlist, Order};
use super::vote::{CastError, ballot_paper, cast_ballot, check_ballot};
use super::{House, OrderRefusal, Slip, carry_out, sequencer, signed_head};
use crate::store::StoreError;

/// What one voter marks, per contest.
pub type Marked = BTreeMap<ContestId, Answers>;

/// Casts at the same time.
const AT_ONCE: usize = 256;

/// Why a whole election could not be held.
#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    /// An order was refused.
    #[error(transparent)]
    Order(#[from] OrderRefusal),
    /// A ballot was refused.
    #[error("a ballot was refused: {0}")]
    Cast(#[from] CastError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A task was interrupted.
    #[error("interrupted: {0}")]
    Interrupted(String),
}

/// The code maker's part: a fresh code for everybody.
pub fn make_codes(house: &House, letters: u64) -> Vec<VotingCode> {
    let mut chance = house.chance();
    (0..letters).map(|_| VotingCode::generate(&mut chance)).collect()
}

/// The list of keys of each contest, for these codes.
pub fn credlists(papers: &Papers, codes: &[VotingCode]) -> Vec<Credlist> {
    let list = |contest: &ContestId| {
        let mut keys: Vec<String> = codes
            .iter()
            .map(|code| code.credential(&papers.election, contest).key().to_hex() + "\n")
            .collect();
        keys.sort_unstable();
        let letters = codes.len() as u64;
        Credlist { contest: contest.clone(), keys: keys.concat(), letters, spares: 0 }
    };
    papers.contests.iter().map(|contest| list(&contest.id)).collect()
}

/// Casts every voter's ballots through the booth, many at a time, and says how far it is.
///
/// # Errors
/// [`HoldError`], the first ballot that is refused.
pub async fn cast_all(
    house: &Arc<House>,
    election: &ElectionId,
    voters: Vec<(VotingCode, Marked)>,
    progress: impl Fn(u64),
) -> Result<(), HoldError> {
    let mut running = JoinSet::new();
    let mut done = 0;
    for (code, marked) in voters {
        if running.len() == AT_ONCE {
            finished(running.join_next().await)?;
            done += 1;
            progress(done);
        }
        let (house, election) = (Arc::clone(house), election.clone());
        running.spawn(async move { cast_one(&house, &election, code, &marked).await.map(drop) });
    }
    while !running.is_empty() {
        finished(running.join_next().await)?;
        done += 1;
        progress(done);
    }
    Ok(())
}

fn finished(
    task: Option<Result<Result<(), HoldError>, tokio::task::JoinError>>,
) -> Result<(), HoldError> {
    match task {
        Some(Ok(outcome)) => outcome,
        Some(Err(error)) => Err(HoldError::Interrupted(error.to_string())),
        None => Ok(()),
    }
}

/// One voter: booth, paper, check, cast, for each contest marked.
///
/// # Errors
/// [`HoldError`].
pub async fn cast_one(
    house: &House,
    election: &ElectionId,
    code: VotingCode,
    marked: &Marked,
) -> Result<Vec<Slip>, HoldError> {
    let booth = super::Booth::new(election.clone(), code, house.now());
    let mut slips = Vec::new();
    for (contest, answers) in marked {
        let paper = ballot_paper(house, &booth, contest).await.map_err(CastError::from)?;
        let (_, attempt) = check_ballot(house, &paper, answers).map_err(CastError::Faulty)?;
        let attempt = attempt.to_field();
        let slip = loop {
            match cast_ballot(house, &booth, contest, answers, &attempt).await {
                // The queue is full: a voter would press the button again.
                Err(CastError::Busy) => tokio::task::yield_now().await,
                other => break other?,
            }
        };
        slips.push(slip);
    }
    Ok(slips)
}

/// Closes by the clock, cosigns, draws `seed`, counts and publishes: no letter was replaced.
///
/// # Errors
/// [`HoldError`].
pub async fn close_and_publish(
    house: &House,
    papers: &Papers,
    witnesses: &[(String, WitnessKey)],
    seed: &str,
    minutes: &str,
    officers: &[String; 2],
) -> Result<(), HoldError> {
    close_and_count(house, papers, witnesses, seed, minutes, officers).await?;
    let act = Act::Publish { roll: Vec::new(), officers: officers.clone() };
    carry_out(house, &Order { election: papers.election.clone(), act }).await?;
    cosign_as(house, &papers.election, witnesses).await
}

/// Closes by the clock, cosigns, draws `seed` and counts.
///
/// # Errors
/// [`HoldError`].
pub async fn close_and_count(
    house: &House,
    papers: &Papers,
    witnesses: &[(String, WitnessKey)],
    seed: &str,
    minutes: &str,
    officers: &[String; 2],
) -> Result<(), HoldError> {
    let election = &papers.election;
    house.clock().set(papers.closes_at);
    sequencer::tick(house).await?;
    cosign_as(house, election, witnesses).await?;
    let (seed, minutes) = (seed.to_owned(), minutes.to_owned());
    let act = Act::Seed { seed, minutes, officers: officers.clone() };
    carry_out(house, &Order { election: election.clone(), act }).await?;
    cosign_as(house, election, witnesses).await?;
    Ok(sequencer::tick(house).await?)
}

/// Cosigns the last checkpoint with witnesses' keys at hand: only demos, replays and tests have them.
///
/// # Errors
/// [`HoldError`].
pub async fn cosign_as(
    house: &House,
    election: &ElectionId,
    witnesses: &[(String, WitnessKey)],
) -> Result<(), HoldError> {
    let Some(head) = signed_head(house, election).await? else {
        return Ok(());
    };
    let corrupt = |e: &dyn std::fmt::Display| StoreError::Corrupt(e.to_string());
    let note = Note::parse(head.note.as_bytes()).map_err(|e| corrupt(&e))?;
    let checkpoint = Checkpoint::parse_text(note.text()).map_err(|e| corrupt(&e))?;
    for (_, key) in witnesses {
        let line = key.cosign(&checkpoint, house.now()).to_string();
        super::cosign::cosign(house, election, &line)
            .await
            .map_err(|e| HoldError::Interrupted(e.to_string()))?;
    }
    Ok(())
}

/// Three witnesses of a demo or a replay, their keys made from this house's own secret.
///
/// They show how cosigning works. A real vote has witnesses that the server knows nothing about.
pub fn witnesses_of(house: &House, papers: &Papers) -> Vec<(String, WitnessKey)> {
    let named = |name: &str| {
        let seed = house.secret.key(&format!("morada/demo/witness/{name}/{}", papers.election));
        let full = format!("{name}.witness.{}", papers.authority);
        WitnessKey::from_seed(&full, &seed).ok().map(|key| (name.to_owned(), key))
    };
    ["university", "association", "press"].into_iter().filter_map(named).collect()
}

/// The lines of `policy.txt` that name [`witnesses_of`] and ask for most of them.
pub fn policy_of(house: &House, papers: &Papers) -> String {
    let log = super::log_key(house, &papers.authority, &papers.election);
    let keys: Vec<_> = witnesses_of(house, papers)
        .iter()
        .map(|(name, key)| (name.clone(), key.verifier_key().clone()))
        .collect();
    let policy = Policy::majority_text(log.verifier_key(), &keys);
    let lines = policy.lines().filter(|line| !line.starts_with("log "));
    lines.collect::<Vec<_>>().join("\n")
}
