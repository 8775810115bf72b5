//! Rankings to CSV: a column per rank, one paper a row, what [`super::read`] reads back.

use std::fmt::Write as _;

use crate::tally::council::rankings::Rankings;

/// The CSV text of a contest; papers are numbered from 1 in the order of their rankings, so that
/// nothing of the order in which they were cast is in it. Blank papers come last.
pub fn write(ballots: &Rankings, names: &[String]) -> String {
    let most = ballots.iter().map(|(_, ranking)| ranking.len()).max().unwrap_or(0);
    let mut text = "paper".to_owned();
    for rank in 1..=most {
        write!(text, ",rank {rank}").expect("a string takes every text");
    }
    text.push('\n');
    let mut number = 0_u64;
    let blank: &[u16] = &[];
    for (papers, ranking) in ballots.iter().chain([(ballots.blank(), blank)]) {
        let mut cells = String::new();
        for place in 0..most {
            cells.push(',');
            let mark = ranking.get(place).map(|mark| usize::from(*mark));
            cells += &mark.and_then(|mark| names.get(mark)).map_or(String::new(), |n| cell(n));
        }
        for _ in 0..papers {
            number += 1;
            writeln!(text, "{number}{cells}").expect("a string takes every text");
        }
    }
    text
}

/// A cell, quoted where it must be.
fn cell(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Candidates, Layout, read};
    use super::*;
    use crate::tally::council::marks::{Policy, interpret_raw};

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            groups in prop::collection::vec((1_u64..5, Just(vec![0_u16, 1, 2, 3]).prop_shuffle(), 0_usize..5), 0..12),
        ) {
            let groups: Vec<_> = groups.iter().map(|(n, r, cut)| (*n, &r[..*cut])).collect();
            let ballots = Rankings::from_groups(4, &groups).unwrap();
            let names = ["Ana, B.", "Bo \"the\" baker", "Cem", "Dina"].map(str::to_owned);
            let named = Candidates::Named(names.iter().map(|n| (n.clone(), Vec::new())).collect());
            let text = write(&ballots, &names);
            let again = read(text.as_bytes(), &Layout::by_rank(), &named).unwrap();
            let mut builder = Rankings::builder(4).unwrap();
            for (papers, marks) in &again.ballots {
                builder.push(*papers, &interpret_raw(marks, &Policy::until_uncertain())).unwrap();
            }
            let again = builder.finish();
            prop_assert!(again.iter().eq(ballots.iter()));
            prop_assert_eq!(again.blank(), ballots.blank());
        }
    }
}
