//! A second person looks at every refusal.

use std::sync::Arc;

use morada_engine::permit::act::HideContent;
use morada_engine::proposal::Ground;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, sheet, works_here};
use super::queue::written;
use crate::app::House;
use crate::app::proposals::Season;
use crate::app::proposals::moderate::{Second, look_again, second_look};
use crate::app::staff::permits;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::params::ProcessSlug;
use crate::web::proposals::ground;
use crate::web::roll::words::said;
use crate::web::staff::sheet::{Form, Section};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// The oldest refusal that somebody else has proposed.
#[get("/<lang>/desk/p/<process>/proposals/second")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let setup = works_here(house, &who, &process).await?;
    let permit = permits::permit::<HideContent>(house, &who.0, &process.0).await;
    permit.map_err(wrong::problem)?;
    let season = Season::load(house, &process.0).await.map_err(wrong::problem)?;
    let page = sheet(lang, &who, &setup, &process, say("proposals.second-title"))
        .lead(say("proposals.second-lead"));
    let found = second_look(house, &season, &who.0.account().id).await.map_err(wrong::problem)?;
    let Some(look) = found else {
        return Ok(page.with(Section::plain().paragraph(say("proposals.second-none"))).into());
    };
    let why = Ground::from_name(&look.decision.ground).map(ground);
    let action = format!("{}/second/{}", base(lang, &process), look.decision.id);
    let reason = Section::new(say("proposals.second-reason"))
        .paragraph(why.unwrap_or_else(|| said("")))
        .paragraph(said(&look.decision.words));
    let confirm =
        Form::new(action.clone(), say("proposals.second-confirm")).go().hidden("say", "confirm");
    let undo = Form::new(action, say("proposals.second-undo")).hidden("say", "undo");
    Ok(page
        .with(written(lang, &process, &look.waiting))
        .with(reason)
        .with(Section::plain().form(confirm))
        .with(Section::plain().form(undo))
        .into())
}

/// Confirms or undoes it.
#[post("/<lang>/desk/p/<process>/proposals/second/<decision>", data = "<form>")]
pub async fn look(
    lang: Lang,
    process: ProcessSlug,
    decision: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    works_here(house, &who, &process).await?;
    let permit = permits::permit::<HideContent>(house, &who.0, &process.0).await;
    let permit = permit.map_err(wrong::problem)?;
    let season = Season::load(house, &process.0).await.map_err(wrong::problem)?;
    let second = if form.0.get("say") == "confirm" { Second::Confirm } else { Second::Undo };
    let done = look_again(house, &permit, &season, decision, second).await;
    done.map_err(wrong::problem)?;
    Ok(Redirect::to(uri!(show(lang, process))).into())
}
