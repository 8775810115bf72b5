//! Places, processes and what is on their ballots.

use morada_engine::contest::{BallotStyle, Misfit, Openings, Rule, Text, TiePolicy};
use morada_engine::eligibility::{ContestVoters, Electorate};
use morada_engine::money::Money;
use morada_engine::phase::{Calendar, Dated, Phase};

use super::{at, budget_2026, city, lisboa, on_both, option};
use crate::store::Db;
use crate::store::office::contests::{self, ContestSetup};
use crate::store::office::places::{self, Area, Place};
use crate::store::office::processes::{self, Change, Process};
use crate::store::office::project_texts::{ProjectText, Review};
use crate::store::office::projects::{self, Project};
use crate::store::office::{phases, published_rules};

fn place() -> Place {
    Place {
        id: lisboa(),
        name: Text::new([("pt", "Lisboa"), ("en", "Lisbon")]),
        languages: vec!["pt".into(), "en".into()],
        time_zone: "Europe/Lisbon".into(),
        currency: "EUR".into(),
        currency_exponent: 2,
        help_line: "800 000 026".into(),
    }
}

fn process() -> Process {
    Process {
        id: budget_2026(),
        place: lisboa(),
        title: Text::new([("en", "Participatory budget 2026")]),
        languages: vec!["pt".into(), "ar".into()],
        electorate: Electorate::usual(),
        batch_min: 20,
        batch_interval_s: 3600,
        small_group: 10,
        openings: Openings::Observers,
        trustees: String::new(),
        witnesses: String::new(),
        revision: 1,
        frozen_at: None,
    }
}

fn contest() -> ContestSetup {
    ContestSetup {
        id: city(),
        title: Text::new([("en", "The whole city")]),
        ballot: BallotStyle::Knapsack,
        budget: Money::from_minor(50_000_000).unwrap(),
        rule: Rule::MostVotes { misfit: Misfit::Skip, ties: vec![TiePolicy::Lot], version: 1 },
        voters: ContestVoters {
            areas: ["Marvila".to_owned()].into(),
            min_age: Some(18),
            min_months: None,
        },
    }
}

fn memorial(number: u32) -> Project {
    let text = |language: &str, title: &str, review| ProjectText {
        language: language.into(),
        title: title.into(),
        summary: "A quiet garden by the river.".into(),
        review,
        credit: "Rosa M.".into(),
    };
    Project {
        id: option("1"),
        number,
        category: "memory".into(),
        cost: None,
        place: "Santa Maria Maior".into(),
        proposed_by: "Djass".into(),
        motif: 6,
        pictogram: "flame".into(),
        original_language: "pt".into(),
        texts: vec![
            text("ar", "نصب تذكاري على ضفة النهر", Review::ByPerson),
            text("pt", "Memorial junto ao rio", Review::Original),
        ],
    }
}

pub(super) async fn lisbon(office: &Db) {
    let tx = office.write_tx().await.unwrap();
    assert!(places::insert(&tx, &place()).await.unwrap());
    assert!(processes::insert(&tx, &process()).await.unwrap());
    assert!(contests::insert(&tx, &budget_2026(), &contest()).await.unwrap());
    office.commit(tx).await.unwrap();
}

#[tokio::test]
async fn a_place_is_read_as_it_was_written_and_its_name_is_taken_once() {
    on_both(async |office| {
        lisbon(office).await;
        let tx = office.write_tx().await.unwrap();
        assert!(!places::insert(&tx, &place()).await.unwrap());
        let map = [
            Area { name: "Marvila".into(), map_column: 5, map_row: 3 },
            Area { name: "Lumiar".into(), map_column: 2, map_row: 1 },
        ];
        places::set_areas(&tx, &lisboa(), &map).await.unwrap();
        office.commit(tx).await.unwrap();

        let found = places::find(office.reader(), &lisboa()).await.unwrap();
        assert_eq!(found, Some(place()));
        assert_eq!(places::all(office.reader()).await.unwrap(), [place()]);
        let drawn = places::map(office.reader(), &lisboa()).await.unwrap();
        assert_eq!(drawn, [map[1].clone(), map[0].clone()]);
    })
    .await;
}

