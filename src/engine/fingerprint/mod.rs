//! One person once: a keyed fingerprint by which two entries of one person find each other.
//!
//! Source: COUNCIL.md section 3.5, DESIGN.md "one person once". A fingerprint is made of a name, a
//! birth and a place, all normalised, under a key that no database holds. It finds, it never decides:
//! what is alike becomes a case for a person. Rates of false finds and misses: docs/MATCHING.md.

pub(crate) mod letters;
mod name;

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

/// Where a person stands in the roll: all that is kept in the open. Without the key it says nothing, not
/// even how many words a name has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shelves {
    /// Place and day of birth. Of somebody whose day may be made up it is [`Shelves::whole`]: so many
    /// papers say 1 January that its shelf would tell where their holders come from.
    pub shelf: Tag,
    /// Place, year of birth and the whole name: found although a day is unknown or exchanged.
    pub whole: Tag,
}

/// A person made ready to be compared. Made of what is sealed, and never stored.
#[derive(Debug, Clone)]
pub struct Fingerprint {
    /// Where the person stands.
    pub shelves: Shelves,
    /// The words of the name.
    sounds: Sounds,
    day: Tag,
    exchanged: Option<Tag>,
    /// Whether the day of birth may be made up.
    vague: bool,
}

/// Whether two entries may be one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Nothing says so.
    Different,
    /// A person should look.
    Alike,
}

impl Fingerprint {
    /// The fingerprint of somebody in `place`. Nothing if the name has no letter in it.
    pub fn of(key: &FingerprintKey, place: &PlaceId, name: &str, birth: Birth) -> Option<Self> {
        let sounds = sounds_of(name);
        if sounds.words.is_empty() {
            return None;
        }
        let tag = |what: &str, parts: &[&str]| keyed(key, what, place.as_str(), parts);
        let (day, year) = (tag("day", &[&birth.text()]), birth.year().to_string());
        let words = sounds.words.iter().map(String::as_str);
        let whole: Vec<&str> = std::iter::once(year.as_str()).chain(words).collect();
        let (whole, vague) = (tag("whole", &whole), birth.is_vague());
        let shelves = Shelves { shelf: if vague { whole } else { day }, whole };
        let exchanged = birth.exchanged().map(|day| tag("day", &[&day]));
        Some(Self { shelves, sounds, day, exchanged, vague })
    }

    /// Compares with somebody else of the same place.
    pub fn compare(&self, other: &Fingerprint) -> Likeness {
        let alike = if self.day == other.day {
            names_alike(&self.sounds, &other.sounds)
        } else {
            self.shelves.whole == other.shelves.whole
                && (self.vague || other.vague || self.exchanged == Some(other.day))
        };
        if alike { Likeness::Alike } else { Likeness::Different }
    }
}

/// Whether two names of people born on one day may be one: the shorter name is part of the longer
/// one, in any order; of five words or more one may differ. Twins share all but a given name, so less
/// would accuse every pair of them.
fn names_alike(one: &Sounds, two: &Sounds) -> bool {
    let fits = |short: &Sounds, long: &Sounds| {
        let found = |word: &&String| long.words.contains(*word) || long.joined.contains(*word);
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

/// HMAC-SHA-256 over the parts, each with its length before it, cut to sixteen bytes.
fn keyed(key: &FingerprintKey, what: &str, place: &str, parts: &[&str]) -> Tag {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    for part in ["morada/fingerprint/v1", what, place].iter().chain(parts) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    let whole: [u8; 32] = mac.finalize().into_bytes().into();
    Tag::from_bytes(*whole.first_chunk().expect("a tag is shorter than the hash"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(name: &str, birth: Birth) -> Fingerprint {
        let key = FingerprintKey::from_bytes([7; 32]);
        Fingerprint::of(&key, &PlaceId::parse("lisboa").unwrap(), name, birth).unwrap()
    }

    fn born(text: &str) -> Birth {
        Birth::Day(Date::parse(text).unwrap())
    }

    fn alike(one: (&str, Birth), two: (&str, Birth)) -> bool {
        let (one, two) = (print(one.0, one.1), print(two.0, two.1));
        let there = one.compare(&two);
        assert_eq!(there, two.compare(&one), "looking back finds the same");
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
    fn another_key_or_place_leaves_nothing_in_common() {
        let of = |key: u8, at: &str, day: &str| {
            let key = FingerprintKey::from_bytes([key; 32]);
            let place = PlaceId::parse(at).unwrap();
            Fingerprint::of(&key, &place, "Ana Silva", born(day)).unwrap().shelves
        };
        let first = of(1, "lisboa", "1990-05-17");
        for other in [of(2, "lisboa", "1990-05-17"), of(1, "porto", "1990-05-17")] {
            assert!(first.shelf != other.shelf && first.whole != other.whole);
        }
    }

    /// Whoever sees the shelves would else see a crowded one for each 1 January.
    #[test]
    fn people_whose_day_nobody_knows_do_not_stand_on_one_shelf() {
        let shelf = |name: &str, birth| print(name, birth).shelves.shelf;
        let day = born("1990-01-01");
        assert_ne!(shelf("Ana Silva", day), shelf("Rui Costa", day));
        assert_eq!(shelf("Ana Silva", born("1990-01-02")), shelf("Rui Costa", born("1990-01-02")));
        assert_eq!(shelf("Ana Silva", day), shelf("SILVA Ana", Birth::Year(1990)));
    }

    #[test]
    fn a_name_without_letters_has_no_fingerprint() {
        let key = FingerprintKey::from_bytes([7; 32]);
        let place = PlaceId::parse("lisboa").unwrap();
        assert!(Fingerprint::of(&key, &place, " -.' ", Birth::Year(1990)).is_none());
    }
}
