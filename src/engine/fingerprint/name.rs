//! The words of a name as they sound, whatever paper they come from.
//!
//! Order, particles and titles do not count. A long word is reduced to its consonants, because that is
//! where spellings of one name agree (Mohamed, Muhammad, محمد); a short one keeps its vowels, because
//! without them Li and Lu were one.

use std::collections::BTreeSet;

use super::letters::plain;

/// The most words of a name that count.
pub const MOST_WORDS: usize = 12;

/// Words that papers add or leave out: particles, articles, sons and daughters, titles.
const PARTICLES: &[&str] = &[
    "a", "al", "ap", "as", "av", "ben", "bin", "binti", "bint", "d", "da", "das", "de", "del",
    "della", "den", "der", "des", "di", "do", "dos", "dr", "du", "e", "el", "ez", "er", "es", "i",
    "ibn", "la", "las", "le", "los", "mac", "mr", "mrs", "ms", "ould", "sra", "sr", "ter", "ul",
    "und", "van", "von", "y", "zu",
];

/// First halves of names that papers write as one word or as two.
const FIRST_HALVES: &[&str] = &["abd", "abdal", "abdel", "abdol", "abdul", "abou", "abu"];

/// Abbreviations of Muhammad in South and South-East Asia.
const MUHAMMAD: &[&str] = &["md", "mohd", "muhd", "mhd", "mohmd"];

/// The sounds of a name, without order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sounds {
    /// Its words.
    pub words: BTreeSet<String>,
    /// Every two neighbouring words as if they were one: Xiao Ming is Xiaoming on another paper.
    pub joined: BTreeSet<String>,
}

/// How a name sounds.
pub fn sounds_of(name: &str) -> Sounds {
    let plain = plain(name);
    let all: Vec<&str> = plain.split_whitespace().take(MOST_WORDS).collect();
    let named = |word: &&&str| word.chars().count() > 1 && !PARTICLES.contains(*word);
    let names: Vec<&str> = all.iter().filter(named).copied().collect();
    // Lê and Đỗ are family names: what would leave one word or none is kept whole.
    let words = whole(if names.len() > 1 { &names } else { &all });
    let sounds = |words: &[String]| words.iter().map(|word| sound(word)).collect::<BTreeSet<_>>();
    let pairs: Vec<String> = all.windows(2).map(<[&str]>::concat).collect();
    let words = sounds(&words);
    let joined = sounds(&pairs).difference(&words).cloned().collect();
    Sounds { words, joined }
}

/// The words, those whose first half stands alone put together.
fn whole(words: &[&str]) -> Vec<String> {
    let mut whole: Vec<String> = Vec::with_capacity(words.len());
    let mut half: Option<&str> = None;
    for word in words {
        match half.take() {
            Some(first) => whole.push(format!("{first}{word}")),
            None if FIRST_HALVES.contains(word) => half = Some(word),
            None if MUHAMMAD.contains(word) => whole.push("muhammad".to_owned()),
            None => whole.push((*word).to_owned()),
        }
    }
    whole.extend(half.map(str::to_owned));
    whole
}

/// How a word sounds, roughly: the same for the spellings of one name.
fn sound(word: &str) -> String {
    let simple = simpler(word);
    let consonants = consonants(&simple);
    let kept = if consonants.trim_end_matches('a').chars().count() >= 3 {
        consonants
    } else {
        vowelled(&simple)
    };
    servant(&kept)
}

/// Letters and pairs of letters that spell one sound.
fn simpler(word: &str) -> String {
    let mut simple = word.to_owned();
    for (spelling, sound) in [
        ("tsch", "s"),
        ("sch", "s"),
        ("shch", "s"),
        ("tch", "s"),
        ("sh", "s"),
        ("ch", "s"),
        ("kh", "k"),
        ("ph", "f"),
        ("th", "t"),
        ("dh", "d"),
        ("gh", "g"),
        ("zh", "j"),
        ("dj", "j"),
        ("ck", "k"),
        ("qu", "k"),
        ("ff", "f"),
        ("ce", "se"),
        ("ci", "si"),
        ("cy", "si"),
        ("lh", "l"),
        ("nh", "n"),
        ("q", "k"),
        ("c", "k"),
        ("x", "ks"),
        ("z", "s"),
    ] {
        simple = simple.replace(spelling, sound);
    }
    for (beginning, sound) in
        [("ou", "w"), ("ye", "e"), ("ie", "e"), ("dia", "ja"), ("dio", "jo"), ("ks", "s")]
    {
        let rest = simple.strip_prefix(beginning).filter(|rest| starts_with_vowel(rest, beginning));
        simple = rest.map_or(simple.clone(), |rest| format!("{sound}{rest}"));
    }
    without_doubles(&simple.strip_suffix("ah").map_or(simple.clone(), |stem| format!("{stem}a")))
}

