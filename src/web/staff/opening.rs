//! Opening the ballot: the checks, two people, and a typed phrase.

use std::sync::Arc;

use morada_engine::permit::act::OpenBallot;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::desk::said;
use super::sheet::{Form, Input, Person, Section, Sheet};
use super::typed::Typed;
use super::{AtDesk, deed, process, wrong};
use crate::app::House;
use crate::app::staff::checks::may_open;
use crate::app::staff::confirm::{self as two, Waiting};
use crate::app::staff::open_ballot::{Opening, confirm_opening, opening};
use crate::app::staff::outgoing::{Fate, OPEN, newest_fate};
use crate::app::staff::permits;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use morada_engine::phase::Phase;

/// The page of the opening.
#[get("/<lang>/desk/p/<process>/open")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    Ok(page(lang, &who, &process, house, Faults::none()).await?.into())
}

async fn page(
    lang: Lang,
    who: &AtDesk,
    process: &ProcessSlug,
    house: &House,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let half = permits::one_of_two::<OpenBallot>(house, &who.0, &process.0)
        .await
        .map_err(wrong::problem)?;
    let opening = opening(house, &half).await.map_err(wrong::problem)?;
    let fate = newest_fate(house, &process.0, OPEN).await?;
    Ok(sheet(lang, who, &opening, fate.as_ref(), faults))
}

fn sheet(
    lang: Lang,
    who: &AtDesk,
    opening: &Opening,
    fate: Option<&Fate>,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let setup = &opening.setup;
    let base = process::base(lang, setup);
    let table = process::checks_table(lang, setup, &opening.checks, &[]);
    let sheet = process::sheet(lang, who, setup, say("staff.open-ballot"))
        .lead(say("staff.open-lead"))
        .with(Section::plain().table(table));
    if setup.process.frozen_at.is_some() {
        let done = matches!(fate, Some(Fate::Done));
        let state = say(if done { "staff.opened" } else { "staff.opening-sent" });
        return sheet.beside(Section::new(say("staff.two-people")).paragraph(state));
    }
    let sheet = sheet.refused(fate);
    let zone = &setup.place.time_zone;
    let mut two =
        Section::new(say("staff.two-people")).people(people(opening.first.as_ref(), zone));
    if may_open(&opening.checks) {
        let button =
            if opening.first.is_some() { "staff.confirm-second" } else { "staff.confirm-first" };
        let form = Form::new(format!("{base}/open"), say(button))
            .go()
            .hidden("sha", opening.sha.clone().unwrap_or_default())
            .input(
                Input::text("phrase", "", say("staff.phrase"))
                    .hint(say("staff.phrase-hint").text("phrase", opening.phrase.as_str()))
                    .fault_in(&faults),
            );
        two = two.form(form);
    } else {
        two = two.paragraph(say("staff.not-yet"));
    }
    let mut happen = Vec::new();
    if let Some(at) = setup.calendar.starts_at(Phase::Balloting) {
        happen.push(say("staff.will-open").moment("at", Moment::new(at, zone)));
    }
    happen.push(say("staff.will-names"));
    happen.push(say("staff.will-fix"));
    let mut sheet =
        sheet.faults(faults).beside(two).beside(Section::new(say("staff.will")).list(happen));
    if let Some(first) = &opening.first {
        let back = Form::new(format!("{base}/open/back"), say("staff.take-back"));
        let back = back.hidden("id", first.id.clone());
        sheet = sheet.beside(Section::new(say("staff.take-back")).form(back));
    }
    sheet
}

/// The two, as far as they are known.
pub fn people(first: Option<&Waiting>, zone: &str) -> Vec<Person> {
    let say = Message::new;
    match first {
        None => vec![
            Person::awaited(1, say("staff.person-first"), say("staff.person-you")),
            Person::awaited(2, say("staff.person-second"), say("staff.person-other")),
        ],
        Some(first) => vec![
            Person::done(
                1,
                said(&first.first.shown_as),
                say("staff.confirmed-at").moment("at", Moment::new(first.first_at, zone)),
            ),
            Person::awaited(2, say("staff.person-second"), say("staff.person-other")),
        ],
    }
}

/// Confirms, as the first or the second of two.
#[post("/<lang>/desk/p/<process>/open", data = "<form>")]
pub async fn confirm(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let half = permits::one_of_two::<OpenBallot>(house, &who.0, &process.0)
        .await
        .map_err(wrong::problem)?;
    let (phrase, sha) = (form.0.get("phrase"), form.0.get("sha"));
    let done = confirm_opening(house, half, &phrase, &sha);
    let on = |_| Redirect::to(uri!(show(lang, process.clone())));
    let again = async |faults| page(lang, &who, &process, house, at_phrase(faults)).await;
    deed::answer(&form.0, done, on, again).await
}

/// Takes a first confirmation back.
#[post("/<lang>/desk/p/<process>/open/back", data = "<form>")]
pub async fn take_back(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let half = permits::one_of_two::<OpenBallot>(house, &who.0, &process.0)
        .await
        .map_err(wrong::problem)?;
    let id = form.0.get("id");
    let done = two::take_back(house, &half, &id);
    let on = |()| Redirect::to(uri!(show(lang, process.clone())));
    let again = async |faults| page(lang, &who, &process, house, at_phrase(faults)).await;
    deed::answer(&form.0, done, on, again).await
}

/// The same faults, each at the phrase: the one field there is.
pub fn at_phrase(faults: Faults) -> Faults {
    for id in ["main", "phrase"] {
        if let Some(message) = faults.of_field(id) {
            return Faults::at("phrase", message.clone());
        }
    }
    faults
}
