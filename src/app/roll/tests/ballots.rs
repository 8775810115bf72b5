//! In which contests somebody votes, and the letters they are handed.

use morada_engine::eligibility::{Electorate, Standing};
use morada_engine::ids::ElectionId;
use morada_engine::phase::{Dated, Phase};

use super::*;
use crate::app::roll::ballots::{Ballots, Mark, ballots_at_desk, hand_letters, hand_spare, handed};
use crate::app::roll::closing::closing_now;
use crate::app::roll::desk::{EndReason, end_entry, look_up};
use crate::app::roll::mine::{CardAnswers, delete_me, enter_with_card, who_holds};
use crate::app::roll::retire::retire;
use crate::app::staff::rules::publish_rules;
use crate::app::staff::setup::begin::{BeginAnswers, begin_process};
use crate::app::staff::setup::contests::{ContestAnswers, add_contest};
use crate::app::staff::setup::dates::set_dates;
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::setup::settings::{TopicAnswers, change_settings};
use crate::app::staff::setup::voters::VotersAnswers;

fn vote() -> ElectionId {
    ElectionId::parse("orcamento").unwrap()
}

fn officer() -> Permit<DraftBallot> {
    actor("ana", Role::BallotOfficer).permit(Subject::Process(vote())).unwrap()
}

fn contest(id: &str, areas: &[&str]) -> ContestAnswers {
    ContestAnswers {
        id: id.to_owned(),
        titles: vec![("pt".to_owned(), id.to_owned())],
        budget: "1000".to_owned(),
        ballot: "knapsack".to_owned(),
        rule: "most_votes".to_owned(),
        areas: areas.iter().map(|area| (*area).to_owned()).collect(),
        ..ContestAnswers::default()
    }
}

impl Town {
    async fn revision(&self) -> u64 {
        Setup::load(&self.house, &vote()).await.unwrap().process.revision
    }

    /// A vote in forty days with a ballot for the city, one for Arroios and one for Marvila.
    async fn votes(&self, voters: VotersAnswers) {
        let typed = BeginAnswers {
            id: vote().to_string(),
            titles: vec![("pt".to_owned(), "Orçamento".to_owned())],
        };
        begin_process(&self.house, &drafting(), &typed).await.unwrap();
        let voters = TopicAnswers::Voters(Box::new(voters));
        change_settings(&self.house, &officer(), self.revision().await, &voters).await.unwrap();
        for answers in [
            contest("city", &[]),
            contest("arroios", &["Arroios"]),
            contest("marvila", &["Marvila"]),
        ] {
            add_contest(&self.house, &officer(), self.revision().await, &answers).await.unwrap();
        }
        let now = self.house.now();
        let dates = vec![
            Dated { phase: Phase::Informing, starts_at: now },
            Dated { phase: Phase::Balloting, starts_at: now.plus(40 * DAY) },
            Dated { phase: Phase::Counting, starts_at: now.plus(50 * DAY) },
        ];
        set_dates(&self.house, &officer(), self.revision().await, dates).await.unwrap();
        publish_rules(&self.house, &officer(), self.revision().await, "").await.unwrap();
    }

    async fn entry(&self, made: &Admitted) -> String {
        look_up(&self.house, &seeing(), &made.card.number.printed()).await.unwrap().id
    }

    async fn ballots(&self, entry: &str) -> Ballots {
        let all = ballots_at_desk(&self.house, &registrar(), entry).await.unwrap();
        all.into_iter().next().unwrap()
    }

    async fn hand(&self, entry: &str, contests: &[&str]) -> Result<(), DeskError> {
        let chosen: Vec<String> = contests.iter().map(|id| (*id).to_owned()).collect();
        hand_letters(&self.house, &registrar(), entry, &vote(), &chosen).await
    }
}

fn usual_voters() -> VotersAnswers {
    VotersAnswers::of(&Electorate::usual())
}

fn at_contests(wrong: Wrong) -> Vec<(String, Wrong)> {
    vec![("contests".to_owned(), wrong)]
}

fn stands(ballots: &Ballots) -> Vec<(&str, bool)> {
    let votes = ballots.contests.iter();
    votes.map(|theirs| (theirs.contest.id.as_str(), theirs.standing == Standing::Votes)).collect()
}

/// Ana lives in Arroios: she votes for the city and for Arroios, and gets one letter for each, once.
#[tokio::test]
async fn everybody_gets_one_letter_for_each_ballot_that_is_theirs() {
    let town = Town::found().await;
    town.votes(usual_voters()).await;
    let ana = town.entry(&town.at_desk("Ana Silva", "1990-05-17").await).await;
    let ballots = town.ballots(&ana).await;
    assert_eq!(stands(&ballots), [("arroios", true), ("city", true), ("marvila", false)]);

    let refused = town.hand(&ana, &["city", "marvila"]).await.unwrap_err();
    assert_eq!(faults(refused), at_contests(Wrong::NotTheirBallot));
    assert_eq!(faults(town.hand(&ana, &[]).await.unwrap_err()), at_contests(Wrong::NothingChosen));
    assert_eq!(handed(&town.house, &vote()).await.unwrap().len(), 0, "all or nothing");

    town.hand(&ana, &["city", "arroios"]).await.unwrap();
    assert!(matches!(town.hand(&ana, &["city"]).await, Err(DeskError::Stale)));
    let marks: Vec<Option<Mark>> =
        town.ballots(&ana).await.contests.iter().map(|theirs| theirs.mark).collect();
    assert_eq!(marks, [Some(Mark::Letter), Some(Mark::Letter), None]);
}

