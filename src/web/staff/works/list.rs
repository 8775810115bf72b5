//! Every funded project of a process, and the record of one.

use std::sync::Arc;

use rocket::{State, get};

use crate::app::House;
use crate::app::works::funded::{FundedProject, outcome};
use crate::app::works::say::Desk;
use crate::app::works::saying::Saying;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;
use crate::web::staff::sheet::{Row, Section, Sheet, Table, Tag};
use crate::web::staff::{AtDesk, process, wrong};
use crate::web::works::words::{self, Reader, day, said};

/// Where the works of a process are at the desk.
pub(super) fn base(lang: Lang, process: &ProcessSlug) -> String {
    format!("/{lang}/desk/p/{}/works", process.0)
}

/// The name of a funded project for the reader.
pub(super) fn title(reader: Reader<'_>, funded: &FundedProject) -> Message {
    let languages = &reader.outcome.process.languages;
    let text = crate::web::resident::faces::text_for(&funded.project.texts, reader.lang, languages);
    said(text.map_or("", |text| text.title.as_str()))
}

/// Lists what was funded, for whoever works in the place.
#[get("/<lang>/desk/p/<process>/works")]
pub async fn all(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let say = Message::new;
    let sheet = process::sheet(lang, &who, &setup, say("works.desk-title"));
    let Some(outcome) = outcome(house, &process.0).await? else {
        return Ok(sheet.with(Section::plain().paragraph(say("works.desk-early"))).into());
    };
    let reader = Reader { lang, outcome: &outcome };
    let (state, owner, open) = (say("staff.state"), say("works.owner"), say("staff.open-link"));
    let columns = vec![say("works.project"), state.clone(), owner.clone(), open.clone()];
    let mut table = Table::new(say("works.desk-title"), columns);
    for funded in &outcome.works {
        let work = funded.work.as_ref();
        let (class, icon, text) = words::state(funded.standing).parts();
        let row =
            Row::new(title(reader, funded), Some(words::sentence(reader, funded.standing, work)))
                .tag(state.clone(), Tag::new(class, icon, text))
                .cell(owner.clone(), work.map_or(say("works.nobody"), |work| said(&work.owner)));
        let (contest, number) = (&funded.contest, funded.project.number);
        let opened = Desk::open(house, &who.0, &process.0, contest, number).await;
        table = table.row(if opened.is_ok() {
            let href = format!("{}/{contest}/{number}", base(lang, &process));
            row.link(open.clone(), open.clone(), href)
        } else {
            row.lines(open.clone(), Vec::new())
        });
    }
    let public = format!("/{lang}/p/{}/works", process.0);
    let section = Section::plain().table(table).link(say("works.public-page"), public);
    Ok(sheet.lead(say("works.desk-lead")).with(section).into())
}

/// The desk of a work, or a page that says no.
pub(super) async fn open(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
    contest: &ContestSlug,
    number: u32,
) -> Result<Desk, Problem> {
    Desk::open(house, &who.0, &process.0, &contest.0, number).await.map_err(wrong::problem)
}

/// One work: how it stands, what can be said, and its record.
#[get("/<lang>/desk/p/<process>/works/<contest>/<number>")]
pub async fn one(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    number: u32,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let desk = open(house, &who, &process, &contest, number).await?;
    let setup = process::load(house, &who, &process).await?;
    let funded = desk.project().map_err(wrong::problem)?;
    let reader = Reader { lang, outcome: &desk.outcome };
    let say = Message::new;
    let base = base(lang, &process);
    let mut deeds = Section::new(say("works.say-something"));
    for saying in Saying::ALL.into_iter().filter(|saying| may_be_said(*saying, funded)) {
        let href = format!("{base}/{}/{number}/{}", contest.0, saying.name());
        deeds = deeds.link(saying_name(saying), href);
    }
    if funded.work.is_some() {
        let href = format!("{base}/{}/{number}/photo/new", contest.0);
        deeds = deeds.link(say("works.say-photo"), href);
    }
    let sheet = process::sheet(lang, &who, &setup, title(reader, funded))
        .under(say("works.desk-title"), base)
        .lead(words::sentence(reader, funded.standing, funded.work.as_ref()))
        .with(record(reader, funded))
        .beside(deeds);
    Ok(sheet.into())
}

fn record(reader: Reader<'_>, funded: &FundedProject) -> Section {
    let say = Message::new;
    let (when, what) = (say("staff.when"), say("staff.what"));
    let mut table = Table::new(say("works.record"), vec![what, when.clone()]);
    for recorded in funded.funded.record.iter().rev() {
        let (told, own) = words::told(reader, funded.work.as_ref(), &recorded.event);
        let own = own.map(|words| said(&words.text));
        let on = say("works.on").day("day", day(recorded.on));
        table = table.row(Row::new(told, own).cell(when.clone(), on));
    }
    let section = Section::plain();
    if funded.funded.record.is_empty() {
        return section.paragraph(say("works.record-empty"));
    }
    section.table(table)
}

/// Whether something can be said as the work stands.
pub(super) fn may_be_said(saying: Saying, funded: &FundedProject) -> bool {
    match &funded.work {
        None => saying == Saying::TakeUp,
        Some(work) if work.is_over() => saying.after_the_end(),
        Some(_) => saying != Saying::TakeUp,
    }
}

/// What can be said, as a heading.
pub(super) fn saying_name(saying: Saying) -> Message {
    Message::new(match saying {
        Saying::TakeUp => "works.say-take-up",
        Saying::Reach => "works.say-reach",
        Saying::Move => "works.say-move",
        Saying::Add => "works.say-add",
        Saying::Pay => "works.say-pay",
        Saying::Report => "works.say-report",
        Saying::Money => "works.say-money",
        Saying::Site => "works.say-site",
        Saying::HandOver => "works.say-hand-over",
        Saying::GiveUp => "works.say-give-up",
    })
}

/// A sheet about one work.
pub(super) fn sheet(
    reader: Reader<'_>,
    who: &AtDesk,
    setup: &crate::app::staff::setup::overview::Setup,
    funded: &FundedProject,
    saying: Saying,
) -> Sheet {
    let slug = ProcessSlug(reader.outcome.process.id.clone());
    let base = base(reader.lang, &slug);
    let own = format!("{base}/{}/{}", funded.contest, funded.project.number);
    process::sheet(reader.lang, who, setup, saying_name(saying))
        .under(Message::new("works.desk-title"), base)
        .under(title(reader, funded), own)
}
