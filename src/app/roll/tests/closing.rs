//! What is published when the roll closes.

use super::*;
use crate::app::roll::closing::closing_now;
use crate::app::roll::desk::{change_entry, look_up};

#[tokio::test]
async fn a_closing_names_numbers_of_ten_or_more_and_its_seal_changes_with_the_roll() {
    let town = Town::found().await;
    let mut last = None;
    for n in 0..11 {
        let name = ["Ana", "Rui", "Eva", "Leo", "Mia", "Ida", "Tom", "Kim", "Lia", "Noé", "Zoé"][n];
        last = Some(town.at_desk(&format!("{name} Silva"), &format!("19{}-05-17", 60 + n)).await);
    }
    let first = closing_now(&town.house, &place()).await.unwrap();
    assert_eq!((first.people, first.areas["Arroios"]), (Some(11), Some(11)));
    assert_eq!(first.evidence["home_paper"], Some(11));
    assert_eq!(
        closing_now(&town.house, &place()).await.unwrap(),
        first,
        "the same roll, the same bytes"
    );

    let number = last.unwrap().card.number.printed();
    let seen = look_up(&town.house, &seeing(), &number).await.unwrap();
    let moved = NewAnswers { area: "Marvila".to_owned(), ..town.typed("Zoé Silva", "1970-05-17") };
    change_entry(&town.house, &registrar(), &seen.id, &moved).await.unwrap();
    let second = closing_now(&town.house, &place()).await.unwrap();
    assert_ne!(second.seal, first.seal);
    // One in Marvila: neither number may be said, or the sum would tell it.
    assert_eq!(
        (second.people, second.areas["Arroios"], second.areas["Marvila"]),
        (Some(11), None, None)
    );
}
