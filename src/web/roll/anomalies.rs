//! The report on the roll for observers: what stands out in how people came onto it, and no person.

use std::sync::Arc;

use morada_engine::roll::Cell;
use rocket::{State, get};

use super::front::{base, kept};
use super::leaf::{Leaf, Part};
use super::words::{evidence, on, said};
use crate::app::House;
use crate::app::roll::anomalies::{anomalies, letters};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::page::Page;
use crate::web::params::PlaceSlug;
use crate::web::problem::Problem;
use crate::web::staff::wrong;

/// Shows the report.
#[get("/<lang>/roll/<place>/anomalies")]
pub async fn show(
    lang: Lang,
    place: PlaceSlug,
    house: &State<Arc<House>>,
) -> Result<Page, Problem> {
    let say = Message::new;
    let roll = kept(house, &place).await?;
    let report = anomalies(house, &place.0).await.map_err(wrong::problem)?;
    let leaf = Leaf::new(say("anomalies.title"))
        .lead(say("anomalies.lead"))
        .back(say("roll.to-front"), base(lang, &roll));
    let by = letters(house, &place.0).await.map_err(wrong::problem)?;
    let Some(all) = report.entries else {
        return Ok(leaf.with(Part::plain().say(say("anomalies.few"))).page());
    };
    let number = |n: u64| say("roll.number").count("n", n);
    let cells = |key: &str, cells: &[Cell], name: fn(&str) -> Message| {
        let part = Part::new(say(key));
        cells.iter().fold(part, |part, cell| {
            let names = cell.kinds.iter().map(|kind| name(kind)).collect();
            part.fact(say("anomalies.kinds").all("names", names), number(cell.n))
        })
    };
    let letters = |key: &str, told: &[Cell]| {
        let part = cells(key, told, said);
        if told.is_empty() { part.say(say("anomalies.letters-few")) } else { part }
    };
    let mut bursts = Part::new(say("anomalies.bursts")).say(say("anomalies.bursts-note"));
    if report.bursts.is_empty() {
        bursts = bursts.say(say("anomalies.none"));
    }
    for (day, n) in &report.bursts {
        bursts = bursts.fact(on(*day), number(*n));
    }
    let mut heaps = Part::new(say("anomalies.heaps")).say(say("anomalies.heaps-note"));
    if report.heaps.is_empty() {
        heaps = heaps.say(say("anomalies.none"));
    }
    for (year, n) in &report.heaps {
        heaps = heaps.fact(said(&year.to_string()), number(*n));
    }
    let leaf = leaf
        .with(Part::plain().fact(say("roll.numbers-all"), number(all)))
        .with(cells("anomalies.evidence", &report.by_evidence, evidence))
        .with(cells("anomalies.way", &report.by_way, way))
        .with(bursts)
        .with(heaps)
        .with(letters("anomalies.letters", &by.handed))
        .with(letters("anomalies.reissued", &by.reissued).say(say("anomalies.reissued-note")))
        .with(Part::new(say("anomalies.not")).say(say("anomalies.not-note")));
    Ok(leaf.page())
}

/// How people came, in words.
fn way(name: &str) -> Message {
    match name {
        "desk" => Message::new("anomalies.way-desk"),
        "request" => Message::new("anomalies.way-request"),
        "objection" => Message::new("anomalies.way-objection"),
        "register" => Message::new("anomalies.way-register"),
        other => said(other),
    }
}
