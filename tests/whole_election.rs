//! A whole election in one process: sealed, voted, closed, counted, published, and its bundle.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use std::collections::BTreeMap;
use std::sync::Arc;

use morada::app::hold_election::{
    cast_all, close_and_publish, cosign_as, credlists, make_codes, policy_of, witnesses_of,
};
use morada::app::order::{Act, Order};
use morada::app::{Clock, House, bundle, carry_out, sequencer};
use morada::config::{Config, Secret};
use morada_engine::ballot::Answers;
use morada_engine::contest::{
    BallotStyle, Contest, ContestOption, Misfit, Openings, Papers, Rule, Text, TiePolicy,
};
use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::money::Money;
use morada_engine::time::Timestamp;

fn street() -> Papers {
    let option = |number: u32, name: &str, cents: u64| ContestOption {
        category: "play".to_owned(),
        cost: Money::from_minor(cents).unwrap(),
        id: OptionId::parse(&number.to_string()).unwrap(),
        number,
        place: "Rua das Flores".to_owned(),
        summary: Text::default(),
        title: Text::new([("en", name)]),
    };
    Papers {
        authority: "street.example".to_owned(),
        batch_interval_s: 60,
        batch_min: 3,
        closes_at: Timestamp::from_unix(1_800_000_000),
        contests: vec![Contest {
            ballot: BallotStyle::Approval { max: 3, min: 0 },
            budget: Money::from_minor(10_000).unwrap(),
            id: ContestId::parse("street").unwrap(),
            options: vec![
                option(1, "Playground", 9_000),
                option(2, "Benches", 3_000),
                option(3, "Mural", 2_000),
            ],
            rule: Rule::MostVotes {
                misfit: Misfit::Skip,
                ties: vec![TiePolicy::Cheaper, TiePolicy::Lot],
                version: 1,
            },
            title: Text::new([("en", "The street's money")]),
        }],
        currency: "EUR".to_owned(),
        currency_exponent: 2,
        election: ElectionId::parse("street-2026").unwrap(),
        languages: vec!["en".to_owned()],
        openings: Openings::Public,
        opens_at: Timestamp::from_unix(1_799_000_000),
        place: Text::new([("en", "Street")]),
        small_group: 10,
        t: "papers".to_owned(),
        time_zone: "Europe/Lisbon".to_owned(),
        title: Text::new([("en", "Street budget")]),
        v: 1,
    }
}

/// Twelve neighbours: the benches and the mural win, the playground does not fit behind them.
#[tokio::test(flavor = "multi_thread")]
async fn a_street_holds_an_election_from_the_seal_to_the_bundle() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    let papers = street();
    let clock = Clock::standing_at(papers.opens_at);
    let house = Arc::new(House::open(config, Secret::random(), clock).await.unwrap());
    let (witnesses, policy) = (witnesses_of(&house, &papers), policy_of(&house, &papers));
    let codes = make_codes(&house, 12);
    let officers = ["Ana".to_owned(), "Bo".to_owned()];
    let act = Act::Open {
        papers: Box::new(papers.clone()),
        trustees: String::new(),
        witnesses: policy,
        credlists: credlists(&papers, &codes),
        officers: officers.clone(),
    };
    let order = Order { election: papers.election.clone(), act };
    carry_out(&house, &order).await.unwrap();
    carry_out(&house, &order).await.expect("the same order twice changes nothing");
    cosign_as(&house, &papers.election, &witnesses).await.unwrap();
    sequencer::tick(&house).await.unwrap();

    let marks = [vec![1], vec![1, 2], vec![1, 2], vec![0], vec![0, 1], vec![]];
    let voters = codes
        .into_iter()
        .enumerate()
        .map(|(n, code)| {
            let answers = Answers::Marks(marks[n % marks.len()].clone());
            (code, BTreeMap::from([(papers.contests[0].id.clone(), answers)]))
        })
        .collect();
    cast_all(&house, &papers.election, voters, |_| {}).await.unwrap();
    close_and_publish(&house, &papers, &witnesses, "31415926535897932384", "Dice.", &officers)
        .await
        .unwrap();

    let files = bundle(&house, &papers.election).await.unwrap().expect("published");
    let text = |path: &str| {
        let file = files.iter().find(|file| file.path == path).expect(path);
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    let result: serde_json::Value = serde_json::from_str(&text("results/street.json")).unwrap();
    assert_eq!(result["funded"], serde_json::json!(["2", "3"]));
    assert_eq!(result["ballots"], 12);
    assert_eq!(result["blank"], 2);
    assert_eq!(text("ballots-street.jsonl").lines().count(), 12);
    assert_eq!(text("checkpoint").matches('\u{2014}').count(), 4, "the log and three witnesses");
    if let Ok(out) = std::env::var("MORADA_KEEP_BUNDLE") {
        for file in &files {
            let path = std::path::Path::new(&out).join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, &file.bytes).unwrap();
        }
    }
}
