//! A page that exists only in the demo: voting codes to try, and the staff's accounts.

use std::sync::Arc;

use morada_engine::sealing::VotingCode;
use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{State, get, uri};
use serde::Serialize;

use crate::app::House;
use crate::app::seeds::{demo_staff, unused_codes};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::page::{Page, View};
use crate::web::place::arrival::{Negotiated, remember};
use crate::web::site::Site;

#[derive(Serialize)]
struct DemoView {
    election: String,
    codes: Vec<String>,
    staff: Vec<Account>,
    password: String,
}

/// Somebody of the demo's staff.
#[derive(Serialize)]
struct Account {
    name: String,
    shown_as: String,
    code: String,
}

impl View for DemoView {
    const TEMPLATE: &'static str = "place/demo";
    fn title(&self) -> Message {
        Message::new("demo.title")
    }
}

/// Leads to the page in the reader's language.
#[get("/demo")]
pub fn arrive(lang: Negotiated) -> Redirect {
    Redirect::to(uri!(show(lang.lang())))
}

/// Shows codes that nobody has used when the demo began, and who can sign in as staff.
///
/// Outside the demo there is no such page.
#[get("/<lang>/demo")]
pub fn show(
    lang: Lang,
    jar: &CookieJar<'_>,
    site: &State<Site>,
    house: &State<Arc<House>>,
) -> Option<Page> {
    remember(jar, lang, site);
    if !site.demo {
        return None;
    }
    let (election, codes) = unused_codes(house).ok()?;
    let accounts = demo_staff(house).ok()?;
    let password = accounts.first().map(|account| account.password.clone()).unwrap_or_default();
    let staff = accounts
        .into_iter()
        .map(|account| Account {
            name: account.name,
            shown_as: account.shown_as,
            code: account.code,
        })
        .collect();
    let codes = codes.iter().take(12).map(VotingCode::printed).collect();
    Some(Page::show(&DemoView { election: election.to_string(), codes, staff, password }))
}
