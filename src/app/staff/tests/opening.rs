//! Two officers open, count and publish; one never does, and nothing stale counts.

use std::sync::Arc;

use morada_engine::eligibility::Electorate;
use morada_engine::ids::OptionId;
use morada_engine::permission::Role;
use morada_engine::permit::act::{CountBallot, OpenBallot, PublishResult, SeeTurnout};
use morada_engine::permit::{OneOfTwo, Refusal};
use morada_engine::phase::Phase;

use super::{DAY, Town, city, process, project_answers};
use crate::app::hold_election::{credlists, make_codes};
use crate::app::staff::after_close::{
    SeedAnswers, confirm_publishing, confirm_seed, propose_seed, publication_now, waiting,
};
use crate::app::staff::checks::{Found, State, checks};
use crate::app::staff::confirm::take_back;
use crate::app::staff::letters::{KeysAnswers, store_keys};
use crate::app::staff::news::{Shown, turnout};
use crate::app::staff::open_ballot::{Confirmed, confirm_opening, opening};
use crate::app::staff::outgoing::orders_of;
use crate::app::staff::setup::projects::change_project;
use crate::app::staff::setup::voters::VotersAnswers;
use crate::app::staff::{DeskError, Fault, SignedIn, Wrong, papers, permits, rules};
use crate::app::{courier, sequencer};
use crate::store::office::outbox::DONE;

const PHRASE: &str = "open 2026";

/// Everything set up: rules published, twelve letters made.
async fn ready() -> (Town, SignedIn, SignedIn) {
    let (town, ana) = Town::with_process().await;
    let bo = town.hire("bo", "legal", &[Role::BallotOfficer]).await;
    let permit = town.permit(&ana).await;
    let revision = town.revision().await;
    rules::publish_rules(&town.house, &permit, revision, "118/2026").await.unwrap();
    let written = papers::papers("morada.local", &town.setup().await).unwrap();
    let lists = credlists(&written, &make_codes(&town.house, 12));
    let typed =
        KeysAnswers { keys: lists[0].keys.clone(), letters: "12".into(), spares: "0".into() };
    let revision = town.revision().await;
    store_keys(&town.house, &permit, revision, &city(), &typed).await.unwrap();
    (town, ana, bo)
}

async fn half(town: &Town, who: &SignedIn) -> OneOfTwo<OpenBallot> {
    permits::one_of_two(&town.house, who, &process()).await.unwrap()
}

async fn sha(town: &Town, who: &SignedIn) -> String {
    opening(&town.house, &half(town, who).await).await.unwrap().sha.unwrap()
}

async fn confirm(town: &Town, who: &SignedIn, sha: &str) -> Result<Confirmed, DeskError> {
    confirm_opening(&town.house, half(town, who).await, PHRASE, sha).await
}

fn wrong<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> Wrong {
    match outcome {
        Err(DeskError::Faulty(faults)) => faults[0].wrong.clone(),
        other => panic!("{other:?}"),
    }
}

async fn orders(town: &Town) -> usize {
    orders_of(&town.house, &process()).await.unwrap().len()
}

#[tokio::test]
async fn two_officers_open_and_from_then_on_nothing_can_be_changed() {
    let (town, ana, bo) = ready().await;
    let seen = sha(&town, &ana).await;
    assert_eq!(confirm(&town, &ana, &seen).await.unwrap(), Confirmed::First);
    assert_eq!(orders(&town).await, 0);
    let page = opening(&town.house, &half(&town, &bo).await).await.unwrap();
    assert_eq!(page.first.unwrap().first.shown_as, "ana of elections");
    assert_eq!(confirm(&town, &bo, &seen).await.unwrap(), Confirmed::Second);
    assert_eq!(orders(&town).await, 1);

    let permit = town.permit(&ana).await;
    let id = OptionId::parse("1").unwrap();
    let revision = town.revision().await;
    let cheaper = project_answers("1", "1");
    let frozen = change_project(&town.house, &permit, revision, &city(), &id, &cheaper).await;
    assert!(matches!(frozen, Err(DeskError::Frozen)));
    let again = confirm(&town, &ana, &seen).await;
    assert!(matches!(again, Err(DeskError::Frozen)));
    assert_eq!(orders(&town).await, 1);
}

