//! A whole election in one process: sealed, voted, closed, counted, published, and its bundle.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;

use morada::app::cosign::witnessing;
use morada::app::enter_booth::{EnterError, enter_booth};
use morada::app::hold_election::{
    HoldError, Marked, cast_all, cast_one, close_and_publish, cosign_as, credlists, make_codes,
    policy_of, witnesses_of,
};
use morada::app::order::{Act, Credlist, Order};
use morada::app::vote::{CastError, PaperError, ballot_paper, cast_ballot, check_ballot};
use morada::app::{
    Booth, BundleFile, Clock, House, OrderRefusal, Stage, bundle, carry_out, public_election,
    retire_code, sequencer,
};
use morada::config::{Config, Secret};
use morada_engine::ballot::Answers;
use morada_engine::contest::Papers;
use morada_engine::ids::{ContestId, ElectionId};
use morada_engine::ledger::leaf_hash;
use morada_engine::sealing::{CredentialKey, VotingCode};

mod street;

use street::street;

struct Street {
    house: Arc<House>,
    papers: Papers,
    codes: Vec<VotingCode>,
    folder: tempfile::TempDir,
}

const OFFICERS: [&str; 2] = ["Ana", "Bo"];

fn officers() -> [String; 2] {
    OFFICERS.map(str::to_owned)
}

/// The street's election, sealed and open, with `letters` codes.
async fn open_street(letters: u64) -> Street {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    let papers = street();
    let clock = Clock::standing_at(papers.opens_at);
    let house = Arc::new(House::open(config, Secret::random(), clock).await.unwrap());
    let codes = make_codes(&house, letters);
    let act = Act::Open {
        papers: Box::new(papers.clone()),
        trustees: String::new(),
        witnesses: policy_of(&house, &papers),
        credlists: credlists(&papers, &codes),
        officers: officers(),
    };
    let order = Order { election: papers.election.clone(), act };
    carry_out(&house, &order).await.unwrap();
    carry_out(&house, &order).await.expect("the same order twice changes nothing");
    sequencer::tick(&house).await.unwrap();
    Street { house, papers, codes, folder }
}

impl Street {
    fn marked(&self, marks: &[u32]) -> Marked {
        BTreeMap::from([(self.contest(), Answers::Marks(marks.to_vec()))])
    }

    fn contest(&self) -> ContestId {
        self.papers.contests[0].id.clone()
    }

    async fn publish(&self) -> Vec<BundleFile> {
        let witnesses = witnesses_of(&self.house, &self.papers);
        let seed = "31415926535897932384";
        close_and_publish(&self.house, &self.papers, &witnesses, seed, "Dice.", &officers())
            .await
            .unwrap();
        bundle(&self.house, &self.papers.election).await.unwrap().expect("published")
    }
}

fn text(files: &[BundleFile], path: &str) -> String {
    let file = files.iter().find(|file| file.path == path).expect(path);
    String::from_utf8(file.bytes.clone()).unwrap()
}

fn result(files: &[BundleFile]) -> serde_json::Value {
    serde_json::from_str(&text(files, "results/street.json")).unwrap()
}

/// Twelve neighbours: the benches and the mural win, the playground does not fit behind them.
#[tokio::test(flavor = "multi_thread")]
async fn a_street_holds_an_election_from_the_seal_to_the_bundle() {
    let street = open_street(12).await;
    let marks: [&[u32]; 6] = [&[1], &[1, 2], &[1, 2], &[0], &[0, 1], &[]];
    let voters = street.codes.iter().cloned().zip(marks.iter().cycle());
    let voters = voters.map(|(code, marks)| (code, street.marked(marks))).collect();
    cast_all(&street.house, &street.papers.election, voters, |_| {}).await.unwrap();

    let files = street.publish().await;
    let result = result(&files);
    assert_eq!(result["funded"], serde_json::json!(["2", "3"]));
    assert_eq!(result["ballots"], 12);
    assert_eq!(result["blank"], 2);
    assert_eq!(text(&files, "ballots-street.jsonl").lines().count(), 12);
    let signatures = text(&files, "checkpoint").matches('\u{2014}').count();
    assert_eq!(signatures, 4, "the log and three witnesses");
    if let Ok(out) = std::env::var("MORADA_KEEP_BUNDLE") {
        for file in &files {
            let path = std::path::Path::new(&out).join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &file.bytes).unwrap();
        }
    }
}

