//! Many windows, one code: on two processes that share one PostgreSQL, exactly one ballot counts;
//! and in the second of closing, what got a slip is in the ledger (TRUST.md K1, K3).

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::time::Duration;

use morada::app::sequencer;
use morada_engine::sealing::VotingCode;

use crate::cluster::TestDatabase;
use crate::server::Server;
use crate::town::{Plan, Town, UrnAt};
use crate::voter::{Cast, Form, Voter};

/// Windows that press the button together.
const TRIES: u16 = 20;

#[test]
fn of_twenty_simultaneous_casts_with_one_code_on_two_nodes_one_counts() {
    let database = TestDatabase::create("races");
    let town = Town::found(UrnAt::Postgres(database.url.clone()), &Plan::default());
    let (one, other) = (Server::start(&town, 24_530), Server::start(&town, 24_531));
    let rounds = if std::env::var_os("MORADA_LONG").is_some() { 90 } else { 5 };

    for code in &town.codes[..rounds] {
        let windows = (0..TRIES)
            .map(|window| in_front_of_the_button(&town, 24_530 + window % 2, code, window));
        let answers = all_at_once(windows.collect());
        let slips: BTreeSet<&String> = answers.iter().filter_map(slip).collect();

        assert!(!slips.is_empty(), "nobody got through: {answers:?}");
        let key = code.credential(&town.election, &town.contest).key();
        let counter = town.use_cases(async |house| {
            house.urn.last_counter(key.as_bytes()).await.expect("the urn answers")
        });
        assert_eq!(
            counter,
            slips.len() as u64,
            "each slip is one ballot, and each ballot one slip"
        );
    }
    one.stop();
    other.stop();
    assert_eq!(counted_after_the_close(&town), rounds as u64);
}

#[test]
fn one_form_sent_twenty_times_to_two_nodes_is_one_ballot_with_one_slip() {
    let database = TestDatabase::create("doubles");
    let town = Town::found(UrnAt::Postgres(database.url.clone()), &Plan::default());
    let (one, other) = (Server::start(&town, 24_532), Server::start(&town, 24_533));

    for code in &town.codes[..5] {
        let (first, form) = in_front_of_the_button(&town, 24_532, code, 0);
        let windows = (0..TRIES).map(|window| {
            let mut voter = first.again();
            voter.move_to(24_532 + window % 2);
            (voter, form.clone())
        });
        let answers = all_at_once(windows.collect());
        let slips: BTreeSet<&String> = answers.iter().filter_map(slip).collect();
        assert_eq!(slips.len(), 1, "{answers:?}");
        assert!(answers.iter().all(|answer| slip(answer).is_some()), "{answers:?}");
    }
    one.stop();
    other.stop();
    assert_eq!(counted_after_the_close(&town), 5);
}

#[test]
fn what_got_a_slip_in_the_second_of_closing_is_in_the_ledger() {
    let plan = Plan { open_for_s: 12, ..Plan::default() };
    let town = Town::found(UrnAt::Sqlite, &plan);
    let server = Server::start(&town, 24_534);

    let slips: Vec<String> = std::thread::scope(|scope| {
        let voters = town.codes.chunks(25).map(|codes| {
            let town = &town;
            scope.spawn(move || {
                let mut slips = Vec::new();
                // Round and round until the door is shut.
                for code in codes.iter().cycle() {
                    let Ok(mut voter) = Voter::enter(town, 24_534, code) else { break };
                    let Ok(form) = voter.check(&[1]) else { break };
                    match voter.cast(&form).expect("the server answers") {
                        Cast::Slip(slip) => slips.push(slip),
                        Cast::Told(_) => break,
                    }
                }
                slips
            })
        });
        let voters: Vec<_> = voters.collect();
        voters.into_iter().flat_map(|voter| voter.join().expect("no voter panics")).collect()
    });
    // The sequencer looks twice a second.
    std::thread::sleep(Duration::from_secs(3));
    server.stop();

    assert!(slips.len() > 50, "only {} ballots before the close: this proves little", slips.len());
    town.use_cases(async |house| {
        let size = house.urn.ledger(&town.election).await.expect("a ledger").size();
        let leaves = house.urn.leaves(&town.election, 0, size).await.expect("the leaves");
        let in_ledger: BTreeSet<String> = leaves
            .iter()
            .map(|leaf| {
                morada_engine::ledger::TrackingCode::of(&morada_engine::ledger::leaf_hash(leaf))
                    .to_string()
            })
            .collect();
        let missing: Vec<_> = slips.iter().filter(|slip| !in_ledger.contains(*slip)).collect();
        assert!(
            missing.is_empty(),
            "{} of {} slips are not in the ledger",
            missing.len(),
            slips.len()
        );
    });
}

fn in_front_of_the_button(town: &Town, port: u16, code: &VotingCode, mark: u16) -> (Voter, Form) {
    let mut voter = Voter::enter(town, port, code).expect("the code is good");
    let form = voter.check(&[u32::from(mark) % 12]).expect("the ballot is good");
    (voter, form)
}

/// Presses all buttons in the same moment.
fn all_at_once(windows: Vec<(Voter, Form)>) -> Vec<Cast> {
    let ready = Barrier::new(windows.len());
    std::thread::scope(|scope| {
        let pressing: Vec<_> = windows
            .into_iter()
            .map(|(mut voter, form)| {
                let ready = &ready;
                scope.spawn(move || {
                    ready.wait();
                    voter.cast(&form).expect("the server answers")
                })
            })
            .collect();
        pressing.into_iter().map(|window| window.join().expect("no window panics")).collect()
    })
}

fn slip(answer: &Cast) -> Option<&String> {
    match answer {
        Cast::Slip(slip) => Some(slip),
        Cast::Told(_) => None,
    }
}

/// Closes by the clock and says how many ballots count.
fn counted_after_the_close(town: &Town) -> u64 {
    town.use_cases(async |house| {
        let sealed = house.urn.election(&town.election).await.expect("the urn answers");
        town.clock.set(sealed.expect("it is sealed").papers.closes_at);
        sequencer::tick(&house).await.expect("voting closes");
        let turnout = house.urn.turnout(&town.election).await.expect("the turnout");
        turnout.iter().map(|(_, ballots)| ballots).sum()
    })
}
