//! Votes per cost: most votes for the money first.
//!
//! Source: Talmon & Faliszewski (AAAI 2019), greedy by utility per cost; pabutools calls it greedy
//! with `Cardinality_Sat`. It favours cheap options, and is not what cities mean by "most votes".

use super::queue::{Measure, Queue};
use super::{Count, Task};
use crate::contest::Misfit;
use crate::tally::ties::Undecided;

/// Counts. A free option with support comes first.
///
/// # Errors
/// [`Undecided`] when a lot would change who is funded and none is given.
pub fn count(task: &Task<'_>, misfit: Misfit) -> Result<Count, Undecided> {
    let per_cost = |(votes, cost): (&i64, &u64)| Measure::per_cost(*votes, *cost);
    let measure: Vec<Measure> = task.votes.iter().zip(&task.profile.costs).map(per_cost).collect();
    let count = Queue::by(task, &measure).walk(task, misfit, |_, _| None)?;
    Ok(super::queue::show(count, &measure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::budget::testing::{Street, table};

    /// 3 votes for 90 are 1/30 a piece, 2 votes for 20 are 1/10: the mural comes first.
    #[test]
    fn a_cheap_project_with_fewer_votes_can_come_first() {
        let street = Street::new(100, &[("Playground", 90), ("Mural", 20), ("Plaque", 0)])
            .approve(3, &["Playground"])
            .approve(2, &["Mural"])
            .approve(1, &["Plaque"]);
        assert_eq!(
            table(&street, &street.count(|task| count(task, Misfit::Skip)).unwrap()),
            "Plaque 1 funded, 100 left\n\
             Mural 1/10 funded, 80 left\n\
             Playground 1/30 too dear, 80 left\n"
        );
    }
}
