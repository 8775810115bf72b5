//! The desk's first page: every process, where it stands, and what is due.

use std::sync::Arc;

use morada_engine::ids::PlaceId;
use morada_engine::permission::{Act, Grant};
use morada_engine::permit::act::{ChangeStaff, DraftBallot, ReadStaffLog, RunCouncil};
use morada_engine::phase::{Phase, Standing};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::sheet::{Form, Input, Row, Section, Sheet, Table, Tag};
use super::typed::Typed;
use super::{AtDesk, deed, process, wrong};
use crate::app::House;
use crate::app::staff::permits;
use crate::app::staff::setup::begin::{BeginAnswers, Place, begin_process, places};
use crate::app::staff::setup::overview::{Setup, all_processes};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::site::words_in;

/// Every process of the places where somebody works.
#[get("/<lang>/desk")]
pub async fn show(lang: Lang, who: AtDesk, house: &State<Arc<House>>) -> Answered {
    let state = Message::new("staff.state");
    let open = Message::new("staff.open-link");
    let columns = vec![Message::new("staff.process"), state.clone(), open.clone()];
    let mut table = Table::new(Message::new("staff.processes"), columns);
    for found in all_processes(house).await?.into_iter().rev() {
        let setup = Setup::load(house, &found.id).await.map_err(wrong::problem)?;
        if who.0.roles_in(&setup.place.id).is_empty() {
            continue;
        }
        let title = text(lang, &setup, &setup.process.title);
        let href = format!("/{lang}/desk/p/{}", found.id);
        let standing = setup.standing(house);
        table = table.row(
            Row::new(title, Some(due(&standing)))
                .tag(state.clone(), Tag::new("tag--info", "info", phase_name(standing.phase)))
                .link(open.clone(), open.clone(), href),
        );
    }
    let here = places(house).await.map_err(wrong::problem)?;
    let sheet = Sheet::new(lang, Message::new("staff.desk"))
        .by(&who)
        .with(Section::plain().table(table))
        .beside(more(lang, &who, &here));
    Ok(sheet.into())
}

/// The ways from here that are open to whoever is signed in.
fn more(lang: Lang, who: &AtDesk, here: &[Place]) -> Section {
    let say = Message::new;
    let mut more = Section::new(say("staff.more"));
    if who.0.account().roles.iter().any(|held| Act::DraftBallot.grant(held.role) != Grant::Refused)
    {
        more = more.link(say("staff.begin"), format!("/{lang}/desk/begin"));
    }
    if permits::permit_in_house::<ReadStaffLog>(&who.0).is_ok() {
        more = more.link(say("staff.log"), format!("/{lang}/desk/log"));
    }
    if permits::one_of_two_in_house::<ChangeStaff>(&who.0).is_ok() {
        more = more.link(say("staff.accounts"), format!("/{lang}/desk/staff"));
    }
    for place in here {
        if permits::permit_in_own_place::<RunCouncil>(&who.0, &place.id).is_ok() {
            let name = words_in(&place.name, lang, &place.languages).text;
            let title = say("seats.desk-title").text("place", name);
            more = more.link(title, format!("/{lang}/desk/elections/{}", place.id));
        }
    }
    for held in &who.0.account().roles {
        if let Some(place) = &held.place
            && Act::KnowAssociation.grant(held.role) != Grant::Refused
        {
            more =
                more.link(say("groups.desk-title"), format!("/{lang}/desk/associations/{place}"));
        }
    }
    more.link(say("roll.desk-all"), format!("/{lang}/desk/roll"))
        .link(say("staff.me"), format!("/{lang}/desk/me"))
}

/// What is due, in a sentence.
fn due(standing: &Standing) -> Message {
    match (&standing.waiting, standing.next) {
        (Some(waiting), _) => {
            Message::new("staff.due-waits").text("missing", waiting.missing.len().to_string())
        }
        (None, Some(_)) => Message::new("staff.due-clock"),
        (None, None) => Message::new("staff.due-nothing"),
    }
}

