//! Groups that ask to be known, at the desk: whoever meets people says how they came to know them.

use std::sync::Arc;

use morada_engine::association::Known;
use morada_engine::permit::act::KnowAssociation;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::roll::works_here;
use super::sheet::{Form, Input, Section, Sheet};
use super::typed::Typed;
use super::{AtDesk, deed, wrong};
use crate::app::House;
use crate::app::associations::Association;
use crate::app::associations::judge::{Verdict, groups, judge};
use crate::app::staff::{DeskError, Wrong, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::associations::words::{kind, known, state};
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::said;

/// Every group of a place, those that wait first.
#[get("/<lang>/desk/associations/<place>")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    Ok(sheet(lang, &place, &who, house, Faults::none()).await?.into())
}

async fn sheet(
    lang: Lang,
    place: &PlaceSlug,
    who: &AtDesk,
    house: &House,
    faults: Faults,
) -> Result<Sheet, Problem> {
    works_here(who, place)?;
    let permit = permits::permit_in_place::<KnowAssociation>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    let mut all = groups(house, &permit).await.map_err(wrong::problem)?;
    all.sort_by_key(|group| group.judged.is_some());
    let say = Message::new;
    let sheet = Sheet::new(lang, say("groups.desk-title"))
        .by(who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .lead(say("groups.desk-lead"))
        .faults(faults);
    if all.is_empty() {
        return Ok(sheet.with(Section::plain().paragraph(say("groups.desk-none"))));
    }
    Ok(all.iter().fold(sheet, |sheet, group| sheet.with(section(lang, place, group))))
}

fn section(lang: Lang, place: &PlaceSlug, group: &Association) -> Section {
    let say = Message::new;
    let recognition = group.judged.as_ref().and_then(|judged| judged.recognition);
    let known_now = recognition.is_some_and(|known| known.ended.is_none());
    let (_, _, stands) = state(group, known_now);
    let mut choices: Vec<(String, Message)> =
        Known::ALL.map(|way| (way.name().to_owned(), known(way))).to_vec();
    choices.push(if known_now {
        ("ended".to_owned(), say("groups.verdict-ended"))
    } else {
        ("not_known".to_owned(), say("groups.verdict-not"))
    });
    let action = format!("/{lang}/desk/associations/{}/{}", place.0, group.id);
    // Several forms stand on the page, so their fields are told apart.
    let reason = Input::text("reason", "", say("groups.reason")).hint(say("groups.reason-hint"));
    let form = Form::new(action, say("groups.judge"))
        .input(Input::one_of("verdict", "", say("groups.verdict"), choices).of(&group.id))
        .input(reason.of(&group.id));
    Section::new(said(&group.name))
        .paragraph(said(&group.about))
        .paragraph(kind(group.kind))
        .paragraph(stands)
        .form(form)
}

/// Notes what staff say of a group.
#[post("/<lang>/desk/associations/<place>/<group>", data = "<form>")]
pub async fn say(
    lang: Lang,
    place: PlaceSlug,
    group: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    works_here(&who, &place)?;
    let done = async {
        let permit = permits::permit_in_place::<KnowAssociation>(&who.0, &place.0)?;
        judge(house, &permit, group, &verdict(&form.0)?).await
    };
    let on = |()| Redirect::to(uri!(show(lang, place.clone())));
    let again = async |faults: Faults| {
        let faults = faults.all_at("reason", &format!("reason-{group}"));
        sheet(lang, &place, &who, house, faults).await
    };
    deed::answer(&form.0, done, on, again).await
}

fn verdict(typed: &Typed) -> Result<Verdict, DeskError> {
    let reason = typed.get("reason");
    match typed.get("verdict").as_str() {
        "ended" => Ok(Verdict::Ended(reason)),
        "not_known" => Ok(Verdict::NotKnown(reason)),
        name => Known::from_name(name)
            .map(Verdict::Known)
            .ok_or(DeskError::fault("main", Wrong::NothingChosen)),
    }
}
