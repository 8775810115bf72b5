//! Words of the roll: rules, evidence, reasons and days, said in the reader's language.

use morada_engine::eligibility::{Argument, Date, Sentence, TieKind};
use morada_engine::roll::{Missing, Refused};
use morada_engine::time::Timestamp;

use crate::app::roll::numbers::Shown;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;

/// Words as they are.
pub fn said(words: &str) -> Message {
    Message::new("staff.as-is").text("words", words)
}

/// A day of the calendar, at noon so that no zone moves it.
pub fn day(day: Date) -> Moment {
    let first = Date::new(1970, 1, 1).map_or(0, Date::days);
    let days = u64::try_from(day.days() - first).unwrap_or_default();
    Moment::new(Timestamp::from_unix(days * 86_400 + 43_200), "UTC")
}

/// A day in a sentence of its own.
pub fn on(date: Date) -> Message {
    Message::new("roll.day").day("day", day(date))
}

/// A kind of evidence, in a few words; one that a place made up is said as it is.
pub fn evidence(kind: &str) -> Message {
    match kind {
        "sworn_declaration" => Message::new("roll.evidence-sworn"),
        "association_letter" => Message::new("roll.evidence-association"),
        "shelter_letter" => Message::new("roll.evidence-shelter"),
        "school_letter" => Message::new("roll.evidence-school"),
        "health_or_social_letter" => Message::new("roll.evidence-health"),
        "employer_letter" => Message::new("roll.evidence-employer"),
        "posted_code" => Message::new("roll.evidence-post"),
        "two_neighbours" => Message::new("roll.evidence-neighbours"),
        "home_paper" => Message::new("roll.evidence-home"),
        "attested_home_and_age" => Message::new("roll.evidence-attested"),
        "card_with_address" => Message::new("roll.evidence-card"),
        "municipal_register" => Message::new("roll.evidence-register"),
        other => said(other),
    }
}

/// What ties a person to the place.
pub fn tie(tie: TieKind) -> Message {
    Message::new(match tie {
        TieKind::Residence => "roll.tie-residence",
        TieKind::Work => "roll.tie-work",
        TieKind::Study => "roll.tie-study",
        TieKind::CareOf => "roll.tie-care-of",
    })
}

/// Why a request is refused.
pub fn refused(reason: Refused) -> Message {
    Message::new(match reason {
        Refused::UnderAge => "roll.refused-under-age",
        Refused::NotHere => "roll.refused-not-here",
        Refused::NotShown => "roll.refused-not-shown",
        Refused::TooShort => "roll.refused-too-short",
        Refused::Twice => "roll.refused-twice",
        Refused::Withdrawn => "roll.refused-withdrawn",
    })
}

/// What is missing from a request.
pub fn missing(missing: Missing) -> Message {
    Message::new(match missing {
        Missing::Unreadable => "roll.missing-unreadable",
        Missing::NoName => "roll.missing-no-name",
        Missing::NoArea => "roll.missing-no-area",
        Missing::TooOld => "roll.missing-too-old",
        Missing::Nothing => "roll.missing-nothing",
    })
}

/// What came of a request.
pub fn outcome(what: &str) -> Message {
    match what {
        "granted" => Message::new("roll.outcome-granted"),
        "returned" => Message::new("roll.returned-mark"),
        "struck" => Message::new("moves.struck"),
        "objection_granted" => Message::new("roll.outcome-objection-granted"),
        "objection_refused" => Message::new("roll.outcome-objection-refused"),
        reason => Refused::from_name(reason).map_or_else(|| said(reason), refused),
    }
}

/// Why an entry ends at the desk.
pub fn end_reason(name: &str) -> Message {
    match name {
        "moved" => Message::new("roll.end-moved"),
        "died" => Message::new("roll.end-died"),
        "asked" => Message::new("roll.end-asked"),
        "struck" => Message::new("moves.struck"),
        other => said(other),
    }
}

