//! Letters of several scripts as plain Latin letters `a` to `z`.
//!
//! The tables follow the romanisations that passports use: ICAO 9303 part 3 for Latin and Cyrillic, the
//! common spellings of BGN/PCGN for Arabic and Persian, ELOT 743 for Greek. Scripts without a table are
//! kept as they are, so that a name in them is still equal to itself.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Latin letters that are more than a letter with a mark.
#[rustfmt::skip]
const LATIN: &[(char, &str)] = &[
    ('ß', "ss"), ('æ', "ae"), ('œ', "oe"), ('ø', "o"), ('đ', "d"), ('ð', "d"), ('þ', "th"),
    ('ł', "l"), ('ı', "i"), ('ŋ', "ng"), ('ə', "a"), ('ç', "c"), ('ş', "sh"),
    ('ș', "sh"), ('š', "sh"), ('č', "ch"), ('ć', "ch"), ('ž', "zh"), ('ñ', "n"), ('ğ', "g"),
    ('ɓ', "b"), ('ɗ', "d"), ('ƙ', "k"), ('ɲ', "n"), ('ʼ', ""),
];

/// Cyrillic as passports of Russia, Ukraine, Bulgaria and their neighbours write it.
#[rustfmt::skip]
const CYRILLIC: &[(char, &str)] = &[
    ('а', "a"), ('б', "b"), ('в', "v"), ('г', "g"), ('ґ', "g"), ('д', "d"), ('е', "e"),
    ('ё', "e"), ('є', "ie"), ('ж', "zh"), ('з', "z"), ('и', "i"), ('і', "i"), ('ї', "i"),
    ('й', "i"), ('к', "k"), ('л', "l"), ('м', "m"), ('н', "n"), ('о', "o"), ('п', "p"),
    ('р', "r"), ('с', "s"), ('т', "t"), ('у', "u"), ('ў', "u"), ('ф', "f"), ('х', "kh"),
    ('ц', "ts"), ('ч', "ch"), ('ш', "sh"), ('щ', "shch"), ('ъ', ""), ('ы', "y"), ('ь', ""),
    ('э', "e"), ('ю', "iu"), ('я', "ia"), ('ј', "j"), ('љ', "l"), ('њ', "n"), ('ђ', "d"),
    ('ћ', "ch"), ('џ', "j"), ('ѕ', "z"), ('ќ', "k"), ('ѓ', "g"), ('қ', "k"), ('ғ', "g"),
    ('ө', "o"), ('ү', "u"), ('ұ', "u"), ('ң', "n"), ('һ', "h"), ('ә', "a"),
];

/// Arabic, with the letters that Persian, Urdu and Pashto add. Short vowels are not written, so an H,
/// here `ħ`, is sounded although no vowel stands before it.
#[rustfmt::skip]
const ARABIC: &[(char, &str)] = &[
    ('ا', "a"), ('ٱ', "a"), ('ب', "b"), ('ت', "t"), ('ث', "th"), ('ج', "j"), ('ح', "ħ"),
    ('خ', "kh"), ('د', "d"), ('ذ', "dh"), ('ر', "r"), ('ز', "z"), ('س', "s"), ('ش', "sh"),
    ('ص', "s"), ('ض', "d"), ('ط', "t"), ('ظ', "z"), ('ع', "a"), ('غ', "gh"), ('ف', "f"),
    ('ق', "q"), ('ك', "k"), ('ل', "l"), ('م', "m"), ('ن', "n"), ('ه', "ħ"), ('و', "w"),
    ('ي', "y"), ('ى', "a"), ('ة', "a"), ('ء', ""), ('ـ', ""), ('پ', "p"), ('چ', "ch"),
    ('ژ', "zh"), ('ک', "k"), ('گ', "g"), ('ی', "y"), ('ے', "y"), ('ہ', "ħ"), ('ھ', "ħ"),
    ('ٹ', "t"), ('ڈ', "d"), ('ڑ', "r"), ('ں', "n"), ('ڤ', "v"),
];

/// Greek.
#[rustfmt::skip]
const GREEK: &[(char, &str)] = &[
    ('α', "a"), ('β', "v"), ('γ', "g"), ('δ', "d"), ('ε', "e"), ('ζ', "z"), ('η', "i"),
    ('θ', "th"), ('ι', "i"), ('κ', "k"), ('λ', "l"), ('μ', "m"), ('ν', "n"), ('ξ', "x"),
    ('ο', "o"), ('π', "p"), ('ρ', "r"), ('σ', "s"), ('ς', "s"), ('τ', "t"), ('υ', "y"),
    ('φ', "f"), ('χ', "kh"), ('ψ', "ps"), ('ω', "o"),
];

/// `text` in small Latin letters without marks (and `ħ`); every other sign but letters is a space.
///
/// Apostrophes join what they part: `O'Brien` is one word.
pub fn plain(text: &str) -> String {
    // Tables are asked before marks are taken away: `š` is more than `s`.
    let composed: String =
        text.nfkc().flat_map(char::to_lowercase).collect::<String>().nfkc().collect();
    let mut plain = String::with_capacity(composed.len());
    for word in composed.split_whitespace() {
        let word = without_article(word);
        for sign in word.chars() {
            push(&mut plain, sign);
        }
        plain.push(' ');
    }
    plain
}

/// An Arabic word without the article that the script joins to it, as most Latin papers part it.
fn without_article(word: &str) -> &str {
    let bare = ["ال", "الأ", "الإ", "الآ"].iter().any(|article| word.starts_with(article));
    let stem = word.strip_prefix("ال").filter(|stem| bare && stem.chars().count() > 2);
    stem.unwrap_or(word)
}

fn push(plain: &mut String, sign: char) {
    if sign.is_ascii_lowercase() {
        plain.push(sign);
    } else if let Some(letters) = in_tables(sign) {
        plain.push_str(letters);
    } else if is_apostrophe(sign) || is_combining_mark(sign) {
        // Nothing stands for it.
    } else {
        let mut parts = [sign].into_iter().nfkd().filter(|part| !is_combining_mark(*part));
        match (parts.next(), parts.next()) {
            (Some(base), None) if base != sign => push(plain, base),
            _ if sign.is_alphabetic() => plain.push(sign),
            _ => plain.push(' '),
        }
    }
}

fn in_tables(sign: char) -> Option<&'static str> {
    let tables = [LATIN, CYRILLIC, ARABIC, GREEK].into_iter().flatten();
    tables.into_iter().find(|(letter, _)| *letter == sign).map(|(_, latin)| *latin)
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '’' | '‘' | '`' | '´' | 'ʻ' | 'ʿ' | 'ʾ' | '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_their_marks_and_their_script() {
        for (text, expected) in [
            ("João Conceição", "joao conceicao "),
            ("NGUYỄN Thị Hoà", "nguyen thi hoa "),
            ("Łukasz Żółty", "lukasz zolty "),
            ("Щербаков Юрій", "shcherbakov iurii "),
            ("الحسن", "ħsn "),
            ("Παπαδόπουλος", "papadopoylos "),
            ("O’Brien-Smith", "obrien smith "),
            ("Ｍａｒｉａ", "maria "),
            ("মোহাম্মদ", "মহমমদ "),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    #[test]
    fn no_letter_stands_twice_in_the_tables() {
        let all: Vec<char> = [LATIN, CYRILLIC, ARABIC, GREEK]
            .into_iter()
            .flatten()
            .map(|(letter, _)| *letter)
            .collect();
        let once: std::collections::BTreeSet<char> = all.iter().copied().collect();
        assert_eq!(all.len(), once.len());
    }
}
