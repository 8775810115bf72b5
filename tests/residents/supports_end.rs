//! Support ends by the clock, on SQLite and on PostgreSQL: numbers stay, and nothing says who supported what.

use morada::app::proposals::Season;
use morada::app::proposals::close_support::{Closed, close_what_is_over};
use morada_engine::ids::ElectionId;
use rocket::http::Status;
use sea_orm::{ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, Statement};

use crate::web::residents::{AT, resident};
use crate::web::{Browser, Lisbon, NOW, on_both};

const DAY: u64 = 24 * 60 * 60;

/// The office as whoever holds its disk reads it.
struct Thief {
    db: DatabaseConnection,
    folder: std::path::PathBuf,
}

impl Thief {
    async fn of(lisbon: &Lisbon) -> Self {
        let db = Database::connect(lisbon.house.config.office_url()).await.unwrap();
        Self { db, folder: lisbon.house.config.data.clone() }
    }

    async fn bytes(&self, question: &str) -> Vec<Vec<u8>> {
        let statement = Statement::from_string(self.db.get_database_backend(), question);
        let rows = self.db.query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    async fn run(&self, statement: &str) {
        self.db.execute_unprepared(statement).await.unwrap();
    }

    /// Whether `secret` stands in the files of the two tables: those of PostgreSQL are read through its own server.
    async fn reads(&self, secret: &[u8]) -> bool {
        let files = if self.db.get_database_backend() == DatabaseBackend::Sqlite {
            let all = std::fs::read_dir(&self.folder).unwrap().flatten();
            let own = all.filter(|file| file.file_name().to_string_lossy().starts_with("office."));
            let files: Vec<Vec<u8>> = own.map(|file| std::fs::read(file.path()).unwrap()).collect();
            assert!(files.iter().any(|file| file.len() > 9_000));
            files
        } else {
            self.run("CHECKPOINT").await;
            let file = |table: &str| {
                format!("SELECT pg_read_binary_file(pg_relation_filepath('{table}'))")
            };
            let mut files = self.bytes(&file("supports")).await;
            files.extend(self.bytes(&file("support_salts")).await);
            files
        };
        files.iter().any(|file| file.windows(secret.len()).any(|part| part == secret))
    }
}

async fn supports(lisbon: &Lisbon) -> Vec<(u32, &'static str, u64)> {
    let process = ElectionId::parse("lisboa-2027").unwrap();
    let season = Season::load(&lisbon.house, &process).await.unwrap();
    let mut all = Vec::new();
    for number in 1..=12 {
        let proposal = season.public(&lisbon.house, number).await.unwrap();
        all.push((number, proposal.state.name(), proposal.supports));
    }
    all
}

async fn support(browser: &Browser, number: u32) -> crate::web::Answer {
    let at = format!("{AT}/proposals/{number}");
    // When it is over the page has no button; whoever kept an old one presses it.
    browser.send_from("/fr/roll/lisboa/me", &format!("{at}/support"), &[]).await
}

#[rocket::async_test]
async fn when_support_is_over_the_numbers_stay_and_no_disk_says_who_supported_what() {
    on_both(async |lisbon| {
        let thief = Thief::of(&lisbon).await;
        thief.run("UPDATE proposal_rules SET threshold = 2").await;
        // Nothing of the demo's year waits for projects here: it ends 120 days after today.
        thief.run("UPDATE phases SET phase = 'closed' WHERE phase = 'provisional' AND process = 'lisboa-2027'").await;
        let rui = lisbon.signed_in("rui").await;
        let rosa = resident(&lisbon, &rui, "Rosa Nunes", "1961").await;
        assert_eq!(support(&rosa, 4).await.status, Status::SeeOther);
        let before = supports(&lisbon).await;
        assert_eq!(before.first().map(|one| one.2), Some(4), "four neighbours support the first");
        let salt = thief.bytes("SELECT salt FROM support_salts").await.remove(0);
        let people = thief.bytes("SELECT DISTINCT who FROM supports").await;
        assert_eq!((salt.len(), people.len()), (32, 5));
        assert!(thief.reads(&salt).await, "while the phase is on it must be there");
        // Before its end nothing is closed.
        assert_eq!(close_what_is_over(&lisbon.house).await.unwrap(), Closed::default());

        lisbon.house.clock().set(NOW.plus(61 * DAY));
        let closed = close_what_is_over(&lisbon.house).await.unwrap();

        let enough = before.iter().filter(|one| one.2 >= 2).count() as u64;
        assert_eq!(closed, Closed { go_on: enough, too_few: 12 - enough, destroyed: 0 });
        for ((_, _, had), (number, state, has)) in before.iter().zip(supports(&lisbon).await) {
            assert_eq!(*had, has, "the number of {number} stays");
            let expected = if has >= 2 { "evaluating" } else { "too_few_supports" };
            assert_eq!(state, expected, "{number} with {has}");
        }
        assert!(!thief.reads(&salt).await, "without the salt nobody makes a hash again");
        assert_eq!(close_what_is_over(&lisbon.house).await.unwrap(), Closed::default());
        // Nothing is taken or given back any more, and nobody is shown what they supported.
        let rosa = resident(&lisbon, &lisbon.signed_in("rui").await, "Rosa Lima", "1962").await;
        assert_eq!(support(&rosa, 1).await.status, Status::UnprocessableEntity);

        // Once nothing is merged any more, the hashes go as well.
        assert!(thief.reads(&people[0]).await);
        lisbon.house.clock().set(NOW.plus(121 * DAY));
        let closed = close_what_is_over(&lisbon.house).await.unwrap();
        assert_eq!(closed.destroyed, before.iter().map(|one| one.2).sum::<u64>());
        for who in &people {
            assert!(!thief.reads(who).await, "a hash of somebody is left");
        }
        assert!(thief.bytes("SELECT who FROM supports").await.is_empty());
        assert_eq!(supports(&lisbon).await.first().map(|one| one.2), Some(4));
    })
    .await;
}
