//! Borda: ranks become points, then the largest sum first, on ranking ballots.
//!
//! Source: Borda (1781). Cities give k, k-1, ..., 1 to the k ranks of a ballot (Kraków 3-2-1);
//! pabutools gives k-1, ..., 0, so that the last rank, and a single choice, get nothing. The two
//! differ on ballots of different lengths: the rule has to say which it is.

use super::most_points::by_sum;
use super::{Count, Task, Worth};
use crate::contest::{LastRank, Misfit, Per};
use crate::tally::ties::Undecided;

/// Counts.
///
/// # Errors
/// [`Undecided`] when a lot would change who is funded and none is given.
pub fn count(
    task: &Task<'_>,
    last: LastRank,
    misfit: Misfit,
    per: Per,
) -> Result<Count, Undecided> {
    by_sum(task, worth(last), misfit, per)
}

/// What ranks are worth under a convention.
pub fn worth(last: LastRank) -> Worth {
    match last {
        LastRank::One => Worth::Borda1,
        LastRank::Zero => Worth::Borda0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::budget::testing::{Street, table};

    /// One neighbour ranks three things, two name only the mural.
    #[test]
    fn whether_the_last_rank_counts_decides_who_is_first() {
        let street = Street::new(60, &[("Playground", 40), ("Benches", 30), ("Mural", 20)])
            .rank(1, &["Playground", "Benches", "Mural"])
            .rank(2, &["Mural"]);
        let by = |last| {
            let rule = |task: &Task<'_>| count(task, last, Misfit::Skip, Per::Project);
            table(&street, &street.count(rule).unwrap())
        };
        assert_eq!(
            by(LastRank::One),
            "Mural 3 funded, 40 left\n\
             Playground 3 funded, 0 left\n\
             Benches 2 too dear, 0 left\n"
        );
        assert_eq!(
            by(LastRank::Zero),
            "Playground 2 funded, 20 left\n\
             Benches 1 too dear, 20 left\n\
             Mural 0 funded, 0 left\n"
        );
    }
}
