//! The form in which a department adds a picture to the record of its work.

use std::sync::Arc;

use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::list::{self, base, open, title};
use crate::app::House;
use crate::app::staff::setup::overview::Setup;
use crate::app::works::photo::picture;
use crate::app::works::say::Desk;
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
use crate::web::works::words::Reader;

/// Asks for a picture.
#[get("/<lang>/desk/p/<process>/works/<contest>/<number>/photo/new")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    number: u32,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let desk = with_work(house, &who, &process, &contest, number).await?;
    let setup = process::load(house, &who, &process).await?;
    Ok(page(lang, &who, &setup, &desk, &<Typed as Default>::default(), Faults::none())?.into())
}

/// The desk of a work that somebody has taken up.
async fn with_work(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
    contest: &ContestSlug,
    number: u32,
) -> Result<Desk, Problem> {
    let desk = open(house, who, process, contest, number).await?;
    let taken_up = desk.project().map_err(wrong::problem)?.work.is_some();
    if taken_up { Ok(desk) } else { Err(Problem::NotFound) }
}

fn page(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    desk: &Desk,
    typed: &Typed,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let funded = desk.project().map_err(wrong::problem)?;
    let reader = Reader { lang, outcome: &desk.outcome };
    let base = base(lang, &ProcessSlug(setup.process.id.clone()));
    let own = format!("{base}/{}/{}", funded.contest, funded.project.number);
    let file = Input::text("photo", "", say("proposals.photo")).kind("file");
    let form = Form::new(format!("{own}/photo/new"), say("works.say-photo"))
        .go()
        .hidden("seen", funded.funded.record.len().to_string())
        .input(file.fault_in(&faults));
    let caption = |form: Form, language: &String| {
        let label = say("works.field-caption").text("language", endonym(language));
        let name = format!("words-{language}");
        let input = Input::text(&name, typed.get(&name), label);
        form.input(input.area().spoken(language).fault_in(&faults))
    };
    let form = setup.process.languages.iter().fold(form, caption);
    let sheet = process::sheet(lang, who, setup, say("works.say-photo"))
        .under(say("works.desk-title"), base)
        .under(title(reader, funded), own)
        .lead(say("works.lead-photo"));
    Ok(sheet.faults(faults).with(Section::plain().form(form)))
}

/// Takes it.
#[post("/<lang>/desk/p/<process>/works/<contest>/<number>/photo/new", data = "<form>")]
pub async fn take(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    number: u32,
    form: PostedFile<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let desk = with_work(house, &who, &process, &contest, number).await?;
    let setup = process::load(house, &who, &process).await?;
    let typed = &form.0;
    let seen = typed.get("seen").parse().unwrap_or(usize::MAX);
    let caption = typed.per_language("words", &setup.process.languages);
    let done = picture(house, &desk, seen, typed.file("photo").to_vec(), &caption);
    let on = |()| Redirect::to(uri!(list::one(lang, process.clone(), contest.clone(), number)));
    let again = async |faults| page(lang, &who, &setup, &desk, typed, faults);
    deed::answer(typed, done, on, again).await
}
