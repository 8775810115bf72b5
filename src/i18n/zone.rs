//! Calendar time of a place: an instant in its zone, and a time typed by staff back to an instant.
//!
//! The zone rules are jiff's bundled copy of the IANA database, so that two servers agree whatever their disk holds.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use morada_engine::time::Timestamp;
use serde::{Deserialize, Serialize};

/// An instant together with the zone in which it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// IANA name of the zone, e.g. `Europe/Lisbon`. An unknown name shows UTC.
    pub zone: String,
}

/// Why a typed time is no instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZoneError {
    /// No such zone in the database.
    #[error("unknown time zone {0:?}")]
    UnknownZone(String),
    /// Not `YYYY-MM-DDTHH:MM`, or no such day.
    #[error("not a date and time: {0:?}")]
    Unreadable(String),
    /// The clock skips this time (start of summer time) or the year is before 1970.
    #[error("no such time in this zone: {0:?}")]
    Skipped(String),
}

impl Moment {
    /// The instant `at`, shown in `zone`.
    pub fn new(at: Timestamp, zone: &str) -> Self {
        Self { at, zone: zone.to_owned() }
    }

    /// The calendar day and the time of day in the zone.
    pub fn civil(&self) -> DateTime {
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        let seconds = i64::try_from(self.at.unix()).unwrap_or(i64::MAX);
        let instant = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
        zone.to_datetime(instant)
    }

    /// The instant in the form a browser's `datetime-local` field wants: `2026-10-25T20:00`.
    pub fn field_value(&self) -> String {
        self.civil().strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// Reads a `datetime-local` value as a time in `zone`. An hour that the clock shows twice (end of summer
    /// time) is the first of the two.
    ///
    /// # Errors
    /// [`ZoneError`] when the zone is unknown, the text is no date and time, or the clock skips that time.
    pub fn parse_field(text: &str, zone: &str) -> Result<Timestamp, ZoneError> {
        let rules = TimeZone::get(zone).map_err(|_| ZoneError::UnknownZone(zone.to_owned()))?;
        let civil: DateTime =
            text.trim().parse().map_err(|_| ZoneError::Unreadable(text.to_owned()))?;
        let skipped = || ZoneError::Skipped(text.to_owned());
        let instants = rules.to_ambiguous_timestamp(civil);
        if matches!(instants.offset(), AmbiguousOffset::Gap { .. }) {
            return Err(skipped());
        }
        let instant = instants.earlier().map_err(|_| skipped())?;
        let seconds = u64::try_from(instant.as_second()).map_err(|_| skipped())?;
        Ok(Timestamp::from_unix(seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISBON: &str = "Europe/Lisbon";

    #[test]
    fn eight_in_the_evening_in_lisbon_is_another_instant_in_summer_than_in_winter() {
        let summer = Moment::parse_field("2026-10-24T20:00", LISBON).unwrap();
        let winter = Moment::parse_field("2026-10-25T20:00", LISBON).unwrap();
        assert_eq!(winter.since(summer), 25 * 3600);
        assert_eq!(Moment::new(winter, LISBON).field_value(), "2026-10-25T20:00");
    }

    #[test]
    fn an_hour_that_comes_twice_is_the_first_and_a_skipped_hour_is_refused() {
        let twice = Moment::parse_field("2026-10-25T01:30", LISBON).unwrap();
        assert_eq!(twice, Moment::parse_field("2026-10-25T00:30", "UTC").unwrap());
        assert!(matches!(
            Moment::parse_field("2026-03-29T01:30", LISBON),
            Err(ZoneError::Skipped(_))
        ));
    }

    #[test]
    fn what_is_no_time_is_named() {
        assert!(matches!(Moment::parse_field("25/10/2026", LISBON), Err(ZoneError::Unreadable(_))));
        assert!(matches!(
            Moment::parse_field("2026-02-30T10:00", LISBON),
            Err(ZoneError::Unreadable(_))
        ));
        assert!(matches!(
            Moment::parse_field("2026-10-25T20:00", "Mars/Base"),
            Err(ZoneError::UnknownZone(_))
        ));
        assert!(matches!(
            Moment::parse_field("1960-01-01T00:00", LISBON),
            Err(ZoneError::Skipped(_))
        ));
    }
}