/// A text of a process for the reader.
pub fn text(lang: Lang, setup: &Setup, text: &morada_engine::contest::Text) -> Message {
    said(&words_in(text, lang, &setup.process.languages).text)
}

/// Words as they are.
pub fn said(words: &str) -> Message {
    Message::new("staff.as-is").text("words", words)
}

/// The name of a phase.
pub fn phase_name(phase: Phase) -> Message {
    Message::new(match phase {
        Phase::Draft => "staff.phase-draft",
        Phase::Informing => "staff.phase-informing",
        Phase::Accepting => "staff.phase-accepting",
        Phase::Reviewing => "staff.phase-reviewing",
        Phase::Supporting => "staff.phase-supporting",
        Phase::Evaluating => "staff.phase-evaluating",
        Phase::Provisional => "staff.phase-provisional",
        Phase::Appeals => "staff.phase-appeals",
        Phase::FinalList => "staff.phase-final",
        Phase::Balloting => "staff.phase-balloting",
        Phase::Counting => "staff.phase-counting",
        Phase::Published => "staff.phase-published",
        Phase::Implementing => "staff.phase-implementing",
        Phase::Closed => "staff.phase-closed",
    })
}

/// Asks for the name of a new process.
#[get("/<lang>/desk/begin")]
pub async fn begin_form(lang: Lang, who: AtDesk, house: &State<Arc<House>>) -> Answered {
    let all = places(house).await.map_err(wrong::problem)?;
    Ok(begin_sheet(lang, &who, &all, &<Typed as Default>::default(), Faults::none()).into())
}

fn begin_sheet(lang: Lang, who: &AtDesk, all: &[Place], typed: &Typed, faults: Faults) -> Sheet {
    let choice = |place: &Place| {
        (place.id.to_string(), said(&words_in(&place.name, lang, &place.languages).text))
    };
    let mut form = Form::new(format!("/{lang}/desk/begin"), Message::new("staff.begin"))
        .go()
        .input(Input::one_of(
            "place",
            &typed.get("place"),
            Message::new("staff.place"),
            all.iter().map(choice).collect(),
        ))
        .input(
            Input::text("id", typed.get("id"), Message::new("staff.address"))
                .hint(Message::new("staff.address-hint"))
                .fault_in(&faults),
        );
    for language in languages(all) {
        let name = format!("title-{language}");
        form = form.input(
            Input::text(&name, typed.get(&name), title_label(&language))
                .spoken(&language)
                .fault_in(&faults),
        );
    }
    Sheet::new(lang, Message::new("staff.begin"))
        .by(who)
        .under(Message::new("staff.desk"), format!("/{lang}/desk"))
        .lead(Message::new("staff.begin-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
}

/// "Title in Português".
pub fn title_label(language: &str) -> Message {
    Message::new("staff.title-in").text("language", endonym(language))
}

/// A language's own name, or its code.
pub fn endonym(language: &str) -> String {
    Lang::parse(language).map_or(language.to_owned(), |lang| lang.endonym().to_owned())
}

/// Words that turn nothing around them: one name in a list of names in several scripts.
pub fn apart(words: &str) -> String {
    format!("\u{2068}{words}\u{2069}")
}

fn languages(all: &[Place]) -> Vec<String> {
    all.first().map(|place| place.languages.clone()).unwrap_or_default()
}

/// Begins a process.
#[post("/<lang>/desk/begin", data = "<form>")]
pub async fn begin(
    lang: Lang,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let all = places(house).await.map_err(wrong::problem)?;
    let place = PlaceId::parse(&typed.get("place")).map_err(|_| Problem::NotFound)?;
    let answers =
        BeginAnswers { id: typed.get("id"), titles: typed.per_language("title", &languages(&all)) };
    let done = async {
        let permit = permits::permit_in_place::<DraftBallot>(&who.0, &place)?;
        begin_process(house, &permit, &answers).await
    };
    let on = |id| Redirect::to(uri!(process::show(lang, ProcessSlug(id))));
    let again = async |faults| Ok(begin_sheet(lang, &who, &all, &typed, faults));
    deed::answer(&typed, done, on, again).await
}
