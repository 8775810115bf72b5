//! What the tests of whole pages share: the demo's Lisbon behind its web server, browsers that keep
//! cookies, and forms that are sent as a browser sends them.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod residents;

use std::sync::Arc;

use morada::app::seeds::{demo_staff, load_lisbon};
use morada::app::{Clock, House, courier, sequencer};
use morada::config::{Config, Secret};
use morada::i18n::lang::Lang;
use morada::web::site::Site;
use morada_engine::contest::Text;
use morada_engine::time::Timestamp;
use rocket::figment::Figment;
use rocket::http::{ContentType, Status};
use rocket::local::asynchronous::Client;
use sea_orm::{ConnectionTrait, Database};

/// 14 October 2026, 20:26 in Lisbon.
pub const NOW: Timestamp = Timestamp::from_unix(1_792_000_000);

/// Lisbon: last year's budget is public, this year's is being voted on.
pub struct Lisbon {
    pub house: Arc<House>,
    _folder: tempfile::TempDir,
}

impl Lisbon {
    pub async fn load() -> Self {
        Self::load_with(String::new()).await
    }

    /// The same with its office at `office_url`; empty for a file.
    pub async fn load_with(office_url: String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().to_path_buf();
        let config = Config { data, office_url, ..Config::default() };
        let clock = Clock::standing_at(Timestamp::from_unix(0));
        let house = Arc::new(House::open(config, Secret::random(), clock).await.unwrap());
        load_lisbon(&house, NOW).await.unwrap();
        Self { house, _folder: folder }
    }

    /// A browser that has been nowhere yet.
    pub async fn browser(&self) -> Browser {
        let site = Site {
            place: Text::new([("pt", "Lisboa")]),
            public_url: "https://voto.lisboa.example".to_owned(),
            default_lang: Lang::Pt,
            secure_cookies: false,
            client_address_header: None,
            csrf_key: [7; 32],
            code_tries_per_minute: 1000,
            help_phone: Some("800 000 026".to_owned()),
            demo: true,
        };
        let figment = Figment::from(rocket::Config::debug_default());
        let rocket = morada::web::rocket(figment, site, Arc::clone(&self.house)).unwrap();
        Browser { client: Client::tracked(rocket).await.unwrap() }
    }

    /// A browser in which somebody of the demo's staff is signed in.
    pub async fn signed_in(&self, name: &str) -> Browser {
        let browser = self.browser().await;
        // A code works once, so the next one needs the next half minute.
        self.house.clock().set(self.house.now().plus(60));
        let all = demo_staff(&self.house).unwrap();
        let account = all.iter().find(|account| account.name == name).expect(name);
        let (password, code) = (account.password.as_str(), account.code.as_str());
        let door = "/en/desk/sign-in";
        let answer =
            browser.send(door, &[("name", name), ("password", password), ("code", code)]).await;
        assert_eq!(answer.to.as_deref(), Some("/en/desk"), "{}", answer.html);
        browser
    }

    /// Lets the clock's work and the courier catch up.
    pub async fn settle(&self) {
        courier::walk(&self.house).await.unwrap();
        sequencer::tick(&self.house).await.unwrap();
        courier::walk(&self.house).await.unwrap();
    }
}

/// Runs `test` on Lisbon with its office in each database.
pub async fn on_both(test: impl AsyncFn(Lisbon)) {
    test(Lisbon::load().await).await;

    let server = std::env::var("MORADA_TEST_POSTGRES")
        .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".to_owned());
    let Ok(admin) = Database::connect(&server).await else {
        println!("PostgreSQL skipped: no server answers at {server}");
        return;
    };
    let name = format!("morada_web_{:016x}", rand::random::<u64>());
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    let (address, _) = server.rsplit_once('/').unwrap();
    test(Lisbon::load_with(format!("{address}/{name}")).await).await;
    admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
}

/// A browser that keeps cookies.
pub struct Browser {
    pub client: Client,
}

/// What came back.
pub struct Answer {
    pub status: Status,
    pub to: Option<String>,
    pub bytes: Vec<u8>,
    pub html: String,
}

impl Browser {
    pub async fn get(&self, path: &str) -> Answer {
        answer(self.client.get(path.to_owned()).dispatch().await).await
    }

    /// A page that must be there.
    pub async fn open(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, Status::Ok, "{path}: {}", answer.html);
        answer.html
    }

    /// Opens the page at `path`, fills in its form and sends it there.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send_from(path, path, fields).await
    }

    /// Sends the form of the page `from` to `path`, with its hidden fields.
    pub async fn send_from(&self, from: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(from).await.html;
        let body: Vec<String> = all_fields(&page, path, fields)
            .into_iter()
            .map(|(name, value)| format!("{name}={}", encoded(&value)))
            .collect();
        let request = self.client.post(path.to_owned()).header(ContentType::Form);
        answer(request.body(body.join("&")).dispatch().await).await
    }

    /// The same with a file.
    pub async fn send_file(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (name, file): (&str, &[u8]),
    ) -> Answer {
        let page = self.get(path).await.html;
        let mut body = Vec::new();
        for (name, value) in all_fields(&page, path, fields) {
            let head = format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend(head.bytes().chain(value.bytes()).chain(*b"\r\n"));
        }
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"f\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend(head.bytes().chain(file.iter().copied()).chain(*b"\r\n--edge--\r\n"));
        let kind = ContentType::new("multipart", "form-data").with_params(("boundary", "edge"));
        answer(self.client.post(path.to_owned()).header(kind).body(body).dispatch().await).await
    }
}

async fn answer(answer: rocket::local::asynchronous::LocalResponse<'_>) -> Answer {
    let (status, to) = (answer.status(), answer.headers().get_one("Location").map(str::to_owned));
    let bytes = answer.into_bytes().await.unwrap_or_default();
    let html = String::from_utf8_lossy(&bytes).into_owned();
    Answer { status, to, bytes, html }
}

/// The hidden fields of the form that goes to `path` (or at least the page's token), then `fields`.
fn all_fields(page: &str, path: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let form = page.split("<form").find(|form| form.contains(&format!("action=\"{path}\"")));
    let form = form.map_or(page, |form| form.split("</form>").next().unwrap_or(form));
    let mut all: Vec<(String, String)> = hidden(form);
    if !all.iter().any(|(name, _)| name == "csrf") {
        all.extend(hidden(page).into_iter().find(|(name, _)| name == "csrf"));
    }
    all.retain(|(name, _)| !fields.iter().any(|(own, _)| own == name));
    all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    all
}

/// The hidden fields in a piece of a page.
pub fn hidden(html: &str) -> Vec<(String, String)> {
    let inputs = html.split("<input type=\"hidden\"").skip(1);
    let read = |input: &str| {
        let tag = input.split('>').next()?;
        let part = |name: &str| {
            let (_, rest) = tag.split_once(&format!("{name}=\""))?;
            rest.split('"').next().map(str::to_owned)
        };
        Some((part("name")?, part("value")?))
    };
    inputs.filter_map(read).collect()
}

fn encoded(value: &str) -> String {
    rocket::http::RawStr::new(value).percent_encode().to_string()
}
