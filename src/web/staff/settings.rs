//! The wizard: one topic a page.

use std::sync::Arc;

use morada_engine::contest::Openings;
use morada_engine::permit::act::DraftBallot;
use morada_engine::phase::{Dated, Phase};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::desk::{endonym, phase_name, said, title_label};
use super::sheet::{Form, Input, Section, Sheet};
use super::typed::Typed;
use super::{AtDesk, deed, process, voters};
use crate::app::House;
use crate::app::staff::setup::dates::set_dates;
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::setup::settings::{TopicAnswers, change_settings, title_in};
use crate::app::staff::setup::voters::VotersAnswers;
use crate::app::staff::{DeskError, Wrong, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;

/// The topics of the wizard and their titles.
const TOPICS: [(&str, &str); 6] = [
    ("name", "staff.topic-name"),
    ("voters", "staff.topic-voters"),
    ("dates", "staff.topic-dates"),
    ("languages", "staff.topic-languages"),
    ("secrecy", "staff.topic-secrecy"),
    ("trustees", "staff.topic-trustees"),
];

/// One topic with what is set up now.
#[get("/<lang>/desk/p/<process>/set/<topic>")]
pub async fn form(
    lang: Lang,
    process: ProcessSlug,
    topic: &str,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let field = |name: &str| now(&setup, name);
    let shown = Shown {
        field: &field,
        languages: setup.process.languages.clone(),
        voters: VotersAnswers::of(&setup.process.electorate),
    };
    Ok(sheet(lang, &who, &setup, topic, &shown, Faults::none())?.into())
}

/// What a field would hold for what is set up now.
fn now(setup: &Setup, name: &str) -> String {
    let process = &setup.process;
    match name {
        "batch_min" => process.batch_min.to_string(),
        "batch_minutes" => (process.batch_interval_s / 60).to_string(),
        "small_group" => process.small_group.to_string(),
        "openings" => match process.openings {
            Openings::Observers => "observers".to_owned(),
            Openings::Public => "public".to_owned(),
        },
        "trustees" => process.trustees.clone(),
        "witnesses" => process.witnesses.clone(),
        other => match other.split_once('-') {
            Some(("title", language)) => title_in(&process.title, language).to_owned(),
            Some(("date", phase)) => Phase::from_name(phase)
                .and_then(|phase| setup.calendar.starts_at(phase))
                .map(|at| Moment::new(at, &setup.place.time_zone).field_value())
                .unwrap_or_default(),
            _ => String::new(),
        },
    }
}

/// What the fields show.
struct Shown<'a> {
    field: &'a dyn Fn(&str) -> String,
    languages: Vec<String>,
    voters: VotersAnswers,
}

fn sheet(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    topic: &str,
    shown: &Shown<'_>,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let (_, title) = TOPICS.iter().find(|(name, _)| *name == topic).ok_or(Problem::NotFound)?;
    let action = format!("{}/set/{topic}", process::base(lang, setup));
    let mut form = Form::new(action, Message::new("staff.save"))
        .go()
        .hidden("revision", setup.process.revision.to_string());
    for input in inputs(setup, topic, shown) {
        form = form.input(input.fault_in(&faults));
    }
    Ok(process::sheet(lang, who, setup, Message::new(title))
        .faults(faults)
        .with(Section::plain().form(form))
        .changed_by(process::may_draft(who, setup)))
}

