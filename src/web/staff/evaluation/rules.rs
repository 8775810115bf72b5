//! The departments, their checklist and their days.

use std::sync::Arc;

use morada_engine::permit::act::DraftBallot;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{self, base, sheet};
use crate::app::House;
use crate::app::evaluation::Evaluation;
use crate::app::evaluation::rules::{RulesAnswers, departments, set_rules};
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::{DeskError, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::said;
use crate::web::staff::desk::endonym;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, deed, process, wrong};

/// Shows the rules.
#[get("/<lang>/desk/p/<process>/evaluation/rules")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let answers = match Evaluation::load(house, &process.0).await {
        Ok(evaluation) => RulesAnswers::of(&evaluation.rules, &setup.process.languages),
        Err(DeskError::Unknown) => RulesAnswers {
            answer_days: "30".to_owned(),
            appeal_days: "10".to_owned(),
            ..RulesAnswers::default()
        },
        Err(error) => return Err(wrong::problem(error)),
    };
    Ok(page(lang, &who, house, &setup, &answers, Faults::none()).await?.into())
}

async fn page(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    setup: &Setup,
    answers: &RulesAnswers,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let process = ProcessSlug(setup.process.id.clone());
    let known = departments(house, &setup.place.id).await.map_err(wrong::problem)?;
    let teams = known.into_iter().map(|team| (team.clone(), said(&team))).collect();
    let number = |name: &str, value: &str, label: &str| {
        Input::text(name, value, say(label)).fault_in(&faults)
    };
    let mut form = Form::new(format!("{}/rules", base(lang, &process)), say("evaluation.rules-go"))
        .go()
        .input(
            Input::any_of(
                "departments",
                &answers.departments,
                say("evaluation.departments"),
                teams,
            )
            .fault_in(&faults),
        );
    for language in &setup.process.languages {
        let name = format!("criteria-{language}");
        let typed = answers.criteria.iter().find(|(lang, _)| lang == language);
        let value = typed.map(|(_, lines)| lines.clone()).unwrap_or_default();
        let label = say("evaluation.checklist-in").text("language", endonym(language));
        let input = Input::text(&name, value, label).area().spoken(language);
        form = form.input(input.hint(say("evaluation.checklist-hint")).fault_in(&faults));
    }
    let form = form
        .input(number("answer-days", &answers.answer_days, "evaluation.answer-days"))
        .input(number("appeal-days", &answers.appeal_days, "evaluation.appeal-days"));
    let may = process::may_draft(who, setup);
    Ok(sheet(lang, who, setup, say("evaluation.rules-title"))
        .lead(say("evaluation.rules-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
        .changed_by(may))
}

/// Stores the rules.
#[post("/<lang>/desk/p/<process>/evaluation/rules", data = "<form>")]
pub async fn store(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let permit = permits::permit::<DraftBallot>(house, &who.0, &process.0).await;
    let permit = permit.map_err(wrong::problem)?;
    let typed = form.0;
    let answers = RulesAnswers {
        departments: typed.all("departments"),
        criteria: typed.per_language("criteria", &setup.process.languages),
        answer_days: typed.get("answer-days"),
        appeal_days: typed.get("appeal-days"),
    };
    let done = set_rules(house, &permit, &answers);
    let on = |()| Redirect::to(uri!(overview::show(lang, process.clone())));
    let again = async |faults| page(lang, &who, house, &setup, &answers, faults).await;
    deed::answer(&typed, done, on, again).await
}