#[tokio::test]
async fn one_person_alone_opens_nothing() {
    let (town, ana, _) = ready().await;
    let seen = sha(&town, &ana).await;
    confirm(&town, &ana, &seen).await.unwrap();
    for _ in 0..3 {
        let twice = confirm(&town, &ana, &seen).await;
        assert!(matches!(twice, Err(DeskError::Refused(Refusal::SamePerson))), "{twice:?}");
    }
    let cy = town.hire("cy", "elections", &[Role::BallotOfficer]).await;
    let team_mate = confirm(&town, &cy, &seen).await;
    assert!(matches!(team_mate, Err(DeskError::Refused(Refusal::SameTeam))));
    assert_eq!(orders(&town).await, 0);
    assert_eq!(town.setup().await.process.frozen_at, None);
}

#[tokio::test]
async fn a_confirmation_of_what_has_changed_since_counts_for_nothing() {
    let (town, ana, bo) = ready().await;
    let seen = sha(&town, &ana).await;
    confirm(&town, &ana, &seen).await.unwrap();
    let permit = town.permit(&ana).await;
    let id = OptionId::parse("1").unwrap();
    let cheaper = project_answers("1", "1");
    let revision = town.revision().await;
    change_project(&town.house, &permit, revision, &city(), &id, &cheaper).await.unwrap();

    assert_eq!(wrong(confirm(&town, &bo, &seen).await), Wrong::Changed);
    let now = sha(&town, &bo).await;
    assert_ne!(now, seen);
    assert_eq!(confirm(&town, &bo, &now).await.unwrap(), Confirmed::First);
    assert_eq!(orders(&town).await, 0);

    // Changed back, the old confirmation stays void: Ana has to look again.
    let revision = town.revision().await;
    let as_before = project_answers("1", "150000");
    change_project(&town.house, &permit, revision, &city(), &id, &as_before).await.unwrap();
    assert_eq!(sha(&town, &bo).await, seen);
    assert_eq!(confirm(&town, &bo, &seen).await.unwrap(), Confirmed::First);
    assert_eq!(confirm(&town, &ana, &seen).await.unwrap(), Confirmed::Second);
}

#[tokio::test]
async fn a_confirmation_that_is_old_taken_back_or_by_somebody_who_lost_the_role_counts_for_nothing()
{
    let (town, ana, bo) = ready().await;
    let seen = sha(&town, &ana).await;
    confirm(&town, &ana, &seen).await.unwrap();
    town.wait(DAY);
    assert_eq!(confirm(&town, &bo, &seen).await.unwrap(), Confirmed::First, "it has expired");

    let page = opening(&town.house, &half(&town, &ana).await).await.unwrap();
    let waiting = page.first.unwrap();
    take_back(&town.house, &half(&town, &ana).await, &waiting.id).await.unwrap();
    assert_eq!(confirm(&town, &ana, &seen).await.unwrap(), Confirmed::First);

    // Enough officers are left, but Ana is none of them any more.
    town.hire("cy", "audit", &[Role::BallotOfficer]).await;
    town.set_roles(&ana, &[Role::Evaluator]).await;
    let after_demotion = confirm(&town, &bo, &seen).await;
    assert!(matches!(after_demotion, Err(DeskError::Refused(Refusal::NotAllowed(_)))));
    assert_eq!(orders(&town).await, 0);
}

