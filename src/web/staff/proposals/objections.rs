//! Objections to refusals, heard by somebody who had no part in them.

use std::sync::Arc;

use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, sheet};
use super::queue::written;
use super::reading::{Reading, reason};
use crate::app::House;
use crate::app::proposals::objections::{Hearing, hear, oldest};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::said;
use crate::web::staff::sheet::{Form, Section};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// The oldest objection.
#[get("/<lang>/desk/p/<process>/proposals/objections")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let Reading { setup, season, .. } = Reading::by(&who, house, &process).await?;
    let page = sheet(lang, &who, &setup, &process, say("proposals.objections-title"))
        .lead(say("proposals.objections-lead"));
    let found = oldest(house, &season, &who.0.account().id).await.map_err(wrong::problem)?;
    let Some((decision, subject)) = found else {
        return Ok(page.with(Section::plain().paragraph(say("proposals.objections-none"))).into());
    };
    let action = format!("{}/objections/{}", base(lang, &process), decision.id);
    let objection =
        Section::new(say("proposals.objections-says")).paragraph(said(&decision.objection));
    let overturn = Form::new(action.clone(), say("proposals.objections-overturn"))
        .go()
        .hidden("say", "overturn");
    let uphold = Form::new(action, say("proposals.objections-uphold")).hidden("say", "uphold");
    Ok(page
        .with(written(lang, &process, &subject))
        .with(reason(&decision))
        .with(objection)
        .with(Section::plain().form(overturn))
        .with(Section::plain().form(uphold))
        .into())
}

/// Hears it.
#[post("/<lang>/desk/p/<process>/proposals/objections/<decision>", data = "<form>")]
pub async fn hear_it(
    lang: Lang,
    process: ProcessSlug,
    decision: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let Reading { permit, season, .. } = Reading::by(&who, house, &process).await?;
    let hearing = match form.0.get("say").as_str() {
        "overturn" => Hearing::Overturn,
        "uphold" => Hearing::Uphold,
        _ => return Err(Problem::NotFound),
    };
    hear(house, &permit, &season, decision, hearing).await.map_err(wrong::problem)?;
    Ok(Redirect::to(uri!(show(lang, process))).into())
}
