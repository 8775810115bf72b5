//! The Method of Equal Shares with exact numbers, its completion by add-one, and what may spend the rest.
//!
//! Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive
//! Utilities" (`NeurIPS` 2021); the switches are those of docs/FORMATS.md section 6.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::money::{Price, Purses};
use super::support::{Supporters, heads, supporters};
use super::ties::Tie;
use super::{Counting, Decided, fraction, map, queue, text};
use crate::papers::{EqualShares, Gain, Raises, Rest, Start, Stop};
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

/// Counts by Equal Shares. After `most_runs` runs it gives up and returns what it has.
pub fn count(counting: &Counting<'_>, rule: &EqualShares, most_runs: usize) -> Decided {
    let supporters = supporters(counting, rule.worth);
    let budget = u128::from(counting.budget);
    // Without a single valid ballot nothing is bought; the share is then that of one voter.
    let voters = BigInt::from(counting.profile.valid().max(1));
    let exact = BigRational::new(counting.budget.into(), voters);
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
        match rule.raises {
            Raises::No => break "none",
            Raises::Yes if ended => break "exhaustive",
            Raises::Yes if all.len() >= most_runs => break "given up",
            Raises::Yes => share += BigInt::from(rule.increment),
        }
    };
    let run = returned.expect("the first run is always kept");
    let decided = write(counting, &run, &supporters, &all, stop);
    match rule.rest {
        Rest::Kept => decided,
        Rest::Spent => spend_rest(counting, decided),
    }
}

/// Most votes (or points) over what is not bought, with the money left; its rounds are told apart, and its ties count
/// their rounds on from the purchases.
fn spend_rest(counting: &Counting<'_>, mut decided: Decided) -> Decided {
    let spent: u64 = decided.funded.iter().map(|option| counting.cost(*option)).sum();
    let open = counting.among.iter().copied().filter(|option| !decided.funded.contains(option));
    let open: Vec<usize> = open.collect();
    let left = counting.budget.saturating_sub(spent);
    let mut added = queue::best_supported(counting, &open, left);
    let bought = decided.funded.len() as u64;
    let ties = take_list(&mut added, "ties").into_iter().map(|tie| later(tie, bought));
    let mut all = take_list(&mut decided, "ties");
    all.extend(ties);
    decided.members.push(("ties", Value::List(all)));
    let rounds = take_list(&mut added, "rounds");
    if !rounds.is_empty() {
        decided.members.push(("completion", Value::List(rounds)));
    }
    decided.funded.extend(added.funded);
    decided
}

fn take_list(decided: &mut Decided, name: &str) -> Vec<Value<'static>> {
    let at = decided.members.iter().position(|(member, _)| *member == name);
    match at.map(|at| decided.members.remove(at).1) {
        Some(Value::List(items)) => items,
        _ => Vec::new(),
    }
}

/// A tie whose round comes so many rounds later.
fn later(tie: Value<'static>, by: u64) -> Value<'static> {
    let Value::Map(mut members) = tie else { return tie };
    for (name, value) in &mut members {
        if let ("round", Value::Int(round)) = (name.as_ref(), value) {
            *round += by;
        }
    }
    Value::Map(members)
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
            let measure = match rule.gain {
                Gain::One => price.most.clone(),
                // The largest cost/x is the smallest x/cost.
                Gain::Cost => &price.most / BigInt::from(cost),
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
    let left = u128::from(counting.budget).saturating_sub(run.cost);
    let fits = |option: &usize| u128::from(counting.cost(*option)) <= left;
    let is_bought = |option: &usize| run.purchases.iter().any(|p| p.option == *option);
    let open: Vec<usize> = supporters.keys().copied().filter(|option| !is_bought(option)).collect();
    match rule.stop {
        _ if open.is_empty() => true,
        Stop::OverBudget => false,
        Stop::Exhaustive => !open.iter().any(fits),
        Stop::ExhaustiveAll => {
            let votes = &counting.profile.votes;
            let mut idle = counting.among.iter().filter(|option| votes[**option] == 0);
            !open.iter().any(fits) && !idle.any(fits)
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
    let round = |purchase: &Purchase| {
        let Purchase { option, price } = purchase;
        let of = &counting.contest.options[*option];
        let backers = &supporters[option];
        let effective_votes = if of.cost == 0 {
            let worth: BigInt = backers.iter().map(|b| BigInt::from(b.voters) * b.worth).sum();
            BigRational::from_integer(worth)
        } else {
            BigRational::from_integer(of.cost.into()) / &price.most
        };
        map(vec![
            ("cost", Value::Int(of.cost)),
            ("effective_votes", fraction(&effective_votes)),
            ("id", text(&of.id)),
            ("max_payment", fraction(&price.most)),
            ("paid_all_they_had", Value::Int(price.paid_all_they_had)),
            ("supporters", Value::Int(heads(backers))),
        ])
    };
    let ties = run.ties.iter().map(|tie| tie.write(counting.contest)).collect();
    Decided {
        funded: run.purchases.iter().map(|purchase| purchase.option).collect(),
        members: vec![
            ("add1", super::runs(all, stop)),
            ("rounds", Value::List(run.purchases.iter().map(round).collect())),
            ("ties", Value::List(ties)),
            ("voter_budget", fraction(&run.share)),
        ],
    }
}
