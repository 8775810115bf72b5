//! Days of the calendar, for ages and for how long somebody has lived in a place.
//!
//! The Gregorian calendar without zones: a rule names its reference date, and a date is all it needs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A day between 0001-01-01 and 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// A text that is not a day `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a day YYYY-MM-DD")]
pub struct NotADate(pub String);

/// Where a birthday on 29 February falls in other years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feb29 {
    /// On 1 March.
    #[default]
    Mar1,
    /// On 28 February.
    Feb28,
}

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let known = (1..=9999).contains(&year) && (1..=12).contains(&month);
        let known = known && (1..=month_length(year, month)).contains(&day);
        known.then_some(Self { year, month, day })
    }

    /// Parses `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`NotADate`] for any other text and for days that do not exist.
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        let digits = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            let plain = part.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| part.parse().ok()).flatten()
        };
        let shape = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        let parts = (digits(0..4), digits(5..7), digits(8..10));
        let date = match parts {
            (Some(year), Some(month), Some(day)) if shape => {
                let small = |number: i32| u8::try_from(number).ok();
                small(month).zip(small(day)).and_then(|(month, day)| Self::new(year, month, day))
            }
            _ => None,
        };
        date.ok_or_else(|| NotADate(text.to_owned()))
    }

    /// The year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, from 1.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 0000-03-01, to count the days between two dates.
    pub fn days(self) -> i64 {
        // Years begin in March here, so that the leap day is the last of its year.
        let (year, month) = if self.month > 2 {
            (i64::from(self.year), i64::from(self.month) - 3)
        } else {
            (i64::from(self.year) - 1, i64::from(self.month) + 9)
        };
        let leap_days = year / 4 - year / 100 + year / 400;
        year * 365 + leap_days + (month * 153 + 2) / 5 + i64::from(self.day) - 1
    }

    /// The day `days` earlier. Nothing before the year 1.
    pub fn days_before(self, days: u32) -> Option<Self> {
        Self::at(self.days() - i64::from(days))
    }

    /// The day `days` later. Nothing after the year 9999.
    pub fn days_after(self, days: u32) -> Option<Self> {
        Self::at(self.days() + i64::from(days))
    }

    /// The day with that count of [`Date::days`].
    fn at(count: i64) -> Option<Self> {
        // Eras of 400 years, beginning in March; Hinnant, "chrono-compatible low-level date algorithms".
        let (era, of_era) = (count.div_euclid(146_097), count.rem_euclid(146_097));
        let years = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * years + years / 4 - years / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = years + era * 400 + i64::from(month <= 2);
        Self::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The same day `months` earlier; a day that its month does not have is the month's last.
    ///
    /// Nothing before the year 1.
    pub fn months_before(self, months: u32) -> Option<Self> {
        self.in_month(-i64::from(months))
    }

    /// The same day `months` later; a day that its month does not have is the month's last.
    ///
    /// Nothing after the year 9999.
    pub fn months_after(self, months: u32) -> Option<Self> {
        self.in_month(i64::from(months))
    }

    fn in_month(self, later: i64) -> Option<Self> {
        let count = i64::from(self.year) * 12 + i64::from(self.month) - 1 + later;
        let year = i32::try_from(count.div_euclid(12)).ok()?;
        let month = u8::try_from(count.rem_euclid(12) + 1).ok()?;
        let in_calendar = (1..=9999).contains(&year);
        in_calendar
            .then(|| Self::new(year, month, self.day.min(month_length(year, month))))
            .flatten()
    }

    /// The birthday `age` years after this birth.
    pub fn birthday(self, age: u8, feb29: Feb29) -> Option<Self> {
        let year = self.year + i32::from(age);
        Self::new(year, self.month, self.day).or_else(|| match feb29 {
            Feb29::Mar1 => Self::new(year, 3, 1),
            Feb29::Feb28 => Self::new(year, 2, 28),
        })
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_length(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Date {
    type Error = NotADate;
    fn try_from(text: String) -> Result<Self, NotADate> {
        Self::parse(&text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn three_months_before_the_end_of_may_is_the_end_of_february() {
        assert_eq!(date("2026-05-31").months_before(3), Some(date("2026-02-28")));
        assert_eq!(date("2028-05-31").months_before(3), Some(date("2028-02-29")));
        assert_eq!(date("2026-01-15").months_before(1), Some(date("2025-12-15")));
        assert_eq!(date("0001-01-01").months_before(1), None);
        assert_eq!(date("2027-08-31").months_after(6), Some(date("2028-02-29")));
        assert_eq!(date("9999-12-01").months_after(1), None);
    }

    #[test]
    fn a_birthday_on_the_29th_of_february_falls_where_the_rule_says() {
        let born = date("2008-02-29");
        assert_eq!(born.birthday(16, Feb29::Mar1), Some(date("2024-02-29")));
        assert_eq!(born.birthday(18, Feb29::Mar1), Some(date("2026-03-01")));
        assert_eq!(born.birthday(18, Feb29::Feb28), Some(date("2026-02-28")));
    }

    #[test]
    fn what_is_not_a_day_is_refused() {
        for text in [
            "",
            "2026-02-30",
            "2025-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "0000-01-01",
            "2026-1-01",
            "26-01-01",
            "2026/01/01",
            "2026-01-01 ",
            "+026-01-01",
            "2026-é1-0",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
        assert!(Date::parse("2000-02-29").is_ok());
    }

    #[test]
    fn going_back_by_days_is_counting_them() {
        let day = Date::parse("2028-03-01").unwrap();
        for days in [0, 1, 2, 59, 60, 61, 365, 366, 1_461, 146_097] {
            let earlier = day.days_before(days).unwrap();
            assert_eq!(day.days() - earlier.days(), i64::from(days), "{earlier}");
        }
        assert_eq!(day.days_before(1).unwrap().to_string(), "2028-02-29");
        assert_eq!(day.days_before(2_000_000), None);
    }

    #[test]
    fn days_are_counted_across_leap_years() {
        let between = |a: &str, b: &str| date(b).days() - date(a).days();
        assert_eq!(between("2024-02-28", "2024-03-01"), 2);
        assert_eq!(between("2023-02-28", "2023-03-01"), 1);
        assert_eq!(between("1970-01-01", "2000-03-01"), 11_017);
        assert_eq!(between("2025-12-31", "2026-01-01"), 1);
    }

    proptest! {
        #[test]
        fn dates_sort_like_their_days(
            a in (1_i32..3000, 1_u8..13, 1_u8..32), b in (1_i32..3000, 1_u8..13, 1_u8..32)
        ) {
            if let (Some(a), Some(b)) = (Date::new(a.0, a.1, a.2), Date::new(b.0, b.1, b.2)) {
                prop_assert_eq!(a.cmp(&b), a.days().cmp(&b.days()));
                prop_assert_eq!(Date::parse(&a.to_string()), Ok(a));
            }
        }
    }
}
