//! What holds for any ballots: laws of the rules, and the fast counts against plain ones.

use std::collections::BTreeSet;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use proptest::prelude::*;

use super::{Count, Election, Marks, Profile, Rounds, count};
use crate::contest::{
    AddOneStop, Completion, ExactCompletion, LastRank, Misfit, Per, Rule, ShareStart, TiePolicy,
    Utility,
};
use crate::money::Money;

/// An election small enough for ties and exact hits to be common.
#[derive(Debug, Clone)]
struct Small {
    budget: u64,
    costs: Vec<u64>,
    marks: Marks,
    ballots: Vec<Vec<(u32, i64)>>,
}

impl Small {
    fn profile(&self) -> Profile {
        super::testing::profile(self.marks, &self.costs, self.budget, &self.ballots)
    }

    /// Counts with the lot falling in the order of `lot` (ranks by option).
    fn count(&self, rule: &Rule, lot: &[usize]) -> Count {
        let profile = self.profile();
        let votes = profile.votes();
        let election = Election { lot: Some(lot), ..Election::plain(&profile, &votes) };
        count(rule, &election).expect("every tie has a lot")
    }

    fn plainly(&self, rule: &Rule) -> Count {
        self.count(rule, &(0..self.costs.len()).collect::<Vec<_>>())
    }

    /// The same election with option `i` standing at place `to[i]`.
    fn moved(&self, to: &[usize]) -> Small {
        let mut costs = vec![0; self.costs.len()];
        for (from, &place) in to.iter().enumerate() {
            costs[place] = self.costs[from];
        }
        let place = |option: u32| u32::try_from(to[option as usize]).unwrap();
        let ballot = |ballot: &Vec<(u32, i64)>| {
            ballot.iter().map(|&(option, points)| (place(option), points)).collect()
        };
        Small { costs, ballots: self.ballots.iter().map(ballot).collect(), ..self.clone() }
    }
}

fn small(marks: Marks) -> impl Strategy<Value = Small> {
    let costs = prop::collection::vec(0_u64..12, 1..7);
    let ballot = prop::collection::vec((any::<prop::sample::Index>(), 0_i64..4), 0..5);
    (costs, 0_u64..40, prop::collection::vec((ballot, 1_usize..4), 0..7)).prop_map(
        move |(costs, budget, groups)| {
            let mut ballots = Vec::new();
            for (marks, copies) in groups {
                let mark = |(option, points): &(prop::sample::Index, i64)| {
                    (u32::try_from(option.index(costs.len())).unwrap(), *points)
                };
                let ballot: Vec<(u32, i64)> = marks.iter().map(mark).collect();
                ballots.extend(std::iter::repeat_n(ballot, copies));
            }
            Small { budget, costs, marks, ballots }
        },
    )
}

fn any_small() -> impl Strategy<Value = Small> {
    prop_oneof![small(Marks::Approval), small(Marks::Points), small(Marks::Ranking)]
}

fn equal_shares(completion: Completion, stop: AddOneStop, utility: Utility) -> Rule {
    Rule::EqualShares {
        completion,
        increment: Money::from_minor(1).unwrap(),
        start: ShareStart::Exact,
        stop,
        ties: vec![TiePolicy::Lot],
        utility,
        version: 1,
    }
}