#[tokio::test]
async fn a_lost_letter_is_replaced_once() {
    let town = Town::found().await;
    town.votes(usual_voters()).await;
    let ana = town.entry(&town.at_desk("Ana Silva", "1990-05-17").await).await;
    let spare = async || hand_spare(&town.house, &registrar(), &ana, &vote(), "city").await;
    let none = |error| assert_eq!(faults(error), [("contest".to_owned(), Wrong::NoSpare)]);
    none(spare().await.unwrap_err());
    town.hand(&ana, &["city"]).await.unwrap();
    spare().await.unwrap();
    none(spare().await.unwrap_err());
    let sums = handed(&town.house, &vote()).await.unwrap();
    assert_eq!(
        sums.into_iter().map(|((_, mark), n)| (mark, n)).collect::<Vec<_>>(),
        [(Mark::Spare, 1)]
    );
}

#[tokio::test]
async fn own_area_and_one_other_by_choice() {
    let town = Town::found().await;
    town.votes(VotersAnswers { choice: "any".into(), choice_most: "1".into(), ..usual_voters() })
        .await;
    let ana = town.entry(&town.at_desk("Ana Silva", "1990-05-17").await).await;
    let two = town.hand(&ana, &["city", "arroios", "marvila"]).await.unwrap_err();
    assert_eq!(faults(two), at_contests(Wrong::TooManyAreas));
    town.hand(&ana, &["city", "marvila"]).await.unwrap();
    let later = town.hand(&ana, &["arroios"]).await.unwrap_err();
    assert_eq!(faults(later), at_contests(Wrong::TooManyAreas));
}

#[tokio::test]
async fn whoever_leaves_the_roll_and_comes_back_gets_no_second_letter() {
    let town = Town::found().await;
    town.votes(usual_voters()).await;
    let made = town.at_desk("Ana Silva", "1990-05-17").await;
    let ana = town.entry(&made).await;
    // A namesake born on the same day who is on the roll, too, is another person.
    let other = town.entry(&town.at_desk("Ana Silva", "1990-05-17").await).await;
    town.hand(&ana, &["city"]).await.unwrap();
    town.hand(&other, &["city"]).await.unwrap();

    let typed = CardAnswers {
        number: made.card.number.printed(),
        pin: made.card.pin.clone(),
        device: None,
    };
    let session = enter_with_card(&town.house, &place(), &typed).await.unwrap();
    let own = who_holds(&town.house, &session.token).await.unwrap().unwrap();
    delete_me(&town.house, &own).await.unwrap();
    let back = town.entry(&town.at_desk("Ana Silva", "1990-05-17").await).await;
    let refused = town.hand(&back, &["city"]).await.unwrap_err();
    assert_eq!(faults(refused), at_contests(Wrong::LetterGoneBefore));
}

#[tokio::test]
async fn an_entry_that_ended_gets_no_letter_and_a_late_one_waits_for_the_next_vote() {
    let town = Town::found().await;
    // The roll of this vote closes on the day the town begins.
    town.votes(VotersAnswers { roll_closes: "2026-09-21".into(), ..usual_voters() }).await;
    let ana = town.entry(&town.at_desk("Ana Silva", "1990-05-17").await).await;
    let why = EndReason::Moved.name();
    end_entry(&town.house, &registrar(), &ana, why).await.unwrap();
    assert!(matches!(town.hand(&ana, &["city"]).await, Err(DeskError::Unknown)));
    let in_time = town.entry(&town.at_desk("Rui Costa", "1980-01-02").await).await;
    town.later(1);
    let late = town.entry(&town.at_desk("Eva Lopes", "1970-01-02").await).await;
    town.hand(&in_time, &["city"]).await.unwrap();
    let refused = town.hand(&late, &["city"]).await.unwrap_err();
    assert_eq!(faults(refused), at_contests(Wrong::NotTheirBallot));
}

#[tokio::test]
async fn marks_go_when_the_vote_is_long_over() {
    let town = Town::found().await;
    town.votes(usual_voters()).await;
    for (name, day) in [("Ana Silva", "1990-05-17"), ("Rui Costa", "1980-01-02")] {
        let entry = town.entry(&town.at_desk(name, day).await).await;
        town.hand(&entry, &["city"]).await.unwrap();
    }
    let sum = async || handed(&town.house, &vote()).await.unwrap().into_values().sum::<u64>();
    retire(&town.house).await.unwrap();
    assert_eq!(sum().await, 2, "written anew, and all there");
    town.later(50 + 59);
    retire(&town.house).await.unwrap();
    assert_eq!(sum().await, 2);
    town.later(1);
    retire(&town.house).await.unwrap();
    assert_eq!(sum().await, 0);
}

#[tokio::test]
async fn a_process_asks_for_no_less_than_the_roll_of_its_place() {
    let town = Town::found().await;
    town.votes(usual_voters()).await;
    let younger = VotersAnswers {
        minimum_age: "14".into(),
        basis: vec!["residence".into(), "work".into()],
        ..usual_voters()
    };
    let younger = TopicAnswers::Voters(Box::new(younger));
    let refused = change_settings(&town.house, &officer(), town.revision().await, &younger).await;
    let least = Wrong::NotBetween { least: 16, most: 120 };
    let expected = [("minimum_age".to_owned(), least), ("basis".to_owned(), Wrong::NotOnTheRoll)];
    assert_eq!(faults(refused.unwrap_err()), expected);
    let now = closing_now(&town.house, &place()).await.unwrap();
    assert!(now.contests.is_empty(), "a closing without a process counts no contest");
}
