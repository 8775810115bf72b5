//! Exact equal shares (docs/FORMATS.md 6a): all who pay for an option pay the same, and who cannot pays nothing.
//!
//! Source: Kraiczy, Robinson, Elkind, "Streamlining Equal Shares" (2025, arXiv 2502.11797), with its completion
//! ADD-OPT: the share is raised to the next amount at which any round would go differently.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

use super::support::{Backer, Supporters, heads, supporters};
use super::ties::Tie;
use super::{Counting, Decided, fraction, map, text};
use crate::papers::{Gain, Raises, TiePolicy, Worth};
use crate::primitives::canonical::Value;

/// One run with one share per voter.
struct Run {
    share: BigRational,
    /// Option, payers and what each of them pays.
    purchases: Vec<(usize, u64, BigRational)>,
    ties: Vec<Tie>,
    cost: u128,
    /// The smallest larger share at which a round would go differently.
    next: Option<BigRational>,
}

/// Counts. After `most_runs` runs it gives up and returns what it has.
pub fn count(
    counting: &Counting<'_>,
    raises: Raises,
    gain: Gain,
    policies: &[TiePolicy],
    most_runs: usize,
) -> Decided {
    let supporters = supporters(counting, Worth::Vote);
    let voters = BigInt::from(counting.profile.valid().max(1));
    let mut share = BigRational::new(counting.budget.into(), voters);
    let mut all: Vec<(u128, BigRational)> = Vec::new();
    let mut returned: Option<Run> = None;
    let stop = loop {
        let mut run = run(counting, gain, policies, &supporters, share.clone());
        all.push((run.cost, share));
        if run.cost > u128::from(counting.budget) && returned.is_some() {
            break "next_run_infeasible";
        }
        let left = u128::from(counting.budget).saturating_sub(run.cost);
        let is_bought = |option: &usize| run.purchases.iter().any(|(bought, ..)| bought == option);
        let mut open = supporters.keys().filter(|option| !is_bought(option));
        let is_exhausted = open.all(|option| u128::from(counting.cost(*option)) > left);
        let next = run.next.take();
        returned = Some(run);
        match (raises, next) {
            (Raises::No, _) => break "none",
            (Raises::Yes, Some(next)) if !is_exhausted && all.len() < most_runs => share = next,
            (Raises::Yes, Some(_)) if !is_exhausted => break "given up",
            (Raises::Yes, _) => break "exhaustive",
        }
    };
    let run = returned.expect("the first run is always kept");
    write(counting, &run, &supporters, &all, stop)
}

/// What groups of voters have paid so far, and who could pay for what.
struct Books<'c> {
    share: BigRational,
    paid: Vec<BigRational>,
    supporters: &'c Supporters,
}

impl Books<'_> {
    /// The supporters of an option by what they have paid, least first, each with how many paid no more than that.
    fn lines(&self, option: usize) -> Vec<(&BigRational, u64)> {
        let mut by_paid: BTreeMap<&BigRational, u64> = BTreeMap::new();
        for Backer { group, voters, .. } in &self.supporters[&option] {
            *by_paid.entry(&self.paid[*group]).or_default() += voters;
        }
        let mut payers = 0;
        let line = |(paid, voters)| {
            payers += voters;
            (paid, payers)
        };
        by_paid.into_iter().map(line).collect()
    }
}

/// The most voters who can each pay an equal part of `cost`; 0 when nobody can.
fn most_payers(share: &BigRational, cost: u64, lines: &[(&BigRational, u64)]) -> u64 {
    let cost = BigRational::from_integer(cost.into());
    let can = |(paid, payers): &&(&BigRational, u64)| {
        *paid <= share && (share - *paid) * BigInt::from(*payers) >= cost
    };
    lines.iter().rev().find(can).map_or(0, |(_, payers)| *payers)
}

