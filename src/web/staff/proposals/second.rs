//! A second person looks at every refusal.

use std::sync::Arc;

use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, sheet};
use super::queue::written;
use super::reading::{Reading, reason};
use crate::app::House;
use crate::app::proposals::moderate::{Second, look_again, second_look};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
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
    let Reading { setup, season, .. } = Reading::by(&who, house, &process).await?;
    let page = sheet(lang, &who, &setup, &process, say("proposals.second-title"))
        .lead(say("proposals.second-lead"));
    let found = second_look(house, &season, &who.0.account().id).await.map_err(wrong::problem)?;
    let Some(look) = found else {
        return Ok(page.with(Section::plain().paragraph(say("proposals.second-none"))).into());
    };
    let action = format!("{}/second/{}", base(lang, &process), look.decision.id);
    let confirm =
        Form::new(action.clone(), say("proposals.second-confirm")).go().hidden("say", "confirm");
    let undo = Form::new(action, say("proposals.second-undo")).hidden("say", "undo");
    Ok(page
        .with(written(lang, &process, &look.waiting))
        .with(reason(&look.decision))
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
    let Reading { permit, season, .. } = Reading::by(&who, house, &process).await?;
    let second = match form.0.get("say").as_str() {
        "confirm" => Second::Confirm,
        "undo" => Second::Undo,
        _ => return Err(Problem::NotFound),
    };
    let done = look_again(house, &permit, &season, decision, second).await;
    done.map_err(wrong::problem)?;
    Ok(Redirect::to(uri!(show(lang, process))).into())
}
