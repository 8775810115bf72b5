//! What was typed into one field, made into a value or a fault.

use morada_engine::contest::Text;
use morada_engine::money::Money;
use unicode_normalization::UnicodeNormalization;

use crate::app::proposals::turns_or_hides;
use crate::app::staff::{Fault, Wrong};

/// One line of text that must not be empty, trimmed and in NFC.
///
/// # Errors
/// The fault.
pub fn line(field: &str, text: &str, most: usize) -> Result<String, Fault> {
    let line = optional_line(field, text, most)?;
    if line.is_empty() { Err(Fault::new(field, Wrong::Empty)) } else { Ok(line) }
}

/// One line of text that may be empty, trimmed, in NFC and without signs that turn the words around them.
///
/// # Errors
/// The fault.
pub fn optional_line(field: &str, text: &str, most: usize) -> Result<String, Fault> {
    let line: String = text.trim().nfc().filter(|sign| !turns_or_hides(*sign)).collect();
    let typed = line.chars().count();
    if line.chars().any(char::is_control) {
        return Err(Fault::new(field, Wrong::ControlSign));
    }
    if typed > most {
        return Err(Fault::new(field, Wrong::TooLong { most, typed }));
    }
    Ok(line)
}

/// A name for addresses: small letters, digits and hyphens.
///
/// # Errors
/// The fault.
pub fn slug(field: &str, text: &str) -> Result<String, Fault> {
    let text = line(field, text, 64)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let fits = text.chars().all(plain) && !text.starts_with('-') && !text.ends_with('-');
    if fits { Ok(text) } else { Err(Fault::new(field, Wrong::NotAName)) }
}

/// A whole number between two bounds.
///
/// # Errors
/// The fault.
pub fn number(field: &str, text: &str, least: u64, most: u64) -> Result<u64, Fault> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let number = digits.parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| Fault::new(field, Wrong::NotBetween { least, most }))
}

/// A number of the size of a limit on a ballot.
///
/// # Errors
/// The fault.
pub fn small_number(field: &str, text: &str, least: u32, most: u32) -> Result<u32, Fault> {
    let number = number(field, text, least.into(), most.into())?;
    u32::try_from(number).map_err(|_| {
        Fault::new(field, Wrong::NotBetween { least: least.into(), most: most.into() })
    })
}

/// An amount of money as people write it: `500000`, `500 000`, `500.000,00`, `1,234.50`.
///
/// # Errors
/// The fault.
pub fn money(field: &str, text: &str, exponent: u32) -> Result<Money, Fault> {
    read_money(text, exponent).ok_or_else(|| Fault::new(field, Wrong::NotMoney))
}

/// The last sign decides: followed by exactly three digits it parts thousands, else it is the
/// decimal sign. With a currency of two digits nothing is left to guess.
fn read_money(text: &str, exponent: u32) -> Option<Money> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let (whole, fraction) = match text.rfind(['.', ',']) {
        Some(at) if exponent == 3 || text.len() - at - 1 != 3 => (&text[..at], &text[at + 1..]),
        _ => (text.as_str(), ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let (first, rest) = groups.split_first()?;
    let well_parted = rest.iter().all(|group| group.len() == 3)
        && (rest.is_empty() || ((1..=3).contains(&first.len()) && !first.starts_with('0')));
    if !well_parted {
        return None;
    }
    Money::parse_decimal(&format!("{}.{fraction}", groups.concat()), exponent)
}

/// A text in several languages, from one field per language; the first must not be empty.
///
/// # Errors
/// Every fault.
pub fn text(
    field: &str,
    typed: &[(String, String)],
    first: &str,
    most: usize,
) -> Result<Text, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut words: Vec<(String, String)> = Vec::new();
    for (language, typed) in typed {
        let field = format!("{field}-{language}");
        let read = if language == first { line } else { optional_line };
        match read(&field, typed, most) {
            Ok(line) if line.is_empty() => {}
            Ok(line) => words.push((language.clone(), line)),
            Err(fault) => faults.push(fault),
        }
    }
    let first_field = format!("{field}-{first}");
    let first_is_there = words.iter().any(|(language, _)| language == first)
        || faults.iter().any(|fault| fault.field == first_field);
    if !first_is_there {
        faults.insert(0, Fault::new(first_field, Wrong::Empty));
    }
    if faults.is_empty() {
        Ok(Text::new(words.iter().map(|(lang, text)| (lang.as_str(), text.as_str()))))
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_it_is_written_in_every_country_of_the_union() {
        let cents = |text: &str| read_money(text, 2).map(Money::minor);
        for half_a_million in
            ["500000", "500 000", "500.000", "500,000", "500.000,00", "500,000.00", "500'000"]
        {
            assert_eq!(cents(half_a_million), Some(50_000_000), "{half_a_million}");
        }
        assert_eq!(cents("1,5"), Some(150));
        assert_eq!(cents("1.234.567,89"), Some(123_456_789));
        assert_eq!(cents("\u{a0}70,00 "), Some(7_000));
        for not_money in ["", "-5", "5 €", "1.23.456", "12,34,567", "0,005", "1e3", ".", "1.5001"]
        {
            assert_eq!(cents(not_money), None, "{not_money}");
        }
        assert_eq!(read_money("1.500", 0).map(Money::minor), Some(1500));
        assert_eq!(read_money("1.500", 3).map(Money::minor), Some(1500));
    }

    #[test]
    fn a_name_for_addresses_has_small_letters_digits_and_hyphens() {
        assert!(slug("id", "lisboa-op-2026").is_ok());
        for bad in ["Lisboa", "op/2026", "-op", "op 2026", "orçamento"] {
            assert_eq!(slug("id", bad), Err(Fault::new("id", Wrong::NotAName)), "{bad}");
        }
        assert_eq!(slug("id", " "), Err(Fault::new("id", Wrong::Empty)));
    }

    #[test]
    fn a_line_says_by_how_much_it_is_too_long() {
        assert_eq!(
            line("title", "  quatro  ", 5),
            Err(Fault::new("title", Wrong::TooLong { most: 5, typed: 6 }))
        );
        assert_eq!(line("title", "a\u{301}b", 5).unwrap(), "áb");
        assert_eq!(line("title", "a\tb", 5), Err(Fault::new("title", Wrong::ControlSign)));
    }

    #[test]
    fn the_first_language_of_a_text_must_be_there_and_others_may_be_missing() {
        let typed = |pt: &str, en: &str| {
            [("pt".to_owned(), pt.to_owned()), ("en".to_owned(), en.to_owned())]
        };
        let words = text("title", &typed("Orçamento", ""), "pt", 80).unwrap();
        assert_eq!(words, Text::new([("pt", "Orçamento")]));
        assert_eq!(
            text("title", &typed("", "Budget"), "pt", 80),
            Err(vec![Fault::new("title-pt", Wrong::Empty)])
        );
    }
}
