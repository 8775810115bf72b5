//! What waits at the desk of proposals.

use std::sync::Arc;

use morada_engine::permit::act::{AnswerProposal, DraftBallot, HideContent, WriteOnBehalf};
use rocket::{State, get};

use crate::app::House;
use crate::app::proposals::Season;
use crate::app::proposals::moderate::queue;
use crate::app::staff::DeskError;
use crate::app::staff::permits;
use crate::app::staff::setup::overview::Setup;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::staff::desk::text;
use crate::web::staff::sheet::{Row, Section, Sheet, Table};
use crate::web::staff::{AtDesk, wrong};

/// Start of the addresses of this desk.
pub fn base(lang: Lang, process: &ProcessSlug) -> String {
    format!("/{lang}/desk/p/{}/proposals", process.0)
}

/// The process, for whoever works in its place; for others there is none.
pub async fn works_here(
    house: &House,
    who: &AtDesk,
    process: &ProcessSlug,
) -> Result<Setup, Problem> {
    let setup = Setup::load(house, &process.0).await.map_err(wrong::problem)?;
    if who.0.roles_in(&setup.place.id).is_empty() {
        return Err(Problem::NotFound);
    }
    Ok(setup)
}

/// A sheet of this desk.
pub fn sheet(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    process: &ProcessSlug,
    title: Message,
) -> Sheet {
    Sheet::new(lang, title)
        .by(who)
        .under(Message::new("staff.desk"), format!("/{lang}/desk"))
        .under(text(lang, setup, &setup.process.title), format!("/{lang}/desk/p/{}", process.0))
        .under(Message::new("proposals.desk-title"), base(lang, process))
}

/// What waits.
#[get("/<lang>/desk/p/<process>/proposals")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let setup = works_here(house, &who, &process).await?;
    let base = base(lang, &process);
    let mut sheet = Sheet::new(lang, say("proposals.desk-title"))
        .by(&who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .under(text(lang, &setup, &setup.process.title), format!("/{lang}/desk/p/{}", process.0));
    match Season::load(house, &process.0).await {
        Ok(_) => {}
        Err(DeskError::Unknown) => {
            sheet = sheet.lead(say("proposals.desk-no-rules"));
        }
        Err(error) => return Err(wrong::problem(error)),
    }
    let waits = queue(house, &process.0).await.map_err(wrong::problem)?;
    let (how_many, open) = (say("roll.desk-waits"), say("staff.open-link"));
    let columns = vec![say("staff.what"), how_many.clone(), open.clone()];
    let mut table = Table::new(say("roll.desk-waiting"), columns);
    let reads = permits::permit::<HideContent>(house, &who.0, &process.0).await.is_ok();
    for (name, n, end) in [
        ("proposals.queue-title", waits.proposals + waits.comments, "queue"),
        ("proposals.second-title", waits.second_looks, "second"),
        ("proposals.objections-title", waits.objections, "objections"),
    ] {
        let row =
            Row::new(say(name), None).cell(how_many.clone(), say("roll.number").count("n", n));
        table = table.row(if reads {
            row.link(open.clone(), open.clone(), format!("{base}/{end}"))
        } else {
            row.lines(open.clone(), Vec::new())
        });
    }
    let mut more = Section::new(say("roll.desk-do"));
    if permits::permit_in_own_place::<WriteOnBehalf>(&who.0, &setup.place.id).is_ok() {
        more = more.link(say("proposals.behalf-title"), format!("{base}/behalf"));
    }
    if permits::permit::<AnswerProposal>(house, &who.0, &process.0).await.is_ok() {
        more = more.link(say("proposals.answer-title"), format!("{base}/answer"));
    }
    if permits::permit::<DraftBallot>(house, &who.0, &process.0).await.is_ok() {
        more = more.link(say("proposals.rules-title"), format!("{base}/rules"));
    }
    let evaluation = format!("/{lang}/desk/p/{}/evaluation", process.0);
    let more = more.link(say("evaluation.desk-title"), evaluation);
    let more = more.link(say("proposals.list-title"), format!("/{lang}/p/{}/proposals", process.0));
    Ok(sheet.with(Section::plain().table(table)).beside(more).into())
}