/// Another election with 40,000 voting codes for the same urn, in an order to open it.
fn other_election(street: &Street) -> Order {
    let mut papers = street.papers.clone();
    papers.election = ElectionId::parse("town-2026").unwrap();
    let letters = 40_000_u64;
    // What only has to be sorted and to look like keys: nobody will vote with these.
    let keys: Vec<String> = (1..=letters).map(|n| format!("{n:064x}\n")).collect();
    let keys = keys.concat();
    let contest = street.contest();
    let act = Act::Open {
        witnesses: policy_of(&street.house, &papers),
        papers: Box::new(papers),
        trustees: String::new(),
        credlists: vec![Credlist { contest, letters, spares: 0, keys }],
        officers: officers(),
    };
    Order { election: ElectionId::parse("town-2026").unwrap(), act }
}

/// Sealing tens of thousands of codes takes the one writer of SQLite many times and never for long: the
/// ballots of another election are stored in between.
#[tokio::test(flavor = "multi_thread")]
async fn the_street_votes_while_a_town_is_sealed() {
    let street = open_street(12).await;
    let (house, election) = (Arc::clone(&street.house), &street.papers.election);
    let order = other_election(&street);
    let sealing = tokio::spawn({
        let house = Arc::clone(&house);
        async move { carry_out(&house, &order).await }
    });
    let mut meanwhile = 0;
    for code in street.codes.iter().cycle() {
        cast_one(&house, election, code.clone(), &street.marked(&[1])).await.unwrap();
        if sealing.is_finished() {
            break;
        }
        meanwhile += 1;
    }
    sealing.await.unwrap().unwrap();
    assert!(meanwhile >= 3, "{meanwhile} ballots were stored meanwhile");
}

/// A set-up that was brought half and then given up, with other keys, leaves none of them behind; and one
/// key of another election is not taken over.
#[tokio::test(flavor = "multi_thread")]
async fn what_an_interrupted_sealing_left_cannot_vote() {
    let street = open_street(12).await;
    let order = other_election(&street);
    let contest = street.contest();
    let stray = [0xEE_u8; 32];
    let left: &[[u8; 32]] = &[stray];
    street.house.urn.bring_keys(&order.election, &[(&contest, left)]).await.unwrap();
    carry_out(&street.house, &order).await.unwrap();
    let stray = CredentialKey::from_bytes(stray);
    assert!(street.house.urn.standing(&stray).await.unwrap().is_none());
    assert!(street.house.urn.bring_keys(&order.election, &[(&contest, left)]).await.is_err());
    assert!(street.house.urn.standing(&stray).await.unwrap().is_none(), "the sealed list stands");
}

/// Nobody throws dice, and no trustee gets anything to open, before two of the three witnesses that the sealed set-up
/// names have signed the same list with the close in it.
#[tokio::test(flavor = "multi_thread")]
async fn the_dice_wait_until_two_of_three_witnesses_have_signed_the_close() {
    let street = open_street(12).await;
    let (house, election) = (&street.house, &street.papers.election);
    let order = |act: Act| Order { election: election.clone(), act };
    let (seed, minutes) = ("31415926535897932384".to_owned(), "Dice.".to_owned());
    let dice = order(Act::Seed { seed, minutes, officers: officers() });
    let refused = async || matches!(carry_out(house, &dice).await, Err(OrderRefusal::Unwitnessed));
    let waits = async || {
        let public = public_election(house, election).await.unwrap().unwrap();
        witnessing(house, &public).await.unwrap().count_waits
    };
    let witnesses = witnesses_of(house, &street.papers);
    cosign_as(house, election, &witnesses).await.unwrap();
    assert!(!waits().await, "while voting is on nobody waits");
    house.clock().set(street.papers.closes_at);
    sequencer::tick(house).await.unwrap();
    assert!(refused().await && waits().await, "what they signed before does not hold the close");
    cosign_as(house, election, &witnesses[..1]).await.unwrap();
    assert!(refused().await && waits().await, "one of three");
    // A notice makes another list: the second signature is not under the one that the first signed.
    let notice = Act::Incident { about: None, text: "The dice are late.".to_owned() };
    carry_out(house, &order(notice)).await.unwrap();
    cosign_as(house, election, &witnesses[1..2]).await.unwrap();
    assert!(refused().await && waits().await, "one of three, twice");
    sequencer::tick(house).await.unwrap();
    cosign_as(house, election, &witnesses[2..]).await.unwrap();
    assert!(!waits().await);
    carry_out(house, &dice).await.unwrap();
    sequencer::tick(house).await.unwrap();
    let public = public_election(house, election).await.unwrap().unwrap();
    assert_eq!(public.stage(), Stage::Counted);
}

