//! Recordings of texts: who reads a text out for those who would rather listen.

use std::sync::Arc;

use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::queue::{self as list, base, sheet};
use crate::app::House;
use crate::app::staff::setup::overview::Setup;
use crate::app::translation::sound::{MOST_BYTES, record};
use crate::app::translation::write::may_translate;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::PostedFile;
use crate::web::forms::Faults;
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::staff::desk::endonym;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, deed, process, wrong};

/// Asks for a recording.
#[get("/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>/sound")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    tongue: &str,
    contest: ContestSlug,
    number: u32,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    may_translate(house, &who.0, &process.0).await.map_err(wrong::problem)?;
    let setup = process::load(house, &who, &process).await?;
    Ok(page(lang, &who, &setup, tongue, &contest, number, Faults::none())?.into())
}

fn page(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    tongue: &str,
    contest: &ContestSlug,
    number: u32,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let known = setup.process.languages.iter().any(|own| own == tongue);
    let there = setup.projects_of(&contest.0).iter().any(|project| project.number == number);
    if !known || !there {
        return Err(Problem::NotFound);
    }
    let queue = format!("{}/{tongue}", base(lang, setup));
    let action = format!("{queue}/{}/{number}/sound", contest.0);
    let hint = say("texts.sound-hint").count("most", (MOST_BYTES >> 10) as u64);
    let file = Input::text("sound", "", say("texts.sound")).kind("file");
    let form =
        Form::new(action, say("texts.sound-go")).go().input(file.hint(hint).fault_in(&faults));
    let title =
        say("texts.sound-title").count("n", u64::from(number)).text("language", endonym(tongue));
    let sheet = sheet(lang, who, setup, title)
        .under(say("texts.title-in").text("language", endonym(tongue)), queue)
        .lead(say("texts.sound-lead"))
        .faults(faults);
    Ok(sheet.with(Section::plain().form(form)))
}

/// Takes it.
#[post("/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>/sound", data = "<form>")]
#[allow(
    clippy::too_many_arguments,
    reason = "Rocket hands each segment of the address over by itself"
)]
pub async fn take(
    lang: Lang,
    process: ProcessSlug,
    tongue: &str,
    contest: ContestSlug,
    number: u32,
    form: PostedFile<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let permit = may_translate(house, &who.0, &process.0).await.map_err(wrong::problem)?;
    let setup = process::load(house, &who, &process).await?;
    let done = record(house, &permit, &contest.0, number, tongue, form.0.file("sound"));
    let on = |()| Redirect::to(uri!(list::one(lang, process.clone(), tongue)));
    let again = async |faults| page(lang, &who, &setup, tongue, &contest, number, faults);
    deed::answer(&form.0, done, on, again).await
}
