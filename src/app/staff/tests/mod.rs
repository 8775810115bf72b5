//! The staff's use cases in a small town, on a real database with a clock that is moved by hand.

mod accounts;
mod import;
mod letters;
mod opening;
mod setup;
mod signing_in;

use morada_engine::contest::Text;
use morada_engine::ids::{ContestId, ElectionId, PlaceId};
use morada_engine::permission::Role;
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use morada_engine::phase::{Dated, Phase};
use morada_engine::time::Timestamp;

use super::accounts::AccountAnswers;
use super::permits::{self, HeldRole};
use super::setup::begin::{self, BeginAnswers, Place};
use super::setup::contests::ContestAnswers;
use super::setup::overview::Setup;
use super::setup::projects::{ProjectAnswers, TextAnswers};
use super::setup::{contests, dates, projects};
use super::{SignedIn, accounts as hiring};
use crate::app::{Clock, House};
use crate::config::{Config, Secret};
use crate::store::office::staff;

/// The town, its house and the day the story begins.
struct Town {
    house: House,
    _folder: tempfile::TempDir,
}

/// Noon of the day the story begins.
const NOON: u64 = 1_790_000_000;
const DAY: u64 = 86_400;

fn after(seconds: u64) -> Timestamp {
    Timestamp::from_unix(NOON + seconds)
}

fn lisboa() -> PlaceId {
    PlaceId::parse("lisboa").unwrap()
}

fn process() -> ElectionId {
    ElectionId::parse("lisboa-op-2026").unwrap()
}

fn city() -> ContestId {
    ContestId::parse("city").unwrap()
}

fn words(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(lang, text)| ((*lang).to_owned(), (*text).to_owned())).collect()
}

impl Town {
    /// A house with a place and nobody in it.
    async fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().to_path_buf(), ..Config::default() };
        let clock = Clock::standing_at(Timestamp::from_unix(NOON));
        let house = House::open(config, Secret::random(), clock).await.unwrap();
        let place = Place {
            id: lisboa(),
            name: Text::new([("pt", "Lisboa"), ("en", "Lisbon")]),
            languages: vec!["pt".into(), "en".into()],
            time_zone: "Europe/Lisbon".into(),
            currency: "EUR".into(),
            currency_exponent: 2,
            help_line: "800 000 026".into(),
        };
        begin::make_place(&house, &place, &[]).await.unwrap();
        Self { house, _folder: folder }
    }

    /// The same with a process: one contest of 500,000.00 and two priced projects, voting from the
    /// tenth to the twentieth day.
    async fn with_process() -> (Self, SignedIn) {
        let town = Self::found().await;
        let ana = town.hire("ana", "elections", &[Role::BallotOfficer]).await;
        let begun = BeginAnswers {
            id: "lisboa-op-2026".into(),
            titles: words(&[("pt", "Orçamento 2026"), ("en", "Budget 2026")]),
        };
        let permit = permits::permit_in_place(&ana, &lisboa()).unwrap();
        begin::begin_process(&town.house, &permit, &begun).await.unwrap();
        let permit = town.permit(&ana).await;
        let contest = contest_answers();
        contests::add_contest(&town.house, &permit, 1, &contest).await.unwrap();
        for (revision, number, cost) in [(2, "1", "150000"), (3, "2", "85 000,00")] {
            let typed = project_answers(number, cost);
            projects::add_project(&town.house, &permit, revision, &city(), &typed).await.unwrap();
        }
        let dated = |phase, day: u64| Dated { phase, starts_at: after(day * DAY) };
        let voting = vec![
            dated(Phase::Balloting, 10),
            dated(Phase::Counting, 20),
            dated(Phase::Published, 22),
        ];
        dates::set_dates(&town.house, &permit, 4, voting).await.unwrap();
        (town, ana)
    }

    /// An account that works in Lisbon, signed in.
    async fn hire(&self, name: &str, team: &str, roles: &[Role]) -> SignedIn {
        let place = |role: &Role| if *role == Role::Admin { "*" } else { "lisboa" };
        let typed = AccountAnswers {
            name: format!("{name}@lisboa.example"),
            shown_as: format!("{name} of {team}"),
            team: team.into(),
            language: "pt".into(),
            roles: roles.iter().map(|role| format!("{}/{}", place(role), role.name())).collect(),
        };
        hiring::operator_adds(&self.house, &typed).await.unwrap();
        self.sign_in_again(name).await
    }

    /// The account as it is now.
    async fn sign_in_again(&self, name: &str) -> SignedIn {
        let name = format!("{name}@lisboa.example");
        let found = staff::find_by_name(self.house.office.reader(), &name).await.unwrap();
        let (account, _) = found.unwrap();
        SignedIn { account, token_sha: String::new(), seconds_left: 900 }
    }

    async fn permit(&self, who: &SignedIn) -> Permit<DraftBallot> {
        permits::permit(&self.house, who, &process()).await.unwrap()
    }

    async fn setup(&self) -> Setup {
        Setup::load(&self.house, &process()).await.unwrap()
    }

    async fn revision(&self) -> u64 {
        self.setup().await.process.revision
    }

    fn wait(&self, seconds: u64) {
        self.house.clock().set(self.house.now().plus(seconds));
    }

    /// The acts so far, oldest first.
    async fn acts(&self) -> Vec<String> {
        let list = crate::store::office::staff_acts::after(self.house.office.reader(), 0, 1000);
        list.await.unwrap().into_iter().map(|act| act.act).collect()
    }

    /// Gives and takes roles behind everybody's back, as a restored backup might.
    async fn set_roles(&self, who: &SignedIn, roles: &[Role]) {
        let held: Vec<HeldRole> =
            roles.iter().map(|role| HeldRole { place: Some(lisboa()), role: *role }).collect();
        let tx = self.house.office.write_tx().await.unwrap();
        staff::set_roles(&tx, &who.account.id, &held).await.unwrap();
        self.house.office.commit(tx).await.unwrap();
    }
}

fn contest_answers() -> ContestAnswers {
    ContestAnswers {
        id: "city".into(),
        titles: words(&[("pt", "Toda a cidade"), ("en", "The whole city")]),
        budget: "500 000".into(),
        ballot: "knapsack".into(),
        rule: "equal_shares".into(),
        ..ContestAnswers::default()
    }
}

fn project_answers(number: &str, cost: &str) -> ProjectAnswers {
    let text = |language: &str, title: String, review: &str| TextAnswers {
        language: language.into(),
        title,
        summary: "Um jardim calmo junto ao rio.".into(),
        review: review.into(),
        credit: "Rosa M.".into(),
    };
    ProjectAnswers {
        number: number.into(),
        category: "memory".into(),
        cost: cost.into(),
        place: "Santa Maria Maior".into(),
        proposed_by: "Djass".into(),
        pictogram: "flame".into(),
        original_language: "pt".into(),
        texts: vec![
            text("pt", format!("Projeto {number}"), "original"),
            text("en", format!("Project {number}"), "checked"),
        ],
        ..ProjectAnswers::default()
    }
}
