//! The provisional list before it is public: what is missing, what would be published, and two officers.

use std::sync::Arc;

use morada_engine::permit::OneOfTwo;
use morada_engine::permit::act::PublishShortlist;
use morada_engine::proposal::evaluation::Finding;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{Bench, base, named, sheet};
use crate::app::House;
use crate::app::evaluation::publish::{Draft, first_yes, publish};
use crate::app::evaluation::read;
use crate::app::staff::confirm::take_back;
use crate::app::staff::permits;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::evaluation::words::{missing, outcome_tag};
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::home::amount;
use crate::web::roll::words::day;
use crate::web::staff::opening::people;
use crate::web::staff::sheet::{Form, Row, Section, Sheet, Table, Tag};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// Lines that the page shows of what would be published.
const MOST_ROWS: usize = 200;

async fn half(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
) -> Result<OneOfTwo<PublishShortlist>, Problem> {
    permits::one_of_two(house, &who.0, &process.0).await.map_err(wrong::problem)
}

/// Shows it.
#[get("/<lang>/desk/p/<process>/evaluation/list")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    half(house, &who, &process).await?;
    let bench = Bench::open(house, &who, &process).await?;
    Ok(page(lang, &who, house, &bench, Faults::none()).await?.into())
}

async fn page(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    bench: &Bench,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let (evaluation, setup) = (&bench.evaluation, &bench.setup);
    let slug = ProcessSlug(setup.process.id.clone());
    let zone = &setup.place.time_zone;
    let page = sheet(lang, who, setup, say("evaluation.list-publish"));
    let public = read::page(house, evaluation, 1, lang.code()).await.map_err(wrong::problem)?;
    if let Some(public) = public {
        let at = Moment::new(public.list.published_at, zone);
        let section = Section::plain()
            .paragraph(say("evaluation.list-published").moment("at", at))
            .paragraph(say("evaluation.list-until").day("day", day(public.list.appeals_until)))
            .link(say("evaluation.list-title"), format!("/{lang}/p/{}/evaluation", slug.0));
        return Ok(page.with(section));
    }
    let draft = Draft::load(house, evaluation, lang.code()).await.map_err(wrong::problem)?;
    let first = first_yes(house, evaluation, &draft).await.map_err(wrong::problem)?;
    let base = base(lang, &slug);
    let mut page = page.lead(say("evaluation.list-lead")).faults(faults);
    if draft.not_there_yet > 0 {
        let early = say("evaluation.list-early").count("n", draft.not_there_yet);
        page = page.with(Section::plain().paragraph(early));
    }
    page = page.with(Section::plain().table(table(lang, bench, &draft)));
    let seal = Section::new(say("evaluation.list-seal")).code(draft.sha.clone());
    page = page.beside(seal);
    if !draft.is_whole() {
        let open = say("evaluation.list-open").count("n", draft.open().count() as u64);
        return Ok(page.beside(Section::new(say("staff.two-people")).paragraph(open)));
    }
    let button = if first.is_some() { "staff.confirm-second" } else { "staff.confirm-first" };
    let form = Form::new(format!("{base}/list"), say(button)).go().hidden("sha", draft.sha.clone());
    let mut two =
        Section::new(say("staff.two-people")).people(people(first.as_ref(), zone)).form(form);
    two = two.paragraph(say("evaluation.list-final"));
    page = page.beside(two);
    if let Some(first) = first {
        let back = Form::new(format!("{base}/list/back"), say("staff.take-back"));
        page = page
            .beside(Section::new(say("staff.take-back")).form(back.hidden("id", first.id.clone())));
    }
    Ok(page)
}

fn table(lang: Lang, bench: &Bench, draft: &Draft) -> Table {
    let say = Message::new;
    let (state, price) = (say("staff.state"), say("evaluation.price"));
    let columns = vec![say("proposals.a-proposal"), state.clone(), price.clone()];
    let mut table = Table::new(say("evaluation.list-publish"), columns);
    for one in draft.queue.iter().take(MOST_ROWS) {
        let (class, icon, text) = match &one.outcome {
            Ok(finding) => outcome_tag(finding),
            Err(open) => {
                let text = missing(open, &bench.evaluation.rules, lang);
                ("tag--warn", "triangle-alert", text)
            }
        };
        let row = Row::new(named(&one.proposal, one.text.as_ref()), None)
            .tag(state.clone(), Tag::new(class, icon, text));
        table = table.row(match &one.outcome {
            Ok(Finding::Feasible { price: sum }) => {
                let sum = amount(&bench.setup.place, *sum);
                row.cell(price.clone(), say("proposals.money").money("sum", sum))
            }
            Ok(Finding::Infeasible { .. }) | Err(_) => row.lines(price.clone(), Vec::new()),
        });
    }
    table
}

/// Says yes to it, as the first or the second of two.
#[post("/<lang>/desk/p/<process>/evaluation/list", data = "<form>")]
pub async fn confirm(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let half = half(house, &who, &process).await?;
    let bench = Bench::open(house, &who, &process).await?;
    match publish(house, half, &bench.evaluation, &form.0.get("sha")).await {
        Ok(_) => Ok(Redirect::to(uri!(show(lang, process))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &who, house, &bench, faults).await?.into())
        }
    }
}

/// Takes a first yes back.
#[post("/<lang>/desk/p/<process>/evaluation/list/back", data = "<form>")]
pub async fn back(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let half = half(house, &who, &process).await?;
    let bench = Bench::open(house, &who, &process).await?;
    match take_back(house, &half, &form.0.get("id")).await {
        Ok(()) => Ok(Redirect::to(uri!(show(lang, process))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &who, house, &bench, faults).await?.into())
        }
    }
}