fn run(
    counting: &Counting<'_>,
    gain: Gain,
    policies: &[TiePolicy],
    supporters: &Supporters,
    share: BigRational,
) -> Run {
    let paid = vec![BigRational::zero(); counting.profile.groups.len()];
    let mut books = Books { share: share.clone(), paid, supporters };
    let mut open: Vec<usize> = supporters.keys().copied().collect();
    let mut run = Run { share, purchases: Vec::new(), ties: Vec::new(), cost: 0, next: None };
    // More payers, or more payers for each unit of cost.
    let better = |a: (usize, u64), b: (usize, u64)| -> Ordering {
        let value = |payers: u64, other: usize| match gain {
            Gain::Cost => u128::from(payers),
            Gain::One => u128::from(payers) * u128::from(counting.cost(other)),
        };
        value(a.1, b.0).cmp(&value(b.1, a.0))
    };
    loop {
        let lines: Vec<_> = open.iter().map(|option| (*option, books.lines(*option))).collect();
        let bids: Vec<(usize, u64)> = lines
            .iter()
            .map(|(option, lines)| {
                (*option, most_payers(&books.share, counting.cost(*option), lines))
            })
            .collect();
        let mut best: Vec<(usize, u64)> = Vec::new();
        for bid in bids.iter().filter(|(_, payers)| *payers > 0) {
            let order = best.first().map_or(Ordering::Greater, |leader| better(*bid, *leader));
            if order.is_gt() {
                best.clear();
            }
            if order.is_ge() {
                best.push(*bid);
            }
        }
        let chosen = match best.as_slice() {
            [] => None,
            [only] => Some(*only),
            [(_, payers), ..] => {
                let equal = best.iter().map(|(option, _)| *option).collect();
                let tie = Tie::settle(counting, policies, equal, run.purchases.len());
                let first = tie.options[0];
                run.ties.push(tie);
                let own = best.iter().find(|(option, _)| *option == first);
                own.copied().or(Some((first, *payers)))
            }
        };
        for ((option, lines), (_, has)) in lines.iter().zip(&bids) {
            let least = least_payers(counting, gain, (*option, *has), chosen);
            let cost = BigRational::from_integer(counting.cost(*option).into());
            let reachable = lines.iter().filter(|(_, payers)| *payers >= least);
            let shares = reachable.map(|(paid, payers)| *paid + &cost / BigInt::from(*payers));
            let next = shares.filter(|share| *share > books.share).min();
            run.next = [run.next.take(), next].into_iter().flatten().min();
        }
        let Some((option, payers)) = chosen else { return run };
        let payment = BigRational::new(counting.cost(option).into(), payers.into());
        let can_pay: Vec<usize> = supporters[&option]
            .iter()
            .map(|backer| backer.group)
            .filter(|group| &books.paid[*group] + &payment <= books.share)
            .collect();
        for group in can_pay {
            books.paid[group] += &payment;
        }
        run.cost += u128::from(counting.cost(option));
        run.purchases.push((option, payers, payment));
        open.retain(|other| *other != option);
    }
}

/// The fewest payers with which an option would change a round: one more where it is the chosen one or nothing is,
/// otherwise enough to be as good as the chosen one.
fn least_payers(
    counting: &Counting<'_>,
    gain: Gain,
    (option, has): (usize, u64),
    chosen: Option<(usize, u64)>,
) -> u64 {
    let Some((leader, payers)) = chosen.filter(|(chosen, _)| *chosen != option) else {
        return has + 1;
    };
    let enough = match gain {
        Gain::Cost => payers,
        Gain::One => {
            let product = u128::from(payers) * u128::from(counting.cost(option));
            let needed = product.div_ceil(u128::from(counting.cost(leader)).max(1));
            u64::try_from(needed).unwrap_or(u64::MAX)
        }
    };
    enough.max(has + 1)
}

fn write(
    counting: &Counting<'_>,
    run: &Run,
    supporters: &Supporters,
    all: &[(u128, BigRational)],
    stop: &str,
) -> Decided {
    let round = |(option, payers, payment): &(usize, u64, BigRational)| {
        map(vec![
            ("cost", Value::Int(counting.cost(*option))),
            ("id", text(&counting.contest.options[*option].id)),
            ("payers", Value::Int(*payers)),
            ("payment", fraction(payment)),
            ("supporters", Value::Int(heads(&supporters[option]))),
        ])
    };
    Decided {
        funded: run.purchases.iter().map(|(option, ..)| *option).collect(),
        members: vec![
            ("add_opt", super::runs(all, stop)),
            ("rounds", Value::List(run.purchases.iter().map(round).collect())),
            ("ties", Value::List(run.ties.iter().map(|tie| tie.write(counting.contest)).collect())),
            ("voter_budget", fraction(&run.share)),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Hood;
    use super::*;

    /// Four neighbours with 10 each. Three pay 20/3 for the trees; the lamps (13) would take 6.50 from both of their
    /// supporters, and the first has only 10/3 left. With 13 each, the second could pay for the lamps alone.
    #[test]
    fn nobody_pays_less_than_the_others_and_the_share_grows_to_where_that_changes_something() {
        let hood = Hood::new(40, &[("lamps", 13), ("trees", 20)])
            .ballots(1, "[0,1]")
            .ballots(1, "[0]")
            .ballots(2, "[1]");
        let by = |raises| hood.count(|c| count(c, raises, Gain::Cost, &[TiePolicy::Lot], 9));
        let told = |decided: &Decided| Hood::told(decided, &["id", "payers", "payment"]);
        assert_eq!(told(&by(Raises::No)), "trees 3 20/3\n");
        let raised = by(Raises::Yes);
        assert_eq!(told(&raised), "trees 3 20/3\nlamps 1 13\n");
        assert_eq!(
            raised.members[0].1.write(),
            r#"{"runs":[{"cost":20,"voter_budget":"10"},{"cost":33,"voter_budget":"13"}],"stop":"exhaustive"}"#
        );
    }

    #[test]
    fn what_more_pay_for_comes_first_or_what_is_cheaper_for_each() {
        let hood =
            Hood::new(10, &[("lamps", 8), ("trees", 3)]).ballots(2, "[0,1]").ballots(2, "[0]");
        let by = |gain| hood.count(|c| count(c, Raises::No, gain, &[TiePolicy::Lot], 9));
        assert_eq!(by(Gain::Cost).funded, [0]);
        assert_eq!(by(Gain::One).funded, [1]);
    }
}
