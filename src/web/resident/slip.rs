//! The slip: what the voter keeps. It says that a vote is in the box and never what is on it.

use std::sync::Arc;

use rocket::http::{ContentType, CookieJar, Header};
use rocket::response::Redirect;
use rocket::{FromForm, Responder, State, get, post, uri};
use serde::Serialize;

use super::booth::{CurrentBooth, leave};
use super::check::has_more;
use super::faces::heading;
use super::{find, home};
use crate::app::find_slip::{Counts, FindError, SlipPlace, SlipStanding, find_slip};
use crate::app::{Election, House, Stage, public_election};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::csrf::Posted;
use crate::web::draw::face::{Face, Theme};
use crate::web::draw::qr;
use crate::web::helpers::Words;
use crate::web::page::{Layout, Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::site::{Site, words_in};

#[derive(Debug, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "a template chooses by them, one by one")]
struct SlipView {
    face: Face,
    tracking: String,
    /// What the square picture says: the address at which the slip is looked for.
    qr: String,
    contest: Words,
    listed: Option<Listed>,
    due: Moment,
    replaced: bool,
    retired: bool,
    more: bool,
    /// Whether voting is still on.
    open: bool,
    closes: Moment,
    find: String,
}

/// Where a vote stands in the public list, counted from 1.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    number: u64,
    size: u64,
}

impl View for SlipView {
    const TEMPLATE: &'static str = "resident/slip";
    const LAYOUT: Layout = Layout::Focus;
    fn title(&self) -> Message {
        Message::new("resident.slip-title")
    }
}

/// Shows a slip to whoever has its code.
#[get("/<lang>/p/<process>/slip/<tracking>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    tracking: &str,
    booth: CurrentBooth,
    house: &State<Arc<House>>,
    site: &State<Site>,
) -> Result<Page, Problem> {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let standing = standing(house, &process, tracking).await?;
    let booth = booth.of(&process.0);
    let more = has_more(house, booth.as_ref(), &process.0).await;
    let view = view(&standing, &public.election, lang, more, site);
    Ok(Page::show(&view).within(heading(&public.election.papers, lang, false)))
}

async fn standing(
    house: &House,
    process: &ProcessSlug,
    tracking: &str,
) -> Result<SlipStanding, Problem> {
    find_slip(house, &process.0, tracking).await.map_err(|error| match error {
        FindError::Mistyped(_) | FindError::NotFound => Problem::NotFound,
        FindError::Store(error) => error.into(),
    })
}

fn view(
    standing: &SlipStanding,
    election: &Election,
    lang: Lang,
    more: bool,
    site: &Site,
) -> SlipView {
    let papers = &election.papers;
    let tracking = standing.tracking.to_string();
    let moment = |at| Moment::new(at, &papers.time_zone);
    let find = uri!(find::ask(lang, ProcessSlug(papers.election.clone()))).to_string();
    SlipView {
        face: Face::new(0, Theme::Learn).chosen(2, "ticket-check"),
        // The part after # stays in the browser: the code never reaches a log through the picture.
        qr: format!("{}{find}#{tracking}", site.public_url),
        contest: election
            .contest(&standing.contest)
            .map(|contest| words_in(&contest.title, lang, &papers.languages))
            .unwrap_or_default(),
        listed: listed(&standing.place),
        due: moment(due(standing, election)),
        replaced: standing.counts == Counts::Replaced,
        retired: standing.counts == Counts::Retired,
        more,
        open: matches!(election.stage, Stage::Open),
        closes: moment(papers.closes_at),
        find: format!("{find}#{tracking}"),
        tracking,
    }
}

/// The place in the public list, if the vote is in it.
pub(super) fn listed(place: &SlipPlace) -> Option<Listed> {
    match place {
        SlipPlace::Waiting { .. } => None,
        SlipPlace::Ledger { index, size, .. } => Some(Listed { number: index + 1, size: *size }),
    }
}

/// Until when a vote is in the public list at the latest.
pub(super) fn due(standing: &SlipStanding, election: &Election) -> morada_engine::time::Timestamp {
    match standing.place {
        SlipPlace::Waiting { not_later_than } => not_later_than,
        SlipPlace::Ledger { .. } => election.papers.closes_at,
    }
}

