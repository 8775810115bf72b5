//! Somebody shows their card at the desk: their entry, another card, the end of the entry. There is no other
//! way to look for a person.

use std::sync::Arc;

use morada_engine::permit::act::{ChangeRollEntry, SeeRollEntry};
use morada_engine::roll::Refused;
use rocket::http::CookieJar;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, here, sheet};
use super::{ballots, new, overview};
use crate::app::House;
use crate::app::roll::ballots::{Ballots, ballots_at_desk};
use crate::app::roll::desk::{EndReason, Seen, end_entry, look_up, replace_card};
use crate::app::roll::keeping::Kept;
use crate::app::staff::permits;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::PlaceSlug;
use crate::web::roll::show_once;
use crate::web::roll::words::{end_reason, evidence, on, refused, tie};
use crate::web::site::Site;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// Why a desk may give notice.
const STRIKE: [Refused; 3] = [Refused::NotHere, Refused::Withdrawn, Refused::NotShown];

/// Asks for the number of a card.
#[get("/<lang>/desk/roll/<place>/find")]
pub async fn form(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = here(house, &who, &place).await?;
    permits::permit_in_own_place::<SeeRollEntry>(&who.0, &place.0).map_err(wrong::problem)?;
    Ok(page(lang, &who, &kept, "", Faults::none()).into())
}

fn page(lang: Lang, who: &AtDesk, kept: &Kept, number: &str, faults: Faults) -> Sheet {
    let say = Message::new;
    let form = Form::new(format!("{}/find", base(lang, kept)), say("roll.find-go"))
        .go()
        .input(Input::text("number", number, say("roll.card-number")).fault_in(&faults));
    sheet(lang, who, kept, say("roll.find-title"))
        .lead(say("roll.find-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
}

/// Shows the entry of a card.
#[post("/<lang>/desk/roll/<place>/find", data = "<form>")]
pub async fn find(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = here(house, &who, &place).await?;
    let number = form.0.get("number");
    let permit = permits::permit_in_own_place::<SeeRollEntry>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    if form.0.only_speaks_another_language() {
        return Ok(page(lang, &who, &kept, &number, Faults::none()).into());
    }
    match look_up(house, &permit, &number).await {
        Ok(seen) => {
            // Whoever may look but not change hands no letters over.
            let ballots = match permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0) {
                Ok(permit) => ballots_at_desk(house, &permit, &seen.id).await,
                Err(_) => Ok(Vec::new()),
            };
            let ballots = ballots.map_err(wrong::problem)?;
            Ok(entry_sheet(lang, &who, &kept, &seen, &ballots).into())
        }
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &who, &kept, &number, faults).into())
        }
    }
}

/// An entry in sentences.
pub fn sentences(seen: &Seen) -> Vec<Message> {
    let say = Message::new;
    let check = &seen.check;
    vec![
        say("roll.entry-name").text("name", &seen.holder.name).text("born", &seen.holder.born),
        say("roll.entry-place")
            .text("area", &check.area)
            .all("tie", vec![tie(check.tie)])
            .all("since", vec![on(check.since)]),
        say("roll.entry-check")
            .all("evidence", vec![evidence(&check.evidence)])
            .all("day", vec![on(check.checked_on)])
            .all("until", vec![on(check.valid_until)]),
    ]
}

pub(super) fn entry_sheet(
    lang: Lang,
    who: &AtDesk,
    kept: &Kept,
    seen: &Seen,
    all: &[Ballots],
) -> Sheet {
    let say = Message::new;
    let base = base(lang, kept);
    let card = Form::new(format!("{base}/card"), say("roll.entry-card")).hidden("entry", &seen.id);
    let reasons = EndReason::ALL.map(|why| (why.name().to_owned(), end_reason(why.name())));
    let end = Form::new(format!("{base}/end"), say("roll.entry-end-go"))
        .hidden("entry", &seen.id)
        .input(Input::one_of("why", "", say("roll.entry-end-why"), reasons.to_vec()));
    let pass = Form::new(format!("{base}/pass"), say("reach.pass-go")).hidden("entry", &seen.id);
    let reasons = STRIKE.map(|why| (why.name().to_owned(), refused(why)));
    let notice = Form::new(format!("{base}/notice"), say("moves.notice-go"))
        .hidden("entry", &seen.id)
        .input(Input::one_of("reason", "", say("moves.notice-reason"), reasons.to_vec()));
    let mut page = sheet(lang, who, kept, say("roll.entry-title")).with(
        Section::plain()
            .list(sentences(seen))
            .link(say("moves.change"), format!("{base}/change/{}", seen.id)),
    );
    for section in ballots::sections(lang, &base, &seen.id, all) {
        page = page.with(section);
    }
    page.with(Section::new(say("moves.notice")).paragraph(say("moves.notice-note")).form(notice))
        .beside(Section::new(say("roll.entry-card-title")).form(card))
        .beside(Section::new(say("reach.pass")).paragraph(say("reach.pass-note")).form(pass))
        .beside(Section::new(say("roll.entry-end")).form(end))
}

/// Makes another card.
#[post("/<lang>/desk/roll/<place>/card", data = "<form>")]
pub async fn card(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    here(house, &who, &place).await?;
    let permit = permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    let made = replace_card(house, &permit, &form.0.get("entry")).await.map_err(wrong::problem)?;
    show_once(jar, house, site, &made);
    Ok(Redirect::to(uri!(new::made(lang, place))).into())
}

/// Ends an entry.
#[post("/<lang>/desk/roll/<place>/end", data = "<form>")]
pub async fn end(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    here(house, &who, &place).await?;
    let permit = permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    let (entry, why) = (form.0.get("entry"), form.0.get("why"));
    end_entry(house, &permit, &entry, &why).await.map_err(wrong::problem)?;
    Ok(Redirect::to(uri!(overview::show(lang, place))).into())
}