/// Every rule that gives to each option on its own merits, for ballots of this kind.
fn rules(marks: Marks) -> Vec<Rule> {
    let (ties, version, misfit) = (vec![TiePolicy::Lot], 1, Misfit::Skip);
    let per = Per::Cost;
    let mut rules = vec![
        Rule::MostVotes { misfit, ties: ties.clone(), version },
        Rule::MostVotes { misfit: Misfit::Stop, ties: ties.clone(), version },
        Rule::VotesPerCost { misfit, ties: ties.clone(), version },
        Rule::Phragmen { ties: ties.clone(), version },
        Rule::ExactEqualShares {
            completion: ExactCompletion::AddOpt,
            ties: ties.clone(),
            utility: Utility::Cardinality,
            version,
        },
        equal_shares(Completion::None, AddOneStop::Exhaustive, Utility::Cost),
        equal_shares(Completion::Add1u, AddOneStop::OverBudget, Utility::Cardinality),
    ];
    match marks {
        Marks::Approval => {}
        Marks::Points => {
            rules.push(Rule::MostPoints { misfit, per, ties, version });
            rules.push(equal_shares(Completion::Add1, AddOneStop::Exhaustive, Utility::Points));
            rules.push(equal_shares(
                Completion::Utilitarian,
                AddOneStop::Exhaustive,
                Utility::PointsCost,
            ));
        }
        Marks::Ranking => {
            rules.push(Rule::Borda { last: LastRank::Zero, misfit, per, ties, version });
            rules.push(equal_shares(Completion::Add1, AddOneStop::ExhaustiveAll, Utility::Borda1));
            rules.push(equal_shares(Completion::None, AddOneStop::Exhaustive, Utility::Borda0));
        }
    }
    rules
}

