//! Most votes: fund the best-supported options that still fit, best first.
//!
//! Source: the rule of almost every city; Talmon & Faliszewski, "A Framework for Approval-Based
//! Budgeting Methods" (AAAI 2019). With `stop` as in Wrocław, with `stretch` as in Poznań.

use super::queue::{Measure, Queue};
use super::{Count, Task};
use crate::contest::Misfit;
use crate::tally::ties::Undecided;

/// Counts. Every option gets exactly one round, so the outcome explains itself.
///
/// # Errors
/// [`Undecided`] when a lot would change who is funded and none is given.
pub fn count(task: &Task<'_>, misfit: Misfit) -> Result<Count, Undecided> {
    let measure: Vec<Measure> = task.votes.iter().map(|votes| Measure::plain(*votes)).collect();
    Queue::by(task, &measure).walk(task, misfit, |_, _| None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contest::TiePolicy;
    use crate::tally::budget::testing::{Street, table};

    /// The playground has more support than the mural, but 70 cannot pay 90: it is passed over,
    /// and the mural behind it is still funded.
    #[test]
    fn a_project_that_does_not_fit_does_not_block_the_next() {
        let street = Street::new(100, &[("Playground", 90), ("Benches", 30), ("Mural", 20)])
            .approve(4, &["Benches"])
            .approve(3, &["Playground"])
            .approve(1, &["Mural"]);
        assert_eq!(
            table(&street, &street.count(|task| count(task, Misfit::Skip)).unwrap()),
            "Benches 4 funded, 70 left\n\
             Playground 3 too dear, 70 left\n\
             Mural 1 funded, 50 left\n"
        );
    }

    /// The same street under a rule that stops at the first misfit, as in Wrocław and Gdynia.
    #[test]
    fn where_the_rule_stops_nothing_behind_a_misfit_is_funded() {
        let street = Street::new(100, &[("Playground", 90), ("Benches", 30), ("Mural", 20)])
            .approve(4, &["Benches"])
            .approve(3, &["Playground"])
            .approve(1, &["Mural"]);
        assert_eq!(
            table(&street, &street.count(|task| count(task, Misfit::Stop)).unwrap()),
            "Benches 4 funded, 70 left\n\
             Playground 3 too dear, 70 left\n\
             Mural 1 stopped, 70 left\n"
        );
    }

    /// Poznań: 72 are at least 80 percent of 90, so outside money pays the other 18.
    #[test]
    fn a_first_misfit_that_is_nearly_paid_gets_help_from_outside() {
        let street = Street::new(102, &[("Playground", 90), ("Benches", 30), ("Mural", 20)])
            .approve(4, &["Benches"])
            .approve(3, &["Playground"])
            .approve(1, &["Mural"]);
        assert_eq!(
            table(
                &street,
                &street.count(|task| count(task, Misfit::Stretch { percent: 80 })).unwrap()
            ),
            "Benches 4 funded, 72 left\n\
             Playground 3 funded with 18 from outside, 0 left\n\
             Mural 1 stopped, 0 left\n"
        );
        let poorer = street.with_budget(101);
        let outcome = poorer.count(|task| count(task, Misfit::Stretch { percent: 80 })).unwrap();
        assert_eq!(poorer.funded(&outcome), ["Benches"]);
    }

    #[test]
    fn equal_votes_go_to_the_cheaper_project_and_the_tie_is_told() {
        let street = Street::new(50, &[("Lamps", 40), ("Trees", 30), ("Bins", 30)])
            .approve(2, &["Lamps", "Trees", "Bins"]);
        let outcome = street.count(|task| count(task, Misfit::Skip)).unwrap();
        assert_eq!(street.funded(&outcome), ["Trees"]);
        assert_eq!(outcome.ties.len(), 1);
        assert_eq!(outcome.ties[0].by, TiePolicy::Lot);
        assert_eq!(outcome.ties[0].options, [1, 2, 0]);
    }

    #[test]
    fn without_a_lot_a_tie_that_matters_stops_the_count() {
        let street = Street::new(50, &[("Lamps", 30), ("Trees", 30), ("Bins", 30)])
            .approve(2, &["Lamps", "Trees"])
            .without_lot();
        let stopped = street.count(|task| count(task, Misfit::Skip));
        assert_eq!(stopped, Err(Undecided(vec![0, 1])));
        // With money for both, nobody has to draw anything.
        let richer = street.with_budget(60);
        let outcome = richer.count(|task| count(task, Misfit::Skip)).unwrap();
        assert_eq!(richer.funded(&outcome), ["Lamps", "Trees"]);
    }

    #[test]
    fn an_empty_contest_funds_nothing() {
        let street = Street::new(50, &[]);
        assert_eq!(table(&street, &street.count(|task| count(task, Misfit::Skip)).unwrap()), "");
    }

    #[test]
    fn a_project_without_votes_is_considered_last_and_funded_if_it_fits() {
        let street = Street::new(50, &[("Lamps", 30), ("Trees", 20)]).approve(1, &["Lamps"]);
        let outcome = street.count(|task| count(task, Misfit::Skip)).unwrap();
        assert_eq!(street.funded(&outcome), ["Lamps", "Trees"]);
    }
}