#[tokio::test]
async fn a_change_is_refused_to_whoever_saw_an_older_page_and_after_the_seal() {
    on_both(async |office| {
        lisbon(office).await;
        let tx = office.write_tx().await.unwrap();
        assert_eq!(processes::change(&tx, &budget_2026(), 1).await.unwrap(), Change::MayGoOn);
        let older = Process { small_group: 14, revision: 99, ..process() };
        processes::save(&tx, &older).await.unwrap();
        assert_eq!(processes::change(&tx, &budget_2026(), 1).await.unwrap(), Change::Stale);
        office.commit(tx).await.unwrap();

        let found = processes::find(office.reader(), &budget_2026()).await.unwrap().unwrap();
        assert_eq!(found, Process { small_group: 14, revision: 2, ..process() });

        let tx = office.write_tx().await.unwrap();
        processes::freeze(&tx, &budget_2026(), at(7)).await.unwrap();
        assert_eq!(processes::change(&tx, &budget_2026(), 2).await.unwrap(), Change::Frozen);
        processes::thaw(&tx, &budget_2026()).await.unwrap();
        assert_eq!(processes::change(&tx, &budget_2026(), 2).await.unwrap(), Change::MayGoOn);
        let nowhere = morada_engine::ids::ElectionId::parse("nowhere").unwrap();
        assert_eq!(processes::change(&tx, &nowhere, 1).await.unwrap(), Change::Unknown);
        office.commit(tx).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn of_ten_changes_that_saw_the_same_page_one_goes_on() {
    on_both(async |office| {
        lisbon(office).await;
        let office = std::sync::Arc::new(Db::connect(office_url(office), 2).await.unwrap());
        let tries = (0..10).map(|_| {
            let office = office.clone();
            tokio::spawn(async move {
                let tx = office.write_tx().await.unwrap();
                let change = processes::change(&tx, &budget_2026(), 1).await.unwrap();
                office.commit(tx).await.unwrap();
                change
            })
        });
        let tries: Vec<_> = tries.collect();
        let mut went_on = 0;
        for attempt in tries {
            match attempt.await.unwrap() {
                Change::MayGoOn => went_on += 1,
                other => assert_eq!(other, Change::Stale),
            }
        }
        assert_eq!(went_on, 1);
    })
    .await;
}

fn office_url(office: &Db) -> &str {
    &office.url
}

#[tokio::test]
async fn the_calendar_is_replaced_as_a_whole() {
    on_both(async |office| {
        lisbon(office).await;
        let dates = |opens: u64| {
            let dated = |phase, on| Dated { phase, starts_at: at(on) };
            let dates = vec![dated(Phase::Counting, opens + 9), dated(Phase::Balloting, opens)];
            Calendar::parse(dates).unwrap()
        };
        for opens in [10, 20] {
            let tx = office.write_tx().await.unwrap();
            phases::replace(&tx, &budget_2026(), &dates(opens)).await.unwrap();
            office.commit(tx).await.unwrap();
            let found = phases::calendar(office.reader(), &budget_2026()).await.unwrap();
            assert_eq!(found, dates(opens));
        }
    })
    .await;
}

#[tokio::test]
async fn a_project_keeps_its_texts_and_takes_them_along_when_it_goes() {
    on_both(async |office| {
        lisbon(office).await;
        let tx = office.write_tx().await.unwrap();
        projects::insert(&tx, &budget_2026(), &city(), &memorial(1)).await.unwrap();
        let priced = Project {
            id: option("2"),
            cost: Money::from_minor(8_500_000),
            texts: vec![],
            ..memorial(2)
        };
        projects::insert(&tx, &budget_2026(), &city(), &priced).await.unwrap();
        office.commit(tx).await.unwrap();
        let on_ballot = projects::of_process(office.reader(), &budget_2026()).await.unwrap();
        assert_eq!(on_ballot[&city()], [memorial(1), priced.clone()]);
        assert!(!memorial(1).text("ar").unwrap().review.may_be_printed());

        let tx = office.write_tx().await.unwrap();
        let gone = projects::remove(&tx, &budget_2026(), &city(), &option("1")).await.unwrap();
        assert!(gone);
        // Its id and number are free again, and no text of the old one comes back.
        let empty = Project { texts: vec![], ..memorial(1) };
        projects::insert(&tx, &budget_2026(), &city(), &empty).await.unwrap();
        office.commit(tx).await.unwrap();
        let on_ballot = projects::of_process(office.reader(), &budget_2026()).await.unwrap();
        assert_eq!(on_ballot[&city()], [empty, priced]);
    })
    .await;
}

#[tokio::test]
async fn two_projects_of_a_contest_never_share_a_number() {
    on_both(async |office| {
        lisbon(office).await;
        let tx = office.write_tx().await.unwrap();
        projects::insert(&tx, &budget_2026(), &city(), &memorial(1)).await.unwrap();
        let twin = Project { id: option("2"), ..memorial(1) };
        assert!(projects::insert(&tx, &budget_2026(), &city(), &twin).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn contests_are_changed_sorted_by_id_and_removed_only_when_empty() {
    on_both(async |office| {
        lisbon(office).await;
        let second =
            ContestSetup { id: morada_engine::ids::ContestId::parse("c-2").unwrap(), ..contest() };
        let tx = office.write_tx().await.unwrap();
        assert!(contests::insert(&tx, &budget_2026(), &second).await.unwrap());
        assert!(!contests::insert(&tx, &budget_2026(), &second).await.unwrap());
        let dearer = ContestSetup { budget: Money::from_minor(7).unwrap(), ..contest() };
        contests::save(&tx, &budget_2026(), &dearer).await.unwrap();
        projects::insert(&tx, &budget_2026(), &city(), &memorial(1)).await.unwrap();
        office.commit(tx).await.unwrap();
        let found = contests::of_process(office.reader(), &budget_2026()).await.unwrap();
        assert_eq!(found, [second.clone(), dearer]);

        let tx = office.write_tx().await.unwrap();
        contests::remove(&tx, &budget_2026(), &second.id).await.unwrap();
        office.commit(tx).await.unwrap();
        let tx = office.write_tx().await.unwrap();
        assert!(contests::remove(&tx, &budget_2026(), &city()).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn the_newest_rules_are_found_and_none_is_taken_back() {
    on_both(async |office| {
        lisbon(office).await;
        let rules = |version: u32| published_rules::PublishedRules {
            version,
            sha: format!("{version:064}"),
            decision: "118/2026".into(),
            published_at: at(u64::from(version)),
        };
        let tx = office.write_tx().await.unwrap();
        for version in [1, 2, 10] {
            published_rules::insert(&tx, &budget_2026(), &rules(version)).await.unwrap();
        }
        office.commit(tx).await.unwrap();
        let newest = published_rules::newest(office.reader(), &budget_2026()).await.unwrap();
        assert_eq!(newest, Some(rules(10)));

        let tx = office.write_tx().await.unwrap();
        assert!(published_rules::insert(&tx, &budget_2026(), &rules(10)).await.is_err());
    })
    .await;
}
