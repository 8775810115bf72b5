//! The first page of a process: what it is about, what can be done now, and until when.

use std::sync::Arc;

use morada_engine::contest::Rule;
use morada_engine::eligibility::{Rule as Eligibility, TieKind};
use morada_engine::money::Money;
use morada_engine::phase::{BoxState, Phase};
use morada_engine::time::Timestamp;
use rocket::http::CookieJar;
use rocket::{State, get};
use serde::Serialize;

use super::faces::{Shown, told};
use crate::app::House;
use crate::app::notice_board::told::Place;
use crate::app::notice_board::{Notice, notice};
use crate::app::notices::{PublicNotice, notices};
use crate::app::proposals::Season;
use crate::app::roll::keeping::Kept;
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::draw::face::{Face, Theme};
use crate::web::frame::Heading;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::params::ProcessSlug;
use crate::web::place::arrival::remember;
use crate::web::problem::Problem;
use crate::web::site::{Site, words_in};
use crate::web::staff::wrong;

/// Projects that the first page shows; the others are one click away.
const SHOWN: usize = 6;

#[derive(Debug, Serialize)]
#[allow(clippy::struct_excessive_bools, reason = "a template chooses by them, one by one")]
struct HomeView {
    tag: Message,
    tag_icon: &'static str,
    /// The opening sentence, which names an hour when there is one.
    lead_key: &'static str,
    lead: Option<Message>,
    when: Option<Moment>,
    budget: Amount,
    has_money: bool,
    project_count: u64,
    days_left: u64,
    voters: u64,
    /// So few have voted that the number is not shown.
    few: bool,
    fewer_than: u64,
    /// What can be done now; exactly one of these three.
    voting: bool,
    result: bool,
    waiting: bool,
    /// Whether residents propose to it.
    proposes: bool,
    /// Whether there is a box in which a slip can be found.
    r#box: bool,
    /// Who may vote, where that is known.
    who_key: Option<&'static str>,
    age: u64,
    steps: Vec<Step>,
    phases: Vec<PhaseShown>,
    projects: Vec<Card>,
    areas: Vec<AreaShown>,
    notices: Vec<NoticeShown>,
    /// The report on the roll for observers, where the place keeps one.
    anomalies: Option<String>,
}

/// A public notice about the vote.
#[derive(Debug, Serialize)]
struct NoticeShown {
    text: Words,
    at: Moment,
    taken_back_at: Option<Moment>,
}

impl View for HomeView {
    const TEMPLATE: &'static str = "resident/home";
    fn title(&self) -> Message {
        Message::new("resident.home-title")
    }
}

/// One of the three steps of voting.
#[derive(Debug, Serialize)]
struct Step {
    face: Face,
    title: Message,
    note: Message,
}

/// A dated phase.
#[derive(Debug, Serialize)]
pub(super) struct PhaseShown {
    name: Message,
    number: usize,
    state: &'static str,
    done: bool,
    current: bool,
    from: Moment,
    /// First and last day, where the calendar knows both.
    span: Option<(Moment, Moment)>,
}

/// A project's card.
#[derive(Debug, Serialize)]
pub(super) struct Card {
    #[serde(flatten)]
    shown: Shown,
    /// The end of its address.
    anchor: String,
}

impl Card {
    pub(super) fn new(shown: Shown, contest: &str) -> Self {
        let anchor = format!("{contest}/{}", shown.face.number);
        Self { shown, anchor }
    }
}

/// A tile of the drawn map.
#[derive(Debug, Serialize)]
struct AreaShown {
    name: String,
    /// The name as part of an address.
    query: String,
    row: u32,
    column: u32,
    projects: u64,
}

/// Shows the first page of a process.
#[get("/<lang>/p/<process>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
    jar: &CookieJar<'_>,
    site: &State<Site>,
) -> Result<Page, Problem> {
    let notice = notice(house, &process.0).await?.ok_or(Problem::NotFound)?;
    remember(jar, lang, site);
    let mut view = view(&notice, lang, house.now());
    view.proposes = Season::is_one(house, &process.0).await.map_err(wrong::problem)?;
    if view.proposes && view.lead_key == "resident.home-preparing" {
        view.tag = Message::new("resident.home-tag-proposing");
        view.lead = Some(Message::new("resident.home-proposing"));
    }
    // Before there is a list of projects, its proposals are what there is to see.
    view.waiting &= !view.proposes;
    let shown = |public: PublicNotice| {
        let moment = |at| Moment::new(at, &notice.place.time_zone);
        NoticeShown {
            text: words_in(&public.text, lang, &notice.process.languages),
            at: moment(public.at),
            taken_back_at: public.taken_back_at.map(moment),
        }
    };
    if view.result && Kept::load(house, &notice.place.id).await.is_ok() {
        view.anomalies = Some(format!("/{lang}/roll/{}/anomalies", notice.place.id));
    }
    view.notices = notices(house, &process.0).await?.into_iter().map(shown).collect();
    Ok(Page::show(&view).within(heading(&notice, lang)))
}

