//! Instant run-off for one post: the candidate with fewest votes is excluded until one has more than
//! half.
//!
//! Source: Robert's Rules of Order, "preferential voting"; T. Hare and W. R. Ware (1871). Papers that
//! rank nobody who is left count for nobody, and "half" is half of the papers that still count.

use serde::Serialize;

use super::lots::{LotDrawn, LotNeeded, Lots, Purpose, ask};
use super::rankings::Rankings;
use super::stv::{Field, Papers, Standing};

/// The name of this rule in published results.
pub const NAME: &str = "irv";

/// One round: everybody's votes, and what followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IrvRound {
    /// Votes of every candidate.
    pub votes: Vec<u64>,
    /// Papers that rank nobody who is left.
    pub exhausted: u64,
    /// Who was excluded after it.
    pub excluded: Option<usize>,
}

/// The result of an instant run-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IrvOutcome {
    /// Every round.
    pub rounds: Vec<IrvRound>,
    /// Who won; two after an exact tie between the last two, none when nobody stands.
    pub winners: Vec<usize>,
    /// Who was excluded, in order.
    pub excluded: Vec<usize>,
    /// Every lot that was needed to exclude somebody.
    pub lots: Vec<LotDrawn>,
}

/// Runs the count. Equal lowest candidates are decided by lot; an exact final tie is left as two
/// winners, because only a new vote or a lot outside the count can end it.
///
/// # Errors
/// [`LotNeeded`] when the lowest are equal and `lots` has no answer.
pub fn count(ballots: &Rankings, lots: &dyn Lots) -> Result<IrvOutcome, LotNeeded> {
    let mut field = Field::of(ballots, 1);
    let mut papers = Papers::new(ballots);
    let mut sorted = papers.sort(papers.all(), &field.standing);
    let (mut held, mut votes) = (sorted.groups, sorted.papers);
    let mut exhausted = sorted.exhausted;
    let mut left: Vec<usize> = ballots.standing().collect();
    let mut outcome = IrvOutcome {
        rounds: Vec::new(),
        winners: Vec::new(),
        excluded: Vec::new(),
        lots: Vec::new(),
    };
    loop {
        let round = IrvRound { votes: votes.clone(), exhausted, excluded: None };
        outcome.rounds.push(round);
        let counting: u64 = left.iter().map(|candidate| votes[*candidate]).sum();
        let most = left.iter().map(|candidate| votes[*candidate]).max().unwrap_or(0);
        if most * 2 > counting || left.len() <= 2 {
            left.retain(|candidate| votes[*candidate] == most);
            outcome.winners = left;
            return Ok(outcome);
        }
        let out = lowest(&left, &votes, lots, &mut outcome)?;
        left.retain(|candidate| *candidate != out);
        field.standing[out] = Standing::Out;
        sorted = papers.sort(std::mem::take(&mut held[out]).into_iter(), &field.standing);
        votes[out] = 0;
        exhausted += sorted.exhausted;
        for (candidate, groups) in sorted.groups.into_iter().enumerate() {
            held[candidate].extend(groups);
            votes[candidate] += sorted.papers[candidate];
        }
    }
}

/// Who has fewest votes, by lot if need be; written into the outcome.
fn lowest(
    left: &[usize],
    votes: &[u64],
    lots: &dyn Lots,
    outcome: &mut IrvOutcome,
) -> Result<usize, LotNeeded> {
    let fewest = left.iter().map(|candidate| votes[*candidate]).min().unwrap_or(0);
    let among: Vec<usize> =
        left.iter().copied().filter(|candidate| votes[*candidate] == fewest).collect();
    let after_stage = outcome.rounds.len();
    let out = match among[..] {
        [one] => one,
        _ => ask(
            lots,
            &mut outcome.lots,
            LotNeeded { purpose: Purpose::Exclude, among, after_stage },
        )?,
    };
    outcome.excluded.push(out);
    if let Some(round) = outcome.rounds.last_mut() {
        round.excluded = Some(out);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::super::lots::{LotOrder, NoLots};
    use super::super::testing::ballots;
    use super::*;
    use proptest::prelude::*;

    /// Ana 4, Bo 3, Cem 2 of 9: nobody has 5. Cem's two go to Bo, who has 5 of 9.
    #[test]
    fn second_choices_of_the_last_can_make_the_winner() {
        let outcome = count(&ballots(3, &[(4, &[0]), (3, &[1]), (2, &[2, 1])]), &NoLots).unwrap();
        assert_eq!(outcome.rounds[0].votes, [4, 3, 2]);
        assert_eq!(outcome.rounds[1].votes, [4, 5, 0]);
        assert_eq!((outcome.winners, outcome.excluded), (vec![1], vec![2]));
    }

    /// With Cem's two papers spent, 4 of 7 are more than half.
    #[test]
    fn half_is_half_of_the_papers_that_still_count() {
        let outcome = count(&ballots(3, &[(4, &[0]), (3, &[1]), (2, &[2])]), &NoLots).unwrap();
        assert_eq!(outcome.winners, [0]);
        assert_eq!(outcome.rounds[1].exhausted, 2);
    }

    #[test]
    fn an_exact_tie_of_the_last_two_is_left_as_it_is() {
        let outcome = count(&ballots(2, &[(3, &[0]), (3, &[1])]), &NoLots).unwrap();
        assert_eq!(outcome.winners, [0, 1]);
    }

    #[test]
    fn equal_lowest_candidates_wait_for_a_lot() {
        let box_ = ballots(3, &[(2, &[0]), (1, &[1]), (1, &[2])]);
        let needed = count(&box_, &NoLots).unwrap_err();
        assert_eq!((needed.among.as_slice(), needed.after_stage), (&[1, 2][..], 1));
        let outcome = count(&box_, &LotOrder::first_wins(&[0, 1, 2])).unwrap();
        assert_eq!((outcome.excluded, outcome.winners), (vec![2], vec![0]));
    }

    #[test]
    fn nobody_stands_and_nobody_wins() {
        assert!(count(&ballots(0, &[]), &NoLots).unwrap().winners.is_empty());
        assert_eq!(count(&ballots(1, &[]), &NoLots).unwrap().winners, [0]);
    }

    proptest! {
        #[test]
        fn a_majority_of_first_choices_wins_at_once(
            groups in prop::collection::vec((1_u64..9, Just(vec![0_u16, 1, 2, 3]).prop_shuffle()), 1..9)
        ) {
            let groups: Vec<_> = groups.iter().map(|(n, r)| (*n, r.as_slice())).collect();
            let all: u64 = groups.iter().map(|(n, _)| n).sum();
            let mut with_majority = groups.clone();
            with_majority.push((all + 1, &[2]));
            let outcome = count(&ballots(4, &with_majority), &NoLots).unwrap();
            prop_assert_eq!((outcome.winners, outcome.rounds.len()), (vec![2], 1));

            let outcome = count(&ballots(4, &groups), &LotOrder::lowest_number(4)).unwrap();
            for round in &outcome.rounds {
                prop_assert_eq!(round.votes.iter().sum::<u64>() + round.exhausted, all);
            }
        }
    }
}
