//! Getting on the roll, the card, refusal and objection.

use morada_engine::roll::{Anomalies, Cell, Missing, Refused};

use super::*;
use crate::app::roll::anomalies::anomalies;
use crate::app::roll::cards::{Standing, face, read_card, reveal, wrap};
use crate::app::roll::cases::{Finding, pairs, settle_case};
use crate::app::roll::decide::{Verdict, decide, oldest, photo};
use crate::app::roll::desk::{end_entry, look_up, replace_card};
use crate::app::roll::keeping::Kept;
use crate::app::roll::mine::{
    CardAnswers, delete_me, enter_with_card, lose_card, set_name_on_card, set_pin, who_holds,
};
use crate::app::roll::numbers::{Shown, numbers};
use crate::app::roll::objections::{hear, objections};
use crate::app::roll::request::{Phase, add_paper, collect_card, object};
use crate::app::staff::sign_in::SignInError;

/// Fatima shows a bill at the desk and leaves with a card that says she lives in Arroios, and no more.
#[tokio::test]
async fn four_answers_and_a_paper_that_was_seen_make_a_card_at_once() {
    let town = Town::found().await;
    let made = town.at_desk("Fatima El Idrissi", "1990-05-17").await;
    assert_eq!(made.alike, 0);
    let kept = Kept::load(&town.house, &place()).await.unwrap();
    let shown = face(&town.house, &kept, &made.card.number).await.unwrap();
    assert_eq!((shown.area.as_str(), shown.name), ("Arroios", None));
    let Standing::Valid(card) = read_card(&town.house, &shown.signed).await.unwrap() else {
        panic!("a card just made is valid")
    };
    assert_eq!(card.valid_until.to_string(), "2028-09-21");
    assert!(!shown.signed.contains("Fatima") && reveal(&town.house, "00").is_none());
    assert_eq!(reveal(&town.house, &wrap(&town.house, &made.card)), Some(made.card.clone()));

    // The same card in another municipality's hands is a false one.
    let other = Town::found().await;
    assert_eq!(read_card(&other.house, &shown.signed).await.unwrap(), Standing::NotOurs);

    let seen = look_up(&town.house, &seeing(), &made.card.number.printed()).await.unwrap();
    assert_eq!(seen.holder.name, "Fatima El Idrissi");
    let another = replace_card(&town.house, &registrar(), &seen.id).await.unwrap();
    assert_eq!(read_card(&town.house, &shown.signed).await.unwrap(), Standing::Over);
    assert!(look_up(&town.house, &seeing(), &made.card.number.printed()).await.is_err());
    end_entry(&town.house, &registrar(), &seen.id, "moved").await.unwrap();
    assert!(look_up(&town.house, &seeing(), &another.number.printed()).await.is_err());
}

/// Nine on the list are no number; ten are, with what they showed and how they came, and nobody among them.
#[tokio::test]
async fn the_report_for_observers_begins_at_ten() {
    let town = Town::found().await;
    for name in ["Ana", "Bo", "Caio", "Dina", "Eva", "Feng", "Gil", "Hana", "Ivo"] {
        town.at_desk(&format!("{name} Silva"), "1990-05-17").await;
    }
    let report = anomalies(&town.house, &place()).await.unwrap();
    assert_eq!(report, Anomalies::default());
    town.at_desk("Jamal El Idrissi", "1985-01-01").await;
    let report = anomalies(&town.house, &place()).await.unwrap();
    assert_eq!(report.entries, Some(10));
    assert_eq!(report.by_way, [Cell { kinds: vec!["desk".to_owned()], n: 10 }]);
    assert_eq!(report.by_evidence[0].n, 10);
    assert!(report.heaps.is_empty(), "nine of one year are not told");
}

#[tokio::test]
async fn a_form_sent_twice_admits_once_and_faults_are_told_together() {
    let town = Town::found().await;
    let typed = town.typed("Ana Silva", "1990-05-17");
    admit_at_desk(&town.house, &registrar(), &typed).await.unwrap();
    let again = admit_at_desk(&town.house, &registrar(), &typed).await;
    assert!(matches!(again, Err(DeskError::Stale)));

    let bad = NewAnswers { area: "Porto".into(), evidence: "passport".into(), ..typed.clone() };
    let bad = NewAnswers { name: String::new(), ..bad };
    let told = faults(admit_at_desk(&town.house, &registrar(), &bad).await.unwrap_err());
    let fields: Vec<&str> = told.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["name", "area", "evidence"]);

    let child = NewAnswers { attempt: String::new(), ..town.typed("Rui Silva", "2012-01-05") };
    let told = faults(admit_at_desk(&town.house, &registrar(), &child).await.unwrap_err());
    assert_eq!(told, [("year".to_owned(), Wrong::UnderAge { least: 16 })]);
}

