//! The Method of Equal Shares with exact numbers, and its completion by add-one.
//!
//! Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive
//! Utilities" (`NeurIPS` 2021); the switches are those of docs/FORMATS.md section 6.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::money::{Price, Purses};
use super::ties::Tie;
use super::{Counting, Decided, fraction, map, text};
use crate::papers::{Completion, EqualShares, Start, Stop, Utility};
use crate::primitives::canonical::Value;

/// One option bought.
struct Purchase {
    option: usize,
    price: Price,
}

/// One run with one share per voter.
struct Run {
    share: BigRational,
    purchases: Vec<Purchase>,
    ties: Vec<Tie>,
    cost: u128,
}

/// The options that somebody supports, each with its supporters as (group, voters).
type Supporters = BTreeMap<usize, Vec<(u32, u64)>>;

/// Counts by Equal Shares. After `most_runs` runs it gives up and returns what it has.
pub fn count(counting: &Counting<'_>, rule: &EqualShares, most_runs: usize) -> Decided {
    let supporters = supporters(counting);
    let budget = u128::from(counting.contest.budget);
    // Without a single valid ballot nothing is bought; the share is then that of one voter.
    let voters = BigInt::from(counting.profile.valid().max(1));
    let exact = BigRational::new(counting.contest.budget.into(), voters);
    let mut share = match rule.start {
        Start::Exact => exact,
        Start::Floor => exact.floor(),
    };
    let mut all: Vec<(u128, BigRational)> = Vec::new();
    let mut returned: Option<Run> = None;
    let stop = loop {
        let run = run(counting, rule, &supporters, &share);
        all.push((run.cost, run.share.clone()));
        if run.cost > budget && returned.is_some() {
            break "next_run_infeasible";
        }
        let ended = is_exhausted(counting, rule, &supporters, &run);
        returned = Some(run);
        match rule.completion {
            Completion::None => break "none",
            Completion::Add1 if ended => break "exhaustive",
            Completion::Add1 if all.len() >= most_runs => break "given up",
            Completion::Add1 => share += BigInt::from(rule.increment),
        }
    };
    let run = returned.expect("the first run is always kept");
    write(counting, &run, &supporters, &all, stop)
}

fn supporters(counting: &Counting<'_>) -> Supporters {
    let mut supporters = Supporters::new();
    for (group, at) in counting.profile.groups.iter().zip(0..) {
        let counted = group.marks.iter().map(|mark| *mark as usize);
        for option in counted.filter(|option| counting.among.contains(option)) {
            supporters.entry(option).or_default().push((at, group.voters));
        }
    }
    supporters
}

