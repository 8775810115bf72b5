//! The council's register: sent, looked through, every fault by row in a file, and taken by two people.

use std::sync::Arc;

use morada_engine::permit::OneOfTwo;
use morada_engine::permit::act::ImportRoll;
use morada_engine::roll::register::{Field, Mapping};
use rocket::http::{ContentType, Header};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::overview::{base, here, sheet};
use super::register_words::{fault_file, field, no_register, row_fault};
use crate::app::House;
use crate::app::roll::keeping::Kept;
use crate::app::roll::register::Report;
use crate::app::roll::register::job::{self, Standing, begin, put_away, say_yes, standing};
use crate::app::staff::{DeskError, Wrong, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::voice::Voice;
use crate::web::answer::Answered;
use crate::web::csrf::{Posted, PostedFile};
use crate::web::forms::Faults;
use crate::web::page::Page;
use crate::web::params::PlaceSlug;
use crate::web::press::Press;
use crate::web::problem::Problem;
use crate::web::staff::sheet::{Form, Input, Row, Section, Table};
use crate::web::staff::typed::Typed;
use crate::web::staff::{AtDesk, wrong};

/// Faults that the page itself shows; the file has all of them.
const SHOWN: usize = 20;

fn half(who: &AtDesk, place: &PlaceSlug) -> Result<OneOfTwo<ImportRoll>, Problem> {
    permits::one_of_two_in_place(&who.0, &place.0).map_err(wrong::problem)
}

/// How far the register of whoever looks is, and what they can do.
#[get("/<lang>/desk/roll/<place>/register")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    Ok(page(lang, &place, &who, house, &<Typed as Default>::default(), Faults::none())
        .await?
        .into())
}

async fn page(
    lang: Lang,
    place: &PlaceSlug,
    who: &AtDesk,
    house: &House,
    typed: &Typed,
    faults: Faults,
) -> Result<Page, Problem> {
    let say = Message::new;
    let kept = here(house, who, place).await?;
    let half = half(who, place)?;
    let (stands, faults) = match standing(house, &half, &place.0).await {
        Ok(stands) => (stands, faults),
        Err(error) => (Standing::Failed, wrong::faults(error)?),
    };
    let mut page = sheet(lang, who, &kept, say("register.title")).lead(say("register.lead"));
    let working = matches!(stands, Standing::Reading(_) | Standing::Taking(_));
    if let Some(section) = told(&base(lang, &kept), &stands) {
        page = page.with(section);
    }
    if !working {
        page =
            page.with(Section::new(say("register.send")).form(form(lang, &kept, typed, &faults)));
    }
    let page = page.faults(faults).beside(never()).page();
    // Whoever has no JavaScript sees it move, too.
    Ok(if working { page.with_header("Refresh", "3") } else { page })
}

/// What is not let in.
fn never() -> Section {
    let say = Message::new;
    Section::new(say("register.never"))
        .paragraph(say("register.never-1"))
        .paragraph(say("register.never-2"))
        .paragraph(say("register.never-3"))
}

fn form(lang: Lang, kept: &Kept, typed: &Typed, faults: &Faults) -> Form {
    let say = Message::new;
    let file = Input::text("register", "", say("register.file")).kind("file");
    let file = file.hint(say("register.file-hint")).fault_in(faults);
    let form =
        Form::new(format!("{}/register", base(lang, kept)), say("register.look")).input(file);
    Field::ALL.into_iter().fold(form, |form, one| {
        let label = say("register.column-of").said("field", field(one));
        let input = Input::text(one.name(), typed.get(one.name()), label);
        form.input(if one == Field::Name { input.hint(say("register.column-hint")) } else { input })
    })
}

/// How it stands, in words and with what can be done now.
fn told(base: &str, stands: &Standing) -> Option<Section> {
    let say = Message::new;
    let away = || Form::new(format!("{base}/register/away"), say("register.away"));
    Some(match stands {
        Standing::Nothing => return None,
        Standing::Reading(percent) => Section::new(say("register.reading"))
            .paragraph(say("register.percent").count("n", *percent)),
        Standing::Taking(percent) => Section::new(say("register.taking"))
            .paragraph(say("register.percent").count("n", *percent)),
        Standing::NoRegister(fault) => {
            Section::new(say("register.none")).list(no_register(fault)).form(away())
        }
        Standing::Checked(report, _) if !report.faults.is_empty() => {
            faulty(base, report).form(away())
        }
        Standing::Checked(report, first) => {
            let yes = Form::new(format!("{base}/register/yes"), say("register.yes"));
            let section = Section::new(say("register.good")).table(numbers(report));
            let section = match first {
                Some(name) => section.paragraph(say("register.second").text("name", name)),
                None => section.paragraph(say("register.first")),
            };
            section.form(yes.go())
        }
        Standing::First => {
            Section::new(say("register.waits")).paragraph(say("register.waits-note"))
        }
        Standing::Taken(report) => Section::new(say("register.taken")).table(numbers(report)),
        Standing::Failed => {
            Section::new(say("register.failed")).paragraph(say("register.failed-note"))
        }
    })
}

