//! A collective without legal form, from its first resident to its last mandate (COUNCIL.md K4, K5).

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

mod web;

use morada::app::roll::desk::{NewAnswers, admit_at_desk, fresh_attempt};
use morada::app::roll::people::BornAnswers;
use morada_engine::ids::PlaceId;
use morada_engine::permission::Role;
use morada_engine::permit::act::ChangeRollEntry;
use morada_engine::permit::{Actor, Permit, Subject};
use rocket::http::Status;
use web::{Browser, Lisbon};

const GROUPS: &str = "/en/roll/lisboa/me/groups";

fn registrar() -> Permit<ChangeRollEntry> {
    let rui = Actor { id: "rui".into(), team: "desk".into(), roles: [Role::Registrar].into() };
    rui.permit_for_assigned(Subject::Place(PlaceId::parse("lisboa").unwrap())).unwrap()
}

/// A browser in which a resident of that name is in with their card.
async fn resident(lisbon: &Lisbon, name: &str, year: &str) -> Browser {
    let typed = NewAnswers {
        attempt: fresh_attempt(&lisbon.house),
        name: name.to_owned(),
        born: BornAnswers { year: year.to_owned(), ..BornAnswers::default() },
        area: "Arroios".to_owned(),
        tie: "residence".to_owned(),
        since_year: "2024".to_owned(),
        since_month: "3".to_owned(),
        evidence: "home_paper".to_owned(),
        name_on_card: false,
    };
    let admitted = admit_at_desk(&lisbon.house, &registrar(), &typed).await.unwrap();
    let browser = lisbon.browser().await;
    let (number, pin) = (admitted.card.number.printed(), admitted.card.pin);
    let door = "/en/roll/lisboa/card";
    let answer = browser.send(door, &[("number", &number), ("pin", &pin)]).await;
    assert_eq!(answer.to.as_deref(), Some("/en/roll/lisboa/me"), "{}", answer.html);
    browser
}

const NAME: &str = "Vozes do Beco <b>sem papéis</b>";

/// Asks that a collective be known, and gives the address of its own page.
async fn founds(browser: &Browser) -> String {
    let fields = [
        ("name", NAME),
        ("kind", "collective"),
        ("about", "Cooks, sings and speaks up."),
        ("shown_as", "Kiluanji"),
        ("months", "12"),
    ];
    let answer = browser.send(&format!("{GROUPS}/new"), &fields).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.html);
    answer.to.unwrap()
}

/// Somebody at the desk says that they know it.
async fn is_known(lisbon: &Lisbon, group: &str, verdict: &[(&str, &str)]) {
    let rui = lisbon.signed_in("rui").await;
    let desk = "/en/desk/associations/lisboa";
    let id = group.rsplit('/').next().unwrap();
    let answer = rui.send_from(desk, &format!("{desk}/{id}"), verdict).await;
    assert_eq!(answer.to.as_deref(), Some(desk), "{}", answer.html);
}

fn code_of(html: &str) -> String {
    let code = html.split("class=\"ticket__c hash code\"").nth(1).unwrap();
    code.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()
}

/// K4: no registration, no number, no password; everybody is in with their own card.
#[rocket::async_test]
async fn k4_a_collective_without_legal_form_is_known_and_speaks_by_its_own_peoples_cards() {
    let lisbon = Lisbon::load().await;
    let ngola = resident(&lisbon, "Maria Ngola", "1980").await;
    let page = ngola.open(&format!("{GROUPS}/new")).await;
    for asked in ["password", "register_number", "name=\"number\""] {
        assert!(!page.contains(asked), "nobody asks for {asked}");
    }
    let group = founds(&ngola).await;
    assert!(!ngola.open(&group).await.contains("/invite"), "nobody speaks for it yet");
    let public = "/en/associations/lisboa";
    let stranger = lisbon.browser().await;
    assert!(!stranger.open(public).await.contains("Kiluanji"), "nothing is public before");

    is_known(&lisbon, &group, &[("verdict", "met_at_meeting")]).await;
    let record = stranger.open(public).await;
    assert!(
        record.contains("Kiluanji") && record.contains("Rui M., registration desk"),
        "{record}"
    );
    assert!(record.contains("&lt;b&gt;sem papéis&lt;/b&gt;"), "its name is words, not markup");
    assert!(ngola.open(&group).await.contains("/invite"));
}

