//! Translations as files: taken away, and brought in all or not at all.

use std::sync::Arc;

use rocket::http::{ContentType, Header};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::queue::{self as list, base, sheet};
use crate::app::House;
use crate::app::staff::setup::overview::Setup;
use crate::app::translation::queue::{Queue, queue};
use crate::app::translation::write::may_translate;
use crate::app::translation::{FileKind, bring_in, carry_out};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::PostedFile;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::staff::desk::endonym;
use crate::web::staff::sheet::{Form, Input, Section, Sheet};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, deed, process, wrong};

/// A file to take away.
#[derive(rocket::Responder)]
pub struct Download {
    body: String,
    kind: ContentType,
    disposition: Header<'static>,
}

async fn download(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
    tongue: &str,
    file: FileKind,
) -> Result<Download, Problem> {
    process::load(house, who, process).await?;
    let queue = queue(house, &process.0, tongue).await.map_err(wrong::problem)?;
    let body = carry_out(&queue, process.0.as_str(), file);
    let (kind, ending) = match file {
        FileKind::Xliff => (ContentType::new("application", "xliff+xml"), "xlf"),
        FileKind::Csv => (ContentType::CSV, "csv"),
    };
    let name = format!("attachment; filename=\"{}-{}.{ending}\"", process.0, queue.language);
    Ok(Download { body, kind, disposition: Header::new("Content-Disposition", name) })
}

/// Every text of a language as XLIFF.
#[get("/<_lang>/desk/p/<process>/texts/<tongue>/texts.xlf")]
pub async fn xliff(
    _lang: Lang,
    process: ProcessSlug,
    tongue: &str,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Result<Download, Problem> {
    download(house, &who, &process, tongue, FileKind::Xliff).await
}

/// Every text of a language as a table.
#[get("/<_lang>/desk/p/<process>/texts/<tongue>/texts.csv")]
pub async fn table(
    _lang: Lang,
    process: ProcessSlug,
    tongue: &str,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Result<Download, Problem> {
    download(house, &who, &process, tongue, FileKind::Csv).await
}

/// Asks for a file.
#[get("/<lang>/desk/p/<process>/texts/<tongue>/bring-in")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    tongue: &str,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    may_translate(house, &who.0, &process.0).await.map_err(wrong::problem)?;
    let setup = process::load(house, &who, &process).await?;
    let queue = queue(house, &process.0, tongue).await.map_err(wrong::problem)?;
    Ok(page(lang, &who, &setup, &queue, "", Faults::none()).into())
}

fn page(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    queue: &Queue,
    credit: &str,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let here = format!("{}/{}", base(lang, setup), queue.language);
    let file = Input::text("file", "", say("texts.file")).kind("file");
    let credit = Input::text("credit", credit, say("texts.field-credit"));
    let form = Form::new(format!("{here}/bring-in"), say("texts.bring-in"))
        .go()
        .input(file.hint(say("texts.file-hint")).fault_in(&faults))
        .input(credit.hint(say("texts.field-credit-hint")));
    let language = endonym(&queue.language);
    let title = say("texts.bring-in-title").text("language", language.clone());
    sheet(lang, who, setup, title)
        .under(say("texts.title-in").text("language", language), here)
        .lead(say("texts.bring-in-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
}

/// Takes a file.
#[post("/<lang>/desk/p/<process>/texts/<tongue>/bring-in", data = "<form>")]
pub async fn take(
    lang: Lang,
    process: ProcessSlug,
    tongue: &str,
    form: PostedFile<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let permit = may_translate(house, &who.0, &process.0).await.map_err(wrong::problem)?;
    let setup = process::load(house, &who, &process).await?;
    let queue = queue(house, &process.0, tongue).await.map_err(wrong::problem)?;
    let credit = form.0.get("credit");
    let done = bring_in(house, &permit, &queue, &credit, form.0.file("file"));
    let on = |_| Redirect::to(uri!(list::one(lang, process.clone(), tongue)));
    let again = async |faults| Ok(page(lang, &who, &setup, &queue, &credit, faults));
    deed::answer(&form.0, done, on, again).await
}
