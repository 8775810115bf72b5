//! Demo places, read from the stories in `seeds/` and loaded through the same use cases as real ones.
//!
//! The staff sign in, prepare, publish their rules, store the keys and confirm in twos; the courier
//! carries their orders to the urn; neighbours vote through the booth.

mod council;
mod desk;
mod neighbours;
mod proposals;
mod roll;
mod story;
mod works;

use std::sync::Arc;

use morada_engine::contest::Papers;
use morada_engine::ids::ElectionId;
use morada_engine::sealing::VotingCode;
use morada_engine::time::Timestamp;

pub use desk::{DemoAccount, demo_staff};
pub use neighbours::demo_codes;

use super::hold_election::{HoldError, cast_all, cosign_as, witnesses_of};
use super::staff::DeskError;
use super::staff::sign_in::SignInError;
use super::{House, courier, sequencer};
use crate::store::StoreError;
use desk::Desk;
use story::Story;

const DAY: u64 = 24 * 60 * 60;

/// Why a story cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The file does not parse or names something unknown.
    #[error("a seed file: {0}")]
    Story(String),
    /// The staff could not do their part.
    #[error("the staff: {0:?}")]
    Desk(#[from] DeskError),
    /// Somebody of the staff could not sign in.
    #[error("the staff: {0}")]
    SignIn(#[from] SignInError),
    /// The election could not be held.
    #[error(transparent)]
    Hold(#[from] HoldError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Codes of Lisbon's open budget that nobody has used yet.
///
/// # Errors
/// [`SeedError::Story`].
pub fn unused_codes(house: &House) -> Result<(ElectionId, Vec<VotingCode>), SeedError> {
    let story = story::budget_2026()?;
    let election = election_of(&story)?;
    let codes = demo_codes(house, &election, story.letters).split_off(story.voted_already);
    Ok((election, codes))
}

/// Loads Lisbon: last year's budget from start to end, this year's in the middle of its vote.
///
/// The house must have a clock that can be set; it is left at `now`.
///
/// # Errors
/// [`SeedError`].
pub async fn load_lisbon(house: &Arc<House>, now: Timestamp) -> Result<(), SeedError> {
    let days_ago = |days: u64| Timestamp::from_unix(now.unix().saturating_sub(days * DAY));
    let desk = Desk::open(house, &story::lisbon()?, days_ago(700)).await?;

    desk.open_roll().await?;

    let last_year = story::budget_2025()?;
    let prepared = desk.prepare(&last_year, days_ago(400), days_ago(386)).await?;
    let papers = desk.open_vote(&last_year, prepared, days_ago(400)).await?;
    vote(house, &last_year, &papers).await?;
    house.clock().set(papers.closes_at);
    settle(house, &papers).await?;
    desk.draw_the_seed(&papers.election).await?;
    settle(house, &papers).await?;
    desk.publish(&papers.election).await?;
    settle(house, &papers).await?;

    let this_year = story::budget_2026()?;
    let closes_at = now.plus(this_year.days_until_close * DAY);
    // Both years' staff work side by side, so that the list of acts grows in the order of its days.
    let begun = 8 + desk::days_of_preparation(&this_year);
    let funded = papers.election;
    desk.tell_works(&funded, now, i64::MAX, days(begun)).await?;
    let prepared = desk.prepare(&this_year, days_ago(8), closes_at).await?;
    desk.tell_works(&funded, now, days(begun), 9).await?;
    let papers = desk.open_vote(&this_year, prepared, days_ago(8)).await?;
    vote(house, &this_year, &papers).await?;
    house.clock().set(days_ago(6));
    desk.next_year().await?;
    house.clock().set(now);
    desk.newcomers().await?;
    desk.keep_elections().await?;
    settle(house, &papers).await
}

fn days(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Opens the box and lets the first neighbours vote.
async fn vote(house: &Arc<House>, story: &Story, papers: &Papers) -> Result<(), SeedError> {
    house.clock().set(papers.opens_at);
    settle(house, papers).await?;
    let codes = demo_codes(house, &papers.election, story.letters);
    let voters = neighbours::voters(house, papers, codes, story.voted_already);
    Ok(cast_all(house, &papers.election, voters, |_| {}).await?)
}

/// Lets the clock's work, the courier and the witnesses catch up.
async fn settle(house: &House, papers: &Papers) -> Result<(), SeedError> {
    courier::walk(house).await?;
    sequencer::tick(house).await?;
    cosign_as(house, &papers.election, &witnesses_of(house, papers)).await?;
    Ok(courier::walk(house).await?)
}

fn election_of(story: &Story) -> Result<ElectionId, SeedError> {
    ElectionId::parse(&story.slug).map_err(|e| SeedError::Story(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::staff::acts;
    use crate::app::staff::setup::overview::Setup;
    use crate::app::works::funded::outcome;
    use crate::app::{Clock, public_election};
    use crate::config::{Config, Secret};
    use crate::store::office::staff_acts;
    use morada_engine::phase::Phase;

    /// Twenty acts of the staff stand behind each budget, and the urn has taken every order.
    #[tokio::test]
    async fn lisbon_has_one_budget_that_is_public_and_one_that_is_being_voted_on() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().to_path_buf(), ..Config::default() };
        let now = Timestamp::from_unix(1_792_000_000);
        let clock = Clock::standing_at(Timestamp::from_unix(0));
        let house = Arc::new(House::open(config, Secret::random(), clock).await.unwrap());
        load_lisbon(&house, now).await.unwrap();

        let phase = async |id: &str| {
            let setup = Setup::load(&house, &ElectionId::parse(id).unwrap()).await.unwrap();
            setup.standing(&house).phase
        };
        assert_eq!(phase("lisboa-2025").await, Phase::Implementing);
        assert_eq!(phase("lisboa-2026").await, Phase::Balloting);

        let (election, codes) = unused_codes(&house).unwrap();
        assert_eq!(codes.len(), 343);
        let public = public_election(&house, &election).await.unwrap().unwrap();
        assert_eq!(public.voters(), 57);
        assert_eq!(public.election.papers.contests[0].options[0].category, "memory");
        assert_eq!(public.election.papers.languages, ["pt", "en", "fr", "ar"]);

        let list = staff_acts::after(house.office.reader(), 0, 1000).await.unwrap();
        assert!(acts::first_break(&list, "").is_none(), "the chain of acts is whole");
        let confirmed = list.iter().filter(|act| act.act == "confirmed_second").count();
        assert_eq!(confirmed, 4, "two openings, one seed and one publication");
        assert_eq!(demo_staff(&house).unwrap().len(), 15);

        let funded = ElectionId::parse("lisboa-2025").unwrap();
        let outcome = outcome(&house, &funded).await.unwrap().unwrap();
        let states: Vec<&str> = outcome.works.iter().map(|one| one.standing.name()).collect();
        assert_eq!(states[..3], ["finished", "late", "on_time"], "{states:?}");
        let days: Vec<u64> = list.iter().map(|act| act.at.unix()).collect();
        assert!(days.is_sorted(), "the list of acts grows in the order of its days");
    }
}
