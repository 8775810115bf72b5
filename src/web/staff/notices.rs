//! Public notices about a vote: what stands in the public list, the next one, and taking one back.

use std::future::Future;
use std::sync::Arc;

use morada_engine::ledger::record::Dispute;
use morada_engine::permit::act::AmendBallot;
use morada_engine::phase::BoxState;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::desk::{endonym, said, text};
use super::opening::people;
use super::sheet::{Form, Input, Section, Sheet};
use super::typed::Typed;
use super::{AtDesk, deed, process, wrong};
use crate::app::House;
use crate::app::notices::{PublicDispute, disputes, notices};
use crate::app::staff::after_close::{
    Matter, confirm_notice, propose_notice, propose_taking_back, waiting,
};
use crate::app::staff::confirm::{Waiting, take_back as take_confirmation_back};
use crate::app::staff::outgoing::{INCIDENT, newest_fate};
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::{DeskError, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::forms::Faults;
use crate::web::observer::dispute::about_key;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;

/// The notices of a process.
#[get("/<lang>/desk/p/<process>/notices")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let nothing = <Typed as Default>::default();
    Ok(sheet(lang, &who, &process, house, &nothing, Faults::none()).await?.into())
}

async fn sheet(
    lang: Lang,
    who: &AtDesk,
    process: &ProcessSlug,
    house: &House,
    typed: &Typed,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let setup = process::load(house, who, process).await?;
    let half = permits::one_of_two::<AmendBallot>(house, &who.0, &process.0)
        .await
        .map_err(wrong::problem)?;
    let fate = newest_fate(house, &process.0, INCIDENT).await?;
    let mut sheet = process::sheet(lang, who, &setup, say("staff.notices"))
        .lead(say("staff.notices-lead"))
        .refused(fate.as_ref())
        .faults(faults.clone());
    let (base, zone) = (process::base(lang, &setup), &setup.place.time_zone);
    for notice in notices(house, &process.0).await? {
        let at = say("staff.notice-at").moment("at", Moment::new(notice.at, zone));
        let mut section = Section::new(at).paragraph(text(lang, &setup, &notice.text));
        section = match notice.taken_back_at {
            Some(at) => section
                .paragraph(say("staff.notice-taken-back").moment("at", Moment::new(at, zone))),
            None => section.form(
                Form::new(format!("{base}/notices/withdraw"), say("staff.notice-take-back"))
                    .hidden("notice", &notice.id),
            ),
        };
        sheet = sheet.with(section);
    }
    for PublicDispute { about, text: words, at } in disputes(house, &process.0).await? {
        let at = say("staff.notice-at").moment("at", Moment::new(at, zone));
        let words = text(lang, &setup, &words);
        sheet = sheet.with(Section::new(say(about_key(about))).paragraph(at).paragraph(words));
    }
    if setup.ballot_box < BoxState::Opened {
        return Ok(sheet.with(Section::plain().paragraph(say("staff.notices-early"))));
    }
    let found = waiting(house, &half).await.map_err(wrong::problem)?;
    for (first, matter) in &found {
        sheet = confirming(sheet, &setup, &base, first, matter, &faults);
    }
    if found.is_empty() {
        let form = form(&setup, &base, typed, &faults);
        sheet = sheet.beside(Section::new(say("staff.notice-new")).form(form));
    }
    Ok(sheet)
}

/// What waits for a second officer, with the way to confirm and to take it back.
fn confirming(
    sheet: Sheet,
    setup: &Setup,
    base: &str,
    first: &Waiting,
    matter: &Matter,
    faults: &Faults,
) -> Sheet {
    let say = Message::new;
    let Matter::Notice { about, text } = matter else { return sheet };
    let confirm = Form::new(format!("{base}/notices/confirm"), say("staff.confirm-second"))
        .go()
        .hidden("id", &first.id)
        .hidden("sha", &first.sha)
        .input(phrase(setup, faults));
    let back = Form::new(format!("{base}/notices/back"), say("staff.take-back"));
    sheet
        .beside(
            Section::new(say("staff.two-people"))
                .people(people(Some(first), &setup.place.time_zone))
                .paragraph(say(about.map_or("staff.notice-about-all", about_key)))
                .paragraph(said(text))
                .form(confirm),
        )
        .beside(Section::new(say("staff.take-back")).form(back.hidden("id", &first.id)))
}

