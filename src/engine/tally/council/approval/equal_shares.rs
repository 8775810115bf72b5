//! Equal shares for committees: every voter has seats/voters to spend and every seat costs 1; what is
//! left open is filled by sequential Phragmén from the money that is left.
//!
//! Source: D. Peters & P. Skowron, "Proportionality and the limits of welfarism" (2020), section 3
//! (Rule X), completed as the program abcvoting 2.19 does.

use std::collections::BTreeSet;

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::{Approvals, Sequence, next_seat, phragmen};
use crate::tally::council::lots::{LotNeeded, Lots};
use crate::tally::fraction::Fraction;

/// Fills the seats.
///
/// The number of each seat is the most that a supporter pays for it; from the seat on where nobody
/// can be paid for any more, it is the load of Phragmén's phase.
///
/// # Errors
/// [`LotNeeded`] when two candidates ask for the same payment (or load).
pub fn count(ballots: &Approvals, seats: usize, lots: &dyn Lots) -> Result<Sequence, LotNeeded> {
    let mut purses = start(ballots, seats);
    let mut result = Sequence { seats: Vec::new(), unfilled: 0, lots: Vec::new() };
    while result.seats.len() < seats {
        let taken = result.order();
        let Some((tied, price)) = cheapest(ballots, &purses, &taken) else { break };
        let next = next_seat(tied, taken.len(), lots, &mut result.lots)?;
        pay(ballots, &mut purses, next, &price);
        result.seats.push((next, Fraction::from(price)));
    }
    let loads = purses.into_iter().map(|purse| -purse).collect();
    phragmen::fill(ballots, seats, loads, lots, &mut result)?;
    result.unfilled = seats - result.seats.len();
    Ok(result)
}

/// Every committee that some order of ties leads to, each in the order of the ballot paper; nothing
/// when there are more than `most` different ways on the way there.
pub fn all_committees(
    ballots: &Approvals,
    seats: usize,
    most: usize,
) -> Option<BTreeSet<Vec<usize>>> {
    let seats = seats.min(ballots.candidates());
    let mut open = BTreeSet::from([(Vec::new(), Phase::Paying, start(ballots, seats))]);
    let mut done = BTreeSet::new();
    let mut ways = 0;
    while let Some((taken, phase, amounts)) = open.pop_first() {
        ways += 1;
        if ways > most {
            return None;
        }
        if taken.len() == seats {
            done.insert(taken);
            continue;
        }
        let paid = match phase {
            Phase::Paying => cheapest(ballots, &amounts, &taken),
            Phase::Loading => None,
        };
        let (phase, amounts, tied, number) = match (phase, paid) {
            (Phase::Paying, Some((tied, price))) => (Phase::Paying, amounts, tied, Some(price)),
            (Phase::Paying, None) => {
                let loads: Vec<BigRational> = amounts.into_iter().map(|purse| -purse).collect();
                let (tied, load) = phragmen::lightest(ballots, &loads, &taken);
                (Phase::Loading, loads, tied, load)
            }
            (Phase::Loading, _) => {
                let (tied, load) = phragmen::lightest(ballots, &amounts, &taken);
                (Phase::Loading, amounts, tied, load)
            }
        };
        for next in tied {
            let mut after = amounts.clone();
            match (phase, &number) {
                (Phase::Paying, Some(price)) => pay(ballots, &mut after, next, price),
                (Phase::Loading, Some(load)) => phragmen::carry(ballots, &mut after, next, load),
                (_, None) => {}
            }
            let mut taken = taken.clone();
            taken.push(next);
            taken.sort_unstable();
            open.insert((taken, phase, after));
        }
    }
    Some(done)
}

/// Whether seats are still bought, or filled by Phragmén.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Paying,
    Loading,
}

/// Every voter's purse, by group. Nobody voted: nobody has one.
fn start(ballots: &Approvals, seats: usize) -> Vec<BigRational> {
    let papers = ballots.papers().max(1);
    vec![BigRational::new(seats.into(), papers.into()); ballots.groups().len()]
}

/// Who can be paid for with the smallest highest payment, and that payment.
fn cheapest(
    ballots: &Approvals,
    purses: &[BigRational],
    taken: &[usize],
) -> Option<(Vec<usize>, BigRational)> {
    let mut best: Option<(Vec<usize>, BigRational)> = None;
    for candidate in (0..ballots.candidates()).filter(|candidate| !taken.contains(candidate)) {
        let Some(price) = price(ballots, purses, candidate) else { continue };
        match &mut best {
            Some((_, least)) if price > *least => {}
            Some((tied, least)) if price == *least => tied.push(candidate),
            _ => best = Some((vec![candidate], price)),
        }
    }
    best
}

