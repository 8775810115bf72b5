//! What the staff did in a process, for everybody: the acts, never the people.

use std::sync::Arc;

use rocket::{State, get};
use serde::Serialize;

use crate::app::House;
use crate::app::notice_board::notice;
use crate::app::staff::read_log::public_acts;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::home::heading;
use crate::web::staff::{act_in_words, wrong};

#[derive(Debug, Serialize)]
struct ActsView {
    acts: Vec<ActShown>,
    /// The number before which older acts are found, if there are any.
    older: Option<u64>,
}

/// One act.
#[derive(Debug, Serialize)]
struct ActShown {
    number: u64,
    what: Message,
    at: Moment,
}

impl View for ActsView {
    const TEMPLATE: &'static str = "observer/acts";
    fn title(&self) -> Message {
        Message::new("acts.title")
    }
}

/// The newest acts, or those before `before`.
#[get("/<lang>/p/<process>/acts?<before>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    before: Option<u64>,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let notice = notice(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let acts = public_acts(house, &process.0, before).await.map_err(wrong::problem)?;
    let zone = &notice.place.time_zone;
    let shown = acts.iter().map(|read| ActShown {
        number: read.act.position,
        what: act_in_words(read),
        at: Moment::new(read.act.at, zone),
    });
    let view = ActsView { acts: shown.collect(), older: acts.last().map(|read| read.act.position) };
    Ok(Page::show(&view).within(heading(&notice, lang)))
}