/// The same woman at the desk and by request, in two scripts: a case, which a person decides.
#[tokio::test]
async fn who_may_be_there_twice_becomes_a_case_and_is_never_turned_away() {
    let town = Town::found().await;
    town.at_desk("Fatima Zahra El Idrissi", "1990-05-17").await;
    let code = town.sent("فاطمة الزهراء الإدريسي", "1990-05-17").await;
    let (first, waiting) = oldest(&town.house, &registrar()).await.unwrap();
    assert_eq!(waiting, 1);
    let id = first.unwrap().request.id;
    decide(&town.house, &registrar(), &id, &Verdict::Grant, "").await.unwrap();
    assert_eq!(town.of(&code).await.request.phase, Phase::Granted);

    let found = pairs(&town.house, &registrar()).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].one.holder.name, "Fatima Zahra El Idrissi");
    settle_case(&town.house, &registrar(), &found[0].id, Finding::One).await.unwrap();
    assert!(pairs(&town.house, &registrar()).await.unwrap().is_empty());
    assert!(collect_card(&town.house, &town.of(&code).await).await.is_err(), "the entry has ended");
}

/// Asked, sent back for a paper, sent again with a photo, granted; the card opens the own page.
#[tokio::test]
async fn a_request_is_sent_back_once_and_granted_and_leads_to_ones_own_page() {
    let town = Town::found().await;
    let code = town.sent("Amina Diallo", "1996").await;
    let id = town.of(&code).await.request.id;
    let again = Verdict::Return(Missing::Nothing);
    decide(&town.house, &registrar(), &id, &again, "Bring a bill").await.unwrap();
    let back = town.of(&code).await;
    assert_eq!((back.request.phase, back.missing()), (Phase::Returned, Some(Missing::Nothing)));
    assert_eq!(back.answers.words, "Bring a bill");

    let none = add_paper(&town.house, &back, b"%PDF-1.7").await.unwrap_err();
    assert_eq!(faults(none), [("photo".to_owned(), Wrong::NotAPhoto)]);
    add_paper(&town.house, &back, PHOTO).await.unwrap();
    send(&town.house, &town.of(&code).await).await.unwrap();
    let (kind, bytes) = photo(&town.house, &registrar(), &id, 0).await.unwrap();
    assert_eq!((kind.as_str(), &**bytes), ("png", PHOTO));
    decide(&town.house, &registrar(), &id, &Verdict::Grant, "").await.unwrap();
    assert_eq!(town.of(&code).await.papers, 0, "the photo went with the decision");

    let new = collect_card(&town.house, &town.of(&code).await).await.unwrap();
    assert!(matches!(
        collect_card(&town.house, &town.of(&code).await).await,
        Err(DeskError::Frozen)
    ));
    let typed = |pin: &str, device: Option<String>| CardAnswers {
        number: new.number.printed(),
        pin: pin.to_owned(),
        device,
    };
    let wrong = enter_with_card(&town.house, &place(), &typed("000000", None)).await;
    assert!(matches!(wrong, Err(SignInError::Wrong)));
    let session = enter_with_card(&town.house, &place(), &typed(&new.pin, None)).await.unwrap();
    let own = who_holds(&town.house, &session.token).await.unwrap().unwrap();
    assert_eq!((own.data().name.as_str(), own.data().born.as_str()), ("Amina Diallo", "1996"));

    set_name_on_card(&town.house, &own, true).await.unwrap();
    for weak in ["123456", "111111", "12345", "12345a"] {
        assert!(set_pin(&town.house, &own, weak).await.is_err(), "{weak}");
    }
    let lost = lose_card(&town.house, &own).await.unwrap();
    assert!(who_holds(&town.house, &session.token).await.unwrap().is_none());
    let kept = Kept::load(&town.house, &place()).await.unwrap();
    let shown = face(&town.house, &kept, &lost.number).await.unwrap();
    assert_eq!(shown.name.as_deref(), Some("Amina Diallo"));

    let answers = CardAnswers { number: lost.number.printed(), pin: lost.pin, device: None };
    let session = enter_with_card(&town.house, &place(), &answers).await.unwrap();
    let own = who_holds(&town.house, &session.token).await.unwrap().unwrap();
    delete_me(&town.house, &own).await.unwrap();
    assert!(who_holds(&town.house, &session.token).await.unwrap().is_none());
    assert_eq!(read_card(&town.house, &shown.signed).await.unwrap(), Standing::Over);
}

