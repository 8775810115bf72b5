//! The desk in a browser: signing in, looking around in four languages, and being refused in words.

use std::sync::Arc;

use morada_engine::time::Timestamp;
use rocket::figment::Figment;
use rocket::http::{ContentType, Status};
use rocket::local::asynchronous::{Client, LocalResponse};

use crate::app::seeds::{demo_staff, load_lisbon};
use crate::app::{Clock, House};
use crate::config::{Config, Secret};
use crate::web::testing::site;

/// Who votes, as the form sends it.
const VOTERS: [(&str, &str); 7] = [
    ("minimum_age", "16"),
    ("basis", "residence"),
    ("min_months", "0"),
    ("on", "closing"),
    ("min_assurance", "2"),
    ("choice", "own"),
    ("choice_most", "1"),
];

struct Lisbon {
    house: Arc<House>,
    browser: Client,
    _folder: tempfile::TempDir,
}

impl Lisbon {
    async fn load() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().to_path_buf(), ..Config::default() };
        let clock = Clock::standing_at(Timestamp::from_unix(0));
        let house = Arc::new(House::open(config, Secret::random(), clock).await.unwrap());
        load_lisbon(&house, Timestamp::from_unix(1_792_000_000)).await.unwrap();
        let figment = Figment::from(rocket::Config::debug_default());
        let rocket = crate::web::rocket(figment, site(), Arc::clone(&house)).unwrap();
        Self { house, browser: Client::tracked(rocket).await.unwrap(), _folder: folder }
    }

    async fn get(&self, path: &str) -> (Status, String) {
        let answer = self.browser.get(path.to_owned()).dispatch().await;
        (answer.status(), answer.into_string().await.unwrap_or_default())
    }

    /// Sends the form of the page at `page` to `action`, with its token and hidden fields.
    async fn post(&self, page: &str, action: &str, fields: &[(&str, &str)]) -> LocalResponse<'_> {
        let (_, html) = self.get(page).await;
        let mut body = vec![format!("csrf={}", hidden(&html, "csrf"))];
        if html.contains("name=\"revision\"") {
            body.push(format!("revision={}", hidden(&html, "revision")));
        }
        for (name, value) in fields {
            body.push(format!("{name}={}", rocket::http::RawStr::new(value).percent_encode()));
        }
        let request =
            self.browser.post(action.to_owned()).header(ContentType::Form).body(body.join("&"));
        request.dispatch().await
    }

    async fn sign_in(&self, name: &str) {
        self.house.clock().set(self.house.now().plus(60));
        let all = demo_staff(&self.house).unwrap();
        let account = all.iter().find(|account| account.name == name).unwrap();
        let fields = [
            ("name", name),
            ("password", account.password.as_str()),
            ("code", account.code.as_str()),
        ];
        let answer = self.post("/en/desk/sign-in", "/en/desk/sign-in", &fields).await;
        assert_eq!(answer.status(), Status::SeeOther);
        assert_eq!(answer.headers().get_one("Location"), Some("/en/desk"));
    }
}

fn hidden(html: &str, name: &str) -> String {
    let at = html.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{html}"));
    let value = &html[at..];
    value.split('"').nth(3).unwrap().to_owned()
}

const PAGES: [&str; 22] = [
    "",
    "/begin",
    "/log",
    "/p/lisboa-2026",
    "/p/lisboa-2026/set/name",
    "/p/lisboa-2026/set/voters",
    "/p/lisboa-2026/set/dates",
    "/p/lisboa-2026/set/languages",
    "/p/lisboa-2026/set/secrecy",
    "/p/lisboa-2026/set/trustees",
    "/p/lisboa-2026/rules",
    "/p/lisboa-2026/letters",
    "/p/lisboa-2026/open",
    "/p/lisboa-2026/turnout",
    "/p/lisboa-2026/count",
    "/p/lisboa-2025/publish",
    "/p/lisboa-2026/contests/new",
    "/p/lisboa-2026/contests/city",
    "/p/lisboa-2026/contests/city/edit",
    "/p/lisboa-2026/contests/city/projects/1/edit",
    "/p/lisboa-2026/contests/city/import",
    "/p/lisboa-2026/contests/city/keys",
];