#[tokio::test]
async fn the_phrase_must_be_typed_and_the_checks_must_be_done() {
    let (town, ana, _) = ready().await;
    let seen = sha(&town, &ana).await;
    let half_of_ana = half(&town, &ana).await;
    let typed = confirm_opening(&town.house, half_of_ana, "OPEN 2025", &seen).await;
    assert_eq!(wrong(typed), Wrong::Phrase);

    let permit = town.permit(&ana).await;
    let id = OptionId::parse("1").unwrap();
    let revision = town.revision().await;
    let usual = VotersAnswers::of(&Electorate::usual());
    let older = VotersAnswers { minimum_age: "21".into(), ..usual };
    let older = crate::app::staff::setup::settings::TopicAnswers::Voters(Box::new(older));
    let change = crate::app::staff::setup::settings::change_settings;
    change(&town.house, &permit, revision, &older).await.unwrap();
    let now = sha(&town, &ana).await;
    assert_eq!(wrong(confirm(&town, &ana, &now).await), Wrong::ChecksOpen, "rules are outdated");

    let unpriced = project_answers("1", "");
    let revision = town.revision().await;
    change_project(&town.house, &permit, revision, &city(), &id, &unpriced).await.unwrap();
    let page = opening(&town.house, &half(&town, &ana).await).await.unwrap();
    assert_eq!(page.sha, None, "papers without a price cannot be written");
    assert_eq!(wrong(confirm(&town, &ana, &now).await), Wrong::Changed);
}