proptest! {
    #[test]
    fn the_budget_is_never_exceeded(street in any_small()) {
        for rule in rules(street.marks) {
            let spent: u64 = street.plainly(&rule).funded.iter().map(|&o| street.costs[o]).sum();
            prop_assert!(spent <= street.budget, "{rule:?} spends {spent}");
        }
    }

    #[test]
    fn the_order_of_ballots_is_irrelevant(street in any_small(), turn in any::<prop::sample::Index>()) {
        let mut turned = street.clone();
        if !turned.ballots.is_empty() {
            let by = turn.index(turned.ballots.len());
            turned.ballots.rotate_left(by);
        }
        for rule in rules(street.marks) {
            prop_assert_eq!(street.plainly(&rule), turned.plainly(&rule));
        }
    }

    /// With the lot falling on the same options, who stands where on the ballot decides nothing.
    /// (Options that are free and supported are bought in ballot order, so only the set is equal.)
    #[test]
    fn the_order_of_projects_is_irrelevant_up_to_the_lot(
        (street, to) in any_small().prop_flat_map(|street| {
            let places: Vec<usize> = (0..street.costs.len()).collect();
            (Just(street), Just(places).prop_shuffle())
        })
    ) {
        let moved = street.moved(&to);
        // The lot ranks options by their old places in both elections.
        let mut lot = vec![0; to.len()];
        for (from, &place) in to.iter().enumerate() {
            lot[place] = from;
        }
        for rule in rules(street.marks) {
            let here: BTreeSet<usize> =
                street.plainly(&rule).funded.into_iter().map(|option| to[option]).collect();
            let there: BTreeSet<usize> = moved.count(&rule, &lot).funded.into_iter().collect();
            prop_assert_eq!(here, there, "{:?}", rule);
        }
    }

    /// Twice as many of every ballot. (Add-one is left out: its step is per voter.)
    #[test]
    fn a_copy_of_every_ballot_changes_nothing(street in any_small()) {
        let mut doubled = street.clone();
        doubled.ballots.extend(street.ballots.iter().cloned());
        for rule in rules(street.marks) {
            let steps = matches!(
                rule,
                Rule::EqualShares { completion: Completion::Add1 | Completion::Add1u, .. }
            );
            if !steps {
                prop_assert_eq!(street.plainly(&rule).funded, doubled.plainly(&rule).funded);
            }
        }
    }

    /// Priceability: nobody pays more than their share, nobody pays for what they do not support,
    /// every purchase is paid to the last fraction, and nobody left over could buy anything more.
    #[test]
    fn equal_shares_are_priceable(street in any_small()) {
        for rule in rules(street.marks) {
            let outcome = street.plainly(&rule);
            let Rounds::Shares(shares) = &outcome.rounds else { continue };
            let profile = street.profile();
            let worth = shares.payments.worth();
            let bought: Vec<usize> = shares.purchases.iter().map(|p| p.option).collect();
            let mut received = vec![BigRational::zero(); bought.len()];
            for g in 0..profile.groups() {
                let (paid, left) = shares.payments.of_group(&profile, &bought, g);
                let weight = BigInt::from(profile.weights()[g]);
                let mut sum = left.ratio().clone();
                prop_assert!(*left.ratio() >= BigRational::zero());
                for (k, amount) in paid {
                    let supports = |(option, worth): (u32, i64)| {
                        option as usize == bought[k] && worth > 0
                    };
                    prop_assert!(profile.worths(g, worth).any(supports));
                    sum += amount.ratio();
                    received[k] += amount.ratio() * &weight;
                }
                prop_assert_eq!(&sum, shares.voter_budget.ratio());
            }
            for (k, &option) in bought.iter().enumerate() {
                prop_assert_eq!(&received[k], &BigInt::from(street.costs[option]).into());
            }
            for option in (0..street.costs.len()).filter(|option| !bought.contains(option)) {
                let (_, held) = shares.payments.of_supporters(&profile, &bought, option);
                let supported = !profile.support(worth).of(option).0.is_empty();
                let cost = BigRational::from_integer(street.costs[option].into());
                prop_assert!(!supported || *held.ratio() < cost, "{option} could be bought");
            }
        }
    }

    #[test]
    fn the_lazy_count_of_equal_shares_is_the_plain_one(street in any_small()) {
        for rule in rules(street.marks) {
            let Rule::EqualShares { utility, .. } = &rule else { continue };
            let outcome = street.plainly(&rule);
            let Rounds::Shares(shares) = &outcome.rounds else { panic!("shares") };
            let found: Vec<(usize, BigRational)> = shares
                .purchases
                .iter()
                .filter(|purchase| purchase.cost > 0)
                .map(|purchase| (purchase.option, purchase.max_payment.ratio().clone()))
                .collect();
            let by_cost = matches!(
                utility,
                Utility::Cost | Utility::PointsCost | Utility::Borda1Cost
            );
            let worth = shares.payments.worth();
            let expected = plain(&street.profile(), worth, by_cost, shares.voter_budget.ratio());
            prop_assert_eq!(found, expected, "{:?}", rule);
        }
    }

    #[test]
    fn the_lazy_count_of_phragmen_is_the_plain_one(street in small(Marks::Approval)) {
        let rule = Rule::Phragmen { ties: vec![TiePolicy::Lot], version: 1 };
        prop_assert_eq!(street.plainly(&rule).funded, plain_phragmen(&street));
    }

    /// Between one share and the next that ADD-OPT tries, nothing changes.
    #[test]
    fn add_opt_misses_no_outcome(street in small(Marks::Approval)) {
        let exact = |completion| Rule::ExactEqualShares {
            completion,
            ties: vec![TiePolicy::Lot],
            utility: Utility::Cost,
            version: 1,
        };
        let outcome = street.plainly(&exact(ExactCompletion::AddOpt));
        let Rounds::Exact(shares) = &outcome.rounds else { panic!("exact shares") };
        let voters = BigInt::from(street.ballots.len().max(1));
        for pair in shares.runs.windows(2) {
            let (from, to) = (pair[0].voter_budget.ratio(), pair[1].voter_budget.ratio());
            // A share in the middle, made a whole budget by counting in finer units of money.
            let middle = (from + to) / BigInt::from(2);
            let total = &middle * &voters;
            let fine = total.denom().clone();
            let Ok(unit) = u64::try_from(fine) else { continue };
            let budget = u64::try_from((total * BigInt::from(unit)).to_integer());
            let Ok(budget) = budget else { continue };
            let scaled = |money: u64| money.checked_mul(unit).filter(|m| *m < 1 << 53);
            let costs: Option<Vec<u64>> = street.costs.iter().map(|&c| scaled(c)).collect();
            let Some(costs) = costs else { continue };
            let between = Small { budget, costs, ..street.clone() };
            let cost: u64 = between
                .plainly(&exact(ExactCompletion::None))
                .funded
                .iter()
                .map(|&option| street.costs[option])
                .sum();
            prop_assert_eq!(cost, pair[0].cost);
        }
    }
}

