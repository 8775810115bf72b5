//! Where the shares of Equal Shares went: what a result page tells, exact to the last fraction.
//!
//! A purse is worked out from the published rounds alone, so anyone can do the same with a pencil: in every round a
//! supporter pays the round's largest payment, or all they have left.

use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};

use super::budget::Shares;
use crate::ballot::Ballot;

/// What one voter paid in one round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Ballot place of the project.
    pub option: usize,
    /// The payment in whole minor units, rounded to the nearest.
    pub paid: u64,
    /// Whether it was all that was left.
    pub all_that_was_left: bool,
}

/// One voter's share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purse {
    /// The share at the start, in minor units, rounded to the nearest.
    pub share: u64,
    /// What was paid, in the order of the rounds; rounds in which nothing was left are there with zero.
    pub payments: Vec<Payment>,
    /// What is left, in minor units, rounded down.
    pub left: u64,
}

/// Follows the share of somebody who marked `marks`.
pub fn purse(shares: &Shares, marks: &[u32]) -> Purse {
    let start = share(shares);
    let mut left = start.clone();
    let payments = payments(shares, marks, &mut left)
        .map(|(option, paid, all)| Payment {
            option,
            paid: nearest(&paid),
            all_that_was_left: all && !paid.is_zero(),
        })
        .collect();
    Purse { share: nearest(&start), payments, left: floor(&left) }
}

/// For every option, what its supporters have left together at the end, in minor units, rounded down.
pub fn left_together(shares: &Shares, ballots: &[Ballot], options: usize) -> Vec<u64> {
    let mut sums = vec![BigRational::zero(); options];
    let mut sorted: Vec<&[u32]> = ballots.iter().map(Ballot::marks).collect();
    sorted.sort_unstable();
    // Equal ballots have equal purses; most elections have far fewer kinds of ballots than ballots.
    for alike in sorted.chunk_by(|a, b| a == b) {
        let marks = alike[0];
        let mut left = share(shares);
        payments(shares, marks, &mut left).for_each(drop);
        let together = left * BigRational::from_integer(alike.len().into());
        for mark in marks {
            if let Some(sum) = sums.get_mut(usize::try_from(*mark).unwrap_or(usize::MAX)) {
                *sum += &together;
            }
        }
    }
    sums.iter().map(floor).collect()
}

/// How many of these ballots paid for at least one project.
pub fn helped(shares: &Shares, ballots: &[Ballot]) -> u64 {
    let bought = |ballot: &&Ballot| {
        shares.purchases.iter().any(|purchase| marked(ballot.marks(), purchase.option))
    };
    ballots.iter().filter(bought).count() as u64
}

fn share(shares: &Shares) -> BigRational {
    shares.voter_budget.ratio().clone()
}

/// What each purchase takes from `left`: the option, the payment, and whether it emptied the purse.
fn payments<'a>(
    shares: &'a Shares,
    marks: &'a [u32],
    left: &'a mut BigRational,
) -> impl Iterator<Item = (usize, BigRational, bool)> + 'a {
    let mine = shares.purchases.iter().filter(move |purchase| marked(marks, purchase.option));
    mine.map(move |purchase| {
        let price = purchase.max_payment.ratio().clone();
        let all = *left <= price;
        let paid = if all { left.clone() } else { price };
        *left -= &paid;
        (purchase.option, paid, all)
    })
}

fn marked(marks: &[u32], option: usize) -> bool {
    marks.iter().any(|mark| usize::try_from(*mark) == Ok(option))
}

fn floor(amount: &BigRational) -> u64 {
    amount.floor().to_integer().to_u64().unwrap_or(u64::MAX)
}

