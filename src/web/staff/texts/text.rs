//! One text: the original and the translation side by side, each in its own direction.

use std::sync::Arc;

use morada_engine::permit::act::ApproveTranslation;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::queue::{self, base, sheet};
use crate::app::House;
use crate::app::staff::permits;
use crate::app::staff::setup::overview::Setup;
use crate::app::translation::queue::{State as Stands, Unit};
use crate::app::translation::write::{Translated, check, may_translate, translate, unit_of};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::helpers::Words;
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::staff::desk::endonym;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, deed, process, wrong};

/// What a page of one text is made of.
struct Desk {
    setup: Setup,
    unit: Unit,
    /// Whether the reader may say that somebody else's translation is right.
    checks: bool,
}

async fn load(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
    tongue: &str,
    contest: &ContestSlug,
    number: u32,
) -> Result<Desk, Problem> {
    may_translate(house, &who.0, &process.0).await.map_err(wrong::problem)?;
    let setup = process::load(house, who, process).await?;
    let unit = unit_of(house, &process.0, tongue, &contest.0, number).await;
    let checks = permits::permit::<ApproveTranslation>(house, &who.0, &process.0).await.is_ok();
    Ok(Desk { setup, unit: unit.map_err(wrong::problem)?, checks })
}

/// Shows a text and its translation so far.
#[get("/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    tongue: &str,
    contest: ContestSlug,
    number: u32,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let desk = load(house, &who, &process, tongue, &contest, number).await?;
    let target = desk.unit.target.as_ref();
    let typed = Translated {
        title: target.map(|text| text.title.clone()).unwrap_or_default(),
        summary: target.map(|text| text.summary.clone()).unwrap_or_default(),
        credit: target.map(|text| text.credit.clone()).unwrap_or_default(),
        seen: desk.unit.seen(),
    };
    Ok(page(lang, &who, &desk, &typed, Faults::none()).into())
}

/// Stores a translation.
#[post("/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>", data = "<form>")]
#[allow(
    clippy::too_many_arguments,
    reason = "Rocket hands each segment of the address over by itself"
)]
pub async fn store(
    lang: Lang,
    process: ProcessSlug,
    tongue: &str,
    contest: ContestSlug,
    number: u32,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let desk = load(house, &who, &process, tongue, &contest, number).await?;
    let typed = Translated {
        title: form.0.get("title"),
        summary: form.0.get("summary"),
        credit: form.0.get("credit"),
        seen: form.0.get("seen"),
    };
    let done = async {
        let permit = may_translate(house, &who.0, &process.0).await?;
        translate(house, &permit, &desk.unit, &typed).await
    };
    let on = |()| Redirect::to(uri!(queue::one(lang, process.clone(), tongue)));
    let again = async |faults| Ok(page(lang, &who, &desk, &typed, faults));
    deed::answer(&form.0, done, on, again).await
}

/// Says that somebody else's translation is right.
#[post("/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>/check", data = "<form>")]
#[allow(
    clippy::too_many_arguments,
    reason = "Rocket hands each segment of the address over by itself"
)]
pub async fn check_it(
    lang: Lang,
    process: ProcessSlug,
    tongue: &str,
    contest: ContestSlug,
    number: u32,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let permit = permits::permit::<ApproveTranslation>(house, &who.0, &process.0).await;
    let permit = permit.map_err(wrong::problem)?;
    let desk = load(house, &who, &process, tongue, &contest, number).await?;
    let seen = form.0.get("seen");
    let done = check(house, &permit, &desk.unit, &seen);
    let on = |()| Redirect::to(uri!(queue::one(lang, process.clone(), tongue)));
    let again = async |faults| {
        let target = desk.unit.target.clone();
        let typed = target.map(|text| Translated {
            title: text.title,
            summary: text.summary,
            credit: text.credit,
            seen: desk.unit.seen(),
        });
        Ok(page(lang, &who, &desk, &typed.unwrap_or_default(), faults))
    };
    deed::answer(&form.0, done, on, again).await
}

fn page(lang: Lang, who: &AtDesk, desk: &Desk, typed: &Translated, faults: Faults) -> Sheet {
    let say = Message::new;
    let (unit, source) = (&desk.unit, &desk.unit.source);
    let queue = format!("{}/{}", base(lang, &desk.setup), unit.language);
    let here = format!("{queue}/{}/{}", unit.contest, unit.number);
    let words = |text: &str| Words { text: text.to_owned(), lang: source.language.clone() };
    let language = endonym(&unit.language);
    let mut original =
        Section::new(say("texts.original").text("language", endonym(&source.language)))
            .quote(say("texts.field-title"), words(&source.title));
    if !source.summary.is_empty() {
        original = original.quote(say("texts.field-summary"), words(&source.summary));
    }
    let field = |name: &str, value: &str, key: &str| {
        Input::text(name, value.to_owned(), say(key)).spoken(&unit.language).fault_in(&faults)
    };
    let credit = Input::text("credit", typed.credit.clone(), say("texts.field-credit"));
    let form = Form::new(here.clone(), say("staff.save"))
        .go()
        .hidden("seen", typed.seen.clone())
        .input(field("title", &typed.title, "texts.field-title"))
        .input(field("summary", &typed.summary, "texts.field-summary").area())
        .input(credit.hint(say("texts.field-credit-hint")).fault_in(&faults));
    let mut target =
        Section::new(say("texts.translation").text("language", language.clone())).form(form);
    target = target.tag(queue::tag(unit.state()));
    let title = say("texts.text-title")
        .count("n", u64::from(unit.number))
        .text("language", language.clone());
    let mut page = sheet(lang, who, &desk.setup, title)
        .under(say("texts.title-in").text("language", language), queue)
        .with(original)
        .beside(target)
        .faults(faults);
    if desk.checks && unit.state() == Stands::ByPerson {
        let check =
            Form::new(format!("{here}/check"), say("texts.check")).hidden("seen", unit.seen());
        let section = Section::new(say("texts.check-title")).paragraph(say("texts.check-note"));
        page = page.beside(section.form(check));
    }
    page
}
