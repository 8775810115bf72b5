//! Words as they are looked for: without marks and endings, and the same for one thing in four languages.
//!
//! No model and no service: a light stemmer and a table of things that towns build. *What it can*: find `árvores`
//! by `arvore`, and a proposal about benches in Arabic while one about `bancos` is being written. *What it
//! cannot*: find a thing across languages that is not in the table, tell meanings of one word apart, or read a
//! whole sentence. So it only ever proposes, and never blocks.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most stems that are kept of one text.
const MOST: usize = 400;

/// Things that towns build, in Portuguese, English, French and Arabic. Each word may be any form: it is stemmed
/// as a text is.
#[rustfmt::skip]
const THINGS: &[&str] = &[
    "memorial monumento monument mémorial نصب تذكاري تذكار",
    "escravatura escravidão slavery enslaved esclavage esclaves العبودية الرق المستعبدين",
    "árvore arborização tree arbre شجرة أشجار الشجر",
    "banco bench banc مقعد مقاعد",
    "sombra shade ombre ظل",
    "parque park parc منتزه حديقة",
    "jardim garden jardin حديقة بستان",
    "horta hortas allotment potager بستان خضار",
    "bicicleta ciclovia bicycle bike cycling vélo cyclable دراجة دراجات",
    "passadeira crossing crosswalk piéton عبور المشاة",
    "passeio calçada pavement sidewalk trottoir رصيف أرصفة",
    "autocarro bus paragem stop arrêt حافلة حافلات موقف",
    "escola school école مدرسة مدارس",
    "biblioteca library bibliothèque مكتبة",
    "livro book livre كتاب كتب",
    "brincar parque-infantil playground jeux ملعب ألعاب",
    "criança child children enfant أطفال طفل",
    "idoso sénior elderly older aînés مسنين كبار",
    "desporto campo sport court terrain رياضة ملاعب",
    "piscina pool piscine مسبح",
    "água bebedouro water fountain eau fontaine ماء مياه نافورة",
    "luz iluminação lighting light éclairage lumière إنارة ضوء",
    "lixo resíduos rubbish waste litter déchets poubelle نفايات قمامة",
    "reciclagem recycling recyclage تدوير",
    "acessibilidade rampa accessible ramp wheelchair rampe accessibilité منحدر كرسي",
    "elevador lift elevator ascenseur مصعد",
    "casa-de-banho sanitário toilet toilettes مرحاض مراحيض",
    "mercado market marché سوق",
    "praça largo square place ساحة ميدان",
    "rua street rue شارع طريق",
    "trânsito velocidade traffic speed circulation vitesse مرور سرعة",
    "mural arte art peinture fresque جدارية فن",
    "música music musique موسيقى",
    "teatro theatre théâtre مسرح",
    "museu museum musée متحف",
    "língua curso language course class langue cours لغة دروس",
    "tradução intérprete translation interpreter traduction interprète ترجمة مترجم",
    "saúde clínica health clinic santé صحة عيادة",
    "cozinha refeição kitchen meal cuisine repas مطبخ وجبات",
    "cão canino dog chien كلب",
    "gato cat chat قطط",
    "telhado solar roof toit طاقة شمسية",
    "internet wifi computador computer ordinateur حاسوب إنترنت",
    "reparação oficina repair workshop réparation atelier إصلاح ورشة",
    "mulher women femme نساء",
    "jovem juventude youth young jeune شباب",
    "rio riverside river fleuve quai نهر ضفة",
    "história memória history memory histoire mémoire تاريخ ذاكرة",
    "cinema film cinéma سينما أفلام",
    "ruído noise bruit ضوضاء",
];

/// Words that say nothing by themselves.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    "a", "o", "e", "de", "da", "do", "das", "dos", "em", "no", "na", "nos", "nas", "um", "uma", "para", "por",
    "com", "que", "se", "ao", "aos", "as", "os", "mais", "the", "of", "and", "in", "on", "to", "for", "an", "at",
    "with", "is", "are", "we", "it", "le", "la", "les", "des", "du", "un", "une", "et", "en", "dans", "pour",
    "avec", "sur", "au", "aux", "est", "qui", "l", "d", "s", "من", "في", "على", "الى", "عن", "مع", "و", "هذا",
    "هذه", "ان", "التي", "الذي",
];

/// `text` in small letters without marks; what is neither letter nor digit is a space.
pub fn folded(text: &str) -> String {
    let letter = |sign: char| match sign {
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' => Some('ي'),
        'ة' => Some('ه'),
        'ـ' => None,
        other if is_combining_mark(other) => None,
        other if other.is_alphanumeric() => Some(other),
        _ => Some(' '),
    };
    let plain = text.nfkd().filter_map(letter).flat_map(char::to_lowercase).collect::<String>();
    plain.nfc().collect()
}

