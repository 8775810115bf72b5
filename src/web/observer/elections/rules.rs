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
    let plain = |(name, how): (&str, &str)| RuleShown { name: say(name), how: say(how) };
    let family = |title: &str, lead: &str, rules: Vec<RuleShown>| Family {
        title: say(title),
        lead: say(lead),
        rules,
    };
    let ranked = RankedRule::ALL.map(SeatRule::Ranked).map(shown).into_iter();
    let lists = ListRule::ALL.map(SeatRule::Lists).map(shown).into_iter();
    let families = vec![
        family(
            "seats.family-ranked",
            "seats.family-ranked-lead",
            ranked.chain(RANKED_TOO.map(plain)).collect(),
        ),
        family(
            "seats.family-lists",
            "seats.family-lists-lead",
            lists.chain(LISTS_TOO.map(plain)).collect(),
        ),
        family("seats.family-approval", "seats.family-approval-lead", APPROVAL.map(plain).into()),
        family("seats.family-motion", "seats.family-motion-lead", MOTION.map(plain).into()),
    ];
    Page::show(&RulesView { families })
}

/// Rules that `morada count` knows and the archive does not offer: their names and how they count.
const RANKED_TOO: [(&str, &str); 3] = [
    ("seats.rule-schulze", "seats.how-schulze"),
    ("seats.rule-minimax", "seats.how-minimax"),
    ("seats.rule-condorcet", "seats.how-condorcet"),
];
const LISTS_TOO: [(&str, &str); 4] = [
    ("seats.rule-threshold", "seats.how-threshold"),
    ("seats.rule-places", "seats.how-places"),
    ("seats.rule-panachage", "seats.how-panachage"),
    ("seats.rule-quotas", "seats.how-quotas"),
];
const APPROVAL: [(&str, &str); 7] = [
    ("seats.rule-block", "seats.how-block"),
    ("seats.rule-av", "seats.how-av"),
    ("seats.rule-sav", "seats.how-sav"),
    ("seats.rule-seqpav", "seats.how-seqpav"),
    ("seats.rule-pav", "seats.how-pav"),
    ("seats.rule-phragmen", "seats.how-phragmen"),
    ("seats.rule-shares", "seats.how-shares"),
];
const MOTION: [(&str, &str); 1] = [("seats.rule-motion", "seats.how-motion")];

/// What a rule is called.
pub fn name(rule: SeatRule) -> Message {
    Message::new(words(rule).0)
}

/// What a rule is called, by its name on the command line.
pub fn name_of(name_on_line: &str) -> Message {
    SeatRule::from_name(name_on_line)
        .map_or_else(|| Message::new("staff.as-is").text("words", name_on_line), name)
}

/// How a rule counts.
pub fn how(rule: SeatRule) -> Message {
    Message::new(words(rule).1)
}

/// A rule's name and how it counts, as messages.
const fn words(rule: SeatRule) -> (&'static str, &'static str) {
    match rule {
        SeatRule::Ranked(RankedRule::Scottish) => ("seats.rule-scottish", "seats.how-scottish"),
        SeatRule::Ranked(RankedRule::Exact) => ("seats.rule-exact", "seats.how-exact"),
        SeatRule::Ranked(RankedRule::Meek) => ("seats.rule-meek", "seats.how-meek"),
        SeatRule::Ranked(RankedRule::Ers97) => ("seats.rule-ers97", "seats.how-ers97"),
        SeatRule::Ranked(RankedRule::NorthernIreland) => ("seats.rule-ni", "seats.how-ni"),
        SeatRule::Ranked(RankedRule::RunOff) => ("seats.rule-irv", "seats.how-irv"),
        SeatRule::Ranked(RankedRule::Plurality) => ("seats.rule-plurality", "seats.how-plurality"),
        SeatRule::Lists(ListRule::Dhondt) => ("seats.rule-dhondt", "seats.how-dhondt"),
        SeatRule::Lists(ListRule::SainteLague) => {
            ("seats.rule-sainte-lague", "seats.how-sainte-lague")
        }
        SeatRule::Lists(ListRule::SainteLagueModified) => {
            ("seats.rule-sainte-lague-mod", "seats.how-sainte-lague-mod")
        }
        SeatRule::Lists(ListRule::Imperiali) => ("seats.rule-imperiali", "seats.how-imperiali"),
        SeatRule::Lists(ListRule::Danish) => ("seats.rule-danish", "seats.how-danish"),
        SeatRule::Lists(ListRule::Hare) => ("seats.rule-hare", "seats.how-hare"),
        SeatRule::Lists(ListRule::Droop) => ("seats.rule-droop", "seats.how-droop"),
        SeatRule::Lists(ListRule::HagenbachBischoff) => {
            ("seats.rule-hagenbach", "seats.how-hagenbach")
        }
    }
}
