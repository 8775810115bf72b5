//! The list of what staff did, to read and to take away. There is no resident in it.

use std::sync::Arc;

use morada_engine::permit::act::ReadStaffLog;
use rocket::http::ContentType;
use rocket::{State, get, post};

use super::desk::said;
use super::sheet::{Form, Row, Section, Sheet, Table};
use super::typed::Typed;
use super::{AtDesk, wrong};
use crate::app::House;
use crate::app::staff::permits;
use crate::app::staff::read_log::{download_acts, newest_acts};
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
    let (by, when, what) = (say("staff.by"), say("staff.when"), say("staff.what"));
    let columns = vec![what, by.clone(), when.clone()];
    let mut table = Table::new(say("staff.log"), columns);
    for (act, name) in &acts {
        let at = Moment::new(act.at, "UTC");
        let head = said(&format!("{}. {}", act.position, act.act.replace('_', " ")));
        let under = said(&format!("{} {}", act.subject, act.detail));
        table = table.row(
            Row::new(head, Some(under))
                .cell(by.clone(), said(name))
                .cell(when.clone(), say("staff.at").moment("at", at)),
        );
    }
    let form = Form::new(format!("/{lang}/desk/log"), say("staff.download"));
    let mut section = Section::plain().table(table);
    if let Some((last, _)) = acts.last().filter(|(act, _)| act.position > 1) {
        let older = format!("/{lang}/desk/log?before={}", last.position);
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