/// The heading of a page about a process of the office.
pub(in crate::web) fn heading(notice: &Notice, lang: Lang) -> Heading {
    Heading {
        slug: notice.process.id.to_string(),
        title: words_in(&notice.process.title, lang, &notice.process.languages),
        place: words_in(&notice.place.name, lang, &notice.place.languages),
        has_results: notice.ballot_box.state == BoxState::Published,
    }
}

/// A sum in the place's currency.
pub(in crate::web) fn amount(place: &Place, minor: Money) -> Amount {
    Amount { minor, currency: place.currency.clone(), exponent: place.currency_exponent }
}

fn view(notice: &Notice, lang: Lang, now: Timestamp) -> HomeView {
    let zone = &notice.place.time_zone;
    let budget: Money = notice.contests.iter().map(|contest| contest.budget).sum();
    let motion = notice.contests.iter().all(|c| matches!(c.rule, Rule::Motion { .. }));
    let opens = notice.calendar.starts_at(Phase::Balloting);
    let closes = notice.calendar.ends_at(Phase::Balloting);
    let act = Act::of(notice, opens, closes, now);
    let (lead_key, when) = act.lead(motion);
    let when = when.map(|at| Moment::new(at, zone));
    HomeView {
        tag: Message::new(act.tag()),
        tag_icon: act.icon(),
        lead: when.is_none().then(|| Message::new(lead_key)),
        lead_key,
        when,
        budget: amount(&notice.place, budget),
        has_money: budget > Money::ZERO,
        project_count: notice.project_count(),
        days_left: closes.map_or(0, |closes| closes.since(now) / 86_400),
        voters: notice.voters(),
        few: (1..notice.process.small_group).contains(&notice.voters()),
        fewer_than: notice.process.small_group,
        voting: matches!(act, Act::Vote { .. }),
        result: matches!(act, Act::Result),
        waiting: !matches!(act, Act::Vote { .. } | Act::Result),
        proposes: false,
        r#box: notice.ballot_box.state > BoxState::Unsealed,
        who_key: who_may(notice),
        age: u64::from(notice.process.electorate.rule.min_age),
        steps: steps(),
        phases: phases(notice),
        projects: cards(notice, lang),
        areas: areas(notice),
        notices: Vec::new(),
        anomalies: None,
    }
}

/// The sentence that says who may vote, where that is known.
pub(super) fn who_may(notice: &Notice) -> Option<&'static str> {
    notice.process.says_who_votes().then(|| who_key(&notice.process.electorate.rule))
}

/// The sentence about who may vote.
fn who_key(rule: &Eligibility) -> &'static str {
    let beyond = [TieKind::Work, TieKind::Study].iter().any(|tie| rule.basis.contains(tie));
    if beyond { "resident.home-who-lives-works" } else { "resident.home-who-lives" }
}

/// What a resident can do now.
#[derive(Debug, Clone, Copy)]
enum Act {
    Prepare,
    WaitUntil(Timestamp),
    Vote { until: Timestamp },
    WaitForResult,
    Result,
}

impl Act {
    fn of(
        notice: &Notice,
        opens: Option<Timestamp>,
        closes: Option<Timestamp>,
        now: Timestamp,
    ) -> Self {
        match (notice.ballot_box.state, opens, closes) {
            (BoxState::Published, _, _) => Act::Result,
            (_, _, Some(closes)) if now >= closes => Act::WaitForResult,
            (BoxState::Opened, Some(opens), Some(until)) if now >= opens => Act::Vote { until },
            (_, Some(opens), _) if now < opens => Act::WaitUntil(opens),
            _ => Act::Prepare,
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Act::Prepare => "resident.home-tag-preparing",
            Act::WaitUntil(_) => "resident.home-tag-before",
            Act::Vote { .. } => "resident.home-tag-open",
            Act::WaitForResult => "resident.home-tag-counting",
            Act::Result => "resident.home-tag-result",
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Act::Prepare | Act::WaitUntil(_) => "calendar",
            Act::Vote { .. } | Act::Result => "circle-check",
            Act::WaitForResult => "lock",
        }
    }

