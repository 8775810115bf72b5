//! One person once: a keyed fingerprint by which two entries of one person find each other.
//!
//! Source: COUNCIL.md section 3.5, DESIGN.md "one person once". A fingerprint is made of a name, a
//! birth and a place, all normalised, under a key that no database holds. It finds, it never decides:
//! what is alike becomes a case for a person. Rates of false finds and misses: docs/MATCHING.md.

mod letters;
mod name;

use std::collections::BTreeSet;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::eligibility::Date;
use crate::encoding::hex_bytes;
use crate::ids::PlaceId;
pub use name::{MOST_WORDS, Sounds, sounds_of};

hex_bytes!(
    /// Keyed hash of something two entries may have in common.
    Tag,
    16
);

/// Keyed hash of one word of a name.
pub type Word = [u8; 8];

/// The key of the fingerprints. It lives outside every database; without it nothing can be guessed
/// backwards.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct FingerprintKey([u8; 32]);

impl FingerprintKey {
    /// Takes a key of 32 bytes made for this purpose alone.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for FingerprintKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FingerprintKey(hidden)")
    }
}

/// When somebody was born, as well as they know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Birth {
    /// The day.
    Day(Date),
    /// The year: many papers of the world have no more.
    Year(i32),
}

impl Birth {
    /// Whether the day may be made up. Offices write 1 January when nobody knows the day.
    fn is_vague(self) -> bool {
        match self {
            Birth::Day(day) => (day.month(), day.day()) == (1, 1),
            Birth::Year(_) => true,
        }
    }

    fn year(self) -> i32 {
        match self {
            Birth::Day(day) => day.year(),
            Birth::Year(year) => year,
        }
    }

    fn text(self) -> String {
        match self {
            Birth::Day(day) => day.to_string(),
            Birth::Year(year) => format!("{year:04}"),
        }
    }

    /// The day with month and day exchanged, the commonest slip of forms.
    fn exchanged(self) -> Option<String> {
        match self {
            Birth::Day(day) if day.day() != day.month() => {
                Date::new(day.year(), day.day(), day.month()).map(|day| day.to_string())
            }
            Birth::Day(_) | Birth::Year(_) => None,
        }
    }
}

/// What is kept of a person to find them again. Without the key it says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Place and birth: the shelf on which to look.
    pub day: Tag,
    /// Place, year of birth and the whole name: found although a day is unknown or exchanged.
    pub whole: Tag,
    /// The words of the name, each keyed by place and birth, so that one name is not the same twice.
    pub words: BTreeSet<Word>,
    /// Neighbouring words taken as one, keyed alike.
    pub joined: BTreeSet<Word>,
    /// Whether the day of birth may be made up.
    pub vague: bool,
}

/// A fingerprint just made, which can look for others.
#[derive(Debug, Clone)]
pub struct Search {
    /// What is kept.
    pub print: Fingerprint,
    exchanged: Option<Tag>,
}

/// Whether two entries may be one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Nothing says so.
    Different,
    /// A person should look.
    Alike,
}

impl Search {
    /// The fingerprint of somebody in `place`. Nothing if the name has no letter in it.
    pub fn of(key: &FingerprintKey, place: &PlaceId, name: &str, birth: Birth) -> Option<Self> {
        let sounds = sounds_of(name);
        if sounds.words.is_empty() {
            return None;
        }
        let place = place.as_str();
        let tag = |what: &str, parts: &[&str]| Tag::from_bytes(keyed(key, what, place, parts));
        let (day, year) = (birth.text(), birth.year().to_string());
        let whole: Vec<&str> =
            std::iter::once(year.as_str()).chain(sounds.words.iter().map(String::as_str)).collect();
        let keyed_words = |words: &BTreeSet<String>| {
            words.iter().map(|word| keyed(key, "word", place, &[&day, word])).collect()
        };
        let print = Fingerprint {
            day: tag("day", &[&day]),
            whole: tag("whole", &whole),
            words: keyed_words(&sounds.words),
            joined: keyed_words(&sounds.joined),
            vague: birth.is_vague(),
        };
        let exchanged = birth.exchanged().map(|day| tag("day", &[&day]));
        Some(Self { print, exchanged })
    }

    /// Compares with what is kept of another entry of the same place.
    pub fn compare(&self, other: &Fingerprint) -> Likeness {
        let own = &self.print;
        let alike = if own.day == other.day {
            names_alike(own, other)
        } else {
            own.whole == other.whole
                && (own.vague || other.vague || self.exchanged == Some(other.day))
        };
        if alike { Likeness::Alike } else { Likeness::Different }
    }
}

impl Fingerprint {
    /// Words as one run of bytes, for a column.
    pub fn words_as_bytes(words: &BTreeSet<Word>) -> Vec<u8> {
        words.iter().flatten().copied().collect()
    }

    /// Reads such a run; nothing if it is not made of whole words.
    pub fn words_from_bytes(bytes: &[u8]) -> Option<BTreeSet<Word>> {
        let (words, rest) = bytes.as_chunks();
        rest.is_empty().then(|| words.iter().copied().collect())
    }
}

