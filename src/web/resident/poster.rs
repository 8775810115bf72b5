//! One page to print and hang up about a whole process: who may take part, the year step by step, where to read on,
//! whom to call (COUNCIL.md K9). Nobody signs in to read it.

use std::sync::Arc;

use rocket::{State, get};
use serde::Serialize;

use super::home::{PhaseShown, heading, phases, who_may};
use crate::app::House;
use crate::app::notice_board::notice;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::site::{Site, words_in};

#[derive(Debug, Serialize)]
struct PosterView {
    name: Words,
    /// Who may vote, where that is known.
    who_key: Option<&'static str>,
    age: u64,
    phases: Vec<PhaseShown>,
    address: String,
    phone: Option<String>,
}

impl View for PosterView {
    const TEMPLATE: &'static str = "resident/poster";
    fn title(&self) -> Message {
        Message::new("resident.poster-title")
    }
}

/// Shows the poster of a process.
#[get("/<lang>/p/<process>/poster")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
    site: &State<Site>,
) -> Result<Page, Problem> {
    let notice = notice(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let help = &notice.place.help_line;
    let view = PosterView {
        name: words_in(&notice.process.title, lang, &notice.process.languages),
        who_key: who_may(&notice),
        age: u64::from(notice.process.electorate.rule.min_age),
        phases: phases(&notice),
        address: format!("{}/{lang}/p/{}", site.public_url, notice.process.id),
        phone: Some(help.clone()).filter(|phone| !phone.is_empty()),
    };
    Ok(Page::show(&view).within(heading(&notice, lang)))
}
