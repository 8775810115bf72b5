//! Durable casts per second through HTTP, on SQLite and on PostgreSQL, as a share of what plain
//! inserts of the same rows reach in the same run; and the time of a ballot page with 220 projects.
//!
//! `cargo bench --bench casts [-- VOTERS]`. Prints figures and never fails: a busy machine is not a
//! defect. The load generator shares the two cores with the server.

use std::time::{Duration, Instant};

use client::Client;
use cluster::TestDatabase;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, Statement, TransactionTrait};
use server::Server;
use support::{load, memory_mb};
use town::{Plan, Town, UrnAt};
use voter::{Cast, Form, Voter};

#[path = "../tests/faults/client.rs"]
#[expect(dead_code, reason = "the bench follows no redirect")]
mod client;
#[path = "../tests/faults/cluster.rs"]
#[expect(dead_code, reason = "the bench kills no cluster")]
mod cluster;
#[path = "../tests/faults/server.rs"]
#[expect(dead_code, reason = "the bench kills no server")]
mod server;
mod support;
#[path = "../tests/faults/town.rs"]
#[expect(dead_code, reason = "the bench looks at no folder")]
mod town;
#[path = "../tests/faults/voter.rs"]
#[expect(dead_code, reason = "the bench sends nothing twice")]
mod voter;

/// Connections at once: a quiet hour, and the last one.
const HANDS: [usize; 2] = [64, 256];
/// Rows of one plain transaction: the most casts that the writer commits together.
const GROUP: usize = 256;

fn main() {
    let voters = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(6_000);
    casts("SQLite", voters, 24_600, || (UrnAt::Sqlite, None));
    casts("PostgreSQL", voters, 24_601, || {
        let database = TestDatabase::create("bench");
        (UrnAt::Postgres(database.url.clone()), Some(database))
    });
    ballot_page();
}

/// One database: the same voters, once per number of connections.
fn casts(name: &str, voters: usize, port: u16, urn: impl Fn() -> (UrnAt, Option<TestDatabase>)) {
    for hands in HANDS {
        let (urn, database) = urn();
        let plan = Plan { voters: voters as u64, ..Plan::default() };
        let town = Town::found(urn, &plan);
        let server = Server::start_with(&town, port, |command| {
            command.env("MORADA_LOG", "warn");
        });
        let ready = everybody_checks(&town, port);

        let loaded = load(
            hands,
            voters,
            |_| Client::new(port),
            |client, number| {
                let (voter, form) = &ready[number];
                let outcome = voter.cast_through(client, form);
                assert!(matches!(outcome, Ok(Cast::Slip(_))), "cast {number}: {outcome:?}");
            },
        );
        let url = database.as_ref().map_or_else(|| town.config.urn_url(), |d| d.url.clone());
        let plain = plain_inserts(&url, voters);
        println!(
            "{name}, {hands} connections: {:.0} casts/s, {:.0} % of {plain:.0} plain inserts/s; \
             p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms; server {:.0} MB at most",
            loaded.per_second(),
            100.0 * loaded.per_second() / plain,
            loaded.within_ms(0.5),
            loaded.within_ms(0.99),
            loaded.within_ms(1.0),
            memory_mb(server.pid(), "VmHWM"),
        );
        server.stop();
    }
}

/// Takes everybody to the check page, sixteen at a time, before the clock runs.
fn everybody_checks(town: &Town, port: u16) -> Vec<(Voter, Form)> {
    std::thread::scope(|scope| {
        let queues: Vec<_> = town.codes.chunks(town.codes.len().div_ceil(16)).collect();
        let walking: Vec<_> = queues
            .into_iter()
            .map(|codes| {
                scope.spawn(move || {
                    let walk = |code| {
                        let mut voter = Voter::enter(town, port, code).expect("the code is good");
                        let form = voter.check(&[0, 3, 5]).expect("the ballot is good");
                        // Without its own connection: thousands of them would be a bench of sockets.
                        (voter.again(), form)
                    };
                    codes.iter().map(walk).collect::<Vec<_>>()
                })
            })
            .collect();
        walking.into_iter().flat_map(|queue| queue.join().expect("everybody gets there")).collect()
    })
}

/// Rows of a waiting ballot's size, [`GROUP`] to a transaction, without HTTP, codes or sealing.
fn plain_inserts(url: &str, rows: usize) -> f64 {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(async {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await.expect("the database opens");
        let bytes = if url.starts_with("sqlite") { "BLOB" } else { "BYTEA" };
        let tail = if url.starts_with("sqlite") { " STRICT, WITHOUT ROWID" } else { "" };
        let table =
            format!("CREATE TABLE plain (a {bytes} PRIMARY KEY, b {bytes}, c {bytes}){tail}");
        db.execute_unprepared(&table).await.expect("a table");
        if url.starts_with("sqlite") {
            // What the program demands of its own connections (TRUST.md 0.4).
            db.execute_unprepared("PRAGMA synchronous = FULL").await.expect("a setting");
        }
        let began = Instant::now();
        for _ in 0..rows.div_ceil(GROUP) {
            let places: Vec<String> = (0..GROUP)
                .map(|r| format!("(${}, ${}, ${})", 3 * r + 1, 3 * r + 2, 3 * r + 3))
                .collect();
            let row = || [rand::random::<[u8; 32]>().to_vec(), vec![7; 400], vec![7; 240]];
            let values = (0..GROUP).flat_map(|_| row()).map(sea_orm::Value::from);
            let text = format!("INSERT INTO plain (a, b, c) VALUES {}", places.join(", "));
            let statement = Statement::from_sql_and_values(db.get_database_backend(), text, values);
            let tx = db.begin_with_options(sea_orm::TransactionOptions::default()).await;
            let tx = tx.expect("a transaction");
            tx.execute_raw(statement).await.expect("rows");
            tx.commit().await.expect("a commit");
        }
        let inserted = u32::try_from(rows.div_ceil(GROUP) * GROUP).expect("a bench has fewer rows");
        f64::from(inserted) / began.elapsed().as_secs_f64()
    })
}

/// One voter looks at one ballot of 220 projects, again and again, over one connection.
fn ballot_page() {
    let plan = Plan { voters: 20, projects: 220, ..Plan::default() };
    let town = Town::found(UrnAt::Sqlite, &plan);
    let server = Server::start_with(&town, 24_602, |command| {
        command.env("MORADA_LOG", "warn");
    });
    let voter = Voter::enter(&town, 24_602, &town.codes[0]).expect("the code is good");
    let mut client = Client::new(24_602);
    client.cookies.clone_from(voter.cookies());
    let mut took: Vec<Duration> = (0..200)
        .map(|_| {
            let began = Instant::now();
            let page = client.get(&voter.ballot()).expect("the ballot");
            assert!(
                page.body.matches("name=\"p\"").count() >= 220,
                "a short ballot: {}",
                page.status
            );
            began.elapsed()
        })
        .collect();
    took.sort_unstable();
    println!("ballot page of 220 projects: p50 {:?}, p99 {:?}", took[100], took[198]);
    server.stop();
}
