//! The secretary keeps council elections: file, rule, lot. What came out is counted, never typed.

use std::sync::Arc;

use morada_engine::permit::act::RunCouncil;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::desk::{said, title_label};
use super::sheet::{Form, Input, Row, Section, Sheet, Table, Tag};
use super::typed::Typed;
use super::{AtDesk, deed, wrong};
use crate::app::House;
use crate::app::archive::SeatRule;
use crate::app::archive::import::{ElectionAnswers, keep_election, withdraw_election};
use crate::app::archive::shelf::{Listed, kept_elections};
use crate::app::staff::permits::permit_in_own_place;
use crate::app::staff::setup::begin::{Place, places};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::{Posted, PostedFile};
use crate::web::forms::Faults;
use crate::web::observer::elections::rules;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::site::words_in;

/// The most of a file that is shown again after a fault.
const SHOWN_AGAIN: usize = 200_000;

/// The elections of a place, and the form for one more.
#[get("/<lang>/desk/elections/<place>")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = <Typed as Default>::default();
    Ok(sheet(lang, &who, &place, house, &typed, Faults::none()).await?.into())
}

/// Keeps one more.
#[post("/<lang>/desk/elections/<place>", data = "<form>")]
pub async fn keep(
    lang: Lang,
    place: PlaceSlug,
    form: PostedFile<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let here = here(house, &who, &place).await?;
    let typed = form.0;
    let answers = answers(&here, &typed);
    let done = async {
        let permit = permit_in_own_place::<RunCouncil>(&who.0, &place.0)?;
        keep_election(house, &permit, &answers).await
    };
    let on = |()| Redirect::to(uri!(show(lang, place.clone())));
    let again = async |faults| sheet(lang, &who, &place, house, &typed, faults).await;
    deed::answer(&typed, done, on, again).await
}

/// Says of one that it was wrong.
#[post("/<lang>/desk/elections/<place>/withdraw", data = "<form>")]
pub async fn withdraw(
    lang: Lang,
    place: PlaceSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    here(house, &who, &place).await?;
    let typed = form.0;
    let done = async {
        let permit = permit_in_own_place::<RunCouncil>(&who.0, &place.0)?;
        withdraw_election(house, &permit, &typed.get("election"), &typed.get("why")).await
    };
    let on = |()| Redirect::to(uri!(show(lang, place.clone())));
    let again = async |faults| sheet(lang, &who, &place, house, &typed, faults).await;
    deed::answer(&typed, done, on, again).await
}

/// The place, for a secretary who works there.
async fn here(house: &House, who: &AtDesk, place: &PlaceSlug) -> Result<Place, Problem> {
    if who.0.roles_in(&place.0).is_empty() {
        return Err(Problem::NotFound);
    }
    permit_in_own_place::<RunCouncil>(&who.0, &place.0).map_err(wrong::problem)?;
    let all = places(house).await.map_err(wrong::problem)?;
    all.into_iter().find(|found| found.id == place.0).ok_or(Problem::NotFound)
}

fn answers(place: &Place, typed: &Typed) -> ElectionAnswers {
    let file = match typed.file("file") {
        [] => typed.get("pasted").into_bytes(),
        file => file.to_vec(),
    };
    ElectionAnswers {
        id: typed.get("id"),
        title: typed.per_language("title", &place.languages),
        day: ["day", "month", "year"].map(|part| typed.get(part)),
        rule: typed.get("rule"),
        lot_order: typed.get("lot_order"),
        file,
    }
}

