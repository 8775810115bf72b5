//! What the tests of pages share: a small installation with a street that votes, and a browser without a network.

use std::ops::Deref;
use std::sync::Arc;

use morada_engine::contest::{
    AddOneStop, BallotStyle, Completion, Contest, ContestOption, Misfit, Openings, Papers, Rule,
    ShareStart, Text, TiePolicy, Utility,
};
use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::money::Money;
use morada_engine::sealing::VotingCode;
use morada_engine::time::Timestamp;
use rocket::figment::Figment;
use rocket::http::{ContentType, Status};
use rocket::local::asynchronous::Client;

use super::frame::{Frame, Heading};
use super::helpers::Words;
use super::page::{Page, View};
use super::press::Press;
use super::site::Site;
use crate::app::hold_election::{credlists, make_codes, policy_of};
use crate::app::order::{Act, Order};
use crate::app::{Clock, House, carry_out, sequencer};
use crate::config::{Config, Secret};
use crate::i18n::lang::Lang;

/// A small installation.
pub(crate) fn site() -> Site {
    Site {
        place: Text::new([("ar", "لشبونة"), ("en", "Lisbon"), ("pt", "Lisboa")]),
        public_url: "https://voto.lisboa.example".to_owned(),
        default_lang: Lang::Pt,
        secure_cookies: false,
        client_address_header: None,
        csrf_key: [7; 32],
        code_tries_per_minute: 10,
        help_phone: Some("800 000 026".to_owned()),
        demo: true,
    }
}

/// A process to stand in.
pub(crate) fn heading() -> Heading {
    Heading {
        slug: "street-2026".to_owned(),
        title: Words { text: "Orçamento Participativo".to_owned(), lang: "pt".to_owned() },
        place: Words { text: "Lisboa".to_owned(), lang: "pt".to_owned() },
        has_results: true,
    }
}

/// A browser that keeps cookies, before a server of its own.
pub(crate) struct Browser {
    client: Client,
    /// The house behind the server.
    pub house: Arc<House>,
    /// Its databases, gone with the last browser.
    folder: Arc<tempfile::TempDir>,
}

impl Deref for Browser {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}

/// A browser before a server on which nothing is put to the vote.
pub(crate) async fn browser() -> Browser {
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let config = Config { data: folder.path().to_owned(), ..Config::default() };
    let clock = Clock::standing_at(street().opens_at);
    let house = Arc::new(House::open(config, Secret::random(), clock).await.unwrap());
    before(house, folder).await
}

async fn before(house: Arc<House>, folder: Arc<tempfile::TempDir>) -> Browser {
    let figment = Figment::from(rocket::Config::debug_default());
    let rocket = super::rocket(figment, site(), Arc::clone(&house)).unwrap();
    Browser { client: Client::tracked(rocket).await.unwrap(), house, folder }
}

impl Browser {
    /// Another browser before the same server.
    pub(crate) async fn another(&self) -> Browser {
        before(Arc::clone(&self.house), Arc::clone(&self.folder)).await
    }

    /// Opens a page that must be there.
    pub(crate) async fn open(&self, path: &str) -> String {
        let answer = self.get(path).dispatch().await;
        assert_eq!(answer.status(), Status::Ok, "{path}");
        answer.into_string().await.unwrap()
    }

    /// Sends a form with the token of `page`, and says what came: status, the address led to, the page.
    pub(crate) async fn send(&self, page: &str, path: &str, fields: &str) -> Answered {
        let body = format!("csrf={}&{fields}", token(page));
        let request = self.post(path.to_owned()).header(ContentType::Form).body(body);
        let answer = request.dispatch().await;
        let header = |name| answer.headers().get_one(name).map(str::to_owned);
        Answered {
            status: answer.status(),
            location: header("Location"),
            kept: header("Cache-Control"),
            cleared: header("Clear-Site-Data"),
            html: answer.into_string().await.unwrap_or_default(),
        }
    }
}

/// What came back for a form.
pub(crate) struct Answered {
    pub status: Status,
    pub location: Option<String>,
    pub kept: Option<String>,
    pub cleared: Option<String>,
    pub html: String,
}

/// The value of the hidden field `csrf` in a page.
pub(crate) fn token(html: &str) -> String {
    field(html, "csrf")
}

/// The value of a hidden field.
pub(crate) fn field(html: &str, name: &str) -> String {
    let opening = format!("name=\"{name}\" value=\"");
    let field = html.split(&opening).nth(1).unwrap_or_else(|| panic!("no field {name}"));
    field.split('"').next().unwrap().to_owned()
}

