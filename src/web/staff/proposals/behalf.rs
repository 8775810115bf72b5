//! Sending a proposal for somebody who came to a desk with its code, and answering in a department's name.

use std::sync::Arc;

use morada_engine::permit::act::{AnswerProposal, WriteOnBehalf};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, sheet, works_here};
use crate::app::House;
use crate::app::proposals::Season;
use crate::app::proposals::discuss::{Said, answer_for_department};
use crate::app::proposals::send::{Sender, brought_to_desk, send};
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

/// Asks for the code of the draft.
#[get("/<lang>/desk/p/<process>/proposals/behalf?<done>")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    done: Option<bool>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = works_here(house, &who, &process).await?;
    let permit = permits::permit_in_own_place::<WriteOnBehalf>(&who.0, &setup.place.id);
    permit.map_err(wrong::problem)?;
    let mut page = page(lang, &who, &setup, &process, "", Faults::none());
    if done == Some(true) {
        page = page.with(Section::plain().paragraph(Message::new("proposals.behalf-done")));
    }
    Ok(page.into())
}

fn page(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    process: &ProcessSlug,
    code: &str,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let form = Form::new(format!("{}/behalf", base(lang, process)), say("proposals.behalf-go"))
        .go()
        .input(Input::text("code", code, say("proposals.code")).fault_in(&faults));
    sheet(lang, who, setup, process, say("proposals.behalf-title"))
        .lead(say("proposals.behalf-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
}

/// Sends it. That a desk did so stands beside the author's name.
#[post("/<lang>/desk/p/<process>/proposals/behalf", data = "<form>")]
pub async fn send_it(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = works_here(house, &who, &process).await?;
    let permit = permits::permit_in_own_place::<WriteOnBehalf>(&who.0, &setup.place.id);
    let permit = permit.map_err(wrong::problem)?;
    let (code, team) = (form.0.get("code"), who.0.account().team.clone());
    let done = async {
        let mine = brought_to_desk(house, &process.0, &code).await?;
        send(house, &mine, &Sender::Desk { permit, team }).await
    };
    match done.await {
        Ok(()) => Ok(Redirect::to(uri!(form(lang, process, Some(true)))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &who, &setup, &process, &code, faults).into())
        }
    }
}

/// Asks for the department's answer.
#[get("/<lang>/desk/p/<process>/proposals/answer")]
pub async fn answer_form(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = works_here(house, &who, &process).await?;
    let permit = permits::permit::<AnswerProposal>(house, &who.0, &process.0).await;
    permit.map_err(wrong::problem)?;
    let typed = <Typed as Default>::default();
    Ok(answer_page(lang, &who, &setup, &process, &typed, Faults::none()).into())
}

fn answer_page(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    process: &ProcessSlug,
    typed: &Typed,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let form = Form::new(format!("{}/answer", base(lang, process)), say("proposals.answer-go"))
        .go()
        .input(
            Input::text("number", typed.get("number"), say("proposals.answer-number"))
                .fault_in(&faults),
        )
        .input(
            Input::text("words", typed.get("words"), say("proposals.answer-words"))
                .area()
                .fault_in(&faults),
        );
    sheet(lang, who, setup, process, say("proposals.answer-title"))
        .lead(say("proposals.answer-lead").text("team", who.0.account().team.clone()))
        .faults(faults)
        .with(Section::plain().form(form))
}

/// Answers.
#[post("/<lang>/desk/p/<process>/proposals/answer", data = "<form>")]
pub async fn answer_it(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = works_here(house, &who, &process).await?;
    let permit = permits::permit::<AnswerProposal>(house, &who.0, &process.0).await;
    let permit = permit.map_err(wrong::problem)?;
    let season = Season::load(house, &process.0).await.map_err(wrong::problem)?;
    let typed = form.0;
    let number: Option<u32> = typed.get("number").trim().parse().ok();
    let proposal = match number {
        Some(number) => season.public(house, number).await.ok(),
        None => None,
    };
    let Some(proposal) = proposal else {
        let faults = Faults::at("number", Message::new("proposals.answer-unknown"));
        return Ok(answer_page(lang, &who, &setup, &process, &typed, faults).into());
    };
    let said =
        Said { words: typed.get("words"), language: lang.code().to_owned(), ..Said::default() };
    let team = who.0.account().team.clone();
    match answer_for_department(house, &permit, &team, &season, &proposal, &said).await {
        Ok(()) => {
            let number = proposal.number.unwrap_or_default();
            Ok(Redirect::to(format!("/{lang}/p/{}/proposals/{number}", process.0)).into())
        }
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(answer_page(lang, &who, &setup, &process, &typed, faults).into())
        }
    }
}
