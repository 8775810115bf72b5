//! Two admins hire somebody, who chooses a password, changes it, and is let go again.

use morada::app::staff::second_factor::SharedKey;
use rocket::http::Status;

use crate::web::{Browser, Lisbon};

const STAFF: &str = "/en/desk/staff";

/// The secret of an invitation, from the page that shows it once.
fn token(html: &str) -> &str {
    let (_, rest) = html.split_once("/desk/enrol/").unwrap_or_else(|| panic!("{html}"));
    rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap()
}

/// The key for the telephone, as it can be typed.
fn phone(html: &str) -> SharedKey {
    let lines = html.split("<pre class=\"hash\"").skip(1);
    let key = lines.filter_map(|line| line.split('>').nth(1)?.split('<').next());
    let key = key.map(str::trim).find(|key| key.len() == 32).unwrap_or_else(|| panic!("{html}"));
    SharedKey::from_base32(key).unwrap()
}

async fn sign_in(lisbon: &Lisbon, name: &str, password: &str, phone: &SharedKey) -> Browser {
    lisbon.house.clock().set(lisbon.house.now().plus(60));
    let code = phone.code_at(lisbon.house.now());
    let browser = lisbon.browser().await;
    let fields = [("name", name), ("password", password), ("code", code.as_str())];
    let answer = browser.send("/en/desk/sign-in", &fields).await;
    assert_eq!(answer.to.as_deref(), Some("/en/desk"), "{}", answer.html);
    browser
}

#[rocket::async_test]
async fn two_admins_hire_and_let_go_and_an_invitation_is_shown_once() {
    let lisbon = Lisbon::load().await;
    let (ada, bea) = (lisbon.signed_in("ada").await, lisbon.signed_in("bea").await);
    let new = format!("{STAFF}/new");
    let bad = [
        ("name", "ana"),
        ("shown_as", "Zoé N., desk of Arroios"),
        ("team", ""),
        ("language", "fr"),
        ("roles", "lisboa/registrar"),
        ("roles", "lisboa/ballot_officer"),
    ];
    let answer = ada.send(&new, &bad).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    for words in [
        "value=\"Zoé N., desk of Arroios\"",
        "This is taken",
        "Fill this in",
        "One person cannot be both: \u{2068}Registrar\u{2069} and \u{2068}Ballot officer\u{2069}",
        "<option value=\"fr\" selected>",
        "value=\"lisboa/registrar\" checked",
    ] {
        assert!(answer.html.contains(words), "{words}: {}", answer.html);
    }
    let good = [
        ("name", "zoe@lisboa.example"),
        ("shown_as", "Zoé N., desk of Arroios"),
        ("team", "desk"),
        ("language", "fr"),
        ("roles", "lisboa/registrar"),
    ];
    assert_eq!(ada.send(&new, &good).await.to.as_deref(), Some(STAFF));
    // Who asked cannot confirm; who did not is shown what and by whom.
    let page = ada.open(STAFF).await;
    assert!(page.contains("New account: \u{2068}Zoé N.") && page.contains("staff/back"), "{page}");
    assert!(!page.contains("staff/confirm"), "{page}");
    let page = bea.open(STAFF).await;
    assert!(page.contains("Asked for by \u{2068}Ada L."), "{page}");
    assert!(page.contains("Registrar\u{2069}, \u{2068}Lis"), "{page}");

    let confirm = format!("{STAFF}/confirm");
    let shown = bea.send_from(STAFF, &confirm, &[]).await;
    assert_eq!(shown.status, Status::Ok, "{}", shown.html);
    assert!(shown.html.contains("https://voto.lisboa.example/en/desk/enrol/"));
    assert!(shown.html.contains("class=\"qr\""), "a square to scan");
    let again = bea.send_from(STAFF, &confirm, &[("id", "0")]).await;
    assert_eq!(again.status, Status::UnprocessableEntity, "an invitation is shown once");

    // Zoé chooses a password; what is wrong is told, and passwords never come back in the page.
    let zoe = lisbon.browser().await;
    let invitation = format!("/en/desk/enrol/{}", token(&shown.html));
    let phone = phone(&zoe.open(&invitation).await);
    let weak = [("password", "azulejo"), ("again", "azulejos"), ("code", "000000")];
    let answer = zoe.send(&invitation, &weak).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    assert!(!answer.html.contains("azulejo"), "{}", answer.html);
    assert_eq!(answer.html.matches("<li><a href=\"#").count(), 3, "three faults: {}", answer.html);
    let (old, next) = ("um elétrico amarelo", "dois elétricos amarelos");
    let code = phone.code_at(lisbon.house.now());
    let good = [("password", old), ("again", old), ("code", code.as_str())];
    assert_eq!(zoe.send(&invitation, &good).await.to.as_deref(), Some("/en/desk/sign-in"));
    assert_eq!(zoe.get(&invitation).await.status, Status::NotFound, "it works once");

    // Another password ends the sessions elsewhere and keeps this one.
    let desk = sign_in(&lisbon, "zoe@lisboa.example", old, &phone).await;
    let home = sign_in(&lisbon, "zoe@lisboa.example", old, &phone).await;
    lisbon.house.clock().set(lisbon.house.now().plus(60));
    let code = phone.code_at(lisbon.house.now());
    let change = [("now", old), ("password", next), ("again", next), ("code", code.as_str())];
    let wrong = home.send("/en/desk/me", &[("now", next), ("password", next)]).await;
    assert!(wrong.html.contains("This is not your password now"), "{}", wrong.html);
    assert_eq!(home.send("/en/desk/me", &change).await.to.as_deref(), Some("/en/desk/me"));
    assert_eq!(home.get("/en/desk").await.status, Status::Ok);
    assert_eq!(desk.get("/en/desk").await.status, Status::SeeOther, "signed out at the desk");

    // One admin ends sessions at once; closing takes two.
    let id = ada.open(STAFF).await;
    let id = id.split("zoe@lisboa.example").nth(1).unwrap();
    let id = id.split("/desk/staff/").nth(1).unwrap().split('"').next().unwrap();
    let zoes = format!("{STAFF}/{id}");
    assert_eq!(
        ada.send_from(&zoes, &format!("{zoes}/sessions"), &[]).await.status,
        Status::SeeOther
    );
    assert_eq!(home.get("/en/desk").await.status, Status::SeeOther);
    let home = sign_in(&lisbon, "zoe@lisboa.example", next, &phone).await;
    assert_eq!(ada.send(&zoes, &[("change", "close")]).await.to.as_deref(), Some(STAFF));
    assert_eq!(home.get("/en/desk").await.status, Status::Ok, "one admin alone closes nothing");
    assert_eq!(bea.send_from(STAFF, &confirm, &[]).await.to.as_deref(), Some(STAFF));
    assert_eq!(home.get("/en/desk").await.status, Status::SeeOther);
    let page = ada.open(&zoes).await;
    assert!(page.contains("Closed") && !page.contains("name=\"change\""), "{page}");

    // Their own account is out of reach for both, so two admins always remain.
    let own = ada.open(STAFF).await;
    let own = own.split("Ada L., municipal computing</th>").count();
    assert!(own >= 1);
    let log = ada.open("/en/desk/log").await;
    assert!(log.contains("Changed an account: \u{2068}Zoé N."), "{log}");
    assert!(log.contains("Ended the sessions of \u{2068}Zoé N."), "{log}");
}

