//! The roll in a browser: a newcomer in Arabic without JavaScript, the registrar's queue, the card.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

mod web;

use morada::app::roll::people::BornAnswers;
use morada::app::roll::request::{Answers, Step, answer, begin, mine, send};
use morada_engine::ids::PlaceId;
use rocket::http::{ContentType, Status};
use web::{Browser, Lisbon, hidden};

const ROLL: &str = "/ar/roll/lisboa";

/// Twenty bytes that begin as a PNG does.
const PHOTO: &[u8] = b"\x89PNG\r\n\x1a\nsecret-of-a-paper";

/// Sends a photo from the page that asks for it.
async fn send_photo(browser: &Browser, file: &[u8]) -> (Status, String) {
    let page = browser.open(&format!("{ROLL}/request/paper")).await;
    let token = hidden(&page).into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let mut body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--edge\r\n\
         Content-Disposition: form-data; name=\"photo\"; filename=\"f\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend(file.iter().copied().chain(*b"\r\n--edge--\r\n"));
    let kind = ContentType::new("multipart", "form-data").with_params(("boundary", "edge"));
    let request = browser.client.post(format!("{ROLL}/request/photo")).header(kind).body(body);
    let answer = request.dispatch().await;
    (answer.status(), answer.into_string().await.unwrap_or_default())
}

/// What stands in the large code of a page.
fn code_of(html: &str) -> String {
    let code =
        html.split("class=\"ticket__c hash code\"").nth(1).unwrap_or_else(|| panic!("{html}"));
    code.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()
}

/// The value of a name in a list of facts.
fn card_number(html: &str) -> String {
    let number = html.split("class=\"hash\" translate=\"no\" dir=\"ltr\">").nth(1).unwrap();
    number.split('<').next().unwrap().to_owned()
}

async fn asks(browser: &Browser, name: &str, year: &str) {
    let begun = browser.send_from(ROLL, &format!("{ROLL}/begin"), &[]).await;
    assert_eq!(begun.to.as_deref(), Some("/ar/roll/lisboa/request/place"));
    let place =
        [("area", "Arroios"), ("tie", "residence"), ("since-month", "٣"), ("since-year", "٢٠٢٤")];
    let answer = browser.send(&format!("{ROLL}/request/place"), &place).await;
    assert_eq!(answer.to.as_deref(), Some("/ar/roll/lisboa/request/evidence"), "{}", answer.html);
    let evidence = [("evidence", "two_neighbours")];
    let answer = browser.send(&format!("{ROLL}/request/evidence"), &evidence).await;
    assert_eq!(answer.to.as_deref(), Some("/ar/roll/lisboa/request/paper"));
    let person = [("name", name), ("year", year)];
    let answer = browser.send(&format!("{ROLL}/request/person"), &person).await;
    assert_eq!(answer.to.as_deref(), Some("/ar/roll/lisboa/request/check"), "{}", answer.html);
}

async fn sends(browser: &Browser) {
    let check = format!("{ROLL}/request/check");
    let sent = browser.send_from(&check, &format!("{ROLL}/request/send"), &[]).await;
    assert_eq!(sent.to.as_deref(), Some(ROLL.to_owned() + "/request").as_deref(), "{}", sent.html);
}

/// The address to which the registrar's page sends its decision.
fn decision(html: &str) -> String {
    let form = html.split("<form method=\"post\" action=\"").find(|form| form.contains("verdict"));
    form.unwrap_or_else(|| panic!("{html}")).split('"').next().unwrap().to_owned()
}

const QUEUE: &str = "/en/desk/roll/lisboa/queue";

/// Decides the oldest request with one press.
async fn decides(rui: &Browser, fields: &[(&str, &str)]) {
    let page = rui.open(QUEUE).await;
    let done = rui.send_from(QUEUE, &decision(&page), fields).await;
    assert_eq!(done.to.as_deref(), Some(QUEUE), "{}", done.html);
}