/// Haddad and Hadad.
fn without_doubles(word: &str) -> String {
    let mut signs: Vec<char> = word.chars().collect();
    signs.dedup();
    signs.into_iter().collect()
}

/// `Ou` is a W only before a vowel, as in Ouali; the others always are what they are.
fn starts_with_vowel(rest: &str, beginning: &str) -> bool {
    beginning != "ou" || rest.starts_with(is_vowel)
}

fn is_vowel(sign: char) -> bool {
    matches!(sign, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w')
}

/// The first sound, the consonants, and an `a` at the end, which parts Amin from Amina.
fn consonants(word: &str) -> String {
    let last = word.chars().count().saturating_sub(1);
    let mut kept = String::new();
    let mut before = ' ';
    for (at, sign) in word.chars().enumerate() {
        let sound = match sign {
            'w' | 'v' if at == 0 => Some('v'),
            vowel if is_vowel(vowel) && at == 0 => Some('a'),
            'a' if at == last => Some('a'),
            vowel if is_vowel(vowel) => None,
            // A silent H: after a consonant or at the end.
            'h' if at == last || (at > 0 && !is_vowel(before)) => None,
            'ħ' => Some('h'),
            other => Some(other),
        };
        kept.extend(sound);
        before = sign;
    }
    kept
}

/// The word with its vowels, of which there are three.
fn vowelled(word: &str) -> String {
    let word = word.replace("ai", "i").replace("ay", "i");
    let mut kept = String::new();
    for (at, sign) in word.chars().enumerate() {
        let sound = match sign {
            'w' | 'v' if at == 0 => 'v',
            'e' | 'y' => 'i',
            'o' | 'w' => 'u',
            'ħ' => 'h',
            other => other,
        };
        if !kept.ends_with(sound) {
            kept.push(sound);
        }
    }
    kept
}

/// Abd al-Rahman, Abdurrahman and Abdelrahman are one name, and so are Abdullah and Abdallah.
fn servant(sound: &str) -> String {
    match sound.strip_prefix("abdl") {
        Some("" | "a" | "h") => "abdl".to_owned(),
        Some(rest) => format!("abd{rest}"),
        None => sound.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        sounds_of(name).words.into_iter().collect()
    }

    #[test]
    fn spellings_of_one_name_are_one_word() {
        for spellings in [
            &["Mohamed", "Muhammad", "Mohammad", "Mouhamed", "محمد"][..],
            &["Youssef", "Yusuf", "Yousuf", "يوسف"],
            &["Hussein", "Husain", "Hossain", "حسين"],
            &["Abdelkader", "Abd al-Qadir", "Abdul Kadir", "Abdulqadir", "عبد القادر"],
            &["Abdullah", "Abdallah", "عبد الله", "عبدالله"],
            &["Aicha", "Aisha", "Aïcha", "عائشة"],
            &["Rachid", "Rashid", "رشيد"],
            &["Djamila", "Jamila", "جميلة"],
            &["Fatima", "Fatma", "Fatimah", "فاطمة"],
            &["Sergey", "Sergei", "Сергей"],
            &["Ковалевський", "Kovalevskyi", "Kovalevsky"],
            &["Yevgeny", "Evgeni", "Евгений"],
            &["Tomás", "Thomas"],
            &["Ali", "علي"],
        ] {
            let first = words(spellings[0]);
            for spelling in spellings {
                assert_eq!(words(spelling), first, "{spelling} is {}", spellings[0]);
            }
        }
    }

    #[test]
    fn other_names_are_other_words() {
        for (one, two) in [
            ("Amin", "Amina"),
            ("Maria", "Mário"),
            ("Li", "Lu"),
            ("Ahmed", "Mohamed"),
            ("Karim", "Karima"),
            ("Ivanov", "Ivanova"),
        ] {
            assert_ne!(words(one), words(two), "{one} and {two}");
        }
    }

    #[test]
    fn particles_count_only_where_little_else_is_left() {
        assert_eq!(words("Maria da Silva e Sousa"), words("SILVA SOUSA, Maria"));
        assert_eq!(words("Lê"), ["li"]);
        assert_eq!(words("Do Van"), ["du", "van"]);
        assert_eq!(words("P. J. Pereira Lopes"), words("Pereira Lopes"));
        assert_eq!(words(""), [""; 0]);
    }
}
