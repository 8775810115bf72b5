//! What waits at the roll's desk.

use std::sync::Arc;

use morada_engine::permit::act::{
    ChangeRollEntry, DecideAppeal, DraftBallot, ImportRoll, SeeRollEntry,
};
use rocket::{State, get};

use crate::app::House;
use crate::app::roll::keeping::{Kept, kept_rolls};
use crate::app::roll::numbers::waiting;
use crate::app::staff::permits;
use crate::app::staff::setup::begin::places;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::said;
use crate::web::site::words_in;
use crate::web::staff::sheet::{Row, Section, Sheet, Table};
use crate::web::staff::{AtDesk, wrong};

/// Start of the addresses of a roll's desk.
pub fn base(lang: Lang, kept: &Kept) -> String {
    format!("/{lang}/desk/roll/{}", kept.place.id)
}

/// A sheet of a roll's desk.
pub fn sheet(lang: Lang, who: &AtDesk, kept: &Kept, title: Message) -> Sheet {
    let name = words_in(&kept.place.name, lang, &kept.place.languages).text;
    Sheet::new(lang, title)
        .by(who)
        .under(Message::new("staff.desk"), format!("/{lang}/desk"))
        .under(Message::new("roll.desk-title").text("place", name), base(lang, kept))
}

/// The roll of a place, for whoever works there in whatever role; for others there is none.
pub async fn here(house: &House, who: &AtDesk, place: &PlaceSlug) -> Result<Kept, Problem> {
    works_here(who, place)?;
    Kept::load(house, &place.0).await.map_err(wrong::problem)
}

/// Whether somebody works in a place at all.
pub fn works_here(who: &AtDesk, place: &PlaceSlug) -> Result<(), Problem> {
    if who.0.roles_in(&place.0).is_empty() { Err(Problem::NotFound) } else { Ok(()) }
}

/// The rolls of the house, and the places that keep none yet.
#[get("/<lang>/desk/roll")]
pub async fn choose(lang: Lang, who: AtDesk, house: &State<Arc<House>>) -> Answered {
    let say = Message::new;
    let open = say("staff.open-link");
    let mut table = Table::new(say("roll.desk-all"), vec![say("staff.place"), open.clone()]);
    let rolls = kept_rolls(house).await.map_err(wrong::problem)?;
    for place in places(house).await.map_err(wrong::problem)? {
        let name = said(&words_in(&place.name, lang, &place.languages).text);
        let keeps = rolls.iter().any(|kept| kept.place.id == place.id);
        let end = if keeps { "" } else { "/rule" };
        let text = if keeps { open.clone() } else { say("roll.desk-begin") };
        let href = format!("/{lang}/desk/roll/{}{end}", place.id);
        table = table.row(Row::new(name, None).link(open.clone(), text, href));
    }
    let sheet = Sheet::new(lang, say("roll.desk-all"))
        .by(&who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .with(Section::plain().table(table));
    Ok(sheet.into())
}

/// What waits.
#[get("/<lang>/desk/roll/<place>")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let kept = here(house, &who, &place).await?;
    let base = base(lang, &kept);
    let waits = waiting(house, &place.0).await.map_err(wrong::problem)?;
    let (what, how_many, open) =
        (say("staff.what"), say("roll.desk-waits"), say("staff.open-link"));
    let mut table =
        Table::new(say("roll.desk-waiting"), vec![what, how_many.clone(), open.clone()]);
    // Nothing leads where a role may not go.
    let sees = permits::permit_in_own_place::<SeeRollEntry>(&who.0, &place.0).is_ok();
    let changes = permits::permit_in_own_place::<ChangeRollEntry>(&who.0, &place.0).is_ok();
    let decides = permits::permit_in_place::<DecideAppeal>(&who.0, &place.0).is_ok();
    for (name, n, end, may) in [
        ("roll.desk-queue", waits.requests, "queue", changes),
        ("roll.desk-objections", waits.objections, "objections", decides),
        ("roll.desk-cases", waits.cases, "cases", changes),
    ] {
        let row =
            Row::new(say(name), None).cell(how_many.clone(), say("roll.number").count("n", n));
        table = table.row(if may {
            row.link(open.clone(), open.clone(), format!("{base}/{end}"))
        } else {
            row.lines(open.clone(), Vec::new())
        });
    }
    let mut to_do = Section::new(say("roll.desk-do"));
    if changes {
        to_do = to_do.link(say("roll.new-title"), format!("{base}/new"));
    }
    if sees {
        to_do = to_do.link(say("roll.find-title"), format!("{base}/find"));
    }
    if permits::one_of_two_in_place::<ImportRoll>(&who.0, &place.0).is_ok() {
        to_do = to_do.link(say("register.title"), format!("{base}/register"));
    }
    if permits::permit_in_place::<DraftBallot>(&who.0, &place.0).is_ok() {
        to_do = to_do
            .link(say("attest.mandates"), format!("{base}/mandates"))
            .link(say("closing.title"), format!("{base}/closing"));
    }
    let to_do = to_do
        .link(say("roll.rule-title"), format!("{base}/rule"))
        .link(say("roll.numbers-title"), format!("/{lang}/roll/{}/numbers", place.0));
    let name = words_in(&kept.place.name, lang, &kept.place.languages).text;
    let sheet = Sheet::new(lang, say("roll.desk-title").text("place", name))
        .by(&who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .with(Section::plain().table(table))
        .beside(to_do);
    Ok(sheet.into())
}
