//! Retires a voting code: its holder votes on paper, or somebody else has seen it.
//!
//! Whoever holds the code signs with its keys, so no clerk can silence a stranger's code, and the
//! page needs the urn alone. Every ballot of the code stops counting; the ledger shows that it did.

use morada_engine::ids::ElectionId;
use morada_engine::ledger::{RetireLeaf, leaf_hash};
use morada_engine::sealing::VotingCode;

use super::House;
use super::enter_booth::{EnterError, voting_is_on};

/// Retires `typed` in every contest that lists it. Doing so twice changes nothing.
///
/// # Errors
/// [`EnterError`]: a code is retired where and when it could vote.
pub async fn retire_code(
    house: &House,
    election: &ElectionId,
    typed: &str,
) -> Result<(), EnterError> {
    let election = house.urn.election(election).await?.ok_or(EnterError::NoElection)?;
    let papers = &election.papers;
    voting_is_on(election.stage, papers.opens_at, papers.closes_at, house.now())?;
    let code = VotingCode::parse(typed).map_err(EnterError::Mistyped)?;

    let mut listed = false;
    for contest in &papers.contests {
        let credential = code.credential(&papers.election, &contest.id);
        let key = credential.key();
        if house.urn.standing(&key).await?.is_none() {
            continue;
        }
        listed = true;
        let leaf = RetireLeaf::sign(&papers.election, &contest.id, &credential).to_bytes();
        let hash = leaf_hash(&leaf);
        let election = papers.election.as_str();
        house.urn.retire(election, &contest.id, &key, &leaf, hash.as_bytes()).await?;
    }
    if listed { Ok(()) } else { Err(EnterError::Unknown) }
}
