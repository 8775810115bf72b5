//! The provisional list: everything that was evaluated, accepted or refused, with the reasons.

use std::sync::Arc;

use rocket::http::ContentType;
use rocket::{State, get};

use super::words::criterion_named;
use crate::app::House;
use crate::app::evaluation::Evaluation;
use crate::app::evaluation::read::{PublicLine, PublicList, page};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::proposals::guard::{base, head};
use crate::web::proposals::words::state_name;
use crate::web::resident::home::amount;
use crate::web::roll::leaf::{Leaf, Part};
use crate::web::roll::words::{day, said};
use crate::web::staff::wrong;

/// Shows it; before it is public, who evaluates by which criteria.
#[get("/<lang>/p/<process>/evaluation?<page>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    page: Option<u64>,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let evaluation = Evaluation::load(house, &process.0).await.map_err(wrong::problem)?;
    let season = &evaluation.season;
    let public = self::page(house, &evaluation, page.unwrap_or(1), lang.code()).await;
    let public = public.map_err(wrong::problem)?;
    let rules = &evaluation.rules;
    let criteria = rules.criteria.iter().map(|line| super::words::criterion(line, lang)).collect();
    let who = Part::new(say("evaluation.how-title"))
        .say(say("evaluation.how-all").count("n", rules.criteria.len() as u64))
        .list(criteria);
    let departments = rules.departments.iter().map(|name| said(name)).collect();
    let who_says = Part::new(say("evaluation.departments")).list(departments);
    let leaf = Leaf::new(say("evaluation.list-title"))
        .back(say("proposals.list-title"), format!("{}/proposals", base(lang, season)));
    let leaf = match &public {
        Some(public) => lines(lang, &evaluation, public, leaf),
        None => leaf.lead(say("evaluation.list-not-yet")),
    };
    Ok(leaf.with(who).with(who_says).page().within(head(season, lang)).into())
}

fn lines(lang: Lang, evaluation: &Evaluation, public: &PublicList, leaf: Leaf) -> Leaf {
    let say = Message::new;
    let base = base(lang, &evaluation.season);
    let zone = &evaluation.season.notice.place.time_zone;
    let until = public.list.appeals_until;
    let over = evaluation.today > until;
    let objections = if over { "evaluation.list-over" } else { "evaluation.list-until" };
    let facts = Part::plain()
        .fact(say("evaluation.accepted"), say("roll.number").count("n", public.accepted))
        .fact(say("evaluation.refused"), say("roll.number").count("n", public.refused));
    let mut leaf = leaf
        .lead(
            say("evaluation.list-published")
                .moment("at", Moment::new(public.list.published_at, zone)),
        )
        .with(facts.say(say(objections).day("day", day(until))));
    for line in &public.lines {
        leaf = leaf.with(part(lang, evaluation, line, &base));
    }
    if public.pages > 1 {
        let here = say("proposals.page-of").count("n", public.page).count("of", public.pages);
        let mut pages = Part::plain().say(here);
        let href = |page: u64| format!("{base}/evaluation?page={page}");
        if public.page > 1 {
            pages = pages.link(say("proposals.earlier"), href(public.page - 1));
        }
        if public.page < public.pages {
            pages = pages.link(say("proposals.later"), href(public.page + 1));
        }
        leaf = leaf.with(pages);
    }
    let seal = Part::new(say("evaluation.list-seal"))
        .say(say("evaluation.seal-note"))
        .say(said(&public.list.sha))
        .link(say("evaluation.list-file"), format!("{base}/evaluation.json"))
        .link(say("evaluation.numbers-title"), format!("{base}/evaluation/numbers"));
    leaf.with(seal)
}

fn part(lang: Lang, evaluation: &Evaluation, public: &PublicLine, base: &str) -> Part {
    let say = Message::new;
    let title = public.text.as_ref().map_or("", |text| text.title.as_str());
    let number = public.line.number;
    let heading = say("proposals.number-title").count("n", u64::from(number)).text("title", title);
    let place = &evaluation.season.notice.place;
    let mut part = Part::new(heading);
    part = match public.line.price {
        Some(price) => part.say(say("evaluation.accepted-for").money("sum", amount(place, price))),
        None => part.say(say("evaluation.refused-because")).list(
            public
                .line
                .unmet
                .iter()
                .map(|unmet| {
                    say("evaluation.unmet")
                        .said(
                            "criterion",
                            criterion_named(&evaluation.rules, &unmet.criterion, lang),
                        )
                        .text("department", unmet.department.as_str())
                        .text("reason", unmet.reason.as_str())
                })
                .collect(),
        ),
    };
    // What became of it since stands beside what the list said.
    let listed = if public.line.price.is_some() { "feasible" } else { "infeasible" };
    let state = public.proposal.state.name();
    if state != listed {
        part = part.fact(say("evaluation.since"), state_name(state));
    }
    part.link(say("evaluation.one-link"), format!("{base}/proposals/{number}/evaluation"))
}

/// The list exactly as two officers published it.
#[get("/<_lang>/p/<process>/evaluation.json")]
pub async fn file(
    _lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
) -> Result<(ContentType, String), Problem> {
    let evaluation = Evaluation::load(house, &process.0).await.map_err(wrong::problem)?;
    let public = page(house, &evaluation, 1, "").await.map_err(wrong::problem)?;
    let list = public.ok_or(Problem::NotFound)?.list;
    Ok((ContentType::JSON, list.body))
}