/// A stranger who tries PINs waits longer and longer; the holder's own browser does not.
#[tokio::test]
async fn whoever_guesses_is_slowed_down_and_the_holder_is_not_locked_out() {
    let town = Town::found().await;
    let card = town.at_desk("Ana Silva", "1990-05-17").await.card;
    let typed = |pin: &str, device: Option<String>| CardAnswers {
        number: card.number.printed(),
        pin: pin.to_owned(),
        device,
    };
    let own = enter_with_card(&town.house, &place(), &typed(&card.pin, None)).await.unwrap();
    let mut waits = 0;
    for _ in 0..6 {
        let tried = enter_with_card(&town.house, &place(), &typed("000000", None)).await;
        waits += u32::from(matches!(tried, Err(SignInError::Wait(_))));
    }
    assert_eq!(waits, 3, "three tries are free, then there is a pause");
    let right = enter_with_card(&town.house, &place(), &typed(&card.pin, None)).await;
    assert!(matches!(right, Err(SignInError::Wait(_))), "a stranger waits even with the right PIN");
    let again = typed(&card.pin, Some(own.device));
    assert!(enter_with_card(&town.house, &place(), &again).await.is_ok());
}

/// Refused by Rui; three others hear the objection, and two of them grant it.
#[tokio::test]
async fn an_objection_is_heard_by_three_none_of_whom_decided_first() {
    let town = Town::found().await;
    let code = town.sent("Amina Diallo", "1996-02-03").await;
    let id = town.of(&code).await.request.id;
    let no = Verdict::Refuse(Refused::NotShown);
    decide(&town.house, &registrar(), &id, &no, "").await.unwrap();
    let refused = town.of(&code).await;
    assert_eq!(refused.refused(), Some(Refused::NotShown));
    assert!(object(&town.house, &refused, " ").await.is_err());
    object(&town.house, &refused, "My neighbour was ill that day.").await.unwrap();

    let rui: Permit<DecideAppeal> =
        actor("rui", Role::Registrar).permit(Subject::Place(place())).unwrap();
    let told = faults(hear(&town.house, &rui, &id, true).await.unwrap_err());
    assert_eq!(told, [("main".to_owned(), Wrong::DecidedBefore)]);
    hear(&town.house, &hearing("mia"), &id, true).await.unwrap();
    assert!(hear(&town.house, &hearing("mia"), &id, true).await.is_err(), "nobody speaks twice");
    hear(&town.house, &hearing("noa"), &id, false).await.unwrap();
    assert_eq!(objections(&town.house, &hearing("pia")).await.unwrap()[0].heard, 2);
    hear(&town.house, &hearing("pia"), &id, true).await.unwrap();
    assert_eq!(town.of(&code).await.request.phase, Phase::Granted);
    assert!(collect_card(&town.house, &town.of(&code).await).await.is_ok());
}

#[tokio::test]
async fn an_objection_comes_in_time_and_once() {
    let town = Town::found().await;
    let code = town.sent("Amina Diallo", "1996-02-03").await;
    let id = town.of(&code).await.request.id;
    let no = Verdict::Refuse(Refused::NotHere);
    decide(&town.house, &registrar(), &id, &no, "").await.unwrap();
    town.later(11);
    let late = object(&town.house, &town.of(&code).await, "Late").await;
    assert!(matches!(late, Err(DeskError::Frozen)));
}

/// Nine refusals are "few", the tenth makes a number.
#[tokio::test]
async fn numbers_under_ten_are_not_said() {
    let town = Town::found().await;
    for n in 0..10 {
        let code = town.sent("Rosa Lopes", &format!("{}", 1980 + n)).await;
        let id = town.of(&code).await.request.id;
        let shown = numbers(&town.house, &place()).await.unwrap().1;
        assert!(shown.iter().all(|line| line.n == Shown::Few), "{n}");
        let no = Verdict::Refuse(Refused::NotHere);
        decide(&town.house, &registrar(), &id, &no, "").await.unwrap();
    }
    let (all, lines) = numbers(&town.house, &place()).await.unwrap();
    assert_eq!((all, lines[0].n), (Shown::Few, Shown::Exactly(10)));
}

#[tokio::test]
async fn a_rule_that_would_shut_somebody_out_is_not_kept() {
    let town = Town::found().await;
    let only = KeepingAnswers { evidence: vec!["card_with_address".into()], ..usual() };
    let told = faults(keep_roll(&town.house, &drafting(), &only).await.unwrap_err());
    assert_eq!(told, [("evidence".to_owned(), Wrong::ShutsOut)]);
}

#[tokio::test]
async fn somebody_too_young_is_told_before_they_send() {
    let town = Town::found().await;
    let code = town.asks("Rui Silva", "2012-01-05").await;
    let told = faults(send(&town.house, &town.of(&code).await).await.unwrap_err());
    assert_eq!(told, [("year".to_owned(), Wrong::UnderAge { least: 16 })]);
}
