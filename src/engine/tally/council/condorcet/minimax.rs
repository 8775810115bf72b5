//! Minimax by margins: the candidate whose worst defeat is smallest.
//!
//! Source: P. B. Simpson, "On defining areas of voter choice" (1969); G. H. Kramer (1977).

use super::Duels;

/// The worst margin against `candidate`: negative or zero when nobody beats them.
pub fn worst_defeat(duels: &Duels, candidate: usize, standing: &[usize]) -> Option<i128> {
    let margin = |other: &usize| {
        i128::from(duels.prefer(*other, candidate)) - i128::from(duels.prefer(candidate, *other))
    };
    standing.iter().filter(|other| **other != candidate).map(margin).max()
}

/// Everybody of `standing` with the smallest worst defeat; several are tied.
pub fn winners(duels: &Duels, standing: &[usize]) -> Vec<usize> {
    let worst = |candidate: &usize| worst_defeat(duels, *candidate, standing);
    let least = standing.iter().map(worst).min();
    standing.iter().copied().filter(|candidate| Some(worst(candidate)) == least).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{duels, duels_of, some_groups};
    use super::*;
    use proptest::prelude::*;

    const ALL: [usize; 5] = [0, 1, 2, 3, 4];

    /// In the circle Ana 6:5 Bo, Bo 8:3 Cem, Cem 5:3 Ana the worst defeats are 2, 1 and 5.
    #[test]
    fn the_smallest_worst_defeat_wins() {
        let circle = duels(3, &[(3, &[0, 1]), (2, &[1, 2]), (3, &[1]), (3, &[2, 0])]);
        let worst = |candidate| worst_defeat(&circle, candidate, &[0, 1, 2]);
        assert_eq!([worst(0), worst(1), worst(2)], [Some(2), Some(1), Some(5)]);
        assert_eq!(winners(&circle, &[0, 1, 2]), [1]);
    }

    #[test]
    fn equal_worst_defeats_are_a_tie() {
        assert_eq!(winners(&duels(2, &[(1, &[0]), (1, &[1])]), &[0, 1]), [0, 1]);
    }

    #[test]
    fn a_contest_of_one_or_none_needs_no_duel() {
        assert_eq!(winners(&duels(1, &[]), &[0]), [0]);
        assert!(winners(&duels(0, &[]), &[]).is_empty());
    }

    proptest! {
        #[test]
        fn a_condorcet_winner_wins_alone(groups in some_groups()) {
            let duels = duels_of(&groups);
            if let Some(winner) = duels.condorcet_winner(&ALL) {
                prop_assert_eq!(winners(&duels, &ALL), [winner]);
            }
        }
    }
}
