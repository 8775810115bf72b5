//! The first page of a place: the processes that residents can look at.

use std::collections::BTreeSet;
use std::sync::Arc;

use morada_engine::phase::Phase;
use rocket::http::CookieJar;
use rocket::{State, get};
use serde::Serialize;

use super::arrival::remember;
use crate::app::House;
use crate::app::archive::shelf::kept_elections;
use crate::app::notice_board::{Listed, notices};
use crate::app::roll::keeping::{Kept, kept_rolls};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::problem::Problem;
use crate::web::resident::home::phase_key;
use crate::web::site::{Site, words_in};
use crate::web::staff::wrong;

#[derive(Debug, Serialize)]
struct PlaceView {
    processes: Vec<Line>,
    /// The places that have funded something.
    works: BTreeSet<String>,
    rolls: Vec<RollLine>,
    /// Whether a council election is kept here.
    elections: bool,
}

/// A place that keeps a list of voters.
#[derive(Debug, Serialize)]
struct RollLine {
    place: String,
    title: Message,
}

/// One process.
#[derive(Debug, Serialize)]
struct Line {
    slug: String,
    title: Words,
    phase: Message,
}

impl View for PlaceView {
    const TEMPLATE: &'static str = "place/home";
    fn title(&self) -> Message {
        Message::new("place.home-title")
    }
}

/// Lists the processes of the place.
#[get("/<lang>")]
pub async fn show(
    lang: Lang,
    house: &State<Arc<House>>,
    jar: &CookieJar<'_>,
    site: &State<Site>,
) -> Result<Page, Problem> {
    remember(jar, lang, site);
    let line = |listed: &Listed| Line {
        slug: listed.process.id.to_string(),
        title: words_in(&listed.process.title, lang, &listed.process.languages),
        phase: Message::new(phase_key(listed.phase)),
    };
    let listed = notices(house).await?;
    let processes = listed.iter().map(line).collect();
    // An election that was sealed elsewhere has nobody here who keeps its promises.
    let own =
        listed.iter().filter(|l| l.process.frozen_at.is_some() && l.phase >= Phase::Published);
    let works = own.map(|listed| listed.process.place.to_string()).collect();
    let roll = |kept: &Kept| RollLine {
        place: kept.place.id.to_string(),
        title: Message::new("roll.front-title")
            .text("place", words_in(&kept.place.name, lang, &kept.place.languages).text),
    };
    let rolls = kept_rolls(house).await.map_err(wrong::problem)?.iter().map(roll).collect();
    let elections = !kept_elections(house, None).await?.is_empty();
    Ok(Page::show(&PlaceView { processes, works, rolls, elections }))
}
