//! The ballot's path from an open booth to the slip: paper, check, cast.

use morada_engine::ballot::{Answers, Ballot, BallotFault};
use morada_engine::contest::{Contest, Papers};
use morada_engine::ids::ContestId;
use morada_engine::ledger::{Counter, TrackingCode};
use morada_engine::sealing::SealedBallot;
use morada_engine::time::Timestamp;

use super::enter_booth::{EnterError, voting_is_on};
use super::promise::promise_for;
use super::{Attempt, Booth, House, Slip};
use crate::store::StoreError;
use crate::store::urn::{Cast, CastRefusal, Election};

/// One contest's paper, as the voter in a booth sees it.
#[derive(Debug, Clone)]
pub struct Paper {
    election: Election,
    contest: usize,
    /// How often this code has voted in this contest.
    pub counter: u64,
}

impl Paper {
    /// The contest on the paper.
    pub fn contest(&self) -> &Contest {
        &self.election.papers.contests[self.contest]
    }

    /// The papers of the whole election.
    pub fn papers(&self) -> &Papers {
        &self.election.papers
    }
}

/// Why a booth does not get a paper.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// The code may not vote in this contest, or there is no such contest.
    #[error("this code has no paper for this contest")]
    NotYours,
    /// The code was retired.
    #[error("the code was retired")]
    Retired,
    /// Voting begins later.
    #[error("voting has not begun")]
    NotYet(Timestamp),
    /// Voting has ended.
    #[error("voting has ended")]
    Over(Timestamp),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Gives a booth its paper for `contest`.
///
/// # Errors
/// [`PaperError`].
pub async fn ballot_paper(
    house: &House,
    booth: &Booth,
    contest: &ContestId,
) -> Result<Paper, PaperError> {
    let election = house.urn.election(booth.election()).await?.ok_or(PaperError::NotYours)?;
    let (opens_at, closes_at) = (election.papers.opens_at, election.papers.closes_at);
    voting_is_on(election.stage, opens_at, closes_at, house.now()).map_err(|e| match e {
        EnterError::NotYet(at) => PaperError::NotYet(at),
        _ => PaperError::Over(closes_at),
    })?;
    let position = election.papers.contests.iter().position(|c| &c.id == contest);
    let position = position.ok_or(PaperError::NotYours)?;
    let key = booth.code().credential(booth.election(), contest).key();

    let standing = house.urn.standing(&key).await?.ok_or(PaperError::NotYours)?;
    if standing.retired {
        return Err(PaperError::Retired);
    }
    Ok(Paper { election, contest: position, counter: standing.counter })
}

/// Checks answers and prepares the check page: the ballot, and an attempt bound to it.
///
/// # Errors
/// Every fault of the answers at once.
pub fn check_ballot(
    house: &House,
    paper: &Paper,
    answers: &Answers,
) -> Result<(Ballot, Attempt), Vec<BallotFault>> {
    let ballot = answers.parse(paper.contest())?;
    let attempt = Attempt::issue(house, &paper.papers().election, &ballot);
    Ok((ballot, attempt))
}

/// Why a ballot was not cast. Nothing is kept in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum CastError {
    /// The booth gets no paper (any more).
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The answers break the contest's rules: every fault.
    #[error("the answers are faulty")]
    Faulty(Vec<BallotFault>),
    /// The page was not the one that these answers were checked on.
    #[error("the check page does not belong to these answers")]
    NotChecked,
    /// The same code voted from another window a moment ago.
    #[error("another ballot of this code came first")]
    Overtaken,
    /// Too many ballots at once; this one was not taken.
    #[error("too busy")]
    Busy,
}

impl From<StoreError> for CastError {
    fn from(error: StoreError) -> Self {
        Self::Paper(PaperError::Store(error))
    }
}

/// Casts one ballot: all of it happens, or none of it.
///
/// The same attempt gets the same slip, however often it is sent.
///
/// # Errors
/// [`CastError`].
pub async fn cast_ballot(
    house: &House,
    booth: &Booth,
    contest: &ContestId,
    answers: &Answers,
    attempt: &str,
) -> Result<Slip, CastError> {
    let paper = ballot_paper(house, booth, contest).await?;
    let papers = paper.papers();

    let ballot = answers.parse(paper.contest()).map_err(CastError::Faulty)?;
    let attempt = Attempt::from_field(house, booth.election(), &ballot, attempt)
        .ok_or(CastError::NotChecked)?;
    let credential = booth.code().credential(booth.election(), contest);
    let counter = Counter::new(paper.counter + 1).ok_or(CastError::Overtaken)?;
    let sealed = SealedBallot::seal(
        paper.contest(),
        booth.election(),
        &credential,
        counter,
        &ballot,
        paper.election.trustees.key(),
        paper.election.pad,
        &mut house.chance(),
    )
    .map_err(|e| StoreError::Corrupt(e.to_string()))?;

    let cast = Cast {
        election: booth.election().clone(),
        contest: contest.clone(),
        credential: credential.key(),
        counter: paper.counter + 1,
        attempt: attempt.fingerprint(),
        leaf: sealed.leaf_bytes().to_vec(),
        leaf_hash: sealed.leaf_hash(),
        sealed: sealed.sealed().to_bytes(),
    };
    let stored = house.urn.cast(cast).await?.map_err(|refusal| match refusal {
        CastRefusal::Overtaken => CastError::Overtaken,
        CastRefusal::Closed => PaperError::Over(papers.closes_at).into(),
        CastRefusal::Busy => CastError::Busy,
    })?;
    Ok(Slip {
        contest: contest.clone(),
        tracking: TrackingCode::of(&stored.leaf_hash),
        counter: stored.counter,
        promise: promise_for(house, papers, stored.leaf_hash),
    })
}
