//! Objecting to the provisional list, by an author who is in with their card.

use rocket::response::Redirect;
use rocket::{get, post, uri};

use super::one;
use crate::app::associations::{Spokesperson, spoken_for};
use crate::app::evaluation::Evaluation;
use crate::app::evaluation::appeals::{Objector, is_author, object, open_until};
use crate::app::proposals::Hand;
use crate::app::proposals::kept::Proposal;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::page::Page;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::proposals::guard::{Caller, base};
use crate::web::roll::leaf::{Deed, Leaf, Part};
use crate::web::roll::words::day;
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// An author before the evaluation of their proposal.
struct AuthorHere {
    evaluation: Evaluation,
    proposal: Proposal,
    hand: Hand,
    groups: Vec<Spokesperson>,
}

/// Whoever is in and stands behind the proposal; `None` for who must show a card first.
async fn author(
    caller: &Caller<'_>,
    process: &ProcessSlug,
    number: u32,
) -> Result<(Evaluation, Option<AuthorHere>), Problem> {
    let house = caller.house;
    let evaluation = Evaluation::load(house, &process.0).await.map_err(wrong::problem)?;
    let season = &evaluation.season;
    let (Some(hand), Some(own)) = (caller.hand(season), caller.card.of(&season.notice.place.id))
    else {
        return Ok((evaluation, None));
    };
    let proposal = season.public(house, number).await.map_err(wrong::problem)?;
    let groups = spoken_for(house, &own).await.map_err(wrong::problem)?;
    if !is_author(house, &proposal, &hand, &groups).await.map_err(wrong::problem)? {
        return Err(Problem::NotAllowed);
    }
    Ok((evaluation.clone(), Some(AuthorHere { evaluation, proposal, hand, groups })))
}

/// Asks why.
#[get("/<lang>/p/<process>/proposals/<number>/evaluation/object")]
pub async fn form(lang: Lang, process: ProcessSlug, number: u32, caller: Caller<'_>) -> Answered {
    let (evaluation, here) = author(&caller, &process, number).await?;
    let Some(here) = here else {
        let page = format!("proposals/{number}/evaluation/object");
        return Ok(caller.to_card(lang, &evaluation.season, &page).into());
    };
    Ok(page(lang, &caller, &here, "", Faults::none()).await?.into())
}

async fn page(
    lang: Lang,
    caller: &Caller<'_>,
    here: &AuthorHere,
    words: &str,
    faults: Faults,
) -> Result<Page, Problem> {
    let say = Message::new;
    let number = here.proposal.number.unwrap_or_default();
    let back = format!("{}/proposals/{number}/evaluation", base(lang, &here.evaluation.season));
    let open = open_until(caller.house, &here.evaluation, &here.proposal).await;
    let open = open.map_err(wrong::problem)?;
    let part = match open {
        Some(list) => Part::plain()
            .say(say("evaluation.list-until").day("day", day(list.appeals_until)))
            .deed(Deed::new(format!("{back}/object"), say("evaluation.object-go")).main().words(
                say("evaluation.object-words"),
                words,
                &faults,
            )),
        None => Part::plain().say(say("evaluation.object-closed")),
    };
    let leaf = Leaf::new(say("evaluation.object-title"))
        .lead(say("evaluation.object-note"))
        .faults(faults)
        .back(say("evaluation.one-title"), back)
        .with(part);
    Ok(leaf.page().unkept())
}

/// Objects.
#[post("/<lang>/p/<process>/proposals/<number>/evaluation/object", data = "<form>")]
pub async fn object_to_it(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    form: Posted<Typed>,
    caller: Caller<'_>,
) -> Answered {
    let (evaluation, here) = author(&caller, &process, number).await?;
    let Some(here) = here else {
        let page = format!("proposals/{number}/evaluation/object");
        return Ok(caller.to_card(lang, &evaluation.season, &page).into());
    };
    let words = form.0.get("words");
    let objector = Objector::Author { hand: &here.hand, groups: &here.groups };
    let done =
        object(caller.house, &here.evaluation, &objector, &here.proposal, &words, lang.code());
    match done.await {
        Ok(()) => Ok(Redirect::to(uri!(one::show(lang, process, number))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &caller, &here, &words, faults).await?.into())
        }
    }
}
