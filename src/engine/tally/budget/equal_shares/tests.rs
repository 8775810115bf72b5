use super::*;
use crate::contest::{AddOneStop, Completion};
use crate::tally::budget::testing::{Street, shares_by, table};
use crate::tally::budget::{Rounds, RunStop, Shares, Worth};

fn shares(rounds: &Rounds) -> &Shares {
    let Rounds::Shares(shares) = rounds else { panic!("equal shares has purchases") };
    shares
}

/// Ten neighbours and 100: each has 10. Six of them want the playground for 48 and pay 8 each.
/// The other four want benches for 30 and pay 7.50. The mural for 25 is wanted by three of the six
/// and two of the four: they have 3*2 + 2*2.50 = 11, not 25.
#[test]
fn each_group_of_neighbours_decides_about_its_own_share() {
    let street = Street::new(100, &[("Playground", 48), ("Benches", 30), ("Mural", 25)])
        .approve(3, &["Playground"])
        .approve(3, &["Playground", "Mural"])
        .approve(2, &["Benches"])
        .approve(2, &["Benches", "Mural"]);
    let outcome = street.count(|task| count(task, &shares_by(Completion::None))).unwrap();
    assert_eq!(
        table(&street, &outcome),
        "Playground costs 48, 6 votes worth 6: at most 8 each, 0 gave all they had\n\
         Benches costs 30, 4 votes worth 4: at most 15/2 each, 0 gave all they had\n"
    );
}

/// The same street with add-one: at 12 each the mural's five have 3*4 + 2*4.50 = 21, at 13 they
/// have 3*5 + 2*5.50 = 26, which is enough for 25. But then all three cost 103, more than 100:
/// the run before stands, and the budget is never exceeded.
#[test]
fn add_one_raises_the_shares_until_the_next_run_costs_too_much() {
    let street = Street::new(102, &[("Playground", 48), ("Benches", 30), ("Mural", 25)])
        .approve(3, &["Playground"])
        .approve(3, &["Playground", "Mural"])
        .approve(2, &["Benches"])
        .approve(2, &["Benches", "Mural"]);
    let over = Settings { stop: AddOneStop::OverBudget, ..shares_by(Completion::Add1) };
    let outcome = street.with_budget(100).count(|task| count(task, &over)).unwrap();
    assert_eq!(street.funded(&outcome), ["Playground", "Benches"]);
    let history = shares(&outcome.rounds);
    let costs: Vec<u64> = history.runs.iter().map(|run| run.cost).collect();
    assert_eq!(costs, [78, 78, 78, 103]);
    assert_eq!(history.stop, RunStop::NextRunInfeasible);
    assert_eq!(history.voter_budget.to_string(), "12");

    // With the exhaustive stop the first run ends it: the mural does not fit the 22 that are left.
    let exhaustive = shares_by(Completion::Add1);
    let outcome = street.with_budget(100).count(|task| count(task, &exhaustive)).unwrap();
    assert_eq!(shares(&outcome.rounds).runs.len(), 1);
    assert_eq!(shares(&outcome.rounds).stop, RunStop::Exhaustive);

    // With 103 everything is bought in the fourth run, and no setting asks for a fifth.
    let outcome = street.with_budget(103).count(|task| count(task, &over)).unwrap();
    assert_eq!(street.funded(&outcome).len(), 3);
    assert_eq!(shares(&outcome.rounds).stop, RunStop::Exhaustive);
}

/// Four neighbours with 2.50 each. Lamps for 8 are wanted by all, trees for 3 by the first two
/// alone. Lamps are bought at 2 each, and 0.50 is left to each; trees would need 1.50.
#[test]
fn cost_utility_buys_what_more_would_pay_for_cardinality_what_is_cheaper_for_each() {
    let street = Street::new(10, &[("Lamps", 8), ("Trees", 3)])
        .approve(2, &["Lamps", "Trees"])
        .approve(2, &["Lamps"]);
    let cost = street.count(|task| count(task, &shares_by(Completion::None))).unwrap();
    assert_eq!(street.funded(&cost), ["Lamps"]);
    let one = Settings { gain: Gain::One, ..shares_by(Completion::None) };
    let cardinality = street.count(|task| count(task, &one)).unwrap();
    assert_eq!(
        table(&street, &cardinality),
        "Trees costs 3, 2 votes worth 2: at most 3/2 each, 0 gave all they had\n",
        "the first two keep 1 each; with 2.50 from the others that is 7, not 8"
    );
}

