//! Schulze's method: a defeat counts as far as the strongest chain of victories that leads back.
//!
//! Source: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and
//! Condorcet-consistent single-winner election method", Social Choice and Welfare 36 (2011). The
//! strength of a victory is its winning votes or its margin; on ballots that do not rank everybody the
//! two can differ, so the rule says which.

use serde::{Deserialize, Serialize};

use super::Duels;

/// What makes a victory strong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// The papers of the winning side.
    WinningVotes,
    /// The difference of the two sides.
    Margins,
}

impl Strength {
    /// The strength of the victory of `a` over `b`; zero when it is none.
    fn of(self, duels: &Duels, a: usize, b: usize) -> u64 {
        let (won, lost) = (duels.prefer(a, b), duels.prefer(b, a));
        match self {
            _ if won <= lost => 0,
            Self::WinningVotes => won,
            Self::Margins => won - lost,
        }
    }
}

/// The strongest path from each candidate to each other: a chain is as strong as its weakest link.
pub fn strongest_paths(duels: &Duels, strength: Strength) -> Vec<Vec<u64>> {
    let all = duels.candidates();
    let mut path: Vec<Vec<u64>> =
        (0..all).map(|a| (0..all).map(|b| strength.of(duels, a, b)).collect()).collect();
    for middle in 0..all {
        for from in 0..all {
            for to in (0..all).filter(|to| *to != from) {
                let through = path[from][middle].min(path[middle][to]);
                path[from][to] = path[from][to].max(through);
            }
        }
    }
    path
}

/// The winners among `standing`: nobody has a stronger path to them than they have back. Several are
/// tied.
pub fn winners(duels: &Duels, standing: &[usize], strength: Strength) -> Vec<usize> {
    let path = strongest_paths(duels, strength);
    let unbeaten = |a: &usize| standing.iter().all(|b| path[*a][*b] >= path[*b][*a]);
    standing.iter().copied().filter(unbeaten).collect()
}

#[cfg(test)]
mod tests {
    use super::super::smith;
    use super::super::tests::{duels, duels_of, some_groups};
    use super::*;
    use proptest::prelude::*;

    const ALL: [usize; 5] = [0, 1, 2, 3, 4];

    /// The paper's first example: 45 voters, five candidates A to E; E wins.
    #[test]
    fn the_example_of_the_paper_elects_e() {
        let groups: &[(u64, &[u16])] = &[
            (5, &[0, 2, 1, 4, 3]),
            (5, &[0, 3, 4, 2, 1]),
            (8, &[1, 4, 3, 0, 2]),
            (3, &[2, 0, 1, 4, 3]),
            (7, &[2, 0, 4, 1, 3]),
            (2, &[2, 1, 0, 3, 4]),
            (7, &[3, 2, 4, 1, 0]),
            (8, &[4, 1, 0, 3, 2]),
        ];
        let duels = duels(5, groups);
        let path = strongest_paths(&duels, Strength::WinningVotes);
        assert_eq!(path[4], [25, 28, 28, 31, 0]);
        assert_eq!(winners(&duels, &ALL, Strength::WinningVotes), [4]);
        assert_eq!(winners(&duels, &ALL, Strength::Margins), [4]);
    }

    /// Ana beats Bo 6 to 5, Bo beats Cem 8 to 3, Cem beats Ana 5 to 3. By winning votes the victory of
    /// Cem (5) is the weakest link of the circle and Ana wins; by margins that of Ana (1) is, and Bo
    /// wins.
    #[test]
    fn winning_votes_and_margins_can_name_different_winners() {
        let circle = duels(3, &[(3, &[0, 1]), (2, &[1, 2]), (3, &[1]), (3, &[2, 0])]);
        assert_eq!([circle.prefer(0, 1), circle.prefer(1, 0)], [6, 5]);
        assert_eq!([circle.prefer(1, 2), circle.prefer(2, 1)], [8, 3]);
        assert_eq!([circle.prefer(2, 0), circle.prefer(0, 2)], [5, 3]);
        assert_eq!(winners(&circle, &[0, 1, 2], Strength::WinningVotes), [0]);
        assert_eq!(winners(&circle, &[0, 1, 2], Strength::Margins), [1]);
    }

    #[test]
    fn a_perfect_circle_ties_everybody() {
        let circle = duels(3, &[(1, &[0, 1, 2]), (1, &[1, 2, 0]), (1, &[2, 0, 1])]);
        assert_eq!(winners(&circle, &[0, 1, 2], Strength::WinningVotes), [0, 1, 2]);
    }

    #[test]
    fn nobody_votes_and_everybody_is_tied() {
        assert_eq!(winners(&duels(2, &[]), &[0, 1], Strength::Margins), [0, 1]);
        assert!(winners(&duels(0, &[]), &[], Strength::Margins).is_empty());
    }

    proptest! {
        #[test]
        fn somebody_wins_and_comes_from_the_smith_set(groups in some_groups()) {
            let duels = duels_of(&groups);
            let smith = smith::set(&duels, &ALL);
            for strength in [Strength::WinningVotes, Strength::Margins] {
                let winners = winners(&duels, &ALL, strength);
                prop_assert!(!winners.is_empty());
                prop_assert!(winners.iter().all(|c| smith.contains(c)));
                if let Some(winner) = duels.condorcet_winner(&ALL) {
                    prop_assert_eq!(&winners, &[winner]);
                }
            }
        }

        #[test]
        fn when_everybody_ranks_everybody_both_strengths_agree(
            groups in prop::collection::vec((1_u64..9, Just(vec![0_u16, 1, 2, 3, 4]).prop_shuffle()), 0..12)
        ) {
            let duels = duels_of(&groups);
            prop_assert_eq!(
                winners(&duels, &ALL, Strength::WinningVotes),
                winners(&duels, &ALL, Strength::Margins)
            );
        }
    }
}
