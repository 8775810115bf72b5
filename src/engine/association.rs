//! Associations and collectives: who may speak for a group, until when, and since when the place knows it.
//!
//! A collective without legal form is as welcome as a registered association: nothing here asks for a number, and
//! no rule treats the two differently. Nobody shares a password: a representative is a resident with a mandate
//! that ends by itself.

use serde::{Deserialize, Serialize};

use crate::eligibility::Date;

/// The most months of one mandate.
pub const MANDATE_MONTHS: u32 = 24;
/// Months after which staff look at a group again.
pub const KNOWN_MONTHS: u32 = 36;

/// What a group is. Both have the same rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Registered somewhere.
    Registered,
    /// Without legal form.
    Collective,
}

impl Kind {
    /// Both.
    pub const ALL: [Kind; 2] = [Kind::Registered, Kind::Collective];

    /// Its name in tables and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Registered => "registered",
            Kind::Collective => "collective",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How staff came to know a group. Each way is good for either kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Some of its people came to a desk.
    MetAtDesk,
    /// Staff visited one of its meetings.
    MetAtMeeting,
    /// It showed its statutes.
    StatutesShown,
    /// It stands in a public register.
    InRegister,
    /// Another group that is known here speaks for it.
    VouchedFor,
}

impl Known {
    /// Every way.
    pub const ALL: [Known; 5] = [
        Known::MetAtDesk,
        Known::MetAtMeeting,
        Known::StatutesShown,
        Known::InRegister,
        Known::VouchedFor,
    ];

    /// Its name in tables and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Known::MetAtDesk => "met_at_desk",
            Known::MetAtMeeting => "met_at_meeting",
            Known::StatutesShown => "statutes_shown",
            Known::InRegister => "in_register",
            Known::VouchedFor => "vouched_for",
        }
    }

    /// The way of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Known::ALL.into_iter().find(|known| known.name() == name)
    }
}

/// Since when and until when a place knows a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recognition {
    /// The day staff said so.
    pub since: Date,
    /// How they came to know it.
    pub known: Known,
    /// The last day it is good for.
    pub until: Date,
    /// The day it was ended before.
    pub ended: Option<Date>,
}

impl Recognition {
    /// A recognition that begins today and ends by itself.
    pub fn new(today: Date, known: Known) -> Self {
        let until = today.months_after(KNOWN_MONTHS).unwrap_or(today);
        Self { since: today, known, until, ended: None }
    }

    /// Whether it holds on a day.
    pub fn holds(&self, day: Date) -> bool {
        holds(self.since, self.until, self.ended, day)
    }
}

/// That somebody may speak for a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mandate {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The day it was ended before.
    pub ended: Option<Date>,
}

/// Why there can be no such mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MandateFault {
    /// Not between one month and [`MANDATE_MONTHS`].
    #[error("a mandate lasts between 1 and {MANDATE_MONTHS} months")]
    Months,
}

impl Mandate {
    /// A mandate of some months that begins today.
    ///
    /// # Errors
    /// [`MandateFault`].
    pub fn new(today: Date, months: u32) -> Result<Self, MandateFault> {
        if !(1..=MANDATE_MONTHS).contains(&months) {
            return Err(MandateFault::Months);
        }
        let until = today.months_after(months).unwrap_or(today);
        Ok(Self { from: today, until, ended: None })
    }

    /// Whether its holder may speak for the group on a day.
    pub fn holds(&self, day: Date) -> bool {
        holds(self.from, self.until, self.ended, day)
    }
}

/// The day on which something is ended does not count any more.
fn holds(from: Date, until: Date, ended: Option<Date>, day: Date) -> bool {
    from <= day && day <= until && ended.is_none_or(|ended| day < ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn a_mandate_ends_by_itself_and_can_be_ended_before() {
        let mandate = Mandate::new(day("2026-11-24"), 12).unwrap();
        assert!(!mandate.holds(day("2026-11-23")));
        assert!(mandate.holds(day("2026-11-24")) && mandate.holds(day("2027-11-24")));
        assert!(!mandate.holds(day("2027-11-25")));
        let ended = Mandate { ended: Some(day("2027-03-01")), ..mandate };
        assert!(ended.holds(day("2027-02-28")) && !ended.holds(day("2027-03-01")));
    }

    #[test]
    fn nobody_speaks_for_a_group_for_ever() {
        let months = |months| Mandate::new(day("2026-11-24"), months).map(|mandate| mandate.until);
        assert_eq!(months(0), Err(MandateFault::Months));
        assert_eq!(months(25), Err(MandateFault::Months));
        assert_eq!(months(24), Ok(day("2028-11-24")));
    }

    /// K4: nothing about a group's legal form decides how long or how well it is known.
    #[test]
    fn k4_every_way_to_be_known_is_good_for_three_years_whatever_the_group_is() {
        for known in Known::ALL {
            let recognition = Recognition::new(day("2026-11-24"), known);
            assert!(recognition.holds(day("2029-11-24")), "{}", known.name());
            assert!(!recognition.holds(day("2029-11-25")), "{}", known.name());
            assert_eq!(Known::from_name(known.name()), Some(known));
        }
        assert_eq!(Kind::ALL.map(|kind| Kind::from_name(kind.name())), Kind::ALL.map(Some));
    }
}
