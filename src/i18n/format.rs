//! Numbers, money and dates as each language writes them.
//!
//! Data: Unicode CLDR through ICU4X. Digits are always Latin and the calendar always Gregorian, because the paper
//! ballot and the law use them. Where a choice of ours differs from CLDR the comment says why; the tests at the end
//! are the exact bytes.

use icu::calendar::{Date, Gregorian};
use icu::datetime::fieldsets::{E, MD, T, YMD};
use icu::datetime::{FixedCalendarDateTimeFormatter, NoCalendarFormatter};
use icu::decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu::decimal::{DecimalFormatter, input::Decimal};
use icu::locale::Locale;
use icu::time::Time;
use morada_engine::money::Money;
use serde::{Deserialize, Serialize};

use super::lang::{Dir, direction_of};
use super::zone::Moment;

/// A sum of money with the currency it is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The sum in minor units.
    pub minor: Money,
    /// ISO 4217.
    pub currency: String,
    /// Digits after the point.
    pub exponent: u32,
}

impl Amount {
    /// A sum in euros.
    pub fn euros(minor: Money) -> Self {
        Self { minor, currency: "EUR".to_owned(), exponent: 2 }
    }
}

/// Writes numbers, money and dates in one language.
pub struct Formats {
    shape: MoneyShape,
    number: DecimalFormatter,
    money: DecimalFormatter,
    year_month_day: FixedCalendarDateTimeFormatter<Gregorian, YMD>,
    month_day: FixedCalendarDateTimeFormatter<Gregorian, MD>,
    weekday: FixedCalendarDateTimeFormatter<Gregorian, E>,
    time: NoCalendarFormatter<T>,
}

/// Where the sign of the currency stands. CLDR's own patterns, which ICU4X offers only as an experiment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MoneyShape {
    /// `€500,000`
    Before,
    /// `500 000 €`, with a space that does not break.
    After,
    /// `€500,000` as one left-to-right island inside right-to-left text.
    Island,
}

impl MoneyShape {
    fn of(tag: &str) -> Self {
        let language = tag.split('-').next().unwrap_or_default();
        match (direction_of(tag), language) {
            (Dir::Rtl, _) => Self::Island,
            (Dir::Ltr, "en" | "bn" | "ne" | "hi" | "zh") => Self::Before,
            (Dir::Ltr, _) => Self::After,
        }
    }
}