/// A number that may be said.
pub fn shown(n: Shown) -> Message {
    match n {
        Shown::Exactly(n) => Message::new("roll.number").count("n", n),
        Shown::Few => Message::new("roll.number-few"),
    }
}

/// The sentences of a rule and the questions made of it, by the names the engine gives them.
const SENTENCES: [(&str, &str); 17] = [
    ("eligibility-who", "roll.rule-who"),
    ("eligibility-age", "roll.rule-age"),
    ("eligibility-place", "roll.rule-place"),
    ("eligibility-months", "roll.rule-months"),
    ("eligibility-months-with-breaks", "roll.rule-months-with-breaks"),
    ("eligibility-months-in-all", "roll.rule-months-in-all"),
    ("eligibility-on-day", "roll.rule-on-day"),
    ("eligibility-on-opening", "roll.rule-on-opening"),
    ("eligibility-on-closing", "roll.rule-on-closing"),
    ("eligibility-assurance", "roll.rule-assurance"),
    ("eligibility-roll-closes", "roll.rule-roll-closes"),
    ("eligibility-not-with-role", "roll.rule-not-with-role"),
    ("eligibility-never-asked", "roll.rule-never-asked"),
    ("eligibility-ask-age", "roll.ask-age"),
    ("eligibility-ask-place", "roll.ask-place"),
    ("eligibility-ask-since", "roll.ask-since"),
    ("eligibility-ask-evidence", "roll.ask-evidence"),
];

/// The words inside those sentences.
const INSIDE: [(&str, &str); 27] = [
    ("eligibility-feb29-mar1", "roll.feb29-mar1"),
    ("eligibility-feb29-feb28", "roll.feb29-feb28"),
    ("eligibility-action-vote", "roll.action-vote"),
    ("eligibility-action-propose", "roll.action-propose"),
    ("eligibility-action-sign", "roll.action-sign"),
    ("eligibility-action-stand", "roll.action-stand"),
    ("eligibility-action-comment", "roll.action-comment"),
    ("eligibility-tie-residence", "roll.tie-live"),
    ("eligibility-tie-work", "roll.tie-do-work"),
    ("eligibility-tie-study", "roll.tie-do-study"),
    ("eligibility-tie-care-of", "roll.tie-are-reached"),
    ("eligibility-level-claimed", "roll.level-claimed"),
    ("eligibility-level-declared", "roll.level-declared"),
    ("eligibility-level-attested", "roll.level-attested"),
    ("eligibility-level-shown", "roll.level-shown"),
    ("eligibility-level-matched", "roll.level-matched"),
    ("registrar", "roll.role-registrar"),
    ("ballot_officer", "roll.role-officer"),
    ("mediator", "roll.role-mediator"),
    ("moderator", "roll.role-moderator"),
    ("evaluator", "roll.role-evaluator"),
    ("secretary", "roll.role-secretary"),
    ("mayor", "roll.role-mayor"),
    ("observer", "roll.role-observer"),
    ("admin", "roll.role-admin"),
    ("council_member", "roll.role-member"),
    ("association", "roll.role-association"),
];

/// A sentence of a rule. Its arguments keep the engine's names.
pub fn sentence(sentence: &Sentence) -> Message {
    let start = Message::new(found(&SENTENCES, sentence.key).unwrap_or("roll.rule-never-asked"));
    sentence.arguments.iter().fold(start, |message, (name, argument)| {
        // Fluent's names have hyphens.
        let name = &name.replace('_', "-");
        match argument {
            Argument::Number(n) => message.count(name, *n),
            Argument::Date(date) => message.day(name, day(*date)),
            Argument::Names(names) => {
                message.all(name, names.iter().map(|name| said(name)).collect())
            }
            Argument::Key(key) => message.all(name, vec![inside(key)]),
            Argument::Keys(keys) => message.all(name, keys.iter().map(|key| inside(key)).collect()),
        }
    })
}

fn inside(key: &str) -> Message {
    found(&INSIDE, key).map_or_else(|| said(key), Message::new)
}

fn found(table: &[(&str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(known, _)| *known == key).map(|(_, message)| *message)
}