async fn sheet(
    lang: Lang,
    who: &AtDesk,
    place: &PlaceSlug,
    house: &House,
    typed: &Typed,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let here = here(house, who, place).await?;
    let all = kept_elections(house, Some(&place.0)).await?;
    let say = Message::new;
    let name = words_in(&here.name, lang, &here.languages).text;
    let mut sheet = Sheet::new(lang, say("seats.desk-title").text("place", name))
        .by(who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .lead(say("seats.desk-lead"))
        .faults(faults.clone())
        .with(Section::new(say("seats.keep")).form(form(lang, &here, typed, &faults)));
    if !all.is_empty() {
        sheet = sheet.beside(Section::plain().table(table(lang, &all)));
    }
    let standing: Vec<(String, Message)> = all
        .iter()
        .filter(|listed| listed.withdrawn.is_none())
        .map(|listed| (listed.election.id.clone(), said(&title(lang, listed))))
        .collect();
    if !standing.is_empty() {
        let why = Input::text("why", typed.get("why"), say("seats.withdraw-why")).fault_in(&faults);
        let action = format!("/{lang}/desk/elections/{}/withdraw", here.id);
        let which =
            Input::one_of("election", &typed.get("election"), say("seats.election"), standing);
        let form = Form::new(action, say("seats.withdraw")).input(which).input(why);
        let section = Section::new(say("seats.withdraw")).paragraph(say("seats.withdraw-lead"));
        sheet = sheet.beside(section.form(form));
    }
    Ok(sheet)
}

fn title(lang: Lang, listed: &Listed) -> String {
    words_in(&listed.election.title, lang, &listed.place.languages).text
}

fn table(lang: Lang, all: &[Listed]) -> Table {
    let say = Message::new;
    let (rule, open) = (say("seats.rule"), say("staff.open-link"));
    let columns = vec![say("seats.election"), rule.clone(), open.clone()];
    all.iter().fold(Table::new(say("seats.kept"), columns), |table, listed| {
        let row = Row::new(said(&title(lang, listed)), Some(said(&listed.election.held_on)));
        let row = match listed.withdrawn {
            Some(_) => {
                let tag = Tag::new("tag--warn", "triangle-alert", say("seats.withdrawn"));
                row.tag(rule.clone(), tag)
            }
            None => row.cell(rule.clone(), rules::name_of(&listed.election.rule)),
        };
        let href = format!("/{lang}/elections/{}", listed.election.id);
        table.row(row.link(open.clone(), open.clone(), href))
    })
}

fn form(lang: Lang, place: &Place, typed: &Typed, faults: &Faults) -> Form {
    let say = Message::new;
    let offered = SeatRule::all().map(|rule| (rule.name().to_owned(), rules::name(rule)));
    let mut form =
        Form::new(format!("/{lang}/desk/elections/{}", place.id), say("seats.keep")).go().input(
            Input::text("id", typed.get("id"), say("staff.address"))
                .hint(say("seats.address-hint"))
                .fault_in(faults),
        );
    for language in &place.languages {
        let name = format!("title-{language}");
        let label = title_label(language);
        form = form
            .input(Input::text(&name, typed.get(&name), label).spoken(language).fault_in(faults));
    }
    // A file cannot be put back into its field: after a fault its text stands in the field below.
    let again = match typed.file("file") {
        [] => typed.get("pasted"),
        file => String::from_utf8_lossy(&file[..file.len().min(SHOWN_AGAIN)]).into_owned(),
    };
    form.input(Input::text("day", typed.get("day"), say("seats.day")).fault_in(faults))
        .input(Input::text("month", typed.get("month"), say("seats.month")).fault_in(faults))
        .input(Input::text("year", typed.get("year"), say("seats.year")).fault_in(faults))
        .input(
            Input::one_of("rule", &typed.get("rule"), say("seats.rule"), offered.collect())
                .hint(say("seats.rule-hint"))
                .fault_in(faults),
        )
        .input(
            Input::text("file", "", say("seats.file"))
                .kind("file")
                .hint(say("seats.file-hint"))
                .fault_in(faults),
        )
        .input(Input::text("pasted", again, say("seats.pasted")).area().spoken("en"))
        .input(
            Input::text("lot_order", typed.get("lot_order"), say("seats.lot-order"))
                .area()
                .hint(say("seats.lot-order-hint"))
                .fault_in(faults),
        )
}
