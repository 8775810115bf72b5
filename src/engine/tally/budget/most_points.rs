//! Most points: the largest sum of points first, on points ballots.
//!
//! Source: cumulative voting as in Gdańsk, Częstochowa or Toulouse; the sums are Pabulib's `score`.

use super::queue::{Measure, Queue, show};
use super::{Count, Task, Worth};
use crate::contest::{Misfit, Per};
use crate::tally::ties::Undecided;

/// Counts.
///
/// # Errors
/// [`Undecided`] when a lot would change who is funded and none is given.
pub fn count(task: &Task<'_>, misfit: Misfit, per: Per) -> Result<Count, Undecided> {
    by_sum(task, Worth::Points, misfit, per)
}

/// The queue by the sum of what marks are worth.
pub(super) fn by_sum(
    task: &Task<'_>,
    worth: Worth,
    misfit: Misfit,
    per: Per,
) -> Result<Count, Undecided> {
    let sums = task.profile.totals(worth).into_iter().zip(&task.profile.costs);
    let measure: Vec<Measure> = match per {
        Per::Project => sums.map(|(sum, _)| Measure::plain(sum)).collect(),
        Per::Cost => sums.map(|(sum, cost)| Measure::per_cost(sum, *cost)).collect(),
    };
    Ok(show(Queue::by(task, &measure).walk(task, misfit, |_, _| None)?, &measure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::budget::testing::{Street, table};

    /// Two ballots of five points: the benches have 6 points from both, the playground 4 from one.
    #[test]
    fn the_larger_sum_of_points_comes_first() {
        let street = Street::new(60, &[("Playground", 40), ("Benches", 30), ("Mural", 20)])
            .give(1, &[("Benches", 1), ("Playground", 4)])
            .give(1, &[("Benches", 5)]);
        assert_eq!(
            table(&street, &street.count(|t| count(t, Misfit::Skip, Per::Project)).unwrap()),
            "Benches 6 funded, 30 left\n\
             Playground 4 too dear, 30 left\n\
             Mural 0 funded, 10 left\n"
        );
        assert_eq!(
            table(&street, &street.count(|t| count(t, Misfit::Skip, Per::Cost)).unwrap()),
            "Benches 1/5 funded, 30 left\n\
             Playground 1/10 too dear, 30 left\n\
             Mural 0 funded, 10 left\n"
        );
    }
}
