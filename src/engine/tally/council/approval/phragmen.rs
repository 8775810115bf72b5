//! Sequential Phragmén: every seat costs its supporters one unit of load, spread as evenly as can be.
//!
//! Source: E. Phragmén, "Till frågan om en proportionell valmetod" (1899); M. Brill, R. Freeman,
//! S. Janson & M. Lackner, "Phragmén's voting methods and justified representation" (2017).

use num_rational::BigRational;
use num_traits::{One, Zero};

use super::{Approvals, Sequence, next_seat};
use crate::tally::council::lots::{LotNeeded, Lots};
use crate::tally::fraction::Fraction;

/// Fills the seats: each goes to whoever leaves their supporters with the smallest load.
///
/// The number of each seat is that load, the same for every supporter. Candidates whom nobody
/// approves of come last; their load would have no bound and is given as 0.
///
/// # Errors
/// [`LotNeeded`] when two candidates leave the same load.
pub fn sequential(
    ballots: &Approvals,
    seats: usize,
    lots: &dyn Lots,
) -> Result<Sequence, LotNeeded> {
    let loads = vec![BigRational::zero(); ballots.groups().len()];
    let mut result = Sequence { seats: Vec::new(), unfilled: 0, lots: Vec::new() };
    fill(ballots, seats, loads, lots, &mut result)?;
    result.unfilled = seats - result.seats.len();
    Ok(result)
}

/// Goes on filling seats from these loads (per group, for each of its voters).
pub(super) fn fill(
    ballots: &Approvals,
    seats: usize,
    mut loads: Vec<BigRational>,
    lots: &dyn Lots,
    result: &mut Sequence,
) -> Result<(), LotNeeded> {
    while result.seats.len() < seats {
        let taken = result.order();
        let (tied, load) = lightest(ballots, &loads, &taken);
        if tied.is_empty() {
            break;
        }
        let next = next_seat(tied, taken.len(), lots, &mut result.lots)?;
        if let Some(load) = &load {
            carry(ballots, &mut loads, next, load);
        }
        result.seats.push((next, Fraction::from(load.unwrap_or_else(BigRational::zero))));
    }
    Ok(())
}

/// Who would leave their supporters with the smallest load, and that load; no load when only
/// candidates are left whom nobody approves of.
pub(super) fn lightest(
    ballots: &Approvals,
    loads: &[BigRational],
    taken: &[usize],
) -> (Vec<usize>, Option<BigRational>) {
    let mut weight = vec![0_u64; ballots.candidates()];
    let mut carried = vec![BigRational::one(); ballots.candidates()];
    for ((papers, approved), load) in ballots.groups().iter().zip(loads) {
        for candidate in approved {
            weight[*candidate] += papers;
            carried[*candidate] += load * BigRational::from_integer((*papers).into());
        }
    }
    let open = (0..ballots.candidates()).filter(|candidate| !taken.contains(candidate));
    let (supported, unsupported): (Vec<usize>, Vec<usize>) = open.partition(|c| weight[*c] > 0);
    let after = |candidate: usize| {
        &carried[candidate] / BigRational::from_integer(weight[candidate].into())
    };
    let after: Vec<(usize, BigRational)> =
        supported.into_iter().map(|candidate| (candidate, after(candidate))).collect();
    match after.iter().map(|(_, load)| load).min().cloned() {
        None => (unsupported, None),
        Some(least) => {
            let tied = after.into_iter().filter(|(_, load)| *load == least);
            (tied.map(|(candidate, _)| candidate).collect(), Some(least))
        }
    }
}

/// Puts `load` on every supporter of `candidate`.
pub(super) fn carry(
    ballots: &Approvals,
    loads: &mut [BigRational],
    candidate: usize,
    load: &BigRational,
) {
    let groups = ballots.groups().iter().zip(loads);
    for ((_, approved), carried) in groups {
        if approved.contains(&candidate) {
            *carried = load.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{approvals, some_approvals};
    use super::*;
    use crate::tally::council::lots::{LotOrder, NoLots};
    use proptest::prelude::*;

    /// Four voters like Ana and Bo, three like Cem. Ana costs 1/4 each. Then Bo would cost her
    /// supporters 1/4 + 1/4 = 1/2, Cem 1/3: Cem has the second seat.
    #[test]
    fn the_seat_goes_where_the_load_stays_smallest() {
        let box_ = approvals(3, &[(4, &[0, 1]), (3, &[2])]);
        let result = sequential(&box_, 3, &LotOrder::lowest_number(3)).unwrap();
        let loads: Vec<String> = result.seats.iter().map(|(_, load)| load.to_string()).collect();
        assert_eq!(result.order(), [0, 2, 1]);
        assert_eq!(loads, ["1/4", "1/3", "1/2"]);
    }

    #[test]
    fn equal_loads_wait_for_a_lot() {
        let box_ = approvals(2, &[(1, &[0, 1])]);
        assert_eq!(sequential(&box_, 1, &NoLots).unwrap_err().among, [0, 1]);
    }

    #[test]
    fn an_empty_contest_elects_nobody_and_an_unloved_candidate_comes_last() {
        assert_eq!(sequential(&approvals(0, &[]), 2, &NoLots).unwrap().unfilled, 2);
        let result = sequential(&approvals(2, &[(1, &[1])]), 2, &NoLots).unwrap();
        assert_eq!(result.order(), [1, 0]);
    }

    proptest! {
        /// Committee monotonicity: one seat more keeps everybody who was there.
        #[test]
        fn a_larger_committee_begins_with_the_smaller(box_ in some_approvals(), seats in 0_usize..6) {
            let lots = LotOrder::lowest_number(6);
            let small = sequential(&box_, seats, &lots).unwrap().order();
            let large = sequential(&box_, seats + 1, &lots).unwrap().order();
            prop_assert!(large.starts_with(&small));
        }

        #[test]
        fn loads_never_fall(box_ in some_approvals()) {
            let result = sequential(&box_, 6, &LotOrder::lowest_number(6)).unwrap();
            let supported = result.seats.iter().filter(|(c, _)| {
                box_.groups().iter().any(|(_, set)| set.contains(c))
            });
            let loads: Vec<_> = supported.map(|(_, load)| load.clone()).collect();
            prop_assert!(loads.is_sorted());
        }
    }
}
