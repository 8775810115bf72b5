//! Handing a proposal to departments, each with its day.

use std::sync::Arc;

use morada_engine::permit::act::DraftBallot;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{self, Bench, base, named, proposed, sheet};
use crate::app::House;
use crate::app::evaluation::hand::{HandAnswers, hand};
use crate::app::evaluation::queue::titles_of;
use crate::app::evaluation::read;
use crate::app::proposals::kept::Proposal;
use crate::app::staff::permits;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, deed, wrong};

/// Asks for the days.
#[get("/<lang>/desk/p/<process>/evaluation/hand/<number>")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let permit = permits::permit::<DraftBallot>(house, &who.0, &process.0).await;
    permit.map_err(wrong::problem)?;
    let bench = Bench::open(house, &who, &process).await?;
    let proposal = bench.proposal(house, number).await?;
    let public = read::one(house, &bench.evaluation, number, lang.code()).await;
    let public = public.map_err(wrong::problem)?;
    let asked: Vec<_> = public.asked.into_iter().map(|one| one.asked).collect();
    let answers = if asked.is_empty() {
        HandAnswers::usual(&bench.evaluation)
    } else {
        HandAnswers::of(&bench.evaluation, &asked)
    };
    Ok(page(lang, &who, house, &bench, &proposal, &answers, Faults::none()).await?.into())
}

async fn page(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    bench: &Bench,
    proposal: &Proposal,
    answers: &HandAnswers,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let process = ProcessSlug(bench.setup.process.id.clone());
    let number = proposal.number.unwrap_or_default();
    let titles = titles_of(house, std::slice::from_ref(proposal), lang.code()).await;
    let text = titles.map_err(wrong::problem)?.remove(&proposal.id).ok_or(Problem::NotFound)?;
    let mut form =
        Form::new(format!("{}/hand/{number}", base(lang, &process)), say("evaluation.hand-go"))
            .go();
    for (at, (department, day)) in answers.due.iter().enumerate() {
        let label = say("evaluation.hand-until").text("department", department.as_str());
        let input = Input::text(&format!("due-{at}"), day, label).kind("date");
        form = form.input(input.fault_in(&faults));
    }
    let page = sheet(lang, who, &bench.setup, say("evaluation.hand-title"))
        .under(named(proposal, Some(&text)), format!("{}/hand/{number}", base(lang, &process)))
        .lead(say("evaluation.hand-lead"))
        .faults(faults)
        .with(proposed(lang, &bench.evaluation, proposal, &text));
    Ok(if overview::is_open(proposal) {
        page.with(Section::plain().form(form))
    } else {
        page.with(Section::plain().paragraph(say("evaluation.not-open")))
    })
}

/// Hands it on.
#[post("/<lang>/desk/p/<process>/evaluation/hand/<number>", data = "<form>")]
pub async fn store(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let permit = permits::permit::<DraftBallot>(house, &who.0, &process.0).await;
    let permit = permit.map_err(wrong::problem)?;
    let bench = Bench::open(house, &who, &process).await?;
    let proposal = bench.proposal(house, number).await?;
    let typed = form.0;
    let departments = bench.evaluation.rules.departments.iter().enumerate();
    let due = departments.map(|(at, name)| (name.clone(), typed.get(&format!("due-{at}"))));
    let answers = HandAnswers { due: due.collect() };
    let done = hand(house, &permit, &bench.evaluation, &proposal, &answers);
    let on = |()| Redirect::to(uri!(overview::show(lang, process.clone())));
    let again = async |faults| page(lang, &who, house, &bench, &proposal, &answers, faults).await;
    deed::answer(&typed, done, on, again).await
}