#[tokio::test]
async fn of_many_second_confirmations_at_once_one_goes_through() {
    let (town, ana, bo) = ready().await;
    let seen = sha(&town, &ana).await;
    confirm(&town, &ana, &seen).await.unwrap();
    let cy = town.hire("cy", "audit", &[Role::BallotOfficer]).await;
    let town = Arc::new(town);
    let tries: Vec<_> = (0..8)
        .map(|n| {
            let (town, seen) = (town.clone(), seen.clone());
            let who = if n % 2 == 0 { bo.clone() } else { cy.clone() };
            tokio::spawn(async move { confirm(&town, &who, &seen).await })
        })
        .collect();
    let mut seconds = 0;
    for attempt in tries {
        match attempt.await.unwrap() {
            Ok(Confirmed::Second) => seconds += 1,
            Ok(Confirmed::First) => panic!("a first confirmation of a fixed process"),
            Err(DeskError::Faulty(_) | DeskError::Frozen) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    assert_eq!(seconds, 1);
    assert_eq!(orders(&town).await, 1);
}

#[tokio::test]
async fn the_list_of_checks_says_what_is_done_what_can_wait_and_what_must_be_fixed() {
    let (town, _, _) = ready().await;
    let list = checks(&town.house, &town.setup().await).await.unwrap();
    let states: Vec<State> = list.iter().map(|check| check.state).collect();
    assert_eq!(
        states,
        [
            State::Done,
            State::Done,
            State::Done,
            State::Done,
            State::Done,
            State::CanWait,
            State::Done,
            State::CanWait,
            State::CanWait,
            State::Done,
            State::Done,
            State::Done,
        ],
        "letters are not handed out yet, the server holds the key, nobody watches"
    );

    let (fresh, _) = Town::with_process().await;
    let list = checks(&fresh.house, &fresh.setup().await).await.unwrap();
    let open: Vec<&Found> = list
        .iter()
        .filter(|check| check.state == State::MustFix)
        .map(|check| &check.found)
        .collect();
    assert!(matches!(
        open[..],
        [Found::Rules { .. }, Found::Keys { .. }, Found::Officers { .. }, Found::Sealing(_)]
    ));
}

#[tokio::test]
async fn an_opening_that_the_urn_refuses_can_be_prepared_again() {
    let (town, ana, bo) = ready().await;
    let seen = sha(&town, &ana).await;
    confirm(&town, &ana, &seen).await.unwrap();
    confirm(&town, &bo, &seen).await.unwrap();
    let order = orders_of(&town.house, &process()).await.unwrap().remove(0);
    let note = crate::app::staff::outgoing::note_answer;
    note(&town.house, &order, "the election is sealed already").await.unwrap();
    assert_eq!(town.setup().await.process.frozen_at, None);
    assert_eq!(town.acts().await.last().unwrap(), "order_answered");
}

/// From the desk to the published result, through the real courier and the real urn.
#[tokio::test]
async fn a_ballot_is_opened_closed_counted_and_published_from_the_desk() {
    let (town, ana, bo) = ready().await;
    let house = &town.house;
    let seen = sha(&town, &ana).await;
    confirm(&town, &ana, &seen).await.unwrap();
    confirm(&town, &bo, &seen).await.unwrap();
    courier::walk(house).await.unwrap();
    let order = orders_of(house, &process()).await.unwrap().remove(0);
    assert_eq!(order.answer.as_deref(), Some(DONE), "{:?}", order.answer);

    town.wait(10 * DAY);
    sequencer::tick(house).await.unwrap();
    courier::walk(house).await.unwrap();
    assert_eq!(town.setup().await.standing(house).phase, Phase::Balloting);
    let see = permits::permit::<SeeTurnout>(house, &ana, &process()).await.unwrap();
    let voted = turnout(house, &see).await.unwrap().unwrap().voted;
    assert_eq!(voted.get(&city()).copied().unwrap_or(Shown::Exactly(0)), Shown::Exactly(0));

    let count = async |who: &SignedIn| -> OneOfTwo<CountBallot> {
        permits::one_of_two(house, who, &process()).await.unwrap()
    };
    let typed = SeedAnswers {
        seed: "31415 92653 58979 32384".into(),
        minutes: "Rolled by Ana and Bo in the town hall.".into(),
    };
    let early = propose_seed(house, &count(&ana).await, &typed, "COUNT 2026").await;
    assert_eq!(wrong(early), Wrong::NotYet, "a seed known before the close could be voted around");

    town.wait(10 * DAY);
    sequencer::tick(house).await.unwrap();
    courier::walk(house).await.unwrap();
    let short = SeedAnswers { seed: "7".into(), minutes: String::new() };
    let refused = propose_seed(house, &count(&ana).await, &short, "").await;
    let Err(DeskError::Faulty(faults)) = refused else { panic!("{refused:?}") };
    assert_eq!(
        faults,
        [
            Fault::new("seed", Wrong::NotBetween { least: 20, most: 200 }),
            Fault::new("minutes", Wrong::Empty),
            Fault::new("phrase", Wrong::Phrase),
        ]
    );
    propose_seed(house, &count(&ana).await, &typed, "COUNT 2026").await.unwrap();
    let (first, _) = waiting(house, &count(&bo).await).await.unwrap().remove(0);
    let own = confirm_seed(house, count(&ana).await, &first.id, &first.sha, "count 2026").await;
    assert!(matches!(own, Err(DeskError::Refused(Refusal::SamePerson))));
    let changed = confirm_seed(house, count(&bo).await, &first.id, "other", "count 2026").await;
    assert_eq!(wrong(changed), Wrong::Changed);
    confirm_seed(house, count(&bo).await, &first.id, &first.sha, "count 2026").await.unwrap();
    courier::walk(house).await.unwrap();
    sequencer::tick(house).await.unwrap();
    courier::walk(house).await.unwrap();

    let publish = async |who: &SignedIn| -> OneOfTwo<PublishResult> {
        permits::one_of_two(house, who, &process()).await.unwrap()
    };
    let (_, seen) = publication_now(house, &publish(&ana).await).await.unwrap();
    for (who, expected) in [(&bo, Confirmed::First), (&ana, Confirmed::Second)] {
        let done = confirm_publishing(house, publish(who).await, &seen, "PUBLISH 2026").await;
        assert_eq!(done.unwrap(), expected);
    }
    courier::walk(house).await.unwrap();
    courier::walk(house).await.unwrap();
    town.wait(2 * DAY);
    assert_eq!(town.setup().await.standing(house).phase, Phase::Published);
    let answers: Vec<_> =
        orders_of(house, &process()).await.unwrap().into_iter().map(|o| o.answer).collect();
    assert_eq!(answers, vec![Some(DONE.to_owned()); 3]);
}
