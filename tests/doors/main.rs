//! Every door of the web and who may open it: one table. A route that is missing here fails the
//! test, and so does a route that answers anybody otherwise than the table says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

mod matrix;
mod table;
#[path = "../web/mod.rs"]
mod web;

use std::collections::BTreeSet;

use morada::app::House;
use morada::app::roll::desk::{NewAnswers, admit_at_desk, fresh_attempt};
use morada::app::roll::keeping::{KeepingAnswers, keep_roll};
use morada::app::roll::people::BornAnswers;
use morada::app::staff::accounts::{AccountAnswers, operator_adds};
use morada::app::staff::enrol::{EnrolAnswers, enrol, invitation};
use morada::app::staff::second_factor::SharedKey;
use morada::app::staff::setup::begin::{Area, Place, make_place};
use morada_engine::contest::Text;
use morada_engine::ids::PlaceId;
use morada_engine::permission::{Act, Grant, Role};
use morada_engine::permit::{Actor, Subject};
use rocket::http::Method::{self, Get, Post};
use rocket::http::Status;
use table::Door::{Card, Everybody, May, MayInHouse, Place as InPlace, Staff};
use table::{DOORS, Door};
use web::{Browser, Lisbon};

#[rocket::async_test]
async fn every_route_stands_in_the_table_and_the_table_has_no_other() {
    let lisbon = Lisbon::load().await;
    let browser = lisbon.browser().await;
    let named = |method: Method, uri: &str| format!("{method} {uri}");
    let routes: BTreeSet<String> =
        browser.client.rocket().routes().map(|r| named(r.method, &r.uri.to_string())).collect();
    let table: BTreeSet<String> = DOORS.iter().map(|(m, uri, ..)| named(*m, uri)).collect();
    let missing: Vec<_> = routes.difference(&table).collect();
    let gone: Vec<_> = table.difference(&routes).collect();
    assert!(missing.is_empty() && gone.is_empty(), "missing: {missing:#?}\ngone: {gone:#?}");
    assert_eq!(table.len(), DOORS.len(), "a door stands twice in the table");
}

/// What a door does to somebody who knocks.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// It opens; what is behind it may still say that a form is not filled in.
    Opens,
    /// It asks to sign in first.
    AsksWho,
    /// It says that this role may not.
    Refuses,
    /// It says that there is no such thing.
    KnowsNothing,
    /// It asks for card and PIN.
    AsksForCard,
}

/// Somebody who goes from door to door.
struct Walker {
    name: &'static str,
    browser: Browser,
    /// Roles and the place of each; `None` for somebody who is not signed in.
    roles: Option<Vec<(&'static str, Role)>>,
}

impl Walker {
    fn holds(&self, place: &str) -> Vec<Role> {
        let own = self.roles.iter().flatten();
        own.filter(|(held, _)| *held == "*" || *held == place).map(|(_, role)| *role).collect()
    }

    /// What the table says about this door and this person, who stands before Lisbon's process.
    fn expected(&self, door: Door) -> Answer {
        let may = |roles: &[Role], act: Act| {
            let granted = roles.iter().any(|role| act.grant(*role) != Grant::Refused);
            if granted { Answer::Opens } else { Answer::Refuses }
        };
        match door {
            Everybody => return Answer::Opens,
            // No walker has a card.
            Card => return Answer::AsksForCard,
            Staff | InPlace | May(_) | MayInHouse(_) => {}
        }
        if self.roles.is_none() {
            return Answer::AsksWho;
        }
        let here = self.holds("lisboa");
        match door {
            InPlace | May(_) if here.is_empty() => Answer::KnowsNothing,
            Everybody | Card | Staff | InPlace => Answer::Opens,
            May(act) => may(&here, act),
            // The list of acts has no resident in it: whoever reads it anywhere reads it here.
            MayInHouse(Act::ReadStaffLog) => {
                let all: Vec<Role> = self.roles.iter().flatten().map(|(_, role)| *role).collect();
                may(&all, Act::ReadStaffLog)
            }
            MayInHouse(act) => may(&self.holds("*"), act),
        }
    }