/// Renders a view in every language, which proves that template, view and messages fit together.
pub(crate) async fn in_every_language<V: View>(view: &V) -> Vec<(Lang, String)> {
    let browser = browser().await;
    let press = browser.rocket().state::<Press>().unwrap();
    let render = |lang: Lang| {
        let request = browser.get(format!("/{lang}/p/street-2026/x"));
        let frame = Frame::for_request(request.inner(), Some(&heading()));
        let page = Page::show(view).within(heading());
        (lang, page.render(press, &frame).unwrap_or_else(|fault| panic!("{lang}: {fault}")))
    };
    Lang::all().map(render).collect()
}

fn option(number: u32, id: &str, cents: u64, en: &str, ar: &str) -> ContestOption {
    ContestOption {
        category: if cents > 0 { "play" } else { "" }.to_owned(),
        cost: Money::from_minor(cents).unwrap(),
        id: OptionId::parse(id).unwrap(),
        number,
        place: if cents > 0 { "Rua das Flores" } else { "" }.to_owned(),
        summary: Text::new([("en", "A few words about it.")]),
        title: Text::new([("ar", ar), ("en", en)]),
    }
}

fn contest(
    id: &str,
    ballot: BallotStyle,
    rule: Rule,
    cents: u64,
    options: Vec<ContestOption>,
) -> Contest {
    Contest {
        ballot,
        budget: Money::from_minor(cents).unwrap(),
        id: ContestId::parse(id).unwrap(),
        options,
        rule,
        title: Text::new([("ar", "أموال الشارع"), ("en", "The street’s money")]),
    }
}

/// Four contests, one of each kind: money, up to two, one, yes or no.
pub(crate) fn street() -> Papers {
    let projects = || {
        vec![
            option(1, "1", 900_000, "Playground", "ملعب"),
            option(2, "2", 300_000, "Benches <b>& shade</b>", "مقاعد"),
            option(3, "3", 200_000, "Mural", "جدارية"),
        ]
    };
    let ties = || vec![TiePolicy::Cheaper, TiePolicy::Lot];
    let votes = || Rule::MostVotes { misfit: Misfit::Skip, ties: ties(), version: 1 };
    let shares = Rule::EqualShares {
        completion: Completion::Add1,
        increment: Money::from_minor(100).unwrap(),
        start: ShareStart::Exact,
        stop: AddOneStop::Exhaustive,
        ties: ties(),
        utility: Utility::Cost,
        version: 1,
    };
    let sides = vec![
        option(1, "yes", 0, "Yes", "نعم"),
        option(2, "no", 0, "No", "لا"),
        option(3, "abstain", 0, "No opinion", "دون رأي"),
    ];
    Papers {
        authority: "street.example".to_owned(),
        batch_interval_s: 60,
        batch_min: 3,
        closes_at: Timestamp::from_unix(1_800_000_000),
        contests: vec![
            contest("city", BallotStyle::Knapsack, shares, 1_000_000, projects()),
            contest(
                "few",
                BallotStyle::Approval { max: 2, min: 0 },
                votes(),
                1_000_000,
                projects(),
            ),
            contest("one", BallotStyle::ChooseOne, votes(), 1_000_000, projects()),
            contest("question", BallotStyle::Motion, Rule::Motion { version: 1 }, 0, sides),
        ],
        currency: "EUR".to_owned(),
        currency_exponent: 2,
        election: ElectionId::parse("street-2026").unwrap(),
        languages: vec!["en".to_owned(), "ar".to_owned()],
        openings: Openings::Public,
        opens_at: Timestamp::from_unix(1_799_000_000),
        place: Text::new([("ar", "الشارع"), ("en", "Street")]),
        small_group: 3,
        t: "papers".to_owned(),
        time_zone: "Europe/Lisbon".to_owned(),
        title: Text::new([("ar", "ميزانية الشارع"), ("en", "Street budget")]),
        v: 1,
    }
}

/// A browser before a server on which the street votes, and its codes.
pub(crate) async fn voting(papers: &Papers, letters: u64) -> (Browser, Vec<VotingCode>) {
    let browser = browser().await;
    let codes = make_codes(&browser.house, letters);
    let act = Act::Open {
        papers: Box::new(papers.clone()),
        trustees: String::new(),
        witnesses: policy_of(&browser.house, papers),
        credlists: credlists(papers, &codes),
        officers: ["Ana".to_owned(), "Bo".to_owned()],
    };
    let order = Order { election: papers.election.clone(), act };
    carry_out(&browser.house, &order).await.unwrap();
    sequencer::tick(&browser.house).await.unwrap();
    crate::app::gallery::walk(&browser.house).await.unwrap();
    (browser, codes)
}

/// Only this contest of the street's four.
pub(crate) fn only(contest: &str) -> Papers {
    let mut papers = street();
    papers.contests.retain(|c| c.id.as_str() == contest);
    papers
}
