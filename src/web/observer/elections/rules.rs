//! Every rule for seats in plain words.

use morada_engine::tally::council::lists::ListRule;
use rocket::get;
use serde::Serialize;

use crate::app::archive::SeatRule;
use crate::app::archive::rules::RankedRule;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::page::{Page, View};

#[derive(Debug, Serialize)]
struct RulesView {
    families: Vec<Family>,
}

/// Rules that count the same kind of ballot.
#[derive(Debug, Serialize)]
struct Family {
    title: Message,
    lead: Message,
    rules: Vec<RuleShown>,
}

#[derive(Debug, Serialize)]
struct RuleShown {
    name: Message,
    how: Message,
}

impl View for RulesView {
    const TEMPLATE: &'static str = "observer/rules";
    fn title(&self) -> Message {
        Message::new("seats.rules-title")
    }
}

/// Says how every rule counts.
#[get("/<_lang>/elections/rules", rank = 1)]
pub fn show(_lang: Lang) -> Page {
    let say = Message::new;
    let shown = |rule: SeatRule| RuleShown { name: name(rule), how: how(rule) };
    let plain = |key: &str| RuleShown {
        name: say(&format!("seats.rule-{key}")),
        how: say(&format!("seats.how-{key}")),
    };
    let family = |key: &str, rules: Vec<RuleShown>| Family {
        title: say(&format!("seats.family-{key}")),
        lead: say(&format!("seats.family-{key}-lead")),
        rules,
    };
    let ranked = RankedRule::ALL.map(SeatRule::Ranked).map(shown).into_iter();
    let lists = ListRule::ALL.map(SeatRule::Lists).map(shown).into_iter();
    let families = vec![
        family("ranked", ranked.chain(RANKED_TOO.map(plain)).collect()),
        family("lists", lists.chain(LISTS_TOO.map(plain)).collect()),
        family("approval", APPROVAL.map(plain).into()),
        family("motion", MOTION.map(plain).into()),
    ];
    Page::show(&RulesView { families })
}

/// Rules that `morada count` knows and the archive does not offer, by the ends of their messages.
const RANKED_TOO: [&str; 3] = ["schulze", "minimax", "condorcet"];
const LISTS_TOO: [&str; 4] = ["threshold", "places", "panachage", "quotas"];
const APPROVAL: [&str; 7] = ["block", "av", "sav", "seqpav", "pav", "phragmen", "shares"];
const MOTION: [&str; 1] = ["motion"];

/// What a rule is called.
pub fn name(rule: SeatRule) -> Message {
    Message::new(&format!("seats.rule-{}", end(rule)))
}

/// What a rule is called, by its name on the command line.
pub fn name_of(name_on_line: &str) -> Message {
    SeatRule::from_name(name_on_line)
        .map_or_else(|| Message::new("staff.as-is").text("words", name_on_line), name)
}

/// How a rule counts.
pub fn how(rule: SeatRule) -> Message {
    Message::new(&format!("seats.how-{}", end(rule)))
}

/// The end of a rule's messages.
const fn end(rule: SeatRule) -> &'static str {
    match rule {
        SeatRule::Ranked(RankedRule::Scottish) => "scottish",
        SeatRule::Ranked(RankedRule::Exact) => "exact",
        SeatRule::Ranked(RankedRule::Meek) => "meek",
        SeatRule::Ranked(RankedRule::Ers97) => "ers97",
        SeatRule::Ranked(RankedRule::NorthernIreland) => "ni",
        SeatRule::Ranked(RankedRule::RunOff) => "irv",
        SeatRule::Ranked(RankedRule::Plurality) => "plurality",
        SeatRule::Lists(ListRule::Dhondt) => "dhondt",
        SeatRule::Lists(ListRule::SainteLague) => "sainte-lague",
        SeatRule::Lists(ListRule::SainteLagueModified) => "sainte-lague-mod",
        SeatRule::Lists(ListRule::Imperiali) => "imperiali",
        SeatRule::Lists(ListRule::Danish) => "danish",
        SeatRule::Lists(ListRule::Hare) => "hare",
        SeatRule::Lists(ListRule::Droop) => "droop",
        SeatRule::Lists(ListRule::HagenbachBischoff) => "hagenbach",
    }
}