    async fn knock(&self, method: Method, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = match method {
            Get => self.browser.get(path).await,
            _ => self.browser.send_from("/en/display", path, fields).await,
        };
        let to_card = ["/en/roll/lisboa/card", "/en/roll/lisboa/me"];
        let to_card = answer.to.as_deref().is_some_and(|to| to_card.contains(&to));
        let to_sign_in = answer.to.as_deref() == Some("/en/desk/sign-in");
        assert!(answer.status.code < 500, "{} {path}: {}", self.name, answer.html);
        match answer.status {
            // Whoever signs out is led to the same page as whoever never signed in.
            Status::SeeOther if to_sign_in && !path.ends_with("sign-out") => Answer::AsksWho,
            Status::SeeOther if to_sign_in && self.roles.is_none() => Answer::AsksWho,
            Status::SeeOther if to_card => Answer::AsksForCard,
            Status::Forbidden => Answer::Refuses,
            // One's own data are no page: without a card there are none.
            Status::NotFound if path.ends_with("/me/data") => Answer::AsksForCard,
            Status::NotFound => Answer::KnowsNothing,
            _ => Answer::Opens,
        }
    }
}

/// A real address for a pattern of the table.
fn address(pattern: &str, clerk: &str) -> String {
    let path = pattern.split('?').next().unwrap();
    // Residents propose to next year's process.
    let proposals = ["/propos", "/map.svg", "/evaluation"].iter().any(|part| path.contains(part));
    let process = if proposals { "lisboa-2027" } else { "lisboa-2026" };
    [
        ("<lang>", "en"),
        ("<_lang>", "en"),
        ("<process>", process),
        ("<contest>", "city"),
        ("<project>", "1"),
        ("<place>", "lisboa"),
        ("<step>", "place"),
        ("<kind>", "home_paper"),
        ("<text>", "00"),
        ("<request>", "0000"),
        ("<case>", "0000"),
        ("<entry>", "0000"),
        ("<decision>", "0000"),
        ("<sha>", "0000"),
        ("<number>", "1"),
        ("<saying>", "report"),
        ("<tongue>", "ar"),
        ("<group>", "0000"),
        ("<year>", "2026"),
        ("<topic>", "name"),
        ("<id>", clerk),
        ("<old>", "1"),
        ("<token>", "0000"),
        ("<tracking>", "00000-00000-00000-00000"),
        ("<hash>/<path..>", "0/morada.css"),
        ("<path..>", "manifest.json"),
    ]
    .into_iter()
    .fold(path.to_owned(), |path, (gap, word)| path.replace(gap, word))
}

/// Doors for everybody behind which there need be nothing: no such slip, invitation, result or file yet.
const MAY_BE_EMPTY: [&str; 31] = [
    "/desk/roll/<place>/letters",
    "/desk/roll/<place>/spare",
    "/evaluation/join/back",
    "/evaluation.json",
    "/evaluation/appeals/<number>",
    "/evaluation/report/<number>",
    "/elections/<id>",
    "/closed/",
    "/mandates/end",
    "/desk/roll/<place>/pass",
    "/desk/roll/<place>/notice",
    "/change/<entry>",
    "/register/faults.csv",
    "/sound/<tongue>",
    "/<group>",
    "/p/<process>/works",
    "/request/photo",
    "/propose/photo",
    "/propose/amendment",
    "/<sha>",
    "/<decision>",
    "/slip/",
    "/enrol/",
    "/results",
    "/audit/",
    "/static/",
    "/log/",
    "/<request>",
    "/<case>",
    "/desk/roll/<place>/card",
    "/desk/roll/<place>/end",
];

const PASSWORD: &str = "o elétrico vinte e oito";

/// Hires somebody and signs them in.
async fn hire(
    lisbon: &Lisbon,
    name: &'static str,
    roles: &[(&'static str, Role)],
) -> (Walker, String) {
    let house: &House = &lisbon.house;
    let typed = AccountAnswers {
        name: name.to_owned(),
        shown_as: name.to_owned(),
        team: format!("team of {name}"),
        language: "en".to_owned(),
        roles: roles.iter().map(|(place, role)| format!("{place}/{}", role.name())).collect(),
    };
    let token = operator_adds(house, &typed).await.unwrap();
    let found = invitation(house, &token).await.unwrap();
    let phone = SharedKey::from_base32(&found.key).unwrap();
    let code = phone.code_at(house.now());
    let answers = EnrolAnswers { password: PASSWORD.to_owned(), again: PASSWORD.to_owned(), code };
    enrol(house, &token, &answers).await.unwrap();
    // The next half minute; a session that nobody uses ends after a quarter of an hour.
    house.clock().set(house.now().plus(30));
    let browser = lisbon.browser().await;
    let code = phone.code_at(house.now());
    let fields = [("name", name), ("password", PASSWORD), ("code", code.as_str())];
    let answer = browser.send("/en/desk/sign-in", &fields).await;
    assert_eq!(answer.to.as_deref(), Some("/en/desk"), "{}", answer.html);
    (Walker { name, browser, roles: Some(roles.to_vec()) }, found.account.id)
}

/// A browser in which somebody is in with their card, of Porto.
async fn with_a_card_of_porto(lisbon: &Lisbon) -> Browser {
    let (house, place) = (&lisbon.house, PlaceId::parse("porto").unwrap());
    let by = |role| Actor { id: "p".into(), team: "porto".into(), roles: [role].into() };
    let permit = by(Role::BallotOfficer).permit(Subject::Place(place.clone())).unwrap();
    let kept = KeepingAnswers {
        min_age: "16".to_owned(),
        min_months: "0".to_owned(),
        basis: vec!["residence".to_owned()],
        evidence: ["association_letter", "posted_code", "two_neighbours", "home_paper"]
            .map(str::to_owned)
            .to_vec(),
        decide_days: "7".to_owned(),
        appeal_days: "10".to_owned(),
        card_months: "24".to_owned(),
    };
    keep_roll(house, &permit, &kept).await.unwrap();
    let permit = by(Role::Registrar).permit_for_assigned(Subject::Place(place)).unwrap();
    let typed = NewAnswers {
        attempt: fresh_attempt(house),
        name: "Rosa do Porto".to_owned(),
        born: BornAnswers { year: "1980".to_owned(), ..BornAnswers::default() },
        area: "Cedofeita".to_owned(),
        tie: "residence".to_owned(),
        since_year: "2024".to_owned(),
        since_month: "3".to_owned(),
        evidence: "two_neighbours".to_owned(),
        name_on_card: false,
    };
    let admitted = admit_at_desk(house, &permit, &typed).await.unwrap();
    let browser = lisbon.browser().await;
    let (number, pin) = (admitted.card.number.printed(), admitted.card.pin);
    let door = "/en/roll/porto/card";
    let answer = browser.send(door, &[("number", &number), ("pin", &pin)]).await;
    assert_eq!(answer.to.as_deref(), Some("/en/roll/porto/me"), "{}", answer.html);
    browser
}

/// Every role of the staff, each in a place; the same in another place; two who are not signed in.
async fn walkers(lisbon: &Lisbon) -> (Vec<Walker>, String) {
    let porto = Place {
        id: PlaceId::parse("porto").unwrap(),
        name: Text::new([("pt", "Porto")]),
        languages: vec!["pt".to_owned()],
        time_zone: "Europe/Lisbon".to_owned(),
        currency: "EUR".to_owned(),
        currency_exponent: 2,
        help_line: String::new(),
    };
    let area = Area { name: "Cedofeita".to_owned(), map_column: 1, map_row: 1 };
    make_place(&lisbon.house, &porto, &[area]).await.unwrap();
    let (clerk, id) = hire(lisbon, "clerk", &[("lisboa", Role::Evaluator)]).await;
    let resident = lisbon.browser().await;
    let code = morada::app::seeds::unused_codes(&lisbon.house).unwrap().1[0].printed();
    let vote = "/en/p/lisboa-2026/vote";
    assert_eq!(resident.send(vote, &[("code", &code)]).await.status, Status::SeeOther);
    let mut all = vec![
        Walker { name: "anonymous", browser: lisbon.browser().await, roles: None },
        Walker { name: "a resident in the booth", browser: resident, roles: None },
        clerk,
    ];
    for (name, role) in [
        ("mediator", Role::Mediator),
        ("moderator", Role::Moderator),
        ("registrar", Role::Registrar),
        ("officer", Role::BallotOfficer),
        ("secretary", Role::Secretary),
        ("mayor", Role::Mayor),
        ("observer", Role::Observer),
    ] {
        all.push(hire(lisbon, name, &[("lisboa", role)]).await.0);
    }
    all.push(hire(lisbon, "admin", &[("*", Role::Admin)]).await.0);
    // Everybody once more, from another place: whatever they may do there, here they may not.
    for (name, role) in [
        ("evaluator of Porto", Role::Evaluator),
        ("mediator of Porto", Role::Mediator),
        ("moderator of Porto", Role::Moderator),
        ("registrar of Porto", Role::Registrar),
        ("officer of Porto", Role::BallotOfficer),
        ("secretary of Porto", Role::Secretary),
        ("mayor of Porto", Role::Mayor),
        ("observer of Porto", Role::Observer),
    ] {
        all.push(hire(lisbon, name, &[("porto", role)]).await.0);
    }
    all.push(Walker {
        name: "a card of Porto",
        browser: with_a_card_of_porto(lisbon).await,
        roles: None,
    });
    (all, id)
}

/// Every walker knocks at every door, and at every form a second time without its token.
#[rocket::async_test]
async fn every_door_answers_everybody_as_the_table_says() {
    let lisbon = Lisbon::load().await;
    let (walkers, clerk) = walkers(&lisbon).await;
    let staff: BTreeSet<Role> =
        walkers.iter().filter_map(|w| w.roles.as_ref()).flatten().map(|(_, role)| *role).collect();
    assert_eq!(staff, BTreeSet::from(Role::STAFF), "every role of the staff walks");
    let mut wrong = Vec::new();
    for walker in &walkers {
        // The way out is taken last.
        let (out, doors): (Vec<_>, Vec<_>) =
            DOORS.iter().partition(|(_, pattern, ..)| pattern.ends_with("sign-out"));
        for &(method, pattern, door, ..) in doors.into_iter().chain(out) {
            let path = address(pattern, &clerk);
            let fields: &[(&str, &str)] = match pattern {
                "/<lang>/desk/begin" => &[("place", "lisboa")],
                // Nobody asks for anything, so the walk changes no account.
                "/<lang>/desk/staff/<id>" => &[("change", "nothing")],
                _ => &[],
            };
            let expected = walker.expected(door);
            let answer = walker.knock(method, &path, fields).await;
            let empty = MAY_BE_EMPTY.iter().any(|part| pattern.contains(part))
                && expected == Answer::Opens
                && answer == Answer::KnowsNothing;
            if answer != expected && !empty {
                let name = walker.name;
                wrong.push(format!("{name} at {method} {path}: {answer:?}, not {expected:?}"));
            }
            if method == Post {
                let bare = walker.browser.client.post(path.clone());
                let bare = bare.header(rocket::http::ContentType::Form).body("x=1").dispatch();
                let refused = matches!(bare.await.status(), Status::Forbidden | Status::SeeOther);
                if !refused {
                    wrong.push(format!("{} at {path}: a form without its token", walker.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
