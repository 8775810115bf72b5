//! Mandates of the council: which organisations may attest, until when, and how many people a year.

use std::sync::Arc;

use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, here, sheet};
use crate::app::House;
use crate::app::roll::attest::{
    AttestorAnswers, ORGANISATIONS, end_mandate, give_mandate, mandates,
};
use crate::app::roll::keeping::Kept;
use crate::app::staff::permits;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::{evidence, on, said, shown};
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

fn permit(who: &AtDesk, place: &PlaceSlug) -> Result<Permit<DraftBallot>, Problem> {
    permits::permit_in_place(&who.0, &place.0).map_err(wrong::problem)
}

/// The mandates, and the form for another.
#[get("/<lang>/desk/roll/<place>/mandates")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = here(house, &who, &place).await?;
    permit(&who, &place)?;
    let nothing = AttestorAnswers::default();
    Ok(page(lang, &who, &kept, house, &nothing, Faults::none()).await?.into())
}

async fn page(
    lang: Lang,
    who: &AtDesk,
    kept: &Kept,
    house: &House,
    typed: &AttestorAnswers,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let base = base(lang, kept);
    let mut page = sheet(lang, who, kept, say("attest.mandates")).lead(say("attest.lead"));
    for mandate in mandates(house, &kept.place.id).await.map_err(wrong::problem)? {
        let section = Section::new(said(&mandate.name)).list(vec![
            evidence(&mandate.kind),
            say("attest.until-day").all("day", vec![on(mandate.until)]),
            say("attest.of-yearly")
                .said("made", shown(mandate.made))
                .count("most", u64::from(mandate.yearly)),
        ]);
        page = page.with(if mandate.holds {
            let end = Form::new(format!("{base}/mandates/end"), say("attest.end"));
            section.form(end.hidden("id", &mandate.id))
        } else {
            section.paragraph(say("attest.over"))
        });
    }
    let kinds = ORGANISATIONS.map(|kind| (kind.to_owned(), evidence(kind))).to_vec();
    let form = Form::new(format!("{base}/mandates"), say("attest.give"))
        .go()
        .input(Input::text("name", &typed.name, say("attest.name")).fault_in(&faults))
        .input(
            Input::one_of("kind", &typed.kind, say("roll.evidence-kind"), kinds).fault_in(&faults),
        )
        .input(
            Input::text("until", &typed.until, say("attest.until")).kind("date").fault_in(&faults),
        )
        .input(Input::text("yearly", &typed.yearly, say("attest.yearly")).fault_in(&faults));
    Ok(page.faults(faults).beside(Section::new(say("attest.new")).form(form)))
}

/// Gives a mandate, and shows its key once.
#[post("/<lang>/desk/roll/<place>/mandates", data = "<form>")]
pub async fn give(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let kept = here(house, &who, &place).await?;
    let (permit, typed) = (permit(&who, &place)?, form.0);
    let answers = AttestorAnswers {
        name: typed.get("name"),
        kind: typed.get("kind"),
        until: typed.get("until"),
        yearly: typed.get("yearly"),
    };
    if typed.only_speaks_another_language() {
        return Ok(page(lang, &who, &kept, house, &answers, Faults::none()).await?.into());
    }
    match give_mandate(house, &permit, &answers).await {
        Ok(key) => {
            let sheet = sheet(lang, &who, &kept, say("attest.key")).with(
                Section::new(said(answers.name.trim()))
                    .paragraph(say("attest.key-note"))
                    .code(key.printed())
                    .link(say("attest.mandates"), format!("{}/mandates", base(lang, &kept))),
            );
            Ok(sheet.into())
        }
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &who, &kept, house, &answers, faults).await?.into())
        }
    }
}

/// Ends a mandate.
#[post("/<lang>/desk/roll/<place>/mandates/end", data = "<form>")]
pub async fn end(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    here(house, &who, &place).await?;
    let permit = permit(&who, &place)?;
    end_mandate(house, &permit, &form.0.get("id")).await.map_err(wrong::problem)?;
    Ok(Redirect::to(uri!(show(lang, place))).into())
}
