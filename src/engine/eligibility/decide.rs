//! The decision: eligible, or every reason why not, in a fixed order.
//!
//! Source: COUNCIL.md section 3.2 and elections/README.md, "eligibility". A pure function of rule, day
//! and person: whoever repeats it gets the same answer.

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::rule::{MonthsMode, Person, Rule, Tie};

/// Why somebody is refused. The order is the order in which reasons are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Too young on the day, or the age is not known.
    UnderAge,
    /// No tie of an accepted kind in the areas holds on the day.
    NoTieInAreaOnDate,
    /// No such tie is assured well enough.
    AssuranceTooLow,
    /// The tie has not lasted long enough.
    TieTooShort,
    /// Holds a role that may not do this.
    IncompatibleRole,
    /// Found by people, never by a program: the person is on the roll already.
    DuplicateConfirmed,
    /// Found by people: who attested has taken it back.
    AttestationWithdrawn,
    /// Asked for a place on the roll after its last day for this vote.
    RollClosed,
}

/// The answer to whether somebody may take part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Whether they may.
    pub eligible: bool,
    /// Every reason why not, in order; none when eligible.
    pub reasons: Vec<Reason>,
}

/// Decides for `day`, the resolved reference day of the rule.
pub fn decide(rule: &Rule, person: &Person, day: Date) -> Decision {
    let mut reasons = Vec::new();
    if !old_enough(rule, person, day) {
        reasons.push(Reason::UnderAge);
    }
    reasons.extend(tie_reason(rule, &person.ties, day));
    if !rule.incompatible.is_disjoint(&person.roles) {
        reasons.push(Reason::IncompatibleRole);
    }
    Decision { eligible: reasons.is_empty(), reasons }
}

/// The day from which somebody born on `birth` is old enough: what is kept instead of the birth.
pub fn of_age_from(rule: &Rule, birth: Date) -> Option<Date> {
    birth.birthday(rule.min_age, rule.feb29)
}

/// An age that nobody knows is not old enough, unless the rule asks for none.
fn old_enough(rule: &Rule, person: &Person, day: Date) -> bool {
    let kept = person.of_age_from.get(&rule.min_age).copied();
    let from = kept.or_else(|| of_age_from(rule, person.birth?));
    rule.min_age == 0 || from.is_some_and(|from| from <= day)
}

/// The first thing that is missing from the ties, if anything is.
fn tie_reason(rule: &Rule, ties: &[Tie], day: Date) -> Option<Reason> {
    let counts = |tie: &&Tie| rule.basis.contains(&tie.kind) && rule.areas.contains(&tie.area);
    let assured = |tie: &&Tie| tie.assurance >= rule.min_assurance;
    let (counting, good): (Vec<&Tie>, Vec<&Tie>) = (
        ties.iter().filter(counts).collect(),
        ties.iter().filter(counts).filter(assured).collect(),
    );
    if !counting.iter().any(|tie| tie.holds_on(day)) {
        return Some(Reason::NoTieInAreaOnDate);
    }
    if !good.iter().any(|tie| tie.holds_on(day)) {
        return Some(Reason::AssuranceTooLow);
    }
    let long_enough = rule.min_months == 0
        || match rule.months_mode {
            MonthsMode::Continuous => continuous(rule, &good, day),
            MonthsMode::Cumulative => cumulative(rule, &good, day),
        };
    (!long_enough).then_some(Reason::TieTooShort)
}

/// Whether the period without a long break that contains the day began early enough.
///
/// Months are counted forward from the first day: who came on 30 August has been there for six months
/// on the last day of February.
fn continuous(rule: &Rule, ties: &[&Tie], day: Date) -> bool {
    let periods = merged(ties, i64::from(rule.max_gap_days), None);
    let began = periods.iter().find(|(from, to)| *from <= day && day.days() < *to);
    let complete = began.and_then(|(from, _)| from.months_after(rule.min_months));
    complete.is_some_and(|complete| complete <= day)
}

/// Whether all days before the day together are as many as the months before it have.
fn cumulative(rule: &Rule, ties: &[&Tie], day: Date) -> bool {
    let periods = merged(ties, 0, Some(day.days()));
    let lived: i64 = periods.iter().map(|(from, to)| to - from.days()).sum();
    let needed = day.months_before(rule.min_months).map(|start| day.days() - start.days());
    needed.is_some_and(|needed| lived >= needed)
}

