//! K12: whether new people take part, from hashes that are forgotten; no script of others, no pixel that counts visits.

use morada::app::proposals::newcomers::{Reached, reached};
use morada::app::roll::numbers::Shown;
use morada::app::roll::retire::retire;
use morada_engine::ids::ElectionId;
use rocket::http::Status;
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::web::residents::{AT, admitted, enters};
use crate::web::{Browser, Lisbon, on_both};

const DAY: u64 = 24 * 60 * 60;

/// Another process of the same place that takes proposals, as it was two years ago.
async fn earlier_edition(lisbon: &Lisbon) {
    let db = Database::connect(lisbon.house.config.office_url()).await.unwrap();
    let copy = [
        "INSERT INTO processes (id, place, title, languages, batch_min, batch_interval_s, small_group, openings, \
         trustees, witnesses, revision, frozen_at, electorate) SELECT 'lisboa-2024', place, title, languages, \
         batch_min, batch_interval_s, small_group, openings, trustees, witnesses, revision, frozen_at, electorate \
         FROM processes WHERE id = 'lisboa-2027'",
        "INSERT INTO phases SELECT 'lisboa-2024', phase, starts_at FROM phases WHERE process = 'lisboa-2027'",
        "INSERT INTO published_rules SELECT 'lisboa-2024', version, sha, decision, published_at FROM published_rules \
         WHERE process = 'lisboa-2027'",
        "INSERT INTO proposal_rules SELECT 'lisboa-2024', most_supports, threshold, read_within_h, charter \
         FROM proposal_rules WHERE process = 'lisboa-2027'",
    ];
    for statement in copy {
        db.execute_unprepared(statement).await.unwrap();
    }
}

async fn hashes(lisbon: &Lisbon) -> Vec<String> {
    let db = Database::connect(lisbon.house.config.office_url()).await.unwrap();
    let all = Statement::from_string(db.get_database_backend(), "SELECT who FROM took_part");
    let rows = db.query_all_raw(all).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

async fn supports(browser: &Browser) {
    let at = format!("{AT}/proposals/1");
    let given = browser.send_from(&at, &format!("{at}/support"), &[]).await;
    assert_eq!(given.status, Status::SeeOther, "{}", given.html);
}

#[rocket::async_test]
async fn k12_whoever_comes_again_is_told_apart_until_the_hashes_are_forgotten() {
    on_both(async |lisbon| {
        let (house, process) = (&lisbon.house, ElectionId::parse("lisboa-2027").unwrap());
        let rui = lisbon.signed_in("rui").await;
        let before = hashes(&lisbon).await.len();
        let line = async || -> Option<Reached> {
            let all = reached(house, &process).await.unwrap();
            all.into_iter().find(|line| line.evidence == "two_neighbours")
        };
        let mut cards = Vec::new();
        for n in 0..10 {
            let name =
                format!("Rosa Nunes {}", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"][n]);
            cards.push(admitted(&rui, &name, &format!("{}", 1950 + n)).await);
        }
        let browsers = {
            let mut all = Vec::new();
            for card in &cards {
                let browser = lisbon.browser().await;
                enters(&browser, card).await;
                all.push(browser);
            }
            all
        };
        for browser in &browsers[..9] {
            supports(browser).await;
        }
        let nine = line().await;
        supports(&browsers[0]).await;
        assert_eq!(line().await, nine, "once, whatever somebody does");
        supports(&browsers[9]).await;
        assert_eq!(hashes(&lisbon).await.len(), before + 10);
        let Some(Reached { first: Shown::Exactly(first), again, .. }) = line().await else {
            panic!("{:?}", line().await)
        };
        assert!(first >= 10 && again == Shown::Few, "{first} {again:?}");

        // The page says it in every language, to everybody, without a script or a picture that counts.
        for lang in ["pt", "en", "fr", "ar"] {
            let anybody = lisbon.browser().await;
            let charter = anybody.open(&format!("/{lang}/p/lisboa-2027/propose/charter")).await;
            let path = format!("/{lang}/p/lisboa-2027/propose/newcomers");
            assert!(charter.contains(&path), "{lang}");
            let page = anybody.open(&path).await;
            for never in ["Rosa", "src=\"http", "src=\"//", "href=\"http"] {
                assert!(!page.contains(never), "{lang}: {never}");
            }
        }

        // The same people in another edition are told apart from new ones, and no hash is in both.
        earlier_edition(&lisbon).await;
        let other = ElectionId::parse("lisboa-2024").unwrap();
        let all = hashes(&lisbon).await;
        for (n, browser) in browsers.iter().enumerate() {
            let fields = [("whose", "person"), ("shown", "R")];
            let at = "/fr/p/lisboa-2024/propose";
            let begun = browser.send_from(at, &format!("{at}/begin"), &[]).await;
            assert_eq!(begun.status, Status::SeeOther, "{n}: {}", begun.html);
            browser.send(&format!("{at}/step/whose"), &fields).await;
            for (step, fields) in [
                ("title", vec![("title", "Banc"), ("language", "fr")]),
                ("words", vec![("words", "Un banc.")]),
                ("place", vec![("area", "Arroios"), ("landmark", "")]),
                ("cost", vec![("cost-known", "unknown"), ("cost", "")]),
                ("theme", vec![("theme", "care")]),
                ("reach", vec![("reach-by", "desk")]),
            ] {
                browser.send(&format!("{at}/step/{step}"), &fields).await;
            }
            let sent = browser.send_from(&format!("{at}/mine"), &format!("{at}/send"), &[]).await;
            assert_eq!(sent.status, Status::SeeOther, "{n}: {}", sent.html);
        }
        let there = reached(house, &other).await.unwrap();
        assert_eq!(there.len(), 1, "{there:?}");
        assert_eq!((there[0].first, there[0].again), (Shown::Few, Shown::Exactly(10)));
        let fresh: Vec<String> = hashes(&lisbon).await;
        assert_eq!(fresh.iter().filter(|who| !all.contains(who)).count(), 10, "another hash each");

        // Whoever deletes themselves is nowhere; the numbers stay when the calendar forgets everybody.
        let me = "/fr/roll/lisboa/me";
        let (number, _) = &cards[0];
        let gone = browsers[0].send_from(me, &format!("{me}/delete"), &[("sure", number)]).await;
        assert_eq!(gone.status, Status::Ok, "{}", gone.html);
        assert_eq!(hashes(&lisbon).await.len(), fresh.len() - 2);
        house.clock().set(house.now().plus(801 * DAY));
        retire(house).await.unwrap();
        assert_eq!(hashes(&lisbon).await, Vec::<String>::new());
        assert_eq!(reached(house, &other).await.unwrap(), there);
    })
    .await;
}
