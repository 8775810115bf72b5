//! The papers of a voter who may vote in several contests.

use std::sync::Arc;

use rocket::http::CookieJar;
use rocket::{State, get};
use serde::Serialize;

use super::booth::CurrentBooth;
use super::code::{Step, leave_and_ask, over, steps};
use super::faces::{amount, heading};
use crate::app::vote::{Paper, PaperError, ballot_paper};
use crate::app::{Booth, House, public_election};
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::helpers::Words;
use crate::web::page::{Layout, Page, View};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::site::{Site, words_in};

#[derive(Debug, Serialize)]
struct PapersView {
    steps: Vec<Step>,
    papers: Vec<PaperShown>,
    count: usize,
}

/// One paper.
#[derive(Debug, Serialize)]
struct PaperShown {
    contest: String,
    title: Words,
    budget: Option<Amount>,
    sent: bool,
}

impl View for PapersView {
    const TEMPLATE: &'static str = "resident/papers";
    const LAYOUT: Layout = Layout::Focus;
    fn title(&self) -> Message {
        Message::new("resident.papers-title")
    }
}

/// Lists the papers of the voter in the booth.
#[get("/<lang>/p/<process>/papers")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    booth: CurrentBooth,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let sealed = &public.election.papers;
    let Some(booth) = booth.of(&process.0) else {
        return Ok(leave_and_ask(lang, process, jar, site));
    };
    let papers = match all(house, &booth).await {
        Ok(papers) => papers,
        Err(PaperError::Over(at)) => {
            return Ok(over(at, &sealed.time_zone).within(heading(sealed, lang, false)).into());
        }
        Err(PaperError::Store(error)) => return Err(error.into()),
        Err(PaperError::NotYours | PaperError::Retired | PaperError::NotYet(_)) => {
            return Ok(leave_and_ask(lang, process, jar, site));
        }
    };
    let shown: Vec<PaperShown> = papers.iter().map(|paper| shown(paper, lang)).collect();
    let view = PapersView { steps: steps(2), count: shown.len(), papers: shown };
    Ok(Page::show(&view).within(heading(sealed, lang, false)).into())
}

/// Every paper this booth has, in the order of the sealed papers.
pub(super) async fn all(house: &House, booth: &Booth) -> Result<Vec<Paper>, PaperError> {
    let Some(public) = public_election(house, booth.election()).await? else {
        return Ok(Vec::new());
    };
    let mut papers = Vec::new();
    for contest in &public.election.papers.contests {
        match ballot_paper(house, booth, &contest.id).await {
            Ok(paper) => papers.push(paper),
            Err(PaperError::NotYours) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(papers)
}

fn shown(paper: &Paper, lang: Lang) -> PaperShown {
    let contest = paper.contest();
    PaperShown {
        contest: contest.id.to_string(),
        title: words_in(&contest.title, lang, &paper.papers().languages),
        budget: (contest.budget.minor() > 0).then(|| amount(paper.papers(), contest.budget)),
        sent: paper.counter > 0,
    }
}
