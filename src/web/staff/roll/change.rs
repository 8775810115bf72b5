//! An entry that changes at the desk: put right, moved within the place, renewed, or given notice.

use std::sync::Arc;

use morada_engine::permit::Permit;
use morada_engine::permit::act::ChangeRollEntry;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::new::{form_of, typed_answers};
use super::overview::{self, base, here, sheet};
use crate::app::House;
use crate::app::roll::desk::{NewAnswers, Seen, change_entry, seen_again};
use crate::app::roll::keeping::Kept;
use crate::app::roll::moves::give_notice;
use crate::app::roll::passes::pass_at_desk;
use crate::app::roll::people::{BornAnswers, tie_name};
use crate::app::staff::{DeskError, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::refused;
use crate::web::staff::sheet::{Form, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

pub(super) fn permit(who: &AtDesk, place: &PlaceSlug) -> Result<Permit<ChangeRollEntry>, Problem> {
    permits::permit_in_own_place(&who.0, &place.0).map_err(wrong::problem)
}

/// Prints a code that lets the holder in once.
#[post("/<lang>/desk/roll/<place>/pass", data = "<form>")]
pub async fn pass(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let kept = here(house, &who, &place).await?;
    let permit = permit(&who, &place)?;
    let code = pass_at_desk(house, &permit, &form.0.get("entry")).await.map_err(wrong::problem)?;
    let sheet = sheet(lang, &who, &kept, say("reach.pass"))
        .with(Section::plain().code(code.printed()).paragraph(say("reach.pass-how")));
    Ok(sheet.into())
}

/// Shows an entry as a form.
#[get("/<lang>/desk/roll/<place>/change/<entry>")]
pub async fn form(
    lang: Lang,
    place: PlaceSlug,
    entry: &str,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = here(house, &who, &place).await?;
    let permit = permit(&who, &place)?;
    let seen = seen_again(house, &permit, entry).await.map_err(wrong::problem)?;
    Ok(page(lang, &who, &kept, entry, &answers_of(&seen), Faults::none()).into())
}

fn answers_of(seen: &Seen) -> NewAnswers {
    let mut born = seen.holder.born.split('-').map(str::to_owned);
    let (year, month, day) = (born.next(), born.next(), born.next());
    NewAnswers {
        attempt: String::new(),
        name: seen.holder.name.clone(),
        born: BornAnswers {
            day: day.unwrap_or_default(),
            month: month.unwrap_or_default(),
            year: year.unwrap_or_default(),
        },
        area: seen.check.area.clone(),
        tie: tie_name(seen.check.tie).to_owned(),
        since_year: seen.check.since.year().to_string(),
        since_month: seen.check.since.month().to_string(),
        // What is shown today is another paper.
        evidence: String::new(),
        name_on_card: seen.holder.name_on_card,
    }
}

fn page(
    lang: Lang,
    who: &AtDesk,
    kept: &Kept,
    entry: &str,
    answers: &NewAnswers,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let form = Form::new(format!("{}/change/{entry}", base(lang, kept)), say("staff.save")).go();
    let form = form_of(kept, answers, &faults, form);
    sheet(lang, who, kept, say("moves.change"))
        .lead(say("moves.change-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
}

/// Stores it.
#[post("/<lang>/desk/roll/<place>/change/<entry>", data = "<form>")]
pub async fn change(
    lang: Lang,
    place: PlaceSlug,
    entry: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let kept = here(house, &who, &place).await?;
    let (permit, typed) = (permit(&who, &place)?, form.0);
    let answers = typed_answers(&typed);
    let done = if typed.only_speaks_another_language() {
        Err(DeskError::Faulty(Vec::new()))
    } else {
        change_entry(house, &permit, entry, &answers).await
    };
    match done {
        Ok(_) => Ok(Redirect::to(uri!(overview::show(lang, place))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &who, &kept, entry, &answers, faults).into())
        }
    }
}

/// Gives notice that an entry shall end, and shows it to be printed.
#[post("/<lang>/desk/roll/<place>/notice", data = "<form>")]
pub async fn notice(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let kept = here(house, &who, &place).await?;
    let permit = permit(&who, &place)?;
    let (entry, reason) = (form.0.get("entry"), form.0.get("reason"));
    let given = give_notice(house, &permit, &entry, &reason, lang).await.map_err(wrong::problem)?;
    let until = Moment::new(given.until, &kept.place.time_zone);
    let sheet = sheet(lang, &who, &kept, say("moves.notice")).with(
        Section::plain()
            .paragraph(say("moves.notice-given"))
            .paragraph(refused(given.reason))
            .paragraph(say("moves.notice-until").day("day", until))
            .code(given.code.printed()),
    );
    Ok(sheet.into())
}
