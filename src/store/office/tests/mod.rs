//! The office on a real SQLite file and a real PostgreSQL server, the same tests on both.

mod acts;
mod evaluation;
mod marks;
mod people;
mod processes;
mod schema;

use morada_engine::ids::{ContestId, ElectionId, OptionId, PlaceId};
use morada_engine::time::Timestamp;
use sea_orm::ConnectionTrait;

use crate::store::{Db, single_connection};

/// Runs `test` on an empty office in each database.
async fn on_both(test: impl AsyncFn(&Db)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("office.sqlite").display());
    test(&Db::open_office(&url, 2).await.unwrap()).await;

    let server = std::env::var("MORADA_TEST_POSTGRES")
        .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".to_owned());
    let Ok(admin) = single_connection(&server).await else {
        println!("PostgreSQL skipped: no server answers at {server}");
        return;
    };
    let name = format!("morada_office_{:016x}", rand::random::<u64>());
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let (address, _) = server.rsplit_once('/').unwrap();
    let office = Db::open_office(&format!("{address}/{name}"), 2).await.unwrap();
    test(&office).await;
    drop(office);
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}

fn at(seconds: u64) -> Timestamp {
    Timestamp::from_unix(1_790_000_000 + seconds)
}

fn lisboa() -> PlaceId {
    PlaceId::parse("lisboa").unwrap()
}

fn budget_2026() -> ElectionId {
    ElectionId::parse("lisboa-op-2026").unwrap()
}

fn city() -> ContestId {
    ContestId::parse("city").unwrap()
}

fn option(id: &str) -> OptionId {
    OptionId::parse(id).unwrap()
}