impl Formats {
    /// The formats of a language tag such as `pt-PT`.
    ///
    /// # Panics
    /// When `tag` is no language tag. Tags come from our own table, never from a reader.
    pub fn new(tag: &str) -> Self {
        // Tetum has no data in CLDR; its readers in Lisbon write numbers as Portuguese does.
        let base = if tag == "tet" { "pt-PT" } else { tag };
        let locale = parse(base);
        let decimals = |locale: &Locale, grouping| {
            DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::from(grouping))
                .expect("compiled data has decimals for every locale")
        };
        // Bengali and Nepali group 12,50,000 in running text, but an amount must look like the paper ballot's.
        let money_locale = match base.split('-').next() {
            Some("bn" | "ne") => parse("en-GB"),
            _ => locale.clone(),
        };
        Self {
            shape: MoneyShape::of(tag),
            number: decimals(&locale, GroupingStrategy::Auto),
            money: decimals(&money_locale, GroupingStrategy::Auto),
            year_month_day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long())
                .expect("compiled data has dates for every locale"),
            month_day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), MD::long())
                .expect("compiled data has dates for every locale"),
            weekday: FixedCalendarDateTimeFormatter::try_new((&locale).into(), E::long())
                .expect("compiled data has weekdays for every locale"),
            time: NoCalendarFormatter::try_new((&locale).into(), T::hm())
                .expect("compiled data has times for every locale"),
        }
    }

    /// A whole number: `1,152` in English, `1152` in Portuguese.
    pub fn number(&self, n: u64) -> String {
        self.number.format(&Decimal::from(n)).to_string()
    }

    /// A number with decimals, `1,384.7` in English, `1384,7` in Portuguese; what is no number stays as it is.
    pub fn decimal(&self, digits: &str) -> String {
        let number = digits.parse::<Decimal>();
        number.map_or_else(|_| digits.to_owned(), |number| self.number.format(&number).to_string())
    }

    /// A sum of money: whole units without decimals, otherwise with all of them.
    pub fn money(&self, amount: &Amount) -> String {
        let digits = self.money.format(&decimal(amount)).to_string();
        let sign = currency_sign(&amount.currency);
        match self.shape {
            MoneyShape::Before if sign.chars().count() == 1 => format!("{sign}{digits}"),
            MoneyShape::Before => format!("{sign}\u{a0}{digits}"),
            MoneyShape::After => format!("{digits}\u{a0}{sign}"),
            MoneyShape::Island => format!("\u{2066}{sign}{digits}\u{2069}"),
        }
    }

    /// How money is written, for a script that counts along: what stands before and behind the digits, the sign
    /// between groups of three, the smallest number of digits that is grouped, the decimal sign and the decimals,
    /// separated by `|`.
    pub fn money_pattern(&self, currency: &str, exponent: u32) -> String {
        let sample = Amount { minor: Money::ZERO, currency: currency.to_owned(), exponent: 0 };
        let whole = self.money(&sample);
        let (before, behind) = whole.split_once('0').unwrap_or(("", ""));
        let written = |n: u64| self.money.format(&Decimal::from(n)).to_string();
        let group: String = written(10_000).chars().filter(|c| !c.is_ascii_digit()).collect();
        let least = if written(1_000).len() > 4 { 4 } else { 5 };
        let mut tenth = Decimal::from(1);
        tenth.multiply_pow10(-1);
        let tenth = self.money.format(&tenth).to_string();
        let point: String = tenth.chars().filter(|c| !c.is_ascii_digit()).collect();
        format!("{before}|{behind}|{group}|{least}|{point}|{exponent}")
    }

    /// A day with its year: `25 October 2026`.
    pub fn day(&self, moment: &Moment) -> String {
        self.year_month_day.format(&date(moment)).to_string()
    }

    /// A day without its year: `25 October`.
    pub fn month_day(&self, moment: &Moment) -> String {
        self.month_day.format(&date(moment)).to_string()
    }

    /// The name of the weekday: `Sunday`.
    pub fn weekday(&self, moment: &Moment) -> String {
        self.weekday.format(&date(moment)).to_string()
    }

    /// The time of day on a clock of 24 hours: `20:00`.
    pub fn time(&self, moment: &Moment) -> String {
        let civil = moment.civil();
        let clock = Time::try_new(
            u8::try_from(civil.hour()).unwrap_or_default(),
            u8::try_from(civil.minute()).unwrap_or_default(),
            0,
            0,
        )
        .expect("a civil time has hours and minutes in range");
        self.time.format(&clock).to_string()
    }
}

/// Latin digits, Gregorian days, a clock of 24 hours: what the paper ballot and the law use.
fn parse(base: &str) -> Locale {
    format!("{base}-u-ca-gregory-hc-h23-nu-latn").parse().expect("a tag of our own table")
}

fn date(moment: &Moment) -> Date<Gregorian> {
    let civil = moment.civil();
    Date::try_new_gregorian(
        i32::from(civil.year()),
        u8::try_from(civil.month()).unwrap_or(1),
        u8::try_from(civil.day()).unwrap_or(1),
    )
    .expect("a civil date exists")
}

fn decimal(amount: &Amount) -> Decimal {
    let minor = amount.minor.minor();
    let unit = 10_u64.checked_pow(amount.exponent).unwrap_or(1);
    if minor.is_multiple_of(unit) {
        return Decimal::from(minor / unit);
    }
    let mut value = Decimal::from(minor);
    value.multiply_pow10(-i16::try_from(amount.exponent).unwrap_or_default());
    value
}

