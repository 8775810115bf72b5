//! Text size and contrast.

use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{FromForm, State, get, post, uri};
use serde::Serialize;

use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::csrf::Posted;
use crate::web::display::Display;
use crate::web::page::{Page, View};
use crate::web::place::arrival::remember;
use crate::web::site::Site;

#[derive(Serialize)]
struct DisplayView {
    sizes: Vec<Choice>,
    contrasts: Vec<Choice>,
}

/// One radio button.
#[derive(Serialize)]
struct Choice {
    value: &'static str,
    label: Message,
    chosen: bool,
}

impl View for DisplayView {
    const TEMPLATE: &'static str = "place/display";
    fn title(&self) -> Message {
        Message::new("common.display-title")
    }
}

/// The two words of the display cookie.
#[derive(FromForm)]
pub struct DisplayForm<'r> {
    size: &'r str,
    contrast: &'r str,
}

/// Shows what can be chosen.
#[get("/<lang>/display")]
pub fn show(lang: Lang, jar: &CookieJar<'_>, site: &State<Site>) -> Page {
    remember(jar, lang, site);
    let now = jar.get("display").map(|cookie| Display::parse(cookie.value())).unwrap_or_default();
    let choice = |chosen: bool, value, key| Choice { value, label: Message::new(key), chosen };
    let size = |value, key| choice(Display::parse(value).size == now.size, value, key);
    let contrast = |value, key| {
        choice(Display::parse(&format!("normal.{value}")).contrast == now.contrast, value, key)
    };
    Page::show(&DisplayView {
        sizes: vec![
            size("normal", "common.display-size-normal"),
            size("large", "common.display-size-large"),
            size("huge", "common.display-size-huge"),
        ],
        contrasts: vec![
            contrast("normal", "common.display-contrast-normal"),
            contrast("high", "common.display-contrast-high"),
        ],
    })
}

/// Keeps the choice in the reader's browser.
#[post("/<lang>/display", data = "<form>")]
pub fn save(
    lang: Lang,
    form: Posted<DisplayForm<'_>>,
    jar: &CookieJar<'_>,
    site: &State<Site>,
) -> Redirect {
    let Posted(DisplayForm { size, contrast }) = form;
    jar.add(Display::parse(&format!("{size}.{contrast}")).cookie(site));
    Redirect::to(uri!(show(lang)))
}
