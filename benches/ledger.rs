//! The ledger when it is long: the proof for a slip over HTTP, and one more leaf, at a thousand leaves and at a
//! million.
//!
//! `cargo bench --bench ledger [-- LEAVES...]`. Prints figures and never fails.

use std::sync::Arc;
use std::time::{Duration, Instant};

use client::Client;
use morada::app::hold_election::cast_one;
use morada::app::order::{Act, Order};
use morada::app::{House, carry_out, sequencer};
use morada_engine::ballot::Answers;
use server::Server;
use support::{load, memory_mb};
use town::{Plan, Town, UrnAt};

#[path = "../tests/faults/client.rs"]
#[expect(dead_code, reason = "the bench sends no form")]
mod client;
#[path = "../tests/faults/server.rs"]
#[expect(dead_code, reason = "the bench kills no server")]
mod server;
mod support;
#[path = "../tests/faults/town.rs"]
#[expect(dead_code, reason = "the bench has one database")]
mod town;

/// Notices appended while the clock runs.
const NOTICES: u32 = 200;
/// Proofs asked for.
const PROOFS: usize = 4_000;

fn main() {
    let mut sizes: Vec<u64> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 1_000_000];
    }
    for (size, port) in sizes.into_iter().zip(24_620..) {
        measure(size, port);
    }
}

fn measure(size: u64, port: u16) {
    let plan = Plan { voters: 40, batch_interval_s: 60, ..Plan::default() };
    let town = Town::found(UrnAt::Sqlite, &plan);
    let (slips, append) = town.use_cases(async |house| {
        let slips = vote(&town, &house, size).await;
        (slips, append(&town, &house).await)
    });
    println!(
        "{size} leaves: one more leaf, signed and committed {:.2} ms",
        append.as_secs_f64() * 1e3
    );

    let server = Server::start_with(&town, port, |command| {
        command.env("MORADA_LOG", "warn");
    });
    let paths: Vec<String> =
        slips.iter().map(|slip| format!("/en/p/{}/slip/{slip}/proof.txt", town.election)).collect();
    let began = Instant::now();
    let first = Client::new(port).get(&paths[0]).expect("an answer");
    assert!(first.status == 200 && first.body.starts_with("c2sp.org/tlog-proof"), "{first:?}");
    let first = began.elapsed();
    let asked = load(
        1,
        PROOFS,
        |_| Client::new(port),
        |client, number| {
            let answer = client.get(&paths[number % paths.len()]).expect("an answer");
            assert_eq!(answer.status, 200);
        },
    );
    println!(
        "{size} leaves: {:.0} proofs over HTTP a second, p50 {:.2} ms, p99 {:.2} ms, most {:.2} ms; the first \
         after the start {:.0} ms; server {:.0} MB at most",
        asked.per_second(),
        asked.within_ms(0.5),
        asked.within_ms(0.99),
        asked.within_ms(1.0),
        first.as_secs_f64() * 1e3,
        memory_mb(server.pid(), "VmHWM"),
    );
    server.stop();
}

/// Everybody votes, the ledger is filled up to `size` with other leaves, and a batch takes the votes in.
async fn vote(town: &Town, house: &Arc<House>, size: u64) -> Vec<String> {
    let mut slips = Vec::new();
    for code in &town.codes {
        let marked = [(town.contest.clone(), Answers::Marks(vec![0]))].into();
        let cast = cast_one(house, &town.election, code.clone(), &marked).await.expect("a slip");
        slips.extend(cast.iter().map(|slip| slip.tracking.to_string()));
    }
    let mut ledger = house.urn.ledger(&town.election).await.expect("the ledger is free");
    for number in ledger.size()..size {
        // As long as a sealed ballot is on its line.
        ledger.append(format!("{number:0>400}").as_bytes()).await.expect("a leaf");
    }
    ledger.commit().await.expect("a commit");
    town.clock.set(town.clock.now().plus(61));
    sequencer::tick(house).await.expect("a batch");
    slips
}

/// The mean time of a notice: locked, appended, signed, committed, and the log of the database emptied.
async fn append(town: &Town, house: &House) -> Duration {
    let began = Instant::now();
    for number in 0..NOTICES {
        let act = Act::Incident { about: None, text: format!("Notice {number}.") };
        carry_out(house, &Order { election: town.election.clone(), act }).await.expect("a notice");
    }
    began.elapsed() / NOTICES
}