/// K5: the list of its people never leaves the group, and their names on the roll are nowhere in it.
#[rocket::async_test]
async fn k5_nobody_outside_sees_who_belongs_and_only_chosen_names_are_public() {
    let lisbon = Lisbon::load().await;
    let ngola = resident(&lisbon, "Maria Ngola", "1980").await;
    let group = founds(&ngola).await;
    is_known(&lisbon, &group, &[("verdict", "met_at_desk")]).await;
    let invited = ngola.send_from(&group, &format!("{group}/invite"), &[]).await;
    let code = code_of(&invited.html);

    let tavares = resident(&lisbon, "João Tavares", "1991").await;
    let wrong = [("code", "AAAAA-AAAAA-AAAAA"), ("shown_as", "Zé")];
    let answer = tavares.send_from(GROUPS, &format!("{GROUPS}/join"), &wrong).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    let right = [("code", code.to_lowercase()), ("shown_as", "Zé".to_owned())];
    let right: Vec<(&str, &str)> =
        right.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let answer = tavares.send_from(GROUPS, &format!("{GROUPS}/join"), &right).await;
    assert_eq!(answer.to.as_deref(), Some(group.as_str()), "{}", answer.html);
    let again = resident(&lisbon, "Ana Costa", "1972").await;
    let answer = again.send_from(GROUPS, &format!("{GROUPS}/join"), &right).await;
    assert_eq!(answer.status, Status::UnprocessableEntity, "a code works once");
    assert_eq!(again.get(&group).await.status, Status::NotFound, "it is not their group");

    let inside = ngola.open(&group).await;
    assert!(inside.contains("Zé") && !inside.contains("Tavares"), "{inside}");
    let record = lisbon.browser().await.open("/en/associations/lisboa").await;
    for hidden in ["Zé", "Tavares", "Ngola", "João"] {
        assert!(!record.contains(hidden), "{hidden} is nobody's business: {record}");
    }
    assert!(record.contains("fewer than ten"));
}

/// A mandate ends by the calendar, or today by somebody who has one; then nobody speaks.
#[rocket::async_test]
async fn a_mandate_is_given_ends_by_itself_and_can_be_ended_before() {
    let lisbon = Lisbon::load().await;
    let ngola = resident(&lisbon, "Maria Ngola", "1980").await;
    let group = founds(&ngola).await;
    is_known(&lisbon, &group, &[("verdict", "vouched_for")]).await;
    let mandate = format!("{group}/mandate");
    let nobody = [("member", "Nobody"), ("months", "6")];
    let answer = ngola.send_from(&group, &mandate, &nobody).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    let too_long = [("member", "Kiluanji"), ("months", "25")];
    let answer = ngola.send_from(&group, &mandate, &too_long).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);

    let end = [("member", "Kiluanji")];
    let answer = ngola.send_from(&group, &format!("{group}/end"), &end).await;
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.html);
    assert!(!ngola.open(&group).await.contains("/invite"), "nobody may speak for it now");
    let record = lisbon.browser().await.open("/en/associations/lisboa").await;
    assert!(record.contains("every mandate has ended") && !record.contains("Kiluanji"));
    assert_eq!(
        ngola.send_from(&group, &format!("{group}/invite"), &[]).await.status,
        Status::NotFound
    );
}

