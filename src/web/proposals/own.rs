//! What a resident stands behind, and being asked to.

use rocket::response::Redirect;
use rocket::{get, post, uri};

use super::guard::{Caller, base, season};
use super::words::state_name;
use crate::app::House;
use crate::app::proposals::authors::{asked, reply};
use crate::app::proposals::kept::Standing;
use crate::app::proposals::send::of_hand;
use crate::app::proposals::{Hand, Season};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::{Faults, Field};
use crate::web::page::Page;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::roll::leaf::{Deed, Leaf, Part};
use crate::web::roll::words::said;
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// The proposals of whoever is in with their card.
#[get("/<lang>/p/<process>/propose/own")]
pub async fn show(lang: Lang, process: ProcessSlug, caller: Caller<'_>) -> Answered {
    let season = season(caller.house, &process).await?;
    match caller.hand(&season) {
        Some(hand) => {
            Ok(page(lang, caller.house, &season, &hand, "", Faults::none()).await?.into())
        }
        None => Ok(caller.to_card(lang, &season, "propose/own").into()),
    }
}

async fn page(
    lang: Lang,
    house: &House,
    season: &Season,
    hand: &Hand,
    typed: &str,
    faults: Faults,
) -> Result<Page, Problem> {
    let say = Message::new;
    let base = base(lang, season);
    let mut own = Part::new(say("proposals.own-title"));
    let all = of_hand(house, hand).await.map_err(wrong::problem)?;
    if all.is_empty() {
        own = own.say(say("proposals.own-none"));
    }
    for mine in &all {
        let title = mine.versions.last().map(|v| v.content.title.clone()).unwrap_or_default();
        own = own.fact(said(&title), state_name(mine.proposal.state.name()));
        if let Some(number) = mine.proposal.number.filter(|_| mine.proposal.state.is_public()) {
            own = own.link(
                say("proposals.number-title").count("n", u64::from(number)).text("title", title),
                format!("{base}/proposals/{number}"),
            );
        }
    }
    own = own.link(say("evaluation.join-own-title"), format!("{base}/propose/join"));
    let code = Field::text("code", typed, say("proposals.code")).code().fault_in(&faults);
    let answer = |standing: &str, text: &str| {
        Deed::new(format!("{base}/propose/own"), say(text)).hidden("standing", standing)
    };
    let asked = Part::new(say("proposals.asked-title"))
        .say(say("proposals.asked-note"))
        .deed(answer("accepted", "proposals.asked-accept").field(code));
    let leaf = Leaf::new(say("proposals.own-title"))
        .faults(faults)
        .back(say("proposals.front-title"), format!("{base}/propose"))
        .with(own)
        .with(asked);
    Ok(leaf.page().unkept())
}

/// Stands behind a proposal to which one was asked.
#[post("/<lang>/p/<process>/propose/own", data = "<form>")]
pub async fn stand_behind(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let (season, typed) = (season(caller.house, &process).await?, form.0.get("code"));
    let Some(hand) = caller.hand(&season) else {
        return Ok(caller.to_card(lang, &season, "propose/own").into());
    };
    let done = async {
        let (mine, author) = asked(caller.house, &season, &typed).await?;
        reply(caller.house, &mine, &author, &hand, Standing::Accepted).await
    };
    match done.await {
        Ok(()) => Ok(Redirect::to(uri!(show(lang, process))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, caller.house, &season, &hand, &typed, faults).await?.into())
        }
    }
}