/// The smallest x such that supporters who each pay min(x, purse) pay 1 together; nothing when they
/// do not have 1.
fn price(ballots: &Approvals, purses: &[BigRational], candidate: usize) -> Option<BigRational> {
    let supports = |((papers, approved), purse): (&(u64, Vec<usize>), &BigRational)| {
        approved.contains(&candidate).then(|| (purse.clone(), *papers))
    };
    let mut supporters: Vec<(BigRational, u64)> =
        ballots.groups().iter().zip(purses).filter_map(supports).collect();
    supporters.sort();
    let mut paying: u64 = supporters.iter().map(|(_, papers)| papers).sum();
    let mut missing = BigRational::one();
    // From the poorest on: who cannot pay an equal part of what is missing pays everything.
    for (purse, papers) in supporters {
        let equal = &missing / BigRational::from_integer(paying.into());
        if purse >= equal {
            return Some(equal);
        }
        missing -= purse * BigRational::from_integer(papers.into());
        paying -= papers;
    }
    None
}

/// Takes the payment from every supporter.
fn pay(ballots: &Approvals, purses: &mut [BigRational], candidate: usize, price: &BigRational) {
    for ((_, approved), purse) in ballots.groups().iter().zip(purses) {
        if approved.contains(&candidate) {
            let rest = &*purse - price;
            *purse = rest.max(BigRational::zero());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{approvals, some_approvals};
    use super::*;
    use crate::tally::council::lots::{LotOrder, NoLots};
    use proptest::prelude::*;

    /// Six voters, three seats: everybody has 1/2. Ana and Bo are liked by four, who have 2 together:
    /// each seat costs them 1/4, two seats take all they have. Cem is liked by the other two, who
    /// have exactly 1.
    #[test]
    fn every_group_buys_what_its_share_pays_for() {
        let box_ = approvals(4, &[(4, &[0, 1, 3]), (2, &[2])]);
        let result = count(&box_, 3, &LotOrder::lowest_number(4)).unwrap();
        let prices: Vec<String> = result.seats.iter().map(|(_, price)| price.to_string()).collect();
        assert_eq!(result.order(), [0, 1, 2]);
        assert_eq!(prices, ["1/4", "1/4", "1/2"]);
    }

    /// Three voters, one each for three candidates, two seats: 2/3 buy nothing. Phragmén goes on from
    /// loads of -2/3 and draws.
    #[test]
    fn seats_that_nobody_can_buy_are_filled_by_phragmen() {
        let box_ = approvals(3, &[(1, &[0]), (1, &[1]), (1, &[2])]);
        assert_eq!(count(&box_, 2, &NoLots).unwrap_err().among, [0, 1, 2]);
        let result = count(&box_, 2, &LotOrder::lowest_number(3)).unwrap();
        assert_eq!(result.seats[0], (0, Fraction::new(1, 3).unwrap()));
        assert_eq!(all_committees(&box_, 2, 100).unwrap().len(), 3);
        assert_eq!(all_committees(&box_, 2, 3), None);
    }

    #[test]
    fn an_empty_contest_elects_nobody() {
        assert_eq!(count(&approvals(0, &[]), 2, &NoLots).unwrap().unfilled, 2);
        let all = all_committees(&approvals(0, &[]), 2, 9).unwrap();
        assert_eq!(all, BTreeSet::from([vec![]]));
    }

    proptest! {
        /// A group that is one seat's share of all voters and agrees on somebody has a member who at
        /// least one of them approves of (justified representation).
        #[test]
        fn a_group_with_a_share_and_a_common_candidate_is_represented(
            box_ in some_approvals(), seats in 1_usize..5
        ) {
            let committee = count(&box_, seats, &LotOrder::lowest_number(6)).unwrap().order();
            for common in 0..6 {
                let unheard: u64 = box_
                    .groups()
                    .iter()
                    .filter(|(_, set)| set.contains(&common))
                    .filter(|(_, set)| !set.iter().any(|c| committee.contains(c)))
                    .map(|(papers, _)| papers)
                    .sum();
                prop_assert!(unheard * (seats as u64) < box_.papers() || unheard == 0);
            }
        }

        #[test]
        fn the_count_with_lots_leads_to_one_of_all_committees(box_ in some_approvals(), seats in 0_usize..4) {
            let mut committee = count(&box_, seats, &LotOrder::lowest_number(6)).unwrap().order();
            committee.sort_unstable();
            if let Some(all) = all_committees(&box_, seats, 5_000) {
                prop_assert!(all.contains(&committee));
            }
        }
    }
}
