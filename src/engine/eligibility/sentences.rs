//! A rule prints itself: the sentences it consists of, as keys and arguments.
//!
//! The words are in `i18n`, in every language; here is only which sentence is said, and with what. The
//! page "Can I take part?" asks the questions of the same rule and stores nothing.

use serde::Serialize;

use super::date::{Date, Feb29};
use super::rule::{Action, MonthsMode, ReferenceDay, Rule, TieKind};

/// A value inside a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Argument {
    /// A number, e.g. an age or months.
    Number(u64),
    /// A day.
    Date(Date),
    /// Names of areas as the place writes them.
    Names(Vec<String>),
    /// A word that has a translation under its own key.
    Key(&'static str),
    /// Several such words.
    Keys(Vec<&'static str>),
}

/// One sentence: its key and its arguments by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// The key of the message.
    pub key: &'static str,
    /// Its arguments, in the order of their names.
    pub arguments: Vec<(&'static str, Argument)>,
}

fn say(key: &'static str, arguments: Vec<(&'static str, Argument)>) -> Sentence {
    Sentence { key, arguments }
}

/// The rule in plain sentences, in the order in which a person would ask.
pub fn sentences(rule: &Rule) -> Vec<Sentence> {
    let mut said =
        vec![say("eligibility-who", vec![("action", Argument::Key(action(rule.action)))])];
    said.extend(age(rule));
    said.push(place(rule));
    said.extend(months(rule));
    said.push(reference_day(rule.on));
    said.push(say(
        "eligibility-assurance",
        vec![("level", Argument::Key(level(rule.min_assurance)))],
    ));
    if let Some(day) = rule.roll_closes {
        said.push(say("eligibility-roll-closes", vec![("day", Argument::Date(day))]));
    }
    if !rule.incompatible.is_empty() {
        let roles = rule.incompatible.iter().map(|role| role.name());
        said.push(say(
            "eligibility-not-with-role",
            vec![("roles", Argument::Keys(roles.collect()))],
        ));
    }
    said.push(say("eligibility-never-asked", vec![]));
    said
}

/// The questions of "Can I take part?": at most four, and none whose answer does not matter.
pub fn questions(rule: &Rule) -> Vec<Sentence> {
    let mut asked = Vec::new();
    if rule.min_age > 0 {
        let age = Argument::Number(u64::from(rule.min_age));
        asked.push(say("eligibility-ask-age", vec![("age", age)]));
    }
    let place = place(rule);
    asked.push(say("eligibility-ask-place", place.arguments));
    if rule.min_months > 0 {
        let months = Argument::Number(u64::from(rule.min_months));
        asked.push(say("eligibility-ask-since", vec![("months", months)]));
    }
    if rule.min_assurance > 1 {
        let level = Argument::Key(level(rule.min_assurance));
        asked.push(say("eligibility-ask-evidence", vec![("level", level)]));
    }
    asked
}

fn age(rule: &Rule) -> Option<Sentence> {
    let age = Argument::Number(u64::from(rule.min_age));
    let leap_day = match rule.feb29 {
        Feb29::Mar1 => "eligibility-feb29-mar1",
        Feb29::Feb28 => "eligibility-feb29-feb28",
    };
    let arguments = vec![("age", age), ("leap_day", Argument::Key(leap_day))];
    (rule.min_age > 0).then(|| say("eligibility-age", arguments))
}

fn place(rule: &Rule) -> Sentence {
    let basis = rule.basis.iter().map(|kind| tie(*kind)).collect();
    let areas = rule.areas.iter().cloned().collect();
    let arguments = vec![("areas", Argument::Names(areas)), ("basis", Argument::Keys(basis))];
    say("eligibility-place", arguments)
}

fn months(rule: &Rule) -> Option<Sentence> {
    let months = ("months", Argument::Number(u64::from(rule.min_months)));
    let gap = ("days", Argument::Number(u64::from(rule.max_gap_days)));
    match (rule.min_months, rule.months_mode, rule.max_gap_days) {
        (0, _, _) => None,
        (_, MonthsMode::Continuous, 0) => Some(say("eligibility-months", vec![months])),
        (_, MonthsMode::Continuous, _) => {
            Some(say("eligibility-months-with-breaks", vec![gap, months]))
        }
        (_, MonthsMode::Cumulative, _) => Some(say("eligibility-months-in-all", vec![months])),
    }
}