/// Asked in Arabic, sent back, sent again with a photo, granted; the card signs its holder in, who deletes
/// everything.
#[rocket::async_test]
async fn a_newcomer_gets_on_the_list_in_arabic_without_javascript() {
    let lisbon = Lisbon::load().await;
    let (amina, rui) = (lisbon.browser().await, lisbon.signed_in("rui").await);
    // The demo's three newcomers first.
    for _ in 0..3 {
        decides(&rui, &[("verdict", "grant")]).await;
    }
    asks(&amina, "فاطمة الإدريسي", "١٩٩٠").await;
    sends(&amina).await;
    let standing = amina.open(&format!("{ROLL}/request")).await;
    let code = code_of(&standing);
    assert!(standing.contains("dir=\"rtl\""));

    decides(&rui, &[("verdict", "return"), ("missing", "nothing"), ("words", "مرحبا")]).await;
    let standing = amina.open(&format!("{ROLL}/request")).await;
    assert!(standing.contains("مرحبا"), "{standing}");
    let (status, html) = send_photo(&amina, b"not a photo").await;
    assert_eq!(status, Status::UnprocessableEntity);
    assert!(html.contains("photo-fault"), "{html}");
    let (status, html) = send_photo(&amina, PHOTO).await;
    assert_eq!(status, Status::SeeOther, "{html}");
    sends(&amina).await;

    // Another phone: the code leads back to the same request.
    let phone = lisbon.browser().await;
    let wrong = phone.send(&format!("{ROLL}/code"), &[("code", "0000-0000-0000-0001")]).await;
    assert_eq!(wrong.status, Status::UnprocessableEntity);
    let back = phone.send(&format!("{ROLL}/code"), &[("code", &code.to_lowercase())]).await;
    assert_eq!(back.to.as_deref(), Some("/ar/roll/lisboa/request"), "{}", back.html);

    let page = rui.open(QUEUE).await;
    let photo =
        page.split("<img class=\"photo\" src=\"").nth(1).unwrap().split('"').next().unwrap();
    let seen = rui.get(photo).await;
    assert_eq!((seen.status, seen.bytes.as_slice()), (Status::Ok, PHOTO));
    assert_eq!(amina.get(photo).await.status, Status::SeeOther, "nobody else sees it");
    decides(&rui, &[("verdict", "grant")]).await;
    assert_eq!(rui.get(photo).await.status, Status::NotFound, "it went with the decision");

    let made =
        amina.send_from(&format!("{ROLL}/request"), &format!("{ROLL}/request/card"), &[]).await;
    assert_eq!(made.to.as_deref(), Some("/ar/roll/lisboa/new-card"), "{}", made.html);
    let card = amina.open(&format!("{ROLL}/new-card")).await;
    let (pin, number) = (code_of(&card), card_number(&card));
    assert!(!card.contains("فاطمة"), "the card names nobody unless its holder wants it");

    let door = format!("{ROLL}/card");
    let wrong = phone.send(&door, &[("number", &number), ("pin", "000000")]).await;
    assert_eq!(wrong.status, Status::UnprocessableEntity);
    let right = phone.send(&door, &[("number", &number), ("pin", &pin)]).await;
    assert_eq!(right.to.as_deref(), Some("/ar/roll/lisboa/me"), "{}", right.html);
    let me = format!("{ROLL}/me");
    assert!(phone.open(&me).await.contains("فاطمة"));
    assert!(phone.open(&format!("{me}/data")).await.contains("\"area\": \"Arroios\""));
    phone.send_from(&me, &format!("{me}/name"), &[("wanted", "yes")]).await;
    assert!(phone.open(&format!("{me}/card")).await.contains("فاطمة"));
    let unsure = phone.send_from(&me, &format!("{me}/delete"), &[("sure", "no")]).await;
    assert_eq!(unsure.status, Status::UnprocessableEntity);
    let gone = phone.send_from(&me, &format!("{me}/delete"), &[("sure", &number)]).await;
    assert_eq!(gone.status, Status::Ok, "{}", gone.html);
    assert_eq!(phone.get(&me).await.to.as_deref(), Some("/ar/roll/lisboa/card"));
}

/// A refused case: the reason, and on the same page the way to object.
#[rocket::async_test]
async fn a_refusal_says_why_and_how_to_object() {
    let lisbon = Lisbon::load().await;
    let (amina, rui) = (lisbon.browser().await, lisbon.signed_in("rui").await);
    for _ in 0..3 {
        decides(&rui, &[("verdict", "grant")]).await;
    }
    asks(&amina, "Amina Diallo", "1990").await;
    sends(&amina).await;
    let page = rui.open(QUEUE).await;
    let nothing = rui.send_from(QUEUE, &decision(&page), &[("verdict", "refuse")]).await;
    assert_eq!(nothing.status, Status::UnprocessableEntity, "no refusal without a reason");
    decides(&rui, &[("verdict", "refuse"), ("refused", "not_shown")]).await;
    let standing = format!("{ROLL}/request");
    let object = format!("{standing}/object");
    let empty = amina.send_from(&standing, &object, &[("words", "")]).await;
    assert_eq!(empty.status, Status::UnprocessableEntity);
    let done = amina.send_from(&standing, &object, &[("words", "جاري يعرفني")]).await;
    assert_eq!(done.to.as_deref(), Some("/ar/roll/lisboa/request"));
    // Rui decided first: the objection is shown to him, and he may not speak.
    let page = rui.open("/en/desk/roll/lisboa/objections").await;
    assert!(page.contains("جاري يعرفني") && page.contains("Others must hear it"), "{page}");
}

