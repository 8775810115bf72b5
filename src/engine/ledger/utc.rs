//! UTC as `YYYY-MM-DDTHH:MM:SSZ`, the one place where a published text writes a date in words.
//!
//! The calendar is the usual count of days from an era of 400 years that begins in March.

use crate::time::Timestamp;

const DAY: u64 = 86_400;
/// Days from 0000-03-01 to 1970-01-01, and in 400 years.
const TO_1970: u64 = 719_468;
const ERA: u64 = 146_097;
/// The last second of the year 9999.
const LAST: u64 = 253_402_300_799;

/// The instant in UTC; after the year 9999 its last second.
pub(super) fn format(instant: Timestamp) -> String {
    let seconds = instant.unix().min(LAST);
    let (days, second) = (seconds / DAY + TO_1970, seconds % DAY);
    let (era, day_of_era) = (days / ERA, days % ERA);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Reads what [`format`] writes, and nothing else.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let digits = |range: std::ops::Range<usize>| -> Option<u64> {
        let part = text.get(range)?;
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let (hour, minute, second) = (digits(11..13)?, digits(14..16)?, digits(17..19)?);
    if year < 1970 || !(1..=12).contains(&month) {
        return None;
    }
    let (year, march_month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let year_of_era = year % 400;
    let day_of_year = (153 * march_month + 2) / 5 + day.checked_sub(1)?;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = (year / 400 * ERA + day_of_era).checked_sub(TO_1970)?;
    let instant = Timestamp::from_unix(days * DAY + hour * 3600 + minute * 60 + second);
    // A 31 February or a 25th hour is some other instant, so it is written differently.
    (format(instant) == text).then_some(instant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_instants_are_written_as_everyone_writes_them() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_795_500_000, "2026-11-24T06:00:00Z"),
            (LAST, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(format(Timestamp::from_unix(seconds)), text);
            assert_eq!(parse(text), Some(Timestamp::from_unix(seconds)));
        }
    }

    #[test]
    fn a_day_that_does_not_exist_is_no_instant() {
        for text in [
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:00",
            "2026-01-01T00:00:00+00:00",
            "1969-12-31T23:59:59Z",
            "",
            "é026-01-01T00:00:00Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_instant_is_read_back(seconds in 0..=LAST) {
            let instant = Timestamp::from_unix(seconds);
            prop_assert_eq!(parse(&format(instant)), Some(instant));
        }
    }
}
