//! Decimal amounts, read digit by digit: `1331751.11` never passes through a floating point number.

/// A decimal number as it stands in a file: `digits / 10^places`, without trailing zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    digits: u64,
    /// Digits after the point.
    pub places: u32,
}

/// More digits after the point than any currency has.
const MOST_PLACES: usize = 6;

impl Amount {
    /// Reads `text`; a comma may stand for the point. `None` when it is no such number, or one
    /// beyond what a record can carry.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('+').unwrap_or(text);
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
        let fraction = fraction.trim_end_matches('0');
        let number = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !number(whole) || !number(fraction) || fraction.len() > MOST_PLACES {
            return None;
        }
        let places = u32::try_from(fraction.len()).ok()?;
        let digits = format!("{whole}{fraction}").parse().ok()?;
        Some(Self { digits, places })
    }

    /// The number in units of `10^-exponent`, or `None` above 2^53 - 1.
    pub fn minor(self, exponent: u32) -> Option<u64> {
        let scale = 10_u64.checked_pow(exponent.checked_sub(self.places)?)?;
        self.digits.checked_mul(scale).filter(|minor| *minor < 1 << 53)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_exact_to_its_last_digit() {
        let minor = |text, exponent| Amount::parse(text).and_then(|a| a.minor(exponent));
        assert_eq!(minor("1331751.11", 2), Some(133_175_111));
        assert_eq!(minor("400000.0", 0), Some(400_000));
        assert_eq!(minor("1,5", 1), Some(15));
        assert_eq!(minor("0.1", 3), Some(100));
        assert_eq!(minor("0.125", 2), None, "the exponent must be large enough");
        assert_eq!(minor("9007199254740992", 0), None, "2^53");
        for other in ["", "-1", "1e6", ".5", "1.2.3", "abc", "1 000", "0.1234567"] {
            assert_eq!(Amount::parse(other), None, "{other}");
        }
    }
}
