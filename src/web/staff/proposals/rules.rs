//! How a process takes proposals: limits, and its charter.

use std::sync::Arc;

use morada_engine::permit::act::DraftBallot;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{self, base, sheet, works_here};
use crate::app::House;
use crate::app::proposals::Season;
use crate::app::proposals::kept::{ProposalRules, Risk};
use crate::app::proposals::rules::{RulesAnswers, set_rules};
use crate::app::staff::permits;
use crate::app::staff::setup::overview::Setup;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// Risks that the form has places for.
const PLACES: usize = 3;

/// Shows the rules.
#[get("/<lang>/desk/p/<process>/proposals/rules")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = works_here(house, &who, &process).await?;
    let answers = match Season::load(house, &process.0).await {
        Ok(season) => as_answers(&season.rules),
        Err(_) => RulesAnswers {
            most_supports: "5".to_owned(),
            threshold: "100".to_owned(),
            read_within_h: "48".to_owned(),
            ..RulesAnswers::default()
        },
    };
    Ok(page(lang, &who, &setup, &process, &answers, Faults::none()).into())
}

fn as_answers(rules: &ProposalRules) -> RulesAnswers {
    RulesAnswers {
        most_supports: rules.most_supports.to_string(),
        threshold: rules.threshold.to_string(),
        read_within_h: rules.read_within_h.to_string(),
        values: rules.charter.values.clone(),
        stakeholders: rules.charter.stakeholders.clone(),
        risks: rules.charter.risks.clone(),
        review_on: rules.charter.review_on.clone(),
    }
}

fn page(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    process: &ProcessSlug,
    answers: &RulesAnswers,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let line = |name: &str, value: &str, label: &str| {
        Input::text(name, value, say(label)).fault_in(&faults)
    };
    let mut form = Form::new(format!("{}/rules", base(lang, process)), say("proposals.rules-go"))
        .go()
        .input(line("most-supports", &answers.most_supports, "proposals.rules-supports"))
        .input(line("threshold", &answers.threshold, "proposals.rules-threshold"))
        .input(line("read-within", &answers.read_within_h, "proposals.rules-read"))
        .input(line("values", &answers.values, "proposals.charter-values").area())
        .input(
            line("stakeholders", &answers.stakeholders, "proposals.charter-stakeholders").area(),
        );
    let none = Risk::default();
    for at in 1..=answers.risks.len().max(PLACES) {
        let risk = answers.risks.get(at - 1).unwrap_or(&none);
        form = form
            .input(line(&format!("risk-{at}-what"), &risk.what, "proposals.charter-risk"))
            .input(line(&format!("risk-{at}-owner"), &risk.owner, "proposals.charter-owner"))
            .input(line(&format!("risk-{at}-against"), &risk.against, "proposals.charter-against"));
    }
    let form =
        form.input(line("review-on", &answers.review_on, "proposals.charter-review").kind("date"));
    sheet(lang, who, setup, process, say("proposals.rules-title"))
        .lead(say("proposals.rules-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
}

/// Stores the rules.
#[post("/<lang>/desk/p/<process>/proposals/rules", data = "<form>")]
pub async fn store(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = works_here(house, &who, &process).await?;
    let permit = permits::permit::<DraftBallot>(house, &who.0, &process.0).await;
    let permit = permit.map_err(wrong::problem)?;
    let typed = form.0;
    let risk = |at: usize| Risk {
        what: typed.get(&format!("risk-{at}-what")),
        owner: typed.get(&format!("risk-{at}-owner")),
        against: typed.get(&format!("risk-{at}-against")),
    };
    let answers = RulesAnswers {
        most_supports: typed.get("most-supports"),
        threshold: typed.get("threshold"),
        read_within_h: typed.get("read-within"),
        values: typed.get("values"),
        stakeholders: typed.get("stakeholders"),
        risks: (1..=crate::app::proposals::rules::MOST_RISKS).map(risk).collect(),
        review_on: typed.get("review-on"),
    };
    match set_rules(house, &permit, &answers).await {
        Ok(()) => Ok(Redirect::to(uri!(overview::show(lang, process))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            let given = |risk: &Risk| !risk.what.is_empty() || !risk.owner.is_empty();
            let risks = answers.risks.iter().filter(|risk| given(risk)).cloned().collect();
            let answers = RulesAnswers { risks, ..answers };
            Ok(page(lang, &who, &setup, &process, &answers, faults).into())
        }
    }
}
