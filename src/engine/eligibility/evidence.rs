//! Evidence: which kinds are accepted, how many are enough, and the assurance they give.
//!
//! Source: COUNCIL.md section 3.3. A kind is a plain name; what was shown is never kept, only that it
//! was checked. No single kind may be the only way to a level, and every level up to 3 must be within
//! reach without a paper of any state: [`faults`] says where a table breaks this.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::date::Date;

/// One way to an assurance level: everything in `all_of` together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The level it gives, 0 to 4.
    pub assurance: u8,
    /// Kinds of evidence and how many of each, e.g. two neighbours.
    pub all_of: BTreeMap<String, u32>,
    /// How many months it is good for; nothing: one edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_months: Option<u32>,
    /// Whether a paper of a state is part of it.
    #[serde(default)]
    pub state_paper: bool,
}

/// Something that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// The kind.
    pub kind: String,
    /// The day it was checked.
    pub on: Date,
}

/// The highest level that the checks reach on `day`; 0 without any.
pub fn assurance(accepted: &[Accepted], checks: &[Checked], day: Date) -> u8 {
    let reached = |way: &&Accepted| {
        let fresh = |check: &&Checked| {
            let since = way.valid_months.and_then(|months| day.months_before(months));
            check.on <= day && since.is_none_or(|since| since <= check.on)
        };
        way.all_of.iter().all(|(kind, needed)| {
            let found = checks.iter().filter(fresh).filter(|check| check.kind == *kind).count();
            u32::try_from(found).is_ok_and(|found| found >= *needed)
        })
    };
    accepted.iter().filter(reached).map(|way| way.assurance).max().unwrap_or(0)
}

/// What is unfair about a table of accepted evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "fault")]
pub enum EvidenceFault {
    /// One single way leads to this level: whoever has not got it is shut out.
    OnlyOneWay {
        /// The level.
        assurance: u8,
    },
    /// Up to level 3 there must be a way without a paper of any state.
    OnlyStatePapers {
        /// The level.
        assurance: u8,
    },
    /// Levels go from 0 to 4.
    UnknownLevel {
        /// The level.
        assurance: u8,
    },
    /// A way that asks for nothing would give the level to everybody.
    AsksForNothing {
        /// The level.
        assurance: u8,
    },
}

/// What is unfair about `accepted` for a rule that asks for `needed`; nothing when it is in order.
///
/// A higher level is a way to a lower one.
pub fn faults(accepted: &[Accepted], needed: u8) -> Vec<EvidenceFault> {
    let mut faults = Vec::new();
    for way in accepted {
        let assurance = way.assurance;
        if assurance > 4 {
            faults.push(EvidenceFault::UnknownLevel { assurance });
        }
        if assurance > 0 && way.all_of.values().all(|count| *count == 0) {
            faults.push(EvidenceFault::AsksForNothing { assurance });
        }
    }
    let enough: Vec<&Accepted> = accepted.iter().filter(|way| way.assurance >= needed).collect();
    if needed > 0 && !accepted.is_empty() {
        if enough.len() < 2 {
            faults.push(EvidenceFault::OnlyOneWay { assurance: needed });
        }
        if needed <= 3 && enough.iter().all(|way| way.state_paper) {
            faults.push(EvidenceFault::OnlyStatePapers { assurance: needed });
        }
    }
    faults.sort_unstable();
    faults
}

/// The table that the product ships, from section 3.3: a start for a place to change.
pub fn usual() -> Vec<Accepted> {
    let way = |assurance, kind: &str, needed, valid_months, state_paper| Accepted {
        assurance,
        all_of: BTreeMap::from([(kind.to_owned(), needed)]),
        valid_months,
        state_paper,
    };
    vec![
        way(0, "reachable_contact", 1, Some(1), false),
        way(1, "sworn_declaration", 1, None, false),
        way(2, "association_letter", 1, Some(12), false),
        way(2, "shelter_letter", 1, Some(12), false),
        way(2, "school_letter", 1, Some(12), false),
        way(2, "health_or_social_letter", 1, Some(12), false),
        way(2, "employer_letter", 1, Some(12), false),
        way(2, "posted_code", 1, Some(12), false),
        way(2, "two_neighbours", 2, Some(12), false),
        way(3, "home_paper", 1, Some(24), false),
        way(3, "attested_home_and_age", 2, Some(24), false),
        way(3, "card_with_address", 1, Some(24), true),
        way(4, "municipal_register", 1, None, true),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn checked(kind: &str, on: &str) -> Checked {
        Checked { kind: kind.to_owned(), on: day(on) }
    }

    /// One neighbour is not enough, two are; thirteen months later they are too long ago.
    #[test]
    fn two_neighbours_are_enough_for_a_year() {
        let level = |checks: &[Checked], on| assurance(&usual(), checks, day(on));
        let one = checked("two_neighbours", "2026-01-10");
        let two = [one.clone(), checked("two_neighbours", "2026-01-11")];
        assert_eq!(level(&[one], "2026-02-01"), 0);
        assert_eq!(level(&two, "2026-02-01"), 2);
        assert_eq!(level(&two, "2027-01-10"), 2);
        assert_eq!(level(&two, "2027-01-11"), 0);
        assert_eq!(level(&two, "2026-01-10"), 0);
    }

    #[test]
    fn the_highest_level_counts() {
        let checks =
            [checked("sworn_declaration", "2026-01-01"), checked("home_paper", "2026-01-01")];
        assert_eq!(assurance(&usual(), &checks, day("2026-05-01")), 3);
        assert_eq!(assurance(&usual(), &[], day("2026-05-01")), 0);
        assert_eq!(assurance(&[], &checks, day("2026-05-01")), 0);
    }

    #[test]
    fn the_usual_table_shuts_nobody_out() {
        for needed in 0..=3 {
            assert_eq!(faults(&usual(), needed), []);
        }
    }

    #[test]
    fn a_table_with_one_way_or_only_state_papers_is_unfair() {
        let only = |kind: &str| -> Vec<Accepted> {
            usual().into_iter().filter(|way| way.all_of.contains_key(kind)).collect()
        };
        let mut table = only("card_with_address");
        assert_eq!(
            faults(&table, 2),
            [
                EvidenceFault::OnlyOneWay { assurance: 2 },
                EvidenceFault::OnlyStatePapers { assurance: 2 }
            ]
        );
        table.extend(only("shelter_letter"));
        assert_eq!(faults(&table, 2), []);
        table[0].all_of.clear();
        table[1].assurance = 9;
        assert_eq!(
            faults(&table, 2),
            [
                EvidenceFault::UnknownLevel { assurance: 9 },
                EvidenceFault::AsksForNothing { assurance: 3 }
            ]
        );
    }
}
