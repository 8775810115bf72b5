//! Writes a BLT file: equal rankings merged and sorted, names quoted, what [`super::read`] reads back.

use std::fmt::Write as _;

use super::reader::unquote;
use crate::tally::council::rankings::Rankings;

/// Why a contest cannot be written as BLT.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteFault {
    /// There is not one name per candidate.
    #[error("{found} names for {expected} candidates")]
    Names {
        /// Names given.
        found: usize,
        /// Candidates of the ballots.
        expected: usize,
    },
    /// A name or title that would be read back differently.
    #[error("the name {0:?} cannot stand in quotes")]
    Name(String),
}

/// The BLT text of a contest.
///
/// # Errors
/// [`WriteFault`] when a name is missing or cannot be quoted.
pub fn write(
    seats: usize,
    ballots: &Rankings,
    names: &[String],
    title: &str,
) -> Result<String, WriteFault> {
    let expected = ballots.candidates();
    if names.len() != expected {
        return Err(WriteFault::Names { found: names.len(), expected });
    }
    let mut text = format!("{expected} {seats}\n");
    let withdrawn: Vec<String> = ballots.withdrawn().map(|c| format!("-{}", c + 1)).collect();
    if !withdrawn.is_empty() {
        text.push_str(&withdrawn.join(" "));
        text.push('\n');
    }
    for (papers, ranking) in ballots.iter() {
        push(&mut text, papers, ranking);
    }
    if ballots.blank() > 0 {
        push(&mut text, ballots.blank(), &[]);
    }
    text.push_str("0\n");
    for name in names.iter().map(String::as_str).chain([title]) {
        let line = format!("\"{name}\"");
        let kept = unquote(line.as_bytes()) == Some(name.as_bytes());
        if !kept || name.contains(char::is_control) {
            return Err(WriteFault::Name(name.to_owned()));
        }
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

/// One ballot line, 1-based.
fn push(text: &mut String, papers: u64, ranking: &[u16]) {
    write!(text, "{papers}").expect("a string takes every text");
    for mark in ranking {
        write!(text, " {}", mark + 1).expect("a string takes every text");
    }
    text.push_str(" 0\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blt::read;
    use crate::tally::council::marks::Policy;
    use proptest::prelude::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn equal_rankings_are_written_once_in_order() {
        let ballots = Rankings::from_groups(2, &[(1, &[1, 0]), (2, &[0]), (1, &[1, 0])]).unwrap();
        let text = write(1, &ballots, &names(&["Ana", "Bo"]), "Chair").unwrap();
        assert_eq!(text, "2 1\n2 1 0\n2 2 1 0\n0\n\"Ana\"\n\"Bo\"\n\"Chair\"\n");
    }

    #[test]
    fn a_name_that_would_be_read_back_differently_is_refused() {
        let ballots = Rankings::from_groups(1, &[]).unwrap();
        for name in ["a\nb", "a\" # b"] {
            let refused = write(1, &ballots, &names(&[name]), "");
            assert_eq!(refused, Err(WriteFault::Name(name.to_owned())));
        }
        assert!(write(1, &ballots, &[], "").is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            groups in prop::collection::vec((1_u64..9, Just(vec![0_u16, 1, 2, 3]).prop_shuffle(), 0_usize..5), 0..20),
            seats in 1_usize..9,
            gone in prop::option::of(0_usize..4),
            title in "[a-zé\"# ]{0,12}",
        ) {
            let groups: Vec<_> = groups.iter().map(|(n, r, cut)| (*n, &r[..*cut])).collect();
            let ballots = Rankings::from_groups(4, &groups).unwrap();
            let ballots = ballots.without(gone.as_slice());
            let names = names(&["A", "B \"b\"", "C, c", ""]);
            if let Ok(text) = write(seats, &ballots, &names, &title) {
                let blt = read(text.as_bytes(), &Policy::until_uncertain()).unwrap();
                prop_assert!(blt.ballots.iter().eq(ballots.iter()));
                prop_assert!(blt.ballots.withdrawn().eq(ballots.withdrawn()));
                prop_assert_eq!(blt.ballots.blank(), ballots.blank());
                prop_assert_eq!((blt.seats, blt.names, blt.title), (seats, names, title));
                prop_assert_eq!(blt.repairs_in_all, 0);
            }
        }
    }
}
