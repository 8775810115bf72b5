//! Results: what was decided, step by step, and for every project that was not funded the reason.

use std::sync::Arc;

use morada_engine::ids::ElectionId;
use morada_engine::tally::margin::{Margin, margin};
use morada_engine::tally::{Decided, Outcome};
use rocket::{FromForm, State, get, post};
use serde::Serialize;

use super::explained::{Explained, Explanation, explain};
use super::share::{ShareView, example};
use crate::app::{
    ContestResult, Counted, House, PublicElection, Stage, contest_result, public_election,
};
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::csrf::Posted;
use crate::web::draw::bar::{Bar, Piece};
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::resident::faces::{Shown, amount, heading, on_paper};
use crate::web::site::words_in;

#[derive(Debug, Serialize)]
struct ResultsView {
    contests: Vec<Line>,
    published: bool,
}

/// One contest in the list of results.
#[derive(Debug, Serialize)]
struct Line {
    contest: String,
    title: Words,
    budget: Option<Amount>,
}

impl View for ResultsView {
    const TEMPLATE: &'static str = "observer/results";
    fn title(&self) -> Message {
        Message::new("observer.results-title")
    }
}

/// One contest's result.
#[derive(Debug, Serialize)]
pub struct ResultView {
    contest: String,
    contest_title: Words,
    headline: Message,
    withheld: bool,
    votes: u64,
    blank: u64,
    invalid: u64,
    /// Percent of the votes that helped pay for a project, where shares were counted.
    helped: Option<u64>,
    money: bool,
    bar: Bar,
    bar_label: Message,
    funded: Vec<Shown>,
    rest: Option<Amount>,
    #[serde(flatten)]
    explained: Explained,
    neighbour: Option<super::share::Neighbour>,
    bound: Option<Bound>,
    rule: Message,
}

/// How many votes can be double, beside what the result hangs on.
#[derive(Debug, Serialize)]
struct Bound {
    said: Message,
    /// As many as the margin.
    reached: bool,
}

impl View for ResultView {
    const TEMPLATE: &'static str = "observer/result";
    fn title(&self) -> Message {
        self.headline.clone()
    }
}

/// Lists the results of a process.
#[get("/<lang>/p/<process>/results")]
pub async fn list(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let public = public(house, &process.0).await?;
    let papers = &public.election.papers;
    let published = public.stage() == Stage::Published;
    let line = |contest: &morada_engine::contest::Contest| Line {
        contest: contest.id.to_string(),
        title: words_in(&contest.title, lang, &papers.languages),
        budget: (contest.budget.minor() > 0).then(|| amount(papers, contest.budget)),
    };
    let contests = if published { papers.contests.iter().map(line).collect() } else { Vec::new() };
    let view = ResultsView { contests, published };
    Ok(Page::show(&view).within(heading(papers, lang, published)))
}

/// Shows the result of one contest.
#[get("/<lang>/p/<process>/results/<contest>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let result = result(house, &process, &contest).await?;
    let view = view(house, &result, lang);
    Ok(Page::show(&view).within(heading(&result.election.papers, lang, true)))
}

/// Asks which projects the reader chose.
#[get("/<lang>/p/<process>/results/<contest>/share")]
pub async fn share(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    own(house, &process, &contest, lang, None).await
}

/// Projects chosen again by the reader. They are read, answered and forgotten.
#[derive(FromForm)]
pub struct ShareForm {
    p: Vec<u32>,
}

/// Follows a share through the count. Sent in the body, so that no log and no history holds it.
#[post("/<lang>/p/<process>/results/<contest>/share", data = "<form>")]
pub async fn own_share(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    form: Posted<ShareForm>,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    own(house, &process, &contest, lang, Some(form.0.p)).await
}

async fn own(
    house: &House,
    process: &ProcessSlug,
    contest: &ContestSlug,
    lang: Lang,
    marks: Option<Vec<u32>>,
) -> Result<Page, Problem> {
    let result = result(house, process, contest).await?;
    let papers = &result.election.papers;
    let options = on_paper(house, papers, &result.contest, lang);
    let counted = result.counted.as_ref().ok_or(Problem::NotFound)?;
    let Some(shares) = super::explained::shares(&counted.outcome) else {
        return Err(Problem::NotFound);
    };
    let view = ShareView::new(papers, &result.contest, &options, shares, marks);
    Ok(Page::show(&view).within(heading(papers, lang, true)).unkept())
}

async fn public(house: &House, process: &ElectionId) -> Result<PublicElection, Problem> {
    public_election(house, process).await?.ok_or(Problem::NotFound)
}