fn run(
    counting: &Counting<'_>,
    rule: &EqualShares,
    supporters: &Supporters,
    share: &BigRational,
) -> Run {
    let options = &counting.contest.options;
    let mut purses = Purses::new(counting.profile.groups.len(), share);
    let mut run = Run { share: share.clone(), purchases: Vec::new(), ties: Vec::new(), cost: 0 };
    // Options that cost nothing are bought first, and nobody pays for them.
    let (free, mut open): (Vec<usize>, Vec<usize>) =
        supporters.keys().partition(|option| options[**option].cost == 0);
    for option in free {
        let price = Price { most: BigRational::zero(), paid_all_they_had: 0 };
        run.purchases.push(Purchase { option, price });
    }
    // Purses only shrink, so an option's measure only grows: the last one is a lower bound, and an
    // option whose bound is above the best measure need not be measured again in this round.
    let mut bounds: BTreeMap<usize, BigRational> = BTreeMap::new();
    loop {
        open.sort_by(|a, b| bounds.get(a).cmp(&bounds.get(b)));
        let mut best: Option<BigRational> = None;
        let mut equal: BTreeMap<usize, Price> = BTreeMap::new();
        let mut too_poor = Vec::new();
        for option in &open {
            if best.as_ref().is_some_and(|best| bounds.get(option).is_some_and(|b| b > best)) {
                break;
            }
            let cost = options[*option].cost;
            let Some(price) = purses.price(cost, &supporters[option]) else {
                // Who cannot pay for it now never will.
                too_poor.push(*option);
                continue;
            };
            let measure = match rule.utility {
                Utility::Cardinality => price.most.clone(),
                // The largest cost/x is the smallest x/cost.
                Utility::Cost => &price.most / BigInt::from(cost),
            };
            if best.as_ref().is_none_or(|best| measure < *best) {
                equal.clear();
                best = Some(measure.clone());
            }
            if best.as_ref() == Some(&measure) {
                equal.insert(*option, price);
            }
            bounds.insert(*option, measure);
        }
        open.retain(|option| !too_poor.contains(option));
        let chosen = match equal.keys().copied().collect::<Vec<_>>().as_slice() {
            [] => return run,
            [only] => *only,
            several => {
                let round = run.purchases.len();
                let tie = Tie::settle(counting, &rule.ties, several.to_vec(), round);
                let first = tie.options[0];
                run.ties.push(tie);
                first
            }
        };
        let price = equal.remove(&chosen).expect("the chosen one is among the equal ones");
        purses.pay(&price.most, &supporters[&chosen]);
        run.cost += u128::from(options[chosen].cost);
        run.purchases.push(Purchase { option: chosen, price });
        open.retain(|option| *option != chosen);
    }
}

/// Whether no further run is asked for: all that has support is bought, or, where the rule stops
/// then, nothing of it fits the money that is left.
fn is_exhausted(
    counting: &Counting<'_>,
    rule: &EqualShares,
    supporters: &Supporters,
    run: &Run,
) -> bool {
    let left = u128::from(counting.contest.budget).saturating_sub(run.cost);
    let is_bought = |option: &usize| run.purchases.iter().any(|p| p.option == *option);
    let mut open = supporters.keys().filter(|option| !is_bought(option));
    match rule.stop {
        Stop::OverBudget => open.next().is_none(),
        Stop::Exhaustive => {
            open.all(|option| u128::from(counting.contest.options[*option].cost) > left)
        }
    }
}

fn write(
    counting: &Counting<'_>,
    run: &Run,
    supporters: &Supporters,
    all: &[(u128, BigRational)],
    stop: &str,
) -> Decided {
    let whole = |number: u128| Value::Int(u64::try_from(number).unwrap_or(u64::MAX));
    let round = |purchase: &Purchase| {
        let Purchase { option, price } = purchase;
        let of = &counting.contest.options[*option];
        let count: u64 = supporters[option].iter().map(|(_, voters)| voters).sum();
        let effective_votes = if of.cost == 0 {
            BigRational::from_integer(count.into())
        } else {
            BigRational::from_integer(of.cost.into()) / &price.most
        };
        map(vec![
            ("cost", Value::Int(of.cost)),
            ("effective_votes", fraction(&effective_votes)),
            ("id", text(&of.id)),
            ("max_payment", fraction(&price.most)),
            ("paid_all_they_had", Value::Int(price.paid_all_they_had)),
            ("supporters", Value::Int(count)),
        ])
    };
    let one_run = |(cost, share): &(u128, BigRational)| {
        map(vec![("cost", whole(*cost)), ("voter_budget", fraction(share))])
    };
    let runs = Value::List(all.iter().map(one_run).collect());
    let ties = run.ties.iter().map(|tie| tie.write(counting.contest)).collect();
    Decided {
        funded: run.purchases.iter().map(|purchase| purchase.option).collect(),
        members: vec![
            ("add1", map(vec![("runs", runs), ("stop", text(stop))])),
            ("rounds", Value::List(run.purchases.iter().map(round).collect())),
            ("ties", Value::List(ties)),
            ("voter_budget", fraction(&run.share)),
        ],
    }
}
