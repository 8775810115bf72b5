//! Check and send: what was chosen, once more, and one button. Every other button of the ballot leads here too and
//! shows the ballot again with its choices.

use std::sync::Arc;

use morada_engine::ballot::Answers;
use morada_engine::contest::BallotStyle;
use morada_engine::ids::ElectionId;
use morada_engine::money::Money;
use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{FromForm, State, post, uri};
use serde::Serialize;

use super::ballot::{Lost, Sheet, has_money, no_paper, side};
use super::booth::CurrentBooth;
use super::code::{Step, fault, leave_and_ask, steps};
use super::faces::{Shown, amount, heading, on_paper};
use super::meter::{bar, spent};
use super::slip;
use crate::app::vote::{CastError, Paper, ballot_paper, cast_ballot, check_ballot};
use crate::app::{Booth, House};
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::display::Display;
use crate::web::draw::bar::Bar;
use crate::web::helpers::Words;
use crate::web::page::{Layout, Page, View};
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::press::Press;
use crate::web::site::{Site, words_in};

#[derive(Debug, Serialize)]
struct CheckView {
    steps: Vec<Step>,
    contest_title: Option<Words>,
    lead: Message,
    chosen: Vec<Chosen>,
    /// The choices as they travel to the next page.
    choices: Vec<u32>,
    change: String,
    cast: String,
    attempt: String,
    bar: Option<Bar>,
    bar_label: Message,
    left: Option<Amount>,
    others: Vec<Shown>,
    others_count: usize,
    closes: Moment,
}

/// A chosen option.
#[derive(Debug, Serialize)]
struct Chosen {
    #[serde(flatten)]
    shown: Shown,
    answer: Option<Message>,
    /// Whether it is an answer and has no face.
    bare: bool,
}

impl View for CheckView {
    const TEMPLATE: &'static str = "resident/check";
    const LAYOUT: Layout = Layout::Focus;
    fn title(&self) -> Message {
        Message::new("resident.check-title")
    }
}

/// The ballot as it was sent: choices, what was chosen before, and which button was pressed.
#[derive(FromForm)]
pub struct BallotForm {
    p: Vec<String>,
    was: Option<String>,
    go: Option<String>,
    attempt: Option<String>,
}

impl BallotForm {
    /// The choices. A text that is no number is an option that no paper has.
    fn marks(&self) -> Vec<u32> {
        let marked = self.p.iter().filter(|value| !value.is_empty());
        marked.map(|value| value.parse().unwrap_or(u32::MAX)).collect()
    }

    fn answers(&self) -> Answers {
        Answers::Marks(self.marks())
    }

    /// The choices that this paper has, each once, in ballot order: what the page can show again.
    fn shown(&self, options: usize) -> Vec<usize> {
        let mut indexes: Vec<usize> =
            self.marks().into_iter().filter_map(|mark| usize::try_from(mark).ok()).collect();
        indexes.retain(|index| *index < options);
        indexes.sort_unstable();
        indexes.dedup();
        indexes
    }

    fn before(&self) -> Vec<usize> {
        let was = self.was.as_deref().unwrap_or_default();
        was.split(',').filter_map(|index| index.parse().ok()).collect()
    }
}

/// Answers a button of the ballot: the check page, or the ballot again.
#[post("/<lang>/p/<process>/vote/<contest>/check", data = "<form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the ballot needs")]
pub async fn answer(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    form: Posted<BallotForm>,
    booth: CurrentBooth,
    display: Display,
    house: &State<Arc<House>>,
    press: &State<Press>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let Posted(form) = form;
    let Some(booth) = booth.of(&process.0) else {
        return Ok(leave_and_ask(lang, process, jar, site));
    };
    let paper = match ballot_paper(house, &booth, &contest.0).await {
        Ok(paper) => paper,
        Err(error) => return no_paper(lang, process, error, Lost::Choices, house, site, jar).await,
    };
    let sheet = Sheet { house, press, lang, paper: &paper };
    let chosen = form.shown(paper.contest().options.len());
    if form.go.as_deref() == Some("bigger") {
        jar.add(display.larger().cookie(site));
    }
    if form.go.as_deref() != Some("check") {
        return Ok(sheet.page(&chosen, &form.before(), &[]).into());
    }
    match check_ballot(house, &paper, &form.answers()) {
        Ok((ballot, attempt)) => {
            let view = view(&sheet, ballot.marks(), attempt.to_field());
            Ok(Page::show(&view).within(heading(paper.papers(), lang, false)).into())
        }
        Err(faults) => Ok(sheet.page(&chosen, &form.before(), &faults).into()),
    }
}