/// Zabrze 2020 in small: three neighbours support one thing whose cost is exactly all they have.
#[test]
fn a_cost_met_to_the_last_third_of_a_cent_is_met() {
    let street = Street::new(100, &[("Lamps", 100)]).approve(3, &["Lamps"]);
    let outcome = street.count(|task| count(task, &shares_by(Completion::None))).unwrap();
    assert_eq!(
        table(&street, &outcome),
        "Lamps costs 100, 3 votes worth 3: at most 100/3 each, 0 gave all they had\n"
    );
}

#[test]
fn a_poorer_neighbour_gives_all_and_the_others_pay_the_rest() {
    let street = Street::new(40, &[("Lamps", 18), ("Trees", 20)])
        .approve(1, &["Lamps", "Trees"])
        .approve(1, &["Lamps"])
        .approve(1, &["Trees"])
        .approve(1, &["Trees"]);
    // Each has 10. Trees: 3 votes, 20/3 each. Lamps: 10/3 left from the first, 10 from the second.
    let outcome = street.count(|task| count(task, &shares_by(Completion::None))).unwrap();
    assert_eq!(street.funded(&outcome), ["Trees"]);
    let cheaper = Street::new(40, &[("Lamps", 13), ("Trees", 20)])
        .approve(1, &["Lamps", "Trees"])
        .approve(1, &["Lamps"])
        .approve(1, &["Trees"])
        .approve(1, &["Trees"]);
    let outcome = cheaper.count(|task| count(task, &shares_by(Completion::None))).unwrap();
    assert_eq!(
        table(&cheaper, &outcome),
        "Trees costs 20, 3 votes worth 3: at most 20/3 each, 0 gave all they had\n\
         Lamps costs 13, 2 votes worth 39/29: at most 29/3 each, 1 gave all they had\n"
    );
}

#[test]
fn points_are_paid_for_in_proportion() {
    // 20 each. Lamps for 18: 2 points and 1 point, so 6 per point. Trees get what is left.
    let street = Street::new(40, &[("Lamps", 18), ("Trees", 20)])
        .give(1, &[("Lamps", 2), ("Trees", 1)])
        .give(1, &[("Lamps", 1), ("Trees", 1)]);
    let by_points = Settings { worth: Worth::Points, ..shares_by(Completion::None) };
    let outcome = street.count(|task| count(task, &by_points)).unwrap();
    assert_eq!(
        table(&street, &outcome),
        "Lamps costs 18, 2 votes worth 3: at most 6 each, 0 gave all they had\n\
         Trees costs 20, 2 votes worth 5/3: at most 12 each, 1 gave all they had\n"
    );
}

#[test]
fn what_costs_nothing_is_bought_first_if_anybody_wants_it() {
    let street = Street::new(10, &[("Lamps", 10), ("Name", 0), ("Rename", 0)])
        .approve(2, &["Lamps", "Name"]);
    let outcome = street.count(|task| count(task, &shares_by(Completion::None))).unwrap();
    assert_eq!(street.funded(&outcome), ["Name", "Lamps"]);
    assert!(outcome.ties.is_empty());
}

#[test]
fn a_tie_is_settled_by_the_policies_and_told() {
    let street = Street::new(40, &[("Lamps", 20), ("Trees", 20)])
        .approve(1, &["Lamps", "Trees"])
        .approve(1, &["Lamps", "Trees"]);
    let outcome = street.count(|task| count(task, &shares_by(Completion::None))).unwrap();
    assert_eq!(street.funded(&outcome), ["Lamps", "Trees"]);
    assert_eq!(outcome.ties[0].options, [0, 1]);
    assert_eq!(outcome.ties.len(), 1);
    let stopped = street.without_lot().count(|task| count(task, &shares_by(Completion::None)));
    assert!(stopped.is_err());
}

#[test]
fn nobody_and_nothing_end_at_once() {
    for street in [
        Street::new(10, &[]),
        Street::new(10, &[("Lamps", 5)]),
        Street::new(0, &[("Lamps", 5)]).approve(1, &[]),
    ] {
        for completion in [Completion::None, Completion::Add1] {
            let outcome = street.count(|task| count(task, &shares_by(completion))).unwrap();
            assert!(outcome.funded.is_empty());
            assert_eq!(shares(&outcome.rounds).runs.len(), 1);
        }
    }
}