fn inputs(setup: &Setup, topic: &str, now: &Shown<'_>) -> Vec<Input> {
    let (say, typed, languages) = (Message::new, now.field, &now.languages);
    let line = |name: &str, label: &str| Input::text(name, typed(name), say(label));
    match topic {
        "name" => setup
            .process
            .languages
            .iter()
            .map(|language| {
                let name = format!("title-{language}");
                Input::text(&name, typed(&name), title_label(language)).spoken(language)
            })
            .collect(),
        "voters" => voters::inputs(&now.voters),
        "dates" => Phase::ALL
            .into_iter()
            .filter(|phase| *phase != Phase::Draft)
            .map(|phase| {
                let name = format!("date-{}", phase.name());
                Input::text(&name, typed(&name), phase_name(phase)).kind("datetime-local")
            })
            .collect(),
        "languages" => {
            let known = Lang::OFFERED.into_iter().map(|lang| lang.code().to_owned());
            let all: std::collections::BTreeSet<String> =
                known.chain(setup.process.languages.iter().cloned()).collect();
            let choices =
                all.into_iter().map(|code| (code.clone(), said(&endonym(&code)))).collect();
            vec![
                Input::any_of("languages", languages, say("staff.topic-languages"), choices)
                    .hint(say("staff.languages-hint")),
            ]
        }
        "secrecy" => vec![
            line("batch_min", "staff.batch-min").hint(say("staff.batch-hint")),
            line("batch_minutes", "staff.batch-minutes"),
            line("small_group", "staff.small-group"),
            Input::one_of(
                "openings",
                &typed("openings"),
                say("staff.openings"),
                vec![
                    ("observers".to_owned(), say("staff.openings-observers")),
                    ("public".to_owned(), say("staff.openings-public")),
                ],
            ),
        ],
        _ => vec![
            line("trustees", "staff.trustees").area().verbatim().hint(say("staff.trustees-hint")),
            line("witnesses", "staff.witnesses")
                .area()
                .verbatim()
                .hint(say("staff.witnesses-hint")),
        ],
    }
}

/// Stores one topic, or shows it again with what must be put right.
#[post("/<lang>/desk/p/<process>/set/<topic>", data = "<form>")]
pub async fn store(
    lang: Lang,
    process: ProcessSlug,
    topic: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let setup = process::load(house, &who, &process).await?;
    let done = change(house, &who, &process, &setup, topic, &typed);
    let on = |()| Redirect::to(uri!(process::show(lang, process.clone())));
    let again = async |faults| {
        let field = |name: &str| typed.get(name);
        let shown = Shown {
            field: &field,
            languages: typed.all("languages"),
            voters: voters::typed(&typed),
        };
        sheet(lang, &who, &setup, topic, &shown, faults)
    };
    deed::answer(&typed, done, on, again).await
}

async fn change(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
    setup: &Setup,
    topic: &str,
    typed: &Typed,
) -> Result<(), DeskError> {
    let permit = permits::permit::<DraftBallot>(house, &who.0, &process.0).await?;
    let answers = match topic {
        "dates" => {
            let dates = dates(setup, typed)?;
            return set_dates(house, &permit, typed.revision(), dates).await;
        }
        "name" => TopicAnswers::Name(typed.per_language("title", &setup.process.languages)),
        "voters" => TopicAnswers::Voters(Box::new(voters::typed(typed))),
        "languages" => TopicAnswers::Languages(in_order(setup, typed.all("languages"))),
        "secrecy" => TopicAnswers::Secrecy {
            batch_min: typed.get("batch_min"),
            batch_minutes: typed.get("batch_minutes"),
            small_group: typed.get("small_group"),
            openings: typed.get("openings"),
        },
        "trustees" => TopicAnswers::Trustees {
            trustees: typed.get("trustees"),
            witnesses: typed.get("witnesses"),
        },
        _ => return Err(DeskError::Unknown),
    };
    change_settings(house, &permit, typed.revision(), &answers).await
}

/// The place's own language first, as the law wants it, then the others as they were chosen.
fn in_order(setup: &Setup, mut chosen: Vec<String>) -> Vec<String> {
    let own = setup.place.languages.first();
    chosen.sort_by_key(|language| Some(language) != own);
    chosen
}

fn dates(setup: &Setup, typed: &Typed) -> Result<Vec<Dated>, DeskError> {
    let (mut dates, mut faults) = (Vec::new(), Vec::new());
    for phase in Phase::ALL {
        let field = format!("date-{}", phase.name());
        let text = typed.get(&field);
        if text.trim().is_empty() {
            continue;
        }
        match Moment::parse_field(&text, &setup.place.time_zone) {
            Ok(starts_at) => dates.push(Dated { phase, starts_at }),
            Err(_) => faults.push(crate::app::staff::Fault::new(field, Wrong::NotATime)),
        }
    }
    if faults.is_empty() { Ok(dates) } else { Err(DeskError::Faulty(faults)) }
}
