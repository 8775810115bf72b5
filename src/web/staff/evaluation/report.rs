//! What a department says: a verdict with a reason on each criterion, and what it costs.

use std::sync::Arc;

use morada_engine::proposal::evaluation::Verdict;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{self, base, named, proposed, sheet};
use crate::app::House;
use crate::app::evaluation::Evaluation;
use crate::app::evaluation::queue::titles_of;
use crate::app::evaluation::report::{ReportAnswers, Reporting, report};
use crate::app::staff::setup::overview::Setup;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::evaluation::words::{criterion, verdict};
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::day;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, deed, process, wrong};

/// Shows the checklist.
#[get("/<lang>/desk/p/<process>/evaluation/report/<number>")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let (setup, reporting) = open(house, &who, &process, number).await?;
    let answers = ReportAnswers::of(&reporting);
    Ok(page(lang, &who, house, &setup, &reporting, &answers, Faults::none()).await?.into())
}

async fn open(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
    number: u32,
) -> Result<(Setup, Reporting), Problem> {
    let setup = process::load(house, who, process).await?;
    let evaluation = Evaluation::load(house, &process.0).await.map_err(wrong::problem)?;
    let reporting = Reporting::open(house, &who.0, evaluation, number).await;
    Ok((setup, reporting.map_err(wrong::problem)?))
}

async fn page(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    setup: &Setup,
    reporting: &Reporting,
    answers: &ReportAnswers,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let process = ProcessSlug(setup.process.id.clone());
    let (proposal, asked) = (&reporting.proposal, &reporting.asked);
    let number = proposal.number.unwrap_or_default();
    let titles = titles_of(house, std::slice::from_ref(proposal), lang.code()).await;
    let text = titles.map_err(wrong::problem)?.remove(&proposal.id).ok_or(Problem::NotFound)?;
    let here = format!("{}/report/{number}", base(lang, &process));
    let due = say("evaluation.asked-until")
        .text("department", asked.department.as_str())
        .day("day", day(asked.due_on));
    let page = sheet(lang, who, setup, say("evaluation.report-title"))
        .under(named(proposal, Some(&text)), here.clone())
        .lead(say("evaluation.report-lead"))
        .with(proposed(lang, &reporting.evaluation, proposal, &text).paragraph(due));
    if !reporting.is_open() {
        return Ok(page.with(Section::plain().paragraph(say("evaluation.not-open"))));
    }
    let form =
        fields(lang, reporting, answers, &faults, Form::new(here, say("evaluation.report-go")));
    Ok(page.faults(faults).with(Section::plain().form(form)))
}

fn fields(
    lang: Lang,
    reporting: &Reporting,
    answers: &ReportAnswers,
    faults: &Faults,
    form: Form,
) -> Form {
    let say = Message::new;
    let mut form = form.go();
    let none = (String::new(), String::new());
    for (at, line) in reporting.evaluation.rules.criteria.iter().enumerate() {
        let (chosen, reason) = answers.judged.get(at).unwrap_or(&none);
        // Nothing is chosen beforehand: a verdict that nobody gave is none.
        let choices = std::iter::once((String::new(), say("evaluation.verdict-none")))
            .chain(Verdict::ALL.map(|one| (one.name().to_owned(), verdict(one))));
        let name = format!("verdict-{}", line.name);
        let choice = Input::one_of(&name, chosen, criterion(line, lang), choices.collect());
        let why = Input::text(&format!("reason-{}", line.name), reason, say("evaluation.reason"));
        form = form.input(choice.fault_in(faults)).input(why.area().fault_in(faults));
    }
    for (name, value, label) in [
        ("lowest", &answers.lowest, "evaluation.cost-lowest"),
        ("likely", &answers.likely, "evaluation.cost-likely"),
        ("highest", &answers.highest, "evaluation.cost-highest"),
        ("upkeep", &answers.upkeep, "evaluation.cost-upkeep"),
    ] {
        let input = Input::text(name, value, say(label));
        let input = if name == "lowest" { input.hint(say("evaluation.cost-hint")) } else { input };
        form = form.input(input.fault_in(faults));
    }
    form
}

/// Says it.
#[post("/<lang>/desk/p/<process>/evaluation/report/<number>", data = "<form>")]
pub async fn store(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let (setup, reporting) = open(house, &who, &process, number).await?;
    let typed = form.0;
    let judged = reporting.evaluation.rules.criteria.iter().map(|line| {
        let (verdict, reason) = (format!("verdict-{}", line.name), format!("reason-{}", line.name));
        (typed.get(&verdict), typed.get(&reason))
    });
    let answers = ReportAnswers {
        judged: judged.collect(),
        lowest: typed.get("lowest"),
        likely: typed.get("likely"),
        highest: typed.get("highest"),
        upkeep: typed.get("upkeep"),
    };
    let done = report(house, &reporting, &answers, lang.code());
    let on = |()| Redirect::to(uri!(overview::show(lang, process.clone())));
    let again = async |faults| page(lang, &who, house, &setup, &reporting, &answers, faults).await;
    deed::answer(&typed, done, on, again).await
}
