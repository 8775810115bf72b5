//! The ballot. Choices travel in the form from page to page; the server keeps none of them.

use std::sync::Arc;

use morada_engine::ballot::BallotFault;
use morada_engine::contest::{BallotStyle, Contest};
use morada_engine::money::Money;
use rocket::http::{CookieJar, Status};
use rocket::{State, get};
use serde::Serialize;

use super::booth::CurrentBooth;
use super::code::{ClosedView, Step, leave_and_ask, not_yet, over, over_while_choosing, steps};
use super::faces::{Shown, amount, heading, on_paper};
use super::faults::{Choices, anchor};
use super::meter::Meter;
use crate::app::vote::{Paper, PaperError, ballot_paper};
use crate::app::{House, public_election};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::{Answer, Answered};
use crate::web::forms::{Fault, Faults};
use crate::web::helpers::Words;
use crate::web::page::{Layout, Page, View};
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::press::Press;
use crate::web::problem::Problem;
use crate::web::site::{Site, words_in};

/// What the ballot page shows.
#[derive(Debug, Serialize)]
pub struct BallotView {
    steps: Vec<Step>,
    #[serde(flatten)]
    faults: Faults,
    heading: Message,
    /// The question itself, on a motion.
    question: Option<Words>,
    /// The contest's name, where the voter has several papers.
    contest_title: Option<Words>,
    lead: Message,
    again: bool,
    /// Where every button of the form leads.
    action: String,
    languages: Vec<LanguageButton>,
    /// `checkbox` or `radio`.
    kind: &'static str,
    motion: bool,
    picks: Vec<Pick>,
    /// The choice of nothing, where boxes cannot be emptied again.
    nothing: Option<Nothing>,
    /// What is chosen on this page as it is made, for the next one.
    was: String,
    meter: Option<Meter>,
    live: Option<Live>,
}

/// The same page in another language, as a button of the form, so that choices survive.
#[derive(Debug, Serialize)]
struct LanguageButton {
    code: Lang,
    dir: &'static str,
    endonym: &'static str,
    action: String,
}

/// One option.
#[derive(Debug, Serialize)]
struct Pick {
    id: String,
    index: usize,
    chosen: bool,
    fault: Option<Message>,
    #[serde(flatten)]
    shown: Shown,
    /// The side of a motion, said in the reader's language.
    answer: Option<Message>,
    /// Whether it is an answer and has no face.
    bare: bool,
}

#[derive(Debug, Serialize)]
struct Nothing {
    chosen: bool,
}

/// What the script needs to count along.
#[derive(Debug, Serialize)]
struct Live {
    kind: &'static str,
    budget: u64,
    max: u64,
    /// How this language writes money: see `Formats::money_pattern`.
    pattern: String,
}

impl View for BallotView {
    const TEMPLATE: &'static str = "resident/ballot";
    const LAYOUT: Layout = Layout::Focus;
    fn title(&self) -> Message {
        self.heading.clone()
    }
}

/// Shows the empty ballot to the voter in the booth.
#[get("/<lang>/p/<process>/vote/<contest>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the ballot needs")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    booth: CurrentBooth,
    house: &State<Arc<House>>,
    press: &State<Press>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let Some(booth) = booth.of(&process.0) else {
        return Ok(leave_and_ask(lang, process, jar, site));
    };
    match ballot_paper(house, &booth, &contest.0).await {
        Ok(paper) => Ok(Sheet { house, press, lang, paper: &paper }.page(&[], &[], &[]).into()),
        Err(error) => no_paper(lang, process, error, Lost::Nothing, house, site, jar).await,
    }
}

/// What a voter loses who gets no paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// The page was only being opened.
    Nothing,
    /// Choices that were being sent.
    Choices,
}

/// What a voter is told who gets no paper (any more).
pub async fn no_paper(
    lang: Lang,
    process: ProcessSlug,
    error: PaperError,
    lost: Lost,
    house: &House,
    site: &Site,
    jar: &CookieJar<'_>,
) -> Answered {
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let papers = &public.election.papers;
    let zone = &papers.time_zone;
    let within = |page: Page| Answer::from(page.within(heading(papers, lang, false)));
    match error {
        PaperError::NotYours => Err(Problem::NotFound),
        PaperError::Retired => Ok(leave_and_ask(lang, process, jar, site)),
        PaperError::NotYet(at) => Ok(within(not_yet(at, zone))),
        PaperError::Over(at) => Ok(within(match lost {
            Lost::Nothing => over(at, zone),
            Lost::Choices => over_while_choosing(at, zone),
        })),
        PaperError::Store(error) => Err(error.into()),
    }
}

/// One voter's paper, being shown to one reader.
pub struct Sheet<'a> {
    /// The house.
    pub house: &'a House,
    /// The press, for what the script has to know of the language.
    pub press: &'a Press,
    /// The reader's language.
    pub lang: Lang,
    /// The paper.
    pub paper: &'a Paper,
}

