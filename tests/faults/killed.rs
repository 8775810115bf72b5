//! A server killed in the middle of a stream of casts: what it acknowledged is there afterwards,
//! once; what it did not acknowledge can be sent again and is there once as well (TRUST.md R1, R6).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use crate::cluster::{Cluster, TestDatabase};
use crate::server::Server;
use crate::town::{Plan, Town, UrnAt};
use crate::voter::{Cast, Form, Voter, is_found};

/// Kills in one run: 100 is the promise, a few keep CI quick.
fn kills() -> usize {
    if std::env::var_os("MORADA_LONG").is_some() { 100 } else { 4 }
}

#[test]
fn a_killed_server_on_sqlite_keeps_what_it_acknowledged() {
    let town = Town::found(UrnAt::Sqlite, &plan());
    survive(&town, 24_520, |server, _| server.kill());
}

#[test]
fn a_killed_server_on_postgresql_keeps_what_it_acknowledged() {
    let database = TestDatabase::create("killed");
    let town = Town::found(UrnAt::Postgres(database.url.clone()), &plan());
    survive(&town, 24_522, |server, _| server.kill());
}

#[test]
fn a_postgresql_that_stops_in_mid_sentence_keeps_what_was_acknowledged() {
    let cluster = Cluster::start(24_524);
    let town = Town::found(UrnAt::Postgres(cluster.url("postgres")), &plan());
    survive(&town, 24_525, |server, _| {
        cluster.stop_at_once();
        cluster.start_again();
        server.stop();
    });
}

fn plan() -> Plan {
    // Batches every two seconds, so that kills also hit the moment when ballots move.
    Plan { voters: 600, batch_interval_s: 2, ..Plan::default() }
}

/// What the voters know after all the kills.
#[derive(Default)]
struct Memory {
    /// Slips, by the number of the code.
    slips: BTreeMap<usize, BTreeSet<String>>,
    /// Casts whose answer never came.
    lost: Vec<(usize, Voter, Form)>,
}

/// Lets people vote, strikes, and starts again, several times over; then asks for every slip.
fn survive(town: &Town, port: u16, strike: impl Fn(Server, usize)) {
    let memory = Mutex::new(Memory::default());
    let next = AtomicUsize::new(0);
    for round in 0..kills() {
        let server = Server::start(town, port);
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| vote_until(town, port, &over, &next, &memory));
            }
            let patience = 300 + u64::from(rand::random::<u16>() % 1_200);
            std::thread::sleep(Duration::from_millis(patience));
            strike(server, round);
            over.store(true, Ordering::SeqCst);
        });
    }
    let memory = memory.into_inner().expect("no voter panicked");
    account_for(town, port, memory);
}

fn vote_until(
    town: &Town,
    port: u16,
    over: &AtomicBool,
    next: &AtomicUsize,
    memory: &Mutex<Memory>,
) {
    while !over.load(Ordering::SeqCst) {
        let number = next.fetch_add(1, Ordering::SeqCst) % town.codes.len();
        let Ok(mut voter) = Voter::enter(town, port, &town.codes[number]) else { continue };
        let Ok(form) = voter.check(&[0, 2, 5]) else { continue };
        let outcome = voter.cast(&form);
        let mut memory = memory.lock().expect("no voter panicked");
        match outcome {
            Ok(Cast::Slip(slip)) => {
                memory.slips.entry(number).or_default().insert(slip);
            }
            // The server said that it could not: nothing was promised, but nobody knows.
            Ok(Cast::Told(_)) | Err(_) => memory.lost.push((number, voter, form)),
        }
    }
}

/// Every slip is found; every lost form gets a slip when it is sent again; no ballot is doubled.
fn account_for(town: &Town, port: u16, memory: Memory) {
    let server = Server::start(town, port);
    let Memory { mut slips, lost } = memory;
    let acknowledged: usize = slips.values().map(BTreeSet::len).sum();
    let missing: Vec<&String> = slips
        .values()
        .flatten()
        .filter(|slip| !is_found(town, port, slip).expect("the server answers"))
        .collect();
    assert!(
        missing.is_empty(),
        "{} of {acknowledged} acknowledged ballots are gone: {missing:?}",
        missing.len()
    );

    let unanswered = lost.len();
    for (number, mut voter, form) in lost {
        voter.move_to(port);
        match voter.cast(&form).expect("the server answers") {
            Cast::Slip(slip) => {
                slips.entry(number).or_default().insert(slip);
            }
            // Its code has voted again since, on another form: that later ballot stands.
            Cast::Told(status) => {
                assert!(matches!(status, 409 | 422), "a lost form was answered {status}");
            }
        }
    }
    server.stop();
    println!(
        "{} kills: {acknowledged} acknowledged, {unanswered} unanswered, all accounted for",
        kills()
    );
    assert!(
        acknowledged > 10 * kills(),
        "only {acknowledged} ballots were cast: this proves little"
    );

    town.use_cases(async |house| {
        for (number, slips) in &slips {
            let key = town.codes[*number].credential(&town.election, &town.contest).key();
            let counter = house.urn.last_counter(key.as_bytes()).await.expect("the urn answers");
            assert_eq!(
                counter,
                slips.len() as u64,
                "ballots in the box of code {number}, slips {slips:?}"
            );
        }
    });
}
