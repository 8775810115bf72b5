//! What stands around every page: its language, the way to other languages, how large its letters are, the
//! process it belongs to.

use rocket::request::Request;
use serde::Serialize;

use super::assets::Assets;
use super::csrf;
use super::display::Display;
use super::helpers::Words;
use super::site::Site;
use crate::i18n::lang::{Dir, Lang};

/// The process a page belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its name in an address.
    pub slug: String,
    /// Its name for people.
    pub title: Words,
    /// The place that holds it.
    pub place: Words,
    /// Whether there is a result to look at.
    pub has_results: bool,
}

/// What a layout needs to know.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// The language of the page.
    pub lang: Lang,
    dir: Dir,
    languages: Vec<LanguageLink>,
    endonym: &'static str,
    display: Display,
    /// Folder of the static files, with the hash of their content in it.
    assets: String,
    stylesheet: String,
    place: Words,
    help_phone: Option<String>,
    demo: bool,
    /// Start of the addresses of this process, or of the place: `/pt/p/lisboa-2026`, `/pt`.
    base: String,
    /// The place's first page in this language.
    home: String,
    process: Option<Words>,
    navigation: Vec<Link>,
    csrf: String,
    /// This page's own address, to come back to.
    here: String,
}

/// This page in another language.
#[derive(Debug, Clone, Serialize)]
struct LanguageLink {
    code: Lang,
    dir: Dir,
    endonym: &'static str,
    href: String,
    current: bool,
}

/// A page of the navigation.
#[derive(Debug, Clone, Serialize)]
struct Link {
    /// Key of its name.
    key: &'static str,
    href: String,
    current: bool,
}

/// The pages of a process in its navigation, with the last segment of their address.
const NAVIGATION: [(&str, &str); 5] = [
    ("place.nav-home", ""),
    ("place.nav-projects", "/projects"),
    ("place.nav-how", "/how"),
    ("place.nav-results", "/results"),
    ("place.nav-works", "/works"),
];

/// Pages that there are once there is a result.
const AFTER_THE_RESULT: [&str; 2] = ["place.nav-results", "place.nav-works"];

impl Frame {
    /// The frame for whoever sent `request`.
    pub fn for_request(request: &Request<'_>, heading: Option<&Heading>) -> Self {
        let site = request.rocket().state::<Site>().expect("the assembly manages a site");
        let assets = request.rocket().state::<Assets>().expect("the assembly manages the assets");
        let lang = site.reader_language(request);
        let path = request.uri().path().to_string();
        let home = format!("/{lang}");
        let base = heading.map_or_else(|| home.clone(), |h| format!("{home}/p/{}", h.slug));
        let save_data = request.headers().get_one("Save-Data") == Some("on");
        Self {
            lang,
            dir: lang.dir(),
            languages: languages(lang, &path),
            endonym: lang.endonym(),
            display: Display::of(request),
            assets: assets.folder().to_owned(),
            stylesheet: if save_data {
                assets.stylesheet_without_fonts()
            } else {
                assets.stylesheet()
            },
            place: heading.map_or_else(|| site.place_in(lang), |h| h.place.clone()),
            help_phone: site.help_phone.clone(),
            demo: site.demo,
            navigation: heading.map(|h| navigation(h, &home, &base, &path)).unwrap_or_default(),
            process: heading.map(|h| h.title.clone()),
            base,
            home,
            csrf: csrf::token(request),
            here: path,
        }
    }

    /// The same frame, repeating nothing of the address that was asked for.
    #[must_use]
    pub fn without_address(mut self) -> Self {
        self.languages = languages(self.lang, "");
        self.here.clone_from(&self.home);
        self
    }
}

/// The same address with another language in front.
fn languages(lang: Lang, path: &str) -> Vec<LanguageLink> {
    let rest = path
        .strip_prefix(&format!("/{lang}"))
        .filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let link = |code: Lang| LanguageLink {
        code,
        dir: code.dir(),
        endonym: code.endonym(),
        href: format!("/{code}{}", rest.unwrap_or_default()),
        current: code == lang,
    };
    Lang::OFFERED.into_iter().map(link).collect()
}

fn navigation(heading: &Heading, home: &str, base: &str, path: &str) -> Vec<Link> {
    let shown = |(key, _): &(&str, &str)| heading.has_results || !AFTER_THE_RESULT.contains(key);
    let link = |(key, end): (&'static str, &str)| {
        let href = format!("{base}{end}");
        let current = if end.is_empty() { path == href } else { path.starts_with(&href) };
        Link { key, href, current }
    };
    let help = Link { key: "place.nav-help", href: format!("{home}/help"), current: false };
    NAVIGATION.into_iter().filter(shown).map(link).chain([help]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_row_leads_to_the_same_page() {
        let links = languages(Lang::Pt, "/pt/p/lisboa/projects");
        let arabic = links.iter().find(|link| link.code == Lang::Ar).unwrap();
        assert_eq!(arabic.href, "/ar/p/lisboa/projects");
        assert!(links.iter().any(|link| link.code == Lang::Pt && link.current));
    }

    #[test]
    fn a_page_without_a_language_in_its_address_leads_to_the_first_page() {
        let links = languages(Lang::En, "/enormous");
        assert_eq!(links[0].href, "/pt");
    }

    #[test]
    fn results_are_in_the_navigation_once_there_are_any() {
        let mut heading = Heading {
            slug: "lisboa".into(),
            title: Words { text: "Orçamento".into(), lang: "pt".into() },
            place: Words { text: "Lisboa".into(), lang: "pt".into() },
            has_results: false,
        };
        assert_eq!(navigation(&heading, "/pt", "/pt/p/lisboa", "/pt/p/lisboa").len(), 4);
        heading.has_results = true;
        let links = navigation(&heading, "/pt", "/pt/p/lisboa", "/pt/p/lisboa/results/city");
        assert_eq!(links.iter().filter(|link| link.current).count(), 1);
        assert!(links.iter().any(|link| link.current && link.key == "place.nav-results"));
    }
}
