//! The final list: the dice are written down by one officer and confirmed by another; proposals become projects.

use std::sync::Arc;

use morada_engine::permit::OneOfTwo;
use morada_engine::permit::act::PublishShortlist;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{Bench, base, named, sheet};
use crate::app::House;
use crate::app::evaluation::ballot::{
    DrawAnswers, DrawBody, Ready, confirm_draw, propose_draw, waiting_draws,
};
use crate::app::evaluation::queue::titles_of;
use crate::app::staff::confirm::{Waiting, take_back};
use crate::app::staff::permits;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::resident::home::amount;
use crate::web::roll::words::said;
use crate::web::staff::desk::text;
use crate::web::staff::opening::people;
use crate::web::staff::sheet::{Form, Input, Row, Section, Sheet, Table};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, deed, wrong};

async fn half(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
) -> Result<OneOfTwo<PublishShortlist>, Problem> {
    permits::one_of_two(house, &who.0, &process.0).await.map_err(wrong::problem)
}

/// What would be numbered, and the dice.
#[get("/<lang>/desk/p/<process>/evaluation/ballot")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    half(house, &who, &process).await?;
    let bench = Bench::open(house, &who, &process).await?;
    let typed = DrawAnswers::default();
    Ok(page(lang, &who, house, &bench, &typed, Faults::none()).await?.into())
}

async fn page(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    bench: &Bench,
    typed: &DrawAnswers,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let base = base(lang, &ProcessSlug(bench.setup.process.id.clone()));
    let ready = Ready::load(house, &bench.evaluation).await.map_err(wrong::problem)?;
    let public = format!("/{lang}/p/{}/evaluation/numbers", bench.evaluation.process());
    let mut page = sheet(lang, who, &bench.setup, say("evaluation.ballot-title"))
        .lead(say("evaluation.ballot-lead"))
        .faults(faults.clone());
    let waits = waiting_draws(house, &bench.evaluation).await.map_err(wrong::problem)?;
    for (first, body) in &waits {
        page = confirming(page, bench, &base, first, body);
    }
    if ready.accepted.is_empty() || !ready.may_draw {
        let why = if ready.accepted.is_empty() {
            say("evaluation.ballot-none")
        } else {
            say("evaluation.ballot-early")
        };
        let nothing = Section::plain().paragraph(why).link(say("evaluation.numbers-title"), public);
        return Ok(page.with(nothing));
    }
    let titles = titles_of(house, &ready.accepted, lang.code()).await.map_err(wrong::problem)?;
    let price = say("evaluation.price");
    let columns = vec![say("proposals.a-proposal"), price.clone()];
    let mut table = Table::new(say("evaluation.accepted"), columns);
    for proposal in &ready.accepted {
        let row = Row::new(named(proposal, titles.get(&proposal.id)), None);
        let sum = proposal.state.price().map(|sum| amount(&bench.setup.place, sum));
        table = table.row(match sum {
            Some(sum) => row.cell(price.clone(), say("proposals.money").money("sum", sum)),
            None => row.lines(price.clone(), Vec::new()),
        });
    }
    page = page.with(Section::plain().table(table));
    if waits.is_empty() {
        let form = form(lang, bench, &ready, &base, typed, &faults);
        page = page.with(Section::new(say("evaluation.ballot-dice")).form(form));
    }
    Ok(page)
}

fn form(
    lang: Lang,
    bench: &Bench,
    ready: &Ready,
    base: &str,
    typed: &DrawAnswers,
    faults: &Faults,
) -> Form {
    let say = Message::new;
    let contests = ready
        .contests()
        .map(|one| (one.id.to_string(), text(lang, &bench.setup, &one.title)))
        .collect();
    Form::new(format!("{base}/ballot"), say("staff.confirm-first"))
        .go()
        .input(
            Input::one_of("contest", &typed.contest, say("evaluation.ballot-contest"), contests)
                .fault_in(faults),
        )
        .input(
            Input::text("seed", typed.seed.clone(), say("evaluation.ballot-seed"))
                .verbatim()
                .hint(say("evaluation.ballot-seed-hint"))
                .fault_in(faults),
        )
        .input(
            Input::text("minutes", typed.minutes.clone(), say("evaluation.ballot-minutes"))
                .area()
                .hint(say("evaluation.ballot-minutes-hint"))
                .fault_in(faults),
        )
}

/// A lot that waits for a second officer.
fn confirming(sheet: Sheet, bench: &Bench, base: &str, first: &Waiting, body: &DrawBody) -> Sheet {
    let say = Message::new;
    let order = body.numbers.iter().map(|one| {
        say("evaluation.ballot-line")
            .count("ballot", u64::from(one.ballot))
            .count("n", u64::from(one.proposal))
    });
    let confirm = Form::new(format!("{base}/ballot/confirm"), say("staff.confirm-second"))
        .go()
        .hidden("id", &first.id)
        .hidden("sha", &first.sha);
    let back = Form::new(format!("{base}/ballot/back"), say("staff.take-back"));
    sheet
        .beside(
            Section::new(say("staff.two-people"))
                .people(people(Some(first), &bench.setup.place.time_zone))
                .code(body.seed.as_str())
                .paragraph(said(&body.minutes))
                .list(order.collect())
                .form(confirm),
        )
        .beside(Section::new(say("staff.take-back")).form(back.hidden("id", &first.id)))
}

/// Writes the dice down, as the first of two.
#[post("/<lang>/desk/p/<process>/evaluation/ballot", data = "<form>")]
pub async fn propose(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let half = half(house, &who, &process).await?;
    let bench = Bench::open(house, &who, &process).await?;
    let typed = form.0;
    let answers = DrawAnswers {
        contest: typed.get("contest"),
        seed: typed.get("seed"),
        minutes: typed.get("minutes"),
    };
    let done = propose_draw(house, &half, &bench.evaluation, &answers);
    let on = |()| Redirect::to(uri!(show(lang, process.clone())));
    let again = async |faults| page(lang, &who, house, &bench, &answers, faults).await;
    deed::answer(&typed, done, on, again).await
}

/// Confirms it as the second of two.
#[post("/<lang>/desk/p/<process>/evaluation/ballot/confirm", data = "<form>")]
pub async fn confirm(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let half = half(house, &who, &process).await?;
    let bench = Bench::open(house, &who, &process).await?;
    let (id, sha) = (form.0.get("id"), form.0.get("sha"));
    match confirm_draw(house, half, &bench.evaluation, &id, &sha).await {
        Ok(()) => Ok(Redirect::to(uri!(show(lang, process))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            let typed = DrawAnswers::default();
            Ok(page(lang, &who, house, &bench, &typed, faults).await?.into())
        }
    }
}

/// Takes a first yes back.
#[post("/<lang>/desk/p/<process>/evaluation/ballot/back", data = "<form>")]
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
            let typed = DrawAnswers::default();
            Ok(page(lang, &who, house, &bench, &typed, faults).await?.into())
        }
    }
}
