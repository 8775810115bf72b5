//! The end of support, by the clock: the number of each proposal is counted once more and stays, what reached the
//! threshold goes on, the rest is told so. The salt goes first: from then on nobody can say whose the supports
//! were. The supports themselves go as soon as nothing is merged any more, for a merge counts each person once.

use std::time::Duration;

use morada_engine::phase::Phase;
use morada_engine::proposal::Step;

use super::Season;
use super::support::count_again;
use crate::app::House;
use crate::app::staff::DeskError;
use crate::app::staff::one_step::in_one_step;
use crate::store::Tx;
use crate::store::office::proposals::{self, Proposal, rules, supports};

/// Proposals closed in one transaction: others can write in between.
const PIECE: u64 = 200;

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Closed {
    /// Proposals that reached the threshold.
    pub go_on: u64,
    /// Proposals that did not.
    pub too_few: u64,
    /// Supports that were destroyed.
    pub destroyed: u64,
}

/// Closes whatever support is over, again and again.
pub async fn run(house: &House) {
    loop {
        if let Err(error) = close_what_is_over(house).await {
            tracing::error!(%error, "support that is over could not be closed");
        }
        tokio::time::sleep(Duration::from_mins(1)).await;
    }
}

/// Closes support wherever its phase is over. A second time changes nothing.
///
/// # Errors
/// [`DeskError::Store`].
pub async fn close_what_is_over(house: &House) -> Result<Closed, DeskError> {
    let mut closed = Closed::default();
    for process in rules::processes(house.office.reader()).await? {
        match Season::load(house, &process).await {
            Ok(season) if season.support_is_over() => close(house, &season, &mut closed).await?,
            Ok(_) | Err(DeskError::Unknown) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(closed)
}

async fn close(house: &House, season: &Season, closed: &mut Closed) -> Result<(), DeskError> {
    let (reader, process) = (house.office.reader(), season.process());
    let mut gone = in_one_step(house, async |tx| {
        // Without it no support is taken or given back any more, so what is counted below is the last word.
        Ok(supports::destroy_salt(tx, process).await?)
    })
    .await?;
    // A year in which nothing is evaluated has no state to move on to; what is published stays so.
    if season.notice.calendar.starts_at(Phase::Evaluating).is_some() {
        loop {
            let piece = proposals::in_state(reader, process, "published", PIECE).await?;
            if piece.is_empty() {
                break;
            }
            in_one_step(house, async |tx| {
                for seen in &piece {
                    close_one(house, tx, season, seen, closed).await?;
                }
                Ok(())
            })
            .await?;
        }
    }
    if season.merging_is_over() && supports::any(reader, process).await? {
        let destroy = async |tx: &Tx| Ok(supports::destroy_of(tx, process).await?);
        closed.destroyed += in_one_step(house, destroy).await?;
        gone = true;
    }
    if gone {
        supports::forget_rows(&house.office).await?;
    }
    Ok(())
}

async fn close_one(
    house: &House,
    tx: &Tx,
    season: &Season,
    seen: &Proposal,
    closed: &mut Closed,
) -> Result<(), DeskError> {
    let supports = count_again(tx, &seen.id).await?;
    let step = Step::CloseSupport { supports, threshold: season.asked_of(seen) };
    let state = season.after(&seen.state, &step)?;
    let few = state.name() == "too_few_supports";
    let next = Proposal { state, changed_at: house.now(), ..seen.clone() };
    if proposals::change(tx, seen, &next).await? {
        *(if few { &mut closed.too_few } else { &mut closed.go_on }) += 1;
    }
    Ok(())
}
