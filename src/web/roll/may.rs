//! "Can I take part?": at most four questions, answered on the spot. Nothing is stored, nothing is sent on.

use std::sync::Arc;

use morada_engine::eligibility::{Rule, questions};
use rocket::{State, get, post};

use super::front::{base, kept};
use super::leaf::{Leaf, Part};
use super::question::{Question, Radios};
use super::words::{said, sentence};
use crate::app::House;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::{Fault, Faults};
use crate::web::page::Page;
use crate::web::params::PlaceSlug;
use crate::web::staff::typed::Typed;

/// An area that is not in the list.
const ELSEWHERE: &str = "-";

/// Asks.
#[get("/<lang>/roll/<place>/may")]
pub async fn ask(lang: Lang, place: PlaceSlug, house: &State<Arc<House>>) -> Answered {
    let kept = kept(house, &place).await?;
    let typed = <Typed as Default>::default();
    Ok(asked(&kept.roll.rule, &base(lang, &kept), &typed, Faults::none()).into())
}

/// The fields of the questions: a rule that asks for no age asks no age.
fn fields(rule: &Rule) -> Vec<&'static str> {
    let field = |key: &str| match key {
        "eligibility-ask-age" => "age",
        "eligibility-ask-place" => "area",
        "eligibility-ask-since" => "since",
        _ => "evidence",
    };
    questions(rule).iter().map(|question| field(question.key)).collect()
}

/// The questions of a rule, below the address `base`.
pub(in crate::web) fn asked(rule: &Rule, base: &str, typed: &Typed, faults: Faults) -> Page {
    let say = Message::new;
    let mut page = Question::new(say("roll.may-title"), format!("{base}/may"))
        .lead(say("roll.may-lead"))
        .back(base.to_owned())
        .button(say("roll.may-go"))
        .faults(faults.clone());
    for (question, field) in questions(rule).iter().zip(fields(rule)) {
        let choices = if field == "area" {
            let areas = rule.areas.iter().map(|area| (area.clone(), said(area)));
            areas.chain([(ELSEWHERE.to_owned(), say("roll.may-elsewhere"))]).collect()
        } else {
            vec![("yes".to_owned(), say("roll.yes")), ("no".to_owned(), say("roll.no"))]
        };
        let legend = sentence(question);
        page = page.radios(Radios::new(field, legend, &typed.get(field), choices, &faults));
    }
    page.page()
}

/// Answers.
#[post("/<lang>/roll/<place>/may", data = "<form>")]
pub async fn answer(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    house: &State<Arc<House>>,
) -> Answered {
    let (typed, kept) = (form.0, kept(house, &place).await?);
    let (rule, base) = (&kept.roll.rule, base(lang, &kept));
    let lacking = match lacking(rule, &typed) {
        Ok(lacking) => lacking,
        Err(faults) => return Ok(asked(rule, &base, &typed, faults).into()),
    };
    let leaf = if lacking.is_empty() {
        yes().lead(Message::new("roll.may-yes-lead")).with(on_the_list(&base))
    } else {
        no(lacking)
    };
    let leaf = leaf.back(Message::new("roll.to-front"), base);
    Ok(leaf.page().unkept().into())
}

/// What the answers lack of a rule, or which questions are open.
pub(in crate::web) fn lacking(rule: &Rule, typed: &Typed) -> Result<Vec<Message>, Faults> {
    let asked = fields(rule);
    let open = asked.iter().filter(|field| typed.get(field).is_empty());
    let open: Vec<Fault> = open
        .map(|field| Fault {
            field: (*field).to_owned(),
            message: Message::new("roll.may-unanswered"),
        })
        .collect();
    if !open.is_empty() {
        return Err(Faults::of(open));
    }
    let lacks = |field: &&&str| match **field {
        "area" => !rule.areas.contains(&typed.get("area")),
        other => typed.get(other) != "yes",
    };
    Ok(asked.iter().filter(lacks).map(|field| why_not(field, rule)).collect())
}

/// The answer to whoever can take part.
pub(in crate::web) fn yes() -> Leaf {
    let say = Message::new;
    Leaf::new(say("roll.may-yes")).mark("stand--yes", "circle-check", say("roll.may-yes-mark"))
}

/// The way to the roll whose addresses begin with `base`.
pub(in crate::web) fn on_the_list(base: &str) -> Part {
    Part::plain().go(Message::new("roll.may-yes-go"), base)
}

/// The answer to whoever lacks something.
pub(in crate::web) fn no(lacking: Vec<Message>) -> Leaf {
    let say = Message::new;
    Leaf::new(say("roll.may-no"))
        .mark("stand--no", "info", say("roll.may-no-mark"))
        .with(Part::new(say("roll.may-no-why")).list(lacking))
        .with(Part::plain().say(say("roll.may-no-all-the-same")))
}

fn why_not(field: &str, rule: &Rule) -> Message {
    match field {
        "age" => Message::new("roll.may-age").count("n", u64::from(rule.min_age)),
        "area" => Message::new("roll.may-area"),
        "since" => Message::new("roll.may-since").count("n", u64::from(rule.min_months)),
        _ => Message::new("roll.may-evidence"),
    }
}
