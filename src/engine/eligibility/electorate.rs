//! The electorate of a process: its rule, and in which of its contests somebody votes.
//!
//! Source: COUNCIL.md sections 2 and 3.2. A contest for some areas belongs to those who live there; the
//! process says in how many others a voter may choose, as Barcelona's "own district and one other". A
//! contest can ask for more than its process does, never for less.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::areas::AreaChoice;
use super::date::Date;
use super::decide::{Decision, Reason, decide};
use super::rule::{Action, MonthsMode, Person, ReferenceDay, Rule, TieKind};
use crate::ids::ContestId;

/// Who votes in a process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Electorate {
    /// What a voter must show. Its areas are empty: a tie counts anywhere in the place.
    pub rule: Rule,
    /// In which areas' contests a voter may vote.
    pub choice: AreaChoice,
}

/// Who votes in one contest, where that is not everybody who votes in the process.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestVoters {
    /// The areas it belongs to; empty: the whole place.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub areas: BTreeSet<String>,
    /// A greater least age, in years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_age: Option<u8>,
    /// More months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_months: Option<u32>,
}

/// How somebody stands to a contest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// They vote in it.
    Votes,
    /// It belongs to another area, and they may choose it.
    MayChoose,
    /// They do not, for these reasons.
    Not(Vec<Reason>),
}

/// The facts about somebody and the days they are judged on.
#[derive(Debug, Clone, Copy)]
pub struct Applicant<'a> {
    /// What is known of them.
    pub person: &'a Person,
    /// The day they asked for a place on the roll.
    pub asked_on: Date,
    /// The rule's day, resolved.
    pub day: Date,
}

impl Electorate {
    /// A careful beginning: sixteen years on the last day of voting, living there, attested.
    pub fn usual() -> Self {
        let rule = Rule {
            id: String::new(),
            version: 1,
            valid_from: None,
            valid_to: None,
            action: Action::Vote,
            on: ReferenceDay::Closing,
            roll_closes: None,
            min_age: 16,
            feb29: super::date::Feb29::default(),
            basis: BTreeSet::from([TieKind::Residence]),
            areas: BTreeSet::new(),
            min_months: 0,
            months_mode: MonthsMode::Continuous,
            max_gap_days: 0,
            min_assurance: 2,
            evidence: Vec::new(),
            incompatible: BTreeSet::new(),
        };
        Self { rule, choice: AreaChoice::Own }
    }

    /// The rule with the areas of the place written out.
    pub fn rule_in(&self, place: &BTreeSet<String>) -> Rule {
        Rule { areas: place.clone(), ..self.rule.clone() }
    }

    /// The rule of one contest: the stricter of its own and the process's.
    pub fn rule_of(&self, contest: &ContestVoters, place: &BTreeSet<String>) -> Rule {
        let whole = self.rule_in(place);
        let areas = if contest.areas.is_empty() { whole.areas } else { contest.areas.clone() };
        let min_age = contest.min_age.map_or(whole.min_age, |own| own.max(whole.min_age));
        let min_months =
            contest.min_months.map_or(whole.min_months, |own| own.max(whole.min_months));
        Rule { min_age, areas, min_months, ..whole }
    }

    /// How somebody stands to a contest of a place with these areas.
    pub fn standing(
        &self,
        contest: &ContestVoters,
        place: &BTreeSet<String>,
        who: Applicant<'_>,
    ) -> Standing {
        let late = self.rule.roll_closes.is_some_and(|last| who.asked_on > last);
        let judge = |rule: &Rule| -> Decision {
            let mut decided = decide(rule, who.person, who.day);
            if late {
                decided.reasons.push(Reason::RollClosed);
                decided.eligible = false;
            }
            decided
        };
        let rule = self.rule_of(contest, place);
        let own = judge(&rule);
        if own.eligible {
            return Standing::Votes;
        }
        let elsewhere = Rule { areas: place.clone(), ..rule };
        if self.choice != AreaChoice::Own && judge(&elsewhere).eligible {
            return Standing::MayChoose;
        }
        Standing::Not(own.reasons)
    }