fn form(setup: &Setup, base: &str, typed: &Typed, faults: &Faults) -> Form {
    let say = Message::new;
    let one_vote = Dispute::ALL.map(|about| (about.as_str().to_owned(), say(about_key(about))));
    let mut about = vec![(String::new(), say("staff.notice-about-all"))];
    about.extend(one_vote);
    let mut form = Form::new(format!("{base}/notices"), say("staff.confirm-first")).go().input(
        Input::one_of("about", &typed.get("about"), say("staff.notice-about"), about)
            .hint(say("staff.notice-about-hint"))
            .fault_in(faults),
    );
    for language in &setup.process.languages {
        let name = format!("text-{language}");
        let label = say("staff.notice-in").text("language", endonym(language));
        let input = Input::text(&name, typed.get(&name), label).area().spoken(language);
        form = form.input(input.fault_in(faults));
    }
    form.input(phrase(setup, faults))
}

fn phrase(setup: &Setup, faults: &Faults) -> Input {
    let words = format!("NOTICE {}", super::after::year(setup.process.id.as_str()));
    Input::text("phrase", "", Message::new("staff.phrase"))
        .hint(Message::new("staff.phrase-hint").text("phrase", words))
        .fault_in(faults)
}

/// Proposes a notice as the first of two.
#[post("/<lang>/desk/p/<process>/notices", data = "<form>")]
pub async fn propose(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let setup = process::load(house, &who, &process).await?;
    let words = typed.per_language("text", &setup.process.languages);
    let done = async {
        let half = permits::one_of_two::<AmendBallot>(house, &who.0, &process.0).await?;
        let (about, phrase) = (typed.get("about"), typed.get("phrase"));
        propose_notice(house, &half, &about, &words, &phrase).await
    };
    answer(lang, &process, &who, house, &typed, done).await
}

/// Proposes to take a published notice back, as the first of two.
#[post("/<lang>/desk/p/<process>/notices/withdraw", data = "<form>")]
pub async fn withdraw(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let done = async {
        let half = permits::one_of_two::<AmendBallot>(house, &who.0, &process.0).await?;
        propose_taking_back(house, &half, &typed.get("notice")).await
    };
    answer(lang, &process, &who, house, &typed, done).await
}

/// Confirms what was proposed, as the second of two.
#[post("/<lang>/desk/p/<process>/notices/confirm", data = "<form>")]
pub async fn confirm(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let done = async {
        let half = permits::one_of_two::<AmendBallot>(house, &who.0, &process.0).await?;
        let (id, sha, phrase) = (typed.get("id"), typed.get("sha"), typed.get("phrase"));
        confirm_notice(house, half, &id, &sha, &phrase).await
    };
    answer(lang, &process, &who, house, &typed, done).await
}

/// Takes a first confirmation back.
#[post("/<lang>/desk/p/<process>/notices/back", data = "<form>")]
pub async fn back(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let done = async {
        let half = permits::one_of_two::<AmendBallot>(house, &who.0, &process.0).await?;
        take_confirmation_back(house, &half, &typed.get("id")).await
    };
    answer(lang, &process, &who, house, &typed, done).await
}

async fn answer(
    lang: Lang,
    process: &ProcessSlug,
    who: &AtDesk,
    house: &House,
    typed: &Typed,
    done: impl Future<Output = Result<(), DeskError>>,
) -> Answered {
    let on = |()| Redirect::to(uri!(show(lang, process.clone())));
    let again = async |faults| sheet(lang, who, process, house, typed, faults).await;
    deed::answer(typed, done, on, again).await
}