fn reference_day(day: ReferenceDay) -> Sentence {
    match day {
        ReferenceDay::On(day) => say("eligibility-on-day", vec![("day", Argument::Date(day))]),
        ReferenceDay::Opening => say("eligibility-on-opening", vec![]),
        ReferenceDay::Closing => say("eligibility-on-closing", vec![]),
    }
}

const fn action(action: Action) -> &'static str {
    match action {
        Action::Vote => "eligibility-action-vote",
        Action::Propose => "eligibility-action-propose",
        Action::Sign => "eligibility-action-sign",
        Action::Stand => "eligibility-action-stand",
        Action::Comment => "eligibility-action-comment",
    }
}

const fn tie(kind: TieKind) -> &'static str {
    match kind {
        TieKind::Residence => "eligibility-tie-residence",
        TieKind::Work => "eligibility-tie-work",
        TieKind::Study => "eligibility-tie-study",
        TieKind::CareOf => "eligibility-tie-care-of",
    }
}

const fn level(assurance: u8) -> &'static str {
    match assurance {
        0 => "eligibility-level-claimed",
        1 => "eligibility-level-declared",
        2 => "eligibility-level-attested",
        3 => "eligibility-level-shown",
        _ => "eligibility-level-matched",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn rule(more: &Value) -> Rule {
        let mut rule = json!({
            "on": "closing", "min_age": 16, "areas": ["Baixa", "Arroios"], "basis": ["residence"],
            "min_months": 3, "min_assurance": 2, "action": "vote",
        });
        for (member, value) in more.as_object().into_iter().flatten() {
            rule[member] = value.clone();
        }
        serde_json::from_value(rule).unwrap()
    }

    fn keys(said: &[Sentence]) -> Vec<&'static str> {
        said.iter().map(|sentence| sentence.key).collect()
    }

    #[test]
    fn a_rule_prints_itself_in_the_order_of_the_questions() {
        let said = sentences(&rule(&json!({})));
        assert_eq!(
            keys(&said),
            [
                "eligibility-who",
                "eligibility-age",
                "eligibility-place",
                "eligibility-months",
                "eligibility-on-closing",
                "eligibility-assurance",
                "eligibility-never-asked",
            ]
        );
        assert_eq!(
            serde_json::to_value(&said[2].arguments).unwrap(),
            json!([["areas", ["Arroios", "Baixa"]], ["basis", ["eligibility-tie-residence"]]])
        );
    }

    #[test]
    fn can_i_take_part_asks_at_most_four_questions_and_none_for_nothing() {
        let all = ["eligibility-ask-age", "eligibility-ask-place", "eligibility-ask-since"];
        assert_eq!(keys(&questions(&rule(&json!({}))))[..3], all);
        assert_eq!(questions(&rule(&json!({}))).len(), 4);
        let open = rule(&json!({"min_age": 0, "min_months": 0, "min_assurance": 0}));
        assert_eq!(keys(&questions(&open)), ["eligibility-ask-place"]);
    }

    #[test]
    fn breaks_and_deadlines_and_roles_are_said_when_there_are_any() {
        let more = json!({
            "max_gap_days": 15, "roll_closes": "2026-04-01", "on": "2026-05-01",
            "incompatible": ["registrar"], "min_age": 0,
        });
        let said = keys(&sentences(&rule(&more)));
        for key in [
            "eligibility-months-with-breaks",
            "eligibility-roll-closes",
            "eligibility-on-day",
            "eligibility-not-with-role",
        ] {
            assert!(said.contains(&key), "{key}");
        }
        assert!(!said.contains(&"eligibility-age"));
        let all = sentences(&rule(&json!({"months_mode": "cumulative"})));
        assert!(keys(&all).contains(&"eligibility-months-in-all"));
    }
}
