//! An author says whether their proposal may become one with another.

use rocket::response::Redirect;
use rocket::{get, post, uri};

use crate::app::associations::spoken_for;
use crate::app::evaluation::join::{Answering, Both, Word, answer, waiting_for};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::proposals::guard::{Caller, base, season};
use crate::web::roll::leaf::{Deed, Leaf, Part};
use crate::web::roll::words::said;
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// What waits for whoever is in with their card.
#[get("/<lang>/p/<process>/propose/join")]
pub async fn show(lang: Lang, process: ProcessSlug, caller: Caller<'_>) -> Answered {
    let say = Message::new;
    let (house, season) = (caller.house, season(caller.house, &process).await?);
    let (Some(hand), Some(own)) = (caller.hand(&season), caller.card.of(&season.notice.place.id))
    else {
        return Ok(caller.to_card(lang, &season, "propose/join").into());
    };
    let groups = spoken_for(house, &own).await.map_err(wrong::problem)?;
    let answering = Answering::Author { hand: &hand, groups: &groups };
    let all = waiting_for(house, &season, &answering, lang.code()).await;
    let all = all.map_err(wrong::problem)?;
    let base = base(lang, &season);
    let mut leaf = Leaf::new(say("evaluation.join-own-title"))
        .lead(say("evaluation.join-own-lead"))
        .back(say("proposals.own-title"), format!("{base}/propose/own"));
    if all.is_empty() {
        leaf = leaf.with(Part::plain().say(say("evaluation.join-own-none")));
    }
    for both in &all {
        leaf = leaf.with(part(both, &base));
    }
    Ok(leaf.page().unkept().into())
}

fn part(both: &Both, base: &str) -> Part {
    let say = Message::new;
    let mut part = Part::new(say("evaluation.join-own-question")).say(said(&both.joining.words));
    for side in &both.sides {
        let number = side.proposal.number.unwrap_or_default();
        let title = side.text.as_ref().map_or("", |text| text.title.as_str());
        let name = say("proposals.number-title").count("n", u64::from(number)).text("title", title);
        part = part.link(name, format!("{base}/proposals/{number}"));
    }
    let deed = |word: &str, text: &str| {
        Deed::new(format!("{base}/propose/join"), say(text))
            .hidden("joining", both.joining.id.clone())
            .hidden("word", word)
    };
    part.deed(deed("agree", "evaluation.join-yes").main())
        .deed(deed("decline", "evaluation.join-no"))
}

/// Says it.
#[post("/<lang>/p/<process>/propose/join", data = "<form>")]
pub async fn say_it(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let (house, season) = (caller.house, season(caller.house, &process).await?);
    let (Some(hand), Some(own)) = (caller.hand(&season), caller.card.of(&season.notice.place.id))
    else {
        return Ok(caller.to_card(lang, &season, "propose/join").into());
    };
    let word = match form.0.get("word").as_str() {
        "agree" => Word::Agree,
        "decline" => Word::Decline,
        _ => return Err(Problem::NotFound),
    };
    let groups = spoken_for(house, &own).await.map_err(wrong::problem)?;
    let answering = Answering::Author { hand: &hand, groups: &groups };
    let done = answer(house, &season, &answering, &form.0.get("joining"), word).await;
    done.map_err(wrong::problem)?;
    Ok(Redirect::to(uri!(show(lang, process))).into())
}
