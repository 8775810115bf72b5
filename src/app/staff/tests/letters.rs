//! Voting letters: keys and counts.

use morada_engine::permission::Role;
use morada_engine::permit::Permit;
use morada_engine::permit::act::RecordCodeBatch;

use super::{Town, city, process, words};
use crate::app::staff::error::KeyListFault;
use crate::app::staff::letters::{
    BatchAnswers, KeysAnswers, batches, record_batch, roll_counts, store_keys,
};
use crate::app::staff::setup::contests::{ContestAnswers, add_contest};
use crate::app::staff::{DeskError, Fault, Wrong, permits};

fn keys(digits: &[&str], letters: &str, spares: &str) -> KeysAnswers {
    let line = |digit: &&str| digit.repeat(64) + "\n";
    KeysAnswers {
        keys: digits.iter().map(line).collect(),
        letters: letters.into(),
        spares: spares.into(),
    }
}

fn fault(outcome: Result<(), DeskError>) -> Wrong {
    match outcome {
        Err(DeskError::Faulty(faults)) if faults.len() == 1 => faults[0].wrong.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_list_of_keys_is_sorted_complete_and_as_long_as_said() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let revision = town.revision().await;
    let store = async |typed: KeysAnswers| {
        store_keys(&town.house, &permit, revision, &city(), &typed).await
    };
    let list = |fault| Wrong::KeyList(fault);
    assert_eq!(
        fault(store(keys(&["1", "2", "3"], "3", "1")).await),
        list(KeyListFault::Count { keys: 3, letters: 4 })
    );
    assert_eq!(fault(store(keys(&["2", "1"], "2", "0")).await), list(KeyListFault::Order(2)));
    assert_eq!(fault(store(keys(&["1", "1"], "2", "0")).await), list(KeyListFault::Order(2)));
    assert_eq!(fault(store(keys(&["1", "G"], "2", "0")).await), list(KeyListFault::Line(2)));
    let mut cut = keys(&["1", "2"], "2", "0");
    cut.keys.pop();
    assert_eq!(fault(store(cut).await), list(KeyListFault::Line(2)));
    assert_eq!(fault(store(keys(&[], "1", "0")).await), list(KeyListFault::Line(1)));

    let mut windows = keys(&["1", "2"], "1", "1");
    windows.keys = windows.keys.replace('\n', "\r\n");
    store(windows).await.unwrap();
    let stored = &town.setup().await.credlists[0];
    assert_eq!((stored.letters, stored.spares, stored.keys.len()), (1, 1, 130));
}

#[tokio::test]
async fn no_key_votes_in_two_contests() {
    let (town, ana) = Town::with_process().await;
    let permit = town.permit(&ana).await;
    let district = ContestAnswers {
        id: "district".into(),
        titles: words(&[("pt", "Bairro")]),
        ..super::contest_answers()
    };
    let district =
        add_contest(&town.house, &permit, town.revision().await, &district).await.unwrap();
    let typed = keys(&["1", "2"], "2", "0");
    store_keys(&town.house, &permit, town.revision().await, &city(), &typed).await.unwrap();
    let typed = keys(&["2", "3"], "2", "0");
    let shared = store_keys(&town.house, &permit, town.revision().await, &district, &typed).await;
    assert_eq!(fault(shared), Wrong::KeyList(KeyListFault::Shared));
}

#[tokio::test]
async fn batches_add_up_per_contest_and_what_came_back_is_taken_off() {
    let (town, _) = Town::with_process().await;
    let rui = town.hire("rui", "registry", &[Role::Registrar]).await;
    let permit: Permit<RecordCodeBatch> =
        permits::permit(&town.house, &rui, &process()).await.unwrap();
    for (movement, way, receiver, letters) in [
        ("handed", "association", "Djass", "40"),
        ("handed", "desk", "Arroios", "1 000"),
        ("returned", "association", "Djass", "3"),
        ("reissued", "desk", "Arroios", "2"),
        ("paper", "desk", "Marvila", "25"),
    ] {
        let typed = BatchAnswers {
            contest: "city".into(),
            movement: movement.into(),
            way: way.into(),
            receiver: receiver.into(),
            letters: letters.into(),
        };
        record_batch(&town.house, &permit, &typed).await.unwrap();
        town.wait(60);
    }
    let sums = roll_counts(&town.house, &process()).await.unwrap();
    assert_eq!(sums.len(), 1);
    assert_eq!((sums[0].handed, sums[0].reissued, sums[0].paper), (1037, 2, 25));
    let newest = &batches(&town.house, &process()).await.unwrap()[0];
    assert_eq!((newest.receiver.as_str(), newest.letters), ("Marvila", 25));
}

#[tokio::test]
async fn a_batch_names_every_fault() {
    let (town, ana) = Town::with_process().await;
    let permit = permits::permit(&town.house, &ana, &process()).await.unwrap();
    let empty = record_batch(&town.house, &permit, &BatchAnswers::default()).await;
    let Err(DeskError::Faulty(faults)) = empty else { panic!("{empty:?}") };
    assert_eq!(
        faults,
        [
            Fault::new("contest", Wrong::NotOffered),
            Fault::new("movement", Wrong::NotOffered),
            Fault::new("way", Wrong::NotOffered),
            Fault::new("receiver", Wrong::Empty),
            Fault::new("letters", Wrong::NotBetween { least: 1, most: 2_000_000 }),
        ]
    );
}