/// Casts the ballot, then leads to its slip, so that a reload cannot cast it twice.
#[post("/<lang>/p/<process>/vote/<contest>/cast", data = "<form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the ballot needs")]
pub async fn cast(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    form: Posted<BallotForm>,
    booth: CurrentBooth,
    house: &State<Arc<House>>,
    press: &State<Press>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let Posted(form) = form;
    let Some(booth) = booth.of(&process.0) else {
        return Ok(leave_and_ask(lang, process, jar, site));
    };
    let attempt = form.attempt.as_deref().unwrap_or_default();
    let error = match cast_ballot(house, &booth, &contest.0, &form.answers(), attempt).await {
        Ok(slip) => {
            let tracking = slip.tracking.to_string();
            return Ok(Redirect::to(uri!(slip::show(lang, process, tracking))).into());
        }
        Err(CastError::Paper(error)) => {
            return no_paper(lang, process, error, Lost::Choices, house, site, jar).await;
        }
        Err(other) => other,
    };
    let paper = match ballot_paper(house, &booth, &contest.0).await {
        Ok(paper) => paper,
        Err(error) => return no_paper(lang, process, error, Lost::Choices, house, site, jar).await,
    };
    let chosen = form.shown(paper.contest().options.len());
    let sheet = Sheet { house, press, lang, paper: &paper };
    Ok(show_again(&sheet, &chosen, &error).into())
}

/// The ballot again, with its choices and the reason why it was not cast.
fn show_again(sheet: &Sheet<'_>, chosen: &[usize], error: &CastError) -> Page {
    let said = |key: &str| vec![fault("picks", Message::new(key))];
    match error {
        CastError::Faulty(faults) => sheet.page(chosen, chosen, faults),
        CastError::NotChecked | CastError::Paper(_) => {
            sheet.page_saying(chosen, chosen, &[], said("resident.fault-not-checked"))
        }
        CastError::Overtaken => {
            sheet.page_saying(chosen, chosen, &[], said("resident.fault-overtaken"))
        }
        CastError::Busy => sheet
            .page_saying(chosen, chosen, &[], said("resident.fault-busy"))
            .with_status(rocket::http::Status::ServiceUnavailable)
            .with_header("Retry-After", "60"),
    }
}

fn view(sheet: &Sheet<'_>, marks: &[u32], attempt: String) -> CheckView {
    let (papers, contest) = (sheet.paper.papers(), sheet.paper.contest());
    let options = on_paper(sheet.house, papers, contest, sheet.lang);
    let is_marked = |index: usize| marks.iter().any(|mark| usize::try_from(*mark) == Ok(index));
    let motion = matches!(contest.ballot, BallotStyle::Motion);
    let picked: Vec<&Shown> =
        options.iter().enumerate().filter(|(i, _)| is_marked(*i)).map(|(_, s)| s).collect();
    let total = spent(&picked);
    let budgeted = contest.ballot == BallotStyle::Knapsack;
    let left = contest.budget.above(total);
    let action = sheet.action(sheet.lang);
    let chosen = options
        .iter()
        .enumerate()
        .filter(|(index, _)| is_marked(*index))
        .map(|(index, shown)| Chosen {
            shown: shown.clone(),
            answer: motion.then(|| side(contest, index)).flatten(),
            bare: motion,
        })
        .collect();
    let others: Vec<Shown> = options
        .iter()
        .enumerate()
        .filter(|(index, _)| !motion && !is_marked(*index))
        .map(|(_, shown)| shown.clone())
        .collect();
    CheckView {
        steps: steps(3),
        contest_title: (papers.contests.len() > 1 || motion)
            .then(|| words_in(&contest.title, sheet.lang, &papers.languages)),
        lead: lead(sheet.paper, marks, total),
        chosen,
        choices: marks.to_vec(),
        cast: action.replace("/check", "/cast"),
        change: action,
        attempt,
        bar: budgeted.then(|| bar(contest.budget, &picked)),
        bar_label: Message::new("resident.check-bar")
            .money("spent", amount(papers, total))
            .money("whole", amount(papers, contest.budget)),
        left: (budgeted && !marks.is_empty() && left > Money::ZERO).then(|| amount(papers, left)),
        others_count: others.len(),
        others,
        closes: Moment::new(papers.closes_at, &papers.time_zone),
    }
}

fn lead(paper: &Paper, marks: &[u32], total: Money) -> Message {
    let contest = paper.contest();
    let n = marks.len() as u64;
    match contest.ballot {
        _ if marks.is_empty() => Message::new("resident.check-lead-empty"),
        BallotStyle::Motion => Message::new("resident.check-lead-motion"),
        BallotStyle::Knapsack
        | BallotStyle::Approval { .. }
        | BallotStyle::ChooseOne
        | BallotStyle::Points { .. }
        | BallotStyle::Ranking { .. } => {
            if has_money(contest) && total > Money::ZERO {
                Message::new("resident.check-lead-money")
                    .count("n", n)
                    .money("money", amount(paper.papers(), total))
            } else {
                Message::new("resident.check-lead").count("n", n)
            }
        }
    }
}

/// Whether this booth has a paper it has not sent yet.
pub(super) async fn has_more(house: &House, booth: Option<&Booth>, election: &ElectionId) -> bool {
    let Some(booth) = booth.filter(|booth| booth.election() == election) else { return false };
    let papers = super::papers::all(house, booth).await.unwrap_or_default();
    papers.iter().any(|paper| paper.counter == 0)
}
