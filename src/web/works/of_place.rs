//! All works of a place, and what a year brought.

use std::sync::Arc;

use morada_engine::eligibility::Date;
use morada_engine::works::{Funded, Standing, Year};
use rocket::{State, get};
use serde::Serialize;

use super::shown::{Sums, WorkCard};
use super::words::Reader;
use crate::app::House;
use crate::app::works::funded::{FundedProject, Outcome, Place, outcomes_of};
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::site::words_in;

#[derive(Debug, Serialize)]
struct PlaceView {
    base: String,
    sums: Sums,
    groups: Vec<Group>,
    years: Vec<String>,
}

/// What one process funded.
#[derive(Debug, Serialize)]
struct Group {
    title: Words,
    cards: Vec<WorkCard>,
}

impl View for PlaceView {
    const TEMPLATE: &'static str = "works/place";
    fn title(&self) -> Message {
        Message::new("works.place-title")
    }
}

#[derive(Debug, Serialize)]
struct YearView {
    base: String,
    year: String,
    /// Whether the year is not over.
    so_far: bool,
    figures: Figures,
    late: Vec<WorkCard>,
    finished: Vec<WorkCard>,
}

#[derive(Debug, Serialize)]
struct Figures {
    works: u64,
    taken_up: u64,
    finished: u64,
    late: u64,
    moved: u64,
    given_up: u64,
    spent: Amount,
}

impl View for YearView {
    const TEMPLATE: &'static str = "works/year";
    fn title(&self) -> Message {
        Message::new("works.year-title").text("year", self.year.clone())
    }
}

/// The outcomes of a place.
pub(super) async fn load(
    house: &House,
    place: &PlaceSlug,
) -> Result<(Place, Vec<Outcome>), Problem> {
    outcomes_of(house, &place.0).await?.ok_or(Problem::NotFound)
}

fn base(lang: Lang, place: &Place) -> String {
    format!("/{lang}/works/{}", place.id)
}

/// Shows every work of a place.
#[get("/<lang>/works/<place>")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let (place, outcomes) = load(house, &place).await?;
    let group = |outcome: &Outcome| {
        let reader = Reader { lang, outcome };
        Group {
            title: words_in(&outcome.process.title, lang, &outcome.process.languages),
            cards: outcome.works.iter().map(|funded| WorkCard::new(reader, funded)).collect(),
        }
    };
    let first = outcomes.iter().map(|outcome| outcome.published.year()).min();
    let last = outcomes.iter().map(|outcome| outcome.today.year()).max();
    let years = first.zip(last).map(|(first, last)| (first..=last).rev());
    Ok(Page::show(&PlaceView {
        base: base(lang, &place),
        sums: Sums::of(lang, outcomes.iter()),
        groups: outcomes.iter().map(group).filter(|group| !group.cards.is_empty()).collect(),
        years: years.into_iter().flatten().map(|year| year.to_string()).collect(),
    }))
}

/// Shows what a year brought, worked out from the records as they were at its end.
#[get("/<lang>/works/<place>/in/<year>")]
pub async fn in_year(
    lang: Lang,
    place: PlaceSlug,
    year: u16,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let (place, outcomes) = load(house, &place).await?;
    let year = i32::from(year);
    let today = outcomes.first().map(|outcome| outcome.today).ok_or(Problem::NotFound)?;
    let began = outcomes.iter().map(|outcome| outcome.published.year()).min();
    if began.is_none_or(|first| year < first) || year > today.year() {
        return Err(Problem::NotFound);
    }
    let all: Vec<Funded> =
        outcomes.iter().flat_map(|o| &o.works).map(|work| work.funded.clone()).collect();
    let figures = Year::of(year, today, &all).map_err(|_| Problem::Broken)?;
    let end = Date::new(year, 12, 31).map_or(today, |last| last.min(today));
    let spent = Amount {
        minor: figures.spent,
        currency: place.currency.clone(),
        exponent: place.currency_exponent,
    };
    let view = YearView {
        base: base(lang, &place),
        year: year.to_string(),
        so_far: year == today.year(),
        figures: Figures {
            works: figures.works,
            taken_up: figures.taken_up,
            finished: figures.finished,
            late: figures.late,
            moved: figures.moved,
            given_up: figures.given_up,
            spent,
        },
        late: at_the_end(lang, &outcomes, end, Standing::is_late)?,
        finished: at_the_end(
            lang,
            &outcomes,
            end,
            |standing| matches!(standing, Standing::Finished { on, .. } if on.year() == year),
        )?,
    };
    Ok(Page::show(&view))
}

/// The works that stood so at the end of the year, as they stood then.
fn at_the_end(
    lang: Lang,
    outcomes: &[Outcome],
    end: Date,
    wanted: impl Fn(Standing) -> bool,
) -> Result<Vec<WorkCard>, Problem> {
    let mut cards = Vec::new();
    for outcome in outcomes {
        let reader = Reader { lang, outcome };
        for funded in outcome.works.iter().filter(|one| one.funded.published <= end) {
            let (work, standing) = funded.funded.on(end).map_err(|_| Problem::Broken)?;
            if wanted(standing) {
                let then = FundedProject { work, standing, ..funded.clone() };
                cards.push(WorkCard::new(reader, &then));
            }
        }
    }
    Ok(cards)
}
