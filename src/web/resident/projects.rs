//! The projects of a process: the list, and a page for each.

use std::sync::Arc;

use morada_engine::contest::Rule;
use rocket::http::ContentType;
use rocket::{State, get};
use serde::Serialize;

use super::faces::{Shown, summary, text_for, title, told};
use super::home::{Card, amount, heading};
use crate::app::House;
use crate::app::evaluation::project::proposal_of;
use crate::app::notice_board::told::{Project, ProjectText, Review};
use crate::app::notice_board::{Notice, notice};
use crate::app::translation::sound::{self, Sound};
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::site::words_in;
use crate::web::staff::wrong;

#[derive(Debug, Serialize)]
struct ProjectsView {
    groups: Vec<Group>,
    total: u64,
    /// The part of the place the list is limited to.
    area: Option<String>,
}

/// The projects of one contest.
#[derive(Debug, Serialize)]
struct Group {
    /// Its name, when there are several.
    title: Option<Words>,
    budget: Option<Amount>,
    projects: Vec<Card>,
}

impl View for ProjectsView {
    const TEMPLATE: &'static str = "resident/projects";
    fn title(&self) -> Message {
        Message::new("resident.projects-title")
    }
}

#[derive(Debug, Serialize)]
struct ProjectView {
    #[serde(flatten)]
    shown: Shown,
    contest: Words,
    proposed_by: Option<String>,
    /// Who stands behind this text.
    review: Message,
    /// The original, when this is a translation.
    original: Option<Original>,
    /// Where somebody reads it out, in the reader's language or else the original's.
    sound: Option<String>,
    /// The number of the proposal that it was.
    proposal: Option<u32>,
    /// The address of the photo that its authors gave.
    photo: Option<String>,
}

#[derive(Debug, Serialize)]
struct Original {
    title: Words,
    summary: Words,
}

impl View for ProjectView {
    const TEMPLATE: &'static str = "resident/project";
    fn title(&self) -> Message {
        Message::new("resident.project-title")
            .count("n", u64::from(self.shown.face.number))
            .text("title", self.shown.title.text.clone())
    }
}

/// Lists the projects, all or those of one part of the place.
#[get("/<lang>/p/<process>/projects?<area>")]
pub async fn list(
    lang: Lang,
    process: ProcessSlug,
    area: Option<&str>,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let notice = notice(house, &process.0).await?.ok_or(Problem::NotFound)?;
    // Only an area that is on the map is shown back; anything else shows all.
    let area = area.filter(|area| notice.areas.iter().any(|known| known.name == *area));
    Ok(Page::show(&list_view(&notice, lang, area)).within(heading(&notice, lang)))
}

fn list_view(notice: &Notice, lang: Lang, area: Option<&str>) -> ProjectsView {
    let money: Vec<_> =
        notice.contests.iter().filter(|c| !matches!(c.rule, Rule::Motion { .. })).collect();
    let several = money.len() > 1;
    let groups: Vec<Group> = money
        .iter()
        .map(|contest| {
            let projects = notice.projects.get(&contest.id).map(Vec::as_slice).unwrap_or_default();
            let here = |project: &&Project| area.is_none_or(|area| project.place == area);
            let card = |project: &Project| {
                let cost = project.cost.map(|cost| amount(&notice.place, cost));
                let shown = told(project, lang, &notice.process.languages, cost);
                Card::new(shown, contest.id.as_str())
            };
            Group {
                title: several.then(|| words_in(&contest.title, lang, &notice.process.languages)),
                budget: several.then(|| amount(&notice.place, contest.budget)),
                projects: projects.iter().filter(here).map(card).collect(),
            }
        })
        .filter(|group| !group.projects.is_empty())
        .collect();
    let total = groups.iter().map(|group| group.projects.len() as u64).sum();
    ProjectsView { groups, total, area: area.map(str::to_owned) }
}

