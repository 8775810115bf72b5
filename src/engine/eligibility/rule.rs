//! The rule: what somebody must show to take part, as data that can be published.
//!
//! Source: COUNCIL.md section 3.2. What a rule can say is closed: nationality, legal status, permits,
//! country of birth, language, debts and convictions cannot be expressed, on purpose, and a rule or a
//! record that carries such a member is refused as a whole.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::date::{Date, Feb29};
use super::evidence::Accepted;
use crate::permission::Role;

/// What the rule admits to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// To vote.
    #[default]
    Vote,
    /// To hand in a proposal.
    Propose,
    /// To support a proposal or a petition.
    Sign,
    /// To stand as a candidate.
    Stand,
    /// To comment.
    Comment,
}

/// The day on which everything must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ReferenceDay {
    /// A day of the calendar.
    On(Date),
    /// The day the voting opens.
    Opening,
    /// The day the voting closes.
    Closing,
}

impl ReferenceDay {
    /// The day, given when voting opens and closes.
    pub fn resolve(self, opening: Date, closing: Date) -> Date {
        match self {
            Self::On(date) => date,
            Self::Opening => opening,
            Self::Closing => closing,
        }
    }
}

impl TryFrom<String> for ReferenceDay {
    type Error = super::date::NotADate;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "opening" => Ok(Self::Opening),
            "closing" => Ok(Self::Closing),
            _ => Date::parse(&text).map(Self::On),
        }
    }
}

impl From<ReferenceDay> for String {
    fn from(day: ReferenceDay) -> String {
        match day {
            ReferenceDay::On(date) => date.to_string(),
            ReferenceDay::Opening => "opening".to_owned(),
            ReferenceDay::Closing => "closing".to_owned(),
        }
    }
}

/// What ties a person to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieKind {
    /// Lives or sleeps there.
    Residence,
    /// Works there.
    Work,
    /// Goes to school or university there.
    Study,
    /// Is reached through an organisation there.
    CareOf,
}

/// How months are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthsMode {
    /// Without a break longer than the rule allows, up to the day.
    #[default]
    Continuous,
    /// All days together, with any breaks.
    Cumulative,
}

/// Who may do something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, where rules are kept together.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Its version: rules change, and decisions name the one they were made under.
    #[serde(default = "first_version")]
    pub version: u32,
    /// The first day it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// The last day it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// What it admits to.
    #[serde(default)]
    pub action: Action,
    /// The day on which everything must hold.
    pub on: ReferenceDay,
    /// The last day to ask for a place on the roll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roll_closes: Option<Date>,
    /// The least age in years. There is no greatest age.
    pub min_age: u8,
    /// Where a birthday on 29 February falls.
    #[serde(default)]
    pub feb29: Feb29,
    /// Which ties count.
    pub basis: BTreeSet<TieKind>,
    /// The areas where a tie counts.
    pub areas: BTreeSet<String>,
    /// How many months the tie must have lasted on the day.
    #[serde(default)]
    pub min_months: u32,
    /// How those months are counted.
    #[serde(default)]
    pub months_mode: MonthsMode,
    /// The longest break, in days, that does not interrupt.
    #[serde(default)]
    pub max_gap_days: u32,
    /// The least assurance, 0 (claimed) to 4 (matched).
    pub min_assurance: u8,
    /// Evidence that is accepted, with the assurance it gives.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Accepted>,
    /// Roles that may not do this.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub incompatible: BTreeSet<Role>,
}

const fn first_version() -> u32 {
    1
}

impl Rule {
    /// Whether the rule is in force on `day`.
    pub fn in_force(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// A tie between a person and an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// What kind of tie.
    pub kind: TieKind,
    /// The area, by its name in the rule; never an address.
    pub area: String,
    /// The first day.
    pub from: Date,
    /// The first day on which it no longer holds; nothing while it does.
    pub to: Option<Date>,
    /// How well it is assured, 0 to 4.
    pub assurance: u8,
}

impl Tie {
    /// Whether the tie holds on `day`.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }
}

/// What is known about a person, and all that may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The day of birth, while a request is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<Date>,
    /// From which day on each age limit holds: what is kept instead of the birth.
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub of_age_from: std::collections::BTreeMap<u8, Date>,
    /// Ties to areas.
    pub ties: Vec<Tie>,
    /// Roles held.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub roles: BTreeSet<Role>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn rule() -> Value {
        json!({
            "on": "2026-05-01", "min_age": 16, "areas": ["city"], "basis": ["residence"],
            "min_assurance": 2,
        })
    }

    #[test]
    fn a_rule_says_when_and_where_and_needs_no_more() {
        let rule: Rule = serde_json::from_value(rule()).unwrap();
        assert_eq!((rule.min_months, rule.action, rule.version), (0, Action::Vote, 1));
        assert_eq!(rule.on, ReferenceDay::On(Date::parse("2026-05-01").unwrap()));
        let again: Rule = serde_json::from_value(serde_json::to_value(&rule).unwrap()).unwrap();
        assert_eq!(again, rule);
    }

    #[test]
    fn a_reference_day_can_be_the_opening_or_the_closing() {
        let (open, close) =
            (Date::parse("2026-05-01").unwrap(), Date::parse("2026-05-20").unwrap());
        let day =
            |text: &str| ReferenceDay::try_from(text.to_owned()).unwrap().resolve(open, close);
        assert_eq!([day("opening"), day("closing")], [open, close]);
        assert!(ReferenceDay::try_from("someday".to_owned()).is_err());
    }

    #[test]
    fn a_rule_holds_between_its_days() {
        let mut rule: Rule = serde_json::from_value(rule()).unwrap();
        rule.valid_from = Date::new(2026, 1, 1);
        rule.valid_to = Date::new(2026, 12, 31);
        let in_force = |year, month, day| rule.in_force(Date::new(year, month, day).unwrap());
        assert!(in_force(2026, 1, 1) && in_force(2026, 12, 31));
        assert!(!in_force(2025, 12, 31) && !in_force(2027, 1, 1));
    }

    /// What a city might be asked for one day, and cannot be told.
    const NEVER: [&str; 18] = [
        "nationality",
        "citizenship",
        "status",
        "legal_status",
        "permit",
        "residence_permit",
        "visa",
        "country_of_birth",
        "place_of_birth",
        "origin",
        "ethnicity",
        "religion",
        "language",
        "gender",
        "document_number",
        "criminal_record",
        "debts",
        "max_age",
    ];

    #[test]
    fn nationality_status_permit_and_country_of_birth_cannot_be_said() {
        let person = json!({"birth": "2000-01-01", "ties": [
            {"kind": "residence", "area": "city", "from": "2020-01-01", "to": null, "assurance": 2},
        ]});
        assert!(serde_json::from_value::<Person>(person.clone()).is_ok());
        for never in NEVER {
            let mut with = person.clone();
            with[never] = json!("x");
            assert!(serde_json::from_value::<Person>(with).is_err(), "person.{never}");
            let mut with = person.clone();
            with["ties"][0][never] = Value::Null;
            assert!(serde_json::from_value::<Person>(with).is_err(), "tie.{never}");
            let mut with = rule();
            with[never] = json!(["x"]);
            assert!(serde_json::from_value::<Rule>(with).is_err(), "rule.{never}");
        }
    }
}