/// A refusal has a public reason; what was known can end, with one.
#[rocket::async_test]
async fn not_being_known_has_a_reason_that_everybody_reads() {
    let lisbon = Lisbon::load().await;
    let ngola = resident(&lisbon, "Maria Ngola", "1980").await;
    let group = founds(&ngola).await;
    let rui = lisbon.signed_in("rui").await;
    let desk = "/en/desk/associations/lisboa";
    let id = group.rsplit('/').next().unwrap();
    let bare = [("verdict", "not_known"), ("reason", "")];
    let answer = rui.send_from(desk, &format!("{desk}/{id}"), &bare).await;
    assert_eq!(answer.status, Status::UnprocessableEntity, "no refusal without a reason");
    let said = [("verdict", "not_known"), ("reason", "Nobody of the group came to the desk.")];
    is_known(&lisbon, &group, &said).await;
    let record = lisbon.browser().await.open("/pt/associations/lisboa").await;
    assert!(record.contains("Nobody of the group came to the desk."));
    let ana = lisbon.signed_in("ana").await;
    assert_eq!(ana.get(desk).await.status, Status::Forbidden);
}

/// Whoever deletes themselves is in no group any more, and speaks for none.
#[rocket::async_test]
async fn whoever_deletes_themselves_is_in_no_group() {
    let lisbon = Lisbon::load().await;
    let ngola = resident(&lisbon, "Maria Ngola", "1980").await;
    let group = founds(&ngola).await;
    is_known(&lisbon, &group, &[("verdict", "met_at_desk")]).await;
    let public = "/en/associations/lisboa";
    assert!(lisbon.browser().await.open(public).await.contains("Kiluanji"));
    let me = "/en/roll/lisboa/me";
    let page = ngola.open(&format!("{me}/card")).await;
    let number = page.split("class=\"hash\" translate=\"no\" dir=\"ltr\">").nth(1).unwrap();
    let number = number.split('<').next().unwrap().to_owned();
    let gone = ngola.send_from(me, &format!("{me}/delete"), &[("sure", &number)]).await;
    assert_eq!(gone.status, Status::Ok, "{}", gone.html);
    let record = lisbon.browser().await.open(public).await;
    assert!(!record.contains("Kiluanji"), "{record}");
    assert!(record.contains("every mandate has ended"));
}

/// K4: a collective proposes. What is sent for it carries its name; nobody sends for a group that is not theirs.
#[rocket::async_test]
async fn k4_a_collective_proposes_through_somebody_with_a_mandate() {
    let lisbon = Lisbon::load().await;
    let ngola = resident(&lisbon, "Maria Ngola", "1980").await;
    let group = founds(&ngola).await;
    is_known(&lisbon, &group, &[("verdict", "met_at_meeting")]).await;
    let id = group.rsplit('/').next().unwrap();

    let at = "/en/p/lisboa-2027/propose";
    let begun = ngola.send_from(at, &format!("{at}/begin"), &[]).await;
    assert_eq!(begun.status, Status::SeeOther, "{}", begun.html);
    for (step, fields) in [
        ("whose", vec![("whose", "group"), ("shown", "Kiluanji")]),
        ("title", vec![("title", "A memorial by the river"), ("language", "en")]),
        ("words", vec![("words", "A garden with the names of those who were enslaved.")]),
        ("place", vec![("area", "Santa Maria Maior"), ("landmark", "Campo das Cebolas")]),
        ("cost", vec![("cost-known", "known"), ("cost", "150 000")]),
        ("theme", vec![("theme", "memory")]),
        ("reach", vec![("reach-by", "desk")]),
    ] {
        let answer = ngola.send(&format!("{at}/step/{step}"), &fields).await;
        assert_eq!(answer.status, Status::SeeOther, "{step}: {}", answer.html);
    }
    let mine = format!("{at}/mine");
    assert!(ngola.open(&mine).await.contains("Send it for"));
    let foreign = ngola.send_from(&mine, &format!("{at}/send"), &[("group", "0000")]).await;
    assert_eq!(foreign.status, Status::NotFound, "not a group of hers");
    let sent = ngola.send_from(&mine, &format!("{at}/send"), &[("group", id)]).await;
    assert_eq!(sent.to.as_deref(), Some(mine.as_str()), "{}", sent.html);
    let after = ngola.open(&mine).await;
    assert!(after.contains("Vozes do Beco"), "it is the group's: {after}");
}
