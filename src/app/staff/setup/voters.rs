//! Who votes: the rule of a process as it is typed. What cannot be said here cannot be asked of anybody.

use std::collections::BTreeSet;

use morada_engine::eligibility::{AreaChoice, Date, Electorate, ReferenceDay, Rule, TieKind};
use morada_engine::ids::PlaceId;

use super::typed::small_number;
use crate::app::House;
use crate::app::roll::people::{tie_name, tie_named};
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::office::roll;

/// What is typed about who votes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VotersAnswers {
    /// The least age, in years.
    pub minimum_age: String,
    /// Names of the ties that count.
    pub basis: Vec<String>,
    /// Months that the tie must have lasted; empty: none.
    pub min_months: String,
    /// The day on which it must hold: `opening`, `closing` or `day`.
    pub on: String,
    /// That day, `YYYY-MM-DD`.
    pub on_day: String,
    /// The last day to ask for a place on the roll, `YYYY-MM-DD`; empty: none.
    pub roll_closes: String,
    /// The least assurance, `2` to `4`.
    pub min_assurance: String,
    /// In which areas' contests: `own`, `others` or `any`.
    pub choice: String,
    /// In how many.
    pub choice_most: String,
}

impl VotersAnswers {
    /// The answers that stored rules would have given.
    pub fn of(electorate: &Electorate) -> Self {
        let rule = &electorate.rule;
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let (on, on_day) = match rule.on {
            ReferenceDay::On(day) => ("day", Some(day)),
            ReferenceDay::Opening => ("opening", None),
            ReferenceDay::Closing => ("closing", None),
        };
        let (choice, most) = match electorate.choice {
            AreaChoice::Own => ("own", 1),
            AreaChoice::OwnAndOthers(most) => ("others", most),
            AreaChoice::Any(most) => ("any", most),
        };
        Self {
            minimum_age: rule.min_age.to_string(),
            basis: rule.basis.iter().map(|tie| tie_name(*tie).to_owned()).collect(),
            min_months: rule.min_months.to_string(),
            on: on.to_owned(),
            on_day: day(on_day),
            roll_closes: day(rule.roll_closes),
            min_assurance: rule.min_assurance.to_string(),
            choice: choice.to_owned(),
            choice_most: most.to_string(),
        }
    }

    /// The rules, or every fault.
    pub(super) fn parse(&self) -> Result<Electorate, Vec<Fault>> {
        let mut faults = Vec::new();
        let min_age = small_number("minimum_age", &self.minimum_age, 0, 120);
        let min_months = match self.min_months.trim() {
            "" => Ok(0),
            months => small_number("min_months", months, 0, 120),
        };
        let basis: BTreeSet<TieKind> =
            self.basis.iter().filter_map(|name| tie_named(name)).collect();
        if basis.is_empty() || basis.len() != self.basis.len() {
            faults.push(Fault::new("basis", Wrong::NothingChosen));
        }
        let on = match self.on.as_str() {
            "opening" => Ok(ReferenceDay::Opening),
            "closing" => Ok(ReferenceDay::Closing),
            _ => day("on_day", &self.on_day).map(ReferenceDay::On),
        };
        let roll_closes = match self.roll_closes.trim() {
            "" => Ok(None),
            typed => day("roll_closes", typed).map(Some),
        };
        let min_assurance = small_number("min_assurance", &self.min_assurance, 2, 4);
        let most = match self.choice.as_str() {
            "own" => Ok(1),
            _ => small_number("choice_most", &self.choice_most, 1, 1000),
        };
        let choice = most.and_then(|most| match self.choice.as_str() {
            "own" => Ok(AreaChoice::Own),
            "others" => Ok(AreaChoice::OwnAndOthers(most)),
            "any" => Ok(AreaChoice::Any(most)),
            _ => Err(Fault::new("choice", Wrong::NotOffered)),
        });
        match (min_age, min_months, on, roll_closes, min_assurance, choice) {
            (Ok(min_age), Ok(min_months), Ok(on), Ok(roll_closes), Ok(least), Ok(choice))
                if faults.is_empty() =>
            {
                let rule = Rule {
                    on,
                    roll_closes,
                    min_age: u8::try_from(min_age).unwrap_or(u8::MAX),
                    basis,
                    min_months,
                    min_assurance: u8::try_from(least).unwrap_or(u8::MAX),
                    ..Electorate::usual().rule
                };
                Ok(Electorate { rule, choice })
            }
            (min_age, min_months, on, roll_closes, least, choice) => {
                faults.extend(min_age.err());
                faults.extend(min_months.err());
                faults.extend(on.err());
                faults.extend(roll_closes.err());
                faults.extend(least.err());
                faults.extend(choice.err());
                Err(faults)
            }
        }
    }
}

fn day(field: &str, typed: &str) -> Result<Date, Fault> {
    Date::parse(typed.trim()).map_err(|_| Fault::new(field, Wrong::NotADay))
}

/// What the roll of the place cannot give: nobody younger, or tied otherwise, is on it.
pub(super) async fn beyond_the_roll(
    house: &House,
    place: &PlaceId,
    electorate: &Electorate,
) -> Result<(), DeskError> {
    let Some(roll) = roll::find(house.office.reader(), place).await? else { return Ok(()) };
    let (rule, own) = (&electorate.rule, &roll.rule);
    let mut faults = Vec::new();
    if rule.min_age < own.min_age {
        let (least, most) = (u64::from(own.min_age), 120);
        faults.push(Fault::new("minimum_age", Wrong::NotBetween { least, most }));
    }
    if !rule.basis.is_subset(&own.basis) {
        faults.push(Fault::new("basis", Wrong::NotOnTheRoll));
    }
    if faults.is_empty() { Ok(()) } else { Err(DeskError::Faulty(faults)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_comes_back_as_it_was_typed() {
        let typed = VotersAnswers {
            minimum_age: "14".into(),
            basis: vec!["residence".into(), "study".into()],
            min_months: "3".into(),
            on: "day".into(),
            on_day: "2026-05-01".into(),
            roll_closes: "2026-04-15".into(),
            min_assurance: "3".into(),
            choice: "others".into(),
            choice_most: "1".into(),
        };
        assert_eq!(VotersAnswers::of(&typed.parse().unwrap()), typed);
        let usual = VotersAnswers::of(&Electorate::usual());
        assert_eq!(usual.parse().unwrap(), Electorate::usual());
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let typed = VotersAnswers {
            minimum_age: "old".into(),
            basis: vec!["passport".into()],
            on: "day".into(),
            on_day: "soon".into(),
            min_assurance: "1".into(),
            choice: "any".into(),
            choice_most: "0".into(),
            ..VotersAnswers::default()
        };
        let faults = typed.parse().unwrap_err();
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["basis", "minimum_age", "on_day", "min_assurance", "choice_most"]);
    }
}
