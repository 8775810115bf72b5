//! What is known of a person, and reading it from what was typed.

use morada_engine::eligibility::{Date, TieKind};
use morada_engine::fingerprint::Birth;
use serde::{Deserialize, Serialize};

use crate::app::outbox::Contact;
use crate::app::staff::{Fault, Wrong};

/// The most letters of a name.
const MOST_NAME: usize = 120;
/// Nobody alive was born before.
const FIRST_YEAR: i32 = 1900;

/// What is sealed of somebody on the roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// What they are called.
    pub name: String,
    /// `YYYY-MM-DD`, or `YYYY` where nobody knows the day.
    pub born: String,
    /// Whether the card shall carry the name.
    pub name_on_card: bool,
    /// Where they want to be reached, if they said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

impl Holder {
    /// The birth, parsed.
    pub fn birth(&self) -> Option<Birth> {
        match Date::parse(&self.born) {
            Ok(day) => Some(Birth::Day(day)),
            Err(_) => self.born.parse().ok().map(Birth::Year),
        }
    }
}

/// The first day somebody may have been born: where only the year is known, doubt speaks for them.
pub fn earliest(birth: Birth) -> Option<Date> {
    match birth {
        Birth::Day(day) => Some(day),
        Birth::Year(year) => Date::new(year, 1, 1),
    }
}

/// A birth as typed: three short fields.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BornAnswers {
    /// Day of the month; may be empty.
    pub day: String,
    /// Month, from 1; may be empty.
    pub month: String,
    /// Year.
    pub year: String,
}

/// Reads a name.
pub fn read_name(typed: &str) -> Result<String, Fault> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let signs = name.chars().count();
    let wrong = if name.is_empty() {
        Some(Wrong::Empty)
    } else if signs > MOST_NAME {
        Some(Wrong::TooLong { most: MOST_NAME, typed: signs })
    } else if name.chars().any(char::is_control) {
        Some(Wrong::ControlSign)
    } else if !name.chars().any(char::is_alphabetic) {
        Some(Wrong::NotAPersonsName)
    } else {
        None
    };
    wrong.map_or(Ok(name), |wrong| Err(Fault::new("name", wrong)))
}

/// Reads a birth: a day, or a year alone.
pub fn read_birth(typed: &BornAnswers, today: Date) -> Result<Birth, Fault> {
    let number = |text: &str| plain_digits(text).parse::<i32>().ok();
    let year = number(&typed.year).filter(|year| (FIRST_YEAR..=today.year()).contains(year));
    let year = year.ok_or_else(|| Fault::new("year", Wrong::NotAYear))?;
    if typed.day.trim().is_empty() && typed.month.trim().is_empty() {
        return Ok(Birth::Year(year));
    }
    let small = |text: &str| number(text).and_then(|number| u8::try_from(number).ok());
    let day = small(&typed.month).zip(small(&typed.day));
    let day = day.and_then(|(month, day)| Date::new(year, month, day)).filter(|day| *day <= today);
    day.map(Birth::Day).ok_or_else(|| Fault::new("day", Wrong::NotADay))
}

/// Digits of any script as 0 to 9: an Arabic keyboard types its own.
pub(in crate::app) fn plain_digits(text: &str) -> String {
    let digit = |sign: char| match sign {
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(sign) - 0x660, 10),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(u32::from(sign) - 0x6f0, 10),
        '\u{9e6}'..='\u{9ef}' => char::from_digit(u32::from(sign) - 0x9e6, 10),
        '\u{966}'..='\u{96f}' => char::from_digit(u32::from(sign) - 0x966, 10),
        other => Some(other),
    };
    text.trim().chars().filter_map(digit).collect()
}

/// A birth as it is sealed.
pub fn birth_as_text(birth: Birth) -> String {
    match birth {
        Birth::Day(day) => day.to_string(),
        Birth::Year(year) => format!("{year:04}"),
    }
}

/// Reads the month since which somebody lives here: `YYYY-MM`, or a year and a month apart.
pub fn read_since(year: &str, month: &str, today: Date) -> Result<Date, Fault> {
    let number = |text: &str| plain_digits(text).parse::<i32>().ok();
    let month = if month.trim().is_empty() { Some(1) } else { number(month) };
    let month = month.and_then(|month| u8::try_from(month).ok());
    let since = number(year).zip(month).and_then(|(year, month)| Date::new(year, month, 1));
    let since = since.filter(|since| since.year() >= FIRST_YEAR && *since <= today);
    since.ok_or_else(|| Fault::new("since-year", Wrong::NotAMonth))
}

/// The ties by the names that forms use.
pub fn tie_named(name: &str) -> Option<TieKind> {
    [TieKind::Residence, TieKind::Work, TieKind::Study, TieKind::CareOf]
        .into_iter()
        .find(|tie| tie_name(*tie) == name)
}

/// The name of a tie in forms.
pub const fn tie_name(tie: TieKind) -> &'static str {
    match tie {
        TieKind::Residence => "residence",
        TieKind::Work => "work",
        TieKind::Study => "study",
        TieKind::CareOf => "care_of",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn born(day: &str, month: &str, year: &str) -> Result<Birth, Fault> {
        let typed = BornAnswers { day: day.into(), month: month.into(), year: year.into() };
        read_birth(&typed, Date::new(2026, 11, 24).unwrap())
    }

    #[test]
    fn a_year_is_enough_and_arabic_digits_are_digits() {
        assert_eq!(born("", "", "1990"), Ok(Birth::Year(1990)));
        assert_eq!(born("١٧", "٥", "١٩٩٠"), Ok(Birth::Day(Date::new(1990, 5, 17).unwrap())));
        assert_eq!(born("31", "2", "1990"), Err(Fault::new("day", Wrong::NotADay)));
        assert_eq!(born("", "", "2027"), Err(Fault::new("year", Wrong::NotAYear)));
        assert_eq!(born("25", "11", "2026"), Err(Fault::new("day", Wrong::NotADay)));
    }

    #[test]
    fn a_name_is_any_name_with_a_letter_in_it() {
        assert_eq!(read_name("  Ana   Silva "), Ok("Ana Silva".to_owned()));
        assert_eq!(read_name("李"), Ok("李".to_owned()));
        assert!(read_name("12345").is_err() && read_name("").is_err());
        assert!(read_name(&"a".repeat(121)).is_err());
    }
}