/// A file to keep.
#[derive(Responder)]
pub struct Kept {
    body: String,
    kind: ContentType,
    name: Header<'static>,
}

impl Kept {
    fn new(body: String, kind: ContentType, name: &str) -> Self {
        let attached = format!("attachment; filename=\"{name}\"");
        Self { body, kind, name: Header::new("Content-Disposition", attached) }
    }
}

/// The proof that the vote is in the public list, for the observers' program.
#[get("/<_lang>/p/<process>/slip/<tracking>/proof.txt")]
pub async fn proof(
    _lang: Lang,
    process: ProcessSlug,
    tracking: &str,
    house: &State<Arc<House>>,
) -> Result<Kept, Problem> {
    let standing = standing(house, &process, tracking).await?;
    let SlipPlace::Ledger { proof, .. } = standing.place else { return Err(Problem::NotFound) };
    let name = format!("morada-{}-proof.txt", standing.tracking);
    Ok(Kept::new(proof, ContentType::Plain, &name))
}

/// The slip as a picture, for a phone's gallery.
#[get("/<lang>/p/<process>/slip/<tracking>/picture.svg")]
pub async fn picture(
    lang: Lang,
    process: ProcessSlug,
    tracking: &str,
    house: &State<Arc<House>>,
    site: &State<Site>,
) -> Result<Kept, Problem> {
    let standing = standing(house, &process, tracking).await?;
    let code = standing.tracking.to_string();
    let find = uri!(find::ask(lang, process));
    let square = qr::draw(&format!("{}{find}#{code}", site.public_url), &code);
    // One picture that needs no stylesheet: it is opened far away from this server.
    let square = square
        .replace("class=\"qr\"", "x=\"60\" y=\"60\" width=\"240\" height=\"240\"")
        .replace("class=\"qr__w\"", "fill=\"#fff\"")
        .replace("class=\"qr__b\"", "fill=\"#15231e\"");
    let body = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 360 360\" width=\"720\" height=\"720\">\
         <rect width=\"360\" height=\"360\" fill=\"#ffc524\"/>\
         <rect x=\"16\" y=\"16\" width=\"328\" height=\"328\" rx=\"18\" fill=\"#fff\" stroke=\"#15231e\" stroke-width=\"3\"/>\
         {square}<text x=\"180\" y=\"330\" text-anchor=\"middle\" font-family=\"monospace\" font-size=\"20\" \
         font-weight=\"700\" fill=\"#15231e\">{code}</text></svg>"
    );
    Ok(Kept::new(body, ContentType::SVG, &format!("morada-{code}.svg")))
}

/// The server's signed promise, as a file that any program can check.
#[get("/<_lang>/p/<process>/slip/<tracking>/promise.txt")]
pub async fn promise(
    _lang: Lang,
    process: ProcessSlug,
    tracking: &str,
    house: &State<Arc<House>>,
) -> Result<Kept, Problem> {
    let standing = standing(house, &process, tracking).await?;
    let name = format!("morada-{}.txt", standing.tracking);
    Ok(Kept::new(standing.promise, ContentType::Plain, &name))
}

/// Nothing but the token.
#[derive(FromForm)]
pub struct Nothing {
    #[field(name = "go")]
    _go: Option<String>,
}

/// A browser that forgets: booth, pages and whatever it kept of this visit.
#[derive(Responder)]
pub struct Forgotten {
    to: Redirect,
    clear: Header<'static>,
}

/// Leaves the booth and clears what a shared phone would remember.
#[post("/<lang>/p/<process>/finish", data = "<_form>")]
pub fn finish(
    lang: Lang,
    process: ProcessSlug,
    _form: Posted<Nothing>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Forgotten {
    leave(jar, site);
    Forgotten {
        to: Redirect::to(uri!(home::show(lang, process))),
        clear: Header::new("Clear-Site-Data", "\"cache\", \"cookies\", \"storage\""),
    }
}
