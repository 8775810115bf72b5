//! From a typed code to an open booth.

use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::sealing::{CodeFault, VotingCode};
use morada_engine::time::Timestamp;

use super::{Booth, House};
use crate::store::StoreError;
use crate::store::urn::Stage;

/// Why a code does not open a booth.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// It cannot be a code: wrong length, a foreign sign, or the check sign disagrees.
    #[error("the code is mistyped: {0:?}")]
    Mistyped(CodeFault),
    /// It is well formed but may not vote in any contest of this election.
    #[error("no contest lists this code")]
    Unknown,
    /// It was retired: replaced, cancelled or handed in for paper.
    #[error("the code was retired")]
    Retired,
    /// There is no such election, or it is not sealed yet.
    #[error("no such election")]
    NoElection,
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

/// Opens a booth for a typed code: which contests it may vote in, in the order of the papers.
///
/// # Errors
/// [`EnterError`].
pub async fn enter_booth(
    house: &House,
    election: &ElectionId,
    typed: &str,
) -> Result<(Booth, Vec<ContestId>), EnterError> {
    let election = house.urn.election(election).await?.ok_or(EnterError::NoElection)?;
    let now = house.now();
    voting_is_on(election.stage, election.papers.opens_at, election.papers.closes_at, now)?;
    let code = VotingCode::parse(typed).map_err(EnterError::Mistyped)?;

    let keys: Vec<_> = election
        .papers
        .contests
        .iter()
        .map(|contest| code.credential(&election.papers.election, &contest.id).key())
        .collect();
    let listed = house.urn.listed_contests(&keys).await?;
    if listed.is_empty() {
        return Err(EnterError::Unknown);
    }
    for key in &keys {
        if house.urn.standing(key).await?.is_some_and(|standing| standing.retired) {
            return Err(EnterError::Retired);
        }
    }
    let in_order = |id: &ContestId| election.papers.contests.iter().position(|c| &c.id == id);
    let mut contests = listed;
    contests.sort_by_key(in_order);
    Ok((Booth::new(election.papers.election.clone(), code, now), contests))
}

/// Whether ballots are taken just now.
pub(super) fn voting_is_on(
    stage: Stage,
    opens_at: Timestamp,
    closes_at: Timestamp,
    now: Timestamp,
) -> Result<(), EnterError> {
    match stage {
        Stage::Sealed | Stage::Open if now < opens_at => Err(EnterError::NotYet(opens_at)),
        // The clock opens the box a moment after the hour; that moment is not "closed".
        Stage::Sealed => Err(EnterError::NotYet(opens_at)),
        Stage::Open if now < closes_at => Ok(()),
        Stage::Open | Stage::Closed | Stage::Counted | Stage::Published => {
            Err(EnterError::Over(closes_at))
        }
    }
}
