//! Closing the roll for a process: what is published, and the first of two who say so.

use std::sync::Arc;

use morada_engine::permit::act::{AmendBallot, DraftBallot};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, here, sheet};
use crate::app::House;
use crate::app::roll::closing::{Closing, close_roll, closing_now, processes_of};
use crate::app::roll::keeping::Kept;
use crate::app::staff::{DeskError, Wrong, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::{PlaceSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::roll::words::{evidence, said};
use crate::web::site::words_in;
use crate::web::staff::sheet::{Form, Input, Row, Section, Sheet, Table};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, notices, wrong};

/// What would be published now.
#[get("/<lang>/desk/roll/<place>/closing")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    permits::permit_in_place::<DraftBallot>(&who.0, &place.0).map_err(wrong::problem)?;
    let kept = here(house, &who, &place).await?;
    Ok(page(lang, &who, &kept, house, "", Faults::none()).await?.into())
}

async fn page(
    lang: Lang,
    who: &AtDesk,
    kept: &Kept,
    house: &House,
    chosen: &str,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let now = closing_now(house, &kept.place.id).await.map_err(wrong::problem)?;
    let processes = processes_of(house, &kept.place.id).await.map_err(wrong::problem)?;
    let choices = processes.into_iter().map(|process| {
        let name = words_in(&process.title, lang, &process.languages).text;
        (process.id.to_string(), said(&name))
    });
    let form = Form::new(format!("{}/closing", base(lang, kept)), say("closing.go"))
        .go()
        .input(
            Input::one_of("process", chosen, say("closing.process"), choices.collect())
                .fault_in(&faults),
        )
        .input(
            Input::text("phrase", "", say("staff.phrase"))
                .hint(say("closing.phrase"))
                .fault_in(&faults),
        );
    Ok(sheet(lang, who, kept, say("closing.title"))
        .lead(say("closing.lead"))
        .faults(faults)
        .with(numbers(&now))
        .beside(Section::new(say("closing.two")).form(form)))
}

fn numbers(now: &Closing) -> Section {
    let say = Message::new;
    let (what, n) = (say("staff.what"), say("register.how-many"));
    let shown = |n: Option<u64>| {
        n.map_or_else(|| say("roll.number-few"), |n| say("roll.number").count("n", n))
    };
    let mut table = Table::new(say("closing.numbers"), vec![what, n.clone()])
        .row(Row::new(say("roll.numbers-all"), None).cell(n.clone(), shown(now.people)));
    for (area, people) in &now.areas {
        table = table.row(Row::new(said(area), None).cell(n.clone(), shown(*people)));
    }
    for (kind, people) in &now.evidence {
        table = table.row(Row::new(evidence(kind), None).cell(n.clone(), shown(*people)));
    }
    Section::plain().table(table).code(now.seal.clone())
}

/// Closes the roll for a process, as the first of two; the second confirms the notice.
#[post("/<lang>/desk/roll/<place>/closing", data = "<form>")]
pub async fn close(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    permits::permit_in_place::<DraftBallot>(&who.0, &place.0).map_err(wrong::problem)?;
    let kept = here(house, &who, &place).await?;
    let (chosen, phrase) = (form.0.get("process"), form.0.get("phrase"));
    let known = processes_of(house, &place.0).await.map_err(wrong::problem)?;
    let process = known.into_iter().find(|process| process.id.as_str() == chosen);
    let done = async {
        let unknown = || DeskError::fault("process", Wrong::NothingChosen);
        let process = process.ok_or_else(unknown)?.id;
        let half = permits::one_of_two::<AmendBallot>(house, &who.0, &process).await?;
        close_roll(house, &half, &phrase).await?;
        Ok::<_, DeskError>(process)
    };
    match done.await {
        Ok(process) => Ok(Redirect::to(uri!(notices::show(lang, ProcessSlug(process)))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &who, &kept, house, &chosen, faults).await?.into())
        }
    }
}