/// Attack table: batch timing. Somebody watches the public list while neighbours go in and out. A vote shows only
/// when its interval is over and enough others have come, and the votes of a batch stand by their hashes.
#[tokio::test(flavor = "multi_thread")]
async fn batch_timing_nobody_sees_when_a_vote_came() {
    let street = open_street(12).await;
    let (house, papers) = (&street.house, &street.papers);
    let shown = async || {
        let public = public_election(house, &papers.election).await.unwrap().unwrap();
        (public.head.as_ref().unwrap().size, public.voters())
    };
    let vote = async |voters: std::ops::Range<usize>| {
        for code in &street.codes[voters] {
            let marked = street.marked(&[1]);
            cast_one(house, &papers.election, code.clone(), &marked).await.unwrap();
            sequencer::tick(house).await.unwrap();
        }
    };
    let before = shown().await;
    let at = |intervals: u64| papers.opens_at.plus(intervals * papers.batch_interval_s);
    vote(0..2).await;
    assert_eq!(shown().await, before, "within the interval nothing shows");
    house.clock().set(at(1));
    sequencer::tick(house).await.unwrap();
    assert_eq!(shown().await, before, "two are fewer than the three of a batch");
    vote(2..7).await;
    assert_eq!(shown().await, before, "the third does not set it off by coming");
    house.clock().set(at(2));
    sequencer::tick(house).await.unwrap();
    assert_eq!(shown().await, (before.0 + 1 + 7, 7));
    vote(7..12).await;
    let files = street.publish().await;
    let ledger = text(&files, "log/entries.jsonl");
    let mut lines = ledger.lines();
    let mut batches = Vec::new();
    while let Some(line) = lines.next() {
        let leaf: serde_json::Value = serde_json::from_str(line).unwrap();
        if leaf["t"] == "batch" {
            let count = usize::try_from(leaf["count"].as_u64().unwrap()).unwrap();
            let hashes: Vec<_> =
                lines.by_ref().take(count).map(|line| leaf_hash(line.as_bytes())).collect();
            assert!(hashes.is_sorted() && hashes.len() == count);
            batches.push(count);
        }
        assert!(leaf["t"] != "ballot", "no vote stands outside a batch");
        assert_eq!(leaf["t"] == "ballot", leaf.get("at").is_none(), "{leaf}");
    }
    assert_eq!(batches, [7, 5]);
}

/// Ten vote for the benches, and again for the mural; one of them then hands in the code.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_ballot_counts_and_a_retired_code_counts_not_at_all() {
    let street = open_street(12).await;
    let election = &street.papers.election;
    for (code, first) in street.codes[..11].iter().zip([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]) {
        cast_one(&street.house, election, code.clone(), &street.marked(&[first])).await.unwrap();
    }
    street.house.clock().set(street.papers.opens_at.plus(60));
    sequencer::tick(&street.house).await.unwrap();
    for code in &street.codes[..10] {
        cast_one(&street.house, election, code.clone(), &street.marked(&[2])).await.unwrap();
    }
    let handed_in = street.codes[11].printed();
    retire_code(&street.house, election, &handed_in).await.unwrap();
    retire_code(&street.house, election, &handed_in).await.expect("twice changes nothing");
    assert!(matches!(
        enter_booth(&street.house, election, &handed_in).await,
        Err(EnterError::Retired)
    ));

    let files = street.publish().await;
    assert_eq!(result(&files)["support"][1]["votes"], 0, "no first ballot counts");
    assert_eq!(result(&files)["support"][2]["votes"], 10);
    assert_eq!(result(&files)["ballots"], 11);
    assert_eq!(text(&files, "log/entries.jsonl").matches("\"t\":\"retire\"").count(), 1);
}