async fn result(
    house: &House,
    process: &ProcessSlug,
    contest: &ContestSlug,
) -> Result<Arc<ContestResult>, Problem> {
    contest_result(house, &process.0, &contest.0).await?.ok_or(Problem::NotFound)
}

fn view(house: &House, result: &ContestResult, lang: Lang) -> ResultView {
    let (papers, contest) = (&result.election.papers, &result.contest);
    let options = on_paper(house, papers, contest, lang);
    let place = |id: &String| contest.options.iter().position(|option| option.id.as_str() == id);
    let funded_places: Vec<usize> = result.funded.iter().filter_map(place).collect();
    let funded: Vec<Shown> = funded_places.iter().map(|place| options[*place].clone()).collect();
    let counted = result.counted.as_ref();
    let outcome = counted.map(|counted| &counted.outcome);
    let explanation = Explanation { papers, contest, options: &options, funded: &funded_places };
    let explained = explain(&explanation, counted);
    let spent: u64 =
        funded.iter().filter_map(|shown| shown.cost.as_ref()).map(|c| c.minor.minor()).sum();
    let money = contest.budget.minor() > 0;
    let rest = contest.budget.minor().saturating_sub(spent);
    let in_minor = |minor| morada_engine::money::Money::from_minor(minor).unwrap_or_default();
    ResultView {
        contest: contest.id.to_string(),
        contest_title: words_in(&contest.title, lang, &papers.languages),
        headline: headline(result, funded.len()),
        withheld: counted.is_none(),
        votes: outcome.map_or(0, |outcome| outcome.valid + outcome.invalid),
        blank: outcome.map_or(0, |outcome| outcome.blank),
        invalid: outcome.map_or(0, |outcome| outcome.invalid),
        helped: counted.and_then(helped),
        money,
        bar: funded_bar(&funded, contest.budget.minor()),
        bar_label: Message::new("observer.result-bar")
            .money("spent", amount(papers, in_minor(spent)))
            .money("whole", amount(papers, contest.budget)),
        rest: (money && rest > 0).then(|| amount(papers, in_minor(rest))),
        neighbour: counted.and_then(|c| example(papers, &options, c)),
        bound: outcome.map(|outcome| bound(outcome, result.reissued)),
        funded,
        explained,
        rule: Message::new(crate::web::resident::how::rule_key(&contest.rule)),
    }
}

/// Whoever reported a letter lost and found it again can have voted twice.
fn bound(outcome: &Outcome, letters: u64) -> Bound {
    let margin = margin(outcome);
    let reached = margin.is_reached_by(letters);
    let said = match margin {
        _ if letters == 0 => Message::new("observer.bound-none"),
        Margin::Votes(votes) if reached => {
            Message::new("observer.bound-reached").count("votes", votes)
        }
        Margin::Votes(votes) => Message::new("observer.bound-below").count("votes", votes),
        Margin::Safe => Message::new("observer.bound-safe"),
        Margin::Unknown => Message::new("observer.bound-unknown"),
    };
    let said = if letters == 0 { said } else { said.count("letters", letters) };
    Bound { said, reached }
}

fn headline(result: &ContestResult, funded: usize) -> Message {
    let motion = matches!(result.contest.rule, morada_engine::contest::Rule::Motion { .. });
    match (motion, funded) {
        (true, 0) => Message::new("observer.result-rejected"),
        (true, _) => Message::new("observer.result-adopted"),
        (false, n) => Message::new("observer.result-headline").count("n", n as u64),
    }
}

fn helped(counted: &Counted) -> Option<u64> {
    let shares = super::explained::shares(&counted.outcome)?;
    let valid = counted.outcome.valid;
    let helped = morada_engine::tally::explain::helped(shares, &counted.ballots);
    (valid > 0).then(|| helped * 100 / valid)
}

fn funded_bar(funded: &[Shown], budget: u64) -> Bar {
    let piece = |shown: &Shown| {
        Some(Piece {
            size: shown.cost.as_ref()?.minor.minor(),
            fill: shown.face.theme.name().to_owned(),
            number: Some(shown.face.number),
        })
    };
    Bar { pieces: funded.iter().filter_map(piece).collect(), whole: budget }
}

/// Whether an outcome is the answer to a motion.
pub(super) fn motion_of(counted: &Counted) -> Option<&morada_engine::tally::motion::Motion> {
    match &counted.outcome.decision {
        Decided::Motion(motion) => Some(motion),
        Decided::Budget(_) => None,
    }
}
