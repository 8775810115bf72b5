//! The list of what staff did, to read and to take away. There is no resident in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use morada_engine::permit::act::ReadStaffLog;
use rocket::http::ContentType;
use rocket::{State, get, post};

use super::act_words::in_words;
use super::desk::said;
use super::sheet::{Form, Row, Section, Sheet, Table};
use super::typed::Typed;
use super::{AtDesk, wrong};
use crate::app::House;
use crate::app::staff::permits;
use crate::app::staff::read_log::{ReadAct, download_acts, newest_acts};
use crate::app::staff::setup::begin::{Process, places};
use crate::app::staff::setup::overview::all_processes;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::Posted;
use crate::web::problem::Problem;

/// The newest acts, or those before `before`.
#[get("/<lang>/desk/log?<before>")]
pub async fn show(
    lang: Lang,
    before: Option<u64>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let permit = permits::permit_in_house::<ReadStaffLog>(&who.0).map_err(wrong::problem)?;
    let acts = newest_acts(house, &permit, before).await.map_err(wrong::problem)?;
    let zones = zones(house).await?;
    let (by, when, what) = (say("staff.by"), say("staff.when"), say("staff.what"));
    let columns = vec![what, by.clone(), when.clone()];
    let mut table = Table::new(say("staff.log"), columns);
    for read in &acts {
        let act = &read.act;
        let zone = zones.get(&act.subject).or(zones.get("")).map_or("UTC", String::as_str);
        let line = say("staff.act-line").count("n", act.position).said("what", in_words(read));
        let under = (!act.subject.is_empty()).then(|| said(&act.subject));
        table = table.row(
            Row::new(line, under)
                .cell(by.clone(), who_did(read))
                .cell(when.clone(), say("staff.at").moment("at", Moment::new(act.at, zone))),
        );
    }
    let form = Form::new(format!("/{lang}/desk/log"), say("staff.download"));
    let mut section = Section::plain().table(table);
    if let Some(last) = acts.last().filter(|read| read.act.position > 1) {
        let older = format!("/{lang}/desk/log?before={}", last.act.position);
        section = section.link(say("staff.older"), older);
    }
    let sheet = Sheet::new(lang, say("staff.log"))
        .by(&who)
        .under(say("staff.desk"), format!("/{lang}/desk"))
        .lead(say("staff.log-lead"))
        .with(section)
        .beside(Section::new(say("staff.download")).form(form));
    Ok(sheet.into())
}

/// The time zone of each process, and under no name that of the house's first place.
async fn zones(house: &House) -> Result<BTreeMap<String, String>, Problem> {
    let places = places(house).await.map_err(wrong::problem)?;
    let processes = all_processes(house).await?;
    let zone_of = |process: &Process| {
        let place = places.iter().find(|place| place.id == process.place)?;
        Some((process.id.to_string(), place.time_zone.clone()))
    };
    let house = places.first().map(|place| (String::new(), place.time_zone.clone()));
    Ok(processes.iter().filter_map(zone_of).chain(house).collect())
}

fn who_did(read: &ReadAct) -> Message {
    match &read.by {
        Some(name) => said(name),
        None if read.act.staff == "urn" => Message::new("staff.by-box"),
        None => Message::new("staff.by-operator"),
    }
}

/// The whole list as a table in a file.
#[derive(rocket::Responder)]
pub struct Download {
    body: String,
    kind: ContentType,
    disposition: rocket::http::Header<'static>,
}

/// Takes the whole list away; that is an act as well.
#[post("/<_lang>/desk/log", data = "<_form>")]
pub async fn download(
    _lang: Lang,
    _form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Result<Download, Problem> {
    let permit = permits::permit_in_house::<ReadStaffLog>(&who.0).map_err(wrong::problem)?;
    let body = download_acts(house, &permit).await.map_err(wrong::problem)?;
    let disposition =
        rocket::http::Header::new("Content-Disposition", "attachment; filename=\"staff-acts.csv\"");
    Ok(Download { body, kind: ContentType::CSV, disposition })
}