#[rocket::async_test]
async fn nobody_changes_their_own_account_and_two_admins_remain() {
    let lisbon = Lisbon::load().await;
    let ada = lisbon.signed_in("ada").await;
    let page = ada.open(STAFF).await;
    let id_of = |name: &str| {
        let row = page.split(&format!(">\u{2068}{name}\u{2069}<")).nth(1).expect(name);
        row.split("/desk/staff/").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let own = format!("{STAFF}/{}", id_of("ada"));
    for change in ["roles", "close", "invite"] {
        let answer = ada.send(&own, &[("change", change), ("roles", "*/admin")]).await;
        assert_eq!(answer.status, Status::UnprocessableEntity);
        assert!(answer.html.contains("This is your own account"), "{}", answer.html);
    }
    // Ada asks for Bea's account to be closed; only Bea could confirm, and nobody confirms that.
    let beas = format!("{STAFF}/{}", id_of("bea"));
    assert_eq!(ada.send(&beas, &[("change", "close")]).await.to.as_deref(), Some(STAFF));
    let bea = lisbon.signed_in("bea").await;
    let answer = bea.send_from(STAFF, &format!("{STAFF}/confirm"), &[]).await;
    assert_eq!(answer.status, Status::UnprocessableEntity);
    assert!(answer.html.contains("This is your own account"), "{}", answer.html);
    let back = bea.send_from(STAFF, &format!("{STAFF}/back"), &[("id", "0")]).await;
    assert_eq!(back.status, Status::UnprocessableEntity, "nothing of that name waits");
    let back = ada.send_from(STAFF, &format!("{STAFF}/back"), &[]).await;
    assert_eq!(back.to.as_deref(), Some(STAFF));
    assert!(!ada.open(STAFF).await.contains("Close the account:"));
}
