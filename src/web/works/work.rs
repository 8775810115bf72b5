//! One funded project: what was promised, what was paid, what was reached, and why not yet.

use std::sync::Arc;

use morada_engine::ids::PlaceId;
use morada_engine::works::{Event, Milestone, Recorded, Work};
use rocket::http::{ContentType, Header};
use rocket::{State, get};
use serde::Serialize;

use super::list::heading;
use super::shown::address;
use super::words::{self, Named, Reader, State as Stands, day};
use crate::app::House;
use crate::app::following::Subject;
use crate::app::following::tell::is_over;
use crate::app::roll::keeping::Kept;
use crate::app::staff::DeskError;
use crate::app::works::funded::{FundedProject, outcome};
use crate::app::works::photo::shown as picture_of;
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::draw::bar::{Bar, Piece};
use crate::web::follow::Follow;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::resident::faces::{Shown, told};
use crate::web::roll::holder::Holder;
use crate::web::staff::wrong;

#[derive(Debug, Serialize)]
struct WorkView {
    #[serde(flatten)]
    shown: Shown,
    state: Stands,
    says: Message,
    owner: Option<String>,
    site: Option<String>,
    promised: Amount,
    spent: Amount,
    /// The sum that residents voted for, where another one is promised now.
    voted: Option<Amount>,
    bar: Bar,
    bar_label: Message,
    /// Days since the result.
    age: u64,
    milestones: Vec<MilestoneShown>,
    entries: Vec<EntryShown>,
    /// The page of the project as it stood on the ballot.
    on_ballot: String,
    follow: Option<Follow>,
}

/// One milestone on the way.
#[derive(Debug, Serialize)]
struct MilestoneShown {
    name: Named,
    number: usize,
    class: &'static str,
    done: bool,
    /// When it was reached, or shall be.
    when: Message,
    /// The day that was promised first, where it is another one.
    promised: Option<Moment>,
    why: Option<Words>,
}

/// One entry of the record.
#[derive(Debug, Serialize)]
struct EntryShown {
    on: Moment,
    what: Message,
    own: Option<Words>,
    /// The address of the picture, which its words describe.
    picture: Option<String>,
}

impl View for WorkView {
    const TEMPLATE: &'static str = "works/work";
    fn title(&self) -> Message {
        Message::new("works.work-title")
            .count("n", u64::from(self.shown.face.number))
            .text("title", self.shown.title.text.clone())
    }
}

/// Shows what became of one project.
#[get("/<lang>/p/<process>/works/<contest>/<number>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    number: u32,
    holder: Holder,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let outcome = outcome(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let funded = outcome.find(&contest.0, number).ok_or(Problem::NotFound)?;
    let mut view = view(Reader { lang, outcome: &outcome }, funded);
    let own = holder.of(&outcome.place.id);
    if !is_over(funded.standing) && has_roll(house, &outcome.place.id).await? {
        let subject =
            Subject::Work(process.0.clone(), funded.contest.clone(), funded.project.id.clone());
        let page = format!("/{lang}/p/{}/works/{}/{number}", process.0, contest.0);
        view.follow = Some(Follow::of(lang, house, own.as_ref(), &subject, &page).await?);
    }
    let page = Page::show(&view).within(heading(&outcome, lang));
    Ok(if own.is_some() { page.unkept() } else { page })
}

/// Whether residents of a place have cards, with which they follow.
async fn has_roll(house: &House, place: &PlaceId) -> Result<bool, Problem> {
    match Kept::load(house, place).await {
        Ok(_) => Ok(true),
        Err(DeskError::Unknown) => Ok(false),
        Err(error) => Err(wrong::problem(error)),
    }
}

fn view(reader: Reader<'_>, funded: &FundedProject) -> WorkView {
    let (outcome, work) = (reader.outcome, funded.work.as_ref());
    let voted = funded.funded.voted;
    let promised = work.map_or(voted, |work| work.promised);
    let spent = work.map_or(morada_engine::money::Money::ZERO, |work| work.spent);
    let shown = told(&funded.project, reader.lang, &outcome.process.languages, None);
    let site = work.map(|work| work.site.clone()).filter(|site| !site.is_empty());
    let (process, contest) = (&outcome.process.id, &funded.contest);
    WorkView {
        state: words::state(funded.standing),
        says: words::sentence(reader, funded.standing, work),
        owner: work.map(|work| work.owner.clone()),
        site: site.or(shown.place.clone()),
        promised: reader.amount(promised),
        spent: reader.amount(spent),
        voted: (voted != promised).then(|| reader.amount(voted)),
        bar: Bar {
            pieces: vec![Piece { size: spent.minor(), fill: "done".to_owned(), number: None }],
            whole: promised.minor(),
        },
        bar_label: Message::new("works.money-bar")
            .money("spent", reader.amount(spent))
            .money("promised", reader.amount(promised)),
        age: funded.age_in_days(outcome.today),
        milestones: milestones(reader, work),
        entries: entries(reader, work, &funded.funded.record, &address(reader, funded)),
        on_ballot: format!(
            "/{}/p/{process}/projects/{contest}/{}",
            reader.lang, funded.project.number
        ),
        follow: None,
        shown,
    }
}

fn milestones(reader: Reader<'_>, work: Option<&Work>) -> Vec<MilestoneShown> {
    let all = work.map(|work| work.milestones.as_slice()).unwrap_or_default();
    let next = all.iter().position(|one| one.reached.is_none());
    let shown = |(at, one): (usize, &Milestone)| {
        let (key, on) = match one.reached {
            Some(on) => ("works.reached-on", on),
            None => ("works.due-on", one.due),
        };
        MilestoneShown {
            name: reader.stage(&one.stage),
            number: at + 1,
            class: match one.reached {
                Some(_) => "is-done",
                None if next == Some(at) => "is-now",
                None => "is-later",
            },
            done: one.reached.is_some(),
            when: Message::new(key).day("day", day(on)),
            promised: (on != one.promised).then(|| day(one.promised)),
            why: one.why.as_ref().map(|why| reader.words(why)),
        }
    };
    all.iter().enumerate().map(shown).collect()
}

/// The record, newest first.
fn entries(
    reader: Reader<'_>,
    work: Option<&Work>,
    record: &[Recorded],
    own_page: &str,
) -> Vec<EntryShown> {
    let shown = |recorded: &Recorded| {
        let (what, own) = words::told(reader, work, &recorded.event);
        let picture = match &recorded.event {
            Event::Pictured { picture, .. } => {
                Some(format!("{own_page}/photo/{}", picture.to_hex()))
            }
            _ => None,
        };
        EntryShown { on: day(recorded.on), what, own, picture }
    };
    record.iter().rev().map(shown).collect()
}

/// A picture, as it was encoded here.
#[derive(rocket::Responder)]
pub struct Picture {
    body: Vec<u8>,
    kind: ContentType,
    keeping: Header<'static>,
}

/// A picture of a work.
#[get("/<_lang>/p/<process>/works/<contest>/<number>/photo/<sha>")]
pub async fn photo(
    _lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    number: u32,
    sha: &str,
    house: &State<Arc<House>>,
) -> Result<Picture, Problem> {
    let found = picture_of(house, &process.0, &contest.0, number, sha).await?;
    let keeping = Header::new("Cache-Control", "public, max-age=86400");
    Ok(Picture { body: found.ok_or(Problem::NotFound)?, kind: ContentType::JPEG, keeping })
}
