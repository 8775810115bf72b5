//! Sequential Phragmén (docs/FORMATS.md 6a): everybody earns at the same speed, and an option is bought as soon as its
//! supporters can pay for it together.
//!
//! Source: Brill, Freeman, Janson, Lackner, "Phragmén's Voting Methods and Justified Representation" (2024). What a
//! supporter has earned when they last paid is their *load*; an option of cost c with s supporters can be paid when
//! each of them has earned (c + the sum of their loads) / s.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;

use super::support::{Backer, heads, supporters};
use super::ties::Tie;
use super::{Counting, Decided, fraction, ids, map, text};
use crate::papers::{TiePolicy, Worth};
use crate::primitives::canonical::Value;

/// Counts by Phragmén's rule.
pub fn count(counting: &Counting<'_>, policies: &[TiePolicy]) -> Decided {
    let supporters = supporters(counting, Worth::Vote);
    let affordable = supporters.keys().filter(|option| counting.cost(**option) <= counting.budget);
    let mut open: Vec<usize> = affordable.copied().collect();
    // The loads of all purchases, and by group the purchase it last paid for.
    let mut loads: Vec<BigRational> = Vec::new();
    let mut last_paid: Vec<Option<usize>> = vec![None; counting.profile.groups.len()];
    // Loads only grow, so what an option needed before is a lower bound.
    let mut bounds: BTreeMap<usize, BigRational> = BTreeMap::new();
    let mut left = counting.budget;
    let (mut funded, mut rounds, mut ties) = (Vec::new(), Vec::new(), Vec::new());
    let mut stopped_at = Vec::new();
    loop {
        open.sort_by(|a, b| bounds.get(a).cmp(&bounds.get(b)).then(a.cmp(b)));
        let mut first: Option<BigRational> = None;
        let mut equal = Vec::new();
        for option in &open {
            if first.as_ref().is_some_and(|first| bounds.get(option).is_some_and(|b| b > first)) {
                break;
            }
            let load = load(counting.cost(*option), &supporters[option], &last_paid, &loads);
            if first.as_ref().is_none_or(|first| load < *first) {
                equal.clear();
                first = Some(load.clone());
            }
            if first.as_ref() == Some(&load) {
                equal.push(*option);
            }
            bounds.insert(*option, load);
        }
        equal.sort_unstable();
        let Some(load) = first else { break };
        if equal.iter().any(|option| counting.cost(*option) > left) {
            stopped_at = equal;
            break;
        }
        let chosen = if let [only] = equal.as_slice() {
            *only
        } else {
            let tie = Tie::settle(counting, policies, equal, funded.len());
            ties.push(tie.write(counting.contest));
            tie.options[0]
        };
        let cost = counting.cost(chosen);
        left -= cost;
        rounds.push(map(vec![
            ("cost", Value::Int(cost)),
            ("id", text(&counting.contest.options[chosen].id)),
            ("load", fraction(&load)),
            ("supporters", Value::Int(heads(&supporters[&chosen]))),
        ]));
        for backer in &supporters[&chosen] {
            last_paid[backer.group] = Some(loads.len());
        }
        loads.push(load);
        funded.push(chosen);
        open.retain(|option| *option != chosen);
    }
    Decided {
        funded,
        members: vec![
            ("rounds", Value::List(rounds)),
            ("stopped_at", ids(counting.contest, &stopped_at)),
            ("ties", Value::List(ties)),
        ],
    }
}

/// What each supporter must have earned for all of them to pay `cost`.
fn load(
    cost: u64,
    backers: &[Backer],
    last_paid: &[Option<usize>],
    loads: &[BigRational],
) -> BigRational {
    let mut voters_at = vec![0_u64; loads.len()];
    for backer in backers {
        if let Some(purchase) = last_paid[backer.group] {
            voters_at[purchase] += backer.voters;
        }
    }
    let sums = loads.iter().zip(&voters_at).filter(|(_, voters)| **voters > 0);
    let sum = sums.fold(BigRational::from_integer(cost.into()), |sum, (load, voters)| {
        sum + load * BigInt::from(*voters)
    });
    sum / BigInt::from(heads(backers))
}

#[cfg(test)]
mod tests {
    use super::super::testing::Hood;
    use super::*;

    /// After 8 each, three can pay the mural (24); at 12 two pay the trees (24); the lamps' three need 18 (30).
    #[test]
    fn what_can_be_paid_first_is_bought_first() {
        let hood = Hood::new(80, &[("lamps", 30), ("trees", 24), ("mural", 24)])
            .ballots(3, "[0,2]")
            .ballots(2, "[1]");
        let decided = hood.count(|counting| count(counting, &[TiePolicy::Lot]));
        assert_eq!(Hood::told(&decided, &["id", "load"]), "mural 8\ntrees 12\nlamps 18\n");
    }

    #[test]
    fn the_count_stops_at_the_first_that_does_not_fit() {
        let hood = Hood::new(40, &[("lamps", 30), ("trees", 24), ("bins", 2)])
            .ballots(3, "[0]")
            .ballots(2, "[1]")
            .ballots(1, "[1,2]");
        let decided = hood.count(|counting| count(counting, &[TiePolicy::Lot]));
        assert_eq!(Hood::told(&decided, &["id", "load"]), "bins 2\ntrees 26/3\n");
        assert_eq!(decided.members[1].1.write(), r#"["lamps"]"#);
    }
}