/// Somebody at the desk: four fields, and the card at once; anyone who reads it learns one thing.
#[rocket::async_test]
async fn the_desk_makes_a_card_that_anyone_can_read() {
    let lisbon = Lisbon::load().await;
    let rui = lisbon.signed_in("rui").await;
    let new = "/en/desk/roll/lisboa/new";
    let bad = rui.send(new, &[("name", "Omar"), ("year", "2020"), ("nationality", "x")]).await;
    assert_eq!(bad.status, Status::UnprocessableEntity);
    assert!(bad.html.contains("value=\"Omar\"") && !bad.html.contains("nationality\""));
    let fields = [
        ("name", "Omar Haddad"),
        ("year", "1988"),
        ("area", "Arroios"),
        ("tie", "residence"),
        ("since-year", "2023"),
        ("evidence", "shelter_letter"),
    ];
    let other = rui.send(new, &[("speak", "fr"), ("name", "Omar Haddad")]).await;
    assert_ne!(other.to.as_deref(), Some("/en/desk/roll/lisboa/new-card"));
    let made = rui.send(new, &fields).await;
    assert_eq!(made.to.as_deref(), Some("/en/desk/roll/lisboa/new-card"), "{}", made.html);
    let card = rui.open("/en/desk/roll/lisboa/new-card").await;
    let number = card_number(&card);
    let found = rui.send("/en/desk/roll/lisboa/find", &[("number", &number)]).await;
    assert!(found.html.contains("Omar Haddad"), "{}", found.html);

    let stranger = lisbon.browser().await;
    let forged = stranger.get("/en/card/00.00").await;
    assert!(forged.html.contains("no card of ours"), "{}", forged.html);
    assert!(!forged.html.contains("Omar"));
}

/// Omar shows his card: he votes for the city, and gets one letter, and one more when he has lost it. Before, he asked
/// on his telephone whether he can take part.
#[rocket::async_test]
async fn the_desk_hands_a_letter_over_once_and_a_second_one_for_a_lost_one() {
    let lisbon = Lisbon::load().await;
    let (rui, visitor) = (lisbon.signed_in("rui").await, lisbon.browser().await);
    let may = "/fr/p/lisboa-2026/may";
    let open = visitor.send(may, &[("age", "yes")]).await;
    assert_eq!(open.status, Status::UnprocessableEntity);
    let yes = visitor.send(may, &[("age", "yes"), ("area", "Arroios"), ("evidence", "yes")]).await;
    assert!(yes.html.contains("Vous votez ici"), "{}", yes.html);
    let no = visitor.send(may, &[("age", "no"), ("area", "-"), ("evidence", "yes")]).await;
    assert!(no.html.contains("16") && !no.html.contains("Vous votez ici"), "{}", no.html);

    let fields = [
        ("name", "Omar Haddad"),
        ("year", "1988"),
        ("area", "Arroios"),
        ("tie", "residence"),
        ("since-year", "2023"),
        ("evidence", "shelter_letter"),
    ];
    rui.send("/en/desk/roll/lisboa/new", &fields).await;
    let number = card_number(&rui.open("/en/desk/roll/lisboa/new-card").await);
    let find = "/en/desk/roll/lisboa/find";
    let entry = rui.send(find, &[("number", &number)]).await.html;
    let id = hidden(&entry).into_iter().find(|(name, _)| name == "entry").unwrap().1;
    let letter = [("entry", &*id), ("process", "lisboa-2026"), ("contests", "city")];
    let (hand, spare) = ("/en/desk/roll/lisboa/letters", "/en/desk/roll/lisboa/spare");
    let handed = rui.send_from(find, hand, &letter).await;
    assert!(handed.html.contains("The letter was handed over"), "{}", handed.html);
    let again = rui.send_from(find, hand, &letter).await;
    assert_ne!(again.status, Status::Ok, "nobody gets two");
    let lost = [("entry", &*id), ("process", "lisboa-2026"), ("contest", "city")];
    let second = rui.send_from(find, spare, &lost).await;
    assert!(second.html.contains("A second letter was handed over"), "{}", second.html);
    let third = rui.send_from(find, spare, &lost).await;
    assert_eq!(third.status, Status::UnprocessableEntity);
    assert!(third.html.contains("There is no letter to replace"), "{}", third.html);
}

