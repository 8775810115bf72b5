//! What more than one person looks at: objections, and two entries that may be one person.

use std::sync::Arc;

use morada_engine::permit::act::{ChangeRollEntry, DecideAppeal};
use morada_engine::roll::Refused;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::entry::sentences;
use super::overview::{base, here, sheet};
use crate::app::House;
use crate::app::roll::cases::{Finding, pairs, settle_case};
use crate::app::roll::keeping::Kept;
use crate::app::roll::objections::{Objection, PANEL, hear, objections};
use crate::app::staff::permits;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::PlaceSlug;
use crate::web::roll::words::{evidence, refused, said};
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// The objections that wait.
#[get("/<lang>/desk/roll/<place>/objections")]
pub async fn objections_page(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = here(house, &who, &place).await?;
    let permit = permits::permit_in_place::<DecideAppeal>(&who.0, &place.0);
    let all = objections(house, &permit.map_err(wrong::problem)?).await.map_err(wrong::problem)?;
    Ok(objections_sheet(lang, &who, &kept, &all, Faults::none()).into())
}

fn objections_sheet(
    lang: Lang,
    who: &AtDesk,
    kept: &Kept,
    all: &[Objection],
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let mut sheet = sheet(lang, who, kept, say("roll.desk-objections"))
        .lead(say("roll.objections-lead"))
        .faults(faults);
    if all.is_empty() {
        sheet = sheet.with(Section::plain().paragraph(say("roll.objections-none")));
    }
    for objection in all {
        sheet = sheet.with(section(lang, kept, objection));
    }
    sheet
}

fn section(lang: Lang, kept: &Kept, objection: &Objection) -> Section {
    let say = Message::new;
    let (answers, request) = (&objection.mine.answers, &objection.mine.request);
    let reason = request.reason.as_deref().and_then(Refused::from_name);
    let section = Section::new(said(&answers.name))
        .paragraph(
            say("roll.objection-asks")
                .text("area", &answers.area)
                .all("evidence", vec![evidence(&answers.evidence)]),
        )
        .paragraph(
            say("roll.objection-refused")
                .all("reason", vec![reason.map_or_else(|| said(""), refused)]),
        )
        .paragraph(say("roll.objection-words").text("words", &answers.objection))
        .paragraph(
            say("roll.objection-heard")
                .count("n", objection.heard as u64)
                .count("of", PANEL as u64),
        );
    if !objection.may_speak {
        return section.paragraph(say("roll.wrong-before"));
    }
    let choices = vec![
        ("grant".to_owned(), say("roll.objection-grant")),
        ("refuse".to_owned(), say("roll.objection-keep")),
    ];
    let form = Form::new(
        format!("{}/objections/{}", base(lang, kept), request.id),
        say("roll.objection-go"),
    )
    .input(Input::one_of("finding", "", say("roll.objection-finding"), choices));
    section.form(form)
}

/// One of three says what they find.
#[post("/<lang>/desk/roll/<place>/objections/<request>", data = "<form>")]
pub async fn hear_it(
    lang: Lang,
    place: PlaceSlug,
    request: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = here(house, &who, &place).await?;
    let permit = permits::permit_in_place::<DecideAppeal>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    let grants = form.0.get("finding") == "grant";
    match hear(house, &permit, request, grants).await {
        Ok(()) => Ok(Redirect::to(uri!(objections_page(lang, place))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            let all = objections(house, &permit).await.map_err(wrong::problem)?;
            Ok(objections_sheet(lang, &who, &kept, &all, faults).into())
        }
    }
}

/// Entries that may be one person.
#[get("/<lang>/desk/roll/<place>/cases")]
pub async fn cases_page(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let kept = here(house, &who, &place).await?;
    let permit = permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0);
    let all = pairs(house, &permit.map_err(wrong::problem)?).await.map_err(wrong::problem)?;
    let mut sheet = sheet(lang, &who, &kept, say("roll.desk-cases")).lead(say("roll.cases-lead"));
    if all.is_empty() {
        sheet = sheet.with(Section::plain().paragraph(say("roll.cases-none")));
    }
    for pair in &all {
        let choices = vec![
            ("two".to_owned(), say("roll.case-two")),
            ("one".to_owned(), say("roll.case-one")),
        ];
        let action = format!("{}/cases/{}", base(lang, &kept), pair.id);
        let form = Form::new(action, say("roll.case-go")).input(Input::one_of(
            "finding",
            "",
            say("roll.case-finding"),
            choices,
        ));
        let lines = sentences(&pair.one).into_iter().chain(sentences(&pair.other)).collect();
        sheet = sheet.with(Section::new(say("roll.case-title")).list(lines).form(form));
    }
    Ok(sheet.into())
}

/// Decides a case.
#[post("/<lang>/desk/roll/<place>/cases/<case>", data = "<form>")]
pub async fn settle(
    lang: Lang,
    place: PlaceSlug,
    case: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    here(house, &who, &place).await?;
    let permit = permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    let finding = if form.0.get("finding") == "one" { Finding::One } else { Finding::Two };
    settle_case(house, &permit, case, finding).await.map_err(wrong::problem)?;
    Ok(Redirect::to(uri!(cases_page(lang, place))).into())
}
