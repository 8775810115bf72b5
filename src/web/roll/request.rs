//! Asking for a place on the roll: one question per page, the answers kept under a code.

use std::sync::Arc;

use morada_engine::ids::PlaceId;
use rocket::data::ToByteUnit;
use rocket::form::{self, DataField, FromForm, Options, ValueField};
use rocket::http::{CookieJar, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::front::base;
use super::question::{Question, Radios};
use super::words::{evidence, said, tie};
use super::{cookies, standing};
use crate::app::House;
use crate::app::roll::keeping::kind_of;
use crate::app::roll::people::{BornAnswers, tie_name};
use crate::app::roll::request::{
    self as requests, Answers, MOST_PAPERS, Mine, Step, add_paper, drop_papers, first_open, send,
};
use crate::app::staff::DeskError;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::{Answer, Answered};
use crate::web::client::Client;
use crate::web::csrf::{Posted, PostedFile};
use crate::web::forms::{Faults, Field};
use crate::web::pace::Pace;
use crate::web::page::Page;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::site::Site;
use crate::web::staff::typed::Typed;
use crate::web::staff::wrong;

/// Begins a request.
#[post("/<lang>/roll/<place>/begin", data = "<_form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the door needs")]
pub async fn begin(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    client: Client,
    house: &State<Arc<House>>,
    pace: &State<Pace>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    pace.count(client).map_err(Problem::TooMany)?;
    let code = requests::begin(house, &place.0).await.map_err(wrong::problem)?;
    cookies::keep_code(jar, site, &code);
    Ok(to_step(lang, place, Step::Place))
}

fn to_step(lang: Lang, place: PlaceSlug, step: Step) -> Answer {
    Redirect::to(uri!(show_step(lang, place, step.name()))).into()
}

/// The request of this browser; without one, the way to where its code is typed.
pub(super) async fn mine(
    house: &House,
    place: &PlaceId,
    jar: &CookieJar<'_>,
    site: &Site,
) -> Result<Option<Mine>, Problem> {
    let Some(code) = cookies::code(jar, site) else { return Ok(None) };
    match requests::mine(house, place, &code).await {
        Ok(mine) => Ok(Some(mine)),
        Err(DeskError::Unknown) => Ok(None),
        Err(error) => Err(wrong::problem(error)),
    }
}

/// Asks one question.
#[get("/<lang>/roll/<place>/request/<step>", rank = 2)]
pub async fn show_step(
    lang: Lang,
    place: PlaceSlug,
    step: &str,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let step = Step::from_name(step).ok_or(Problem::NotFound)?;
    match mine(house, &place.0, jar, site).await? {
        Some(mine) if mine.is_open() => {
            let answers = mine.answers.clone();
            Ok(page(lang, &mine, step, &answers, Faults::none(), jar, site).into())
        }
        _ => Ok(Redirect::to(uri!(standing::show(lang, place))).into()),
    }
}

/// Keeps the answer to one question and goes on to the next.
#[post("/<lang>/roll/<place>/request/<step>", data = "<form>", rank = 2)]
pub async fn answer_step(
    lang: Lang,
    place: PlaceSlug,
    step: &str,
    form: Posted<Typed>,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let step = Step::from_name(step).ok_or(Problem::NotFound)?;
    let Some(mine) = mine(house, &place.0, jar, site).await? else {
        return Ok(Redirect::to(uri!(standing::show(lang, place))).into());
    };
    let answers = read(&form.0);
    match requests::answer(house, &mine, step, &answers).await {
        Ok(()) => Ok(to_step(lang, place, after(step))),
        Err(DeskError::Frozen) => Ok(Redirect::to(uri!(standing::show(lang, place))).into()),
        Err(error) => {
            let faults = wrong::faults(error)?;
            Ok(page(lang, &mine, step, &answers, faults, jar, site).into())
        }
    }
}

fn after(step: Step) -> Step {
    let mut rest = Step::ALL.into_iter().skip_while(|one| *one != step);
    rest.nth(1).unwrap_or(Step::Check)
}

fn before(step: Step) -> Option<Step> {
    Step::ALL.into_iter().take_while(|one| *one != step).last()
}

fn read(typed: &Typed) -> Answers {
    Answers {
        area: typed.get("area"),
        tie: typed.get("tie"),
        since_year: typed.get("since-year"),
        since_month: typed.get("since-month"),
        evidence: typed.get("evidence"),
        codes: typed.get("codes"),
        name: typed.get("name"),
        born: BornAnswers {
            day: typed.get("day"),
            month: typed.get("month"),
            year: typed.get("year"),
        },
        ..Answers::default()
    }
}

/// Adds a photo, and shows the page again: perhaps there is another side.
#[post("/<lang>/roll/<place>/request/photo", data = "<form>")]
#[allow(clippy::too_many_arguments, reason = "each guard is one thing the door needs")]
pub async fn add_photo(
    lang: Lang,
    place: PlaceSlug,
    _under_way: UnderWay,
    form: PostedFile<PhotoForm>,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let Some(mine) = mine(house, &place.0, jar, site).await? else {
        return Ok(Redirect::to(uri!(standing::show(lang, place))).into());
    };
    match add_paper(house, &mine, &form.0.photo).await {
        Ok(()) => Ok(to_step(lang, place, Step::Paper)),
        Err(error) => {
            let (faults, answers) = (wrong::faults(error)?, mine.answers.clone());
            Ok(page(lang, &mine, Step::Paper, &answers, faults, jar, site).into())
        }
    }
}

/// A browser with a request that is open. Nobody else's files are read at all.
pub struct UnderWay;

#[rocket::async_trait]
impl<'r> FromRequest<'r> for UnderWay {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, ()> {
        let state = request.rocket();
        let (Some(house), Some(site)) = (state.state::<Arc<House>>(), state.state::<Site>()) else {
            return Outcome::Error((Status::InternalServerError, ()));
        };
        let Some(Ok(place)) = request.param::<PlaceSlug>(2) else {
            return Outcome::Error((Status::NotFound, ()));
        };
        match mine(house, &place.0, request.cookies(), site).await {
            Ok(Some(mine)) if mine.is_open() => Outcome::Success(Self),
            Ok(_) | Err(_) => Outcome::Error((Status::NotFound, ())),
        }
    }
}

/// A photo and nothing else: other parts of the form are not read.
#[derive(Default)]
pub struct PhotoForm {
    photo: Vec<u8>,
}

/// The largest photo.
const MOST_MEBIBYTES: u64 = 8;

#[rocket::async_trait]
impl<'r> FromForm<'r> for PhotoForm {
    type Context = Self;

    fn init(_: Options) -> Self {
        <Self as Default>::default()
    }

    fn push_value(_: &mut Self, _: ValueField<'r>) {}

    async fn push_data(form: &mut Self, field: DataField<'r, '_>) {
        if field.name.source() != "photo" {
            return;
        }
        // One above the limit is not taken by halves: it counts as no photo.
        if let Ok(bytes) = field.data.open(MOST_MEBIBYTES.mebibytes()).into_bytes().await
            && bytes.is_complete()
        {
            form.photo = bytes.into_inner();
        }
    }

    fn finalize(form: Self) -> form::Result<'r, Self> {
        Ok(form)
    }
}

/// Takes the photos back.
#[post("/<lang>/roll/<place>/request/no-photo", data = "<_form>")]
pub async fn drop_photos(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    if let Some(mine) = mine(house, &place.0, jar, site).await? {
        drop_papers(house, &mine).await.map_err(wrong::problem)?;
    }
    Ok(to_step(lang, place, Step::Paper))
}

/// Sends the request.
#[post("/<lang>/roll/<place>/request/send", data = "<_form>")]
pub async fn send_it(
    lang: Lang,
    place: PlaceSlug,
    _form: Posted<Typed>,
    house: &State<Arc<House>>,
    site: &State<Site>,
    jar: &CookieJar<'_>,
) -> Answered {
    let Some(mine) = mine(house, &place.0, jar, site).await? else {
        return Ok(Redirect::to(uri!(standing::show(lang, place))).into());
    };
    match send(house, &mine).await {
        Ok(()) | Err(DeskError::Frozen) => {
            Ok(Redirect::to(uri!(standing::show(lang, place))).into())
        }
        Err(error) => {
            // What is wrong is told on the page of the first question that has to change.
            let faults = wrong::faults(error)?;
            let step = first_open(house, &mine).unwrap_or_else(|| step_of(&faults));
            let answers = mine.answers.clone();
            Ok(page(lang, &mine, step, &answers, faults, jar, site).into())
        }
    }
}

fn step_of(faults: &Faults) -> Step {
    let has = |fields: &[&str]| fields.iter().any(|field| faults.of_field(field).is_some());
    if has(&["area", "tie", "since-year"]) {
        Step::Place
    } else if has(&["evidence", "codes"]) {
        Step::Evidence
    } else {
        Step::Person
    }
}

fn page(
    lang: Lang,
    mine: &Mine,
    step: Step,
    answers: &Answers,
    faults: Faults,
    jar: &CookieJar<'_>,
    site: &Site,
) -> Page {
    let base = base(lang, &mine.kept);
    let number = Step::ALL.iter().take_while(|one| **one != step).count() + 1;
    let action = format!("{base}/request/{}", step.name());
    let page = match step {
        Step::Place => place_page(mine, action, answers, &faults),
        Step::Evidence => evidence_page(mine, action, answers, &faults),
        Step::Paper => paper_page(mine, &base, faults.clone()),
        Step::Person => person_page(action, answers, &faults),
        Step::Check => return standing::check(lang, mine, jar, site),
    };
    let back = before(step).map(|step| format!("{base}/request/{}", step.name()));
    let mut page = page
        .place(number, Step::ALL.len())
        .back(back.unwrap_or_else(|| base.clone()))
        .faults(faults);
    if let Some(code) = cookies::code(jar, site) {
        page = page.code(code.printed());
    }
    page.page()
}

fn place_page(mine: &Mine, action: String, answers: &Answers, faults: &Faults) -> Question {
    let say = Message::new;
    let rule = &mine.kept.roll.rule;
    let areas = rule.areas.iter().map(|area| (area.clone(), said(area))).collect();
    let ties = rule.basis.iter().map(|one| (tie_name(*one).to_owned(), tie(*one))).collect();
    let chosen = match (answers.tie.is_empty(), rule.basis.first()) {
        (true, Some(only)) if rule.basis.len() == 1 => tie_name(*only).to_owned(),
        _ => answers.tie.clone(),
    };
    let short = |name, value: &str, label| {
        Field::text(name, value, say(label)).kind("text").fault_in(faults)
    };
    Question::new(say("roll.place-title"), action)
        .lead(say("roll.place-lead"))
        .radios(Radios::new("area", say("roll.place-area"), &answers.area, areas, faults))
        .radios(Radios::new("tie", say("roll.place-tie"), &chosen, ties, faults))
        .row(
            say("roll.place-since"),
            say("roll.place-since-hint"),
            vec![
                short("since-month", &answers.since_month, "roll.month"),
                short("since-year", &answers.since_year, "roll.year"),
            ],
        )
}

fn evidence_page(mine: &Mine, action: String, answers: &Answers, faults: &Faults) -> Question {
    let say = Message::new;
    let kinds = mine.kept.evidence().into_iter().map(kind_of);
    let kinds = kinds.map(|kind| (kind.to_owned(), evidence(kind))).collect();
    Question::new(say("roll.evidence-title"), action)
        .lead(say("roll.evidence-lead"))
        .radios(Radios::new(
            "evidence",
            say("roll.evidence-kind"),
            &answers.evidence,
            kinds,
            faults,
        ))
        .field(
            Field::text("codes", &answers.codes, say("attest.codes"))
                .code()
                .hint(say("attest.codes-hint"))
                .fault_in(faults),
        )
}

fn paper_page(mine: &Mine, base: &str, faults: Faults) -> Question {
    let say = Message::new;
    let sent = mine.papers as u64;
    let on = (say("roll.paper-on"), format!("{base}/request/person"));
    if mine.papers >= MOST_PAPERS {
        return Question::new(say("roll.paper-full-title"), format!("{base}/request/no-photo"))
            .lead(say("roll.paper-sent").count("n", sent))
            .button(say("roll.paper-drop"))
            .skip(on.0, on.1);
    }
    let lead =
        if sent == 0 { say("roll.paper-lead") } else { say("roll.paper-sent").count("n", sent) };
    let skip = if sent == 0 { say("roll.paper-later") } else { on.0 };
    Question::new(say("roll.paper-title"), format!("{base}/request/photo"))
        .faults(faults)
        .lead(lead)
        .photo(say("roll.paper-photo"))
        .button(say("roll.paper-send"))
        .skip(skip, on.1)
}

fn person_page(action: String, answers: &Answers, faults: &Faults) -> Question {
    let say = Message::new;
    let short = |name, value: &str, label| Field::text(name, value, say(label)).fault_in(faults);
    Question::new(say("roll.person-title"), action)
        .field(
            Field::text("name", &answers.name, say("roll.person-name"))
                .hint(say("roll.person-name-hint"))
                .autocomplete("name")
                .fault_in(faults),
        )
        .row(
            say("roll.person-born"),
            say("roll.person-born-hint"),
            vec![
                short("day", &answers.born.day, "roll.day-of-month"),
                short("month", &answers.born.month, "roll.month"),
                short("year", &answers.born.year, "roll.year"),
            ],
        )
}