/// Two hundred wait. Each is decided on one page: a grant is one press, a refusal or a missing paper a choice and
/// a press, and every tenth has words of the registrar's own.
#[rocket::async_test]
async fn a_queue_of_two_hundred_is_decided_with_three_presses_or_fewer() {
    let lisbon = Lisbon::load().await;
    let rui = lisbon.signed_in("rui").await;
    for _ in 0..3 {
        decides(&rui, &[("verdict", "grant")]).await;
    }
    let place = PlaceId::parse("lisboa").unwrap();
    for n in 0..200 {
        let code = begin(&lisbon.house, &place).await.unwrap();
        let typed = Answers {
            area: "Arroios".to_owned(),
            tie: "residence".to_owned(),
            since_year: "2020".to_owned(),
            evidence: "home_paper".to_owned(),
            name: format!(
                "Person {}",
                "abcdefghij".chars().cycle().skip(n).take(7).collect::<String>()
            ),
            born: BornAnswers { year: (1930 + n % 70).to_string(), ..BornAnswers::default() },
            ..Answers::default()
        };
        for step in [Step::Place, Step::Evidence, Step::Person] {
            let so_far = mine(&lisbon.house, &place, &code).await.unwrap();
            answer(&lisbon.house, &so_far, step, &typed).await.unwrap();
        }
        send(&lisbon.house, &mine(&lisbon.house, &place, &code).await.unwrap()).await.unwrap();
    }
    let mut presses = Vec::new();
    for n in 0..200 {
        let fields: &[(&str, &str)] = match n % 10 {
            0 => &[("words", "Até breve"), ("missing", "too_old"), ("verdict", "return")],
            1 | 2 => &[("missing", "nothing"), ("verdict", "return")],
            3 => &[("refused", "not_shown"), ("verdict", "refuse")],
            _ => &[("verdict", "grant")],
        };
        decides(&rui, fields).await;
        presses.push(fields.len());
    }
    assert!(rui.open(QUEUE).await.contains("No request waits"), "the queue is empty");
    presses.sort_unstable();
    assert_eq!((presses[100], presses[199]), (1, 3), "median and most");
}

const PAGES: [&str; 13] = [
    "",
    "/data",
    "/numbers",
    "/may",
    "/code",
    "/card",
    "/request",
    "/me",
    "/once",
    "/attestors",
    "/attest",
    "/once?code=0000-0000-0000-0000",
    "/request/place",
];
const DESK: [&str; 7] = ["", "/rule", "/new", "/find", "/queue", "/cases", "/register"];

#[rocket::async_test]
async fn every_page_speaks_four_languages_and_asks_for_nothing_it_must_not_know() {
    let lisbon = Lisbon::load().await;
    let (visitor, rui) = (lisbon.browser().await, lisbon.signed_in("rui").await);
    let never = [
        "nationality",
        "passport",
        "permit",
        "country",
        "religion",
        "gender",
        "status",
        "document",
    ];
    let look = |path: &str, html: &str| {
        assert_eq!(html.matches("<h1").count(), 1, "{path}");
        assert!(!html.contains(">roll."), "{path} shows a key");
        for word in never {
            assert!(!html.contains(&format!("name=\"{word}")), "{path} asks for {word}");
        }
    };
    for lang in ["pt", "en", "fr", "ar"] {
        for page in PAGES {
            let path = format!("/{lang}/roll/lisboa{page}");
            let answer = visitor.get(&path).await;
            if answer.status == Status::Ok {
                look(&path, &answer.html);
            } else {
                assert_eq!(answer.status, Status::SeeOther, "{path}: {}", answer.html);
            }
        }
        for page in DESK {
            let path = format!("/{lang}/desk/roll/lisboa{page}");
            look(&path, &rui.open(&path).await);
        }
    }
    let may = "/fr/roll/lisboa/may";
    let open = visitor.send(may, &[("age", "yes")]).await;
    assert_eq!(open.status, Status::UnprocessableEntity);
    let fields = [("age", "yes"), ("area", "Arroios"), ("evidence", "yes")];
    assert!(visitor.send(may, &fields).await.html.contains("Vous pouvez participer"));
    let fields = [("age", "no"), ("area", "-"), ("evidence", "yes")];
    assert!(visitor.send(may, &fields).await.html.contains("16"));
}