/// One ballot of twelve was spoilt on the disk: it is named in public, and the others are counted.
#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_that_does_not_open_is_an_incident_and_stops_nothing() {
    let street = open_street(12).await;
    let marks: [&[u32]; 3] = [&[1], &[1, 2], &[1, 0]];
    let voters = street.codes.iter().cloned().zip(marks.iter().cycle());
    let voters = voters.map(|(code, marks)| (code, street.marked(marks))).collect();
    let election = &street.papers.election;
    cast_all(&street.house, election, voters, |_| {}).await.unwrap();
    street.house.clock().set(street.papers.closes_at);
    sequencer::tick(&street.house).await.unwrap();
    let disk = format!("sqlite://{}", street.folder.path().join("urn.sqlite").display());
    let spoil = "UPDATE ballots SET sealed = zeroblob(length(sealed)) \
                 WHERE credential = (SELECT min(credential) FROM ballots)";
    let disk = sea_orm::Database::connect(disk).await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&disk, spoil).await.unwrap();

    let files = street.publish().await;
    assert_eq!(result(&files)["ballots"], 11);
    assert_eq!(result(&files)["support"][1]["votes"], 11);
    let ledger = text(&files, "log/entries.jsonl");
    let incident = ledger.lines().find(|leaf| leaf.contains("\"t\":\"incident\"")).unwrap();
    let said = "These ballots do not open and are not counted, by leaf: ";
    let (_, position) = incident.split_once(said).unwrap();
    let position: usize = position.split('"').next().unwrap().parse().unwrap();
    assert!(ledger.lines().nth(position).unwrap().contains("\"t\":\"ballot\""));
}

/// An impatient thumb, a second tab and a slow network: the same page gives one vote and one slip.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_check_page_sent_many_times_is_one_vote() {
    let street = open_street(12).await;
    let code = street.codes[0].clone();
    let booth = Booth::new(street.papers.election.clone(), code, street.house.now());
    let contest = street.contest();
    let paper = ballot_paper(&street.house, &booth, &contest).await.unwrap();
    let answers = Answers::Marks(vec![0]);
    let (_, attempt) = check_ballot(&street.house, &paper, &answers).unwrap();
    let attempt = attempt.to_field();

    let sends = (0..20).map(|_| cast_ballot(&street.house, &booth, &contest, &answers, &attempt));
    let slips = futures_of(sends).await;
    let first = slips[0].as_ref().unwrap();
    assert!(slips.iter().all(|slip| slip.as_ref().unwrap() == first));
    assert_eq!(first.counter, 1);

    let other = Answers::Marks(vec![1]);
    let forged = cast_ballot(&street.house, &booth, &contest, &other, &attempt).await;
    assert!(matches!(forged, Err(CastError::NotChecked)), "another ballot under the same page");
}

/// Twenty tabs, each with a page of its own: the database lets one through at a time.
#[tokio::test(flavor = "multi_thread")]
async fn of_tabs_that_cast_at_once_one_wins_and_the_others_are_told() {
    let street = open_street(12).await;
    let code = street.codes[0].clone();
    let booth = Booth::new(street.papers.election.clone(), code, street.house.now());
    let contest = street.contest();
    let paper = ballot_paper(&street.house, &booth, &contest).await.unwrap();
    let answers = Answers::Marks(vec![0]);
    let page = || check_ballot(&street.house, &paper, &answers).unwrap().1.to_field();
    let pages: Vec<String> = (0..20).map(|_| page()).collect();

    let sends = pages.iter().map(|p| cast_ballot(&street.house, &booth, &contest, &answers, p));
    let slips = futures_of(sends).await;
    let won: Vec<u64> = slips.iter().flatten().map(|slip| slip.counter).collect();
    let told = |slip: &Result<_, CastError>| matches!(slip, Ok(_) | Err(CastError::Overtaken));
    assert!(slips.iter().all(told));
    let in_order: Vec<u64> = (1..=won.len() as u64).collect();
    let mut sorted = won.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, in_order, "no counter twice");
}

/// The clock closes the box: nothing is acknowledged after it, everything before it is counted.
#[tokio::test(flavor = "multi_thread")]
async fn a_ballot_in_the_second_of_closing_is_refused() {
    let street = open_street(12).await;
    let election = &street.papers.election;
    let marked = street.marked(&[0]);
    cast_one(&street.house, election, street.codes[0].clone(), &marked).await.unwrap();
    street.house.clock().set(street.papers.closes_at);
    let late = cast_one(&street.house, election, street.codes[1].clone(), &marked).await;
    assert!(matches!(late, Err(HoldError::Cast(CastError::Paper(PaperError::Over(_))))));
}

async fn futures_of<T>(sends: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    rocket::futures::future::join_all(sends).await
}
