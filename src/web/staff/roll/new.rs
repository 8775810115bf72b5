//! Somebody stands at the desk: four fields, what was seen, and the card at once.

use std::sync::Arc;

use morada_engine::permit::act::ChangeRollEntry;
use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, here, sheet};
use crate::app::House;
use crate::app::roll::desk::{NewAnswers, admit_at_desk, fresh_attempt};
use crate::app::roll::keeping::{Kept, kind_of};
use crate::app::roll::people::{BornAnswers, tie_name};
use crate::app::staff::{DeskError, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::PlaceSlug;
use crate::web::roll::JustMade;
use crate::web::roll::words::{evidence, said, tie};
use crate::web::roll::{made_page, show_once};
use crate::web::site::Site;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// Asks for the four fields.
#[get("/<lang>/desk/roll/<place>/new")]
pub async fn form(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = here(house, &who, &place).await?;
    permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0).map_err(wrong::problem)?;
    let answers = NewAnswers { attempt: fresh_attempt(house), ..NewAnswers::default() };
    Ok(page(lang, &who, &kept, &answers, Faults::none()).into())
}

fn page(lang: Lang, who: &AtDesk, kept: &Kept, answers: &NewAnswers, faults: Faults) -> Sheet {
    let say = Message::new;
    let action = format!("{}/new", base(lang, kept));
    let form = form_of(kept, answers, &faults, Form::new(action, say("roll.new-go")).go());
    let yes = vec![("yes".to_owned(), say("roll.yes"))];
    let on_card = if answers.name_on_card { vec!["yes".to_owned()] } else { Vec::new() };
    let form = form.hidden("attempt", &answers.attempt).input(Input::any_of(
        "name_on_card",
        &on_card,
        say("roll.new-name-on-card"),
        yes,
    ));
    sheet(lang, who, kept, say("roll.new-title"))
        .lead(say("roll.new-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
        .beside(
            Section::new(say("roll.new-never"))
                .paragraph(say("roll.new-never-1"))
                .paragraph(say("roll.new-never-2")),
        )
}

/// The four fields and what was seen, for an entry that is made or changed.
pub(super) fn form_of(kept: &Kept, answers: &NewAnswers, faults: &Faults, form: Form) -> Form {
    let say = Message::new;
    let rule = &kept.roll.rule;
    let areas = rule.areas.iter().map(|area| (area.clone(), said(area))).collect();
    let ties = rule.basis.iter().map(|one| (tie_name(*one).to_owned(), tie(*one))).collect();
    let kinds = kept.evidence().into_iter().map(kind_of);
    let kinds = kinds.map(|kind| (kind.to_owned(), evidence(kind))).collect();
    let text =
        |name: &str, value: &str, label| Input::text(name, value, say(label)).fault_in(faults);
    form.input(text("name", &answers.name, "roll.person-name").hint(say("roll.person-name-hint")))
        .input(text("day", &answers.born.day, "roll.born-day"))
        .input(text("month", &answers.born.month, "roll.born-month"))
        .input(text("year", &answers.born.year, "roll.born-year").hint(say("roll.new-year-hint")))
        .input(Input::one_of("area", &answers.area, say("roll.place-area"), areas).fault_in(faults))
        .input(Input::one_of("tie", &answers.tie, say("roll.place-tie"), ties).fault_in(faults))
        .input(text("since-month", &answers.since_month, "roll.since-month"))
        .input(text("since-year", &answers.since_year, "roll.since-year"))
        .input(
            Input::one_of("evidence", &answers.evidence, say("roll.new-evidence"), kinds)
                .hint(say("roll.new-evidence-hint"))
                .fault_in(faults),
        )
}

/// What was typed.
pub(super) fn typed_answers(typed: &Typed) -> NewAnswers {
    NewAnswers {
        attempt: typed.get("attempt"),
        name: typed.get("name"),
        born: BornAnswers {
            day: typed.get("day"),
            month: typed.get("month"),
            year: typed.get("year"),
        },
        area: typed.get("area"),
        tie: typed.get("tie"),
        since_year: typed.get("since-year"),
        since_month: typed.get("since-month"),
        evidence: typed.get("evidence"),
        name_on_card: typed.get("name_on_card") == "yes",
    }
}

/// Admits them.
#[post("/<lang>/desk/roll/<place>/new", data = "<form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the door needs")]
pub async fn admit(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let typed = form.0;
    let kept = here(house, &who, &place).await?;
    let answers = typed_answers(&typed);
    let permit = permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    let done = if typed.only_speaks_another_language() {
        Err(DeskError::Faulty(Vec::new()))
    } else {
        admit_at_desk(house, &permit, &answers).await
    };
    match done {
        Ok(admitted) => {
            show_once(jar, house, site, &admitted.card);
            Ok(Redirect::to(uri!(made(lang, place))).into())
        }
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &who, &kept, &answers, faults).into())
        }
    }
}

/// The card that was just made, to print: with its PIN, for five minutes.
#[get("/<lang>/desk/roll/<place>/new-card")]
pub async fn made(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    just: JustMade,
    house: &State<Arc<House>>,
    site: &State<Site>,
) -> Answered {
    let kept = here(house, &who, &place).await?;
    let back = base(lang, &kept);
    match just.0 {
        Some(new) => Ok(made_page(lang, &kept, house, site, new, back).await?.into()),
        None => Ok(Redirect::to(back).into()),
    }
}
