//! Most votes, where some projects exclude each other: two plans for one square.
//!
//! Source: Warszawa and Ruda Śląska (Pabulib's `greedy-exclusive`). Of a group the best supported
//! is funded; with a hierarchy (a plan of the city before one of a district) a lower one waits
//! until the higher ones have had their turn, and keeps its chance if none of them was funded.

use super::queue::{Measure, Queue};
use super::{Count, Task};
use crate::contest::Misfit;
use crate::tally::ties::Undecided;

/// Options that exclude each other: levels of ballot places, the highest first.
pub type Levels = Vec<Vec<usize>>;

/// Counts. An option that is in no group is bound by none.
///
/// # Errors
/// [`Undecided`] when a lot would change who is funded and none is given.
pub fn count(task: &Task<'_>, groups: &[Levels], misfit: Misfit) -> Result<Count, Undecided> {
    let measure: Vec<Measure> = task.votes.iter().map(|votes| Measure::plain(*votes)).collect();
    let mut higher = vec![Vec::new(); task.profile.costs.len()];
    let mut rivals = vec![Vec::new(); task.profile.costs.len()];
    for levels in groups {
        let mut above: Vec<usize> = Vec::new();
        let all: Vec<usize> = levels.iter().flatten().copied().collect();
        for level in levels {
            for &option in level {
                higher[option].extend(above.iter().copied());
                rivals[option].extend(all.iter().copied().filter(|other| *other != option));
            }
            above.extend(level);
        }
    }
    let queue = Queue::by(task, &measure).waiting_for(&higher);
    queue.walk(task, misfit, |option, funded| {
        rivals[option].iter().copied().find(|rival| funded.contains(rival))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::budget::testing::{Street, table};

    fn square() -> Street {
        Street::new(100, &[("Fountain", 50), ("Parking", 40), ("Trees", 20)])
            .approve(5, &["Fountain"])
            .approve(4, &["Parking"])
            .approve(3, &["Trees"])
    }

    /// One square, two plans: the fountain has more votes, so the parking gives way to it.
    #[test]
    fn of_two_plans_for_one_square_the_better_supported_is_funded() {
        let outcome = square().count(|task| count(task, &[vec![vec![0, 1]]], Misfit::Skip));
        assert_eq!(
            table(&square(), &outcome.unwrap()),
            "Fountain 5 funded, 50 left\n\
             Parking 4 gives way to Fountain, 50 left\n\
             Trees 3 funded, 30 left\n"
        );
    }

    #[test]
    fn a_plan_higher_in_the_hierarchy_comes_first_with_fewer_votes() {
        let outcome = square().count(|task| count(task, &[vec![vec![1], vec![0]]], Misfit::Skip));
        assert_eq!(
            table(&square(), &outcome.unwrap()),
            "Parking 4 funded, 60 left\n\
             Fountain 5 gives way to Parking, 60 left\n\
             Trees 3 funded, 40 left\n"
        );
    }

    #[test]
    fn a_waiting_plan_keeps_its_chance_when_the_higher_one_is_too_dear() {
        let street = square().with_budget(50);
        let dearer = Street::new(50, &[("Fountain", 50), ("Parking", 60)])
            .approve(2, &["Fountain"])
            .approve(1, &["Parking"]);
        let groups = [vec![vec![1], vec![0]]];
        let outcome = dearer.count(|task| count(task, &groups, Misfit::Skip)).unwrap();
        assert_eq!(dearer.funded(&outcome), ["Fountain"]);
        let outcome = street.count(|task| count(task, &groups, Misfit::Skip)).unwrap();
        assert_eq!(street.funded(&outcome), ["Parking"]);
    }

    #[test]
    fn groups_that_wait_for_each_other_do_not_stop_the_count() {
        let circle = [vec![vec![1], vec![0]], vec![vec![0], vec![1]]];
        let outcome = square().count(|task| count(task, &circle, Misfit::Skip)).unwrap();
        assert_eq!(square().funded(&outcome), ["Trees", "Fountain"]);
    }
}