    fn lead(self, motion: bool) -> (&'static str, Option<Timestamp>) {
        match (self, motion) {
            (Act::Prepare, _) => ("resident.home-preparing", None),
            (Act::WaitUntil(at), false) => ("resident.home-before", Some(at)),
            (Act::WaitUntil(at), true) => ("resident.home-before-motion", Some(at)),
            (Act::Vote { until }, false) => ("resident.home-open", Some(until)),
            (Act::Vote { until }, true) => ("resident.home-open-motion", Some(until)),
            (Act::WaitForResult, _) => ("resident.home-counting", None),
            (Act::Result, _) => ("resident.home-result", None),
        }
    }
}

fn steps() -> Vec<Step> {
    let step = |theme, motif, icon, title, note| Step {
        face: Face::new(0, theme).chosen(motif, icon),
        title: Message::new(title),
        note: Message::new(note),
    };
    vec![
        step(
            Theme::Learn,
            2,
            "key-round",
            "resident.home-step-code",
            "resident.home-step-code-note",
        ),
        step(
            Theme::Nature,
            0,
            "list-checks",
            "resident.home-step-choose",
            "resident.home-step-choose-note",
        ),
        step(
            Theme::Move,
            7,
            "ticket-check",
            "resident.home-step-slip",
            "resident.home-step-slip-note",
        ),
    ]
}

/// The calendar, as pages show it.
pub(super) fn phases(notice: &Notice) -> Vec<PhaseShown> {
    let zone = &notice.place.time_zone;
    let standing = notice.standing.phase;
    let shown = |(number, dated): (usize, &morada_engine::phase::Dated)| {
        let (done, current) = (dated.phase < standing, dated.phase == standing);
        let from = Moment::new(dated.starts_at, zone);
        // The last day is the one of the last second.
        let last = notice.calendar.ends_at(dated.phase);
        let last =
            last.map(|end| Moment::new(Timestamp::from_unix(end.unix().saturating_sub(1)), zone));
        PhaseShown {
            name: Message::new(phase_key(dated.phase)),
            number,
            state: match (done, current) {
                (true, _) => "is-done",
                (false, true) => "is-now",
                (false, false) => "is-later",
            },
            done,
            current,
            span: last.map(|last| (from.clone(), last)),
            from,
        }
    };
    (1..).zip(notice.calendar.dates()).map(shown).collect()
}

/// The key of a phase's name.
pub fn phase_key(phase: Phase) -> &'static str {
    match phase {
        Phase::Draft => "resident.phase-draft",
        Phase::Informing => "resident.phase-informing",
        Phase::Accepting => "resident.phase-accepting",
        Phase::Reviewing => "resident.phase-reviewing",
        Phase::Supporting => "resident.phase-supporting",
        Phase::Evaluating => "resident.phase-evaluating",
        Phase::Provisional => "resident.phase-provisional",
        Phase::Appeals => "resident.phase-appeals",
        Phase::FinalList => "resident.phase-final-list",
        Phase::Balloting => "resident.phase-balloting",
        Phase::Counting => "resident.phase-counting",
        Phase::Published => "resident.phase-published",
        Phase::Implementing => "resident.phase-implementing",
        Phase::Closed => "resident.phase-closed",
    }
}

fn cards(notice: &Notice, lang: Lang) -> Vec<Card> {
    let money = notice.contests.iter().filter(|c| !matches!(c.rule, Rule::Motion { .. }));
    money
        .flat_map(|contest| {
            let projects = notice.projects.get(&contest.id).map(Vec::as_slice).unwrap_or_default();
            projects.iter().map(move |project| (contest, project))
        })
        .take(SHOWN)
        .map(|(contest, project)| {
            let cost = project.cost.map(|cost| amount(&notice.place, cost));
            let shown = told(project, lang, &notice.process.languages, cost);
            Card::new(shown, contest.id.as_str())
        })
        .collect()
}

fn areas(notice: &Notice) -> Vec<AreaShown> {
    let here = |name: &str| {
        notice.projects.values().flatten().filter(|project| project.place == name).count() as u64
    };
    notice
        .areas
        .iter()
        .map(|area| AreaShown {
            projects: here(&area.name),
            query: rocket::http::RawStr::new(&area.name).percent_encode().to_string(),
            name: area.name.clone(),
            row: area.map_row,
            column: area.map_column,
        })
        .collect()
}
