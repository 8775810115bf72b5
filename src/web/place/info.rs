//! Pages of plain words: how safe it is, what is kept, how to get help, accessibility.

use morada_engine::time::Timestamp;
use rocket::{State, get};
use serde::Serialize;

use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::page::{Page, View};
use crate::web::site::Site;

/// A page of plain words.
#[derive(Debug, Serialize)]
pub struct InfoView {
    title: Message,
    lead: Message,
    sections: Vec<Section>,
    date: Option<Message>,
}

/// A heading and its sentences.
#[derive(Debug, Serialize)]
struct Section {
    title: Message,
    lines: Vec<Line>,
}

/// A sentence, perhaps with one link in it.
#[derive(Debug, Serialize)]
struct Line {
    words: Message,
    /// End of the address of its link, below the place.
    link: Option<&'static str>,
}

impl View for InfoView {
    const TEMPLATE: &'static str = "place/info";
    fn title(&self) -> Message {
        self.title.clone()
    }
}

/// When the accessibility statement was last read through: 24 November 2026.
const STATEMENT: Timestamp = Timestamp::from_unix(1_795_521_600);

/// How safe is this?
#[get("/<_lang>/safe")]
pub fn safe(_lang: Lang) -> Page {
    Page::show(&safe_view())
}

/// What we keep, and for how long.
#[get("/<_lang>/data")]
pub fn data(_lang: Lang) -> Page {
    Page::show(&data_view())
}

/// Ways to get help.
#[get("/<_lang>/help")]
pub fn help(_lang: Lang, site: &State<Site>) -> Page {
    Page::show(&help_view(site.help_phone.as_deref()))
}

/// Accessibility statement.
#[get("/<_lang>/accessibility")]
pub fn accessibility(_lang: Lang) -> Page {
    Page::show(&accessibility_view())
}

fn section(title: &str, lines: &[&str]) -> Section {
    let line = |key: &&str| Line { words: Message::new(key), link: None };
    Section { title: Message::new(title), lines: lines.iter().map(line).collect() }
}

pub(in crate::web) fn safe_view() -> InfoView {
    InfoView {
        title: Message::new("place.safe-title"),
        lead: Message::new("place.safe-lead"),
        sections: vec![
            section(
                "place.safe-secret",
                &[
                    "place.safe-secret-1",
                    "place.safe-secret-2",
                    "place.safe-secret-3",
                    "place.safe-secret-4",
                ],
            ),
            section(
                "place.safe-counted",
                &["place.safe-counted-1", "place.safe-counted-2", "place.safe-counted-3"],
            ),
            section(
                "place.safe-forced",
                &["place.safe-forced-1", "place.safe-forced-2", "place.safe-forced-3"],
            ),
            section(
                "place.safe-not",
                &[
                    "place.safe-not-1",
                    "place.safe-not-2",
                    "place.safe-not-3",
                    "place.safe-not-4",
                    "place.safe-not-5",
                ],
            ),
        ],
        date: None,
    }
}

pub(in crate::web) fn data_view() -> InfoView {
    InfoView {
        title: Message::new("place.data-title"),
        lead: Message::new("place.data-lead"),
        sections: vec![
            section(
                "place.data-never",
                &[
                    "place.data-never-1",
                    "place.data-never-2",
                    "place.data-never-3",
                    "place.data-never-4",
                ],
            ),
            section(
                "place.data-keep",
                &["place.data-keep-1", "place.data-keep-2", "place.data-keep-3"],
            ),
            section(
                "place.data-browser",
                &[
                    "place.data-browser-1",
                    "place.data-browser-2",
                    "place.data-browser-3",
                    "place.data-browser-4",
                ],
            ),
        ],
        date: None,
    }
}

pub(in crate::web) fn help_view(phone: Option<&str>) -> InfoView {
    let call = phone.map(|phone| Section {
        title: Message::new("place.help-call"),
        lines: vec![Line {
            words: Message::new("place.help-call-1").text("phone", phone),
            link: None,
        }],
    });
    let mut read = section("place.help-read", &["place.help-read-1", "place.help-read-2"]);
    read.lines[0].link = Some("display");
    let sections = [
        Some(section("place.help-code", &["place.help-code-1", "place.help-code-2"])),
        Some(section("place.help-desk", &["place.help-desk-1", "place.help-desk-2"])),
        call,
        Some(read),
        Some(section("place.help-problem", &["place.help-problem-1"])),
    ];
    InfoView {
        title: Message::new("place.help-title"),
        lead: Message::new("place.help-lead"),
        sections: sections.into_iter().flatten().collect(),
        date: None,
    }
}

pub(in crate::web) fn accessibility_view() -> InfoView {
    let mut tell = section("place.accessibility-tell", &["place.accessibility-tell-1"]);
    tell.lines[0].link = Some("help");
    InfoView {
        title: Message::new("place.accessibility-title"),
        lead: Message::new("place.accessibility-lead"),
        sections: vec![
            section(
                "place.accessibility-how",
                &[
                    "place.accessibility-how-1",
                    "place.accessibility-how-2",
                    "place.accessibility-how-3",
                ],
            ),
            section(
                "place.accessibility-gaps",
                &[
                    "place.accessibility-gaps-1",
                    "place.accessibility-gaps-2",
                    "place.accessibility-gaps-3",
                ],
            ),
            tell,
        ],
        date: Some(
            Message::new("place.accessibility-date").day("day", Moment::new(STATEMENT, "UTC")),
        ),
    }
}