/// Equal Shares as it is written down: every purse a fraction, every option looked at every round.
fn plain(
    profile: &Profile,
    worth: super::Worth,
    by_cost: bool,
    share: &BigRational,
) -> Vec<(usize, BigRational)> {
    let mut purses = vec![share.clone(); profile.groups()];
    let support = profile.support(worth);
    let mut open: Vec<usize> = (0..profile.costs.len()).filter(|&o| profile.costs[o] > 0).collect();
    let mut bought = Vec::new();
    loop {
        let mut best: Option<(BigRational, usize, BigRational)> = None;
        for &option in &open {
            let (groups, worths) = support.of(option);
            let worth_at = |at: usize| BigInt::from(worths.get(at).copied().unwrap_or(1));
            let cost = BigRational::from_integer(profile.costs[option].into());
            // Every purse divided by its worth is a price at which the sum of payments bends.
            let mut bends: Vec<BigRational> =
                (0..groups.len()).map(|at| &purses[groups[at] as usize] / worth_at(at)).collect();
            bends.sort();
            let paid_at = |price: &BigRational| {
                let pays = |at: usize| {
                    let purse = &purses[groups[at] as usize];
                    let asked = price * worth_at(at);
                    let weight = BigInt::from(profile.weights()[groups[at] as usize]);
                    std::cmp::min(purse.clone(), asked) * weight
                };
                (0..groups.len()).map(pays).sum::<BigRational>()
            };
            let Some(bend) = bends.iter().find(|bend| paid_at(bend) >= cost) else { continue };
            // Between the bend before and this one the sum grows in a straight line.
            let before = bends.iter().rfind(|other| *other < bend);
            let low = before.cloned().unwrap_or_else(BigRational::zero);
            let (from, to) = (paid_at(&low), paid_at(bend));
            let price = &low + (bend - &low) * (&cost - &from) / (to - from);
            let measure = if by_cost { &price / &cost } else { price.clone() };
            if best.as_ref().is_none_or(|(least, _, _)| measure < *least) {
                best = Some((measure, option, price));
            }
        }
        let Some((_, option, price)) = best else { return bought };
        let (groups, worths) = support.of(option);
        for (at, &g) in groups.iter().enumerate() {
            let asked = &price * BigInt::from(worths.get(at).copied().unwrap_or(1));
            let purse = &mut purses[g as usize];
            *purse -= std::cmp::min(purse.clone(), asked);
        }
        open.retain(|other| *other != option);
        bought.push((option, price));
    }
}

/// Phragmén with a load per ballot.
fn plain_phragmen(street: &Small) -> Vec<usize> {
    let supports = |ballot: &Vec<(u32, i64)>, option: usize| {
        ballot.iter().any(|(marked, _)| *marked as usize == option)
    };
    let mut loads = vec![BigRational::zero(); street.ballots.len()];
    let mut open: Vec<usize> = (0..street.costs.len())
        .filter(|&o| street.costs[o] <= street.budget)
        .filter(|&o| street.ballots.iter().any(|ballot| supports(ballot, o)))
        .collect();
    let mut left = street.budget;
    let mut bought = Vec::new();
    loop {
        let moment = |&option: &usize| {
            let who = (0..loads.len()).filter(|&b| supports(&street.ballots[b], option));
            let number = BigInt::from(who.clone().count());
            let sum: BigRational = who.map(|b| loads[b].clone()).sum();
            (sum + BigRational::from_integer(street.costs[option].into())) / number
        };
        let Some(first) = open.iter().map(moment).min() else { return bought };
        let next: Vec<usize> = open.iter().copied().filter(|o| moment(o) == first).collect();
        if next.iter().any(|&option| street.costs[option] > left) {
            return bought;
        }
        let option = next[0];
        for (ballot, load) in street.ballots.iter().zip(&mut loads) {
            if supports(ballot, option) {
                *load = first.clone();
            }
        }
        left -= street.costs[option];
        open.retain(|other| *other != option);
        bought.push(option);
    }
}