#[rocket::async_test]
async fn the_desk_is_shut_to_strangers_and_open_in_four_languages() {
    let lisbon = Lisbon::load().await;
    for page in PAGES {
        let answer = lisbon.browser.get(format!("/pt/desk{page}")).dispatch().await;
        assert_eq!(answer.status(), Status::SeeOther, "{page}");
        assert_eq!(answer.headers().get_one("Location"), Some("/pt/desk/sign-in"), "{page}");
    }
    let wrong = [("name", "ana"), ("password", "guess"), ("code", "123456")];
    let refused = lisbon.post("/en/desk/sign-in", "/en/desk/sign-in", &wrong).await;
    assert_eq!(refused.status(), Status::UnprocessableEntity);
    let html = refused.into_string().await.unwrap();
    assert!(html.contains("value=\"ana\"") && !html.contains("guess"), "{html}");

    lisbon.sign_in("ana").await;
    for lang in ["pt", "en", "fr", "ar"] {
        for page in PAGES {
            let (status, html) = lisbon.get(&format!("/{lang}/desk{page}")).await;
            assert_eq!(status, Status::Ok, "/{lang}/desk{page}: {html}");
            assert_eq!(html.matches("<h1").count(), 1, "{page}");
            assert!(!html.contains("staff."), "/{lang}/desk{page} shows a key");
        }
    }
    let (_, html) = lisbon.get("/en/desk/p/lisboa-2026/turnout").await;
    assert!(html.contains("57"), "{html}");
}

#[rocket::async_test]
async fn a_form_with_faults_comes_back_filled_in_and_a_good_one_leads_on() {
    let lisbon = Lisbon::load().await;
    lisbon.sign_in("ana").await;
    let begin = "/en/desk/begin";
    let bad = [("place", "lisboa"), ("id", "OP 2027"), ("title-pt", ""), ("role", "admin")];
    let answer = lisbon.post(begin, begin, &bad).await;
    assert_eq!(answer.status(), Status::UnprocessableEntity);
    let html = answer.into_string().await.unwrap();
    assert!(html.contains("value=\"OP 2027\""), "{html}");
    assert!(html.contains("href=\"#id\"") && html.contains("href=\"#title-pt\""), "{html}");

    let good = [("place", "lisboa"), ("id", "lisboa-2028"), ("title-pt", "Orçamento 2027")];
    let answer = lisbon.post(begin, begin, &good).await;
    assert_eq!(answer.status(), Status::SeeOther);
    let process = "/en/desk/p/lisboa-2028";
    assert_eq!(answer.headers().get_one("Location"), Some(process));

    let voters = format!("{process}/set/voters");
    let answer = lisbon.post(&voters, &voters, &VOTERS).await;
    assert_eq!(answer.status(), Status::SeeOther);
    let contest = format!("{process}/contests/new");
    let fields = [
        ("id", "city"),
        ("title-pt", "Cidade"),
        ("budget", "500 000"),
        ("ballot", "knapsack"),
        ("rule", "equal_shares"),
    ];
    let answer = lisbon.post(&contest, &contest, &fields).await;
    assert_eq!(answer.status(), Status::SeeOther);
    let project = format!("{process}/contests/city/projects/new");
    let fields = [
        ("number", "1"),
        ("cost", "85 000"),
        ("original_language", "pt"),
        ("title-pt", "<b>Sol</b>"),
    ];
    let answer = lisbon.post(&project, &project, &fields).await;
    assert_eq!(answer.status(), Status::SeeOther);
    let (_, html) = lisbon.get(&format!("{process}/contests/city")).await;
    assert!(html.contains("&lt;b&gt;Sol") && !html.contains("<b>Sol"), "{html}");

    // The process of this year is sealed: nothing about it moves.
    let name = "/en/desk/p/lisboa-2026/set/name";
    let answer = lisbon.post(name, name, &[("title-pt", "Outro")]).await;
    assert_eq!(answer.status(), Status::UnprocessableEntity);
    assert!(answer.into_string().await.unwrap().contains("Two people have fixed this"));
}

#[rocket::async_test]
async fn a_form_from_elsewhere_and_a_role_that_may_not_are_refused() {
    let lisbon = Lisbon::load().await;
    lisbon.sign_in("olga").await;
    let (status, _) = lisbon.get("/en/desk/p/lisboa-2026/open").await;
    assert_eq!(status, Status::Forbidden, "an observer opens nothing");
    let (status, html) = lisbon.get("/en/desk/p/lisboa-2026/turnout").await;
    assert_eq!(status, Status::Ok, "{html}");

    let begin = "/en/desk/begin";
    let fields = [("place", "lisboa"), ("id", "x"), ("title-pt", "X")];
    let answer = lisbon.post(begin, begin, &fields).await;
    assert_eq!(answer.status(), Status::Forbidden);
    let forged = lisbon.browser.post(begin).header(ContentType::Form).body("csrf=0&id=x");
    assert_eq!(forged.dispatch().await.status(), Status::Forbidden);

    let answer = lisbon.post("/en/desk", "/en/desk/sign-out", &[]).await;
    assert_eq!(answer.status(), Status::SeeOther);
    let (status, _) = lisbon.get("/en/desk").await;
    assert_eq!(status, Status::SeeOther);
}
