//! The languages of the pages: their code in an address, their own name and their direction.
//!
//! A language is offered when its messages are complete; a test holds us to it. The two pseudo-languages exist
//! in debug builds only and show what was not translated (accents) and what was not mirrored (right to left).

use std::fmt;

use fluent_langneg::{
    LanguageIdentifier, NegotiationStrategy, negotiate_languages, parse_accepted_languages,
};
use serde::{Serialize, Serializer};

/// A language in which the pages can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Portuguese of Portugal.
    Pt,
    /// English.
    En,
    /// French.
    Fr,
    /// Arabic.
    Ar,
    /// English with accents and longer words: what shows no accent was never translated.
    Accented,
    /// English written from right to left: what stays at the left was never mirrored.
    Mirrored,
}

/// The direction in which a language is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Dir {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Dir {
    /// The value of the HTML attribute `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Dir::Ltr => "ltr",
            Dir::Rtl => "rtl",
        }
    }
}

impl Lang {
    /// The languages offered to people, in the order of the language row.
    pub const OFFERED: [Lang; 4] = [Lang::Pt, Lang::En, Lang::Fr, Lang::Ar];
    /// The languages that only tests and debug builds know.
    pub const PSEUDO: [Lang; 2] = [Lang::Accented, Lang::Mirrored];

    /// Every language this build can write in.
    pub fn all() -> impl Iterator<Item = Lang> {
        let pseudo = if cfg!(debug_assertions) { &Self::PSEUDO[..] } else { &[] };
        Self::OFFERED.into_iter().chain(pseudo.iter().copied())
    }

    /// The language with this code, as it stands in an address.
    pub fn parse(code: &str) -> Option<Lang> {
        Self::all().find(|lang| lang.code() == code)
    }

    /// The BCP 47 tag: the first segment of every address and the value of `lang`.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Pt => "pt",
            Lang::En => "en",
            Lang::Fr => "fr",
            Lang::Ar => "ar",
            Lang::Accented => "en-XA",
            Lang::Mirrored => "ar-XB",
        }
    }

    /// The language's name in itself; a globe alone does not say "other languages" to a newcomer.
    pub fn endonym(self) -> &'static str {
        match self {
            Lang::Pt => "Português",
            Lang::En => "English",
            Lang::Fr => "Français",
            Lang::Ar => "العربية",
            Lang::Accented => "Ȧƈƈḗƞŧḗḓ",
            Lang::Mirrored => "derorriM",
        }
    }

    /// The direction in which the language is read.
    pub fn dir(self) -> Dir {
        match self {
            Lang::Pt | Lang::En | Lang::Fr | Lang::Accented => Dir::Ltr,
            Lang::Ar | Lang::Mirrored => Dir::Rtl,
        }
    }

    /// The locale whose numbers and dates the language uses; the pseudo-languages use English ones.
    pub(super) fn formats(self) -> &'static str {
        match self {
            Lang::Pt => "pt-PT",
            Lang::En | Lang::Accented | Lang::Mirrored => "en-GB",
            Lang::Fr => "fr",
            Lang::Ar => "ar",
        }
    }

    /// The language for a reader who asked for no address in particular: the cookie's, else the best of
    /// `Accept-Language`, else the place's own. Never guessed from an address on the network.
    pub fn negotiate(cookie: Option<&str>, accept: Option<&str>, default: Lang) -> Lang {
        cookie.and_then(Self::parse).or_else(|| accept.and_then(Self::accepted)).unwrap_or(default)
    }

    /// The offered language that `Accept-Language` likes best, if any is on its list.
    pub fn accepted(header: &str) -> Option<Lang> {
        let wanted = parse_accepted_languages(header);
        let offered: Vec<LanguageIdentifier> =
            Self::OFFERED.iter().filter_map(|lang| lang.code().parse().ok()).collect();
        let best = negotiate_languages(&wanted, &offered, None, NegotiationStrategy::Filtering);
        best.first().and_then(|tag| Self::parse(tag.language.as_str()))
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// The direction of any language tag, for texts that people wrote in a language we may not offer.
pub fn direction_of(tag: &str) -> Dir {
    match tag.split('-').next().unwrap_or_default() {
        "ar" | "fa" | "ur" | "he" | "ps" | "ku" | "sd" | "ug" | "yi" | "dv" => Dir::Rtl,
        _ => Dir::Ltr,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_in_an_address_names_its_language() {
        assert_eq!(Lang::parse("ar"), Some(Lang::Ar));
        assert_eq!(Lang::parse("AR"), None);
        assert_eq!(Lang::parse("xx"), None);
        assert!(Lang::all().all(|lang| Lang::parse(lang.code()) == Some(lang)));
    }

    #[test]
    fn the_cookie_wins_over_the_browser_and_the_browser_over_the_place() {
        let accept = Some("ar-MA, fr;q=0.8");
        assert_eq!(Lang::negotiate(Some("en"), accept, Lang::Pt), Lang::En);
        assert_eq!(Lang::negotiate(Some("xx"), accept, Lang::Pt), Lang::Ar);
        assert_eq!(Lang::negotiate(None, Some("fr-CA"), Lang::Pt), Lang::Fr);
        assert_eq!(Lang::negotiate(None, Some("ja"), Lang::Pt), Lang::Pt);
        assert_eq!(Lang::negotiate(None, None, Lang::Pt), Lang::Pt);
    }

    #[test]
    fn a_hostile_language_header_is_no_language() {
        for header in ["", ";;;", "*", "en;q=abc,,,", "\u{202e}", &"x".repeat(5000)] {
            let _ = Lang::accepted(header);
        }
        assert_eq!(Lang::accepted(""), None);
    }

    #[test]
    fn arabic_and_persian_run_from_right_to_left() {
        assert_eq!(direction_of("ar-EG"), Dir::Rtl);
        assert_eq!(direction_of("fa"), Dir::Rtl);
        assert_eq!(direction_of("pt"), Dir::Ltr);
    }
}
