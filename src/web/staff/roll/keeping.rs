//! The rule of a roll, as a form, and in the sentences that residents read.

use std::sync::Arc;

use morada_engine::eligibility::evidence::usual;
use morada_engine::eligibility::{TieKind, sentences};
use morada_engine::permit::act::DraftBallot;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview;
use crate::app::House;
use crate::app::roll::keeping::{KeepingAnswers, Kept, keep_roll, kind_of};
use crate::app::roll::people::tie_name;
use crate::app::staff::{DeskError, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::PlaceSlug;
use crate::web::roll::words::{evidence, sentence, tie};
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// Shows the rule.
#[get("/<lang>/desk/roll/<place>/rule")]
pub async fn form(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    overview::works_here(&who, &place)?;
    let kept = Kept::load(house, &place.0).await.ok();
    let answers = kept.as_ref().map_or_else(usually, as_answers);
    Ok(sheet(lang, &who, &place, kept.as_ref(), &answers, Faults::none()).into())
}

/// What a place begins with.
fn usually() -> KeepingAnswers {
    let reachable = |kind: &String| kind != "reachable_contact" && kind != "sworn_declaration";
    KeepingAnswers {
        min_age: "16".to_owned(),
        min_months: "0".to_owned(),
        basis: vec![tie_name(TieKind::Residence).to_owned()],
        evidence: usual().iter().map(|way| kind_of(way).to_owned()).filter(reachable).collect(),
        decide_days: "7".to_owned(),
        appeal_days: "10".to_owned(),
        card_months: "24".to_owned(),
    }
}

fn as_answers(kept: &Kept) -> KeepingAnswers {
    let rule = &kept.roll.rule;
    KeepingAnswers {
        min_age: rule.min_age.to_string(),
        min_months: rule.min_months.to_string(),
        basis: rule.basis.iter().map(|one| tie_name(*one).to_owned()).collect(),
        evidence: rule.evidence.iter().map(|way| kind_of(way).to_owned()).collect(),
        decide_days: kept.roll.decide_days.to_string(),
        appeal_days: kept.roll.appeal_days.to_string(),
        card_months: kept.roll.card_months.to_string(),
    }
}

fn sheet(
    lang: Lang,
    who: &AtDesk,
    place: &PlaceSlug,
    kept: Option<&Kept>,
    answers: &KeepingAnswers,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let ties = [TieKind::Residence, TieKind::Work, TieKind::Study, TieKind::CareOf];
    let ties = ties.into_iter().map(|one| (tie_name(one).to_owned(), tie(one))).collect();
    let known = usual();
    let shown =
        known.iter().filter(|way| way.assurance >= 2 && kind_of(way) != "municipal_register");
    let kinds = shown.map(|way| (kind_of(way).to_owned(), evidence(kind_of(way)))).collect();
    let text =
        |name: &str, value: &str, label| Input::text(name, value, say(label)).fault_in(&faults);
    let form = Form::new(format!("/{lang}/desk/roll/{}/rule", place.0), say("staff.save"))
        .go()
        .input(text("min_age", &answers.min_age, "roll.rule-min-age"))
        .input(text("min_months", &answers.min_months, "roll.rule-min-months"))
        .input(
            Input::any_of("basis", &answers.basis, say("roll.place-tie"), ties).fault_in(&faults),
        )
        .input(
            Input::any_of("evidence", &answers.evidence, say("roll.front-evidence"), kinds)
                .fault_in(&faults),
        )
        .input(text("decide_days", &answers.decide_days, "roll.rule-decide-days"))
        .input(text("appeal_days", &answers.appeal_days, "roll.rule-appeal-days"))
        .input(text("card_months", &answers.card_months, "roll.rule-card-months"));
    let title = say("roll.rule-title");
    let sheet = match kept {
        Some(kept) => {
            let rule = sentences(&kept.roll.rule).iter().map(sentence).collect();
            overview::sheet(lang, who, kept, title)
                .beside(Section::new(say("roll.front-rule")).list(rule))
        }
        None => Sheet::new(lang, title)
            .by(who)
            .under(say("staff.desk"), format!("/{lang}/desk"))
            .under(say("roll.desk-all"), format!("/{lang}/desk/roll")),
    };
    sheet.lead(say("roll.rule-lead")).faults(faults).with(Section::plain().form(form))
}

/// Keeps the rule.
#[post("/<lang>/desk/roll/<place>/rule", data = "<form>")]
pub async fn store(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let answers = KeepingAnswers {
        min_age: typed.get("min_age"),
        min_months: typed.get("min_months"),
        basis: typed.all("basis"),
        evidence: typed.all("evidence"),
        decide_days: typed.get("decide_days"),
        appeal_days: typed.get("appeal_days"),
        card_months: typed.get("card_months"),
    };
    overview::works_here(&who, &place)?;
    let permit = permits::permit_in_place::<DraftBallot>(&who.0, &place.0);
    let permit = permit.map_err(wrong::problem)?;
    let done = if typed.only_speaks_another_language() {
        Err(DeskError::Faulty(Vec::new()))
    } else {
        keep_roll(house, &permit, &answers).await
    };
    match done {
        Ok(()) => Ok(Redirect::to(uri!(overview::show(lang, place))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            let kept = Kept::load(house, &place.0).await.ok();
            Ok(sheet(lang, &who, &place, kept.as_ref(), &answers, faults).into())
        }
    }
}