/// A word of a folded text without its ending, in any language.
fn stem(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let arabic = letters.first().is_some_and(|first| ('\u{600}'..'\u{700}').contains(first));
    if arabic {
        for article in ["وال", "بال", "لل", "ال"] {
            let length = article.chars().count();
            if letters.len() > length + 2
                && letters.iter().take(length).copied().eq(article.chars())
            {
                letters.drain(..length);
                break;
            }
        }
        for ending in ["ات", "ين", "ون", "ه"] {
            let length = ending.chars().count();
            let from = letters.len().saturating_sub(length);
            if letters.len() > length + 2 && letters[from..].iter().copied().eq(ending.chars()) {
                letters.truncate(from);
                break;
            }
        }
        return letters.into_iter().collect();
    }
    // bancos, benches, trees, jardins; then the vowel that tells genders and numbers apart.
    if letters.len() > 3 && matches!(letters.last(), Some('s' | 'x')) {
        letters.pop();
    }
    while letters.len() > 3 && matches!(letters.last(), Some('a' | 'e' | 'i' | 'o')) {
        letters.pop();
    }
    if letters.len() > 3 && letters.last() == Some(&'n') {
        letters.pop();
        letters.push('m');
    }
    letters.into_iter().collect()
}

fn stems_of(text: &str) -> impl Iterator<Item = String> {
    let folded = folded(text);
    let words: Vec<String> =
        folded.split_whitespace().filter(|word| !EMPTY.contains(word)).map(stem).collect();
    words.into_iter()
}

/// The stems of a text, each once, in order: what a reader's words are looked for in.
pub fn stems(text: &str) -> BTreeSet<String> {
    stems_of(text).take(MOST).collect()
}

/// The things of the table that a text is about, as `thing7`.
pub fn things(text: &str) -> BTreeSet<String> {
    let own = stems(text);
    let named = |line: &&str| stems_of(line).any(|word| own.contains(&word));
    let rows = THINGS.iter().enumerate().filter(|(_, line)| named(line));
    rows.map(|(row, _)| format!("thing{row}")).collect()
}

/// What is kept for searching a text: its stems and its things, parted by spaces.
pub fn index(text: &str) -> String {
    let all: Vec<String> = stems(text).into_iter().chain(things(text)).collect();
    all.join(" ")
}

/// What is known of a proposal when it is compared with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// [`index`] of its texts.
    pub words: BTreeSet<String>,
    /// Its area, or empty.
    pub area: String,
    /// Its theme, or empty.
    pub theme: String,
}

impl Compared {
    /// What is known of one.
    pub fn new(words: &str, area: &str, theme: &str) -> Self {
        let words = words.split_whitespace().map(str::to_owned).collect();
        Self { words, area: area.to_owned(), theme: theme.to_owned() }
    }
}

/// How much two proposals are alike: 3 for a thing, 1 for a word, 2 for the area, 1 for the theme. Area and theme
/// alone are nothing: half of a town shares them.
pub fn likeness(one: &Compared, other: &Compared) -> u32 {
    let shared = one.words.intersection(&other.words);
    let words: u32 = shared.map(|word| if word.starts_with("thing") { 3 } else { 1 }).sum();
    if words == 0 {
        return 0;
    }
    let same = |a: &str, b: &str| !a.is_empty() && a == b;
    words
        + if same(&one.area, &other.area) { 2 } else { 0 }
        + u32::from(same(&one.theme, &other.theme))
}

/// From here on two proposals are shown side by side while one of them is written.
pub const ALIKE: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_capitals_and_endings_do_not_hide_a_word() {
        assert_eq!(folded("Árvores à SOMBRA!"), "arvores a sombra ");
        for (one, other) in [
            ("árvore", "ARVORES"),
            ("banco", "bancos"),
            ("jardim", "jardins"),
            ("école", "écoles"),
            ("مكتبة", "المكتبات"),
        ] {
            assert_eq!(stems(one), stems(other), "{one} {other}");
        }
    }

    #[test]
    fn a_bench_is_a_bench_in_four_languages() {
        let bench = things("Um banco à sombra").into_iter().next().unwrap();
        for text in ["Benches for the square", "Des bancs publics", "مقاعد في الساحة"]
        {
            assert!(things(text).contains(&bench), "{text}");
        }
        assert!(!things("Uma biblioteca").contains(&bench));
    }

    #[test]
    fn the_french_memorial_is_like_the_portuguese_one_and_unlike_a_tree() {
        let of = |text: &str, area: &str| Compared::new(&index(text), area, "memory");
        let french = of("Un mémorial aux victimes de l’esclavage", "Santa Maria Maior");
        let portuguese = of("Memorial da escravatura junto ao rio", "Santa Maria Maior");
        let tree = of("Árvores na avenida", "Santa Maria Maior");
        assert!(likeness(&french, &portuguese) >= ALIKE + 3);
        assert_eq!(likeness(&french, &tree), 0);
    }

    proptest! {
        #[test]
        fn likeness_does_not_depend_on_who_is_first(a in "[a-zéç ]{0,60}", b in "[a-zéç ]{0,60}") {
            let of = |text: &str| Compared::new(&index(text), "Arroios", "play");
            prop_assert_eq!(likeness(&of(&a), &of(&b)), likeness(&of(&b), &of(&a)));
        }

        #[test]
        fn folding_twice_changes_nothing_and_any_text_can_be_folded(text in "\\PC{0,80}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once.clone());
            prop_assert!(!index(&text).contains(['"', '*', '\'', '(', ':']));
        }
    }
}
