//! Supporting a proposal and taking it back. Each person once; as many proposals as the rules allow.

use morada_engine::ids::ProposalId;
use morada_engine::proposal::support::{NotTaken, one_more};
use rand::RngExt;

use super::newcomers::take_part;
use super::{Hand, Season};
use crate::app::House;
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::{DeskError, Wrong};
use crate::store::office::proposals::supports::{self, Salt};
use crate::store::office::proposals::{self, Proposal};

/// What somebody supports in a process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The proposals.
    pub proposals: Vec<ProposalId>,
    /// The most the rules allow; 0 sets no limit.
    pub most: u64,
}

impl Given {
    /// Whether this one is among them.
    pub fn has(&self, proposal: &ProposalId) -> bool {
        self.proposals.contains(proposal)
    }
}

/// What a resident supports.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn given(house: &House, season: &Season, hand: &Hand) -> Result<Given, DeskError> {
    let reader = house.office.reader();
    let most = u64::from(season.rules.most_supports);
    let proposals = match supports::salt(reader, season.process()).await? {
        Salt::Here(salt) => {
            supports::of_person(reader, season.process(), &hand.under(house, &salt)).await?
        }
        Salt::None | Salt::Destroyed => Vec::new(),
    };
    Ok(Given { proposals, most })
}

/// Supports a proposal. A second press changes nothing.
///
/// # Errors
/// [`DeskError::Faulty`] when it is not the time, or all supports are given.
pub async fn support(
    house: &House,
    season: &Season,
    hand: &Hand,
    proposal: &Proposal,
) -> Result<(), DeskError> {
    open_to_support(season, proposal)?;
    let process = season.process();
    let fresh: [u8; 32] = house.chance().random();
    in_one_step(house, async |tx| {
        supports::keep_salt(tx, process, &fresh).await?;
        let Salt::Here(salt) = supports::salt(tx, process).await? else {
            return Err(DeskError::fault("main", Wrong::NotNow));
        };
        let who = hand.under(house, &salt);
        let given = supports::of_person(tx, process, &who).await?;
        if given.contains(&proposal.id) {
            return Ok(());
        }
        let most = u64::from(season.rules.most_supports);
        if let Err(NotTaken::AllGiven { given }) = one_more(given.len() as u64, most) {
            return Err(DeskError::fault("main", Wrong::AllGiven { given }));
        }
        supports::give(tx, process, &who, &proposal.id).await?;
        take_part(house, tx, hand).await?;
        count_again(tx, &proposal.id).await?;
        Ok(())
    })
    .await
}

/// Takes a support back.
///
/// # Errors
/// [`DeskError::Faulty`] when it is not the time.
pub async fn take_back(
    house: &House,
    season: &Season,
    hand: &Hand,
    proposal: &Proposal,
) -> Result<(), DeskError> {
    open_to_support(season, proposal)?;
    let process = season.process();
    in_one_step(house, async |tx| {
        let Salt::Here(salt) = supports::salt(tx, process).await? else { return Ok(()) };
        supports::take_back(tx, process, &hand.under(house, &salt), &proposal.id).await?;
        count_again(tx, &proposal.id).await?;
        Ok(())
    })
    .await
}

fn open_to_support(season: &Season, proposal: &Proposal) -> Result<(), DeskError> {
    if season.takes_support() && proposal.state.name() == "published" {
        Ok(())
    } else {
        Err(DeskError::fault("main", Wrong::NotNow))
    }
}

/// Counts a proposal's supporters again, those of what was merged into it among them, each once, and keeps the
/// number.
pub async fn count_again(tx: &crate::store::Tx, proposal: &ProposalId) -> Result<u64, DeskError> {
    let supports = supports::count(tx, proposal).await?;
    proposals::set_supports(tx, proposal, supports).await?;
    Ok(supports)
}
