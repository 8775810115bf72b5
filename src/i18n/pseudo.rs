//! The pseudo-languages of tests: English made strange, so that what was forgotten stands out.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::lang::Lang;

/// The language whose message files a language uses.
pub(super) fn source(lang: Lang) -> Lang {
    match lang {
        Lang::Accented | Lang::Mirrored => Lang::En,
        Lang::Pt | Lang::En | Lang::Fr | Lang::Ar => lang,
    }
}

/// What is done to the words of a message; gaps are left alone.
pub(super) fn transform(lang: Lang) -> Option<fn(&str) -> Cow<'_, str>> {
    match lang {
        Lang::Accented => Some(accent),
        Lang::Mirrored => Some(mirror),
        Lang::Pt | Lang::En | Lang::Fr | Lang::Ar => None,
    }
}

/// Every letter gets an accent and vowels are doubled: about 40 % longer, as translations can be.
fn accent(words: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(words.len() * 2);
    outside_tags(words, |piece| {
        for c in piece.chars() {
            out.push(accented(c));
            if matches!(c, 'a' | 'o' | 'u') {
                out.push(accented(c));
            }
        }
        std::mem::take(&mut out)
    })
}

/// Every word is overridden to run from right to left.
fn mirror(words: &str) -> Cow<'_, str> {
    outside_tags(words, |piece| {
        let mut out = String::with_capacity(piece.len() * 2);
        for word in piece.split_inclusive(' ') {
            let bare = word.trim_end_matches(' ');
            if bare.is_empty() {
                out.push_str(word);
                continue;
            }
            let _ = write!(out, "\u{202e}{bare}\u{202c}{}", &word[bare.len()..]);
        }
        out
    })
}

/// Applies `change` to what is not a wrapper such as `<b>`.
fn outside_tags(words: &str, mut change: impl FnMut(&str) -> String) -> Cow<'_, str> {
    let mut out = String::with_capacity(words.len() * 2);
    let mut rest = words;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(&change(before));
        let (inside, after) = tag.split_once('>').unwrap_or((tag, ""));
        let _ = write!(out, "<{inside}>");
        rest = after;
    }
    out.push_str(&change(rest));
    Cow::Owned(out)
}

fn accented(c: char) -> char {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const STRANGE: &str = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ";
    PLAIN.chars().zip(STRANGE.chars()).find(|(plain, _)| *plain == c).map_or(c, |(_, s)| s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_stay_as_they_are() {
        assert_eq!(accent("Go <b>now</b>"), "Ɠǿǿ <b>ƞǿǿẇ</b>");
        assert_eq!(
            mirror("a <b>b c</b>"),
            "\u{202e}a\u{202c} <b>\u{202e}b\u{202c} \u{202e}c\u{202c}</b>"
        );
    }
}
