//! Proportional approval voting: a voter with j members in the committee is 1 + 1/2 + … + 1/j happy.
//!
//! Source: T. N. Thiele, "Om Flerfoldsvalg" (1895), both in sequence and as an optimum. The optimum is
//! found by branch and bound: a member's gain only shrinks as others join, so the highest gains now
//! are a ceiling for any way to go on.

use num_bigint::BigUint;
use num_integer::Integer;
use serde::Serialize;

use super::{Approvals, Sequence, next_seat};
use crate::tally::council::lots::{LotNeeded, Lots};
use crate::tally::fraction::Fraction;

/// Optimal committees beyond this many are not listed.
pub const MOST_COMMITTEES: usize = 10_000;
/// Steps after which the search for an optimum is given up.
const MOST_STEPS: usize = 20_000_000;

/// Happiness in whole numbers: the lowest common multiple of 1…seats is one full vote.
struct Harmony<'a> {
    ballots: &'a Approvals,
    unit: u128,
    /// Per group, how many members its voters have.
    members: Vec<usize>,
    /// Per candidate, the groups that approve of them.
    supporters: Vec<Vec<usize>>,
}

impl<'a> Harmony<'a> {
    /// Nothing when `seats` is so large that whole numbers of 128 bits might not do.
    fn new(ballots: &'a Approvals, seats: usize) -> Option<Self> {
        let mut unit: u128 = 1;
        for divisor in 1..=seats.min(ballots.candidates()) {
            unit = unit.lcm(&(divisor as u128));
            unit.checked_mul(u128::from(ballots.papers()) * 100)?;
        }
        let mut supporters = vec![Vec::new(); ballots.candidates()];
        for (group, (_, approved)) in ballots.groups().iter().enumerate() {
            for candidate in approved {
                supporters[*candidate].push(group);
            }
        }
        Some(Self { ballots, unit, members: vec![0; ballots.groups().len()], supporters })
    }

    /// What `candidate` adds to the present committee.
    fn gain(&self, candidate: usize) -> u128 {
        let add = |group: &usize| {
            let next = self.members[*group] as u128 + 1;
            u128::from(self.ballots.groups()[*group].0) * (self.unit / next)
        };
        self.supporters[candidate].iter().map(add).sum()
    }

    fn join(&mut self, candidate: usize) {
        self.supporters[candidate].iter().for_each(|group| self.members[*group] += 1);
    }

    fn leave(&mut self, candidate: usize) {
        self.supporters[candidate].iter().for_each(|group| self.members[*group] -= 1);
    }

    fn fraction(&self, happiness: u128) -> Fraction {
        Fraction::new(BigUint::from(happiness), BigUint::from(self.unit))
            .expect("a common multiple is above zero")
    }
}

/// The contest is too large for an exact answer in reasonable time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the contest is too large for an exact optimum")]
pub struct TooLarge;

/// Why a sequential count stopped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stopped {
    /// Two candidates gain equally, and there is no lot.
    #[error(transparent)]
    Lot(#[from] LotNeeded),
    /// More seats than exact whole numbers allow.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// Sequential PAV: each seat goes to whoever adds most happiness.
///
/// # Errors
/// [`Stopped`].
pub fn sequential(ballots: &Approvals, seats: usize, lots: &dyn Lots) -> Result<Sequence, Stopped> {
    let mut harmony = Harmony::new(ballots, seats).ok_or(TooLarge)?;
    let mut left: Vec<usize> = (0..ballots.candidates()).collect();
    let mut result = Sequence { seats: Vec::new(), unfilled: 0, lots: Vec::new() };
    while result.seats.len() < seats && !left.is_empty() {
        let gains: Vec<u128> = left.iter().map(|candidate| harmony.gain(*candidate)).collect();
        let highest = gains.iter().copied().max().unwrap_or(0);
        let tied = left.iter().zip(&gains).filter(|(_, gain)| **gain == highest);
        let tied = tied.map(|(candidate, _)| *candidate).collect();
        let next = next_seat(tied, result.seats.len(), lots, &mut result.lots)?;
        harmony.join(next);
        left.retain(|candidate| *candidate != next);
        result.seats.push((next, harmony.fraction(highest)));
    }
    result.unfilled = seats - result.seats.len();
    Ok(result)
}

/// The happiest committees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Optimum {
    /// Every committee with the highest happiness, each in the order of the ballot paper.
    pub committees: Vec<Vec<usize>>,
    /// The happiness of all voters together.
    pub score: Fraction,
    /// Whether there are more committees than are listed.
    pub more: bool,
}

/// Every committee of `seats` (or of all candidates, if there are fewer) with the highest happiness.
///
/// # Errors
/// [`TooLarge`] when the search would not end in reasonable time.
pub fn optimal(ballots: &Approvals, seats: usize) -> Result<Optimum, TooLarge> {
    let harmony = Harmony::new(ballots, seats).ok_or(TooLarge)?;
    let mut search = Search {
        harmony,
        seats: seats.min(ballots.candidates()),
        chosen: Vec::new(),
        best: 0,
        committees: Vec::new(),
        more: false,
        steps: 0,
    };
    search.go((0..ballots.candidates()).collect(), 0)?;
    search.committees.sort();
    let score = search.harmony.fraction(search.best);
    Ok(Optimum { committees: search.committees, score, more: search.more })
}