/// The sign of a currency where it is unmistakable, else its code.
fn currency_sign(code: &str) -> &str {
    match code {
        "EUR" => "€",
        "GBP" => "£",
        "PLN" => "zł",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The thirteen languages of UX.md.
    const TAGS: [&str; 13] =
        ["pt-PT", "en-GB", "kea", "fr", "ar", "fa", "uk", "bn", "ne", "zh", "es", "it", "de"];

    fn euros(minor: u64) -> Amount {
        Amount::euros(Money::from_minor(minor).unwrap())
    }

    fn table(write: impl Fn(&Formats) -> String) -> String {
        let line = |tag: &str| format!("{tag}: {}", visible(&write(&Formats::new(tag))));
        TAGS.map(line).join("\n")
    }

    /// Shows the characters one cannot see, so that the expectations below are the exact bytes.
    fn visible(text: &str) -> String {
        let names = [
            ('\u{a0}', "[NBSP]"),
            ('\u{202f}', "[NNBSP]"),
            ('\u{2066}', "[LRI]"),
            ('\u{2069}', "[PDI]"),
            ('\u{200e}', "[LRM]"),
            ('\u{200f}', "[RLM]"),
        ];
        names.iter().fold(text.to_owned(), |shown, (c, name)| shown.replace(*c, name))
    }

    fn sunday() -> Moment {
        let at = Moment::parse_field("2026-10-25T20:00", "Europe/Lisbon").unwrap();
        Moment::new(at, "Europe/Lisbon")
    }

    /// Trap 1: ICU4X has no stable currency formatter, so the sign's place is our own table.
    #[test]
    fn half_a_million_euros_is_written_as_on_the_paper_ballot() {
        assert_eq!(
            table(|f| f.money(&euros(50_000_000))),
            "pt-PT: 500[NBSP]000[NBSP]€\n\
             en-GB: €500,000\n\
             kea: 500[NBSP]000[NBSP]€\n\
             fr: 500[NNBSP]000[NBSP]€\n\
             ar: [LRI]€500,000[PDI]\n\
             fa: [LRI]€500,000[PDI]\n\
             uk: 500[NBSP]000[NBSP]€\n\
             bn: €500,000\n\
             ne: €500,000\n\
             zh: €500,000\n\
             es: 500.000[NBSP]€\n\
             it: 500.000[NBSP]€\n\
             de: 500.000[NBSP]€"
        );
    }

    #[test]
    fn cents_are_all_written_or_none() {
        assert_eq!(
            table(|f| f.money(&euros(2_591))),
            "pt-PT: 25,91[NBSP]€\n\
             en-GB: €25.91\n\
             kea: 25,91[NBSP]€\n\
             fr: 25,91[NBSP]€\n\
             ar: [LRI]€25.91[PDI]\n\
             fa: [LRI]€25.91[PDI]\n\
             uk: 25,91[NBSP]€\n\
             bn: €25.91\n\
             ne: €25.91\n\
             zh: €25.91\n\
             es: 25,91[NBSP]€\n\
             it: 25,91[NBSP]€\n\
             de: 25,91[NBSP]€"
        );
        assert_eq!(Formats::new("en-GB").money(&euros(2_590)), "€25.90");
        assert_eq!(Formats::new("en-GB").money(&euros(7)), "€0.07");
        assert_eq!(Formats::new("en-GB").money(&euros(0)), "€0");
    }

    /// Trap 4: Bengali and Nepali group 12,50,000 in running text; an amount must look like the paper's.
    #[test]
    fn bengali_amounts_are_grouped_like_the_paper_and_bengali_numbers_like_bengali() {
        for tag in ["bn", "ne"] {
            assert_eq!(Formats::new(tag).money(&euros(125_000_000)), "€1,250,000");
            assert_eq!(Formats::new(tag).number(1_250_000), "12,50,000");
        }
    }

    #[test]
    fn a_number_with_decimals_has_the_signs_of_its_language() {
        let shown = |tag: &str| Formats::new(tag).decimal("12384.61538");
        assert_eq!(shown("en-GB"), "12,384.61538");
        assert_eq!(shown("pt-PT"), "12\u{a0}384,61538");
        assert_eq!(Formats::new("en-GB").decimal("many"), "many");
    }

    /// Trap 5: Portuguese, Spanish and Italian write four digits without a separator; French uses U+202F.
    /// Trap 3: Persian, Bengali and Nepali would use their own digits; ballots and paper use Latin ones.
    #[test]
    fn fifteen_hundred_is_separated_as_each_language_does_it() {
        assert_eq!(
            table(|f| f.number(1_500)),
            "pt-PT: 1500\n\
             en-GB: 1,500\n\
             kea: 1[NBSP]500\n\
             fr: 1[NNBSP]500\n\
             ar: 1,500\n\
             fa: 1,500\n\
             uk: 1[NBSP]500\n\
             bn: 1,500\n\
             ne: 1,500\n\
             zh: 1,500\n\
             es: 1500\n\
             it: 1500\n\
             de: 1.500"
        );
    }

    /// Traps 2 and 3: `YMDE` in Portuguese would give 12/10/2026, Persian the Persian calendar.
    #[test]
    fn a_day_is_a_gregorian_day_in_words() {
        assert_eq!(
            table(|f| f.day(&sunday())),
            "pt-PT: 25 de outubro de 2026\n\
             en-GB: 25 October 2026\n\
             kea: 25 Otubru 2026\n\
             fr: 25 octobre 2026\n\
             ar: 25 أكتوبر 2026\n\
             fa: 25 اکتبر 2026\n\
             uk: 25 жовтня 2026[NNBSP]р.\n\
             bn: 25 অক্টোবর, 2026\n\
             ne: 2026 अक्टोबर 25\n\
             zh: 2026年10月25日\n\
             es: 25 de octubre de 2026\n\
             it: 25 ottobre 2026\n\
             de: 25. Oktober 2026"
        );
        assert_eq!(Formats::new("pt-PT").month_day(&sunday()), "25 de outubro");
    }

    #[test]
    fn a_weekday_has_its_full_name() {
        assert_eq!(
            table(|f| f.weekday(&sunday())),
            "pt-PT: domingo\n\
             en-GB: Sunday\n\
             kea: dumingu\n\
             fr: dimanche\n\
             ar: الأحد\n\
             fa: یکشنبه\n\
             uk: неділя\n\
             bn: রবিবার\n\
             ne: आइतबार\n\
             zh: 星期日\n\
             es: domingo\n\
             it: domenica\n\
             de: Sonntag"
        );
    }

    /// Trap 7: a clock of 24 hours works for Arabic and Bengali too.
    #[test]
    fn eight_in_the_evening_is_twenty_hours_everywhere() {
        for tag in TAGS {
            assert_eq!(Formats::new(tag).time(&sunday()), "20:00", "{tag}");
        }
    }

    /// What a script is told is how the server writes.
    #[test]
    fn a_script_learns_how_money_is_written() {
        let pattern = |tag| visible(&Formats::new(tag).money_pattern("EUR", 2));
        assert_eq!(pattern("en-GB"), "€||,|4|.|2");
        assert_eq!(pattern("pt-PT"), "|[NBSP]€|[NBSP]|5|,|2");
        assert_eq!(pattern("fr"), "|[NBSP]€|[NNBSP]|4|,|2");
        assert_eq!(pattern("ar"), "[LRI]€|[PDI]|,|4|.|2");
    }

    /// Trap 6: Tetum has no data and borrows from Portuguese.
    #[test]
    fn tetum_numbers_look_portuguese() {
        assert_eq!(visible(&Formats::new("tet").money(&euros(50_000_000))), "500[NBSP]000[NBSP]€");
    }

    #[test]
    fn a_currency_without_an_unmistakable_sign_is_named_by_its_code() {
        let dollars = Amount {
            minor: Money::from_minor(150_000).unwrap(),
            currency: "USD".into(),
            exponent: 2,
        };
        assert_eq!(visible(&Formats::new("en-GB").money(&dollars)), "USD[NBSP]1,500");
        let yen = Amount {
            minor: Money::from_minor(1_500).unwrap(),
            currency: "JPY".into(),
            exponent: 0,
        };
        assert_eq!(visible(&Formats::new("de").money(&yen)), "1.500[NBSP]JPY");
    }
}
