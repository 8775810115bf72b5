//! Entries that change: put right, moved, renewed, and given notice.

use super::*;
use crate::app::roll::cases::pairs;
use crate::app::roll::decide::{Verdict, decide, oldest};
use crate::app::roll::desk::{change_entry, look_up};
use crate::app::roll::mine::{CardAnswers, enter_with_card, who_holds};
use crate::app::roll::moves::{begin_change, give_notice};
use crate::app::roll::objections::hear;
use crate::app::roll::request::{Phase, object, take_back};
use crate::app::roll::retire::retire;
use crate::i18n::lang::Lang;

impl Town {
    fn answers(name: &str, day: &str) -> NewAnswers {
        NewAnswers {
            attempt: String::new(),
            name: name.to_owned(),
            born: born(day),
            area: "Arroios".to_owned(),
            tie: "residence".to_owned(),
            since_year: "2020".to_owned(),
            since_month: "1".to_owned(),
            evidence: "home_paper".to_owned(),
            name_on_card: false,
        }
    }

    async fn is_good(&self, made: &Admitted) -> bool {
        look_up(&self.house, &seeing(), &made.card.number.printed()).await.is_ok()
    }
}

#[tokio::test]
async fn the_desk_puts_an_entry_right_and_the_card_stays() {
    let town = Town::found().await;
    let made = town.at_desk("Fatima El Idris", "1990-05-17").await;
    let other = town.at_desk("Fatima El Idrissi Benali", "1990-05-18").await;
    let seen = look_up(&town.house, &seeing(), &made.card.number.printed()).await.unwrap();
    let typed = Town::answers("Fatima El Idrissi", "1990-05-18");
    town.later(100);
    let alike = change_entry(&town.house, &registrar(), &seen.id, &typed).await.unwrap();
    assert_eq!(alike, 1, "now she may be somebody who is there: a person looks");
    assert_eq!(pairs(&town.house, &registrar()).await.unwrap().len(), 1);
    let now = look_up(&town.house, &seeing(), &made.card.number.printed()).await.unwrap();
    assert_eq!(
        (now.holder.name.as_str(), now.holder.born.as_str()),
        ("Fatima El Idrissi", "1990-05-18")
    );
    assert!(
        now.check.valid_until > seen.check.valid_until,
        "what was seen today is good from today"
    );
    assert!(town.is_good(&other).await);
    // She is found under her new day of birth from now on.
    assert_eq!(town.at_desk("Fatima El Idrissi", "1990-05-18").await.alike, 2);
}

#[tokio::test]
async fn a_holder_asks_for_a_change_and_the_desk_decides() {
    let town = Town::found().await;
    let made = town.at_desk("Fatima El Idris", "1990-05-17").await;
    let typed = CardAnswers {
        number: made.card.number.printed(),
        pin: made.card.pin.clone(),
        device: None,
    };
    let session = enter_with_card(&town.house, &place(), &typed).await.unwrap();
    let own = who_holds(&town.house, &session.token).await.unwrap().unwrap();
    let code = begin_change(&town.house, &own).await.unwrap();
    let filled = town.of(&code).await.answers;
    assert_eq!((filled.name.as_str(), filled.area.as_str()), ("Fatima El Idris", "Arroios"));
    let typed = Answers {
        name: "Fatima El Idrissi".to_owned(),
        evidence: "two_neighbours".to_owned(),
        ..filled
    };
    for step in [Step::Evidence, Step::Person] {
        answer(&town.house, &town.of(&code).await, step, &typed).await.unwrap();
    }
    send(&town.house, &town.of(&code).await).await.unwrap();
    let (first, _) = oldest(&town.house, &registrar()).await.unwrap();
    let id = first.unwrap().request.id;
    decide(&town.house, &registrar(), &id, &Verdict::Grant, "").await.unwrap();
    let now = look_up(&town.house, &seeing(), &made.card.number.printed()).await.unwrap();
    assert_eq!(
        (now.holder.name.as_str(), now.check.evidence.as_str()),
        ("Fatima El Idrissi", "two_neighbours")
    );
    assert_eq!(
        town.of(&code).await.request.entry.as_deref(),
        Some(now.id.as_str()),
        "no second entry"
    );
}

/// A notice that nobody objects to ends the entry after its ten days; not on the tenth.
#[tokio::test]
async fn an_entry_ends_after_a_notice_that_nobody_objected_to() {
    let town = Town::found().await;
    let made = town.at_desk("Fatima El Idrissi", "1990-05-17").await;
    let seen = look_up(&town.house, &seeing(), &made.card.number.printed()).await.unwrap();
    let none = give_notice(&town.house, &registrar(), &seen.id, "", Lang::Pt).await.unwrap_err();
    assert_eq!(faults(none), [("reason".to_owned(), Wrong::NothingChosen)]);
    let notice =
        give_notice(&town.house, &registrar(), &seen.id, "not_here", Lang::Pt).await.unwrap();
    let twice = give_notice(&town.house, &registrar(), &seen.id, "not_here", Lang::Pt).await;
    assert!(matches!(twice, Err(DeskError::Stale)));
    let read = town.of(&notice.code).await;
    assert_eq!(read.request.phase, Phase::Refused);
    assert!(matches!(take_back(&town.house, &read).await, Err(DeskError::Frozen)));
    town.later(10);
    retire(&town.house).await.unwrap();
    assert!(town.is_good(&made).await);
    town.later(1);
    retire(&town.house).await.unwrap();
    assert!(!town.is_good(&made).await);
}

#[tokio::test]
async fn three_hear_the_objection_to_a_notice_and_the_entry_stays_or_goes() {
    for (grants, stays) in [([true, true, false], true), ([false, true, false], false)] {
        let town = Town::found().await;
        let made = town.at_desk("Fatima El Idrissi", "1990-05-17").await;
        let seen = look_up(&town.house, &seeing(), &made.card.number.printed()).await.unwrap();
        let given = give_notice(&town.house, &registrar(), &seen.id, "not_here", Lang::Pt).await;
        let code = given.unwrap().code;
        object(&town.house, &town.of(&code).await, "I live here").await.unwrap();
        town.later(30);
        retire(&town.house).await.unwrap();
        assert!(town.is_good(&made).await, "nothing happens before it is heard");
        let id = town.of(&code).await.request.id;
        for (who, grants) in ["mia", "zé", "eva"].into_iter().zip(grants) {
            hear(&town.house, &hearing(who), &id, grants).await.unwrap();
        }
        assert_eq!(town.is_good(&made).await, stays);
    }
}