struct Search<'a> {
    harmony: Harmony<'a>,
    seats: usize,
    chosen: Vec<usize>,
    best: u128,
    committees: Vec<Vec<usize>>,
    more: bool,
    steps: usize,
}

impl Search<'_> {
    /// Every way to fill the seats left from `open`, on top of a committee with `happiness`.
    fn go(&mut self, open: Vec<usize>, happiness: u128) -> Result<(), TooLarge> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(TooLarge);
        }
        let left = self.seats - self.chosen.len();
        if left == 0 {
            self.keep(happiness);
            return Ok(());
        }
        let mut gains: Vec<(u128, usize)> =
            open.into_iter().map(|candidate| (self.harmony.gain(candidate), candidate)).collect();
        gains.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        // Take the first, then drop it and go on with the others, as long as the ceiling allows.
        for first in 0..gains.len() {
            let Some(next) = gains.get(first..first + left) else { break };
            let ceiling = happiness + next.iter().map(|(gain, _)| gain).sum::<u128>();
            if ceiling < self.best {
                break;
            }
            let (gain, candidate) = gains[first];
            self.harmony.join(candidate);
            self.chosen.push(candidate);
            let open = gains[first + 1..].iter().map(|(_, candidate)| *candidate).collect();
            self.go(open, happiness + gain)?;
            self.chosen.pop();
            self.harmony.leave(candidate);
        }
        Ok(())
    }

    fn keep(&mut self, happiness: u128) {
        if happiness > self.best {
            self.best = happiness;
            self.committees.clear();
            self.more = false;
        }
        if happiness == self.best {
            if self.committees.len() == MOST_COMMITTEES {
                self.more = true;
            } else {
                let mut committee = self.chosen.clone();
                committee.sort_unstable();
                self.committees.push(committee);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{approvals, some_approvals};
    use super::*;
    use crate::tally::council::lots::{LotOrder, NoLots};
    use proptest::prelude::*;

    /// Four voters like Ana and Bo, three like Cem. Ana comes first with 4. Then Bo would add 4/2 = 2
    /// and Cem 3, so Cem has the second seat: the smaller group is heard.
    #[test]
    fn the_second_member_of_the_same_voters_counts_half() {
        let box_ = approvals(3, &[(4, &[0, 1]), (3, &[2])]);
        let lots = LotOrder::lowest_number(3);
        let result = sequential(&box_, 2, &lots).unwrap();
        let gains: Vec<String> = result.seats.iter().map(|(_, gain)| gain.to_string()).collect();
        assert_eq!((result.order(), gains), (vec![0, 2], vec!["4".to_owned(), "3".to_owned()]));
        let best = optimal(&box_, 2).unwrap();
        assert_eq!(best.committees, [[0, 2], [1, 2]]);
        assert_eq!(best.score.to_string(), "7");
    }

    #[test]
    fn equal_gains_wait_for_a_lot() {
        let box_ = approvals(2, &[(1, &[0]), (1, &[1])]);
        let Err(Stopped::Lot(needed)) = sequential(&box_, 1, &NoLots) else { panic!("no lot") };
        assert_eq!((needed.among, needed.after_stage), (vec![0, 1], 0));
    }

    #[test]
    fn an_empty_contest_elects_nobody() {
        let box_ = approvals(0, &[]);
        assert_eq!(sequential(&box_, 2, &NoLots).unwrap().unfilled, 2);
        assert_eq!(optimal(&box_, 2).unwrap().committees, [[0_usize; 0]]);
    }

    #[test]
    fn a_contest_beyond_whole_numbers_is_refused() {
        let many = approvals(200, &[(1_000_000, &[0])]);
        assert_eq!(optimal(&many, 150), Err(TooLarge));
    }

    proptest! {
        #[test]
        fn no_committee_is_happier_than_the_optimum(box_ in some_approvals(), seats in 0_usize..5) {
            let best = optimal(&box_, seats).unwrap();
            let happiness = |committee: &[usize]| {
                let mut harmony = Harmony::new(&box_, seats).unwrap();
                let mut sum = 0;
                for candidate in committee {
                    sum += harmony.gain(*candidate);
                    harmony.join(*candidate);
                }
                harmony.fraction(sum)
            };
            let mut as_good = Vec::new();
            for subset in 0_usize..64 {
                let committee: Vec<usize> = (0..6).filter(|c| subset >> c & 1 == 1).collect();
                if committee.len() == seats {
                    prop_assert!(happiness(&committee) <= best.score);
                    if happiness(&committee) == best.score {
                        as_good.push(committee);
                    }
                }
            }
            as_good.sort();
            prop_assert_eq!(best.committees, as_good);
        }
    }
}
