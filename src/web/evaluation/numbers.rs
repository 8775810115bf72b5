//! How proposals got their ballot numbers: the dice, the rule, and the order that anybody can redo.

use std::sync::Arc;

use rocket::{State, get};

use crate::app::House;
use crate::app::evaluation::Evaluation;
use crate::app::evaluation::ballot::drawn;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::params::ProcessSlug;
use crate::web::proposals::guard::{base, head};
use crate::web::roll::leaf::{Leaf, Part};
use crate::web::roll::words::said;
use crate::web::staff::wrong;

/// Shows every lot.
#[get("/<lang>/p/<process>/evaluation/numbers")]
pub async fn show(lang: Lang, process: ProcessSlug, house: &State<Arc<House>>) -> Answered {
    let say = Message::new;
    let evaluation = Evaluation::load(house, &process.0).await.map_err(wrong::problem)?;
    let season = &evaluation.season;
    let base = base(lang, season);
    let all = drawn(house, &evaluation).await.map_err(wrong::problem)?;
    let mut leaf = Leaf::new(say("evaluation.numbers-title"))
        .lead(say("evaluation.numbers-lead"))
        .back(say("evaluation.list-title"), format!("{base}/evaluation"));
    if all.is_empty() {
        leaf = leaf.with(Part::plain().say(say("evaluation.numbers-none")));
    }
    for (draw, body) in &all {
        let at = Moment::new(draw.drawn_at, &season.notice.place.time_zone);
        let order = body.numbers.iter().map(|one| {
            say("evaluation.numbers-line")
                .count("ballot", u64::from(one.ballot))
                .count("n", u64::from(one.proposal))
                .text("ticket", one.ticket.as_str())
        });
        let mut part = Part::new(say("evaluation.numbers-drawn").moment("at", at))
            .fact(say("evaluation.ballot-seed"), said(body.seed.as_str()))
            .fact(say("evaluation.ballot-minutes"), said(&body.minutes))
            .fact(say("evaluation.list-seal"), said(&draw.sha))
            .list(order.collect());
        for one in &body.numbers {
            let project = format!("{base}/projects/{}/{}", body.contest, one.ballot);
            let name = say("evaluation.numbers-project").count("n", u64::from(one.ballot));
            part = part.link(name, project);
        }
        leaf = leaf.with(part);
    }
    let how = Part::new(say("evaluation.numbers-how")).say(say("evaluation.numbers-rule"));
    Ok(leaf.with(how).page().within(head(season, lang)).into())
}