/// Rounded to the nearest whole minor unit: for display only, never for a decision.
fn nearest(amount: &BigRational) -> u64 {
    amount.round().to_integer().to_u64().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ballot::Answers;
    use crate::contest::{
        AddOneStop, BallotStyle, Completion, Contest, ContestOption, Rule, ShareStart, Text,
        TiePolicy, Utility,
    };
    use crate::ids::{ContestId, OptionId};
    use crate::money::Money;
    use crate::tally::budget::Rounds;
    use crate::tally::{Decided, LotOrder, tally};

    fn street(budget: u64, costs: &[u64]) -> Contest {
        let option = |(place, cost): (usize, &u64)| ContestOption {
            category: String::new(),
            cost: Money::from_minor(*cost).unwrap(),
            id: OptionId::parse(&(place + 1).to_string()).unwrap(),
            number: u32::try_from(place).unwrap() + 1,
            place: String::new(),
            summary: Text::default(),
            title: Text::default(),
        };
        Contest {
            ballot: BallotStyle::Approval { max: 99, min: 0 },
            budget: Money::from_minor(budget).unwrap(),
            id: ContestId::parse("street").unwrap(),
            options: costs.iter().enumerate().map(option).collect(),
            rule: Rule::EqualShares {
                completion: Completion::None,
                increment: Money::from_minor(1).unwrap(),
                start: ShareStart::Exact,
                stop: AddOneStop::Exhaustive,
                ties: vec![TiePolicy::Cheaper, TiePolicy::Lot],
                utility: Utility::Cost,
                version: 1,
            },
            title: Text::default(),
        }
    }

    fn shares(contest: &Contest, ballots: &[Ballot]) -> Shares {
        let ids = contest.options.iter().map(|option| option.id.clone()).collect();
        let lots = LotOrder::new(ids).unwrap();
        match tally(contest, ballots, Some(&lots)).unwrap().decision {
            Decided::Budget(count) => match count.rounds {
                Rounds::Shares(shares) => shares,
                other => panic!("{other:?}"),
            },
            Decided::Motion(motion) => panic!("{motion:?}"),
        }
    }

    fn ballot(contest: &Contest, marks: &[u32]) -> Ballot {
        Answers::Marks(marks.to_vec()).parse(contest).unwrap()
    }

    /// Five neighbours share 125: 25 each. Four want the benches (60) and pay 15 each. Three want the mural (40):
    /// two of them have 10 left and give all, the third pays 20 and keeps 5.
    #[test]
    fn a_purse_pays_its_part_or_all_it_has() {
        let contest = street(125, &[60, 40, 90]);
        let marks: [&[u32]; 5] = [&[0, 1, 2], &[0, 1], &[0], &[0], &[1]];
        let ballots: Vec<Ballot> = marks.iter().map(|marks| ballot(&contest, marks)).collect();
        let shares = shares(&contest, &ballots);

        let first = purse(&shares, &[0, 1, 2]);
        assert_eq!(first.share, 25);
        let paid = first.payments.iter().map(|p| (p.option, p.paid, p.all_that_was_left));
        assert_eq!(paid.collect::<Vec<_>>(), [(0, 15, false), (1, 10, true)]);
        assert_eq!(first.left, 0);
        assert_eq!(purse(&shares, &[1]).left, 5);
        assert_eq!(purse(&shares, &[]).left, 25);
        // Who wanted the dear project has nothing left for it.
        assert_eq!(left_together(&shares, &ballots, 3), [20, 5, 0]);
        assert_eq!(helped(&shares, &ballots), 5);
    }

    #[test]
    fn nobody_voted_and_nothing_is_left() {
        let contest = street(100, &[60]);
        let shares = shares(&contest, &[]);
        assert_eq!(left_together(&shares, &[], 1), [0]);
        assert_eq!(helped(&shares, &[]), 0);
    }

    proptest! {
        /// What everybody paid is what the projects cost, and an unbought project could not be paid by its supporters.
        #[test]
        fn purses_and_prices_agree(
            costs in prop::collection::vec(1_u64..200, 1..6),
            voters in prop::collection::vec(prop::collection::btree_set(0_u32..6, 0..6), 1..12),
        ) {
            let contest = street(300, &costs);
            let ballots: Vec<Ballot> = voters
                .iter()
                .map(|marks| {
                    let marks: Vec<u32> =
                        marks.iter().copied().filter(|m| usize::try_from(*m).unwrap() < costs.len()).collect();
                    ballot(&contest, &marks)
                })
                .collect();
            let shares = shares(&contest, &ballots);
            let mut paid = BigRational::zero();
            for ballot in &ballots {
                let mut left = share(&shares);
                paid += payments(&shares, ballot.marks(), &mut left).map(|(_, paid, _)| paid).sum::<BigRational>();
                prop_assert!(left >= BigRational::zero());
            }
            let cost: u64 = shares.purchases.iter().map(|purchase| purchase.cost).sum();
            prop_assert_eq!(paid, BigRational::from_integer(cost.into()));
            let left = left_together(&shares, &ballots, costs.len());
            for (option, cost) in costs.iter().enumerate() {
                let bought = shares.purchases.iter().any(|purchase| purchase.option == option);
                prop_assert!(bought || left[option] < *cost);
            }
        }
    }
}
