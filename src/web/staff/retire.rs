//! Retiring voting codes: somebody hands a letter in and votes on paper, or a code was seen.
//!
//! Whoever holds a code may do it, at the desk or at home: the code itself signs. So nobody is signed
//! in here, and the request needs the box alone.

use std::sync::Arc;

use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::sheet::{Form, Input, Section, Sheet};
use super::typed::Typed;
use crate::app::enter_booth::EnterError;
use crate::app::{House, public_election, retire_code};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::client::Client;
use crate::web::csrf::Posted;
use crate::web::forms::{Fault, Faults};
use crate::web::pace::Pace;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::site::words_in;

/// The most codes at once: a pile that somebody typed in.
const MOST: usize = 50;

/// Asks for codes. `done` says how many were retired just now.
#[get("/<lang>/p/<process>/retire?<done>")]
pub async fn ask(
    lang: Lang,
    process: ProcessSlug,
    done: Option<u64>,
    house: &State<Arc<House>>,
) -> Answered {
    let nothing = <Typed as Default>::default();
    Ok(sheet(lang, &process, house, &nothing, done, Faults::none()).await?.into())
}

async fn sheet(
    lang: Lang,
    process: &ProcessSlug,
    house: &House,
    typed: &Typed,
    done: Option<u64>,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
    let papers = &public.election.papers;
    let title = words_in(&papers.title, lang, &papers.languages).text;
    let sure = vec![("yes".to_owned(), say("staff.retire-sure-yes"))];
    let form = Form::new(format!("/{lang}/p/{}/retire", process.0), say("staff.retire"))
        .go()
        .input(
            Input::text("codes", typed.get("codes"), say("staff.retire-codes"))
                .area()
                .spoken("en")
                .hint(say("staff.retire-hint"))
                .fault_in(&faults),
        )
        .input(
            Input::any_of("sure", &typed.all("sure"), say("staff.retire-sure"), sure)
                .fault_in(&faults),
        );
    let sheet = Sheet::new(lang, say("staff.retire"))
        .under(super::desk::said(&title), format!("/{lang}/p/{}", process.0))
        .lead(say("staff.retire-lead"))
        .faults(faults);
    let sheet = match done {
        Some(n) => sheet.with(Section::plain().paragraph(say("staff.retire-done").count("n", n))),
        None => sheet,
    };
    Ok(sheet
        .with(Section::plain().form(form))
        .beside(Section::new(say("staff.retire-after")).paragraph(say("staff.retire-after-how"))))
}

/// Retires codes, each for itself: a code that is refused keeps none of the others.
#[post("/<lang>/p/<process>/retire", data = "<form>")]
pub async fn retire(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    client: Client,
    house: &State<Arc<House>>,
    pace: &State<Pace>,
) -> Answered {
    let typed = form.0;
    if typed.only_speaks_another_language() {
        return Ok(sheet(lang, &process, house, &typed, None, Faults::none()).await?.into());
    }
    let text = typed.get("codes");
    let codes: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut faults = Vec::new();
    if codes.is_empty() || codes.len() > MOST {
        faults.push(at("codes", Message::new("staff.retire-none").count("most", MOST as u64)));
    }
    if typed.get("sure") != "yes" {
        faults.push(at("sure", Message::new("staff.retire-not-sure")));
    }
    if faults.is_empty() {
        for (line, code) in (1..).zip(&codes) {
            match retire_code(house, &process.0, code).await {
                Ok(()) => {}
                Err(error) => {
                    faults.push(at("codes", refused(house, &process, error, line).await?));
                }
            }
        }
    }
    if faults.is_empty() {
        let done = Some(codes.len() as u64);
        return Ok(Redirect::to(uri!(ask(lang, process, done))).into());
    }
    // Only tries that failed count, as at the door of the vote.
    pace.count(client).map_err(Problem::TooMany)?;
    Ok(sheet(lang, &process, house, &typed, None, Faults::of(faults)).await?.into())
}

fn at(field: &str, message: Message) -> Fault {
    Fault { field: field.to_owned(), message }
}

/// Why the code in a line was not retired. The others were; doing it again changes nothing.
async fn refused(
    house: &House,
    process: &ProcessSlug,
    error: EnterError,
    line: u64,
) -> Result<Message, Problem> {
    let zone = || async {
        let public = public_election(house, &process.0).await?.ok_or(Problem::NotFound)?;
        Ok::<String, Problem>(public.election.papers.time_zone.clone())
    };
    Ok(match error {
        EnterError::Mistyped(_) => Message::new("staff.retire-mistyped").count("line", line),
        EnterError::Unknown => Message::new("staff.retire-unknown").count("line", line),
        EnterError::Retired => Message::new("staff.retire-again").count("line", line),
        EnterError::NotYet(at) => {
            Message::new("staff.retire-early").moment("at", Moment::new(at, &zone().await?))
        }
        EnterError::Over(at) => {
            Message::new("staff.retire-late").moment("at", Moment::new(at, &zone().await?))
        }
        EnterError::NoElection => return Err(Problem::NotFound),
        EnterError::Store(error) => return Err(error.into()),
    })
}
