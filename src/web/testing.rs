//! What the tests of pages share: a small installation and a browser without a network.

use morada_engine::contest::Text;
use rocket::figment::Figment;
use rocket::local::asynchronous::Client;

use super::frame::Heading;
use super::helpers::Words;
use super::page::{Page, View};
use super::press::Press;
use super::site::Site;
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
        slug: "lisboa-2026".to_owned(),
        title: Words { text: "Orçamento Participativo".to_owned(), lang: "pt".to_owned() },
        place: Words { text: "Lisboa".to_owned(), lang: "pt".to_owned() },
        has_results: true,
    }
}

/// A browser that keeps cookies.
pub(crate) async fn browser() -> Client {
    let rocket = super::rocket(Figment::from(rocket::Config::debug_default()), site()).unwrap();
    Client::tracked(rocket).await.unwrap()
}

/// Renders a view in every language, which proves that template, view and messages fit together.
pub(crate) async fn in_every_language<V: View>(view: &V) -> Vec<(Lang, String)> {
    let browser = browser().await;
    let press = browser.rocket().state::<Press>().unwrap();
    let render = |lang: Lang| {
        let request = browser.get(format!("/{lang}/p/lisboa-2026/x"));
        let frame = super::frame::Frame::for_request(request.inner(), Some(&heading()));
        let page = Page::show(view).within(heading());
        (lang, page.render(press, &frame).unwrap_or_else(|fault| panic!("{lang}: {fault}")))
    };
    Lang::all().map(render).collect()
}
