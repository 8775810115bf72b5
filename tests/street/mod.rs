//! The street of the whole-election tests, and how its keys are made.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]

use morada::app::hold_election::{credlists, make_codes};
use morada::app::order::Credlist;
use morada::app::{House, log_key};
use morada_engine::contest::{
    BallotStyle, Contest, ContestOption, Misfit, Openings, Papers, Rule, Text, TiePolicy,
};
use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::money::Money;
use morada_engine::time::Timestamp;

/// Twelve neighbours, three projects, most votes.
pub fn street() -> Papers {
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

/// The lists of keys of `letters` new voting codes.
pub fn credlists_of(house: &House, papers: &Papers, letters: u64) -> Vec<Credlist> {
    credlists(papers, &make_codes(house, letters))
}

/// The ledger's key, as verifiers read it.
pub fn log_key_of(house: &House, papers: &Papers) -> String {
    log_key(house, &papers.authority, &papers.election).verifier_key().to_string()
}
