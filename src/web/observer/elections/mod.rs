//! Council elections that the place keeps: a list, each counted again from its file, and every rule in
//! plain words.

mod result;
pub mod rules;

use std::sync::Arc;

use morada_engine::eligibility::Date;
use rocket::http::{ContentType, Header};
use rocket::response::Responder;
use rocket::{State, get};
use serde::Serialize;

use crate::app::House;
use crate::app::archive::shelf::{Listed, kept_election, kept_elections, kept_file};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::helpers::Words;
use crate::web::page::{Page, View};
use crate::web::problem::Problem;
use crate::web::site::words_in;

#[derive(Debug, Serialize)]
struct ElectionsView {
    elections: Vec<Line>,
}

/// One election in the list.
#[derive(Debug, Serialize)]
struct Line {
    id: String,
    title: Words,
    place: Words,
    day: Option<Moment>,
    rule: Message,
    withdrawn: bool,
}

impl View for ElectionsView {
    const TEMPLATE: &'static str = "observer/elections";
    fn title(&self) -> Message {
        Message::new("seats.list-title")
    }
}

/// Lists the elections, the latest held first.
#[get("/<lang>/elections")]
pub async fn list(lang: Lang, house: &State<Arc<House>>) -> Result<Page, Problem> {
    let line = |listed: &Listed| Line {
        id: listed.election.id.clone(),
        title: words_in(&listed.election.title, lang, &listed.place.languages),
        place: words_in(&listed.place.name, lang, &listed.place.languages),
        day: day(&listed.election.held_on),
        rule: rules::name_of(&listed.election.rule),
        withdrawn: listed.withdrawn.is_some(),
    };
    let elections = kept_elections(house, None).await?.iter().map(line).collect();
    Ok(Page::show(&ElectionsView { elections }))
}

/// Counts one election and shows how.
#[get("/<lang>/elections/<id>", rank = 2)]
pub async fn show(lang: Lang, id: &str, house: &State<Arc<House>>) -> Result<Page, Problem> {
    let kept = kept_election(house, id).await?.ok_or(Problem::NotFound)?;
    Ok(Page::show(&result::view(&kept, lang)))
}

/// The file of an election, byte for byte.
#[derive(Responder)]
pub struct TheFile {
    bytes: Vec<u8>,
    kind: ContentType,
    disposition: Header<'static>,
}

/// Hands out the file.
#[get("/<_lang>/elections/<id>/file")]
pub async fn file(_lang: Lang, id: &str, house: &State<Arc<House>>) -> Result<TheFile, Problem> {
    let kept = kept_file(house, id).await?.ok_or(Problem::NotFound)?;
    let disposition = format!("attachment; filename=\"{}\"", kept.file_name);
    Ok(TheFile {
        bytes: kept.file,
        kind: ContentType::Binary,
        disposition: Header::new("Content-Disposition", disposition),
    })
}

/// A day as it is kept, for the reader; none before 1970.
fn day(held_on: &str) -> Option<Moment> {
    let (date, epoch) = (Date::parse(held_on).ok()?, Date::new(1970, 1, 1)?);
    let seconds = u64::try_from(date.days() - epoch.days()).ok()?.checked_mul(24 * 60 * 60)?;
    Some(Moment::new(morada_engine::time::Timestamp::from_unix(seconds), "UTC"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_day_that_was_kept() {
        let civil = day("2024-05-19").unwrap().civil();
        assert_eq!((civil.year(), civil.month(), civil.day()), (2024, 5, 19));
        assert!(day("1969-12-31").is_none() && day("yesterday").is_none());
    }
}
