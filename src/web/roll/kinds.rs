//! One page of plain words for each kind of evidence that a place accepts.

use std::sync::Arc;

use rocket::{State, get};

use super::front::{base, kept};
use super::leaf::{Leaf, Part};
use super::words::evidence;
use crate::app::House;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;

/// How one kind goes, how long it is good, and what is kept of it.
#[get("/<lang>/roll/<place>/evidence/<kind>")]
pub async fn show(lang: Lang, place: PlaceSlug, kind: &str, house: &State<Arc<House>>) -> Answered {
    let say = Message::new;
    let kept = kept(house, &place).await?;
    let way = kept.accepted(kind).ok_or(Problem::NotFound)?;
    let good = match way.valid_months {
        Some(months) => (say("evidence.good-for"), say("roll.number").count("n", months.into())),
        None => (say("evidence.good-for"), say("evidence.one-edition")),
    };
    let base = base(lang, &kept);
    let leaf = Leaf::new(evidence(kind))
        .back(say("roll.to-front"), base.clone())
        .with(Part::new(say("evidence.how")).say(how(kind)).fact(good.0, good.1))
        .with(Part::new(say("evidence.kept")).say(say("evidence.kept-what")))
        .with(Part::plain().link(say("roll.front-may"), format!("{base}/may")));
    Ok(leaf.page().into())
}

fn how(kind: &str) -> Message {
    Message::new(match kind {
        "association_letter" => "evidence.association",
        "shelter_letter" => "evidence.shelter",
        "school_letter" => "evidence.school",
        "health_or_social_letter" => "evidence.health",
        "employer_letter" => "evidence.employer",
        "posted_code" => "evidence.post",
        "two_neighbours" => "evidence.neighbours",
        "home_paper" => "evidence.home",
        "attested_home_and_age" => "evidence.attested",
        "card_with_address" => "evidence.card",
        "municipal_register" => "evidence.register",
        _ => "evidence.other",
    })
}
