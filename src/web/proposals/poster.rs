//! One page to print and hang up: what it is, its number, its square picture, whom to call.

use std::sync::Arc;

use rocket::{State, get};
use serde::Serialize;

use super::guard::{head, season};
use super::read::paragraphs;
use super::words::{area, in_language};
use crate::app::House;
use crate::app::proposals::read::read;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::draw::face::{Face, Theme};
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::site::Site;
use crate::web::staff::wrong;

#[derive(Debug, Serialize)]
struct PosterView {
    number: u32,
    face: Face,
    title: Words,
    paragraphs: Vec<Words>,
    place: Message,
    address: String,
    phone: Option<String>,
}

impl View for PosterView {
    const TEMPLATE: &'static str = "proposals/poster";
    fn title(&self) -> Message {
        Message::new("proposals.poster-title").count("n", u64::from(self.number))
    }
}

/// Shows the poster of a proposal.
#[get("/<lang>/p/<process>/proposals/<number>/poster")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    house: &State<Arc<House>>,
    site: &State<Site>,
) -> Result<Page, Problem> {
    let season = season(house, &process).await?;
    let public = read(house, &season, number).await.map_err(wrong::problem)?;
    let text = public.text(lang.code()).ok_or(Problem::NotFound)?;
    let help = &season.notice.place.help_line;
    let view = PosterView {
        number,
        face: Face::new(number, Theme::parse(&public.version.content.theme)),
        title: in_language(&text.title, &text.language),
        paragraphs: paragraphs(&text.words, &text.language),
        place: area(&public.version.content),
        address: format!("{}/{lang}/p/{}/proposals/{number}", site.public_url, season.process()),
        phone: Some(help.clone()).filter(|phone| !phone.is_empty()),
    };
    Ok(Page::show(&view).within(head(&season, lang)))
}
