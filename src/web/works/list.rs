//! The funded projects of one process.

use std::sync::Arc;

use rocket::{State, get};
use serde::Serialize;

use super::shown::{Sums, WorkCard};
use super::words::Reader;
use crate::app::works::funded::{Outcome, outcome};
use crate::app::{House, Stage, public_election};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::frame::Heading;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::faces;
use crate::web::site::words_in;

#[derive(Debug, Serialize)]
struct WorksView {
    sums: Sums,
    cards: Vec<WorkCard>,
    /// The page of the whole place, where the office keeps a record.
    place: Option<String>,
}

impl View for WorksView {
    const TEMPLATE: &'static str = "works/list";
    fn title(&self) -> Message {
        Message::new("works.title")
    }
}

/// The heading of a page about what a process funded.
pub(super) fn heading(outcome: &Outcome, lang: Lang) -> Heading {
    let (process, place) = (&outcome.process, &outcome.place);
    Heading {
        slug: process.id.to_string(),
        title: words_in(&process.title, lang, &process.languages),
        place: words_in(&place.name, lang, &place.languages),
        has_results: true,
    }
}

/// Lists what was funded and what became of it.
#[get("/<lang>/p/<process>/works")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let Some(outcome) = outcome(house, &process.0).await? else {
        return without_office(lang, &process, house).await;
    };
    let reader = Reader { lang, outcome: &outcome };
    let view = WorksView {
        sums: Sums::of(lang, std::iter::once(&outcome)),
        cards: outcome.works.iter().map(|funded| WorkCard::new(reader, funded)).collect(),
        place: Some(outcome.place.id.to_string()),
    };
    Ok(Page::show(&view).within(heading(&outcome, lang)))
}

/// An election that was sealed elsewhere has a result here, and nobody here who keeps its promises.
async fn without_office(lang: Lang, process: &ProcessSlug, house: &House) -> Result<Page, Problem> {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    if public.stage() != Stage::Published {
        return Err(Problem::NotFound);
    }
    let view = WorksView { sums: Sums::default(), cards: Vec::new(), place: None };
    Ok(Page::show(&view).within(faces::heading(&public.election.papers, lang, true)))
}