impl Sheet<'_> {
    /// The ballot with `chosen` marked; `before` was marked when the page was made that sent this.
    pub fn page(&self, chosen: &[usize], before: &[usize], faults: &[BallotFault]) -> Page {
        self.page_saying(chosen, before, faults, Vec::new())
    }

    /// The same, saying `more` besides the faults of the choices.
    pub fn page_saying(
        &self,
        chosen: &[usize],
        before: &[usize],
        faults: &[BallotFault],
        more: Vec<Fault>,
    ) -> Page {
        let contest = self.paper.contest();
        let within = heading(self.paper.papers(), self.lang, false);
        if matches!(contest.ballot, BallotStyle::Points { .. } | BallotStyle::Ranking { .. }) {
            let what = Message::new("resident.ballot-desk-only");
            let view = ClosedView::new("resident.closed-none-title", Some(what));
            return Page::show(&view).within(within);
        }
        let view = self.view(chosen, before, faults, more);
        let status = if view.faults.any() { Status::UnprocessableEntity } else { Status::Ok };
        Page::show(&view).within(within).with_status(status)
    }

    fn view(
        &self,
        chosen: &[usize],
        before: &[usize],
        faults: &[BallotFault],
        more: Vec<Fault>,
    ) -> BallotView {
        let (papers, contest) = (self.paper.papers(), self.paper.contest());
        let options = on_paper(self.house, papers, contest, self.lang);
        let choices = Choices { papers, options: &options, chosen, before };
        let said: Vec<Fault> = more.into_iter().chain(choices.say(faults)).collect();
        let over = faults.iter().any(|fault| matches!(fault, BallotFault::OverBudget { .. }));
        let last = choices.added_last().filter(|_| over);
        let at_last = last.and_then(|index| choices.at_project(contest.budget, index));
        let motion = matches!(contest.ballot, BallotStyle::Motion);
        let single = motion || matches!(contest.ballot, BallotStyle::ChooseOne);
        let meter = Meter::of(papers, contest, &options, chosen);
        let live = self.live(contest, meter.is_some());
        let pick = |(index, shown): (usize, Shown)| Pick {
            id: anchor(index),
            index,
            chosen: chosen.contains(&index),
            fault: at_last.clone().filter(|_| last == Some(index)),
            answer: motion.then(|| side(contest, index)).flatten(),
            bare: motion,
            shown,
        };
        BallotView {
            steps: steps(2),
            faults: Faults::of(said),
            heading: Message::new(heading_key(contest.ballot)),
            question: motion.then(|| words_in(&contest.title, self.lang, &papers.languages)),
            contest_title: (papers.contests.len() > 1 && !motion)
                .then(|| words_in(&contest.title, self.lang, &papers.languages)),
            lead: lead(contest.ballot, amount(papers, contest.budget)),
            again: self.paper.counter > 0,
            action: self.action(self.lang),
            languages: self.languages(),
            kind: if single { "radio" } else { "checkbox" },
            motion,
            nothing: single.then_some(Nothing { chosen: chosen.is_empty() && !before.is_empty() }),
            was: chosen.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
            picks: options.into_iter().enumerate().map(pick).collect(),
            meter,
            live,
        }
    }

    fn live(&self, contest: &Contest, metered: bool) -> Option<Live> {
        let papers = self.paper.papers();
        metered.then(|| Live {
            kind: if contest.ballot == BallotStyle::Knapsack { "money" } else { "count" },
            budget: contest.budget.minor(),
            max: match contest.ballot {
                BallotStyle::Approval { max, .. } => u64::from(max),
                BallotStyle::Knapsack
                | BallotStyle::ChooseOne
                | BallotStyle::Motion
                | BallotStyle::Points { .. }
                | BallotStyle::Ranking { .. } => 0,
            },
            pattern: self
                .press
                .voice(self.lang)
                .formats
                .money_pattern(&papers.currency, papers.currency_exponent),
        })
    }

    /// The address of the check page in a language.
    pub fn action(&self, lang: Lang) -> String {
        let process = &self.paper.papers().election;
        format!("/{lang}/p/{process}/vote/{}/check", self.paper.contest().id)
    }

    fn languages(&self) -> Vec<LanguageButton> {
        let others = Lang::OFFERED.into_iter().filter(|code| *code != self.lang);
        others
            .map(|code| LanguageButton {
                code,
                dir: code.dir().as_str(),
                endonym: code.endonym(),
                action: self.action(code),
            })
            .collect()
    }
}

fn heading_key(ballot: BallotStyle) -> &'static str {
    match ballot {
        BallotStyle::Knapsack
        | BallotStyle::Approval { .. }
        | BallotStyle::Points { .. }
        | BallotStyle::Ranking { .. } => "resident.ballot-title",
        BallotStyle::ChooseOne => "resident.ballot-title-one",
        BallotStyle::Motion => "resident.ballot-title-motion",
    }
}

fn lead(ballot: BallotStyle, budget: crate::i18n::format::Amount) -> Message {
    match ballot {
        BallotStyle::Knapsack => Message::new("resident.ballot-lead-money").money("money", budget),
        BallotStyle::Approval { max, min: 0 | 1 } => {
            Message::new("resident.ballot-lead-max").count("n", u64::from(max))
        }
        BallotStyle::Approval { max, min } => Message::new("resident.ballot-lead-min")
            .count("min", u64::from(min))
            .count("max", u64::from(max)),
        BallotStyle::ChooseOne => Message::new("resident.ballot-lead-one"),
        BallotStyle::Motion => Message::new("resident.ballot-lead-motion"),
        BallotStyle::Points { .. } | BallotStyle::Ranking { .. } => {
            Message::new("resident.ballot-desk-only")
        }
    }
}

/// The sides of a motion have fixed ids, so they are said in every language.
pub fn side(contest: &Contest, index: usize) -> Option<Message> {
    let key = match contest.options.get(index)?.id.as_str() {
        "yes" => "resident.motion-yes",
        "no" => "resident.motion-no",
        "abstain" => "resident.motion-abstain",
        _ => return None,
    };
    Some(Message::new(key))
}

/// Whether a contest spends money, so that costs and bars are shown.
pub fn has_money(contest: &Contest) -> bool {
    contest.budget > Money::ZERO
}
