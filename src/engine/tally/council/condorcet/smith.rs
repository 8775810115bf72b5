//! The Smith set: the smallest group of candidates who all beat everybody outside it.
//!
//! Source: J. H. Smith, "Aggregation of preferences with variable electorate" (1973).

use super::Duels;

/// The Smith set among `standing`, in the order of the ballot paper.
///
/// Candidates with as many duels "won or drawn" belong together, so the set is found by adding
/// candidates from the best record down until everybody inside beats everybody outside.
pub fn set(duels: &Duels, standing: &[usize]) -> Vec<usize> {
    let beaten_by_none = |a: usize| standing.iter().filter(|b| !duels.beats(**b, a)).count();
    let mut by_record: Vec<usize> = standing.to_vec();
    by_record.sort_by_key(|candidate| (std::cmp::Reverse(beaten_by_none(*candidate)), *candidate));
    let dominates = |size: &usize| {
        let (inside, outside) = by_record.split_at(*size);
        inside.iter().all(|a| outside.iter().all(|b| duels.beats(*a, *b)))
    };
    let size = (1..=by_record.len()).find(dominates).unwrap_or(0);
    let mut set = by_record[..size].to_vec();
    set.sort_unstable();
    set
}

#[cfg(test)]
mod tests {
    use super::super::tests::{duels, duels_of, some_groups};
    use super::*;
    use proptest::prelude::*;

    const ALL: [usize; 5] = [0, 1, 2, 3, 4];

    /// Ana, Bo and Cem beat each other in a circle, and all three beat Dina.
    #[test]
    fn a_circle_at_the_top_is_the_smith_set() {
        let circle = duels(4, &[(1, &[0, 1, 2, 3]), (1, &[1, 2, 0, 3]), (1, &[2, 0, 1, 3])]);
        assert_eq!(set(&circle, &[0, 1, 2, 3]), [0, 1, 2]);
    }

    #[test]
    fn a_condorcet_winner_is_alone() {
        assert_eq!(set(&duels(3, &[(2, &[1, 0, 2]), (1, &[0, 1])]), &[0, 1, 2]), [1]);
    }

    #[test]
    fn everybody_is_tied_when_nobody_votes() {
        assert_eq!(set(&duels(3, &[]), &[0, 1, 2]), [0, 1, 2]);
        assert!(set(&duels(0, &[]), &[]).is_empty());
    }

    proptest! {
        #[test]
        fn it_is_the_smallest_dominating_set(groups in some_groups()) {
            let duels = duels_of(&groups);
            let found = set(&duels, &ALL);
            let dominates = |inside: &[usize]| {
                let outside = ALL.iter().filter(|b| !inside.contains(b));
                outside.clone().all(|b| inside.iter().all(|a| duels.beats(*a, *b)))
            };
            for subset in 1_usize..32 {
                let inside: Vec<usize> = ALL.into_iter().filter(|c| subset >> c & 1 == 1).collect();
                if dominates(&inside) {
                    prop_assert!(found.iter().all(|c| inside.contains(c)));
                }
            }
            prop_assert!(dominates(&found));
        }
    }
}
