//! The table of retention, line by line. The names of these tests stand in the table.

use morada_engine::roll::retention::TABLE;

use super::*;
use crate::app::roll::decide::{Verdict, decide};
use crate::app::roll::desk::{end_entry, look_up};
use crate::app::roll::mine::{CardAnswers, enter_with_card};
use crate::app::roll::request::add_paper;
use crate::app::roll::retire::retire;
use crate::store::office::roll::{cards, entries, papers, sessions};

#[tokio::test]
async fn a_draft_nobody_sends_is_forgotten() {
    let town = Town::found().await;
    let code = town.asks("Ana Silva", "1990").await;
    town.later(30);
    retire(&town.house).await.unwrap();
    assert!(mine(&town.house, &place(), &code).await.is_ok(), "thirty days are not over");
    town.later(1);
    retire(&town.house).await.unwrap();
    assert!(matches!(mine(&town.house, &place(), &code).await, Err(DeskError::Unknown)));
}

#[tokio::test]
async fn a_photo_goes_with_the_decision_or_after_its_days() {
    let town = Town::found().await;
    let code = town.asks("Ana Silva", "1990").await;
    add_paper(&town.house, &town.of(&code).await, PHOTO).await.unwrap();
    send(&town.house, &town.of(&code).await).await.unwrap();
    let of_request = async || {
        let id = town.of(&code).await.request.id;
        papers::of_request(town.house.office.reader(), &id).await.unwrap().len()
    };
    town.later(30);
    retire(&town.house).await.unwrap();
    assert_eq!(of_request().await, 1);
    town.later(1);
    retire(&town.house).await.unwrap();
    assert_eq!(of_request().await, 0, "nobody decided in time: the photo goes all the same");
}

#[tokio::test]
async fn a_decided_request_is_forgotten_after_its_appeal() {
    let town = Town::found().await;
    let code = town.sent("Ana Silva", "1990").await;
    let id = town.of(&code).await.request.id;
    decide(&town.house, &registrar(), &id, &Verdict::Grant, "").await.unwrap();
    town.later(60);
    retire(&town.house).await.unwrap();
    assert!(mine(&town.house, &place(), &code).await.is_ok());
    town.later(1);
    retire(&town.house).await.unwrap();
    assert!(matches!(mine(&town.house, &place(), &code).await, Err(DeskError::Unknown)));
}

#[tokio::test]
async fn an_entry_that_ended_is_forgotten() {
    let town = Town::found().await;
    let card = town.at_desk("Ana Silva", "1990-05-17").await.card;
    let seen = look_up(&town.house, &seeing(), &card.number.printed()).await.unwrap();
    end_entry(&town.house, &registrar(), &seen.id, "moved").await.unwrap();
    let is_there = async || {
        let reader = town.house.office.reader();
        let entry = entries::find(reader, &place(), &seen.id).await.unwrap();
        (entry.is_some(), cards::find(reader, &card.number).await.unwrap().is_some())
    };
    town.later(90);
    retire(&town.house).await.unwrap();
    assert_eq!(is_there().await, (true, true));
    town.later(1);
    retire(&town.house).await.unwrap();
    assert_eq!(is_there().await, (false, false));
}

#[tokio::test]
async fn an_entry_whose_check_is_too_old_ends_by_itself() {
    let town = Town::found().await;
    let card = town.at_desk("Ana Silva", "1990-05-17").await.card;
    // A paper seen at the desk is good for 24 months.
    town.later(731);
    retire(&town.house).await.unwrap();
    assert!(look_up(&town.house, &seeing(), &card.number.printed()).await.is_ok());
    town.later(1);
    retire(&town.house).await.unwrap();
    assert!(look_up(&town.house, &seeing(), &card.number.printed()).await.is_err());
}

#[tokio::test]
async fn a_session_ends_with_its_day() {
    let town = Town::found().await;
    let card = town.at_desk("Ana Silva", "1990-05-17").await.card;
    let typed = CardAnswers { number: card.number.printed(), pin: card.pin, device: None };
    let session = enter_with_card(&town.house, &place(), &typed).await.unwrap();
    let sha = crate::app::staff::tokens::sha(&session.token);
    town.later(2);
    retire(&town.house).await.unwrap();
    assert!(sessions::find(town.house.office.reader(), &sha).await.unwrap().is_none());
}

/// A line of the table without its test would be a promise nobody keeps.
#[test]
fn every_line_names_a_test_that_is_here() {
    let here = [
        include_str!("forgetting.rs"),
        include_str!("reach.rs"),
        include_str!("attest.rs"),
        include_str!("ballots.rs"),
        include_str!("../../../../tests/residents/following.rs"),
        include_str!("../../../../tests/residents/newcomers.rs"),
    ]
    .concat();
    for line in TABLE {
        assert!(here.contains(&format!("async fn {}()", line.test)), "{}", line.test);
    }
}