/// The ties as periods from a day to the day (in days) on which they no longer hold, those closer than
/// `gap` days made one; none goes beyond `end`.
fn merged(ties: &[&Tie], gap: i64, end: Option<i64>) -> Vec<(Date, i64)> {
    let end = end.unwrap_or(i64::MAX);
    let mut periods: Vec<(Date, i64)> = ties
        .iter()
        .map(|tie| (tie.from, tie.to.map_or(i64::MAX, Date::days).min(end)))
        .filter(|(from, to)| from.days() < *to)
        .collect();
    periods.sort_unstable();
    let mut merged: Vec<(Date, i64)> = Vec::new();
    for (from, to) in periods {
        match merged.last_mut() {
            Some((_, last)) if from.days() <= last.saturating_add(gap) => *last = to.max(*last),
            _ => merged.push((from, to)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::super::rule::TieKind;
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn rule(months: u32, mode: &str, gap: u32) -> Rule {
        serde_json::from_value(json!({
            "on": "2026-05-01", "min_age": 16, "areas": ["d1"], "basis": ["residence"],
            "min_months": months, "months_mode": mode, "max_gap_days": gap, "min_assurance": 2,
        }))
        .unwrap()
    }

    fn tie(from: &str, to: Option<&str>, assurance: u8) -> Tie {
        let (from, to) = (date(from), to.map(date));
        Tie { kind: TieKind::Residence, area: "d1".to_owned(), from, to, assurance }
    }

    fn person(birth: &str, ties: &[Tie]) -> Person {
        Person {
            birth: Some(date(birth)),
            of_age_from: std::collections::BTreeMap::new(),
            ties: ties.to_vec(),
            roles: std::collections::BTreeSet::new(),
        }
    }

    fn reasons(rule: &Rule, person: &Person) -> Vec<Reason> {
        decide(rule, person, date("2026-05-01")).reasons
    }

    /// Amina is 17 and has lived in the district since February: she may vote where three months are
    /// not asked for, and not where they are. On 1 May she lacks four days.
    #[test]
    fn three_months_are_three_months_of_the_calendar() {
        let amina = person("2008-07-09", &[tie("2026-02-05", None, 2)]);
        assert_eq!(reasons(&rule(0, "continuous", 0), &amina), []);
        assert_eq!(reasons(&rule(3, "continuous", 0), &amina), [Reason::TieTooShort]);
        let earlier = person("2008-07-09", &[tie("2026-02-01", None, 2)]);
        assert_eq!(reasons(&rule(3, "continuous", 0), &earlier), []);
        let end_of_august = person("2008-07-09", &[tie("2027-08-31", None, 2)]);
        let decided = decide(&rule(6, "continuous", 0), &end_of_august, date("2028-02-29"));
        assert!(decided.eligible, "the last day of February completes six months");
    }

    #[test]
    fn every_reason_is_given_at_once_and_in_order() {
        let mut rule = rule(0, "continuous", 0);
        rule.incompatible.insert(crate::permission::Role::BallotOfficer);
        let mut person = person("2012-01-01", &[tie("2026-01-01", Some("2026-05-01"), 4)]);
        person.roles.insert(crate::permission::Role::BallotOfficer);
        let expected = [Reason::UnderAge, Reason::NoTieInAreaOnDate, Reason::IncompatibleRole];
        assert_eq!(reasons(&rule, &person), expected);
    }

    #[test]
    fn a_tie_that_is_only_claimed_is_not_enough() {
        let claimed = person("2000-01-01", &[tie("2020-01-01", None, 1)]);
        assert_eq!(reasons(&rule(0, "continuous", 0), &claimed), [Reason::AssuranceTooLow]);
    }

    #[test]
    fn a_short_break_interrupts_only_when_the_rule_says_so() {
        let away = [tie("2025-06-01", Some("2026-03-01"), 2), tie("2026-03-11", None, 2)];
        let away = person("2000-01-01", &away);
        assert_eq!(reasons(&rule(6, "continuous", 9), &away), [Reason::TieTooShort]);
        assert_eq!(reasons(&rule(6, "continuous", 10), &away), []);
        assert_eq!(reasons(&rule(6, "cumulative", 0), &away), []);
    }

    #[test]
    fn who_is_unknown_is_not_eligible() {
        let mut nobody = person("2000-01-01", &[]);
        nobody.birth = None;
        let expected = [Reason::UnderAge, Reason::NoTieInAreaOnDate];
        assert_eq!(reasons(&rule(0, "continuous", 0), &nobody), expected);
    }

    #[test]
    fn the_day_of_age_is_enough_once_the_birth_is_forgotten() {
        let rule = rule(0, "continuous", 0);
        let mut amina = person("2010-05-01", &[tie("2020-01-01", None, 2)]);
        let from = of_age_from(&rule, amina.birth.unwrap()).unwrap();
        assert_eq!(from, date("2026-05-01"));
        amina.birth = None;
        amina.of_age_from.insert(16, from);
        assert!(decide(&rule, &amina, date("2026-05-01")).eligible);
        assert!(!decide(&rule, &amina, date("2026-04-30")).eligible);
    }

    proptest! {
        #[test]
        fn a_tie_more_never_shuts_anybody_out(
            first in (0_u8..28, 0_u8..28, 0_u8..5), second in (0_u8..28, 0_u8..28, 0_u8..5),
            months in 0_u32..4, cumulative in any::<bool>(), gap in 0_u32..9,
        ) {
            let month = |m: u8| format!("{}-{:02}-01", 2024 + i32::from(m / 12), m % 12 + 1);
            let tie = |(from, length, assurance): (u8, u8, u8)| {
                tie(&month(from), Some(&month(from + length)), assurance)
            };
            let rule = rule(months, if cumulative { "cumulative" } else { "continuous" }, gap);
            let one = person("2000-01-01", &[tie(first)]);
            let two = person("2000-01-01", &[tie(first), tie(second)]);
            let day = date("2026-03-15");
            prop_assert!(!decide(&rule, &one, day).eligible || decide(&rule, &two, day).eligible);
        }
    }
}
