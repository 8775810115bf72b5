//! The evaluation of one proposal: who was asked, who was heard, what they said, and what came of an objection.

use std::sync::Arc;

use rocket::{State, get};

use super::words::verdict_lines;
use crate::app::House;
use crate::app::evaluation::Evaluation;
use crate::app::evaluation::appeals::open_until;
use crate::app::evaluation::read::{PublicEvaluation, one};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::params::ProcessSlug;
use crate::web::proposals::guard::{base, head};
use crate::web::proposals::words::{state_name, tag};
use crate::web::resident::home::amount;
use crate::web::roll::leaf::{Leaf, Part};
use crate::web::roll::words::{day, said};
use crate::web::staff::wrong;

/// Shows it.
#[get("/<lang>/p/<process>/proposals/<number>/evaluation")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    number: u32,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let evaluation = Evaluation::load(house, &process.0).await.map_err(wrong::problem)?;
    let public = one(house, &evaluation, number, lang.code()).await.map_err(wrong::problem)?;
    let base = base(lang, &evaluation.season);
    let here = format!("{base}/proposals/{number}");
    let title = public.text.as_ref().map_or("", |text| text.title.as_str());
    let state = public.proposal.state.name();
    let stand = match tag(state).0 {
        "tag--now" => ("stand--yes", "circle-check"),
        "tag--no" => ("stand--no", "circle-x"),
        _ => ("", "info"),
    };
    let heading = say("proposals.number-title").count("n", u64::from(number)).text("title", title);
    let mut leaf = Leaf::new(say("evaluation.one-title"))
        .mark(stand.0, stand.1, state_name(state))
        .back(heading, here.clone())
        .with(heard(&public));
    if public.list.is_none() {
        leaf = leaf.lead(say("evaluation.one-not-yet"));
    }
    for asked in &public.asked {
        leaf = leaf.with(if public.list.is_some() {
            Part::new(said(&asked.asked.department)).list(verdict_lines(
                lang,
                &evaluation,
                &asked.asked,
            ))
        } else {
            let key = match (asked.has_answered, asked.is_late) {
                (true, _) => "evaluation.has-answered",
                (false, true) => "evaluation.is-late",
                (false, false) => "evaluation.answers-by",
            };
            Part::new(said(&asked.asked.department))
                .say(say(key).day("day", day(asked.asked.due_on)))
        });
    }
    if let Some(price) = public.proposal.state.price() {
        let sum = amount(&evaluation.season.notice.place, price);
        leaf = leaf.with(
            Part::new(say("evaluation.price"))
                .say(say("proposals.money").money("sum", sum))
                .say(say("evaluation.price-note")),
        );
    }
    if let Some(part) = objection(&evaluation, &public) {
        leaf = leaf.with(part);
    }
    let open = open_until(house, &evaluation, &public.proposal).await.map_err(wrong::problem)?;
    if let Some(list) = open {
        leaf = leaf.with(
            Part::new(say("evaluation.object-title"))
                .say(say("evaluation.list-until").day("day", day(list.appeals_until)))
                .say(say("evaluation.object-note"))
                .go(say("evaluation.object-link"), format!("{here}/evaluation/object")),
        );
    }
    leaf =
        leaf.with(Part::plain().link(say("evaluation.list-title"), format!("{base}/evaluation")));
    Ok(leaf.page().within(head(&evaluation.season, lang)).into())
}

/// Who was heard (COUNCIL.md K31): it can say that nobody was.
fn heard(public: &PublicEvaluation) -> Part {
    let say = Message::new;
    let number = |n: u64| say("roll.number").count("n", n);
    let asked = public.asked.len() as u64;
    let answered = public.asked.iter().filter(|one| one.has_answered).count() as u64;
    let part = Part::new(say("evaluation.heard-title"))
        .fact(say("evaluation.heard-asked"), number(asked))
        .fact(say("evaluation.heard-answered"), number(answered))
        .fact(say("evaluation.heard-supports"), number(public.proposal.supports))
        .fact(say("evaluation.heard-comments"), number(public.proposal.comments));
    let mut part = match answered {
        0 => part.say(say("evaluation.heard-nobody")),
        _ => part,
    };
    // K13: what was decided without an answer that was asked for says so.
    if public.list.is_some() && answered < asked {
        part = part.say(say("evaluation.heard-missing").count("n", asked - answered));
    }
    part
}

fn objection(evaluation: &Evaluation, public: &PublicEvaluation) -> Option<Part> {
    let say = Message::new;
    let appeal = public.appeal.as_ref()?;
    let zone = &evaluation.season.notice.place.time_zone;
    let mut part = Part::new(say("evaluation.appeal-title"))
        .say(say("evaluation.appeal-made").day("day", Moment::new(appeal.made_at, zone)));
    let Some(heard) = &appeal.heard else {
        return Some(part.say(say("evaluation.appeal-waits")));
    };
    part = if appeal.words.is_empty() {
        part.say(say("evaluation.appeal-hidden"))
    } else {
        part.fact(say("evaluation.appeal-says"), said(&appeal.words))
    };
    let outcome = match heard.outcome.as_str() {
        "granted" => "evaluation.appeal-granted",
        _ => "evaluation.appeal-upheld",
    };
    Some(
        part.say(say(outcome).day("day", Moment::new(heard.at, zone)))
            .fact(say("evaluation.reason"), said(&heard.reason)),
    )
}
