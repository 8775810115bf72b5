//! Where somebody wants to be reached: an address for mail, or a number for SMS.

use serde::{Deserialize, Serialize};

/// An address or a number that a resident gave.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// An address for mail.
    Mail(String),
    /// A telephone number: `+` and digits.
    Phone(String),
}

/// The longest address that mail servers take (RFC 5321).
const MOST_LETTERS: usize = 254;

impl Contact {
    /// Reads what somebody typed: with an `@` it is an address, else a number with its country's `+`.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        if typed.contains('@') { mail(typed) } else { phone(typed) }
    }

    /// As it was given, for its owner.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Mail(address) => address,
            Self::Phone(number) => number,
        }
    }
}

/// Only what every mail server reads alike: no quotes, no comments, no spaces.
fn mail(typed: &str) -> Option<Contact> {
    let (name, host) = typed.split_once('@')?;
    let plain = |text: &str, more: &str| {
        !text.is_empty()
            && text.chars().all(|sign| sign.is_ascii_alphanumeric() || more.contains(sign))
    };
    let good = typed.len() <= MOST_LETTERS
        && plain(name, ".!#$%&'*+-/=?^_`{|}~")
        && plain(host, ".-")
        && host.contains('.')
        && host.split('.').all(|part| !part.is_empty());
    good.then(|| Contact::Mail(typed.to_owned()))
}

fn phone(typed: &str) -> Option<Contact> {
    let spacing = |sign: &char| matches!(sign, ' ' | '-' | '(' | ')' | '.' | '/');
    let bare: String = typed.chars().filter(|sign| !spacing(sign)).collect();
    let digits = bare.strip_prefix('+').or_else(|| bare.strip_prefix("00"))?;
    let good = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    good.then(|| Contact::Phone(format!("+{digits}")))
}

/// Never in a log.
impl std::fmt::Debug for Contact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Mail(_) => "Mail(hidden)",
            Self::Phone(_) => "Phone(hidden)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_or_a_number_is_read_and_nothing_else() {
        let mail = |text: &str| Some(Contact::Mail(text.to_owned()));
        assert_eq!(Contact::parse(" amina@exemplo.pt "), mail("amina@exemplo.pt"));
        let phone = Some(Contact::Phone("+351912345678".to_owned()));
        assert_eq!(Contact::parse("+351 912-345-678"), phone);
        assert_eq!(Contact::parse("00351912345678"), phone);
        for nothing in [
            "",
            "amina",
            "912345678",
            "a@b",
            "a b@c.pt",
            "a@c.pt\nBcc: all@c.pt",
            "@c.pt",
            "a@c..pt",
        ] {
            assert_eq!(Contact::parse(nothing), None, "{nothing:?}");
        }
        assert_eq!(format!("{:?}", Contact::Phone("+35191".to_owned())), "Phone(hidden)");
    }
}