/// Whether two names of people born on one day may be one: the shorter name is part of the longer
/// one, in any order; of five words or more one may differ. Twins share all but a given name, so less
/// would accuse every pair of them.
fn names_alike(one: &Fingerprint, two: &Fingerprint) -> bool {
    let fits = |short: &Fingerprint, long: &Fingerprint| {
        let found = |word: &&Word| long.words.contains(*word) || long.joined.contains(*word);
        let common = short.words.iter().filter(found).count();
        let all = short.words.len();
        all > 0 && (common == all || (all >= 5 && common + 1 == all))
    };
    match one.words.len().cmp(&two.words.len()) {
        std::cmp::Ordering::Less => fits(one, two),
        std::cmp::Ordering::Greater => fits(two, one),
        std::cmp::Ordering::Equal => fits(one, two) || fits(two, one),
    }
}

/// HMAC-SHA-256 over the parts, each with its length before it, cut to `N` bytes.
fn keyed<const N: usize>(key: &FingerprintKey, what: &str, place: &str, parts: &[&str]) -> [u8; N] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    for part in ["morada/fingerprint/v1", what, place].iter().chain(parts) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    let whole: [u8; 32] = mac.finalize().into_bytes().into();
    *whole.first_chunk().expect("a tag is shorter than the hash")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(name: &str, birth: Birth) -> Search {
        let key = FingerprintKey::from_bytes([7; 32]);
        Search::of(&key, &PlaceId::parse("lisboa").unwrap(), name, birth).unwrap()
    }

    fn born(text: &str) -> Birth {
        Birth::Day(Date::parse(text).unwrap())
    }

    fn alike(one: (&str, Birth), two: (&str, Birth)) -> bool {
        let (one, two) = (search(one.0, one.1), search(two.0, two.1));
        let there = one.compare(&two.print);
        assert_eq!(there, two.compare(&one.print), "looking back finds the same");
        there == Likeness::Alike
    }

    /// The same woman at the desk, on a letter of a shelter and in the register.
    #[test]
    fn a_person_is_found_whatever_a_paper_makes_of_her_name() {
        let day = born("1990-05-17");
        for (one, two) in [
            ("Maria José da Silva Santos", "SANTOS SILVA Maria Jose"),
            ("Maria José da Silva Santos", "Maria Silva"),
            ("فاطمة الزهراء الإدريسي", "Fatima Zahra El Idrissi"),
            ("محمد عبد الرحمن حسين", "Mohamed Abdelrahman Hussein"),
            ("Muhammad Abdul Rahman Hossain", "Mohammed Abdurrahman Husain"),
            ("Юлия Петровна Ковалевская", "Yulia Kovalevskaya"),
            ("Nguyễn Thị Hoa", "Hoa Nguyen Thi"),
            ("Md. Rahim Uddin", "Mohammad Rahim Uddin"),
        ] {
            assert!(alike((one, day), (two, day)), "{one} and {two}");
        }
    }

    #[test]
    fn twins_and_neighbours_are_not_one_person() {
        let day = born("1990-05-17");
        for (one, two) in [
            ("Ana Silva Santos", "Rui Silva Santos"),
            ("Maria Silva", "Mário Silva"),
            ("Li Wei", "Lu Wu"),
            ("Amina Diallo", "Aminata Diallo"),
        ] {
            assert!(!alike((one, day), (two, day)), "{one} and {two}");
        }
        assert!(!alike(("Ana Silva", day), ("Ana Silva", born("1990-05-18"))));
    }

    #[test]
    fn an_unknown_or_exchanged_day_hides_nobody_with_the_same_name() {
        let name = "Abdirahman Yusuf Warsame";
        let day = born("1988-03-04");
        assert!(alike((name, day), (name, Birth::Year(1988))));
        assert!(alike((name, day), (name, born("1988-01-01"))));
        assert!(alike((name, day), (name, born("1988-04-03"))));
        assert!(!alike((name, day), (name, Birth::Year(1987))));
        assert!(!alike((name, day), ("Abdirahman Yusuf", Birth::Year(1988))));
    }

    #[test]
    fn another_key_or_place_or_day_leaves_nothing_in_common() {
        let place = |id: &str| PlaceId::parse(id).unwrap();
        let of = |key: u8, at: &str, day: &str| {
            let key = FingerprintKey::from_bytes([key; 32]);
            Search::of(&key, &place(at), "Ana Silva", born(day)).unwrap().print
        };
        let first = of(1, "lisboa", "1990-05-17");
        for other in [of(2, "lisboa", "1990-05-17"), of(1, "porto", "1990-05-17")] {
            assert_ne!((first.day, first.whole), (other.day, other.whole));
            assert!(first.words.is_disjoint(&other.words));
        }
        let next_day = of(1, "lisboa", "1990-05-18");
        assert!(first.words.is_disjoint(&next_day.words), "one name is not the same twice");
    }

    #[test]
    fn what_is_kept_is_read_back_and_a_name_without_letters_has_no_fingerprint() {
        let print = search("Ana Maria Silva", born("1990-05-17")).print;
        let bytes = Fingerprint::words_as_bytes(&print.words);
        assert_eq!(Fingerprint::words_from_bytes(&bytes), Some(print.words));
        assert_eq!(Fingerprint::words_from_bytes(&bytes[1..]), None);
        let key = FingerprintKey::from_bytes([7; 32]);
        let place = PlaceId::parse("lisboa").unwrap();
        assert!(Search::of(&key, &place, " -.' ", Birth::Year(1990)).is_none());
    }
}
