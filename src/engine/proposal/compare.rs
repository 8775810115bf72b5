//! Two versions side by side, word by word.

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its words, with the spaces between them.
    pub text: String,
    /// Whether the other version has it too.
    pub kept: bool,
}

/// The most words that are compared; a longer text is shown whole as changed.
const MOST: usize = 1_200;

/// The pieces of `old` and of `new`. What is kept is the longest row of words that both have.
pub fn compare(old: &str, new: &str) -> (Vec<Piece>, Vec<Piece>) {
    let split =
        |text: &str| text.split_inclusive([' ', '\n']).map(str::to_owned).collect::<Vec<_>>();
    let (a, b) = (split(old), split(new));
    if a.len() > MOST || b.len() > MOST {
        let whole = |text: &str| vec![Piece { text: text.to_owned(), kept: old == new }];
        return (whole(old), whole(new));
    }
    let same = |i: usize, j: usize| a[i].trim() == b[j].trim();
    // longest[i][j]: words that a from i and b from j have in common.
    let mut longest = vec![vec![0_u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] = if same(i, j) {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && same(i, j) {
            push(&mut left, &a[i], true);
            push(&mut right, &b[j], true);
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && longest[i + 1][j] >= longest[i][j + 1]) {
            push(&mut left, &a[i], false);
            i += 1;
        } else {
            push(&mut right, &b[j], false);
            j += 1;
        }
    }
    (left, right)
}

fn push(pieces: &mut Vec<Piece>, word: &str, kept: bool) {
    match pieces.last_mut().filter(|last| last.kept == kept) {
        Some(last) => last.text.push_str(word),
        None => pieces.push(Piece { text: word.to_owned(), kept }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_changed_word_is_shown_as_one() {
        let (old, new) = compare("Two benches by the river", "Three benches by the river");
        let shown =
            |pieces: &[Piece]| pieces.iter().map(|p| (p.text.clone(), p.kept)).collect::<Vec<_>>();
        let kept = ("benches by the river".to_owned(), true);
        assert_eq!(shown(&old), [("Two ".to_owned(), false), kept.clone()]);
        assert_eq!(shown(&new), [("Three ".to_owned(), false), kept]);
    }

    proptest! {
        #[test]
        fn nothing_of_either_version_is_lost(a in "[ab \n]{0,40}", b in "[ab \n]{0,40}") {
            let (old, new) = compare(&a, &b);
            let all = |pieces: &[Piece]| pieces.iter().map(|p| p.text.as_str()).collect::<String>();
            prop_assert_eq!(all(&old), a.clone());
            prop_assert_eq!(all(&new), b.clone());
            let kept = |pieces: &[Piece]| {
                let kept = pieces.iter().filter(|p| p.kept);
                kept.flat_map(|p| p.text.split_whitespace()).map(str::to_owned).collect::<Vec<_>>()
            };
            prop_assert_eq!(kept(&old), kept(&new));
        }
    }
}
