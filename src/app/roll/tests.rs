//! A town's roll on a real database, with a clock that is moved by hand.

mod attest;
mod ballots;
mod canary;
mod closing;
mod cycle;
mod forgetting;
mod moves;
mod reach;
mod register;

use morada_engine::contest::Text;
use morada_engine::ids::PlaceId;
use morada_engine::permission::Role;
use morada_engine::permit::act::{ChangeRollEntry, DecideAppeal, DraftBallot, SeeRollEntry};
use morada_engine::permit::{Actor, Doing, Permit, Subject};
use morada_engine::roll::RequestCode;
use morada_engine::time::Timestamp;

use super::desk::{Admitted, NewAnswers, admit_at_desk, fresh_attempt};
use super::keeping::{Area, KeepingAnswers, Place, keep_roll};
use super::people::BornAnswers;
use super::request::{Answers, Mine, Step, answer, begin, mine, send};
use crate::app::staff::setup::begin::make_place;
use crate::app::staff::{DeskError, Wrong};
use crate::app::{Clock, House};
use crate::config::{Config, Secret};

/// Noon of the day the story begins: 21 September 2026.
const NOON: u64 = 1_790_000_000;
const DAY: u64 = 86_400;

struct Town {
    house: House,
    folder: tempfile::TempDir,
}

fn place() -> PlaceId {
    PlaceId::parse("lisboa").unwrap()
}

fn actor(id: &str, role: Role) -> Actor {
    Actor { id: id.to_owned(), team: id.to_owned(), roles: [role].into() }
}

fn assigned<A: Doing>(id: &str) -> Permit<A> {
    actor(id, Role::Registrar).permit_for_assigned(Subject::Place(place())).unwrap()
}

fn registrar() -> Permit<ChangeRollEntry> {
    assigned("rui")
}

fn seeing() -> Permit<SeeRollEntry> {
    assigned("rui")
}

fn hearing(id: &str) -> Permit<DecideAppeal> {
    actor(id, Role::Mediator).permit(Subject::Place(place())).unwrap()
}

fn usual() -> KeepingAnswers {
    KeepingAnswers {
        min_age: "16".to_owned(),
        min_months: "0".to_owned(),
        basis: vec!["residence".to_owned()],
        evidence: vec!["home_paper".to_owned(), "two_neighbours".to_owned()],
        decide_days: "7".to_owned(),
        appeal_days: "10".to_owned(),
        card_months: "24".to_owned(),
    }
}

fn drafting() -> Permit<DraftBallot> {
    actor("ana", Role::BallotOfficer).permit(Subject::Place(place())).unwrap()
}

fn born(text: &str) -> BornAnswers {
    let mut parts = text.split('-').map(str::to_owned);
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    BornAnswers {
        day: day.unwrap_or_default(),
        month: month.unwrap_or_default(),
        year: year.unwrap_or_default(),
    }
}

impl Town {
    async fn found() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().to_path_buf(), ..Config::default() };
        let clock = Clock::standing_at(Timestamp::from_unix(NOON));
        let house = House::open(config, Secret::random(), clock).await.unwrap();
        let lisboa = Place {
            id: place(),
            name: Text::new([("pt", "Lisboa")]),
            languages: vec!["pt".into()],
            time_zone: "Europe/Lisbon".into(),
            currency: "EUR".into(),
            currency_exponent: 2,
            help_line: String::new(),
        };
        let area = |name: &str, column| Area { name: name.into(), map_column: column, map_row: 1 };
        let map = [area("Arroios", 1), area("Marvila", 2)];
        make_place(&house, &lisboa, &map).await.unwrap();
        keep_roll(&house, &drafting(), &usual()).await.unwrap();
        Self { house, folder }
    }

    fn later(&self, days: u64) {
        self.house.clock().set(self.house.now().plus(days * DAY));
    }

    fn typed(&self, name: &str, day: &str) -> NewAnswers {
        NewAnswers {
            attempt: fresh_attempt(&self.house),
            name: name.to_owned(),
            born: born(day),
            area: "Arroios".to_owned(),
            tie: "residence".to_owned(),
            since_year: "2024".to_owned(),
            since_month: "3".to_owned(),
            evidence: "home_paper".to_owned(),
            name_on_card: false,
        }
    }

    async fn at_desk(&self, name: &str, day: &str) -> Admitted {
        admit_at_desk(&self.house, &registrar(), &self.typed(name, day)).await.unwrap()
    }

    /// A request up to its last question.
    async fn asks(&self, name: &str, day: &str) -> RequestCode {
        let code = begin(&self.house, &place()).await.unwrap();
        let typed = Answers {
            area: "Arroios".to_owned(),
            tie: "residence".to_owned(),
            since_year: "2024".to_owned(),
            since_month: "٣".to_owned(),
            evidence: "two_neighbours".to_owned(),
            name: name.to_owned(),
            born: born(day),
            ..Answers::default()
        };
        for step in [Step::Place, Step::Evidence, Step::Person] {
            answer(&self.house, &self.of(&code).await, step, &typed).await.unwrap();
        }
        code
    }

    async fn of(&self, code: &RequestCode) -> Mine {
        mine(&self.house, &place(), code).await.unwrap()
    }

    async fn sent(&self, name: &str, day: &str) -> RequestCode {
        let code = self.asks(name, day).await;
        send(&self.house, &self.of(&code).await).await.unwrap();
        code
    }
}

fn faults(error: DeskError) -> Vec<(String, Wrong)> {
    match error {
        DeskError::Faulty(faults) => {
            faults.into_iter().map(|fault| (fault.field, fault.wrong)).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// Twenty bytes that begin as a PNG does.
const PHOTO: &[u8] = b"\x89PNG\r\n\x1a\nsecret-of-a-paper";