/// Shows one project.
#[get("/<lang>/p/<process>/projects/<contest>/<number>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    number: u32,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let notice = notice(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let setup = notice.contests.iter().find(|c| c.id == contest.0).ok_or(Problem::NotFound)?;
    let projects = notice.projects.get(&contest.0).ok_or(Problem::NotFound)?;
    let project = projects.iter().find(|p| p.number == number).ok_or(Problem::NotFound)?;
    let languages = &notice.process.languages;
    let text = text_for(&project.texts, lang, languages).ok_or(Problem::NotFound)?;
    let cost = project.cost.map(|cost| amount(&notice.place, cost));
    let process = &notice.process.id;
    let was = proposal_of(house, process, &contest.0, &project.id).await.map_err(wrong::problem)?;
    let (proposal, photo) = was.unzip();
    let at = format!("/{lang}/p/{process}/proposals/{}/photo", proposal.unwrap_or_default());
    let view = ProjectView {
        shown: told(project, lang, languages, cost),
        contest: words_in(&setup.title, lang, languages),
        proposed_by: Some(project.proposed_by.clone()).filter(|group| !group.is_empty()),
        review: review(text),
        original: original(project, text),
        sound: sound_of(house, &notice, &contest, project, lang).await?,
        proposal,
        photo: photo.flatten().map(|sha| format!("{at}/{sha}")),
    };
    Ok(Page::show(&view).within(heading(&notice, lang)))
}

async fn sound_of(
    house: &House,
    notice: &Notice,
    contest: &ContestSlug,
    project: &Project,
    lang: Lang,
) -> Result<Option<String>, Problem> {
    let process = &notice.process.id;
    let recorded = sound::recorded(house, process, &contest.0, &project.id).await?;
    let wanted = [lang.code(), project.original_language.as_str()];
    let found = wanted.into_iter().find(|wanted| recorded.iter().any(|own| own == wanted));
    let address = |tongue: &str| {
        format!("/{lang}/p/{process}/projects/{}/{}/sound/{tongue}", contest.0, project.number)
    };
    Ok(found.map(address))
}

/// A recording.
#[derive(rocket::Responder)]
pub struct Recording {
    body: Vec<u8>,
    kind: ContentType,
}

/// Plays a project's text as somebody read it out.
#[get("/<_lang>/p/<process>/projects/<contest>/<number>/sound/<tongue>")]
pub async fn listen(
    _lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    number: u32,
    tongue: &str,
    house: &State<Arc<House>>,
) -> Result<Recording, Problem> {
    // Nothing of a process is heard before it can be read.
    notice(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let found = sound::sound(house, &process.0, &contest.0, number, tongue).await?;
    let (kind, body) = found.ok_or(Problem::NotFound)?;
    let kind = match kind {
        Sound::Opus => ContentType::new("audio", "ogg"),
        Sound::Mp3 => ContentType::new("audio", "mpeg"),
        Sound::M4a => ContentType::new("audio", "mp4"),
        Sound::Webm => ContentType::new("audio", "webm"),
    };
    Ok(Recording { body, kind })
}

/// Who stands behind a text.
fn review(text: &ProjectText) -> Message {
    let who = Some(text.credit.clone()).filter(|who| !who.is_empty());
    match (text.review, who) {
        (Review::Original, _) => Message::new("resident.text-original"),
        (Review::Checked, Some(who)) => Message::new("resident.text-checked").text("who", who),
        (Review::Checked, None) => Message::new("resident.text-checked-nobody"),
        (Review::ByPerson, Some(who)) => Message::new("resident.text-by-person").text("who", who),
        (Review::ByPerson, None) => Message::new("resident.text-by-person-nobody"),
        (Review::Draft, _) => Message::new("resident.text-draft"),
        (Review::Outdated, _) => Message::new("texts.state-outdated"),
    }
}

fn original(project: &Project, shown: &ProjectText) -> Option<Original> {
    let text = project.text(&project.original_language)?;
    (text.language != shown.language)
        .then(|| Original { title: title(text), summary: summary(text).unwrap_or_default() })
}