    /// Whether somebody of area `own` may vote in all these contests together.
    ///
    /// A contest that belongs to their own area counts as that area, any other as an area of its own.
    pub fn allows<'a>(
        &self,
        own: &str,
        contests: impl IntoIterator<Item = (&'a ContestId, &'a ContestVoters)>,
    ) -> bool {
        let of_areas = contests.into_iter().filter(|(_, voters)| !voters.areas.is_empty());
        let chosen = of_areas.map(|(id, voters)| {
            if voters.areas.contains(own) { own.to_owned() } else { format!("#{id}") }
        });
        self.choice.allows(own, &chosen.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::rule::Tie;
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn place() -> BTreeSet<String> {
        ["Marvila", "Beato", "Arroios"].map(str::to_owned).into()
    }

    fn of(areas: &[&str]) -> ContestVoters {
        let areas = areas.iter().map(|area| (*area).to_owned()).collect();
        ContestVoters { areas, ..ContestVoters::default() }
    }

    fn lives_in(area: &str, born: &str) -> Person {
        Person {
            birth: Some(day(born)),
            of_age_from: std::collections::BTreeMap::new(),
            ties: vec![Tie {
                kind: TieKind::Residence,
                area: area.to_owned(),
                from: day("2026-01-01"),
                to: None,
                assurance: 2,
            }],
            roles: BTreeSet::new(),
        }
    }

    fn standing(electorate: &Electorate, contest: &ContestVoters, person: &Person) -> Standing {
        let who = Applicant { person, asked_on: day("2026-03-01"), day: day("2026-05-01") };
        electorate.standing(contest, &place(), who)
    }

    /// Amina lives in Marvila. She votes for the city and for Marvila; with "own and one other" she may
    /// also choose Beato or Arroios, not both.
    #[test]
    fn own_district_and_one_other() {
        let amina = lives_in("Marvila", "1990-01-01");
        let (city, marvila, beato, arroios) =
            (of(&[]), of(&["Marvila"]), of(&["Beato"]), of(&["Arroios"]));
        let mut rules = Electorate::usual();
        assert_eq!(standing(&rules, &city, &amina), Standing::Votes);
        assert_eq!(standing(&rules, &marvila, &amina), Standing::Votes);
        let elsewhere = Standing::Not(vec![Reason::NoTieInAreaOnDate]);
        assert_eq!(standing(&rules, &beato, &amina), elsewhere);
        rules.choice = AreaChoice::OwnAndOthers(1);
        assert_eq!(standing(&rules, &beato, &amina), Standing::MayChoose);
        let id = |name: &str| ContestId::parse(name).unwrap();
        let (a, b, c, d) = (id("city"), id("marvila"), id("beato"), id("arroios"));
        assert!(rules.allows("Marvila", [(&a, &city), (&b, &marvila), (&c, &beato)]));
        assert!(!rules.allows("Marvila", [(&b, &marvila), (&c, &beato), (&d, &arroios)]));
    }

    #[test]
    fn a_contest_can_ask_for_more_and_never_for_less() {
        let amina = lives_in("Marvila", "2009-06-01");
        let rules = Electorate::usual();
        let older = ContestVoters { min_age: Some(18), ..ContestVoters::default() };
        assert_eq!(standing(&rules, &older, &amina), Standing::Not(vec![Reason::UnderAge]));
        let younger = ContestVoters { min_age: Some(3), ..ContestVoters::default() };
        assert_eq!(rules.rule_of(&younger, &place()).min_age, 16);
        let longer = ContestVoters { min_months: Some(6), ..ContestVoters::default() };
        assert_eq!(standing(&rules, &longer, &amina), Standing::Not(vec![Reason::TieTooShort]));
    }

    #[test]
    fn whoever_asked_after_the_roll_closed_waits_for_the_next_vote() {
        let amina = lives_in("Marvila", "1990-01-01");
        let mut rules = Electorate::usual();
        rules.rule.roll_closes = Some(day("2026-03-01"));
        assert_eq!(standing(&rules, &of(&[]), &amina), Standing::Votes);
        rules.rule.roll_closes = Some(day("2026-02-28"));
        assert_eq!(standing(&rules, &of(&[]), &amina), Standing::Not(vec![Reason::RollClosed]));
    }

    proptest! {
        /// Whatever else a contest asks, nobody votes in it who does not vote in its process.
        #[test]
        fn a_contest_is_never_wider_than_its_process(
            area in prop::sample::select(vec!["Marvila", "Beato", "Elsewhere"]),
            own in prop::sample::select(vec!["Marvila", "Beato", ""]),
            year in 1950_i32..2026, age in prop::option::of(0_u8..40), months in prop::option::of(0_u32..9),
        ) {
            let person = lives_in(area, &format!("{year}-02-03"));
            let areas = if own.is_empty() { of(&[]).areas } else { of(&[own]).areas };
            let contest = ContestVoters { areas, min_age: age, min_months: months };
            let rules = Electorate { choice: AreaChoice::Any(2), ..Electorate::usual() };
            if standing(&rules, &of(&[]), &person) != Standing::Votes {
                prop_assert!(matches!(standing(&rules, &contest, &person), Standing::Not(_)));
            }
        }
    }
}