fn faulty(base: &str, report: &Report) -> Section {
    let say = Message::new;
    let first =
        report.faults.iter().take(SHOWN).map(|(row, fault)| {
            say("register.row").count("n", *row).said("fault", row_fault(*fault))
        });
    Section::new(say("register.faulty").count("n", report.faults.len() as u64))
        .paragraph(say("register.faulty-note"))
        .list(first.collect())
        .link(say("register.faults-file"), format!("{base}/register/faults.csv"))
}

fn numbers(report: &Report) -> Table {
    let say = Message::new;
    let (what, how_many) = (say("staff.what"), say("register.how-many"));
    let table = Table::new(say("register.numbers"), vec![what, how_many.clone()]);
    [
        ("register.rows", report.rows),
        ("register.new", report.new),
        ("register.same", report.same),
        ("register.renewed", report.renewed),
        ("register.ended", report.ended),
        ("register.not-yet", report.not_yet),
        ("register.doubles", report.doubles),
    ]
    .into_iter()
    .fold(table, |table, (name, n)| {
        table
            .row(Row::new(say(name), None).cell(how_many.clone(), say("roll.number").count("n", n)))
    })
}

/// Begins to look a register through.
#[post("/<lang>/desk/roll/<place>/register", data = "<form>")]
pub async fn send(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    form: PostedFile<Typed>,
    house: &State<Arc<House>>,
) -> Answered {
    here(house, &who, &place).await?;
    let (half, typed) = (half(&who, &place)?, form.0);
    let file = typed.file("register").to_vec();
    let mapping = Field::ALL
        .into_iter()
        .fold(Mapping::default(), |mapping, one| mapping.with(one, &typed.get(one.name())));
    let done = if file.is_empty() {
        Err(DeskError::fault("register", Wrong::Empty))
    } else {
        begin(house, &half, &place.0, file, mapping)
    };
    match done {
        Ok(()) => Ok(Redirect::to(uri!(show(lang, place))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &place, &who, house, &typed, faults).await?.into())
        }
    }
}

/// Says yes, as the first or the second of two.
#[post("/<lang>/desk/roll/<place>/register/yes", data = "<_form>")]
pub async fn yes(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    here(house, &who, &place).await?;
    let half = half(&who, &place)?;
    match say_yes(house, half, &place.0) {
        Ok(()) | Err(DeskError::Stale) => Ok(Redirect::to(uri!(show(lang, place))).into()),
        Err(error) => Err(wrong::problem(error)),
    }
}

/// Puts a register away that was looked through.
#[post("/<lang>/desk/roll/<place>/register/away", data = "<_form>")]
pub async fn away(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    here(house, &who, &place).await?;
    half(&who, &place)?;
    put_away(house, &who.0.account().id, &place.0);
    Ok(Redirect::to(uri!(show(lang, place))).into())
}

/// Every fault by row.
#[derive(rocket::Responder)]
pub struct FaultFile {
    body: Vec<u8>,
    kind: ContentType,
    disposition: Header<'static>,
    keeping: Header<'static>,
}

/// The file of faults.
#[get("/<lang>/desk/roll/<place>/register/faults.csv")]
pub async fn faults(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
    press: &State<Press>,
) -> Result<FaultFile, Problem> {
    here(house, &who, &place).await?;
    half(&who, &place)?;
    let report = job::report(house, &who.0.account().id, &place.0).ok_or(Problem::NotFound)?;
    let voice: &Voice = press.voice(lang);
    Ok(FaultFile {
        body: fault_file(voice, &report),
        kind: ContentType::CSV,
        disposition: Header::new("Content-Disposition", "attachment; filename=\"faults.csv\""),
        keeping: Header::new("Cache-Control", "no-store"),
    })
}
